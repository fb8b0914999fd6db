from django.apps import AppConfig


class AssumptionsConfig(AppConfig):
    name = "handrail.record.assumptions"
    label = "assumptions"
