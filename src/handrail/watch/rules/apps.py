from django.apps import AppConfig


class RulesConfig(AppConfig):
    name = "handrail.watch.rules"
    label = "rules"
