"""What is raised to somebody changes hands with their book."""

from __future__ import annotations

from django.db.models import Q

from handrail.house.people.owning import Holding

from .models import RESOLVED, Escalation
from .verbs import edit_escalations

OWNED = (Holding(Escalation, edit_escalations, ~Q(state=RESOLVED), about="about_id"),)
