"""Readers of the ledger take tickets of their own; what fails steps aside loudly and the rest goes on.

All tickets about one customer are taken together: however much was changed, it is looked at once. Who takes them
holds the customer until its transaction ends, so that nobody overwrites a newer answer with an older one.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from datetime import timedelta
from itertools import groupby

from django.db import connection, transaction

from handrail import wiring
from handrail.house.workspaces.scope import current
from handrail.kit import clock

from .models import Claim

log = logging.getLogger(__name__)
AT_ONCE = 500
"""Up to so many customers are settled inside the change itself; more are left to the worker."""

About = int | None
HOLD = """
SELECT about FROM (SELECT unnest(%s::bigint[]) AS about ORDER BY 1) AS wanted
WHERE pg_try_advisory_xact_lock(hashtextextended(%s || about, %s))
"""


class Settling:
    """What a change still owes its readers when it ends: a look at every customer it was about."""

    def __init__(self) -> None:
        self.about: set[About] = set()

    def __call__(self) -> None:
        for reader in wiring.SETTLES:
            if wiring.LEDGER_READERS[reader] & current().changed:  # else there is no ticket of ours
                settle(reader, list(self.about)[:AT_ONCE])


def drain(reader: str, most: int) -> int:
    """Serve the oldest `most` tickets and all others about the same customers. Returns how many."""
    return settle(reader, waiting(reader, most))


def settle(reader: str, about: Collection[About]) -> int:
    """Let the reader work on its tickets about these customers, and drop them."""
    with transaction.atomic():
        claims = take(reader, about)
        if claims:
            serve(reader, claims)
    return len(claims)


def waiting(reader: str, most: int) -> set[About]:
    due = Claim.objects.filter(
        workspace_id=current().workspace_id, reader=reader, not_before__lte=clock.real()
    )
    return set(due.order_by("not_before", "id").values_list("about_id", flat=True)[:most])


def take(reader: str, about: Collection[About]) -> list[Claim]:
    """The tickets about those customers whom nobody else holds. Their tickets stay for the next round."""
    if not about:
        return []
    held = hold(reader, [customer or 0 for customer in about])
    mine = Claim.objects.filter(
        workspace_id=current().workspace_id, reader=reader, not_before__lte=clock.real()
    )
    known = list(mine.filter(about_id__in=held - {0}).order_by("about_id", "id"))
    return known + (list(mine.filter(about_id=None).order_by("id")) if 0 in held else [])


def hold(reader: str, customers: Collection[int]) -> set[int]:
    """Those of the customers that nobody else is looking at; they are ours until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(HOLD, [list(customers), f"{reader}:", current().workspace_id])
        return {row[0] for row in cursor.fetchall()}


def wait(reader: str, customers: Collection[int]) -> None:
    """Hold all of these customers, waiting for whoever is looking at them: for work that can not come back later.

    In one order for everybody; and before any row, since who holds a customer may wait for its rows.
    """
    with connection.cursor() as cursor:
        cursor.execute(WAIT, [f"{reader}:", current().workspace_id, sorted(customers)])


WAIT = """
SELECT pg_advisory_xact_lock(hashtextextended(%s || about, %s))
FROM (SELECT unnest(%s::bigint[]) AS about ORDER BY 1) AS wanted
"""


def serve(reader: str, claims: Sequence[Claim]) -> None:
    """All together; where that fails, one customer after the other, so that a poison one stands alone."""
    try:
        with transaction.atomic():
            wiring.load(wiring.SETTLES[reader])(claims)
            Claim.objects.filter(pk__in=[c.pk for c in claims]).delete()
    except Exception as error:
        log.exception("ledger reader %s failed on %d tickets", reader, len(claims))
        apart = [list(group) for _about, group in groupby(claims, key=lambda claim: claim.about_id)]
        if len(apart) == 1:
            set_aside(claims, error)
            return
        for group in apart:
            serve(reader, group)


def set_aside(claims: Sequence[Claim], error: Exception) -> None:
    for claim in claims:
        claim.attempts += 1
        claim.problem = f"{type(error).__name__}: {error}"[:2000]
        claim.not_before = clock.real() + timedelta(seconds=min(3600, 5 * 2**claim.attempts))
    Claim.objects.bulk_update(claims, ["attempts", "problem", "not_before"])
