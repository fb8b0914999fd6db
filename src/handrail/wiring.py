"""The only place where an upper room plugs into a lower one: plain tables of dotted names.

A lower room reads its table here and imports the name when it is needed, so that no import runs up the stairs.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

LEDGER_READERS: dict[str, frozenset[str]] = {
    "health": frozenset(
        {
            "customer", "opportunity", "supportcase", "touchpoint", "stakeholder", "metric", "reading", "risk",
            "plan", "outcome", "criterion", "adoptionphase", "milestone", "planmetric", "planrisk", "waiver",
            "evidence",
        }
    ),
}  # fmt: skip
"""Who gets a claim row for an event, by the kind of its subject."""

SETTLES: dict[str, str] = {"health": "handrail.watch.health.verbs.judge_claimed"}
"""What each reader does with its claims: called with the claims, inside the workspace."""

PERIODIC: dict[str, float] = {
    "handrail.house.ledger.sweeps.serve_readers": 2,
    "handrail.watch.health.verbs.judge_due": 30,
    "handrail.house.ledger.sweeps.make_partitions": 6 * 3600,
    "handrail.doors.api.replaying.forget_everywhere": 24 * 3600,
    "handrail.house.signing.limits.forget": 3600,
    "handrail.house.signing.sweeps.forget_sessions": 24 * 3600,
}
"""What the worker looks after: a function without arguments, every so many seconds."""

MAY_JOIN = ""
"""Whether a mail address that a sign-in provider has verified may become a new person here: `may_join(email)`. Empty:
nobody comes in who was not added."""

FRAME = "handrail.doors.desk.frame.frame"
"""What surrounds every page: ui knows no door."""


def load(dotted: str) -> Callable[..., Any]:
    module, name = dotted.rsplit(".", 1)
    return getattr(import_module(module), name)  # type: ignore[no-any-return]
