"""What the page of a project's readiness shows: each gate in one colour with its why, and what each signal rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from handrail.house.talk.models import Evidence
from handrail.kit.verdict import Evidence as Piece
from handrail.record.metrics.models import Metric
from handrail.record.projects.models import Card, Project, Stage
from handrail.record.readiness import checks, queries, states, wording
from handrail.record.readiness.facts import CLAIMED, MISSING, PROVEN, SILENT, GateFacts
from handrail.record.readiness.models import Delay, Result, Signal

from .answers import address, at
from .kinds import BY_NAME
from .kinds.readiness import SIGNAL
from .words import Words

LOOKS: dict[str, tuple[str, str]] = {
    PROVEN: ("good", "circle-check"),
    CLAIMED: ("warn", "clock"),
    MISSING: ("bad", "circle-x"),
    SILENT: ("", "circle-help"),
}
"""The tone and the icon of each standing: never the colour alone."""


def words(standing: str) -> Words:
    return {
        PROVEN: _("proven"),
        CLAIMED: _("claimed"),
        MISSING: _("missing"),
        SILENT: _("no signal"),
    }[standing]


@dataclass(frozen=True, slots=True)
class Source:
    """What a signal rests on, and where it opens."""

    label: str
    url: str
    outside: bool = False


class Stands:
    """How a standing looks, of a signal or of a gate."""

    __slots__ = ()
    standing: str

    @property
    def tone(self) -> str:
        return LOOKS[self.standing][0]

    @property
    def icon(self) -> str:
        return LOOKS[self.standing][1]

    @property
    def word(self) -> Words:
        return words(self.standing)


@dataclass(frozen=True, slots=True)
class Line(Stands):
    row: Signal
    url: str
    standing: str
    reason: str
    fix: str
    sources: list[Source]


@dataclass(frozen=True, slots=True)
class GateLine(Stands):
    stage: Stage
    standing: str
    why: str
    lines: list[Line]
    add_url: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A delay, with the cards that it is about."""

    row: Delay
    cards: list[tuple[str, str]]

    @property
    def waits(self) -> bool:
        return bool(states.steps_from(self.row.state))


def of_project(project: Project) -> dict[str, Any]:
    """Nine statements, whatever there is."""
    found = queries.gates_of(project)
    pieces = [piece for _s, gate, _r in found for one in gate.signals for piece in checks.judge(one).evidence]
    opens = openings(pieces)
    gates = [gate_line(stage, gate, rows, opens) for stage, gate, rows in found]
    return {"gates": gates, "tally": tally(gates), "delays": waiting(queries.delays_of(project))}


def in_short(project: Project) -> dict[str, Any]:
    """For the project's own page, as the signals were judged last. Two statements."""
    stands = [row.standing for row in queries.of_project(project)]
    found = []
    for name in (PROVEN, CLAIMED, MISSING):
        if n := stands.count(name):
            tone, icon = LOOKS[name]
            found.append({"words": f"{words(name)}: {n}", "tone": tone, "icon": icon})
    failing = sum(row.state == "proposed" for row in queries.delays_of(project))
    return {"tally": found, "failing": failing}


def tally(gates: Sequence[GateLine]) -> list[dict[str, Any]]:
    """How many signals are proven, claimed and missing, and how many gates have none."""
    stands = [line.standing for gate in gates for line in gate.lines]
    counts = {name: stands.count(name) for name in (PROVEN, CLAIMED, MISSING)}
    counts[SILENT] = sum(gate.standing == SILENT for gate in gates)
    return [
        {"label": words(name), "n": n, "tone": LOOKS[name][0], "icon": LOOKS[name][1]}
        for name, n in counts.items()
    ]


def gate_line(
    stage: Stage, gate: GateFacts, rows: Sequence[Signal], opens: dict[tuple[str, str], Source]
) -> GateLine:
    lines = []
    for row, facts in zip(rows, gate.signals, strict=True):
        verdict = checks.judge(facts)
        said = wording.said(verdict)
        sources = [opens[key] for piece in verdict.evidence if (key := (piece.kind, piece.key)) in opens]
        lines.append(
            Line(row, at("record", SIGNAL, row.key), checks.standing(verdict), said.reason, said.fix, sources)
        )
    standing = checks.worst(line.standing for line in lines)
    return GateLine(stage, standing, why(standing, lines), lines, f"{at('new', SIGNAL)}?stage={stage.key}")


def why(standing: str, lines: Sequence[Line]) -> str:
    """The one sentence behind the colour."""
    worst = next((line for line in lines if line.standing == standing), None)
    if worst is None:
        return _("Nothing says how anybody would see that this gate can be passed.")
    if standing == PROVEN:
        return _("Every signal is proven.")
    return f"{worst.row.title}: {worst.reason}"


def openings(pieces: Sequence[Piece]) -> dict[tuple[str, str], Source]:
    """Where each thing that a signal rests on opens. Three statements."""
    keys: dict[str, set[str]] = {}
    for piece in pieces:
        keys.setdefault(piece.kind, set()).add(piece.key)
    found: dict[tuple[str, str], Source] = {}
    for metric in Metric.objects.filter(key__in=keys.get("metric", ()), removed_at=None):
        found["metric", metric.key] = Source(metric.name, address(BY_NAME["metric"], metric))
    for sent in Result.objects.filter(key__in=keys.get("result", ()), removed_at=None):
        found["result", sent.key] = Source(sent.name, sent.link, True) if sent.link else Source(sent.name, "")
    for proof in Evidence.objects.filter(key__in=keys.get("evidence", ()), removed_at=None):
        found["evidence", proof.key] = Source(proof.title or proof.key, address(BY_NAME["evidence"], proof))
    return found


def waiting(rows: Sequence[Delay]) -> list[Waiting]:
    """One statement."""
    keys = {key for row in rows for key in row.items}
    cards = Card.objects.filter(key__in=keys, removed_at=None, task__removed_at=None).select_related("task")
    titles = {card.key: card.task.title for card in cards}
    return [
        Waiting(row, [(titles[key], at("card", key)) for key in row.items if key in titles]) for row in rows
    ]
