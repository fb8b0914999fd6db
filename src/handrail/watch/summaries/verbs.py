"""Every change: a summary is kept as it is now, and stays so; who gets one when is set by whoever may."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from handrail.house.ledger import rows as ledger_rows
from handrail.house.ledger import write
from handrail.house.ledger.rows import Values, today
from handrail.house.workspaces.scope import current, unveiled
from handrail.kit import clock
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import say
from handrail.record.customers.models import Customer
from handrail.record.projects.models import Project
from handrail.watch.reviews import recurrence

from . import gathering, queries
from .facts import KINDS, Lines, plain
from .lines import TITLES
from .models import Briefing, Summary, SummaryPart

WHEN = ("rule", "at", "starts_on")


# -- keeping ------------------------------------------------------------------------------------------------


def keep_summary(
    kind: str,
    *,
    project: Project | None = None,
    customer: Customer | None = None,
    briefing: Briefing | None = None,
) -> Summary:
    """As it is now, whole: of each reader the database hides later what is not for them."""
    if kind not in KINDS:
        fix = say("Write one of: %(known)s.", known=", ".join(KINDS))
        raise Invalid([Problem("kind", say("There is no such summary."), fix)])
    with transaction.atomic(), unveiled():
        before = queries.latest(kind, project, customer)
        asked = gathering.asked_for(
            today(), first=before.last if before else None, project=project, customer=customer
        )
        row = Summary(
            kind=kind, project=project, customer=customer or (project.customer if project else None),
            briefing=briefing, title=titled(kind, project, customer), at=clock.now(), first=asked.first,
            last=asked.last, before=before,
        )  # fmt: skip
        ledger_rows.add([row], lambda one: f"{one.kind} {today().isoformat()}")
        ledger_rows.add(
            parts_of(row, gathering.gather(kind, asked)), lambda one: f"{row.key} {one.customer_id or ''}"
        )
    return row


def parts_of(row: Summary, lines: Lines) -> list[SummaryPart]:
    """One for each customer, and one for what is of none. A line that counts nothing is said by the first."""
    found: dict[int | None, dict[str, list[Any]]] = {None: {}}
    for name, items in lines.items():
        for one in items:
            found.setdefault(one.customer, {}).setdefault(name, []).append(plain(one))
    return [SummaryPart(summary=row, customer_id=pk, lines=said) for pk, said in found.items()]


def titled(kind: str, project: Project | None, customer: Customer | None) -> str:
    """In the words of the workspace's own language is said on the page; this is what the row is called."""
    whose = project or customer
    return f"{TITLES[kind]}: {whose}"[:300] if whose is not None else TITLES[kind]


def remove_summaries(rows: Sequence[Summary]) -> int:
    return ledger_rows.remove(rows)


def restore_summaries(rows: Sequence[Summary]) -> int:
    return ledger_rows.restore(rows)


# -- who gets one when --------------------------------------------------------------------------------------


def add_briefings(rows: Sequence[Briefing]) -> Sequence[Briefing]:
    for row in rows:
        settle(row, {})
        row.title = (
            row.title or titled(row.kind, row.project, row.customer if row.project is None else None)[:200]
        )
        if row.project is not None:
            row.customer_id = row.project.customer_id
        row.next_at = turn_of(row) if row.on else None
    return ledger_rows.add(rows, lambda row: row.title)


def edit_briefing(row: Briefing, values: Values, *, revision: int | None = None) -> bool:
    values = settle(row, values)
    with transaction.atomic():
        changed = ledger_rows.edit(row, values, revision=revision)
        plan_next([row])
    return changed


def edit_briefings(pairs: Iterable[tuple[Briefing, Values]]) -> int:
    pairs = [(row, settle(row, values)) for row, values in pairs]
    with transaction.atomic():
        changed = ledger_rows.edit_many(pairs)
        plan_next(row for row, _values in pairs)
    return changed


def remove_briefings(rows: Sequence[Briefing]) -> int:
    """What it has sent stays."""
    return ledger_rows.remove(rows)


def restore_briefings(rows: Sequence[Briefing]) -> int:
    with transaction.atomic():
        back = ledger_rows.restore(rows)
        plan_next(rows)
    return back


def plan_next(rows: Iterable[Briefing]) -> None:
    for row in rows:
        if row.removed_at is None:
            write.change(row, {"next_at": turn_of(row) if row.on else None}, kind="planned")


def turn_of(row: Briefing) -> Any:
    """Its next moment from now on."""
    return rhythm(row.rule, row.starts_on, row.at).next(clock.now())


def rhythm(rule: str, starts: date, at: str) -> recurrence.When:
    here = current().workspace
    return recurrence.When(rule, starts, recurrence.time_of(at), here.time_zone, here.days_off)


def settle(row: Briefing, values: Values) -> dict[str, Any]:
    """The rule in the way it is kept; what can not be read, or never comes round, is refused."""
    said = {name: values.get(name, getattr(row, name)) for name in (*WHEN, "members", "channels")}
    rule = read("rule", recurrence.read, said["rule"])
    starts = read("starts_on", date.fromisoformat, said["starts_on"] or today())
    read("at", recurrence.time_of, said["at"])
    if not recurrence.holds(rhythm(rule, starts, said["at"])):
        fix = say("Choose days that there are.")
        raise Invalid([Problem("rule", say("There is no day on which this would be."), fix)])
    for name in ("members", "channels"):
        if not isinstance(said[name], list) or not all(isinstance(one, str) for one in said[name]):
            raise Invalid([Problem(name, say("This is no list of keys."))])
    if row.pk is None:
        row.rule, row.starts_on = rule, starts
    return {**values, **({"rule": rule} if "rule" in values else {})}


def flaw(values: Values) -> str:
    """Why a line of a file can not be a briefing; empty where it can."""
    try:
        settle(Briefing(), {name: value for name, value in values.items() if value not in (None, "")})
    except Invalid as refused:
        return refused.problems[0].message
    return ""


def read(field: str, reader: Callable[[str], Any], found: Any) -> Any:
    try:
        return reader(str(found))
    except ValueError as error:
        raise Invalid([Problem(field, str(error))]) from None
