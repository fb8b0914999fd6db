"""Reading summaries, of now and of before. Every function says how many statements it takes."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from handrail.house.ledger import reading
from handrail.house.ledger.rows import today
from handrail.record.customers.models import Customer
from handrail.record.projects.models import Project

from . import gathering
from .facts import Asked, Item, Lines, Told, kept
from .lines import OF
from .models import Briefing, Summary, SummaryPart


def briefings(**filters: Any) -> QuerySet[Briefing]:
    """One statement."""
    return reading.present(Briefing).filter(**filters).order_by("pk")


def briefing(key: str) -> Briefing:
    """One statement; NotFound where there is none."""
    return reading.find(Briefing, key)


def summary(key: str) -> Summary:
    """One statement; NotFound where there is none."""
    return reading.find(Summary, key)


def past(**filters: Any) -> QuerySet[Summary]:
    """Those that are kept, the newest first. One statement."""
    return reading.present(Summary).filter(**filters).order_by("-at", "-pk")


def latest(kind: str, project: Project | None = None, customer: Customer | None = None) -> Summary | None:
    """The last one of this kind, of the same. One statement."""
    of = {"project": project} if project is not None else {"project": None, "customer": customer}
    return past(kind=kind, **of).first()


def lines_of(row: Summary) -> Lines:
    """What it counted, as far as the reader may see it. One statement."""
    return together(SummaryPart.objects.filter(summary=row, removed_at=None).order_by("pk"), row.kind)


def together(parts: Any, kind: str) -> Lines:
    """What matters most first, in every line."""
    found: dict[str, list[Item]] = {name: [] for name in OF[kind]}
    for part in parts:
        for name, items in part.lines.items():
            found.setdefault(name, []).extend(kept(one, part.customer_id) for one in items)
    return {name: ordered(items) for name, items in found.items()}


def ordered(items: list[Item]) -> list[Item]:
    return gathering.gravest(items)


def asked_of(row: Summary) -> Asked:
    return Asked(row.first, row.last, row.project, row.customer if row.project is None else None)


def told(row: Summary) -> Told:
    """As it was said then, with what it was compared with. Two statements."""
    before = row.before
    return Told(
        row.kind,
        asked_of(row),
        lines_of(row),
        lines_of(before) if before else None,
        before.last if before else None,
    )


def now(kind: str, project: Project | None = None, customer: Customer | None = None) -> Told:
    """As it would be said at this moment: since the last one that is kept, a week where there is none. Two statements
    and those of `gathering.gather`."""
    before = latest(kind, project, customer)
    asked = gathering.asked_for(
        today(), first=before.last if before else None, project=project, customer=customer
    )
    lines = gathering.gather(kind, asked)
    return Told(kind, asked, lines, lines_of(before) if before else None, before.last if before else None)
