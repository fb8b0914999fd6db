"""Who reads the lines of the ledger."""

from __future__ import annotations

from handrail.wiring.search import SEARCHED

LEDGER_READERS: dict[str, frozenset[str]] = {
    "health": frozenset(
        {
            "customer", "customerrequest", "opportunity", "supportcase", "touchpoint", "stakeholder", "metric",
            "reading", "risk",
            "plan", "outcome", "criterion", "adoptionphase", "milestone", "planmetric", "planrisk", "waiver",
            "evidence", "clearance", "activity", "initiative",
            "responsibility",
        }
    ),
    "deadlines": frozenset(
        {
            "customer", "opportunity", "renewal", "task", "assumption", "decision", "dependency", "risk", "plan",
            "milestone", "waiver", "escalation", "project", "board", "card", "note", "review", "step", "announcement",
            "handoff", "promise", "blocker",
            "scopechange", "signal",
            "rule", "goal", "metric",
            "briefing",
            "submission",
            "feedback",
        }
    ),
    "search": frozenset(SEARCHED),
    "rules": frozenset(
        {
            "customer", "opportunity", "renewal", "supportcase", "plan", "milestone", "task", "risk", "decision",
            "project", "standing", "customerrequest", "handoff", "promise", "review", "escalation", "metric", "goal",
            "feedback", "assumption", "blocker", "scopechange", "submission",
        }
    ),
}  # fmt: skip
"""Who gets a claim row for an event, by the kind of its subject."""

SETTLES: dict[str, str] = {
    "health": "handrail.watch.health.verbs.judge_claimed",
    "deadlines": "handrail.house.deadlines.verbs.recompute_claimed",
    "search": "handrail.house.search.verbs.index_claimed",
    "rules": "handrail.watch.rules.listening.consider_claimed",
}
"""What each reader does with its claims: called with the claims, inside the workspace."""

TOUCHED: dict[str, str] = {
    "deadlines": "handrail.house.deadlines.touched.touched",
    "rules": "handrail.watch.rules.listening.touched",
}
"""Given a few lines of the ledger, a reader says which of them concern it; the others get no ticket."""

HEARS: dict[str, str] = {"rules": "handrail.watch.rules.listening.heard"}
"""Of many lines at once: the kinds of records a reader listens to in this workspace, where that may be few. Asked in
the change itself, without a statement."""

CHANGE_READERS: dict[str, str] = {"infohub": "handrail.doors.infohub.hub.listening.listens"}
"""Who reads whole changes, one ticket for each, and takes them in a time of their own: given the workspace, whether
they listen there."""

AT_ONCE: dict[str, tuple[str, str]] = {
    "deadlines": ("handrail.house.deadlines.fresh.takes", "handrail.house.deadlines.fresh.promise"),
    "search": ("handrail.house.search.fresh.takes", "handrail.house.search.fresh.index"),
}
"""Which lines a reader serves without a ticket, and how: given the rows, when the change ends. It gives back those that
get a ticket after all."""
