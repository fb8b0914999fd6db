"""What people without an account see and send: the form of a board, and what came in by it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from handrail.house.workspaces.fields import TenantKey
from handrail.house.workspaces.models import Tenanted
from handrail.record.customers.models import Customer
from handrail.record.projects.models import Board
from handrail.record.tasks.models import Task

HERE = Q(removed_at__isnull=True)


class Form(Tenanted):
    """The public form of one board. Its `token` is its address: whoever has it may send something, and sees no more
    than the form says. `asks` are questions (`checks.Ask`); a name and a mail address are always asked for."""

    board = TenantKey(Board)
    customer = TenantKey(Customer, null=True, blank=True)
    title = models.CharField(max_length=200)
    intro = models.TextField(blank=True, max_length=4000)
    consent = models.CharField(max_length=1000, blank=True)
    thanks = models.CharField(max_length=1000, blank=True)
    asks = models.JSONField(default=list, blank=True)
    files = models.BooleanField(default=False)
    is_open = models.BooleanField(default=False)
    token = models.CharField(max_length=64)

    class Meta(Tenanted.Meta):
        constraints = [
            *Tenanted.Meta.constraints,
            # read by handrail_form: the form that an address speaks of
            models.UniqueConstraint(fields=["token", "workspace"], name="form_token_once"),
            # read by queries.form_of
            models.UniqueConstraint(fields=["workspace", "board"], condition=HERE, name="form_board_once"),
        ]

    def __str__(self) -> str:
        return self.title


class Submission(Tenanted):
    """What somebody sent by a form, in the words of that moment. Without a task, the board's checks refused its card:
    `refused` says why, and it waits for the workflow owner."""

    form = TenantKey(Form)
    customer = TenantKey(Customer, null=True, blank=True)
    task = TenantKey(Task, null=True, blank=True)
    title = models.CharField(max_length=300)
    name = models.CharField(max_length=200)
    mail = models.EmailField(max_length=254)
    answers = models.JSONField(default=list, blank=True)
    consented = models.CharField(max_length=1000, blank=True, help_text="The words that were agreed to")
    refused = models.TextField(blank=True)
    stamp = models.CharField(max_length=40)

    class Meta(Tenanted.Meta):
        constraints = [
            *Tenanted.Meta.constraints,
            # a double click sends once
            models.UniqueConstraint(fields=["workspace", "stamp"], name="submission_once"),
        ]
        indexes = [
            # read by queries.came_in: what came in by a form, the newest first
            models.Index(fields=["workspace", "form", "-id"], name="submission_form"),
        ]

    def __str__(self) -> str:
        return self.title
