from __future__ import annotations

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "handrail.ui"
    label = "ui"
    verbose_name = "Handrail face"
