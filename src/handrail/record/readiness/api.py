"""Acceptance signals for programs. Results of tests, delays and the page of a project's readiness have addresses of
their own (`doors/api/readying.py`)."""

from __future__ import annotations

from handrail.kit.web.resource import Resource

from . import verbs
from .models import Delay, Result, Signal

RESOURCES = (
    Resource(
        model=Signal, plural="signals", add=verbs.add_signals, edit=verbs.edit_signal,
        remove=verbs.remove_signals, restore=verbs.restore_signals,
        once=frozenset({"stage"}), derived=verbs.DERIVED, asked=frozenset({"project", "stage", "standing"}),
    ),
    Resource(model=Result, plural="results", remove=verbs.remove_results, restore=verbs.restore_results),
    Resource(model=Delay, plural="delays"),
)  # fmt: skip
