from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "handrail.house.imports"
    label = "imports"
