"""The record as it was: the ledger folded backwards, laid over the tables for one look, and taken away again.

Whoever reads inside the block reads copies: the same queries and the same judgement as ever, over what was there then.
Only what has changed since is copied, of the customers that are asked about; no row of anybody is touched or held.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Q

from handrail.house.ledger.inserting import listed
from handrail.house.ledger.models import Event
from handrail.house.ledger.reading import model_of
from handrail.house.workspaces.models import Tenanted
from handrail.house.workspaces.scope import current
from handrail.kit import clock

Patch = dict[str, Any]
Loose = Mapping[str, Collection[int]]
"""Records that belong to no customer, by their kind."""
NOTHING: Loose = {}
GONE = "infinity"
"""What was not there yet: removed, until the end of time."""


class Past:
    """A look that only goes backwards: `back_to` an earlier moment, or to just behind one event of it."""

    def __init__(self, customers: Collection[int], since: datetime, loose: Loose) -> None:
        self.customers, self.loose = sorted(customers), loose
        self.laid: set[str] = set()
        wanted = Q(about_id__in=self.customers) & Q(subject_kind__in=tables())
        for kind, ids in loose.items():
            wanted |= Q(subject_kind=kind, subject_id__in=sorted(ids))
        events = Event.objects.filter(wanted, workspace_id=current().workspace_id, at__gte=since)
        self.left = list(
            events.exclude(changes={})
            .order_by("id")
            .values_list("id", "at", "subject_kind", "subject_id", "kind", "changes")
        )

    def back_to(self, moment: datetime, event: int = 0) -> None:
        """Undo what came later than that moment; with an event, what came after it."""
        patches: defaultdict[str, dict[int, Patch]] = defaultdict(dict)
        while self.left and (self.left[-1][0] > event if event else self.left[-1][1] > moment):
            _id, _at, subject, pk, kind, changes = self.left.pop()
            patch = patches[subject].setdefault(pk, {})
            patch |= {name: old for name, (old, _new) in changes.items()}
            if kind.endswith(".created"):
                patches[subject][pk] = {"removed_at": GONE}
        for subject, rows in patches.items():
            self.lay(subject)
            self.apply(subject, rows)

    def lay(self, subject: str) -> None:
        """A copy of the rows of these customers in place of the table, until the look is over."""
        if subject in self.laid:
            return
        self.laid.add(subject)
        model = model_of(subject)
        kept, params = ["id = ANY(%s)"], [sorted(self.loose.get(subject, ()))]
        if subject in tables():
            kept.append(f"{'id' if subject == 'customer' else 'customer_id'} = ANY(%s)")
            params.append(self.customers)
        table = model._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute(
                f'CREATE TEMPORARY TABLE "{table}" ON COMMIT DROP AS SELECT * FROM public."{table}" '
                f"WHERE {' OR '.join(kept)}",
                params,
            )

    def apply(self, subject: str, rows: dict[int, Patch]) -> None:
        model = model_of(subject)
        known = {str(f.column) for f in model._meta.concrete_fields if not f.primary_key}
        told = [
            {"id": pk, "patch": {n: v for n, v in patch.items() if n in known}} for pk, patch in rows.items()
        ]
        columns = sorted(known)
        with connection.cursor() as cursor:
            cursor.execute(
                f'UPDATE pg_temp."{model._meta.db_table}" AS t SET ({listed(columns)}) = '
                f"(SELECT {listed(columns)} FROM jsonb_populate_record(t, p.patch)) "
                "FROM jsonb_to_recordset(%s::jsonb) AS p (id bigint, patch jsonb) WHERE t.id = p.id",
                [json.dumps(told)],
            )


def tables() -> dict[str, type[Tenanted]]:
    """Kinds of records that belong to a customer, and are what the ledger's events say."""
    found = {}
    for model in apps.get_models():
        if issubclass(model, Tenanted):
            names = {f.name for f in model._meta.concrete_fields}
            if model._meta.model_name == "customer" or "customer" in names:
                found[str(model._meta.model_name)] = model
    return found


@contextmanager
def seen(customers: Collection[int], since: datetime, loose: Loose = NOTHING) -> Iterator[Past]:
    """Read the record as it was. Nothing that is written in here stays."""
    remembered = dict(current().remembered)
    with transaction.atomic():
        current().remembered.clear()
        yield Past(customers, since, loose)
        transaction.set_rollback(True)
    current().remembered.clear()
    current().remembered.update(remembered)


@contextmanager
def clock_at(moment: datetime) -> Iterator[None]:
    """The workspace's clock shows this moment."""
    with clock.frozen(moment - (current().workspace.clock_offset or timedelta(0))):
        yield
