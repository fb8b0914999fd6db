"""What the projects of a playbook have gone through, for the rule by which it gets better."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from handrail.house.ledger import reading
from handrail.kit import clock
from handrail.record.projects.models import Move
from handrail.watch.reviews.gathering import local_day
from handrail.watch.reviews.models import AgendaItem, Review

from .improving import ISSUES, OUTCOMES, Finding, Held, Try, findings
from .models import Following

LASTS = timedelta(days=180)
MOST = 5_000
"""Attempts and points that are looked through, the last ones: a rule is judged by how it works now."""
KINDS = {
    "card.fields": "fields",
    "card.checklist": "checklist",
    "card.in_order": "order",
    "card.in_order_hidden": "order",
    "card.no_reviewer": "review",
    "card.changes_asked": "review",
    "card.reviewed": "review",
    "card.no_decision": "decision",
    "card.decided": "decision",
    "card.no_reading": "metric",
    "card.at_target": "metric",
    "card.unclear": "expression",
    "card.expression": "expression",
}
"""Which kind of check gives which answer."""


def lessons(playbook: str) -> list[Finding]:
    """Of all projects that follow it and that one may see, over half a year. Four statements."""
    rows = reading.present(Following).filter(playbook=playbook)
    projects = list(rows.values_list("project_id", flat=True))
    return findings(tries(projects), held(projects)) if projects else []


def tries(projects: list[int]) -> Iterator[Try]:
    """One statement."""
    moves = Move.objects.filter(
        board__project__in=projects, created_at__gt=clock.now() - LASTS, removed_at=None
    )
    told = moves.order_by("-pk").values_list(
        "pk", "card__key", "card__task__title", "goes__title", "overridden", "checks"
    )
    for pk, key, title, stage, overridden, checks in told[:MOST]:
        for kind, passed in answers(checks):
            yield Try(
                card=key, title=title, stage=stage, kind=kind, passed=passed,
                through=overridden and not passed, place=pk,
            )  # fmt: skip


def answers(checks: list[dict[str, Any]]) -> Iterable[tuple[str, bool]]:
    """Of two checks of one kind, no is the answer."""
    found: dict[str, bool] = {}
    for one in checks:
        code = str(one.get("code"))
        kind = "fresh_note" if code.startswith("note.") else KINDS.get(code)
        if kind is not None:
            found[kind] = found.get(kind, True) and bool(one.get("passed"))
    return found.items()


def held(projects: list[int]) -> Iterator[Held]:
    """Two statements."""
    rows = reading.present(Review).filter(
        project__in=projects, state="done", at__gt=clock.now() - LASTS, cadence__isnull=False
    )
    reviews = list(rows.order_by("-at", "-pk")[:MOST])
    points: Counter[int] = Counter()
    issues: Counter[int] = Counter()
    outcomes: Counter[int] = Counter()
    items = AgendaItem.objects.filter(review__in=reviews, removed_at=None)
    for review, ending, reasons in items.values_list("review_id", "ending", "reasons"):
        points[review] += 1
        issues[review] += any(reason.get("code") in ISSUES for reason in reasons)
        outcomes[review] += ending in OUTCOMES
    for row in reviews:
        yield Held(
            key=row.key, title=row.cadence.title, on=local_day(row.at), issues=issues[row.pk],
            points=points[row.pk], outcomes=outcomes[row.pk],
        )  # fmt: skip
