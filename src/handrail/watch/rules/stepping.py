"""A rule that can not do its work steps aside, and says so: to its owner, in the list, and on Today."""

from __future__ import annotations

from handrail.house.ledger import write
from handrail.house.nudges import verbs as nudges
from handrail.house.nudges.channels import owner_ids
from handrail.house.nudges.models import MESSAGE
from handrail.house.nudges.verbs import Telling
from handrail.kit.words import mark

from .models import Rule

ASIDE = mark("This rule has stepped aside: it failed, and does nothing until somebody has looked at it.")
STEP = mark("Look at the rule")


def step_aside(rule: Rule, words: str) -> None:
    if rule.problem:
        return
    write.change(rule, {"problem": words[:500] or "?"}, kind="stepped_aside")
    tell(rule, ASIDE, f"rule.aside:{rule.pk}:{rule.revision}", urgent=True)


def tell(rule: Rule, reason: str, occasion: str, *, urgent: bool = False) -> None:
    """Its owner; where it has none, whoever owns the workspace."""
    people = [rule.owner_id] if rule.owner_id else owner_ids()
    nudges.tell(
        Telling(
            recipient_id=member,
            occasion=occasion,
            name="rule.aside",
            subject_kind="rule",
            subject_id=rule.pk,
            subject_key=rule.key,
            about_id=None,
            title=rule.title,
            reason=reason,
            step=STEP,
            step_path=f"rules/{rule.key}/",
            urgent=urgent,
            lane=MESSAGE,
        )
        for member in people
    )
