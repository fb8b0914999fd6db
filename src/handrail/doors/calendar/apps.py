from django.apps import AppConfig


class CalendarConfig(AppConfig):
    name = "handrail.doors.calendar"
    label = "calendar"
