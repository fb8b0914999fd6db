from django.apps import AppConfig


class TalkConfig(AppConfig):
    name = "handrail.house.talk"
    label = "talk"
