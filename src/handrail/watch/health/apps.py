from django.apps import AppConfig


class HealthConfig(AppConfig):
    name = "handrail.watch.health"
    label = "health"
