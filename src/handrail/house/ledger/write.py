"""The only functions that write rows of a workspace. Each writes the rows and their events together.

All of them take many: one is many of one. Nothing here asks whether a change is wise; that is the verb's part.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import cache
from typing import Any, TypeVar

import psycopg
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction

from handrail import wiring
from handrail.house.workspaces.models import Tenanted
from handrail.house.workspaces.scope import current
from handrail.kit import clock
from handrail.kit.refusals import Invalid, Problem, Stale
from handrail.kit.web.json import holds_nul
from handrail.kit.words import say

from . import far
from .append import Line, append
from .inserting import insert
from .values import plain, snapshot, told

Row = TypeVar("Row", bound=Tenanted)
BATCH = 2_000


def create(
    rows: Sequence[Row],
    *,
    kind: str = "created",
    checked: bool = False,
    rename: Callable[[Tenanted], str] | None = None,
) -> Sequence[Row]:
    """Insert `rows` (all of one model) and tell the ledger every field that is not empty.

    Each field cleans its value first; `checked` says that a reader of files has typed and measured them already.
    With `rename` the key of a single row is a wish: where something is or was called so, that gives another.
    """
    if not rows:
        return rows
    for row in far.each(rows):
        row.workspace_id = current().workspace_id
        if not checked:
            clean(row)
    if len(rows) == 1:
        insert_one(rows[0], rename)
    else:
        with unique(type(rows[0])):
            for start in range(0, len(rows), BATCH):
                insert(rows[start : start + BATCH])
    append([Line(row, kind, filled(row)) for row in rows])
    return rows


def insert_one(row: Tenanted, rename: Callable[[Tenanted], str] | None = None) -> None:
    """The twin of a row that is there already is not written at all: nothing has to be taken back.

    So a wished key is asked for by writing: one statement where it is free, which is nearly always.
    """
    if insert([row], twins=False, past=rename is None):
        return
    if rename is None:
        raise twin(type(row))
    row.key = rename(row)
    insert_one(row)


@contextmanager
def unique(model: type[Tenanted]) -> Iterator[None]:
    """All or nothing; a twin that somebody made in the same moment (a double click) is a refusal, no crash."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if not isinstance(error.__cause__, psycopg.errors.UniqueViolation):
            raise
        raise twin(model) from error


def twin(model: type[Tenanted]) -> Invalid:
    noun = say(str(model._meta.verbose_name))
    words = say("There is a %(noun)s like this already, made perhaps a moment ago.", noun=noun)
    return Invalid([Problem("key", words, say("Look at the list. If it is not there, try again."))])


def clean(row: Tenanted) -> None:
    """Type and validate every field of a new row; all problems at once."""
    problems: list[Problem] = []
    for field in told(type(row)):
        try:
            setattr(row, field.attname, cleaned(field, getattr(row, field.attname), row))
        except ValidationError as error:
            problems.append(Problem(field.name, " ".join(error.messages)))
    if problems:
        raise Invalid(problems)


def filled(row: Tenanted) -> dict[str, list[Any]]:
    return {name: [None, value] for name, value in snapshot(row).items() if value is not None}


def change(
    row: Tenanted, values: Mapping[str, Any], *, kind: str = "changed", revision: int | None = None
) -> bool:
    """Set `values` on one row. False, and no event, where nothing differs.

    `revision` is the one the writer saw: where the row has moved on, `Stale` tells both sides' values.
    """
    if revision is not None and revision != row.revision:
        raise Stale(row.revision, differences(row, values))
    try:
        return change_many([(row, values)], kind=kind) == 1
    except Stale:
        theirs = type(row)._default_manager.get(pk=row.pk)
        raise Stale(theirs.revision, differences(theirs, values)) from None


def change_many(pairs: Iterable[tuple[Tenanted, Mapping[str, Any]]], *, kind: str = "changed") -> int:
    """Set different values on many rows of one model. Returns how many rows really changed."""
    changed = [(row, diff) for row, values in far.each(pairs) if (diff := real_changes(row, values))]
    if not changed:
        return 0
    with whole(changed):
        for fields, group in by_fields(changed).items():
            update(group, fields)
        append(
            [
                Line(row, kind, {f: [plain(o), plain(n)] for f, (o, n) in diff.items()})
                for row, diff in changed
            ]
        )
        moved([row for row, diff in changed if "customer_id" in diff])
    return len(changed)


def moved(rows: Sequence[Tenanted]) -> None:
    """What repeats the customer of these has another one too, or the veil would not hide it with them."""
    for dotted in wiring.MOVED if rows else ():
        wiring.load(dotted)(rows)


def whole(changed: Sequence[tuple[Tenanted, Mapping[str, Any]]]) -> AbstractContextManager[None]:
    """All or nothing. One row whose new values no other row can have is that by itself."""
    model = type(changed[0][0])
    if len(changed) == 1 and not changed[0][1].keys() & telling_apart(model):
        return nullcontext()
    return unique(model)


@cache
def telling_apart(model: type[Tenanted]) -> frozenset[str]:
    """The columns that a unique constraint looks at, its condition included."""
    named = {"removed_at", *(f.attname for f in model._meta.concrete_fields if f.unique)}
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            if constraint.expressions:
                return frozenset(f.attname for f in model._meta.concrete_fields)
            said = [*constraint.fields, *(name for name, _ in flat(constraint.condition))]
            fields: list[Any] = [model._meta.get_field(str(name).split("__")[0]) for name in said]
            named |= {field.attname for field in fields}
    return frozenset(named)


def flat(condition: models.Q | None) -> Iterator[tuple[str, Any]]:
    for child in condition.children if condition is not None else ():
        if isinstance(child, models.Q):
            yield from flat(child)
        else:
            yield child  # type: ignore[misc]


def remove(rows: Sequence[Tenanted], *, kind: str = "removed") -> int:
    """Mark rows as removed. `restore` is the way back."""
    moment = clock.now()
    return change_many([(row, {"removed_at": moment}) for row in rows], kind=kind)


def restore(rows: Sequence[Tenanted], *, kind: str = "restored") -> int:
    return change_many([(row, {"removed_at": None}) for row in rows], kind=kind)


def real_changes(row: Tenanted, values: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """{column: (old, new)} for what differs, after each field has cleaned its value."""
    found: dict[str, tuple[Any, Any]] = {}
    problems: list[Problem] = []
    for name, value in values.items():
        field: Any = row._meta.get_field(name)
        try:
            new = cleaned(field, value, row)
        except ValidationError as error:
            problems.append(Problem(name, " ".join(error.messages)))
            continue
        old = getattr(row, field.attname)
        if plain(old) != plain(new):
            found[field.attname] = (old, new)
    if problems:
        raise Invalid(problems)
    return found


def cleaned(field: Any, value: Any, row: Tenanted) -> Any:
    if isinstance(field, models.ForeignKey):
        return value.pk if isinstance(value, models.Model) else value
    if field.null and (value is None or (value == "" and not isinstance(field, models.CharField))):
        return None
    new = field.clean(value, row)
    if holds_nul(new):
        raise ValidationError(say("This holds a NUL character, which can not be kept. Take it out."))
    return new


def differing(row: Tenanted, values: Mapping[str, Any]) -> dict[str, Any]:
    """Those of `values` that are not what the row holds, by column."""
    return {name: new for name, (_old, new) in real_changes(row, values).items()}


def differences(row: Tenanted, values: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    return {name: (plain(old), plain(new)) for name, (old, new) in real_changes(row, values).items()}


def by_fields(
    changed: list[tuple[Tenanted, dict[str, tuple[Any, Any]]]],
) -> dict[tuple[str, ...], list[tuple[Tenanted, dict[str, tuple[Any, Any]]]]]:
    groups: dict[tuple[str, ...], list[tuple[Tenanted, dict[str, tuple[Any, Any]]]]] = defaultdict(list)
    for row, diff in changed:
        groups[tuple(sorted(diff))].append((row, diff))
    return groups


def update(group: list[tuple[Tenanted, dict[str, tuple[Any, Any]]]], columns: tuple[str, ...]) -> None:
    """One UPDATE for all rows that change the same columns; refused where a row has moved on since it was read."""
    model = type(group[0][0])
    fields = [next(f for f in model._meta.concrete_fields if f.attname == c) for c in columns]
    for start in range(0, len(group), BATCH):
        batch = group[start : start + BATCH]
        with connection.cursor() as cursor:
            cursor.execute(update_sql(model, fields), update_params(batch, fields))
            if cursor.rowcount != len(batch):
                raise Stale(None, {})
    for row, diff in group:
        row.revision += 1
        for column, (_old, new) in diff.items():
            setattr(row, column, new)


def update_sql(model: type[Tenanted], fields: list[Any]) -> str:
    sets = ", ".join(f'"{f.column}" = v."{f.column}"' for f in fields)
    names = ", ".join(f'"{f.column}"' for f in fields)
    arrays = ", ".join(
        f"%s::{f.rel_db_type(connection) if f.is_relation else f.db_type(connection)}[]" for f in fields
    )
    return (
        f'UPDATE "{model._meta.db_table}" AS t SET {sets}, revision = t.revision + 1 '
        f"FROM unnest(%s::bigint[], %s::integer[], {arrays}) AS v (id, revision, {names}) "
        f"WHERE t.id = v.id AND t.revision = v.revision AND t.workspace_id = %s"
    )


def update_params(batch: list[tuple[Tenanted, dict[str, tuple[Any, Any]]]], fields: list[Any]) -> list[Any]:
    ids = [row.pk for row, _ in batch]
    revisions = [row.revision for row, _ in batch]
    columns = [[f.get_db_prep_save(diff[f.attname][1], connection) for _, diff in batch] for f in fields]
    return [ids, revisions, *columns, current().workspace_id]
