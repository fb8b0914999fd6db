from django.apps import AppConfig


class NudgesConfig(AppConfig):
    name = "handrail.house.nudges"
    label = "nudges"
