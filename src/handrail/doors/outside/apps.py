from django.apps import AppConfig


class OutsideConfig(AppConfig):
    name = "handrail.doors.outside"
    label = "outside_door"
