"""Between two sides of a value: keeping what stands here, or writing what came, by the import's own verbs."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

from handrail.house.workspaces.scope import because, current
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import say
from handrail.kit.yamlio import Path, read

from .. import keeping, tree, verbs
from ..models import Conflict, Document
from .bringing import bring, fresh
from .merging import Side, front_of, named_rows, put
from .places import open_repository
from .projecting import Touched
from .receiving import refuse_half_sighted
from .refusing import NotMerged

OURS, THEIRS = "ours", "theirs"


def choose(rows: Sequence[Conflict], side: str) -> int:
    """Settle conflicts that are open. Taking theirs is a change like all others."""
    if side not in (OURS, THEIRS):
        raise Invalid([Problem("side", say("Choose “ours” or “theirs”."), say("Send one of them."))])
    waiting = [row for row in rows if row.state == "open"]
    if side == THEIRS:
        for row in waiting:
            with because("git conflict"):
                take_theirs(row)
    return verbs.settle_conflicts(waiting, side)


def take_theirs(row: Conflict) -> None:
    with open_repository(current().workspace_id) as repository:
        laid = repository.laid() or {}
    own = laid.get(row.customer_id or 0)
    root = own is None or not row.customer_id or row.path not in own.paths
    if root:
        refuse_half_sighted()
    touched = Touched(frozenset({row.customer_id}) if row.customer_id else frozenset(), root)
    now = fresh(laid, touched)
    content = with_theirs(row, now.side(row.path))
    if content is None:
        verbs.drop(list(Document.objects.filter(path=row.path, removed_at=None, kind__in=keeping.OPAQUE)))
        return
    bring(now, {row.path: content}, [])


def with_theirs(row: Conflict, side: Side) -> bytes | None:
    """Our file with their value in it; None where it is taken away."""
    if not row.row and not row.steps:
        return row.theirs.encode() if isinstance(row.theirs, str) else None
    if side.content is None or side.source is None or side.rows is None:
        raise lost(row)
    if not row.row and row.steps == ["text"]:
        return f"---\n{front_of(side)}---\n{row.theirs}".encode()
    document = read(front_of(side), file=row.path, limits=tree.LIMITS)
    wanted = placed(copy.deepcopy(document.data), path_of(row, side), row)
    text = put(document, wanted)
    if text is None:
        raise lost(row)
    return (f"---\n{text}---\n{side.source.body}" if side.source.above else text).encode()


def path_of(row: Conflict, side: Side) -> Path | None:
    """Where the row stands now, by its record or its words."""
    return next((at for at, name in named_rows(side).items() if name == row.row), None)


def placed(data: Any, at: Path | None, row: Conflict) -> Any:
    if at is None:
        return added(data, tuple(row.place), row.theirs) if isinstance(row.theirs, dict) else data
    path = (*at, *row.steps)
    inner: Any = data
    for step in path[:-1]:
        inner = inner.setdefault(step, {}) if isinstance(inner, dict) else inner[step]
    if row.theirs is None and path:
        inner.pop(path[-1], None) if isinstance(inner, dict) else inner.pop(int(path[-1]))
    elif path:
        inner[path[-1]] = row.theirs
    return data


def added(data: Any, place: Path, value: Any) -> Any:
    """A row that is not here any more, at the end of its list."""
    inner: Any = data
    for step in place[:-2]:
        inner = inner.setdefault(step, {}) if isinstance(inner, dict) else inner[step]
    name = place[-2]
    rows: Any = inner.setdefault(name, []) if isinstance(inner, dict) else inner[name]
    rows.append(value)
    return data


def lost(row: Conflict) -> NotMerged:
    words = say("“%(label)s” is not in %(path)s any more.", label=row.label, path=row.path)
    return NotMerged(words, say("Keep what is here, or write it in the file again."))
