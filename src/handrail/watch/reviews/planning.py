"""Cadences, and the next review of each: there is exactly one planned while a cadence is switched on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from handrail.house.ledger import rows as ledger_rows
from handrail.house.ledger.duties import heir
from handrail.house.ledger.rows import Values, today
from handrail.house.workspaces.models import Workspace
from handrail.house.workspaces.scope import current
from handrail.kit import clock
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import say
from handrail.watch.insights.measures import MEASURES

from . import queries, recurrence
from .gathering import local_day
from .models import Cadence, Review
from .words import KINDS

Pairs = Iterable[tuple[Cadence, Values]]


# -- cadences -----------------------------------------------------------------------------------------------


def add_cadences(rows: Sequence[Cadence]) -> Sequence[Cadence]:
    """Each that is switched on has its next review at once."""
    for row in rows:
        row.asks = questions(row.asks)
        row.starts_on = row.starts_on or today()
        row.title = row.title or say(KINDS[row.kind])
        row.customer_id = row.project.customer_id if row.project is not None else None
        row.rule = readable(row, {})["rule"]
    with transaction.atomic():
        made = ledger_rows.add(rows, lambda row: row.title)
        plan_next(made)
    return made


def edit_cadence(row: Cadence, values: Values, *, revision: int | None = None) -> bool:
    values = readable(row, kept_project(row, values))
    with transaction.atomic():
        changed = ledger_rows.edit(row, values, revision=revision)
        plan_next([row])
    return changed


def edit_cadences(pairs: Pairs) -> int:
    pairs = [(row, readable(row, kept_project(row, values))) for row, values in pairs]
    with transaction.atomic():
        changed = ledger_rows.edit_many(pairs)
        plan_next([row for row, _values in pairs])
    return changed


def remove_cadences(rows: Sequence[Cadence]) -> int:
    """What is planned of them goes with them; what was held stays."""
    with transaction.atomic():
        gone = ledger_rows.remove(rows)
        plan_next(rows)
    return gone


def restore_cadences(rows: Sequence[Cadence]) -> int:
    with transaction.atomic():
        back = ledger_rows.restore(rows)
        plan_next(rows)
    return back


def kept_project(row: Cadence, values: Values) -> Values:
    """What it looks at was said when it was made."""
    said = values.get("project", values.get("project_id", row.project_id))
    if getattr(said, "pk", said) != row.project_id:
        fix = say("Make a new one for the other project.")
        raise Invalid([Problem("project", say("A rhythm stays with its project."), fix)])
    return values


def readable(row: Cadence, values: Values) -> dict[str, Any]:
    """The rule in the way it is kept; one that can not be read, or never comes round, is refused."""
    if "asks" in values:
        values = {**values, "asks": questions(values["asks"])}
    if row.pk is not None and not values.keys() & {"rule", "at", "starts_on", "ends_on"}:
        return dict(values)
    said = {**{name: getattr(row, name) for name in ("rule", "at", "starts_on", "ends_on")}, **values}
    rule = read("rule", recurrence.read, said["rule"])
    at = read("at", recurrence.time_of, said["at"])
    starts = read("starts_on", date.fromisoformat, said["starts_on"])
    ends = read("ends_on", date.fromisoformat, said["ends_on"]) if said["ends_on"] else None
    when = recurrence.When(rule, starts, at, ends=ends)
    if not recurrence.holds(when):
        fix = say("Choose days that there are.")
        raise Invalid([Problem("rule", say("There is no day on which this would be."), fix)])
    return {**values, "rule": rule}


MOST_ASKED = 20


def questions(said: Any) -> list[dict[str, str]]:
    """What is asked each time, in its one shape: words, and what the answer is read from: a metric or a risk of the
    project ("metric:calls"), or what is computed ("measure:decision-closure")."""
    found = (
        [one if isinstance(one, dict) else {"says": one} for one in said] if isinstance(said, list) else None
    )
    if found is None or len(found) > MOST_ASKED or not all(isinstance(one.get("says"), str) for one in found):
        fix = say('Write a list such as [{"says": "Is it validated?", "about": "metric:validated"}].')
        raise Invalid([Problem("asks", say("This is no list of up to %(n)s questions.", n=MOST_ASKED), fix)])
    refuse_unmeasured(found)
    kept = [{"says": one["says"].strip()[:500], "about": str(one.get("about") or "")[:160]} for one in found]
    return [one for one in kept if one["says"]]


def refuse_unmeasured(found: Iterable[dict[str, Any]]) -> None:
    """What is computed is known by its name here; a metric or a risk may come later."""
    for one in found:
        kind, _colon, name = str(one.get("about") or "").partition(":")
        if kind == "measure" and name not in MEASURES:
            fix = say("Write one of: %(known)s.", known=", ".join(f"measure:{name}" for name in MEASURES))
            raise Invalid([Problem("asks", say("There is no measure “%(name)s”.", name=name[:40]), fix)])


def read(field: str, reader: Callable[[str], Any], found: Any) -> Any:
    try:
        return reader(str(found))
    except ValueError as error:
        raise Invalid([Problem(field, str(error))]) from None


# -- the next one -------------------------------------------------------------------------------------------


def plan_next(rows: Sequence[Cadence]) -> None:
    """Make, move or take away what is planned of these cadences. Two statements where all is as it should be."""
    ids = [row.pk for row in rows]
    planned, latest = queries.planned(ids), queries.latest(ids)
    fresh, moved, gone = [], [], []
    for row in rows:
        there, wanted = planned.get(row.pk), wanted_of(row, latest.get(row.pk))
        if there is not None and wanted is None:
            gone.append(there)
        elif wanted is not None and there is None:
            fresh.append(drafted(row, wanted))
        elif wanted is not None and there is not None:
            moved.append((there, following(row, there, wanted)))
    ledger_rows.add(fresh, lambda row: f"{row.title} {local_day(row.at).isoformat()}")
    ledger_rows.edit_many(moved)
    ledger_rows.remove(gone)


def wanted_of(row: Cadence, last: datetime | None) -> datetime | None:
    """When its next review is; None while it is switched off or removed, or never comes round again."""
    if not row.on or row.removed_at is not None:
        return None
    now = clock.now()
    return queries.when(row).next(max(now, last) if last else now)


def drafted(row: Cadence, at: datetime) -> Review:
    return Review(
        cadence=row, project_id=row.project_id, customer_id=row.customer_id, title=row.title, kind=row.kind, at=at,
        **heir(row),
    )  # fmt: skip


def following(row: Cadence, there: Review, wanted: datetime) -> dict[str, Any]:
    """What is planned follows its cadence. Its moment moves only where the rule says another one from now on: what
    waits to be called missed keeps its own."""
    values: dict[str, Any] = {"title": row.title, "kind": row.kind}
    values |= heir(row)
    return values | ({"at": wanted} if there.at > clock.now() else {})


# -- by themselves ------------------------------------------------------------------------------------------

WEEKDAYS = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
MONDAYS = "FREQ=WEEKLY;BYDAY=MO"
DAILY_ON = ("launch_plan", "readiness")
"""Projects whose daily check is switched on from the start; on others it is there, and off."""


def furnish_workspace() -> Sequence[Cadence]:
    """The weekly account-risk review and the daily urgent-blocker check, once: who takes them away has decided so."""
    Workspace.objects.select_for_update(no_key=True).get(pk=current().workspace_id)
    if Cadence.objects.filter(project=None).exists():
        return []
    owner = queries.first_owner()
    return add_cadences(
        [
            Cadence(key="account-risk", title=say("Account-risk review"), rule=MONDAYS, minutes=30, owner=owner),
            Cadence(
                key="urgent-blockers", title=say("Daily check of urgent blockers"), kind="daily", rule=WEEKDAYS,
                at="09:15", minutes=5, owner=owner,
            ),
        ]
    )  # fmt: skip


def furnish_projects(projects: Sequence[Any]) -> Sequence[Cadence]:
    """A weekly review and a daily check for each project that never had any."""
    Workspace.objects.select_for_update(no_key=True).get(pk=current().workspace_id)
    had = set(Cadence.objects.filter(project__in=projects).values_list("project_id", flat=True))
    rows = [made for one in projects if one.pk not in had for made in of_project(one)]
    return add_cadences(rows)


def of_project(one: Any) -> list[Cadence]:
    return [
        Cadence(
            key=f"{one.key[:60]}-weekly", title=say("Weekly review of %(project)s", project=one.title[:150]),
            project=one, rule="FREQ=WEEKLY;BYDAY=TU", minutes=30, **heir(one),
        ),
        Cadence(
            key=f"{one.key[:60]}-daily", title=say("Daily check of %(project)s", project=one.title[:150]), kind="daily",
            project=one, rule=WEEKDAYS, at="09:30", minutes=5, on=one.kind in DAILY_ON, **heir(one),
        ),
    ]  # fmt: skip
