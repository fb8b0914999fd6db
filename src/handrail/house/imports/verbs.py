"""An import from upload to report; how columns were read; and the members that a file brings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from django.db import transaction
from procrastinate.exceptions import AlreadyEnqueued

from handrail.house.ledger import write
from handrail.house.ledger.rows import add, edit_many
from handrail.house.workspaces import keys
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current
from handrail.kit.jobs import queue

from . import tasks
from .models import Import
from .models import Mapping as Remembered
from .statistics import LARGE, written

Values = Mapping[str, Any]


def start(
    kind: str, filename: str, content: bytes, digest: str, *, settings: Values, by: Member | None
) -> Import:
    """Keep what came until it is confirmed or thrown away. The ledger is not told the bytes."""
    row = Import(
        key=keys.fresh(Import, f"{kind} {filename}"), kind=kind, filename=filename[:300], digest=digest,
        settings=dict(settings), report={"rows": 0}, by=by,
    )  # fmt: skip
    write.create([row])
    Import.objects.filter(pk=row.pk).update(content=content)
    row.content = content
    return row


def move(row: Import, state: str, **values: Any) -> bool:
    """To another state. What is over needs no bytes."""
    moved = write.change(row, {"state": state, **values}, kind=state)
    if state in ("done", "dropped"):
        Import.objects.filter(pk=row.pk).update(content=None)
    if state == "done" and written(row.report) > LARGE:
        transaction.on_commit(refresh_later)
    return moved


def refresh_later() -> None:
    """The worker looks at the tables again; once, however many imports ask for it. Asked for once the import is
    committed: a worker that waits begins at once, and one that was asked for earlier would not see it."""
    with suppress(AlreadyEnqueued), transaction.atomic():
        queue(tasks.statistics)


def settle_settings(row: Import, settings: Values) -> bool:
    return write.change(row, {"settings": dict(settings)})


# -- how columns were read ------------------------------------------------------------------------------


def remember(kind: str, fingerprint: str, columns: Values, choices: Values) -> None:
    """The next file with these columns is read the same way."""
    values = {"columns": dict(columns), "choices": dict(choices)}
    known = Remembered.objects.filter(kind=kind, fingerprint=fingerprint, removed_at=None).first()
    if known is None:
        write.create(
            [Remembered(key=f"{kind}-{fingerprint[:12]}", kind=kind, fingerprint=fingerprint, **values)]
        )
    else:
        write.change(known, values)


def recall(fingerprint: str) -> Remembered | None:
    """How a table with these columns was read the last time."""
    known = Remembered.objects.filter(fingerprint=fingerprint, removed_at=None)
    return known.order_by("-revision", "-pk").first()


# -- members that a file brings -------------------------------------------------------------------------


def bring_members(rows: Sequence[Member]) -> Sequence[Member]:
    """Members without a user: they own things, and nobody can sign in as them."""
    for row in rows:
        row.user, row.role = None, "member"
    return add(rows, lambda row: row.name)


def change_members(pairs: Iterable[tuple[Member, Values]]) -> int:
    """What a file may change of a member: never the role, and no address of somebody who can sign in."""
    return edit_many((row, harmless(row, values)) for row, values in pairs)


def harmless(row: Member, values: Values) -> Values:
    closed = closed_fields(row) | {"role"}
    return {name: value for name, value in values.items() if name not in closed}


def closed_fields(row: Member) -> set[str]:
    """What the importer may not set on this member: nobody climbs by a file.

    A command on the server has no member and counts as the owner. Below an administrator nobody says who
    reports to whom, nor the job of somebody who can sign in: both give the right to waive a plan. No file
    lets somebody leave who can sign in: that is `house/people/leaving.leave`, which hands over what they own.
    """
    importer = current().member
    role = importer.role if importer else "owner"
    closed = {"user", "email", "left_on"} if row.user_id else {"user"}
    if row.user_id or role != "owner":
        closed.add("role")
    if role not in ("owner", "admin"):
        closed |= {"manager", "manager_id", "job"} if row.user_id else {"manager", "manager_id"}
    return closed
