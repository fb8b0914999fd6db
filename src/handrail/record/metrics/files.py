"""A metric with its readings, as it looks in files. No Django."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from handrail import wiring
from handrail.kit.shapes import DATE, NUMBER, OWNER, TEXT, Field, Part, Row, Shape, words
from handrail.kit.verdict import Where

from .cohorts import COHORT
from .facts import Direction, MetricFacts, ReadingFacts

PURPOSE = words(
    {"value": "value", "usage": "usage", "survey": "survey", "work": "work"},
    {"adoption": "usage", "utilisation": "usage", "utilization": "usage", "nps": "survey", "csat": "survey"},
    "value",
)
DIRECTION = words(
    {"up": "up", "down": "down"},
    {"increase": "up", "higher": "up", "higher_is_better": "up", "decrease": "down", "lower": "down",
    "reduce": "down",
     "lower_is_better": "down"},
    "up",
)  # fmt: skip
MEASURE = words({name: name for name in cast(Iterable[str], wiring.load(wiring.MEASURES))})

READING = Shape(
    "reading",
    (
        Field("key", TEXT, ("key",), settled=True),
        Field("on", DATE, ("date", "on")),
        Field("value", NUMBER, ("value", "score", "reading")),
        Field("source", TEXT, ("source",), most=300),
        Field("note", TEXT, ("note",), most=500),
    ),
    "value",
)
READINGS = Part(("readings", "history", "measurements"), READING)
METRIC = Shape(
    "metric",
    (
        Field("key", TEXT, ("metric_id", "value_id", "key", "id"), settled=True),
        Field("name", TEXT, ("name", "metric", "title"), most=300),
        Field("purpose", PURPOSE, ("purpose",), default="value"),
        Field("owner", OWNER),
        Field("definition", TEXT, ("definition",)),
        Field("formula", TEXT, ("formula",), most=500),
        Field("measure", MEASURE, ("computed", "measure")),
        Field("cohort", COHORT, ("counted_for", "cohort"), most=80),
        Field("unit", TEXT, ("unit",), most=60),
        Field("direction", DIRECTION, ("direction",), default="up"),
        Field("baseline", NUMBER, ("baseline", "hypothesis.baseline")),
        Field("target", NUMBER, ("target", "hypothesis.target")),
        Field("low", NUMBER, ("low", "band.low")),
        Field("high", NUMBER, ("high", "band.high")),
        Field("trend_text", TEXT, ("trend",), most=60),
        READINGS,
    ),
    "name",
)
METRICS = Part(("metrics",), METRIC)


def metric_facts(row: Row, at: Where | None, marks: dict[str, Where], owner: str = "") -> MetricFacts:
    v = row.values
    return MetricFacts(
        key=v["key"] or v["name"],
        name=v["name"],
        kind=v["purpose"],
        unit=v["unit"],
        direction=direction(row),
        baseline=v["baseline"],
        target=v["target"],
        owner=owner,
        readings=readings(row, at),
        at=at,
        marks=marks,
    )


def direction(row: Row) -> Direction:
    """What the file says; else where the target lies from the baseline."""
    v = row.values
    if "direction" not in row.places and v["baseline"] is not None and v["target"] is not None:
        return "down" if v["target"] < v["baseline"] else "up"
    return "down" if v["direction"] == "down" else "up"


def readings(row: Row, at: Where | None) -> tuple[ReadingFacts, ...]:
    found = [child.values for child in row.of("reading")]
    known = [v for v in found if v["on"] is not None and v["value"] is not None]
    known.sort(key=lambda v: v["on"])
    return tuple(ReadingFacts(on=v["on"], value=v["value"], source=v["source"], at=at) for v in known)
