"""Touchpoints: of tables, and of calendars."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from handrail.house.workspaces.owners import match
from handrail.kit.words import say
from handrail.record.customers.models import Touchpoint

from ..appointments import appointment_columns, is_appointment
from ..mapping import Choices
from ..reading import Draft
from ..world import World, folded
from .parts import Columns, Names, customer_of, here, left_out, take


def touch_columns(draft: Draft, world: World, choices: Choices) -> Columns | None:
    customer = customer_of(draft, world, choices.system)
    if customer is None and is_appointment(draft, choices):
        return appointment_columns(draft, world)
    if customer is None:
        left_out(draft, "touchpoint")
        return None
    if "on" not in draft.values:
        draft.refuse(
            "no_date",
            say("This touchpoint has no date."),
            expected="a date",
            fix=say("Fill it in, or take the row out."),
        )
        return None
    columns = {"kind": "meeting", **take(draft, "on", "kind", "summary", "text")}
    if "owner" in draft.values:
        found = match(draft.values["owner"], world.directory)
        member = found.member or found.guest
        columns["member_id"] = member.pk if member else None
    return {**columns, "customer": customer}


def stored_touchpoints(world: World) -> Iterator[tuple[int, Mapping[str, Any], Names]]:
    rows = here(Touchpoint).values_list("pk", "external_ids", "customer_id", "on", "kind", "summary")
    for pk, external, customer, on, kind, summary in rows.iterator():
        yield pk, external, [(world.customer_by_pk.get(customer), on, kind, folded(summary))]
