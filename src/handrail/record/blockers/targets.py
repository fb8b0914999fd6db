"""What a blocker names: what it holds up, and what its fallback changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from handrail.house.talk import subjects
from handrail.house.talk.subjects import Subject
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import unveiled
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import say
from handrail.record.projects.models import Stage

from . import effects
from .effects import Effect
from .models import Blocker


def settle(row: Blocker, blocks: Any, said: Any, before: Sequence[str] | None = ()) -> None:
    """Write the names of a row in their shape, and its customer: that of what it names. What stood there `before` need
    not be there any more; None: a file says it, of records that may come later. At most four statements."""
    row.blocks, found = effects.names(blocks), effects.read(said)
    row.effects = [one.stored() for one in found]
    if before is None:
        return
    new = [name for name in (*row.blocks, *(one.on for one in found)) if name not in before]
    there = subjects.found(new) if new else {}
    for name in new:
        if name not in there:
            words = say("There is no record “%(name)s” here, or you may not see it.", name=name[:80])
            field = "blocks" if name in row.blocks else "effects"
            raise Invalid([Problem(field, words, say("Copy its key from its address."))])
    refuse_unknown(found)
    belong(row, there.values())


def belong(row: Blocker, found: Iterable[Subject]) -> None:
    """It is of one customer, that of what it names: the veil goes by it."""
    theirs = {one.customer_id for one in found if one.customer_id is not None}
    if row.customer_id is not None:
        theirs.add(row.customer_id)
    if len(theirs) > 1:
        words = say("What it names belongs to several customers.")
        raise Invalid([Problem("blocks", words, say("Make a blocker for each of them."))])
    if theirs and row.customer_id is None:
        row.customer_id = theirs.pop()


def refuse_unknown(found: Sequence[Effect]) -> None:
    """Whoever is to get something is here, and the stage is there. One statement for each, none where none is named."""
    for do, model, words in (
        ("owner", Member, say("There is no member “%(key)s” here.")),
        ("stage", Stage, say("There is no stage of a board with this key.")),
    ):
        keys = {str(one.to) for one in found if one.do == do}
        rows: Any = model._default_manager.filter(key__in=keys, removed_at=None) if keys else ()
        missing = keys - {row.key for row in rows if not getattr(row, "gap", "")}
        if missing:
            text = words % {"key": min(missing)[:80]} if "%(key)s" in words else words
            raise Invalid([Problem("effects", text, say("Choose one that is there."))])


def called(names: Iterable[str]) -> dict[str, Subject]:
    """The records of these names that whoever asks may see. One statement."""
    return subjects.found(names)


def whole(names: Iterable[str]) -> dict[str, Subject]:
    """The same whoever asks. One statement."""
    with unveiled():
        return subjects.found(names)
