"""Every change of a task."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction

from handrail import wiring
from handrail.house.ledger import rows as ledger_rows
from handrail.house.ledger import undoing
from handrail.house.ledger.rows import Values, add, edit, edit_many, remove, restore, today
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import say

from . import recurring, repeating, telling
from .models import Task


def add_tasks(rows: Sequence[Task], *, tell: bool = True) -> Sequence[Task]:
    """Whoever is given one hears of it, unless they hear of it otherwise."""
    for row in rows:
        row.recurs = repeating.clean(row.recurs)
    ledger_rows.refuse([problem for row in rows for problem in repeating.wrong(row.recurs)])
    with transaction.atomic():
        made = add(rows, lambda row: row.title)
        if tell:
            telling.given(rows)
    return made


def edit_task(row: Task, values: Values, *, revision: int | None = None) -> bool:
    was, state, owner = row.customer_id, row.state, row.owner_id
    ((row, values),) = ruled([(row, dated(row, values))])
    with transaction.atomic():
        changed = edit(row, values, revision=revision)
        follow([row] if row.customer_id != was else [])
        follow_done([row] if row.state == "done" != state else [])
        telling.given([row] if row.owner_id != owner else [])
    return changed


def edit_tasks(pairs: Iterable[tuple[Task, Values]], *, tell: bool = True) -> int:
    pairs = ruled([(row, dated(row, values)) for row, values in pairs])
    was = {row.pk: (row.customer_id, row.state, row.owner_id) for row, _ in pairs}
    with transaction.atomic():
        changed = edit_many(pairs)
        follow([row for row, _ in pairs if row.customer_id != was[row.pk][0]])
        follow_done([row for row, _ in pairs if row.state == "done" != was[row.pk][1]])
        telling.given([row for row, _ in pairs if tell and row.owner_id != was[row.pk][2]])
    return changed


def follow(rows: Sequence[Task]) -> None:
    """Tell the rooms above whose rows repeat a task's customer."""
    for dotted in wiring.FOLLOWED["task"] if rows else ():
        wiring.load(dotted)(rows)


def follow_done(rows: Sequence[Task]) -> None:
    """Tell the rooms above what was finished just now, and make the next ones of those that come again. Taking
    something back finishes nothing anew."""
    if undoing.taking_back():
        return
    for dotted in wiring.DONE if rows else ():
        wiring.load(dotted)(rows)
    go_on([row for row in rows if row.recurs])


def go_on(rows: Sequence[Task]) -> None:
    """The rule goes on with the next task: who closes one twice makes no two. One on a board has gone on by now."""
    if rows:
        made = recurring.next_ones(rows)
        edit_many([(row, {"recurs": ""}) for row in rows])
        add_tasks(made)


def remove_tasks(rows: Sequence[Task]) -> int:
    return remove(rows)


def restore_tasks(rows: Sequence[Task]) -> int:
    for name in wiring.TASKS_BACK:
        wiring.load(name)(rows)
    return restore(rows)


def finish(rows: Sequence[Task]) -> int:
    return edit_tasks((row, {"state": "done"}) for row in rows if row.state != "done")


def reopen(rows: Sequence[Task]) -> int:
    return edit_tasks((row, {"state": "open"}) for row in rows if row.state in ("done", "dropped"))


def dated(row: Task, values: Values) -> Values:
    """A task that is done was done on a day: today, unless the writer knows another."""
    if "done_on" in values or values.get("state", row.state) == row.state:
        return values
    return {**values, "done_on": today() if values["state"] == "done" else None}


# -- when it comes again --------------------------------------------------------------------------------------


def ruled(pairs: Sequence[tuple[Task, Values]]) -> list[tuple[Task, Values]]:
    """With rules as they are kept. Where a task stands on a board its card has the rule: said here again it is not
    written twice, and another one is refused. One statement where a rule is said anew."""
    pairs = [(row, cleaned(values)) for row, values in pairs]
    ledger_rows.refuse(
        [p for row, values in pairs for p in repeating.wrong(values.get("recurs", ""), row.recurs)]
    )
    anew = {row.pk for row, values in pairs if values.get("recurs", "") not in ("", row.recurs)}
    kept: Mapping[int, str] = wiring.load(wiring.RULES_KEPT)(anew) if anew else {}
    return [
        (row, unless_kept(row, values, kept)) if row.pk in kept else (row, values) for row, values in pairs
    ]


def cleaned(values: Values) -> Values:
    return (
        {**values, "recurs": repeating.clean(str(values["recurs"] or ""))} if "recurs" in values else values
    )


def unless_kept(row: Task, values: Values, kept: Mapping[int, str]) -> Values:
    if values["recurs"] != kept[row.pk]:
        words = say("“%(title)s” stands on a board, and its card says when it comes again.", title=row.title)
        raise Invalid([Problem("recurs", words, say("Change it on the card."))])
    if undoing.taking_back():
        return values  # the card gives it back in the same breath
    return {name: value for name, value in values.items() if name != "recurs"}
