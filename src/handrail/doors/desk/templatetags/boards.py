"""A card as a board draws it: hundreds of them on a page, most of them as they looked a moment ago."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

import orjson
from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from handrail.house.workspaces.scope import current
from handrail.record.projects.drawing import Face
from handrail.record.projects.own import day_of
from handrail.record.tasks.files import CLOSED
from handrail.ui import assets
from handrail.ui.dates import written

from .. import answers
from ..values import number

register = template.Library()
World = tuple[str, str, str]


@register.simple_tag
def face(card: Face, today: date) -> SafeString:
    """The card in its column."""
    return drawn("face", world(), card, is_late(card, today), "")


@register.simple_tag
def face_row(card: Face, today: date, stage: str, own: Sequence[Mapping[str, Any]] = ()) -> SafeString:
    """The card as a row of the list; `own` are the columns of the board's own fields."""
    names = tuple(spec["label"] for spec in own)
    return drawn("face_row", world(), card, is_late(card, today), stage, names)


def is_late(card: Face, today: date) -> bool:
    return card.due_on is not None and card.due_on < today and card.state not in CLOSED


def world() -> World:
    return get_language() or "", assets.sprite_url(), current().workspace.slug


@lru_cache(maxsize=4096)
def drawn(
    name: str, world: World, card: Face, late: bool, stage: str, columns: tuple[str, ...] = ()
) -> SafeString:
    """All that is seen of it is in the key: whoever may see a card with these values sees the same."""
    found = template.Engine.get_default().get_template(f"desk/parts/{name}.html")
    values = {label: (kind, value) for label, kind, value in card.own}
    said = {
        "card": card,
        "url": answers.at("card", card.key),
        "labels": orjson.loads(card.labels)[:3],
        "late": late,
        "over": card.state in CLOSED,
        "stage": stage,
        "own": [(label, told(*values.get(label, ("", "")))) for label in columns]
        if columns
        else tags_of(card),
    }
    return found.render(template.Context(said))


def tags_of(card: Face) -> list[tuple[str, str]]:
    return [(label, told(kind, value)) for label, kind, value in card.own]


def told(kind: str, value: Any) -> str:
    """A value of a board's own field as a person reads it."""
    if kind == "date" and (found := day_of(str(value))) is not None:
        return written(found, "j M Y")
    if isinstance(value, int | float) and not isinstance(value, bool):
        return number(Decimal(str(value)))
    return str(value)
