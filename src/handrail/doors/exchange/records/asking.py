"""Support cases, and what customers ask for."""

from __future__ import annotations

from typing import Any

from handrail.kit.shapes import Unreadable
from handrail.kit.words import say
from handrail.record.customers.files import REQUEST_KIND, REQUEST_STATE

from ..mapping import Choices
from ..reading import Draft
from ..shapes import fold
from ..world import World
from .parts import Columns, customer_of, left_out, owned, take

ENDED = frozenset(
    fold(word)
    for word in ["closed", "solved", "resolved", "done", "geschlossen", "gelöst", "erledigt", "cancelled"]
)


def case_columns(draft: Draft, world: World, choices: Choices) -> Columns | None:
    customer = customer_of(draft, world, choices.system)
    if customer is None:
        left_out(draft, "case")
        return None
    columns = take(draft, "number", "title", "severity", "state_text", "opened_on", "solved_on", "escalated")
    columns.setdefault("number", (draft.text("id") or draft.text("title"))[:80])
    state = fold(draft.text("state_text"))
    closed = draft.values.get("is_closed") or state in ENDED or "solved_on" in columns
    if state.startswith(("escalat", "eskal")):
        columns["escalated"] = True
    return {**columns, "customer": customer, "is_open": not closed}


def request_columns(draft: Draft, world: World, choices: Choices) -> Columns | None:
    customer = customer_of(draft, world, choices.system)
    if customer is None:
        left_out(draft, "customer request")
        return None
    columns = take(draft, "title", "text", "asked_by", "asked_on", "answered_on", "answer", "number")
    if not columns.get("title"):
        draft.refuse(
            "no_name",
            say("This request does not say what is asked for."),
            expected="a title",
            fix=say("Fill one in."),
        )
        return None
    for name, known in (("state", REQUEST_STATE), ("kind", REQUEST_KIND)):
        columns |= known_word(draft, name, known)
    return {**columns, "customer": customer, **owned(draft, world)}


def known_word(draft: Draft, name: str, known: Any) -> Columns:
    """One of our words; another is told, and counts as not said."""
    try:
        return {name: known.read(draft.text(name))} if draft.text(name) else {}
    except Unreadable as error:
        draft.flag("unknown_word", str(error), column=name, found=draft.text(name), fix=error.fix)
        return {}
