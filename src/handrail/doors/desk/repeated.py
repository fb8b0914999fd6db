"""When a task or a card comes again, in words: what its page shows, and what somebody chose there."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy

from handrail.record.projects import passing
from handrail.record.projects.models import Card
from handrail.record.projects.verbs import edit_card
from handrail.record.tasks.models import Task
from handrail.record.tasks.verbs import edit_task

from .answers import at

RULES: tuple[tuple[str, Any], ...] = (
    ("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", gettext_lazy("Every working day")),
    ("FREQ=WEEKLY", gettext_lazy("Every week")),
    ("FREQ=WEEKLY;INTERVAL=2", gettext_lazy("Every two weeks")),
    ("FREQ=MONTHLY", gettext_lazy("Every month")),
    ("FREQ=MONTHLY;INTERVAL=3", gettext_lazy("Every quarter")),
    ("FREQ=YEARLY", gettext_lazy("Every year")),
)


def of_card(card: Card) -> dict[str, Any]:
    url = at("card-act", card.key, "repeat")
    return {**shown(card.recurs, url, f"record-card-{card.pk}"), "next_card": True}


def of_task(row: Any) -> dict[str, Any]:
    """On its own page: the rule that its card has, where it stands on a board. One statement."""
    if not isinstance(row, Task):
        return {}
    card = passing.card_of(row)
    rule = card.recurs if card is not None else row.recurs
    told = shown(rule, at("repeat-task", row.key), f"record-task-{row.pk}")
    return {**told, "next_card": card is not None}


def shown(rule: str, url: str, place: str) -> dict[str, Any]:
    words = dict(RULES).get(rule, rule)
    return {"recurs": rule, "repeats": words, "rules": RULES, "repeat_url": url, "repeat_place": place}


def chosen(said: QueryDict) -> str:
    """One of the usual ways, or a rule of RFC 5545."""
    return said.get("rule", "").strip() or said.get("usual", "")


def choose(row: Task, rule: str) -> None:
    """Of a task, wherever its rule is kept."""
    card = passing.card_of(row)
    if card is not None:
        edit_card(card, {"recurs": rule})
    else:
        edit_task(row, {"recurs": rule})
