"""Versions of a plan as files: its csp.yaml as it stood when it got a number, or when the customer agreed to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from handrail.house.ledger.models import Event
from handrail.record.agreed.models import Agreement
from handrail.record.plans.models import Plan

from .. import keeping, verbs
from ..models import Document
from ..tree import slug
from .changes import Change
from .repository import Laid, Repository

FOLDER = "csp_history"


def keep(repository: Repository, laid: dict[int, Laid], changes: Iterable[Change]) -> None:
    """Once for each version, beside the plan. It is a file like those that people put there, and never changes."""
    for change in changes:
        for plan, number in numbered(change.events):
            place = place_of(repository, laid, plan)
            if place is None:
                continue
            path = str(
                PurePosixPath(place).parent / FOLDER / f"csp_v{number}_{change.at.date().isoformat()}.yaml"
            )
            if not Document.objects.filter(path=path, removed_at=None).exists():
                keep_one(repository, place, path, plan)


def numbered(events: Iterable[Event]) -> Iterator[tuple[Plan, str]]:
    for event in events:
        new = event.changes.get("version", [None, None])[1]
        if event.subject_kind == "plan" and new:
            yield from ((plan, slug(str(new))) for plan in Plan.objects.filter(pk=event.subject_id))
        elif event.subject_kind == "agreement" and event.kind.endswith(".created"):
            rows = Agreement.objects.filter(pk=event.subject_id).select_related("plan")
            yield from ((row.plan, f"{row.number}-agreed") for row in rows)


def place_of(repository: Repository, laid: dict[int, Laid], plan: Plan) -> str | None:
    """The file that the plan stands in."""
    for path in laid[plan.customer_id].paths if plan.customer_id in laid else ():
        if f"plan:{plan.key}" in repository.places(path, repository.blob_at(repository.head, path)):
            return path
    return None


def keep_one(repository: Repository, place: str, path: str, plan: Plan) -> None:
    content = repository.content(repository.blob_at(repository.head, place))
    text = keeping.text_of(content) or ""
    row = Document(path=path, kind="file", text=text, digest=keeping.digest(content), customer=plan.customer)
    verbs.keep([row])
