from django.apps import AppConfig


class HandoffsConfig(AppConfig):
    name = "handrail.record.handoffs"
    label = "handoffs"
