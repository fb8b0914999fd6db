"""Changing what a workspace judges by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from handrail.house.ledger.append import Line, append
from handrail.house.workspaces.models import Workspace
from handrail.house.workspaces.scope import current
from handrail.kit import clock
from handrail.kit.refusals import Stale
from handrail.record.customers.models import Customer

from .models import Standing
from .policy import Policy
from .verbs import BATCH, judge_all


def set_policy(given: Mapping[str, Any], *, revision: int | None = None) -> bool:
    """Change some thresholds; null puts one back to its default.

    Every customer is judged again: a few at once, many by the worker.
    """
    workspace = Workspace.objects.select_for_update().get(pk=current().workspace_id)
    changed = {**workspace.policy, **given}
    policy = {name: value for name, value in changed.items() if value is not None}
    if revision is not None and revision != workspace.revision:
        raise Stale(workspace.revision, {"policy": (workspace.policy, policy)})
    Policy.from_mapping({"currency": workspace.currency, **policy})
    if policy == workspace.policy:
        return False
    with transaction.atomic():
        keep(workspace, policy)
        judge_again()
    return True


def keep(workspace: Workspace, policy: dict[str, Any]) -> None:
    append([Line(workspace, "changed", {"policy": [workspace.policy, policy]})])  # type: ignore[arg-type]
    workspace.policy, workspace.revision = policy, workspace.revision + 1
    workspace.save(update_fields=["policy", "revision"])
    here = current().workspace
    here.policy, here.revision = workspace.policy, workspace.revision


def judge_again() -> None:
    if Customer.objects.filter(removed_at=None).count() <= BATCH:
        judge_all()
    else:
        Standing.objects.all().update(holds_until=clock.real())
