"""Changing what a workspace judges by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from handrail.house.access.workspace import edit_workspace
from handrail.house.escalations import queries
from handrail.house.ledger import duties
from handrail.house.workspaces.models import Member, Workspace
from handrail.house.workspaces.scope import current, unveiled
from handrail.kit import clock
from handrail.kit.refusals import Stale
from handrail.record.customers.models import Customer

from .models import Standing
from .policy import Policy
from .queries import policy_of
from .verbs import BATCH, judge_all


def set_policy(given: Mapping[str, Any], *, revision: int | None = None) -> bool:
    """Change some thresholds; null puts one back to its default.

    Every customer is judged again: a few at once, many by the worker.
    """
    with transaction.atomic():
        workspace = Workspace.objects.select_for_update(no_key=True).get(pk=current().workspace_id)
        policy = {name: value for name, value in {**workspace.policy, **given}.items() if value is not None}
        if revision is not None and revision != workspace.revision:
            raise Stale(workspace.revision, {"policy": (workspace.policy, policy)})
        refuse_absent(policy_of(workspace), Policy.from_mapping({"currency": workspace.currency, **policy}))
        changed = edit_workspace({"policy": policy})
        if changed:
            judge_again()
    return changed


def refuse_absent(before: Policy, now: Policy) -> None:
    """Nothing is raised to a guest or to who has left. Who is named already stays there, and is passed over."""
    anew = queries.keys_in(now.raised.values()) - queries.keys_in(before.raised.values())
    if anew:
        duties.refuse(("raised", member) for member in Member.objects.filter(key__in=anew))


def at_once() -> bool:
    """Whether a change of the policy judges every customer within itself, or leaves them to the worker."""
    return Customer.objects.filter(removed_at=None).count() <= BATCH


def put_back(values: Mapping[str, Any]) -> bool:
    """Set fields of the workspace to what they were, and judge again where it judges by them."""
    if "policy" in values:
        Policy.from_mapping({"currency": current().workspace.currency, **values["policy"]})
    changed = edit_workspace(values)
    if changed:
        judge_again()
    return changed


def judge_again() -> None:
    """Every customer, those too that whoever changed the policy may not see."""
    with unveiled():
        if at_once():
            judge_all()
        else:
            Standing.objects.all().update(holds_until=clock.real())
