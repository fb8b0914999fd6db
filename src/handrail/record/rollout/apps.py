from django.apps import AppConfig


class RolloutConfig(AppConfig):
    name = "handrail.record.rollout"
    label = "rollout"
