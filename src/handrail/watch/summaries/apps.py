from django.apps import AppConfig


class SummariesConfig(AppConfig):
    name = "handrail.watch.summaries"
    label = "summaries"
