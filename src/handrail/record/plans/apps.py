from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "handrail.record.plans"
    label = "plans"
