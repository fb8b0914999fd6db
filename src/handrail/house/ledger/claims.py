"""Readers of the ledger take tickets of their own; what fails steps aside loudly and the rest goes on."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db import transaction

from handrail import wiring
from handrail.house.workspaces.scope import current
from handrail.kit import clock

from .models import Claim

log = logging.getLogger(__name__)
AT_ONCE = 500
"""Up to so many tickets are settled inside the change itself; more are left to the worker."""


def settle() -> None:
    """Serve every reader's tickets of this workspace, as far as it fits into the change that made them."""
    for reader in wiring.SETTLES:
        drain(reader, AT_ONCE)


def drain(reader: str, most: int) -> int:
    """Take up to `most` tickets, let the reader work, drop them. Returns how many were served."""
    with transaction.atomic():
        claims = take(reader, most)
        if not claims:
            return 0
        serve(reader, claims)
    return len(claims)


def take(reader: str, most: int) -> list[Claim]:
    due = Claim.objects.filter(
        workspace_id=current().workspace_id, reader=reader, not_before__lte=clock.real()
    )
    return list(due.order_by("not_before", "id").select_for_update(skip_locked=True)[:most])


def serve(reader: str, claims: list[Claim]) -> None:
    """All together; where that fails, one by one, so that a poison ticket stands alone."""
    try:
        with transaction.atomic():
            wiring.load(wiring.SETTLES[reader])(claims)
            Claim.objects.filter(pk__in=[c.pk for c in claims]).delete()
    except Exception as error:
        log.exception("ledger reader %s failed on %d tickets", reader, len(claims))
        if len(claims) == 1:
            set_aside(claims[0], error)
            return
        for claim in claims:
            serve(reader, [claim])


def set_aside(claim: Claim, error: Exception) -> None:
    claim.attempts += 1
    claim.problem = f"{type(error).__name__}: {error}"[:2000]
    claim.not_before = clock.real() + timedelta(seconds=min(3600, 5 * 2**claim.attempts))
    claim.save(update_fields=["attempts", "problem", "not_before"])
