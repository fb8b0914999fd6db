"""What a workspace wants of its measures, as it looks in `measures.yaml`. No Django."""

from __future__ import annotations

from handrail.kit.shapes import NUMBER, OWNER, TEXT, Field, Part, Shape, words

from .measures import MEASURES

MEASURE = words({name: name for name in MEASURES})
GOAL = Shape(
    "goal",
    (
        Field("key", TEXT, ("key", "id"), settled=True),
        Field("measure", MEASURE, ("measure", "name")),
        Field("target", NUMBER, ("target",)),
        Field("low", NUMBER, ("lowest", "low")),
        Field("high", NUMBER, ("highest", "high")),
        Field("cohort", TEXT, ("counted_for", "cohort"), most=80),
        Field("owner", OWNER, ("owner",)),
    ),
    "measure",
)
GOALS = Part(("measures",), GOAL)
