"""The check that a board asks: the acceptance signals of a stage hold (`wiring.CHECKS`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from handrail.house.workspaces.scope import current, unveiled
from handrail.kit.words import mark
from handrail.record.projects.facts import CardFacts, CheckFacts
from handrail.record.projects.gates import Gate
from handrail.record.projects.models import Check

from . import checks, queries, wording
from .facts import GateFacts


def signals_of(asked: Sequence[CheckFacts], cards: Sequence[CardFacts]) -> Mapping[str, Any]:
    """{check: its stage with its signals}: a gate is open or shut for everybody, whoever may see what shows it. Five
    statements."""
    hidden = current().hidden
    with unveiled():
        rows = Check.objects.filter(key__in=[check.key for check in asked], removed_at=None)
        stages = {row.key: row.stage for row in rows.select_related("stage")}
        signals = queries.of_stages({stage.pk for stage in stages.values()})
        facts = queries.facts_of(signals, hidden)
    return {
        key: GateFacts(
            key=stage.key,
            title=stage.title,
            signals=tuple(facts[row.pk] for row in signals if row.stage_id == stage.pk),
        )
        for key, stage in stages.items()
    }


SIGNALS = Gate(
    name="signals", label=mark("The acceptance signals hold"), judge=checks.holds, learn=signals_of,
    phrases=wording.CARD_PHRASES,
)  # fmt: skip
