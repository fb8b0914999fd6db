"""A review from opening to minutes: the agenda fills itself, each item ends in something, the rest comes back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction

from handrail.house.ledger import duties, write
from handrail.house.ledger import rows as ledger_rows
from handrail.house.ledger.rows import Values, today
from handrail.house.talk import verbs as talk
from handrail.house.talk.models import Link
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current, unveiled
from handrail.kit import clock, steps
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import say
from handrail.record.notes import verbs as notes
from handrail.record.notes.models import Note
from handrail.record.plans import queries as of_plans
from handrail.record.plans import verbs as plans
from handrail.record.plans.models import Plan

from . import checks, escalating, gathering, minutes, planning, queries, states
from .facts import Point
from .models import AgendaItem, Cadence, Review
from .words import KINDS

# -- reviews as rows ----------------------------------------------------------------------------------------


def add_reviews(rows: Sequence[Review]) -> Sequence[Review]:
    """One that belongs to no rhythm: a review now, or on a day of its own."""
    for row in rows:
        if row.plan is not None and (row.project is not None or row.cadence is not None):
            fix = say("Leave the project out, or the plan.")
            raise Invalid([Problem("plan", say("A review looks at a plan or at a project."), fix)])
        row.at = row.at or clock.now()
        row.state = "planned"
        if row.cadence is not None:
            row.project, row.kind, row.title = (
                row.cadence.project,
                row.cadence.kind,
                row.title or row.cadence.title,
            )
        about = row.project or row.plan
        row.customer_id = about.customer_id if about is not None else None
        row.title = row.title or say(KINDS[row.kind])
    return ledger_rows.add(rows, lambda row: f"{row.title} {gathering.local_day(row.at).isoformat()}")


def edit_review(row: Review, values: Values, *, revision: int | None = None) -> bool:
    return ledger_rows.edit(row, values, revision=revision)


def edit_reviews(pairs: Iterable[tuple[Review, Values]]) -> int:
    return ledger_rows.edit_many(pairs)


def remove_reviews(rows: Sequence[Review]) -> int:
    return ledger_rows.remove(rows)


def restore_reviews(rows: Sequence[Review]) -> int:
    return ledger_rows.restore(rows)


# -- opening ------------------------------------------------------------------------------------------------


def open_review(row: Review) -> None:
    """Fill the agenda from the record as it is now, and raise what has survived a whole cycle."""
    if row.state == "open":
        join(row)
        return
    goes = leads(row, "open")
    with transaction.atomic(), unveiled():
        world = gathering.world_of(row)
        points = checks.agenda(world, row.kind)
        items = [drafted(row, point, place) for place, point in enumerate(checks.fitting(points), 1)]
        add_items(items)
        now, here = clock.now(), me()
        ledger_rows.edit_many(
            [
                (
                    row,
                    {
                        "state": goes, "opened_at": now, "since": now, "left_out": len(points) - len(items),
                        "current": items[0].key if items else "", "people": [here.key] if here is not None else [],
                    },
                )
            ],
            kind="opened",
        )  # fmt: skip
        escalating.raise_survivors(row, world)
        plan_after(row)


def drafted(row: Review, point: Point, place: int) -> AgendaItem:
    return AgendaItem(
        review=row, customer_id=point.customer, position=place, title=point.title[:500],
        reasons=[reason.stored() for reason in point.reasons], subject_kind=point.kind, subject_id=point.pk,
        subject_key=point.key, carried=point.carried,
    )  # fmt: skip


def plan_after(row: Review) -> None:
    """The rhythm goes on: the next one is planned as soon as this one has begun."""
    cadences = Cadence.objects.filter(pk=row.cadence_id, removed_at=None) if row.cadence_id else ()
    planning.plan_next(list(cadences))


def me() -> Member | None:
    return current().member


def join(row: Review) -> None:
    """Somebody comes in; once."""
    here = me()
    if here is not None and row.state == "open" and here.key not in row.people:
        write.change(row, {"people": [*row.people, here.key]}, kind="joined")


def leave(row: Review) -> None:
    here = me()
    if here is not None and row.state == "open" and here.key in row.people:
        write.change(row, {"people": [key for key in row.people if key != here.key]}, kind="left")


def go_to(row: Review, item: AgendaItem) -> None:
    """Everybody looks at this one now."""
    refuse_unless(row, ("open",), say("This review is not under way."))
    write.change(row, {"current": item.key}, kind="turned")


def turn(row: Review) -> None:
    """On to the next one that is still open, whatever becomes of the one before."""
    refuse_unless(row, ("open",), say("This review is not under way."))
    items = {one.key: one for one in queries.items_of(row)}
    go_on(row, items.get(row.current))


def go_on(row: Review, from_item: AgendaItem | None) -> None:
    """To the next one that is still open, behind this one or else from the top; to none when all are done."""
    place = (from_item.position, from_item.pk) if from_item is not None else (-1, 0)
    rest = [one for one in queries.items_of(row) if one.ending == "open" and one != from_item]
    behind = [one for one in rest if (one.position, one.pk) > place]
    ahead = (behind or rest or [None])[0]  # type: ignore[list-item]
    write.change(row, {"current": ahead.key if ahead is not None else ""}, kind="turned")


# -- items --------------------------------------------------------------------------------------------------


def add_items(rows: Sequence[AgendaItem]) -> Sequence[AgendaItem]:
    with unveiled():
        return ledger_rows.add(rows, lambda row: f"{row.review.key[:40]} {row.position}")


def edit_item(row: AgendaItem, values: Values, *, revision: int | None = None) -> bool:
    return ledger_rows.edit(row, values, revision=revision)


def edit_items(pairs: Iterable[tuple[AgendaItem, Values]]) -> int:
    return ledger_rows.edit_many(pairs)


def remove_items(rows: Sequence[AgendaItem]) -> int:
    return ledger_rows.remove(rows)


def restore_items(rows: Sequence[AgendaItem]) -> int:
    return ledger_rows.restore(rows)


def bring_up(row: Review, title: str) -> AgendaItem:
    """A point of somebody's own, at the end of the agenda."""
    refuse_unless(row, ("open", *states.WAITING), say("This review is over."))
    title = title.strip()
    if not title:
        raise Invalid([Problem("title", say("Write what is to be looked at."))])
    last = max((one.position for one in queries.items_of(row)), default=0)
    (made,) = add_items(
        [
            AgendaItem(
                review=row, customer_id=row.customer_id, position=last + 1, title=title[:500],
                reasons=[{"code": "added", "params": {}}],
            )
        ]
    )  # fmt: skip
    if row.state == "open" and not row.current:
        write.change(row, {"current": made.key}, kind="turned")
    return made


# -- closing ------------------------------------------------------------------------------------------------


def close_review(row: Review) -> str:
    """It is over: what is open is left over for the next time. Returns the minutes."""
    goes = leads(row, "close")
    with transaction.atomic():
        with unveiled():
            rest = [(one, {"ending": "carried"}) for one in queries.items_of(row) if one.ending == "open"]
            ledger_rows.edit_many(rest, kind="carried")
        ledger_rows.edit_many([(row, {"state": goes, "ended_at": clock.now(), "current": ""})], kind="held")
        plan_after(row)
        if row.plan is not None:
            looked_through(row.plan)
        if row.kind != "daily" and AgendaItem.objects.filter(review=row, removed_at=None).exists():
            keep_minutes(row)
    return minutes.of(row)


def looked_through(plan: Plan) -> None:
    """Reviewed with the customer today; the next time is as its phase asks."""
    values = {"customer_reviewed_on": today(), "next_review_on": of_plans.next_look(plan, today())}
    plans.edit_plan(plan, values)


def keep_minutes(row: Review) -> Note:
    """The minutes as a note that is connected to the project; without what is about private customers, for a note is
    read by everybody. A daily check leaves one only where somebody asks for it."""
    refuse_unless(row, ("open", "done"), say("This review has not begun."))
    text = minutes.of(row, open_to_all=True)
    title = minutes.title_of(row)[:300]
    note = Note(title=title, kind="meeting", text=text, customer=row.customer, **duties.heir(row))
    notes.add_notes([note])
    if row.project is not None:
        link = Link(source=f"note:{note.key}", target=f"project:{row.project.key}", relation="mentions")
        talk.add_links([link])
    return note


def call_off(row: Review, words: str) -> None:
    """It is not held, and somebody says why."""
    goes, words = leads(row, "call_off", words), words.strip()
    with transaction.atomic():
        ledger_rows.edit_many([(row, {"state": goes, "words": words[:500]})], kind="called_off")
        plan_after(row)


def leads(row: Review, name: str, words: str = "") -> str:
    """The state that this step leads to; refused where it does not start from here, or something it asks is missing."""
    one = states.Asked(key=row.key, title=row.title, reason=words)
    return steps.taken(states.TABLE, one, row.state, name, states.said, today()).goes


def refuse_unless(row: Review, known: Sequence[str], message: str) -> None:
    if row.state not in known:
        raise Invalid([Problem("state", message, say("Look at the list of reviews again."))])
