"""Drills for programs. Walking and holding one have addresses of their own (`doors/api/drilling.py`)."""

from __future__ import annotations

from handrail.kit.web.resource import Resource

from . import verbs
from .models import Drill

RESOURCES = (
    Resource(
        model=Drill, plural="drills", add=verbs.add_drills, edit=verbs.edit_drill, remove=verbs.remove_drills,
        restore=verbs.restore_drills, once=frozenset({"project"}), derived=verbs.DERIVED,
    ),
)  # fmt: skip
