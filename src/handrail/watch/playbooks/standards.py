"""What retrospectives taught becomes part of the playbook: the next project starts from it, others are offered it.

A standard is a decision of that category, approved in a project's retrospective. It is carried once the text of the
playbook names it, so nothing beside the text has to be kept true.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db import transaction

from handrail.house.ledger import reading
from handrail.kit import yamlio
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import say
from handrail.record.decisions.models import Decision
from handrail.record.projects import gates
from handrail.record.projects.models import Project
from handrail.watch.reviews.ending import STANDARD
from handrail.watch.reviews.facts import Point, Reason

from . import files, inheriting, library, looking_back, verbs
from .facts import Book
from .following import edit_followings
from .improving import KEEP, SHORTEN
from .models import Following, Playbook
from .queries import following

PLACES = {"point": "checklist", "card": "cards", "risk": "risks"}
"""As what a playbook carries a standard, and in which section."""
CODES = {SHORTEN: "taught_shorten", KEEP: "taught_keep"}


def taught(project: Project) -> Iterator[Point]:
    """For a retrospective: what the checks of its way of working have caught, and what they only cost."""
    row = following(project)
    for one in looking_back.lessons(row.playbook) if row is not None else ():
        if one.noun == "check" and one.advice in CODES:
            known = gates.gates().get(one.title)
            label = say(known.label) if known is not None else one.title
            reason = Reason(CODES[one.advice], dict(one.numbers))
            yield Point(title=f"{one.stage}: {label}"[:500], reasons=(reason,), customer=project.customer_id)


# -- standards ----------------------------------------------------------------------------------------------


def waiting(there: library.Shown) -> list[Decision]:
    """What the projects that follow it have laid down, and its text does not carry yet. Two statements."""
    rows = reading.present(Following).filter(playbook=there.name)
    about = [f"project:{key}" for key in rows.values_list("project__key", flat=True)]
    carried = carried_by(there.book)
    found = reading.present(Decision).filter(category=STANDARD, state="approved", subject__in=about)
    return [row for row in found.order_by("decided_on", "pk") if f"decision:{row.key}" not in carried]


def carried_by(book: Book) -> set[str]:
    sections: tuple[Sequence[Any], ...] = (book.checklist, book.cards, book.risks)
    return {one.learned for some in sections for one in some if one.learned}


def take_standards(name: str, chosen: Mapping[str, str]) -> Playbook:
    """{key of a standard: "point", "card" or "risk"}: the playbook's text with them is its next version. Of a shipped
    playbook a copy is made, which the projects here follow from then on. All of it, or nothing."""
    there = library.find(name)
    known = {row.key: row for row in waiting(there)}
    refuse_unknown(chosen, known)
    with transaction.atomic():
        row = ours(there)
        data = front(row.text)[1].data
        edits = [
            carried(data, place, [known[key] for key, one in chosen.items() if one == place], there.book)
            for place in PLACES
        ]
        verbs.edit_playbook(row, {"text": written(row.text, [one for some in edits for one in some])})
    return row


def refuse_unknown(chosen: Mapping[str, str], known: Mapping[str, Decision]) -> None:
    wrong = [key for key, place in chosen.items() if key not in known or place not in PLACES]
    if wrong or not chosen:
        words = say("“%(key)s” is no standard that waits here.", key=(wrong or [""])[0][:80])
        fix = say("Take one of those that are listed, as one of: %(known)s.", known=", ".join(PLACES))
        raise Invalid([Problem("take", words, fix)])


def ours(there: library.Shown) -> Playbook:
    if there.row is not None:
        return there.row
    row = verbs.copy_playbook(there.name)
    rows = list(reading.present(Following).filter(playbook=there.name))
    edit_followings((one, {"playbook": row.key}) for one in rows)
    return row


# -- the text -----------------------------------------------------------------------------------------------


def carried(data: Any, place: str, rows: Sequence[Decision], book: Book) -> list[yamlio.Edit]:
    """At the end of its section, which may not be there yet; a card or a risk with whose it is, and its day."""
    section, name = PLACES[place], "says" if place == "point" else "title"
    whose = inheriting.inherited(rows, book, place)
    values = [{name: row.title, **whose.get(row.key, {}), "learned": f"decision:{row.key}"} for row in rows]
    if isinstance(data.get(section), list):
        return [yamlio.Insert((section,), value) for value in values]
    return [yamlio.Set((section,), values)] if values else []


def shorten(name: str, stage: str, kind: str) -> Playbook:
    """The check that cards met on their way into this stage goes out of the playbook: its next version."""
    there = library.find(name)
    paths = list(checks_before(there.book, stage, kind))
    if not paths:
        words = say("The playbook has no such check on the way to “%(stage)s”.", stage=stage[:80])
        raise Invalid([Problem("check", words, say("Look at its stages again."))])
    with transaction.atomic():
        row = ours(there)
        verbs.edit_playbook(row, {"text": written(row.text, [yamlio.Delete(path) for path in paths])})
    return row


def checks_before(book: Book, stage: str, kind: str) -> Iterator[yamlio.Path]:
    """What is asked on entering it, and on leaving the one before."""
    for place, one in enumerate(book.stages):
        follows = book.stages[place + 1].title if place + 1 < len(book.stages) else ""
        for number, check in enumerate(one.checks):
            side = one.title if check.side == "enter" else follows
            if check.kind == kind and side == stage:
                yield ("board", "stages", place, "checks", number)


def front(text: str) -> tuple[Any, yamlio.Document]:
    found = files.FRONT.match(text.encode())
    assert found is not None, "a playbook that can be used has front matter"
    return found, yamlio.read(found[1], file="playbook.md", limits=files.LIMITS, mapping=True)


def written(text: str, edits: Sequence[yamlio.Edit]) -> str:
    """The text with these edits; all the rest of it stays as somebody wrote it."""
    found, document = front(text)
    try:
        new = yamlio.splice(document, edits)
    except yamlio.SpliceError as error:
        fix = say("Write it into the text by hand.")
        raise Invalid([Problem("text", say("The text can not be changed here."), fix)]) from error
    data = text.encode()
    return (data[: found.start(1)] + new.encode() + data[found.end(1) :]).decode()
