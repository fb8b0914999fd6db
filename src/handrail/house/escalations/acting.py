"""What the verbs, the clock and the record's own changes do alike: move things on, tell people, keep the story."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection

from handrail.house.deadlines.policy import starts_of
from handrail.house.deadlines.promising import model_of
from handrail.house.ledger import write
from handrail.house.ledger.append import Line, append
from handrail.house.ledger.rows import today
from handrail.house.nudges import verbs as nudges
from handrail.house.nudges.models import ESCALATION
from handrail.house.nudges.verbs import Telling
from handrail.house.workspaces.models import Member, Tenanted
from handrail.house.workspaces.scope import current, hidden_in, hide
from handrail.kit import clock
from handrail.kit.words import mark

from .causes import CAUSES
from .models import OPEN, RESOLVED, Escalation
from .rungs import Person, Rung, Week, goes_on_at

STEP = mark("See what was raised")
HERE = """
SELECT id, key, role, manager_id, handrail_veil(id) FROM workspaces_member
WHERE workspace_id = %s AND left_on IS NULL AND removed_at IS NULL AND role <> 'guest' ORDER BY name, id
"""
People = Mapping[int, Person]


class Crowd:
    """Everybody who is here, and what each may not see. Two statements.

    The database hides what it was last asked about: afterwards it hides again what our own member may not see.
    """

    def __init__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(HERE, [current().workspace_id])
            rows = cursor.fetchall()
        hide(current().hidden)
        self.everybody = {pk: Person(pk, key, role, boss) for pk, key, role, boss, _hidden in rows}
        self.hidden = {pk: hidden_in(hidden) for pk, _, _, _, hidden in rows}

    def who_may_see(self, customer: int | None) -> People:
        """Nobody is told of a private customer that they may not see."""
        return {pk: one for pk, one in self.everybody.items() if customer not in self.hidden[pk]}


def week() -> Week:
    workspace = current().workspace
    days = frozenset(workspace.working_days)
    return Week(workspace.time_zone, starts_of(workspace.policy), days, workspace.days_off)


def why(row: Escalation) -> tuple[str, dict[str, Any]]:
    """Why it was raised, as a template and what is filled in: the days are counted until now, or until it was over."""
    cause = CAUSES.get(row.cause)
    if cause is None:
        return row.why, {}
    days = row.params.get("days", 0)
    if row.missed_on is not None:
        zone = ZoneInfo(current().workspace.time_zone)
        until = row.ended_at.astimezone(zone).date() if row.ended_at else today()
        days = max((until - row.missed_on).days, 0)
    return cause.words(days), {"days": days}


def chain(row: Escalation) -> list[Rung]:
    return [Rung.of(stored) for stored in row.chain]


def keys_told(row: Escalation) -> list[str]:
    return [str(line[0]) for line in row.told]


def standing(row: Escalation, rung: int, person: Person) -> dict[str, Any]:
    """The columns of one that has come to somebody, who has their time from now on."""
    now, steps = clock.now(), chain(row)
    return {
        "owner_id": person.pk,
        "owner_gap": "",
        "rung": rung,
        "state": OPEN,
        "next_at": goes_on_at(now, steps[rung], week()) if rung + 1 < len(steps) else None,
        "told": [*row.told, [person.key, now.isoformat()]],
    }


def received(row: Escalation, member: Member) -> dict[str, Any]:
    """The columns of one that came with a book: what was said about it holds; unanswered, it has its time anew."""
    now, steps = clock.now(), chain(row)
    values: dict[str, Any] = {"told": [*row.told, [member.key, now.isoformat()]]}
    if row.state == OPEN and row.next_at is not None:
        values["next_at"] = goes_on_at(now, steps[row.rung], week())
    return values


def change(pairs: Iterable[tuple[Escalation, Mapping[str, Any]]], kind: str) -> int:
    """The rows with their events; `owner_id` is written as the owner."""
    return write.change_many(
        [(row, {("owner" if n == "owner_id" else n): v for n, v in values.items()}) for row, values in pairs],
        kind=kind,
    )


def tell(rows: Sequence[Escalation], occasion: str = "") -> None:
    """Whoever each is raised to hears of it, once for every time it comes to somebody; not of their own doing."""
    me = current().actor.member_id
    nudges.tell(telling(row, row.owner_id, occasion) for row in rows if row.owner_id and row.owner_id != me)


def telling(row: Escalation, member: int, occasion: str = "") -> Telling:
    template, filled = why(row)
    return Telling(
        recipient_id=member,
        occasion=occasion or f"escalation:{row.pk}:{len(row.told)}",
        name="escalation.raised",
        subject_kind="escalation",
        subject_id=row.pk,
        subject_key=row.key,
        about_id=row.about_id,
        title=row.title,
        reason=template if filled else mark("Raised to you: %(why)s"),
        params=filled or {"why": row.why},
        step=STEP,
        step_path=f"raised/{row.key}/",
        urgent=True,
        lane=ESCALATION,
    )


def news(row: Escalation, member: int) -> Telling:
    """Somebody else has acted: no alarm, and once for each change."""
    return replace(
        telling(row, member, f"escalation:{row.pk}:r{row.revision}"),
        name="escalation.changed",
        reason=mark("%(who)s has changed what is raised to you."),
        params={"who": current().actor.label},
        urgent=False,
    )


def remember(lines: Iterable[tuple[Escalation, str, str]]) -> None:
    """In the history of what it is about: (escalation, what happened, who or what)."""
    lines = list(lines)
    found = subjects([row for row, _kind, _words in lines])
    append(
        [
            Line(found[row.subject_kind, row.subject_id], kind, {}, f"raised {row.cause} {row.key}: {words}")
            for row, kind, words in lines
            if (row.subject_kind, row.subject_id) in found
        ],
        read=False,
    )


def subjects(rows: Iterable[Escalation]) -> dict[tuple[str, int], Tenanted]:
    """The records these are about. One statement for each kind."""
    wanted: dict[str, set[int]] = {}
    for row in rows:
        wanted.setdefault(row.subject_kind, set()).add(row.subject_id)
    return {
        (kind, found.pk): found
        for kind, ids in wanted.items()
        for found in model_of(kind)._default_manager.filter(pk__in=ids)
    }


def owners(rows: Iterable[Escalation]) -> dict[int, int | None]:
    """Who owns what each is about. One statement for each kind."""
    rows = list(rows)
    found = subjects(rows)
    return {row.pk: getattr(found.get((row.subject_kind, row.subject_id)), "owner_id", None) for row in rows}


def names(ids: Iterable[int | None]) -> dict[int, str]:
    return dict(Member.objects.filter(pk__in={pk for pk in ids if pk}).values_list("pk", "name"))


def end(rows: Sequence[Escalation], words: Mapping[int, str], by: Member | None = None) -> None:
    """Resolved, with what is said about it; nobody is reminded of it any more."""
    now = clock.now()
    change(
        [
            (
                row,
                {
                    "state": RESOLVED,
                    "next_at": None,
                    "ended_at": now,
                    "ended_by": by,
                    "ended": words[row.pk][:500],
                },
            )
            for row in rows
        ],
        "resolved",
    )
    nudges.settle([("escalation", row.pk) for row in rows], ESCALATION)
    remember((row, "settled", words[row.pk]) for row in rows)
