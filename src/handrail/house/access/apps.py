from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "handrail.house.access"
    label = "access"
