"""Tasks, for programs."""

from __future__ import annotations

from handrail.kit.web.resource import Resource

from . import verbs
from .models import Task

RESOURCES = (
    Resource(
        model=Task, plural="tasks", add=verbs.add_tasks, edit=verbs.edit_task,
        remove=verbs.remove_tasks, restore=verbs.restore_tasks,
    ),
)  # fmt: skip
