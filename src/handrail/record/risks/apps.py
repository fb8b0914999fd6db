from django.apps import AppConfig


class RisksConfig(AppConfig):
    name = "handrail.record.risks"
    label = "risks"
