"""Talking points out of a plan: each a sentence with its source. Made from the projection that the customer may see."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from handrail.doors.desk.values import spoken
from handrail.doors.desk.words import choice
from handrail.kit.paper import Look

KINDS = ("qbr", "finalize")
OURS = Look("")
MOST = 40
"""Points of one chapter: nobody presents more."""
Told = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Point:
    """`id` is the record's: the same point is found again in a document that was made before."""

    id: str
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Chapter:
    id: str
    title: str
    points: list[Point] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Paper:
    kind: str
    title: str
    under: str
    chapters: list[Chapter]
    look: Look = OURS


def paper(told: Told, kind: str, today: date, look: Look = OURS) -> Paper:
    """`told` is `agreed.projection.of_plan`: no field of ours can come in here."""
    makers: dict[str, Sequence[Callable[[Told, date], Chapter]]] = {
        "qbr": (outcomes, value, done, criteria, next_steps, on_whom, risks),
        "finalize": (wanted, criteria, phases, next_steps, on_whom, risks),
    }
    chapters = [chapter for make in makers[kind] if (chapter := make(told, today)).points]
    title = _("Business review with %(who)s") if kind == "qbr" else _("Success plan for %(who)s")
    under = [told["title"], written(today), told["owner"]]
    return Paper(kind, title % {"who": told["customer"]}, " · ".join(filter(None, under)), chapters, look)


# -- chapters ---------------------------------------------------------------------------------------------


def wanted(told: Told, today: date) -> Chapter:
    why = spoken(told["background"].get("why_now"), "text")
    points = [Point("why", why, _("Success plan, background"))] if why else []
    return Chapter("wanted", _("What you want to reach"), [*points, *outcomes(told, today).points])


def outcomes(told: Told, today: date) -> Chapter:
    made = []
    for row in told["outcomes"][:MOST]:
        figures = figures_of(row["baseline"], row["current"], row["target"], row["unit"])
        by = _("by %(day)s") % {"day": written(row["by_on"])} if row["by_on"] else ""
        source = _("Success plan, outcome “%(name)s”") % {"name": row["title"]}
        made.append(Point(f"outcome:{row['key']}", sentence(row["title"], figures, by), source))
    return Chapter("outcomes", _("What we agreed to reach"), made)


def value(told: Told, today: date) -> Chapter:
    made = []
    for row in told["values"][:MOST]:
        if not row["readings"]:
            continue
        last = row["readings"][-1]
        figures = figures_of(row["baseline"], last["value"], row["target"], row["unit"])
        words = {"day": written(last["on"]), "where": last["source"] or _("a reading in Handrail")}
        source = _("Reading of %(day)s, %(where)s") % words
        made.append(Point(f"value:{row['key']}", sentence(row["name"], figures), source))
    return Chapter("value", _("What it has brought"), made)


def criteria(told: Told, today: date) -> Chapter:
    made = []
    for row in told["criteria"][:MOST]:
        target = _("target: %(what)s") % {"what": row["target"]} if row["target"] else ""
        source = _("Success plan, criterion") + (f": {row['evidence']}" if row["evidence"] else "")
        text = sentence(row["title"], row["measurement"], target, str(choice(row["state"])))
        made.append(Point(f"criterion:{row['key']}", text, source))
    return Chapter("criteria", _("How we measure success"), made)


def done(told: Told, today: date) -> Chapter:
    rows = [row for row in told["milestones"] if row["state"] == "done"]
    rows.sort(key=lambda row: row["done_on"] or row["due_on"] or date.min, reverse=True)
    made = [
        Point(
            f"milestone:{row['key']}",
            sentence(row["title"], written(row["done_on"])),
            _("Success plan, milestone"),
        )
        for row in rows[:MOST]
    ]
    return Chapter("done", _("What is done"), made)


def phases(told: Told, today: date) -> Chapter:
    made = []
    for row in told["phases"][:MOST]:
        span = " – ".join(filter(None, (written(row["starts_on"]), written(row["ends_on"]))))
        text = sentence(row["title"], span, spoken(row["objectives"], "text"))
        made.append(Point(f"phase:{row['key']}", text, _("Success plan, adoption phase")))
    return Chapter("phases", _("How we get there"), made)


def next_steps(told: Told, today: date) -> Chapter:
    rows = [row for row in told["milestones"] if row["state"] in ("planned", "in_progress")]
    rows.sort(key=lambda row: row["due_on"] or date.max)
    return Chapter("next", _("What comes next"), list(map(step, rows[:MOST])))


def step(row: Told) -> Point:
    who = row["counterpart"] if row["side"] == "customer" else row["owner"]
    text = sentence(row["title"], written(row["due_on"]), who)
    return Point(f"milestone:{row['key']}", text, _("Success plan, milestone"))


def on_whom(told: Told, today: date) -> Chapter:
    made = [
        Point(
            f"responsibility:{row['key']}",
            sentence(row["title"], row["who"] or str(choice(row["side"])), written(row["by_on"])),
            _("Success plan, joint responsibilities"),
        )
        for row in told["responsibilities"][:MOST]
        if row["state"] not in ("done", "dropped")
    ]
    return Chapter("whom", _("Who does what"), made)


def risks(told: Told, today: date) -> Chapter:
    made = [
        Point(f"risk:{row['key']}", sentence(row["title"], row["mitigation"]), _("Success plan, risks"))
        for row in told["risks"][:MOST]
        if row["mitigation"] and row["state"] not in ("mitigated", "accepted")
    ]
    return Chapter("risks", _("What could hold us up, and what we do about it"), made)


# -- words ------------------------------------------------------------------------------------------------


def sentence(*parts: str) -> str:
    first, *rest = [part for part in parts if part]
    return f"{first}: {', '.join(rest)}" if rest else first


def figures_of(baseline: Any, current: Any, target: Any, unit: str) -> str:
    return ", ".join(pieces(baseline, current, target, f" {unit}" if unit else ""))


def pieces(baseline: Any, current: Any, target: Any, unit: str) -> Iterator[str]:
    told = [spoken(one, "number") for one in (baseline, current, target)]
    if told[0] and told[1]:
        yield _("from %(old)s to %(new)s") % {"old": told[0] + unit, "new": told[1] + unit}
    elif told[1] or told[0]:
        yield _("now %(new)s") % {"new": (told[1] or told[0]) + unit}
    if told[2]:
        yield _("target %(what)s") % {"what": told[2] + unit}


def written(day: date | None) -> str:
    return spoken(day, "date")
