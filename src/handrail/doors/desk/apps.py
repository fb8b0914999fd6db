from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "handrail.doors.desk"
    label = "desk"
