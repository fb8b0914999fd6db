"""A workspace's own playbooks, and which project follows which one, with what is ticked."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from handrail.house.workspaces.fields import TenantKey
from handrail.house.workspaces.models import Tenanted
from handrail.record.customers.models import Customer, named
from handrail.record.projects.models import KINDS, Project


class Playbook(Tenanted):
    """A playbook of the workspace's own. `text` is the file; what stands beside it is read from it.

    `source` names the shipped one that it was copied from. `version` counts its texts, which are in its history.
    """

    title = models.CharField(max_length=300)
    says = models.CharField(max_length=500, blank=True)
    kind = models.CharField(max_length=16, default="free", choices=named(*KINDS))
    version = models.PositiveIntegerField(default=1)
    source = models.CharField(max_length=80, blank=True)
    text = models.TextField()

    def __str__(self) -> str:
        return self.title


class Following(Tenanted):
    """The text that a project was made from, as it was then, and the points of its checklist that people ticked."""

    project = TenantKey(Project)
    customer = TenantKey(Customer, null=True, blank=True)
    playbook = models.CharField(max_length=80)
    version = models.PositiveIntegerField(default=1)
    text = models.TextField()
    points = models.JSONField(
        null=True, blank=True, help_text="Its own checklist, where it is another than the text's"
    )
    ticks = models.JSONField(default=list, blank=True, help_text="The points that are done, in their words")

    class Meta(Tenanted.Meta):
        constraints = [
            *Tenanted.Meta.constraints,
            models.UniqueConstraint(
                fields=["workspace", "project"],
                condition=Q(removed_at__isnull=True),
                name="following_project_once",
            ),
        ]
