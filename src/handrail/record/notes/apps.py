from django.apps import AppConfig


class NotesConfig(AppConfig):
    name = "handrail.record.notes"
    label = "notes"
