from __future__ import annotations

from django.apps import AppConfig


class OperatorConfig(AppConfig):
    name = "handrail.doors.operator"
    label = "operator"
