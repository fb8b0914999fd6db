from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "handrail.record.projects"
    label = "projects"
