"""What a new plan begins with: nothing, or a template of the workspace, where a form asks for it."""

from __future__ import annotations

from typing import Any, TypeVar

from django.http import QueryDict
from django.utils.translation import gettext as _

from handrail.house.ledger import reading
from handrail.record.plans.models import Plan, PlanTemplate
from handrail.record.plans.templates import all_templates, proposed_for

from .controls import Control
from .words import choice

NAME = "template"
Row = TypeVar("Row")


def controls(blank: Any, chosen: str | None = None) -> list[Control]:
    """One more field in the form of a plan, where there is a template: what the workspace proposes is chosen."""
    known = all_templates() if isinstance(blank, Plan) else []
    if not known:
        return []
    if chosen is None:
        proposed = proposed_for(blank.customer, blank.opportunity)
        chosen = proposed.key if proposed else ""
    offered: list[tuple[str, Any]] = [
        ("", _("Nothing: an empty plan")),
        *((row.key, called(row)) for row in known),
    ]
    help = _("Its parts get their days from the first day of the plan, and its owner.")
    return [Control(NAME, _("Begin with"), help, "select", chosen, choices=offered)]


def called(row: PlanTemplate) -> str:
    """With the deals it is meant for."""
    meant = [str(choice(word)) for word in (row.deal_kind, row.tier) if word]
    return " · ".join([row.title, *meant])


def said(row: Row, typed: QueryDict) -> Row:
    key = typed.get(NAME, "")
    if isinstance(row, Plan) and key:
        row.template = reading.find(PlanTemplate, str(key))
    return row
