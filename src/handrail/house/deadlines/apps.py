from django.apps import AppConfig


class DeadlinesConfig(AppConfig):
    name = "handrail.house.deadlines"
    label = "deadlines"
