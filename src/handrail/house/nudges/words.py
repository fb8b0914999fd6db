"""A nudge in the reader's language: its words are stored as they stand in the catalogue."""

from __future__ import annotations

from handrail.kit.words import say

from .models import Nudge


def reason(nudge: Nudge) -> str:
    """Why it came, in a sentence."""
    return filled(nudge.reason, nudge)


def step(nudge: Nudge) -> str:
    """What to do about it: the label of its button."""
    return filled(nudge.step, nudge)


def filled(template: str, nudge: Nudge) -> str:
    return say(template, **{**nudge.params, "title": nudge.title})
