from django.apps import AppConfig


class DrillsConfig(AppConfig):
    name = "handrail.record.drills"
    label = "drills"
