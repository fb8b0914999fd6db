"""Rules for programs. What they did, would have done and would do is the door's."""

from __future__ import annotations

from handrail.kit.web.resource import Resource

from . import verbs
from .models import Rule

RESOURCES = (
    Resource(
        model=Rule, plural="rules", add=verbs.add_rules, edit=verbs.edit_rule,
        remove=verbs.remove_rules, restore=verbs.restore_rules,
        once=frozenset({"source"}), derived=frozenset({"problem", "next_at"}),
    ),
)  # fmt: skip
