"""The dates that projects and cards promise. A card's due date is its task's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from handrail.house.deadlines.kinds import Kind, Promise, Says, told
from handrail.kit.words import mark
from handrail.record.tasks.deadlines import OPEN

OPEN_PROJECTS = ("planned", "active")
OPEN_TASKS = OPEN
OUTCOME = Kind(
    name="project.outcome",
    words=mark("Project outcome"),
    says=Says(
        before=mark("The outcome of this project is to be there in %(days)s days."),
        tomorrow=mark("The outcome of this project is to be there tomorrow."),
        today=mark("The outcome of this project is to be there today."),
        yesterday=mark("The outcome of this project was to be there yesterday."),
        after=mark("The outcome of this project was to be there %(days)s days ago."),
    ),
    offsets=("-7d", "-1d", "0d"),
    step=mark("Open the project"),
    path="projects/{key}/",
)
GO_LIVE = Kind(
    name="project.go_live",
    words=mark("Go-live"),
    says=Says(
        before=mark("This project goes live in %(days)s days."),
        tomorrow=mark("This project goes live tomorrow."),
        today=mark("This project goes live today."),
        yesterday=mark("This project was to go live yesterday."),
        after=mark("This project was to go live %(days)s days ago."),
    ),
    offsets=("-7d", "-1d", "0d"),
    step=mark("Open the project"),
    path="projects/{key}/",
)
REVIEW = Kind(
    name="card.review",
    words=mark("Review of a card"),
    says=Says(
        before=mark("You are asked to approve this in %(days)s days, or to ask for changes."),
        tomorrow=mark("You are asked to approve this by tomorrow, or to ask for changes."),
        today=mark("You are asked to approve this today, or to ask for changes."),
        yesterday=mark("You were asked to approve this by yesterday, or to ask for changes."),
        after=mark("You were asked to approve this %(days)s days ago, or to ask for changes."),
    ),
    offsets=("-1d", "0d"),
    step=mark("Review the card"),
    path="cards/{key}/",
)
KINDS = (OUTCOME, GO_LIVE, REVIEW)


def project(row: Any) -> Iterator[Promise]:
    if row.by_on and row.state in OPEN_PROJECTS:
        yield Promise(OUTCOME.name, row.by_on, row.title, told(row))
    if row.go_live_on and row.state in OPEN_PROJECTS:
        yield Promise(GO_LIVE.name, row.go_live_on, row.title, told(row))


def card(row: Any) -> Iterator[Promise]:
    """The reviewer is told, and where they have left, who owns the card."""
    waits = row.review in ("", "asked") and row.task.state in OPEN_TASKS
    if row.review_on and row.reviewer_id and waits:
        yield Promise(REVIEW.name, row.review_on, row.task.title, (row.reviewer_id, row.task.owner_id))
