from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext, ngettext

from handrail.kit import words

from .dates import written


class UiConfig(AppConfig):
    name = "handrail.ui"
    label = "ui"
    verbose_name = "Handrail face"

    def ready(self) -> None:
        """Sentences of pure code follow the language of the request."""
        words.speak(gettext, ngettext, lambda day: written(day, "j M Y"))
