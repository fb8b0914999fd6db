from django.apps import AppConfig


class OutsideConfig(AppConfig):
    name = "handrail.record.outside"
    label = "outside"
