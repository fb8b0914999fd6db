from django.apps import AppConfig


class ReadinessConfig(AppConfig):
    name = "handrail.record.readiness"
    label = "readiness"
