from django.apps import AppConfig


class WorkspacesConfig(AppConfig):
    name = "handrail.house.workspaces"
    label = "workspaces"
