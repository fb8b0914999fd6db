"""Risks, of customers and of the workspace's own register."""

from __future__ import annotations

from handrail.kit.words import say
from handrail.record.risks.models import Risk

from ..mapping import Choices
from ..reading import Draft
from ..world import World
from .parts import Columns, customer_of, owned, take
from .raid import kind_of, stored


def risk_columns(draft: Draft, world: World, choices: Choices) -> Columns | None:
    columns = take(draft, "title", "text", "category", "severity", "likelihood", "likelihood_text", "impact",
                   "impact_text", "closeness", "state", "mitigation", "fallback", "metric_text", "stake", "raised_on",
                   "review_on", "source")  # fmt: skip
    place(draft, columns)
    title = draft.text("title") or draft.text("text")
    if not title:
        draft.refuse(
            "no_name",
            say("This risk says nothing: it has neither a title nor a description."),
            expected="a title",
            fix=say("Fill one in."),
        )
        return None
    customer = customer_of(draft, world, choices.system)
    if customer is None:
        draft.flag(
            "no_account",
            say("This risk names no customer; it stands in the workspace's own register."),
            column="account_name",
        )
    if "stake" in columns:
        columns["currency"] = draft.text("currency") or choices.currency
    return {**columns, "title": title[:500], "customer": customer, **owned(draft, world)}


COME_TRUE = {"identified", "assessed", ""}


def place(draft: Draft, columns: Columns) -> None:
    """An issue is a risk that has come true. Any other word is what a register calls its categories."""
    words, kind = draft.text("raid").strip(), kind_of(draft)
    if kind == "issue" and columns.get("state", "") in COME_TRUE:
        columns["state"] = "materialised"
    elif words and not kind:
        columns.setdefault("category", words)


stored_risks = stored(Risk)
