"""Members and the people at customers, from their tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from handrail.house.workspaces.models import Member
from handrail.kit.words import say

from ..mapping import Choices
from ..reading import Draft
from ..world import World, folded
from .parts import Columns, Names, customer_of, here, left_out, take


def user_columns(draft: Draft, world: World, choices: Choices) -> Columns | None:
    values = draft.values
    name = (
        values.get("name")
        or f"{draft.text('first_name')} {draft.text('last_name')}".strip()
        or values.get("email", "")
    )
    if not name:
        draft.refuse(
            "no_name",
            say("This member has neither a name nor an e-mail address."),
            expected="a name",
            fix=say("Fill one in."),
        )
        return None
    columns = {"name": str(name)[:200], **take(draft, "email", "job")}
    if "active" in values:
        columns["left_on"] = None if values["active"] else world.today
    if "manager" in values:
        columns["manager_text"] = values["manager"]
    return columns


def user_names(columns: Columns) -> Names:
    """By address; by name only somebody whose address one of the two does not tell."""
    name, email = folded(columns["name"]), columns.get("email")
    return [("mail", email) if email else ("named", name), ("mailless", name)]


def stored_users(_world: World) -> Iterator[tuple[int, Mapping[str, Any], Names]]:
    for pk, external, email, name in here(Member).values_list("pk", "external_ids", "email", "name"):
        called = folded(name)
        yield pk, external, [("mail", email.lower()), ("named", called)] if email else [("mailless", called)]


def contact_columns(draft: Draft, world: World, choices: Choices) -> Columns | None:
    name = (
        draft.text("name")
        or f"{draft.text('first_name')} {draft.text('last_name')}".strip()
        or draft.text("email")
    )
    if not name:
        draft.refuse(
            "no_name",
            say("This person has neither a name nor an e-mail address."),
            expected="a name",
            fix=say("Fill one in."),
        )
        return None
    customer = customer_of(draft, world, choices.system)
    if customer is None:
        left_out(draft, "person")
        return None
    taken = take(
        draft, "title", "email", "phone", "buying_role", "role_text", "cadence", "sentiment", "notes"
    )
    return {"name": name[:200], "customer": customer, **taken}
