"""Drills as a playbook prepares them: their paths are those that the project has on the day on which they begin."""

from .verbs import edit_drills, remove_drills
from .verbs import prepare_drills as add_drills

__all__ = ["add_drills", "edit_drills", "remove_drills"]
