from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "handrail.doors.api"
    label = "api"
