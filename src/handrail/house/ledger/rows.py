"""What the verbs of every room do alike: keys, owners and field checks, then `write`.

A verb adds its own rules in front of these; nothing but a verb calls them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import models

from handrail.house.workspaces import keys
from handrail.house.workspaces.models import GAPS, Owned, Tenanted
from handrail.house.workspaces.scope import current, unveiled
from handrail.kit import clock
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import say

from . import duties, write

Row = TypeVar("Row", bound=Tenanted)
Values = Mapping[str, Any]
MOST_PROBLEMS = duties.MOST_PROBLEMS
SKIPPED = (models.JSONField, models.ForeignKey, models.AutoField)


def today() -> date:
    """The day it is where the workspace is."""
    return clock.today(current().workspace.time_zone)


def local_day(moment: datetime) -> date:
    """The day that it was there at this moment."""
    return moment.astimezone(ZoneInfo(current().workspace.time_zone)).date()


def add(rows: Sequence[Row], words: Callable[[Row], str] = str) -> Sequence[Row]:
    """Insert rows of one model. An empty key is made from `words`; an empty owner becomes an open gap."""
    if not rows:
        return rows
    wishing = len(rows) == 1 and not rows[0].key and not current().hidden
    if wishing:
        rows[0].key = wish(rows[0], words)
    else:
        fill_keys(rows, words)
    for row in rows:
        settle_owner(row)
    check(rows)
    refuse_strangers((row, references(row)) for row in rows)
    duties.refuse_begun(rows)
    return write.create(rows, checked=True, rename=free_key if wishing else None)


def edit(row: Tenanted, values: Values, *, revision: int | None = None, kind: str = "changed") -> bool:
    refuse_strangers([(row, values)])
    duties.refuse_given([(row, values)])
    return write.change(row, own(row, values), revision=revision, kind=kind)


def edit_many(pairs: Iterable[tuple[Tenanted, Values]], *, kind: str = "changed") -> int:
    pairs = list(pairs)
    refuse_strangers(pairs)
    duties.refuse_given(pairs)
    return write.change_many([(row, own(row, values)) for row, values in pairs], kind=kind)


def remove(rows: Sequence[Tenanted]) -> int:
    return write.remove([row for row in rows if row.removed_at is None])


def restore(rows: Sequence[Tenanted]) -> int:
    """Take the mark away, unless another row has taken the key in the meantime."""
    rows = [row for row in rows if row.removed_at is not None]
    if rows:
        refuse_taken(type(rows[0]), [row.key for row in rows])
    return write.restore(rows)


def fill_keys(rows: Sequence[Row], words: Callable[[Row], str]) -> None:
    model, given = type(rows[0]), [row.key for row in rows if row.key]
    refuse_taken(model, given)
    nameless = [row for row in rows if not row.key]
    if not nameless:
        return
    wanted = [wish(row, words) for row in nameless]
    taken = keys.taken_keys(model, wanted) | set(given)
    for row, word in zip(nameless, wanted, strict=True):
        row.key = keys.claim(word, taken)


def wish(row: Row, words: Callable[[Row], str]) -> str:
    """The key it has where nothing is or was called so."""
    return keys.base(words(row), str(type(row)._meta.verbose_name).replace(" ", "-"))


def free_key(row: Tenanted) -> str:
    """The same, or with a number behind it. One statement where the key is free."""
    return keys.claim(row.key, keys.taken_keys(type(row), [row.key]))


def refuse_taken(model: type[Tenanted], given: Sequence[str]) -> None:
    if not given:
        return
    present = model._default_manager.filter(removed_at=None)
    looked_up = present if len(given) > 1_000 else present.filter(key__in=given)
    with unveiled():  # the same words whether or not the writer may see what has the key
        taken = set(looked_up.values_list("key", flat=True)) & set(given)
    taken |= {key for key, times in Counter(given).items() if times > 1}
    if taken:
        fix = say("Choose another key, or change the record that has it.")
        raise Invalid(
            Problem(
                "key",
                say("The key “%(k)s” can not be given to a %(noun)s again.", noun=noun(model), k=k),
                fix,
            )
            for k in sorted(taken)
        )


def noun(model: type[models.Model]) -> str:
    """The model's name as a person reads it: "support case"."""
    return say(str(model._meta.verbose_name))


# -- owners -------------------------------------------------------------------------------------------------


def settle_owner(row: Tenanted) -> None:
    """A new row waits for exactly one member, or has an open gap."""
    if isinstance(row, Owned):
        row.owner_gap = "" if row.owner_id is not None else known_gap(row.owner_gap or "nobody")


def own(row: Tenanted, values: Values) -> Values:
    """Keep owner and gap in step: naming an owner closes the gap, taking the owner away needs a gap."""
    if not isinstance(row, Owned) or not values.keys() & {"owner", "owner_id", "owner_gap"}:
        return values
    owner = values.get("owner", values.get("owner_id"))
    if owner is not None:
        return {"owner_text": "", **values, "owner_gap": ""}
    gap = known_gap(values.get("owner_gap") or row.owner_gap)
    rest = {name: value for name, value in values.items() if name != "owner_id"}
    return {**rest, "owner": None, "owner_gap": gap}


def known_gap(gap: str) -> str:
    if gap not in GAPS[1:]:
        words = (
            say("“%(gap)s” does not say why nobody owns this.", gap=gap)
            if gap
            else say("Say why nobody owns this.")
        )
        raise Invalid([Problem("owner_gap", words, say("Write one of: %(gaps)s.", gaps=", ".join(GAPS[1:])))])
    return gap


# -- fields -------------------------------------------------------------------------------------------------


def check(rows: Sequence[Tenanted]) -> None:
    """Clean every field in place, as an edit would; all problems at once."""
    problems: list[Problem] = []
    fields = [f for f in type(rows[0])._meta.concrete_fields if not isinstance(f, SKIPPED)]
    needed = [f for f in type(rows[0])._meta.concrete_fields if f.is_relation and not f.null]
    for row in rows:
        filled = (f for f in fields if not acceptably_empty(row, f))
        problems += (p for f in filled if (p := clean(row, f, many=len(rows) > 1)))
        problems += (missing(f) for f in needed if f.name != "workspace" and getattr(row, f.attname) is None)
        if len(problems) >= MOST_PROBLEMS:
            break
    if problems:
        raise Invalid(problems)


def acceptably_empty(row: Tenanted, field: Any) -> bool:
    value = getattr(row, field.attname)
    if value is None:
        return bool(field.null)
    return bool(value == "" and field.blank and field.empty_strings_allowed)


def clean(row: Tenanted, field: Any, *, many: bool) -> Problem | None:
    try:
        setattr(row, field.attname, write.cleaned(field, getattr(row, field.attname), row))
    except ValidationError as error:
        return explain(row, field, error, many)
    return None


def explain(row: Tenanted, field: Any, error: ValidationError, many: bool) -> Problem:
    """`many`: it is one row of several, so it is said which. Whoever writes one has it before them."""
    value = str(getattr(row, field.attname))[:80]
    if field.choices and value:
        known = ", ".join(str(choice) for choice, _ in field.choices)
        return Problem(
            field.name,
            say("“%(value)s” is not known here.", value=value),
            say("Write one of: %(known)s.", known=known),
        )
    fix = say("Look at %(noun)s “%(key)s”.", noun=noun(type(row)), key=row.key) if many else ""
    return Problem(field.name, " ".join(error.messages), fix)


def missing(field: Any) -> Problem:
    return Problem(
        field.name, say("This needs a %(name)s.", name=field.name), say("Say which one it belongs to.")
    )


# -- references ---------------------------------------------------------------------------------------------


def references(row: Tenanted) -> dict[str, Any]:
    """The rows that this one was given, as far as they are at hand."""
    return dict(row._state.fields_cache)


def refuse_strangers(pairs: Iterable[tuple[Tenanted, Values]]) -> None:
    """What a row points at belongs to the same customer, and to the same plan, as the row."""
    refuse(problem for row, values in pairs for problem in strangers(row, values))


def refuse(problems: Iterable[Problem]) -> None:
    if found := list(problems)[:MOST_PROBLEMS]:
        raise Invalid(found)


def strangers(row: Tenanted, values: Values) -> Iterator[Problem]:
    for name, other in values.items():
        if isinstance(other, Tenanted) and (place := parted(row, values, other)):
            yield Problem(
                name,
                say("“%(other)s” belongs to another %(place)s.", other=other, place=place),
                say("Choose one of this %(place)s.", place=place),
            )


def parted(row: Tenanted, values: Values, other: Tenanted) -> str:
    """Customer or plan, where the two rows have different ones; empty where they may meet."""
    for place in ("customer", "plan"):
        home = values.get(place)
        mine = home.pk if isinstance(home, Tenanted) else getattr(row, f"{place}_id", None)
        theirs = getattr(other, f"{place}_id", None)
        if mine and theirs and mine != theirs:
            return place
    return ""
