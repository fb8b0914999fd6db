"""The customer's page in words: what its sections and fields are called, there and where a change is told."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from handrail.doors.desk import kinds
from handrail.doors.desk.kinds.plans import PLAN
from handrail.doors.desk.words import Words, choice

SECTIONS: dict[str, Words] = {
    "title": _("Title"),
    "customer": _("Customer"),
    "background": _("Where you stand"),
    "current_state": _("How you work today"),
    "desired_state": _("How you want to work"),
    "evaluation": _("How you try it out"),
    "outcomes": _("What you want to reach"),
    "criteria": _("How we both know that it worked"),
    "phases": _("Phases"),
    "activities": _("Technical steps"),
    "initiatives": _("What comes when"),
    "responsibilities": _("Who does what"),
    "stakeholders": _("People"),
    "milestones": _("Milestones"),
    "values": _("What it is worth"),
    "risks": _("What we watch out for"),
}
KINDS = {
    "outcomes": "outcome",
    "criteria": "criterion",
    "phases": "adoptionphase",
    "activities": "activity",
    "initiatives": "initiative",
    "responsibilities": "responsibility",
    "stakeholders": "stakeholder",
    "milestones": "milestone",
    "values": "metric",
    "risks": "risk",
}
YOURS: dict[str, Words] = {
    "background.priorities": _("Your priorities"),
    "background.challenges": _("Your challenges"),
    "current_state.workflows": _("How you work today"),
    "desired_state.target_workflows": _("How you want to work"),
    "evaluation.resources_vendor": _("People and time from us"),
    "evaluation.resources_customer": _("People and time from you"),
    "evaluation.decision_date": _("You decide on"),
}
"""What is called otherwise where the customer is spoken to."""
SIDES: dict[str, Words] = {"vendor": _("ours"), "customer": _("yours")}
CHOICES = frozenset({"kind", "horizon", "direction", "state"})


def field(section: str, name: str) -> Words:
    """What a field of a section is called: as on our own pages, unless the customer is spoken to."""
    if called := YOURS.get(f"{section}.{name}"):
        return called
    if section in KINDS:
        found = kinds.BY_NAME[KINDS[section]].by_name.get(name)
    else:
        found = PLAN.by_name.get(f"{section}.{name}")
    return found.label if found is not None else name.replace("_", " ").capitalize()


def value(name: str, told: Any) -> Any:
    if name == "side":
        return SIDES.get(told, told)
    return choice(told) if name in CHOICES and told else told
