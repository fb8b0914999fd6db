from django.apps import AppConfig


class PlaybooksConfig(AppConfig):
    name = "handrail.watch.playbooks"
    label = "playbooks"
