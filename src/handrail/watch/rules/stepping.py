"""A rule that can not do its work steps aside, and says so: to its owner, in the list, and on Today."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handrail.house.ledger import write
from handrail.house.nudges import verbs as nudges
from handrail.house.nudges.channels import owner_ids
from handrail.house.nudges.models import MESSAGE
from handrail.house.nudges.verbs import Telling
from handrail.house.workspaces.scope import current
from handrail.kit.words import mark

from .models import Rule, Run

ASIDE = mark("This rule has stepped aside: it failed, and does nothing until somebody has looked at it.")
REFUSED = mark("This rule was refused %(times)s times in a row and did nothing. The last time: %(words)s")
STEP = mark("Look at the rule")
IN_A_ROW = 3
TRIED = ("acted", "refused", "failed")


def step_aside(rule: Rule, words: str) -> None:
    if rule.problem:
        return
    write.change(rule, {"problem": words[:500] or "?"}, kind="stepped_aside")
    tell(rule, ASIDE, f"rule.aside:{rule.pk}:{rule.revision}", urgent=True)


def count_refusals(rule: Rule, words: str) -> None:
    """Refused so many times in a row, it will be again: told once for each way in which the rule is written."""
    tried = Run.objects.filter(workspace_id=current().workspace_id, rule=rule, verdict__in=TRIED)
    last = list(tried.order_by("-at", "-pk").values_list("verdict", flat=True)[:IN_A_ROW])
    if last == ["refused"] * IN_A_ROW:
        params = {"times": IN_A_ROW, "words": words}
        tell(rule, REFUSED, f"rule.refused:{rule.pk}:{rule.revision}", params=params)


def tell(
    rule: Rule,
    reason: str,
    occasion: str,
    *,
    urgent: bool = False,
    params: Mapping[str, Any] | None = None,
) -> None:
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
            params=params or {},
            step=STEP,
            step_path=f"rules/{rule.key}/",
            urgent=urgent,
            lane=MESSAGE,
        )
        for member in people
    )
