from django.apps import AppConfig


class BlockersConfig(AppConfig):
    name = "handrail.record.blockers"
    label = "blockers"
