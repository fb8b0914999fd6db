"""Decision records that others wrote as Markdown come in: once as decisions, and again as what has changed in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any

from django.db import transaction
from django.db.models import Q

from handrail.house.ledger.values import plain
from handrail.house.workspaces import keys
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.owners import load_directory, match
from handrail.house.workspaces.scope import current
from handrail.kit.refusals import Invalid, NotAllowed, Problem, Refusal, Refused
from handrail.kit.words import say
from handrail.record.customers.models import Customer

from . import adr, keeping, spelling, verbs
from .adr import Record
from .models import Decision
from .states import STATES

MOST_FILES = 500
WRITTEN = (
    "title",
    "question",
    "context",
    "options",
    "answer",
    "rationale",
    "acceptance",
    "implications",
    "category",
)
Changes = dict[str, list[Any]]


@dataclass(frozen=True, slots=True)
class Bringing:
    """What whoever brings them says of all of them. `owner` decides those that name no member of ours; `words` are
    {word of a status: state}, where ours would be read otherwise or not at all ("" is no status)."""

    customer: Customer | None = None
    subject: str = ""
    owner: Member | None = None
    words: Mapping[str, str] = field(default_factory=dict)

    def state(self, one: Record) -> str:
        said = self.words.get(one.word, "")
        return said if said in STATES and one.state != "superseded" else one.state


@dataclass(slots=True)
class Brought:
    """What came of it. `left` are (file, why) of texts that are no records, `refused` of those that could not be
    written, `flagged` of what came in otherwise than they say. `changes` say what became of each that changed."""

    made: list[Decision] = field(default_factory=list)
    changed: list[Decision] = field(default_factory=list)
    same: int = 0
    left: list[tuple[str, str]] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    flagged: list[tuple[str, str]] = field(default_factory=list)
    changes: dict[str, Changes] = field(default_factory=dict)
    """{path: {field: [before, after]}}"""

    def flag(self, one: Record, words: str) -> None:
        self.flagged.append((one.path, words))


def bring_records(
    texts: Mapping[str, str], customer: Customer | None = None, subject: str = "", how: Bringing | None = None
) -> Brought:
    """{path: text} as decisions, known again by the file's name. What is new stands as its file says, where
    whoever brings it decides it."""
    if not texts or len(texts) > MOST_FILES:
        words = (
            say("No file came along.")
            if not texts
            else say("More than %(n)s files are too many.", n=MOST_FILES)
        )
        raise Invalid([Problem("files", words, say("Choose the Markdown files of your decisions."))])
    how, found = how or Bringing(customer, subject), Brought()
    records = [replace(one, state=how.state(one)) for one in read(texts, found)]
    with transaction.atomic():
        known = there(records)
        taken = keys.taken_keys(Decision, [key_of(one) for one in records if one.path not in known])
        rows = {one.path: made(one, how, taken) for one in records if one.path not in known}
        new = [one for one in records if one.path in rows and sound(rows[one.path], one, found)]
        for one in new:
            lower(rows[one.path], one, how, found)
        found.made = list(verbs.add_decisions([rows[one.path] for one in new], from_file=True))
        here = {**known, **{one.path: rows[one.path] for one in new}}
        named = names_of(records, here)
        for one in records:
            if (row := known.get(one.path)) is not None:
                follow(row, one, how, named, found)
        link(records, here, named)
    return found


def read(texts: Mapping[str, str], found: Brought) -> Iterable[Record]:
    taken: set[str] = set()
    for path, text in sorted(texts.items()):
        if len(text) > adr.MOST:
            words = say("This is longer than %(most)s letters, so it was left out.", most=f"{adr.MOST:,}")
            found.refused.append((path, words))
            continue
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


def there(records: Iterable[Record]) -> dict[str, Decision]:
    """{path: decision} of those that came in this way before, by the file's name. One statement."""
    by_key = {key_of(one): one.path for one in records}
    by_source = {path[-300:]: path for path in by_key.values()}
    asked = Q(key__in=list(by_key), source__endswith=".md") | Q(source__in=list(by_source))
    rows = Decision.objects.filter(asked, removed_at=None).select_related("owner", "delegate", "customer")
    found: dict[str, Decision] = {}
    for row in rows.order_by("-pk"):
        if (path := by_source.get(row.source) or by_key.get(row.key)) is not None:
            found[path] = row
    return found


def made(one: Record, how: Bringing, taken: set[str]) -> Decision:
    """A name that another decision has is not given again: it is known by its file then."""
    return Decision(
        key=keys.claim(key_of(one), taken), customer=how.customer, subject=how.subject, source=one.path[-300:],
        state=one.state, decided_on=one.decided_on, fields=dict(one.fields), **owning(one, how), **written(one),
    )  # fmt: skip


def sound(row: Decision, one: Record, found: Brought) -> bool:
    """Whether it can be kept: its lists have an end."""
    try:
        spelling.tidy(row)
    except Refusal as refusal:
        found.refused.append((one.path, refusal.message))
        return False
    return True


def lower(row: Decision, one: Record, how: Bringing, found: Brought) -> None:
    """What somebody else decided, or nobody who is known, is proposed until they say so here. Administrators may."""
    if one.word not in how.words and not adr.meaning(one.word):
        found.flag(one, unread(one))
    me = current().member
    if row.state == "approved" and keeping.demanded(row, {}):
        undecided(row)
        found.flag(one, say("It came in as proposed, since this workspace asks for evidence first."))
    may = me is None or keeping.rules(me) or (row.owner is not None and row.owner.pk == me.pk)
    if row.state != "proposed" and not may:
        row.state = "proposed"
        found.flag(one, say("It came in as proposed, since you do not decide it."))
    if row.state in ("proposed", "in_review"):
        undecided(row)


def unread(one: Record) -> str:
    if not one.word:
        return say("It says no status, so it came in as proposed.")
    return say("“%(word)s” is no status that is known here, so it came in as proposed.", word=one.word)


def undecided(row: Decision) -> None:
    row.state = row.state if row.state == "in_review" else "proposed"
    keeping.set_aside(row)


def owning(one: Record, how: Bringing) -> dict[str, Any]:
    """The one member who is named; of several, or of words that name nobody, an owner gap with the words, unless
    somebody was named for those."""
    found = match(one.deciders, load_directory()) if one.deciders else None
    if how.owner is not None and (found is None or found.member is None):
        return {"owner": how.owner, "owner_text": one.deciders}
    return found.values() if found is not None else {}


def written(one: Record) -> dict[str, Any]:
    said = {name: getattr(one, name) for name in WRITTEN}
    return {name: [*value] if isinstance(value, tuple) else value for name, value in said.items()}


def follow(row: Decision, one: Record, how: Bringing, named: Mapping[str, Decision], found: Brought) -> None:
    """What its file says anew. A step is judged like any other; one that may not be taken is left out, in sight."""
    words = {**written(one), "fields": {**row.fields, **one.fields}}
    steps = further(row, one, how, named)
    try:
        try:
            changed = changing(row, {**words, **steps}, one, found)
        except (Refused, NotAllowed) as refusal:
            if not steps:
                raise
            found.flag(one, say("It stays as it stands here: %(why)s", why=refusal.message))
            changed = changing(row, words, one, found)
    except Refusal as refusal:
        found.refused.append((one.path, refusal.message))
        return
    if changed:
        found.changed.append(row)
    else:
        found.same += 1


def further(row: Decision, one: Record, how: Bringing, named: Mapping[str, Decision]) -> dict[str, Any]:
    """The step that its file asks for, and who decides where nobody does."""
    values: dict[str, Any] = {}
    decided = one.state in ("approved", "rejected") and one.state != row.state
    over = one.state in ("superseded", "reverted") and row.state == "approved"
    if decided or over:
        values |= {"state": one.state, "reason": one.status}
    if decided and one.decided_on is not None:
        values["decided_on"] = one.decided_on
    if over and one.state == "superseded":
        values["replaced_by"] = successor(one, named)
    if row.owner_id is None and isinstance(who := owning(one, how).get("owner"), Member):
        values["owner"] = who
    return values


def changing(row: Decision, values: dict[str, Any], one: Record, found: Brought) -> bool:
    values = spelling.tidied(values)
    before = {name: plain(getattr(row, name)) for name in values}
    if not verbs.edit_decision(row, values):
        return False
    after = {name: plain(getattr(row, name)) for name in values}
    found.changes[one.path] = {n: [said(was), said(after[n])] for n, was in before.items() if was != after[n]}
    return True


def said(value: Any) -> Any:
    return str(value) if isinstance(value, Member | Decision) else value


def link(records: Iterable[Record], rows: Mapping[str, Decision], named: Mapping[str, Decision]) -> None:
    """What stands in the place of another."""
    pairs = []
    for one in records:
        row, other = rows.get(one.path), successor(one, named)
        if (
            row is not None
            and other is not None
            and row.state == "superseded"
            and other.pk not in (row.pk, row.replaced_by_id)
        ):
            pairs.append((row, {"replaced_by": other}))
    verbs.edit_decisions(pairs)


def names_of(records: Iterable[Record], rows: Mapping[str, Decision]) -> dict[str, Decision]:
    """By the file's name, and by its number."""
    named: dict[str, Decision] = {}
    for one in records:
        if (row := rows.get(one.path)) is not None:
            named |= {PurePosixPath(one.path).name: row, one.number or key_of(one): row}
    return named


def successor(one: Record, named: Mapping[str, Decision]) -> Decision | None:
    return named.get(one.replaced_by) or named.get(one.replaced_by.lstrip("0"))
