"""Versions of plans that came in by a push: kept from the files of its commit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from handrail.house.ledger.models import Event
from handrail.record.plans.models import Plan

from .. import versions
from ..tree import slug
from .changes import Change
from .repository import Laid, Repository


def keep(repository: Repository, laid: dict[int, Laid], changes: Iterable[Change]) -> None:
    for change in changes:
        for plan, number in numbered(change.events):
            place = place_of(repository, laid, plan)
            if place is not None:
                content = repository.content(repository.blob_at(repository.head, place))
                versions.keep(plan, number, place, content)


def numbered(events: Iterable[Event]) -> Iterator[tuple[Plan, str]]:
    for event in events:
        new = event.changes.get("version", [None, None])[1]
        if event.subject_kind == "plan" and new:
            yield from ((plan, slug(str(new))) for plan in Plan.objects.filter(pk=event.subject_id))


def place_of(repository: Repository, laid: dict[int, Laid], plan: Plan) -> str | None:
    """The file that the plan stands in."""
    for path in laid[plan.customer_id].paths if plan.customer_id in laid else ():
        if f"plan:{plan.key}" in repository.places(path, repository.blob_at(repository.head, path)):
            return path
    return None
