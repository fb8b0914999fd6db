"""How a day is written in the reader's language: each shape of ours is a text that translators turn round."""

from __future__ import annotations

from datetime import date

from django.utils import formats
from django.utils.translation import pgettext

SHAPES = (
    lambda: pgettext("date format", "j M"),
    lambda: pgettext("date format", "j M Y"),
    lambda: pgettext("date format", "j M, H:i"),
    lambda: pgettext("date format", "j M Y, H:i"),
    lambda: pgettext("date format", "D j M"),
    lambda: pgettext("date format", "D j M, H:i"),
    lambda: pgettext("date format", "D j M Y, H:i"),
    lambda: pgettext("date format", "l j F"),
    lambda: pgettext("date format", "l j F Y"),
    lambda: pgettext("date format", "l j F Y, H:i e"),
    lambda: pgettext("date format", "F Y"),
)
"""Every shape that pages use, where the translator finds it; the letters are those of Django's `date`."""


def written(day: date, shape: str) -> str:
    return formats.date_format(day, pgettext("date format", shape))
