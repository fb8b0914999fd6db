"""A workspace's own playbooks, found by their words."""

from __future__ import annotations

from handrail.house.search.found import Finder

from .models import Playbook

playbooks = Finder(model=Playbook, title="title", text=("says", "text"), weight=0.4)
