"""Readers of the ledger take tickets of their own; what fails steps aside loudly and the rest goes on.

All tickets about one customer are taken together: however much was changed, it is looked at once. Who takes them
holds the customer until its transaction ends, so that nobody overwrites a newer answer with an older one.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from itertools import groupby

from django.db import connection, transaction

from handrail import wiring
from handrail.house.workspaces.models import Tenanted
from handrail.house.workspaces.scope import current
from handrail.kit import clock

from .inserting import listed
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
    """What a change still owes its readers when it ends: a look at every customer it was about, by reader; and the
    rows that were made in it and are taken as they are."""

    def __init__(self) -> None:
        self.about: dict[str, set[About]] = {}
        self.fresh: dict[str, list[Tenanted]] = {}

    def __call__(self) -> None:
        late = take_as_they_are(self.fresh) if self.fresh else {}
        for reader in wiring.SETTLES:
            if about := self.about.get(reader):
                settle(reader, list(about)[:AT_ONCE])
        for reader, rows in late.items():
            look_later(reader, rows)


Fresh = Mapping[str, Sequence[Tenanted]]


def take_as_they_are(fresh: Fresh) -> Fresh:
    """{reader: rows}, without tickets, since nobody else knows of these rows yet: {reader: those that get one after
    all}, because the reader gives them back or fails."""
    try:
        with transaction.atomic():
            return {reader: wiring.load(wiring.AT_ONCE[reader][1])(rows) for reader, rows in fresh.items()}
    except Exception:
        if len(fresh) > 1:
            return {name: take_as_they_are({name: rows})[name] for name, rows in fresh.items()}
        log.exception(
            "ledger reader failed on new rows: %s", {name: len(rows) for name, rows in fresh.items()}
        )
        return fresh


def look_later(reader: str, rows: Sequence[Tenanted]) -> None:
    with connection.cursor() as cursor:
        for row in rows:
            named = str(row._meta.model_name)
            cursor.execute(LATE, [reader, clock.real(), current().workspace_id, named, row.pk])


LATE = """
INSERT INTO ledger_claim (workspace_id, reader, event_at, event_id, subject_kind, subject_id, about_id, attempts,
                          not_before, problem)
SELECT workspace_id, %s, at, id, subject_kind, subject_id, about_id, 0, %s, ''
FROM ledger_event WHERE workspace_id = %s AND subject_kind = %s AND subject_id = %s
"""


def drain(reader: str, most: int) -> int:
    """Serve the oldest `most` tickets and all others about the same customers. Returns how many."""
    return settle(reader, waiting(reader, most))


def settle(reader: str, about: Collection[About]) -> int:
    """Let the reader work on its tickets about these customers, and drop them."""
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
    """The tickets about those customers whom nobody else is looking at: these are ours until the transaction ends.

    The tickets of the others stay for the next round. What is read of a customer afterwards is read by statements
    of their own, and so is what the last holder has left.
    """
    if not about:
        return []
    params = [[customer or 0 for customer in about], f"{reader}:", current().workspace_id]
    return list(Claim.objects.raw(TAKE, [*params, current().workspace_id, reader, clock.real()]))


TAKE = f"""
WITH held AS MATERIALIZED ({HOLD})
SELECT {listed([str(f.column) for f in Claim._meta.concrete_fields])} FROM ledger_claim
WHERE workspace_id = %s AND reader = %s AND not_before <= %s
  AND (about_id IN (SELECT about FROM held) OR (about_id IS NULL AND 0 IN (SELECT about FROM held)))
ORDER BY about_id NULLS LAST, id
"""


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


def drop(claims: Sequence[Claim]) -> None:
    """For readers that look at whole changes in a time of their own: these are done."""
    Claim.objects.filter(pk__in=[claim.pk for claim in claims]).delete()


def set_aside(claims: Sequence[Claim], error: Exception) -> None:
    for claim in claims:
        claim.attempts += 1
        claim.problem = f"{type(error).__name__}: {error}"[:2000]
        claim.not_before = clock.real() + timedelta(seconds=min(3600, 5 * 2**claim.attempts))
    Claim.objects.bulk_update(claims, ["attempts", "problem", "not_before"])
