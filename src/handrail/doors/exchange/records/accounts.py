"""Customers and their deals, from the CRM's tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from handrail.kit.words import say

from ..mapping import Choices
from ..reading import Draft
from ..world import World
from .parts import Columns, Names, customer_of, money, owned, take


def account_columns(draft: Draft, world: World, choices: Choices) -> Columns | None:
    columns = take(draft, "name", "tier", "arr", "industry", "region", "size", "website", "renewal_on",
                   "notice_on", "anniversary_on", "sentiment", "sentiment_note")  # fmt: skip
    if "name" not in columns:
        if "id" not in draft.values:
            draft.refuse(
                "no_name",
                say("This account has neither a name nor an id."),
                expected="a name",
                fix=say("Fill one in."),
            )
            return None
        columns["name"] = draft.text("id")
        draft.flag(
            "name_is_id",
            say("This account has no name; it is called by its id."),
            column="name",
            found=draft.text("id"),
        )
    if "parent" in draft.values:
        columns["parent_text"] = draft.values["parent"]
    return money(draft, {**columns, **owned(draft, world)}, choices.currency)


def stored_accounts(_world: World) -> Iterator[tuple[int, Mapping[str, Any], Names]]:
    return iter(())


def opportunity_columns(draft: Draft, world: World, choices: Choices) -> Columns | None:
    columns = take(
        draft, "name", "kind", "kind_text", "stage", "stage_text", "arr", "close_on", "sa_validated"
    )
    if "name" not in columns and "id" not in draft.values:
        draft.refuse(
            "no_name",
            say("This opportunity has neither a name nor an id."),
            expected="a name",
            fix=say("Fill one in."),
        )
        return None
    columns.setdefault("name", draft.text("account_name")[:300] or draft.text("id"))
    if not draft.text("account_id") and not draft.text("account_name"):
        draft.flag("no_account", say("This deal names no account; one was made with the deal's name."),
                   column="account_name", fix=say("Name it in the CRM, or merge it by hand."))  # fmt: skip
    columns["customer"] = customer_of(draft, world, choices.system, instead=columns["name"])
    if "stage_text" not in columns:
        draft.flag(
            "no_stage", say("This deal has no stage."), column="stage", fix=say("Set it in the CRM, or here.")
        )
    return money(draft, {**columns, **owned(draft, world)}, choices.currency)
