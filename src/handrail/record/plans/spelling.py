"""The words of a plan's files: ours, and what else people write for them. No Django."""

from __future__ import annotations

from handrail.kit.shapes import words

PHASE = words(
    {p: p for p in ("initiate", "develop", "finalize", "execute", "completed")},
    {
        "initiation": "initiate", "initiated": "initiate", "development": "develop", "developing": "develop",
        "finalise": "finalize", "finalization": "finalize", "execution": "execute", "executing": "execute",
        "implementation": "execute", "adoption": "execute", "complete": "completed", "closed": "completed",
    },
    "initiate",
)  # fmt: skip
STATUS = words(
    {s: s for s in ("draft", "in_review", "customer_accepted", "active", "completed")},
    {"review": "in_review", "accepted": "customer_accepted", "approved": "customer_accepted", "live":
    "active",
     "in_progress": "active", "complete": "completed", "closed": "completed"},
    "draft",
)  # fmt: skip
MILESTONE_STATE = words(
    {"planned": "planned", "in_progress": "in_progress", "done": "done", "dropped": "dropped"},
    {
        "not_started": "planned", "pending": "planned", "open": "planned", "upcoming": "planned", "todo":
        "planned",
        "started": "in_progress", "on_track": "in_progress", "late": "in_progress", "delayed": "in_progress",
        "overdue": "in_progress", "at_risk": "in_progress", "blocked": "in_progress", "complete": "done",
        "completed": "done", "achieved": "done", "cancelled": "dropped", "canceled": "dropped",
    },
    "planned",
)  # fmt: skip
CRITERION_STATE = words(
    {"open": "open", "in_progress": "in_progress", "met": "met", "missed": "missed"},
    {
        "not_started": "open", "pending": "open", "planned": "open", "not_met": "open", "on_track":
        "in_progress",
        "at_risk": "in_progress", "partially_met": "in_progress", "achieved": "met", "passed": "met", "done":
        "met",
        "completed": "met", "failed": "missed",
    },
    "open",
)  # fmt: skip
SIDE = words(
    {"vendor": "vendor", "customer": "customer"},
    {"us": "vendor", "ours": "vendor", "internal": "vendor", "client": "customer", "theirs": "customer",
     "external": "customer", "them": "customer", "joint": "vendor", "both": "vendor"},
    "vendor",
)  # fmt: skip
ADOPTION = words(
    {"implementation": "implementation", "post_go_live": "post_go_live", "steady_state": "steady_state"},
    {"pilot": "implementation", "onboarding": "implementation", "go_live": "post_go_live", "rollout":
    "post_go_live",
     "optimization": "steady_state", "optimisation": "steady_state"},
)  # fmt: skip
HORIZON = words(
    {h: h for h in ("0-30", "30-90", "90-180", "180+")},
    {
        "0_30_days": "0-30",
        "30_90_days": "30-90",
        "90_180_days": "90-180",
        "180+_days": "180+",
        "180_plus": "180+",
    },
    "0-30",
)
