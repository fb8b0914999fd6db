"""Risks, for programs."""

from __future__ import annotations

from handrail.kit.web.resource import Resource

from . import queries, verbs
from .models import Risk

RESOURCES = (
    Resource(
        model=Risk, plural="risks", add=verbs.add_risks, edit=verbs.edit_risk,
        remove=verbs.remove_risks, restore=verbs.restore_risks, derived=verbs.DERIVED,
        asked=frozenset({"subject", "severity", "category", "likelihood", "impact", "closeness"}),
        within=(("project", lambda key: queries.concerning(f"project:{key}")),),
    ),
)  # fmt: skip
