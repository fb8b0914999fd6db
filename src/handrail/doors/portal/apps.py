from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "handrail.doors.portal"
    label = "portal"
