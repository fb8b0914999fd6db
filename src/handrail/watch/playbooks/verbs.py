"""Every change of playbooks and of what a project has done of one. Making a project from one is in `starting.py`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from handrail.house.ledger import rows as ledger_rows
from handrail.house.ledger.rows import Values
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import say
from handrail.record.projects.models import KINDS

from . import files, library
from .facts import Book
from .following import add_followings as add_followings
from .following import edit_followings as edit_followings
from .following import follow as follow
from .following import remove_followings as remove_followings
from .following import restore_followings as restore_followings
from .following import tick_point as tick_point
from .models import Playbook
from .starting import Wishes as Wishes
from .starting import begin_project as begin_project
from .starting import furnish as furnish
from .starting import start_project as start_project
from .taking import take_over as take_over

LONGEST = 200_000


def understood(text: str) -> Book:
    """The playbook that a text says; refused with every fault, each with its line."""
    if len(text) > LONGEST:
        words = say("The text is longer than %(most)s characters.", most=f"{LONGEST:,}")
        raise Invalid([Problem("text", words, say("Move what is long into notes."))])
    found = files.read(text)
    problems = [
        Problem("text", say("Line %(line)s: %(message)s", line=flaw.line, message=flaw.message), flaw.fix)
        for flaw in found.flaws
        if flaw.severity == "error"
    ]
    if problems or found.book is None:
        raise Invalid(problems[: ledger_rows.MOST_PROBLEMS])
    return found.book


def said_by(book: Book) -> dict[str, str]:
    kind = book.kind if book.kind in KINDS else "free"
    return {"title": book.title, "says": book.says, "kind": kind}


# -- playbooks ----------------------------------------------------------------------------------------------


def add_playbooks(rows: Sequence[Playbook]) -> Sequence[Playbook]:
    """From their texts. A name that is taken, here or among the shipped ones, gets a number."""
    for row in rows:
        book = understood(row.text)
        for name, value in said_by(book).items():
            setattr(row, name, value)
    return ledger_rows.add(rows, lambda row: row.title)


def edit_playbook(row: Playbook, values: Values, *, revision: int | None = None) -> bool:
    return ledger_rows.edit(row, settled(row, values), revision=revision)


def edit_playbooks(pairs: Iterable[tuple[Playbook, Values]]) -> int:
    return ledger_rows.edit_many([(row, settled(row, values)) for row, values in pairs])


def settled(row: Playbook, values: Values) -> Values:
    """Another text is another version; what is read from it follows."""
    if "text" not in values or values["text"] == row.text:
        return values
    version = values.get("version", row.version + 1)
    return {**values, **said_by(understood(str(values["text"]))), "version": version}


def remove_playbooks(rows: Sequence[Playbook]) -> int:
    return ledger_rows.remove(rows)


def restore_playbooks(rows: Sequence[Playbook]) -> int:
    return ledger_rows.restore(rows)


def copy_playbook(name: str) -> Playbook:
    """A playbook as the workspace's own, to be changed."""
    there = library.find(name)
    row = Playbook(text=there.text, source=there.name if there.row is None else there.row.source)
    return add_playbooks([row])[0]
