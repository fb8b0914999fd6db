"""Usage, surveys and readings of metrics."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from handrail.record.metrics import verbs as metrics
from handrail.record.metrics.models import Reading

from .. import measured
from ..mapping import Choices
from ..reading import Draft
from ..world import World
from .parts import Columns, Names, Record, customer_of, left_out


def measured_columns(made: Callable[..., Columns | None], what: str) -> Callable[..., Columns | None]:
    """What a row of usage or of a survey says of its customer."""

    def columns(draft: Draft, world: World, choices: Choices) -> Columns | None:
        customer = customer_of(draft, world, choices.system)
        if customer is None:
            left_out(draft, what)
            return None
        return made(draft, world, customer)

    return columns


def readings_columns(draft: Draft, world: World, choices: Choices) -> Columns | None:
    """A row names its customer, or a plan of theirs."""
    return measured.reading_columns(draft, world, customer_of(draft, world, choices.system))


def measured_record(purpose: str, columns: Any, names: Callable[[Columns], Names]) -> Record:
    return Record(
        Reading, columns, names, lambda world: measured.stored(world, purpose), lambda c: c["shown_text"],
        measured.add_readings, metrics.edit_readings, text="shown_text", keeps=False,
    )  # fmt: skip
