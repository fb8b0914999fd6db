"""Versions of a plan as files: its csp.yaml as it stood when it got a number, or when the customer agreed to it.

Kept in the change itself, so that every export has them; what came in by a push gets its version with its commit.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import PurePosixPath

from django.db import transaction

from handrail.house.ledger.rows import today
from handrail.house.workspaces.scope import current
from handrail.record.plans.models import Plan

from . import keeping, verbs
from .hub.projecting import Projector, Touched
from .models import Document
from .tree import slug

log = logging.getLogger(__name__)
FOLDER = "csp_history"


def keep_plans(numbered: Sequence[tuple[Plan, str]]) -> None:
    """(plan, what it is called). What can not be written as a file holds up neither the plan nor who agrees to it."""
    for plan, number in numbered:
        try:
            with transaction.atomic():
                keep_now(plan, slug(number))
        except Exception:
            log.exception("version %s of plan %s could not be kept as a file", number, plan.key)


def keep_now(plan: Plan, number: str) -> None:
    current().remembered.clear()
    projector = Projector({})
    files = dict(projector.write(Touched(frozenset({plan.customer_id}))))
    name = f"plan:{plan.key}"
    place = next((path for path, found in projector.told.places.items() if name in found), None)
    if place is not None:
        keep(plan, number, place, files[place])


def keep(plan: Plan, number: str, place: str, content: bytes) -> None:
    """Once for each version, beside the plan. It is a file like those that people put there, and never changes."""
    start = f"{PurePosixPath(place).parent / FOLDER}/csp_v{number}_"
    if Document.objects.filter(path__startswith=start, removed_at=None).exists():
        return
    text = keeping.text_of(content) or ""
    row = Document(
        path=f"{start}{today().isoformat()}.yaml", kind="file", text=text, digest=keeping.digest(content),
        customer_id=plan.customer_id,
    )  # fmt: skip
    verbs.keep_version(row)
