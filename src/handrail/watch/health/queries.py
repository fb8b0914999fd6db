"""From the record to facts, and from facts to how every customer stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import lru_cache
from json import dumps, loads

from django.db import models
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from handrail.house.ledger.sweeps import across
from handrail.house.workspaces.models import Workspace
from handrail.house.workspaces.scope import current
from handrail.kit import clock
from handrail.kit.refusals import Invalid
from handrail.kit.verdict import Standing as Judgement
from handrail.kit.verdict import Today, from_json
from handrail.record.plans import gathering

from .facts import HealthFacts
from .models import Standing
from .policy import Policy


def policy_of(workspace: Workspace) -> Policy:
    """The workspace's thresholds; the defaults where stored ones (checked when saved) no longer fit."""
    return read_policy(dumps({"currency": workspace.currency, **workspace.policy}, sort_keys=True))


@lru_cache(maxsize=256)
def read_policy(text: str) -> Policy:
    try:
        return Policy.from_mapping(loads(text))
    except Invalid:
        return Policy(currency=loads(text)["currency"])


def this_day() -> Today:
    return Today.at(clock.now(), current().workspace.time_zone)


def facts_of(ids: Collection[int]) -> dict[int, HealthFacts]:
    """Everything a judgement of these customers needs, in so many statements for any number of them."""
    return {
        pk: HealthFacts(customer=known.customer, plans=known.plans, metrics=known.metrics, risks=known.risks)
        for pk, known in gathering.gather(ids).items()
    }


def standings_of(ids: Iterable[int]) -> dict[int, Standing]:
    return {row.customer_id: row for row in Standing.objects.filter(customer_id__in=list(ids))}


def states_of(ids: Iterable[int]) -> dict[int, Standing]:
    """How these customers stood, without the criteria: what a new judgement is compared with."""
    rows = Standing.objects.filter(customer_id__in=list(ids))
    rows = rows.only("customer_id", "state", "since_on", "reasons", "blocked", "score", "trail")
    return {row.customer_id: row for row in rows}


DECIDED = RawSQL(
    "(SELECT coalesce(jsonb_agg(criteria -> place::int ORDER BY nth), '[]')"
    " FROM jsonb_array_elements_text(deciding) WITH ORDINALITY AS d (place, nth))",
    [],
    models.JSONField(),
)


def brief() -> QuerySet[Standing]:
    """Standings for lists: `decided` holds the criteria that decide, and the many others are not fetched."""
    return Standing.objects.annotate(decided=DECIDED).defer("criteria", "parts")


def judgement(row: Standing) -> Judgement:
    """A stored standing's criteria as the pure code knows them."""
    held = row.holds_until and row.holds_until.isoformat()
    stored = {"state": row.state, "criteria": row.criteria, "deciding": row.deciding, "holds_until": held}
    return from_json(Judgement, stored)


def due_workspaces() -> list[int]:
    """Workspaces where time has passed a boundary."""
    return across("SELECT DISTINCT workspace_id FROM health_standing WHERE holds_until <= %s", [clock.real()])


def progress() -> tuple[int, int]:
    """(judged, all): how many customers of this workspace are judged by what holds now. One statement."""
    told = Standing.objects.aggregate(
        waiting=models.Count("pk", filter=models.Q(holds_until__lte=clock.real())), all=models.Count("pk")
    )
    return told["all"] - told["waiting"], told["all"]
