"""Every change of a scope change. What locks a scope is in `locking.py`, the steps in `deciding.py`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from handrail.house.ledger import rows as ledger_rows
from handrail.house.ledger import undoing
from handrail.house.ledger.duties import able
from handrail.house.ledger.rows import Values, today
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current
from handrail.kit.refusals import Invalid, NotAllowed, Problem, Stale
from handrail.kit.words import say
from handrail.record.projects.models import Board

from . import locking, queries, spelling, telling
from .deciding import WAITS, Going, go, take
from .models import ScopeChange
from .states import DECIDED, STATES

DERIVED = frozenset({"asked_by", "asked_on", "decided_by", "decided_on", "reason", "source", "customer"})
"""What the steps and the house write."""
WRITTEN = ("title", "why", "metric", "metric_id", "metric_text", "cost", "given_up", "cards", "place")
"""What a yes or a no is given to."""
Pairs = Iterable[tuple[ScopeChange, Values]]


def add_scope_changes(rows: Sequence[ScopeChange], *, from_file: bool = False) -> Sequence[ScopeChange]:
    """Each waits for who signs the project off, else for the workflow owner, until a day.

    A file says what was decided elsewhere: that is for administrators, and for who decides here, to bring."""
    for row in rows:
        row.customer_id, row.cards = row.project.customer_id, spelling.cards(row.cards)
        refuse_place(row, row.place)
        if from_file:
            refuse_forged(row)
            continue
        refuse_begun(row)
        settle(row)
    with transaction.atomic():
        made = ledger_rows.add(rows, lambda row: row.title)
        if not from_file:
            telling.tell_asked(made)
    return made


def settle(row: ScopeChange) -> None:
    """Asked today, by whoever asks; for who decides, until a day."""
    me = current().member
    row.asked_on = row.asked_on or today()
    row.asked_by = row.asked_by or (me if me is not None and not row.source else None)
    row.due_on = row.due_on or today() + WAITS
    row.owner = decider(row)


def decider(row: ScopeChange) -> Member | None:
    """Whoever signs off, else the workflow owner; somebody else where who keeps the project says so."""
    keeper = able(row.project.owner) or next(
        (one for board in boards_of(row) if (one := able(board.owner)) is not None), None
    )
    named: Member | None = row.owner
    if named is None or keeper is None or named.pk == keeper.pk:
        return named or keeper
    refuse_appointed(row)
    return named


def boards_of(row: ScopeChange) -> Iterable[Board]:
    return Board.objects.filter(project=row.project, removed_at=None).select_related("owner").order_by("pk")


def refuse_place(row: ScopeChange, place: str) -> None:
    if place and queries.first_stage(row.project, place) is None:
        words = say("The project has no board “%(key)s” with a stage.", key=place[:80])
        raise Invalid([Problem("place", words, say("Name one of its boards by its key, or leave it out."))])


def refuse_begun(row: ScopeChange) -> None:
    if row.state != "asked":
        words = say("A scope change begins as something that is asked for.")
        raise Invalid([Problem("state", words, say("Leave the state out, and take the steps."))])


def refuse_forged(row: ScopeChange) -> None:
    me = current().member
    if row.state in DECIDED and not locking.rules() and me is not None and me.pk != row.owner_id:
        words = say("Only who decides “%(title)s” says that it was decided.", title=row.title)
        raise NotAllowed(words, say("Leave it as asked for, and ask them."))


# -- changing -----------------------------------------------------------------------------------------------


def edit_scope_change(row: ScopeChange, values: Values, *, revision: int | None = None) -> bool:
    """A change that names another state is a step: it is judged (`deciding.go`)."""
    values = checked(row, values)
    if goes_on(row, values):
        if revision is not None and revision != row.revision:
            raise Stale(row.revision, {})
        return go([Going(row, str(values["state"]), rest(values))]) == 1
    return ledger_rows.edit(row, values, revision=revision)


def edit_scope_changes(pairs: Pairs) -> int:
    known = [(row, checked(row, values)) for row, values in pairs]
    with transaction.atomic():
        going = [
            Going(row, str(values["state"]), rest(values)) for row, values in known if goes_on(row, values)
        ]
        changed = go(going) if going else 0
        return changed + ledger_rows.edit_many([pair for pair in known if not goes_on(*pair)])


def hand_on_scope_changes(pairs: Pairs) -> int:
    """A book changes hands: who may give whose is settled there."""
    return ledger_rows.edit_many(pairs)


def remove_scope_changes(rows: Sequence[ScopeChange]) -> int:
    """What has brought cards stays as long as they do: without it nobody could say how they came in."""
    brought = queries.brought_by([row for row in rows if row.state == "accepted"])
    if not undoing.taking_back() and any(brought.values()):
        words = say("Cards came into the scope by this.")
        raise Invalid([Problem("state", words, say("Take the cards off the board first."))])
    return ledger_rows.remove(rows)


def restore_scope_changes(rows: Sequence[ScopeChange]) -> int:
    return ledger_rows.restore(rows)


def step_scope_changes(rows: Sequence[ScopeChange], name: str, values: Values | None = None) -> int:
    """Take one step of `states.STEPS` with these, all of them or none."""
    return take(rows, name, tidied(values or {}))


def checked(row: ScopeChange, values: Values) -> Values:
    values = tidied(values)
    if "place" in values:
        refuse_place(row, str(values["place"] or ""))
    if "project" in values or "project_id" in values:
        said = values.get("project", values.get("project_id"))
        if getattr(said, "pk", said) != row.project_id:
            fix = say("Ask for another one there.")
            raise Invalid([Problem("project", say("A scope change stays with its project."), fix)])
    if appoints(row, values):
        refuse_appointed(row)
    if row.state in DECIDED and not undoing.taking_back():
        refuse_rewritten(row, values)
    return values


def tidied(values: Values) -> dict[str, Any]:
    return {name: spelling.cards(value) if name == "cards" else value for name, value in values.items()}


def appoints(row: ScopeChange, values: Values) -> bool:
    if not values.keys() & {"owner", "owner_id", "owner_gap"}:
        return False
    said = values.get("owner", values.get("owner_id"))
    return getattr(said, "pk", said) != row.owner_id


def refuse_appointed(row: ScopeChange) -> None:
    """Nobody names themselves to decide: who decides now, who keeps the project and administrators say who does."""
    me = current().member
    if (
        locking.rules()
        or (me is not None and row.pk is not None and me.pk == row.owner_id)
        or locking.may_keep(row.project)
    ):
        return
    raise NotAllowed(
        say("Who decides is for %(owner)s to say.", owner=row.project.owner or say("an administrator")),
        say("Leave the owner out: it waits for who signs the project off."),
    )


def refuse_rewritten(row: ScopeChange, values: Values) -> None:
    """A yes or a no is to these words."""
    for name in WRITTEN:
        if name in values and getattr(values[name], "pk", values[name]) != getattr(
            getattr(row, name), "pk", getattr(row, name)
        ):
            words = say("This was decided as it stands.")
            raise Invalid([Problem(name.removesuffix("_id"), words, say("Ask for another scope change."))])


def goes_on(row: ScopeChange, values: Values) -> bool:
    return values.get("state", row.state) != row.state and values["state"] in STATES


def rest(values: Values) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != "state"}
