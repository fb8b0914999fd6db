from django.apps import AppConfig


class InsightsConfig(AppConfig):
    name = "handrail.watch.insights"
    label = "insights"
