"""Feedback as pages show it: the lines on the page of a record, and all that one thread's own page needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from handrail.house.ledger import reading
from handrail.house.ledger.reading import names
from handrail.house.talk import relations, telling
from handrail.house.talk.models import Comment
from handrail.house.talk.subjects import meant, ref
from handrail.house.workspaces.models import Tenanted
from handrail.kit import phrases
from handrail.kit.verdict import Verdict
from handrail.kit.words import say
from handrail.record.decisions.models import Decision
from handrail.record.feedback import going, places, queries, wording
from handrail.record.feedback.models import Feedback
from handrail.record.feedback.places import MARK
from handrail.record.feedback.states import OPEN, Step
from handrail.record.projects.asked import boards_for

from . import controls, talking, things
from .answers import at, me
from .feedback_lines import line
from .kinds import BY_NAME
from .values import Cell

SHOWN = ("owner", "objective", "holds")
TOLD = ("asked_by", "voice", "asked_at", "answered_at", "ended_by", "ended_at")


def of(row: Tenanted) -> dict[str, Any]:
    """What was asked about a record, for its page. One statement."""
    named = meant(ref(row))
    lines = [line(one) for one in asked_about(row, named)]
    return {
        "lines": None if named.startswith("customer:") else lines,
        "open": [one for one in lines if one.open],
        "over": [one for one in lines if not one.open],
        "ask_url": "" if row.removed_at else f"{at('feedback-ask')}?about={named}",
        "live": talking.subject_id(row),
    }


def asked_about(row: Tenanted, named: str) -> Sequence[Feedback]:
    """Of a customer, all that waits and is about something of theirs."""
    if named.startswith("customer:"):
        return list(queries.of_customer(row.pk)[:20])
    return queries.about(named)


# -- a thread's own page ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Way:
    """One step from here, and what does not hold yet, beside what its form asks for."""

    step: Step
    label: str
    url: str
    missing: list[phrases.Said]


@dataclass(frozen=True, slots=True)
class Said:
    row: Comment
    html: SafeString
    ours: bool


def beside(row: Feedback) -> dict[str, Any]:
    """At most ten statements, however long the thread is."""
    record = places.record_of(row.subject)
    known = things.found([row.subject, *([row.outcome] if row.outcome else [])])
    kind = BY_NAME["feedback"]
    open_ = row.state in OPEN and row.removed_at is None
    people = {key: name for key, name, _here in telling.everybody()}
    return {
        "feedback_line": line(row),
        "open": open_,
        "mine": row.owner_id == me().pk,
        "about": known.get(row.subject),
        "part": part_words(row.section),
        "place": places.place_of(row, record),
        "outcome": known.get(row.outcome),
        "implemented": queries.implemented([row]).get(row.pk),
        "words": talking.marked(row.text, people),
        "said": [Said(one, talking.marked(one.text, people), not one.voice) for one in queries.thread(row)],
        "people": telling.names(),
        "ways": {one.step.name: one for one in ways(row)},
        "members": controls.members(),
        "decisions": decisions_for(row) if open_ else [],
        "boards": [("", _("No board: a task")), *((one.key, one.title) for one in boards_for(row))]
        if open_
        else [],
        "customer_reads": bool(row.comment is not None and row.comment.shared),
        "shown_cells": [Cell(kind, row, field) for field in kind.some(SHOWN) if fits(row, field.name)],
        "told_cells": [
            Cell(kind, row, field) for field in kind.some(TOLD) if getattr(row, field.name) not in (None, "")
        ],
    }


def decisions_for(row: Feedback) -> list[tuple[str, str]]:
    """Decisions that may have settled it: of the same customer, the newest first. One statement."""
    rows = reading.present(Decision).filter(customer=row.customer_id).order_by("-pk")[:100]
    return [("", "–"), *((one.key, one.title) for one in rows)]


def fits(row: Feedback, name: str) -> bool:
    return name != "holds" or row.subject.startswith("decision:")


TYPED = ("feedback.reason", "feedback.decided", "feedback.work")


def ways(row: Feedback) -> list[Way]:
    if row.removed_at is not None:
        return []
    return [
        Way(step, say(step.label), at("feedback-act", row.key, step.name), missing(verdicts))
        for step, verdicts in going.possible(row)
    ]


def missing(verdicts: Sequence[Verdict]) -> list[phrases.Said]:
    return [wording.said(one) for one in verdicts if not one.passed and one.code not in TYPED]


# -- the parts of a record ----------------------------------------------------------------------------------


def parts(record: Tenanted) -> list[tuple[str, str]]:
    """What can be pointed at, as a form offers it."""
    return [("", _("The whole")), *((name, part_words(name, record)) for name in places.sections(record))]


def part_words(section: str, record: Tenanted | None = None) -> str:
    """As the pages call it; a heading as it stands."""
    column, _mark, title = section.partition(MARK)
    if title or not column:
        return title
    if record is not None:
        kind = BY_NAME.get(str(record._meta.model_name))
        if kind is not None and column in names(kind.model) and column in kind.by_name:
            return str(kind.by_name[column].label)
    return relations.section_words(column).capitalize()
