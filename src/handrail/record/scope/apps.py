from django.apps import AppConfig


class ScopeConfig(AppConfig):
    name = "handrail.record.scope"
    label = "scope"
