"""Where a workspace asks for evidence before something is approved, as its policy says it. Pure, no Django."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handrail.kit.words import mark

ASKED, CUSTOMERS, ALWAYS = "asked", "customers", "always"
SENTENCES = {
    ASKED: mark("A decision is approved without evidence, unless it asks for some itself."),
    CUSTOMERS: mark(
        "A decision about a customer is approved only with a piece of evidence; any other one where it asks for some."
    ),
    ALWAYS: mark("Every decision is approved only with a piece of evidence."),
}
KEY = "decision_evidence"


def demanded(policy: Mapping[str, Any], *, of_customer: bool) -> bool:
    """Whether the workspace itself asks for it; what does not fit (checked when saved) asks for nothing."""
    rule = policy.get(KEY, ASKED)
    return rule == ALWAYS or (rule == CUSTOMERS and of_customer)
