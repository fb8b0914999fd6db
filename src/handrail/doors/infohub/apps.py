from django.apps import AppConfig


class InfohubConfig(AppConfig):
    name = "handrail.doors.infohub"
    label = "infohub"
