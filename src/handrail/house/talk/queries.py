"""Reading links and evidence. Every function says how many statements it takes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from .models import Attachment, Comment, Evidence, Link
from .relations import Tie, tie


def evidence_of(named: Collection[str]) -> dict[str, list[Evidence]]:
    """{"kind:key": what supports it}, the oldest first. One statement."""
    return grouped(named, Evidence.objects.filter(subject__in=sorted(named), removed_at=None))


def evidence_about(named: str) -> tuple[list[Evidence], list[Evidence]]:
    """What supports this record, and what it supports itself. One statement."""
    rows = Evidence.objects.filter(Q(subject=named) | Q(target=named), removed_at=None)
    found = list(rows.select_related("by").order_by("created_at", "pk"))
    return [row for row in found if row.subject == named], [row for row in found if row.subject != named]


def grouped(named: Collection[str], rows: Iterable[Evidence]) -> dict[str, list[Evidence]]:
    if not named:
        return {}
    groups: dict[str, list[Evidence]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.created_at, row.pk)):
        groups[row.subject].append(row)
    return groups


def links_of(named: str) -> list[Link]:
    """Every link of this record, from either end. One statement."""
    rows = Link.objects.filter(Q(source=named) | Q(target=named), removed_at=None)
    return list(rows.order_by("created_at", "pk"))


def tied(named: str) -> dict[str, set[str]]:
    """{kind: the keys of the records that are connected with this one, from either end}. One statement."""
    rows = Link.objects.filter(Q(source=named) | Q(target=named), removed_at=None)
    found: dict[str, set[str]] = defaultdict(set)
    for source, target in rows.values_list("source", "target"):
        kind, _, key = (target if source == named else source).partition(":")
        found[kind].add(key)
    return dict(found)


def ties(named: Collection[str] | None = None, *, removed: bool = False) -> dict[Tie, list[Link]]:
    """The links that are there (or were removed) between these records, or all. One statement."""
    rows = Link.objects.filter(removed_at__isnull=not removed)
    if named is not None:
        rows = rows.filter(source__in=sorted(named), target__in=sorted(named))
    found: dict[Tie, list[Link]] = defaultdict(list)
    for row in rows.order_by("pk"):
        found[tie(row.source, row.target, row.relation)].append(row)
    return found


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment and what was answered to it, the oldest first. The first one may be gone while answers are there."""

    first: Comment
    answers: list[Comment] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.answers) + (self.first.removed_at is None)


def comments_of(named: str) -> list[Thread]:
    """What was said about this record, the oldest thread first. One statement."""
    rows = Comment.objects.filter(subject=named).select_related("by", "resolved_by")
    threads: dict[int, Thread] = {}
    for row in rows.order_by("created_at", "pk"):
        if row.parent_id is None:
            threads[row.pk] = Thread(row)
        elif row.removed_at is None and row.parent_id in threads:
            threads[row.parent_id].answers.append(row)
    return [thread for thread in threads.values() if thread.count]


def attachments_of(named: str) -> list[Attachment]:
    """The files of this record, the newest first. One statement."""
    rows = Attachment.objects.filter(subject=named, removed_at=None).select_related("by")
    return list(rows.order_by("-created_at", "-pk"))


def attachments_on(named: Collection[str]) -> dict[str, list[Attachment]]:
    """The files of each of these records, the oldest first. One statement."""
    found: defaultdict[str, list[Attachment]] = defaultdict(list)
    for row in Attachment.objects.filter(subject__in=list(named), removed_at=None).order_by("pk"):
        found[row.subject].append(row)
    return dict(found)


def shared_of(named: Collection[str]) -> list[Comment]:
    """What the customer may read of what was said about these records, the oldest first. One statement."""
    rows = Comment.objects.filter(subject__in=sorted(named), shared=True, removed_at=None)
    rows = rows.filter(Q(parent=None) | Q(parent__shared=True, parent__removed_at=None))
    return list(rows.select_related("by", "parent").order_by("created_at", "pk"))


MOST_OUTSIDE = 500


def files_shared_of(named: Collection[str]) -> list[Attachment]:
    """The files on these records that people outside may fetch, the oldest first. One statement."""
    rows = Attachment.objects.filter(subject__in=sorted(named), shared=True, removed_at=None)
    return list(rows.order_by("created_at", "pk")[:MOST_OUTSIDE])
