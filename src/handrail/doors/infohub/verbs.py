"""What an import writes that no other room has a verb for: the kept files, and the people of a workspace."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from handrail.house.access.workspace import edit_workspace
from handrail.house.imports.models import Mapping as Columns
from handrail.house.imports.verbs import closed_fields
from handrail.house.ledger import write
from handrail.house.ledger.rows import add, edit_many, fill_keys, remove, today
from handrail.house.talk import verbs as talk
from handrail.house.talk.models import Evidence, Link
from handrail.house.workspaces.models import Member, Team
from handrail.house.workspaces.scope import current
from handrail.watch.health.thresholds import judge_again

from .models import Arrival, Conflict, Document

Values = Mapping[str, Any]
Pairs = Iterable[tuple[Any, Values]]


def keep(rows: Sequence[Document]) -> None:
    """Keep files as they came."""
    add(rows, lambda row: row.path)


def keep_version(row: Document) -> None:
    """A file that a change leaves behind: taking the change back leaves it where it is."""
    fill_keys([row], lambda one: one.path)
    write.create([row], kind="left")


def keep_anew(pairs: Pairs) -> int:
    """Other texts for files that are kept already."""
    return edit_many(pairs)


def drop(rows: Sequence[Document]) -> int:
    return remove(rows)


def add_arrival(row: Arrival) -> Arrival:
    """What came in at once from a clone or a folder."""
    return add([row], lambda one: f"{one.way} {one.commit[:12]}")[0]


def add_conflicts(rows: Sequence[Conflict]) -> Sequence[Conflict]:
    return add(rows, lambda row: row.label or row.path)


def settle_conflicts(rows: Sequence[Conflict], state: str) -> int:
    """Somebody has chosen a side; what follows from it is written by whoever calls this."""
    values = {"state": state, "decided_by": current().member, "decided_on": today()}
    return edit_many([(row, values) for row in rows if row.state == "open"])


def add_teams(rows: Sequence[Team]) -> Sequence[Team]:
    return add(rows, lambda row: row.name)


def add_members(rows: Sequence[Member]) -> Sequence[Member]:
    """Members without a user: nobody can sign in as them. Only an owner's file brings more than a member."""
    for row in rows:
        row.user = None
        closed = closed_fields(row)
        row.role = "member" if "role" in closed else row.role
        row.manager_id = None if "manager" in closed else row.manager_id
    return add(rows, lambda row: row.name)


def edit_members(pairs: Pairs) -> int:
    """What a file may say of a member, and no more."""
    return edit_many((row, harmless(row, values)) for row, values in pairs)


def harmless(row: Member, values: Values) -> Values:
    closed = closed_fields(row)
    return {name: value for name, value in values.items() if name not in closed}


def add_links(rows: Sequence[Link]) -> Sequence[Link]:
    return talk.add_links(rows, from_file=True)


def add_evidence(rows: Sequence[Evidence]) -> Sequence[Evidence]:
    return talk.add_evidence(rows, from_file=True)


def add_columns(rows: Sequence[Columns]) -> Sequence[Columns]:
    return add(rows, lambda row: f"{row.kind} {row.fingerprint[:12]}")


def edit_any(pairs: Pairs) -> int:
    return edit_many(pairs)


def remove_members(rows: Sequence[Member]) -> int:
    """Nobody who can sign in is removed by being left out of a file: they leave, and hand over."""
    return remove([row for row in rows if row.user_id is None])


def remove_any(rows: Sequence[Any]) -> int:
    return remove(rows)


def settle_workspace(values: Values) -> bool:
    """Name, zone, currency, policy, days: the file's words for the workspace as a whole."""
    changed = edit_workspace(values)
    if changed and values.keys() & {"policy", "currency", "time_zone"}:
        judge_again()
    return changed
