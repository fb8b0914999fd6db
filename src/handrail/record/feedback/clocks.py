"""When the time to act is over: the one place where the clock of feedback is wound."""

from __future__ import annotations

from datetime import datetime

from handrail.house.escalations.acting import week
from handrail.house.escalations.rungs import goes_on_at
from handrail.house.workspaces.scope import current

from .policy import allowed


def due_after(start: datetime) -> datetime:
    """As the workspace counts: all hours, or only those in which it works."""
    return goes_on_at(start, allowed(current().workspace.policy), week())
