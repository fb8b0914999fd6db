from django.apps import AppConfig


class MetricsConfig(AppConfig):
    name = "handrail.record.metrics"
    label = "metrics"
