from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "handrail.record.decisions"
    label = "decisions"
