from django.apps import AppConfig


class EscalationsConfig(AppConfig):
    name = "handrail.house.escalations"
    label = "escalations"
