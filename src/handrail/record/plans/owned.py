"""What of this room waits for somebody, and the verb that gives it to another.

A plan that changes hands is not worked on by that: as from a file, its day of update stays.
"""

from __future__ import annotations

from functools import partial

from django.db.models import Q

from handrail.house.people.owning import Holding

from . import verbs
from .models import Activity, Initiative, Milestone, Plan
from .queries import OPEN_MILESTONES

edit_plans = partial(verbs.edit_plans, from_file=True)
edit_parts = partial(verbs.edit_parts, from_file=True)

OWNED = (
    Holding(Plan, edit_plans, ~Q(phase="completed")),
    Holding(Milestone, edit_parts, Q(state__in=OPEN_MILESTONES)),
    Holding(Activity, edit_parts),
    Holding(Initiative, edit_parts),
)
