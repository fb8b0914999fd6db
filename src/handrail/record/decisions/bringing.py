"""Decision records that others wrote as Markdown come in: once as decisions, and again as what has changed in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from django.db import transaction

from handrail.house.workspaces import keys
from handrail.house.workspaces.owners import load_directory, match
from handrail.house.workspaces.scope import current
from handrail.kit.refusals import Invalid, Problem, Refusal
from handrail.kit.words import say
from handrail.record.customers.models import Customer

from . import adr, keeping, verbs
from .adr import Record
from .models import Decision

MOST_FILES = 500
WRITTEN = ("title", "question", "context", "options", "answer", "rationale", "acceptance", "implications")


@dataclass(slots=True)
class Brought:
    """What came of it. `left` are (file, why) of texts that are no records, or whose change was refused;
    `flagged` came in otherwise than they say."""

    made: list[Decision] = field(default_factory=list)
    changed: list[Decision] = field(default_factory=list)
    same: int = 0
    left: list[tuple[str, str]] = field(default_factory=list)
    flagged: list[tuple[str, str]] = field(default_factory=list)


def bring_records(texts: Mapping[str, str], customer: Customer | None = None, subject: str = "") -> Brought:
    """{path: text} as decisions, known again by the file's name. What is new stands as its file says, where
    whoever brings it decides it."""
    if not texts or len(texts) > MOST_FILES:
        words = (
            say("No file came along.")
            if not texts
            else say("More than %(n)s files are too many.", n=MOST_FILES)
        )
        raise Invalid([Problem("files", words, say("Choose the Markdown files of your decisions."))])
    found = Brought()
    records = list(read(texts, found))
    with transaction.atomic():
        known = there([key_of(one) for one in records])
        new = [one for one in records if key_of(one) not in known]
        rows = {key_of(one): made(one, customer, subject) for one in new}
        for one in new:
            lower(rows[key_of(one)], one, found)
        found.made = list(verbs.add_decisions(list(rows.values()), from_file=True))
        for one in records:
            if (row := known.get(key_of(one))) is not None:
                follow(row, one, found)
        link(records, {**known, **rows})
    return found


def read(texts: Mapping[str, str], found: Brought) -> Iterable[Record]:
    taken: set[str] = set()
    for path, text in sorted(texts.items()):
        one = adr.read(path, text)
        if one is None or key_of(one) in taken:
            why = (
                say("This is no decision record.") if one is None else say("Another file has the same name.")
            )
            found.left.append((path, why))
            continue
        taken.add(key_of(one))
        yield one


def key_of(one: Record) -> str:
    return keys.base(PurePosixPath(one.path).stem, "decision")


def there(named: list[str]) -> dict[str, Decision]:
    """Those that came in this way before. One statement."""
    rows = Decision.objects.filter(key__in=named, removed_at=None, source__endswith=".md")
    return {row.key: row for row in rows.select_related("owner", "delegate", "customer")}


def made(one: Record, customer: Customer | None, subject: str) -> Decision:
    return Decision(
        key=key_of(one), customer=customer, subject=subject, source=one.path[-300:], state=one.state,
        decided_on=one.decided_on, **owning(one), **written(one),
    )  # fmt: skip


def lower(row: Decision, one: Record, found: Brought) -> None:
    """What somebody else decided, or nobody who is known, is proposed until they say so here. Administrators may."""
    me = current().member
    if row.state == "proposed" or me is None or keeping.rules(me) or (row.owner and row.owner.pk == me.pk):
        return
    row.state, row.decided_on = "proposed", None
    words = say("It came in as proposed, since you do not decide it.")
    found.flagged.append((one.path, words))


def owning(one: Record) -> dict[str, Any]:
    """The one member who is named; of several, or of words that name nobody, an owner gap with the words."""
    return match(one.deciders, load_directory()).values() if one.deciders else {}


def written(one: Record) -> dict[str, Any]:
    said = {name: getattr(one, name) for name in WRITTEN}
    return {name: [*value] if isinstance(value, tuple) else value for name, value in said.items()}


def follow(row: Decision, one: Record, found: Brought) -> None:
    """What its file says anew. A step is judged like any other; refused, the words are left as well."""
    values = written(one)
    if one.state in ("approved", "rejected") and one.state != row.state:
        values |= {"state": one.state, "reason": one.status}
    try:
        changed = verbs.edit_decision(row, values)
    except Refusal as refusal:
        found.left.append((one.path, refusal.message))
        return
    if changed:
        found.changed.append(row)
    else:
        found.same += 1


def link(records: Iterable[Record], rows: Mapping[str, Decision]) -> None:
    """What stands in the place of another: by the file's name, or by its number."""
    named: dict[str, Decision] = {}
    for one in records:
        row = rows.get(key_of(one))
        if row is not None:
            named |= {PurePosixPath(one.path).name: row, one.number or key_of(one): row}
    pairs = []
    for one in records:
        row, other = (
            rows.get(key_of(one)),
            named.get(one.replaced_by) or named.get(one.replaced_by.lstrip("0")),
        )
        if (
            row is not None
            and other is not None
            and row.state == "superseded"
            and other.pk not in (row.pk, row.replaced_by_id)
        ):
            pairs.append((row, {"replaced_by": other}))
    verbs.edit_decisions(pairs)
