"""Looking at all there is for the dates it promises: once after an upgrade, and after a change of the policy.

It costs what exists, in batches, each its own transaction with the place it has come to; whoever is killed, the
next one goes on there.
"""

from __future__ import annotations

import logging

from django.db.models import F
from django.db.models.functions import Coalesce

from handrail import wiring
from handrail.house.ledger import claims
from handrail.house.ledger.reading import names
from handrail.house.ledger.sweeps import across
from handrail.house.workspaces.scope import current, enter
from handrail.kit import clock, supervise

from .models import Survey
from .promising import model_of
from .verbs import recompute

log = logging.getLogger(__name__)
VERSION = 1
"""Raised when the rooms' rules change, so that every workspace is looked at again."""
BATCH = 500
READER = "deadlines"

OPEN = """
SELECT w.id FROM workspaces_workspace AS w LEFT JOIN deadlines_survey AS s ON s.workspace_id = w.id
WHERE s.done_at IS NULL OR s.version < %s
"""


def survey_due() -> int:
    """The sweep over workspaces that have not been looked at, or not by these rules. Returns how many rows."""
    return sum(survey_or_report(workspace) for workspace in across(OPEN, [VERSION]))


def survey_or_report(workspace: int) -> int:
    try:
        return survey(workspace)
    except Exception:
        log.exception(
            "looking for the dates of workspace %d failed; it goes on there the next time", workspace
        )
        return 0


def survey(workspace: int) -> int:
    """The rest of one workspace, a batch to a transaction."""
    total = 0
    while not supervise.ending.is_set() and (looked := step(workspace)) is not None:
        total += looked
    return total


def step(workspace: int) -> int | None:
    """One batch. None when nothing is left, or another worker is at it."""
    with enter(workspace, cause="survey"):
        Survey.objects.get_or_create(workspace=current().workspace)
        here = (
            Survey.objects.select_for_update(no_key=True, skip_locked=True)
            .filter(workspace=current().workspace)
            .first()
        )
        if here is None or (here.done_at and here.version >= VERSION):
            return None
        if here.done_at:
            here.kind, here.after_id = "", 0
        current().workspace.refresh_from_db()  # whoever changed the policy held the survey until it was committed
        return look(here)


def look(here: Survey) -> int:
    kinds = list(wiring.DEADLINES)
    kind = here.kind if here.kind in kinds else kinds[0]
    looked = batch(kind, here.after_id)
    if len(looked) == BATCH:
        here.kind, here.after_id, here.done_at = kind, max(looked), None
    elif kind != kinds[-1]:
        here.kind, here.after_id, here.done_at = kinds[kinds.index(kind) + 1], 0, None
    else:
        here.kind, here.after_id, here.version, here.done_at = "", 0, VERSION, clock.real()
    here.save()
    return len(looked)


def batch(kind: str, after: int) -> list[int]:
    """The next rows of a kind, removed ones too: what they promised once must go."""
    model = model_of(kind)
    customer = F("pk") if kind == "customer" else F("customer_id") if "customer" in names(model) else None
    rows = model._default_manager.filter(pk__gt=after).order_by("pk")
    found = list(rows.values_list("pk", Coalesce(customer, 0) if customer else "pk")[:BATCH])
    held = {about for _pk, about in found}
    claims.wait(READER, sorted(held))
    recompute({kind: [pk for pk, _about in found]})
    return [pk for pk, _about in found]
