"""An appointment of a calendar as a touchpoint: whose it was, and who took part. Nothing is guessed silently."""

from __future__ import annotations

import re
from typing import Any

from handrail.kit.words import say

from .choosing import CALENDAR
from .mapping import Choices
from .reading import Draft
from .world import Ref, World

Columns = dict[str, Any]
MOST_NAMED = 3
_MAIL = re.compile(r"[^\s<>\"(),:;@\[\]\\]+@[^\s<>\"(),:;@\[\]\\]+")


def is_appointment(draft: Draft, choices: Choices) -> bool:
    return choices.system == CALENDAR or "attendees" in draft.values or "organizer" in draft.values


def appointment_columns(draft: Draft, world: World) -> Columns | None:
    """None where it is no touch of exactly one customer; the draft says why."""
    mails = list(
        dict.fromkeys(_MAIL.findall(f"{draft.text('organizer')} {draft.text('attendees')}".casefold()))
    )
    members = [member for mail in mails if (member := world.directory.by_mail.get(mail))]
    outside = [mail for mail in mails if mail not in world.directory.by_mail]
    customer = customer_met(draft, world, outside)
    if customer is None:
        return None
    said: Columns = {
        name: draft.values[name] for name in ("on", "kind", "summary", "text") if name in draft.values
    }
    who = {"member_id": members[0].pk} if members else {}
    return {
        "kind": "meeting", **said, **who,
        "customer": customer, "people": world.addresses.keys_of(outside, customer),
    }  # fmt: skip


def customer_met(draft: Draft, world: World, outside: list[str]) -> Ref | None:
    found = world.addresses.customers_of(outside)
    if draft.text("id") in world.addresses.gone:
        draft.flag("taken_away", say("This touchpoint was taken away here, and stays away."))
    elif not outside:
        draft.flag("only_us", say("Nobody from outside took part; it was left out."))
    elif not found:
        nobodys(draft, outside)
    elif len(found) > 1:
        several(draft, world, found)
    else:
        return next(iter(found))
    return None


def nobodys(draft: Draft, outside: list[str]) -> None:
    more = ", …" if len(outside) > MOST_NAMED else ""
    draft.flag(
        "no_customer",
        say("None of these people belongs to a customer here; it was left out: %(people)s.",
            people=", ".join(outside[:MOST_NAMED])[:200] + more),
        column="attendees", found=subject(draft),
        fix=say("Add them as stakeholders, or the customer's website; then import the calendar again."),
    )  # fmt: skip


def several(draft: Draft, world: World, found: set[Ref]) -> None:
    names = sorted(world.names["customer"].get(ref.pk or 0, "") for ref in found)
    draft.flag(
        "several_customers",
        say("People of several customers took part; it was left out: %(customers)s.",
            customers=", ".join(filter(None, names))[:200]),
        column="attendees", found=subject(draft), fix=say("Log it at the customers it is a touch of."),
    )  # fmt: skip


def subject(draft: Draft) -> str:
    """Without its day: what takes place each week is told once, with its number."""
    return draft.text("summary")[:80] or draft.text("on")


def still_wanted(row: Any, columns: Columns) -> Columns:
    """Of a touchpoint that is here already, its day follows the calendar; what people wrote on it stays."""
    if "people" not in columns:
        return {**columns}
    settled = {name for name in ("summary", "text", "member_id") if getattr(row, name)} | {"customer", "kind"}
    came = [key for key in columns["people"] if key not in row.people]
    return {
        **{name: value for name, value in columns.items() if name not in settled},
        "people": [*row.people, *came],
    }
