"""What a project's page answers at once: the stage of the work, whose the next move is, which note, which review."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from handrail.house.ledger.rows import today
from handrail.record.notes import queries as notes
from handrail.record.notes.models import Note
from handrail.record.projects import queries as projects
from handrail.record.projects.models import Card, Project
from handrail.ui.dates import written
from handrail.watch.playbooks import library
from handrail.watch.reviews import queries as reviews

from .answers import address, at
from .kinds.notes import NOTE
from .kinds.projects import CARD


@dataclass(frozen=True, slots=True)
class Answer:
    """One question with its answer; without an address where there is nothing to open."""

    question: str
    answer: str
    url: str = ""
    who: str = ""
    gap: bool = False
    on: Any = None
    detail: str = ""


def answers(project: Project) -> list[Answer]:
    """Five statements at most."""
    card = projects.active(project).first()
    return [stage(project, card), move(card), note(project, card), review(project)]


def stage(project: Project, card: Card | None) -> Answer:
    words = _("In which stage is the work?")
    if card is None:
        return Answer(words, _("Nothing is open."))
    return Answer(words, card.stage.title, at("board", card.board.key), detail=card.stage.exit_rule)


def move(card: Card | None) -> Answer:
    words = _("What is the next move, and whose?")
    if card is None:
        return Answer(words, _("Nothing is open."))
    task = card.task
    who = task.owner.name if task.owner is not None else ""
    return Answer(
        words,
        task.title,
        address(CARD, card),
        who,
        not who,
        task.due_on,
        task.next_action or _("No next step is written down."),
    )


def note(project: Project, card: Card | None) -> Answer:
    """Of the card that is next, else of the project. Two statements."""
    words = _("Which note explains it?")
    refs = [*([f"card:{card.key}", f"task:{card.key}"] if card is not None else []), f"project:{project.key}"]
    linked = notes.linked_with(refs)
    found = next((row for ref in refs for row in linked.get(ref, ())), None)
    if found is not None:
        return Answer(words, found.title, address(NOTE, found), detail=fresh(found))
    url = address(CARD, card) if card is not None else ""
    return Answer(
        words, _("None is connected yet."), url, detail=_("Open the card to connect one.") if url else ""
    )


def fresh(row: Note) -> str:
    """Whether somebody still vouches for it."""
    if row.fresh_until is None:
        return ""
    day = written(row.fresh_until, "j M")
    if row.fresh_until < today():
        return _("Nobody vouches for it since %(day)s.") % {"day": day}
    return _("Good until %(day)s.") % {"day": day}


def review(project: Project) -> Answer:
    """The next time people look at it together, else the next card that is to be approved. Up to two statements."""
    words = _("When is the next review?")
    planned = reviews.of_project(project).first()
    if planned is not None:
        who = planned.owner.name if planned.owner is not None else ""
        return Answer(words, planned.title, at("review", planned.key), who, not who, planned.at)
    waiting = projects.next_review(project)
    if waiting is None:
        return Answer(words, _("None is asked for."))
    who = waiting.reviewer.name if waiting.reviewer is not None else ""
    return Answer(words, waiting.task.title, address(CARD, waiting), who, not who, waiting.review_on)


def all_playbooks() -> list[library.Shown]:
    """The workspace's own first. One statement."""
    return [*library.own(), *library.shipped().values()]
