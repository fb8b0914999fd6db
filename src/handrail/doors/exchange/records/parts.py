"""How a target is written, and the parts that several of them share."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handrail.house.workspaces.models import Tenanted
from handrail.house.workspaces.owners import match
from handrail.kit.words import mark, say
from handrail.record.customers.models import Customer

from ..mapping import Choices
from ..reading import Draft
from ..world import Index, Ref, World, folded, id_of

Columns = dict[str, Any]
Names = list[Hashable]


@dataclass(frozen=True, slots=True)
class Record:
    """How one target is written. `columns` gives None where a row has to be left out (it flags why)."""

    model: type[Tenanted]
    columns: Callable[[Draft, World, Choices], Columns | None]
    names: Callable[[Columns], Names]
    """What it is called when no id says which one it is."""
    stored: Callable[[World], Iterator[tuple[int, Mapping[str, Any], Names]]]
    """All that are there: number, ids, names."""
    words: Callable[[Columns], str]
    """What its key is made of."""
    add: Callable[[Sequence[Any]], Any]
    edit: Callable[[Iterable[tuple[Any, Mapping[str, Any]]]], int]
    text: str = "name"
    ids_in_fields: bool = False
    keeps: bool = True
    unique: bool = False
    """Two rows of one name can not both be meant, unless their ids differ."""
    wanted: Callable[[Any, Columns], Columns] = lambda _row, columns: {**columns}
    """What of a row is still wanted where its record is there already."""


def index(record: Record, world: World) -> Index:
    if record.model is Customer:
        return world.customers
    made = Index()
    for pk, external, names in record.stored(world):
        made.add(Ref(pk, frozenset(external)), keyed(record, external, names), names)
    return made


def keyed(record: Record, external: Mapping[str, Any], names: Names) -> list[Hashable]:
    """A risk's number counts within its customer only: every register has an R-001."""
    near = names[0][0] if record.ids_in_fields and isinstance(names[0], tuple) else None
    return [
        (near, *id_of(system, str(one))) if record.ids_in_fields else id_of(system, str(one))
        for system, one in external.items()
    ]


def take(draft: Draft, *names: str) -> Columns:
    return {name: draft.values[name] for name in names if name in draft.values}


def owned(draft: Draft, world: World, column: str = "owner") -> Columns:
    """The owner's three columns; where the words name nobody of ours, the gap is told."""
    if column not in draft.values:
        return {}
    ownership = match(draft.values[column], world.directory)
    if ownership.gap:
        gap = "guest" if ownership.guest is not None else ownership.gap
        draft.flag(
            f"owner_{gap}",
            say(GAP_WORDS[gap]),
            column="owner",
            found=ownership.text,
            fix=say(GAP_FIX),
        )
    return {"owner": ownership}


GAP_WORDS = {
    "nobody": mark("These words name nobody; it is an owner gap now."),
    "group": mark("This is a group, not one person; it is an owner gap now and keeps the words."),
    "two_people": mark("These are several people, not one; it is an owner gap now and keeps the words."),
    "role": mark("This is a role, not a person; it is an owner gap now and keeps the words."),
    "unknown": mark("No member is called this; it is an owner gap now and keeps the words."),
    "left": mark("This member has left; it is an owner gap now and keeps the words."),
    "guest": mark("This is a guest, and guests own nothing; it is an owner gap now and keeps the words."),
}
GAP_FIX = mark("Import the users too, add the member, or name an owner on the record.")


def customer_of(draft: Draft, world: World, system: str, *, instead: str = "") -> Ref | None:
    """The account a row belongs to; made where it is not there. `instead` names it where the row does not."""
    external = draft.text("account_id").split(";")[0].strip()
    name = draft.text("account_name") or ("" if external else instead)
    if not external and not name:
        return None
    if world.ambiguous(system, external, name):
        draft.flag("account_ambiguous", say("Several customers have this name; the oldest of them was taken."),
                   column="account_name", found=name, fix=say("Add a column with the account's id."))  # fmt: skip
    found = world.customer(system, external, name)
    if found is None:
        found = world.make_customer(system, external, name)
        draft.flag("account_made", say("This account was nowhere; it was made from what the row knows."),
                   column="account_id" if external else "account_name", found=external or name,
                   fix=say("Import the accounts too, or complete it by hand."))  # fmt: skip
    return found


def money(draft: Draft, columns: Columns, default: str) -> Columns:
    if "arr" in columns:
        columns["currency"] = draft.values.get("currency", default)
    elif "currency" in draft.values:
        columns["currency"] = draft.values["currency"]
    if not columns.get("currency"):
        columns.pop("currency", None)
    return columns


def left_out(draft: Draft, what: str) -> None:
    words = say("This %(what)s names no account, so it belongs to no customer; it was left out.", what=what)
    draft.flag("left_out", words,
               fix=say("Fill in the account, and import the file again."))  # fmt: skip


def by_customer(world: World, rows: Any, *columns: str) -> Iterator[tuple[int, Mapping[str, Any], Names]]:
    """(number, ids, [(customer, name)]) of rows that belong to customers."""
    for pk, customer, external, *names in rows.values_list("pk", "customer_id", *columns).iterator():
        yield pk, external, [(world.customer_by_pk.get(customer), *map(plain_part, names))]


def plain_part(part: Any) -> Hashable:
    return folded(part) if isinstance(part, str) else part


def here(model: type[Tenanted]) -> Any:
    return model._default_manager.filter(removed_at=None).order_by("pk")
