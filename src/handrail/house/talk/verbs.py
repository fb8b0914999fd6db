"""Every change of links and evidence.

What a person says is held to more than what a file says: `from_file=True` keeps words that lead nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import copy

from django.db import transaction

from handrail import wiring
from handrail.house.ledger import rows as ledger_rows
from handrail.house.ledger.rows import Values, refuse
from handrail.house.workspaces.scope import current
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import shortened

from . import queries, subjects
from .addresses import is_web
from .models import Evidence, Link, Said
from .relations import RELATIONS, is_known, tie
from .subjects import Subject

Found = dict[str, Subject]
NEEDED = {
    "link": "url",
    "file": "url",
    "note": "text",
    "quotation": "text",
    "reading": "target",
    "record": "target",
}
MISSING = {
    "url": ("This needs to say where it is.", "Write its address."),
    "text": ("This needs words.", "Write them down."),
    "target": ("Nothing is chosen.", "Search for it and choose one."),
}
TITLE = 120


def placed(rows: Sequence[Said]) -> Found:
    """Tell each row whose story it is part of and which open pages hear of it. One statement."""
    here = subjects.found(name for row in rows for name in names_of(row))
    for row in rows:
        about = [here[name] for name in names_of(row) if name in here]
        row.customer_id = next((subject.customer_id for subject in about if subject.customer_id), None)
        row.heard = tuple(dict.fromkeys(topic for subject in about for topic in subject.topics))
    return here


def names_of(row: Said) -> tuple[str, ...]:
    if isinstance(row, Link):
        return row.source, row.target
    return tuple(str(getattr(row, name)) for name in ("subject", "target") if hasattr(row, name))


# -- evidence -----------------------------------------------------------------------------------------------


def add_evidence(rows: Sequence[Evidence], *, from_file: bool = False) -> Sequence[Evidence]:
    """Whoever adds it is who it is by; a file says so itself."""
    here = placed(rows)
    if not from_file:
        for row in rows:
            row.by = current().member
            tidy(row, here)
        refuse(problem for row in rows for problem in amiss(row, here))
    made = ledger_rows.add(rows, lambda row: row.title)
    evidenced(row.subject for row in rows)
    return made


def evidenced(subjects: Iterable[str]) -> None:
    """The rooms above are told of records that have other evidence now."""
    named = list(subjects)
    for name in wiring.EVIDENCED if named else ():
        wiring.load(name)(named)


def edit_piece(row: Evidence, values: Values, *, revision: int | None = None) -> bool:
    after = copy(row)
    for name, value in values.items():
        setattr(after, name, value)
    here = placed([row]) | placed([after])
    tidy(after, here)
    refuse(amiss(after, here))
    if after.subject != row.subject:
        wiring.load(wiring.EVIDENCE_KEPT)([row])
    tidied = {name: getattr(after, name) for name in ("title", "url", "target") if name in values}
    if after.title != row.title:
        tidied["title"] = after.title
    before = row.subject
    changed = ledger_rows.edit(row, {**values, **tidied}, revision=revision)
    evidenced({before, after.subject})
    return changed


def edit_evidence(pairs: Iterable[tuple[Evidence, Values]]) -> int:
    """What a file says anew of evidence that is there."""
    pairs = list(pairs)
    placed([row for row, _ in pairs])
    wiring.load(wiring.EVIDENCE_KEPT)(
        [row for row, values in pairs if values.get("subject", row.subject) != row.subject]
    )
    named = {name for row, values in pairs for name in (row.subject, str(values.get("subject", row.subject)))}
    changed = ledger_rows.edit_many(pairs)
    evidenced(named)
    return changed


def remove_evidence(rows: Sequence[Evidence]) -> int:
    placed(rows)
    wiring.load(wiring.EVIDENCE_KEPT)(rows)
    gone = ledger_rows.remove(rows)
    evidenced(row.subject for row in rows)
    return gone


def restore_evidence(rows: Sequence[Evidence]) -> int:
    placed(rows)
    back = ledger_rows.restore(rows)
    evidenced(row.subject for row in rows)
    return back


def tidy(row: Evidence, here: Found) -> None:
    """Addresses without the spaces around them; a title from what there is, where none is given."""
    row.url, row.target = str(row.url).strip(), str(row.target).strip()
    row.title = str(row.title).strip() or title_from(row, here)


def title_from(row: Evidence, here: Found) -> str:
    if row.target in here:
        return here[row.target].title[:300]
    words = " ".join(str(row.text).split()) if row.kind in ("note", "quotation") else row.url
    return shortened(words, TITLE)


def amiss(row: Evidence, here: Found) -> Iterator[Problem]:
    if row.subject not in here:
        yield nobody("subject", row.subject)
    if row.kind not in NEEDED:
        return  # the column's own choices say so, in words
    needed = NEEDED[row.kind]
    if not str(getattr(row, needed)).strip() and not (row.kind == "file" and row.target):
        yield Problem(needed, *MISSING[needed])
    if row.url and row.kind != "file" and not is_web(row.url):
        words = f"“{row.url[:80]}” is no address of the web, so it can not be opened from here."
        yield Problem("url", words, "Write an address that begins with https:// or http://.")
    if row.target and row.target not in here:
        yield nobody("target", row.target)
    elif row.target and row.kind == "reading" and not row.target.startswith("reading:"):
        yield Problem("target", "This is no reading of a metric.", "Choose a reading, or call it a record.")


def nobody(field: str, name: str) -> Problem:
    message = (
        f"There is no record “{name[:160]}” here." if name else "This does not say which record it is about."
    )
    return Problem(field, message, "Write the kind and the key, such as risk:sponsor-leaves.")


# -- links --------------------------------------------------------------------------------------------------


def add_links(rows: Sequence[Link], *, from_file: bool = False) -> Sequence[Link]:
    here = placed(rows)
    if not from_file:
        refuse(problem for row in rows for problem in untied(row, here))
        refuse_twice(rows)
    with transaction.atomic():
        made = ledger_rows.add(rows, lambda row: f"{row.source} {row.target}".replace(":", " "))
        linked(made)
    return made


def edit_links(pairs: Iterable[tuple[Link, Values]]) -> int:
    """What a file says anew of links that are there. A person removes one and makes another."""
    pairs = list(pairs)
    placed([row for row, _ in pairs])
    with transaction.atomic():
        changed = ledger_rows.edit_many(pairs)
        linked([row for row, _ in pairs])
    return changed


def remove_links(rows: Sequence[Link]) -> int:
    placed(rows)
    return ledger_rows.remove(rows)


def restore_links(rows: Sequence[Link]) -> int:
    placed(rows)
    refuse_twice([row for row in rows if row.removed_at is not None])
    with transaction.atomic():
        restored = ledger_rows.restore(rows)
        linked(rows)
    return restored


def linked(rows: Sequence[Link]) -> None:
    for told in wiring.LINKED:
        wiring.load(told)(rows)


def untied(row: Link, here: Found) -> Iterator[Problem]:
    for name in ("source", "target"):
        if getattr(row, name) not in here:
            yield nobody(name, getattr(row, name))
    if row.source == row.target:
        yield Problem("target", "This is the record itself.", "Choose another one.")
    if not is_known(row.relation):
        fix = f"Write one of: {', '.join(RELATIONS)}."
        yield Problem("relation", f"“{row.relation[:40]}” is not known here.", fix)


def refuse_twice(rows: Sequence[Link]) -> None:
    there = set(queries.ties({name for row in rows for name in names_of(row)})) if rows else set()
    for row in rows:
        mine = tie(row.source, row.target, row.relation)
        if mine in there:
            raise Invalid(
                [Problem("target", "These two are connected like this already.", "Choose another one.")]
            )
        there.add(mine)
