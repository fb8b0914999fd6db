"""Handoffs and promises, for programs. What is done about a handoff has its own addresses (`doors/api/handing.py`)."""

from __future__ import annotations

from handrail.kit.web.resource import Resource

from . import promising, starting, verbs
from .models import Handoff, Promise

RESOURCES = (
    Resource(
        model=Handoff, plural="handoffs", add=starting.start_handoffs, edit=verbs.edit_handoff,
        remove=verbs.remove_handoffs, restore=verbs.restore_handoffs,
        once=frozenset({"customer", "plan", "opportunity", "kind"}), derived=verbs.SETTLED,
    ),
    Resource(
        model=Promise, plural="promises", add=promising.add_promises, edit=promising.edit_promise,
        remove=promising.remove_promises, restore=promising.restore_promises,
        once=frozenset({"customer"}), derived=frozenset({"settled_on"}),
    ),
)  # fmt: skip
