"""A workspace's own playbooks for programs. The shipped ones, and projects made from one, are the door's."""

from __future__ import annotations

from handrail.kit.web.resource import Resource

from . import verbs
from .models import Following, Playbook

RESOURCES = (
    Resource(
        model=Playbook, plural="playbooks", add=verbs.add_playbooks, edit=verbs.edit_playbook,
        remove=verbs.remove_playbooks, restore=verbs.restore_playbooks,
        once=frozenset({"source"}), derived=frozenset({"title", "says", "kind", "version"}),
    ),
    Resource(model=Following, plural="followings"),
)  # fmt: skip
