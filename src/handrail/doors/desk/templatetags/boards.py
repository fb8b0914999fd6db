"""A card as a board draws it: hundreds of them on a page, most of them as they looked a moment ago."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import orjson
from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from handrail.house.workspaces.scope import current
from handrail.record.projects.drawing import Face
from handrail.ui import assets

from .. import answers

register = template.Library()
CLOSED = frozenset({"done", "dropped"})
World = tuple[str, str, str]


@register.simple_tag
def face(card: Face, today: date) -> SafeString:
    """The card in its column."""
    return drawn("face", world(), card, is_late(card, today), "")


@register.simple_tag
def face_row(card: Face, today: date, stage: str) -> SafeString:
    """The card as a row of the list."""
    return drawn("face_row", world(), card, is_late(card, today), stage)


def is_late(card: Face, today: date) -> bool:
    return card.due_on is not None and card.due_on < today and card.state not in CLOSED


def world() -> World:
    return get_language() or "", assets.sprite_url(), current().workspace.slug


@lru_cache(maxsize=4096)
def drawn(name: str, world: World, card: Face, late: bool, stage: str) -> SafeString:
    """All that is seen of it is in the key: whoever may see a card with these values sees the same."""
    found = template.Engine.get_default().get_template(f"desk/parts/{name}.html")
    said = {
        "card": card,
        "url": answers.at("card", card.key),
        "labels": orjson.loads(card.labels)[:3],
        "late": late,
        "over": card.state in CLOSED,
        "stage": stage,
    }
    return found.render(template.Context(said))
