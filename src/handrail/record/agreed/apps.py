from django.apps import AppConfig


class AgreedConfig(AppConfig):
    name = "handrail.record.agreed"
    label = "agreed"
