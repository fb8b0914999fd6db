"""The days by which a customer is to be at a step of a rollout, and by which somebody is to be told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from handrail.house.deadlines.kinds import Kind, Promise, Says, told
from handrail.kit.words import mark, say
from handrail.record.projects.deadlines import OPEN_PROJECTS

STEP = Kind(
    name="step.due",
    words=mark("Rollout"),
    says=Says(
        before=mark("This step of the rollout is to be done in %(days)s days."),
        tomorrow=mark("This step of the rollout is to be done tomorrow."),
        today=mark("This step of the rollout is to be done today."),
        yesterday=mark("This step of the rollout was to be done yesterday."),
        after=mark("This step of the rollout was to be done %(days)s days ago."),
    ),
    offsets=("0d",),
    step=mark("Open the step"),
    path="steps/{key}/",
)
SAY = Kind(
    name="announcement.due",
    words=mark("Message"),
    says=Says(
        before=mark("This message is to go out in %(days)s days."),
        tomorrow=mark("This message is to go out tomorrow."),
        today=mark("This message is to go out today."),
        yesterday=mark("This message was to go out yesterday."),
        after=mark("This message was to go out %(days)s days ago."),
    ),
    offsets=("-1d", "0d"),
    step=mark("Open the message"),
    path="announcements/{key}/",
)
KINDS = (STEP, SAY)
NAMES = {
    "affected": mark("%(project)s: is it affected?"),
    "told": mark("%(project)s: tell them"),
    "enabled": mark("%(project)s: get them ready"),
    "live": mark("%(project)s: live"),
}
"""Beside the customer's name, which every date of a customer has."""


def step(row: Any) -> Iterator[Promise]:
    if row.due_on and row.state == "open" and row.project.state in OPEN_PROJECTS:
        title = say(NAMES[row.step], project=row.project.title)
        yield Promise(STEP.name, row.due_on, title, told(row))


def announcement(row: Any) -> Iterator[Promise]:
    """Who owns it is told, and who answers where nobody does."""
    if row.due_on and row.state == "planned" and row.project.state in OPEN_PROJECTS:
        yield Promise(SAY.name, row.due_on, row.title, (*told(row), row.answers_id))
