from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "handrail.record.tasks"
    label = "tasks"
