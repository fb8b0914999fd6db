from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "handrail.record.feedback"
    label = "feedback"
