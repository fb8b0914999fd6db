"""What people outside see and send: the form of a board, what came in by it, and what is shared with them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from handrail.house.workspaces.fields import TenantKey
from handrail.house.workspaces.models import Member, Tenanted
from handrail.record.customers.models import Customer, named
from handrail.record.notes.models import Note
from handrail.record.projects.models import Board, Project
from handrail.record.scope.models import ScopeChange
from handrail.record.tasks.models import Task

TALK = ("read", "write")
HERE = Q(removed_at__isnull=True)
WAITS = Q(task__isnull=True, change__isnull=True, declined="", removed_at__isnull=True)


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
    `refused` says why, and it waits for an answer (`WAITS`): a card after all, or a reason why not. Where the scope of
    the project is locked, it asks for a scope change (`change`), whose answer is its answer."""

    form = TenantKey(Form)
    customer = TenantKey(Customer, null=True, blank=True)
    task = TenantKey(Task, null=True, blank=True)
    change = TenantKey(ScopeChange, null=True, blank=True)
    title = models.CharField(max_length=300)
    name = models.CharField(max_length=200)
    mail = models.EmailField(max_length=254)
    answers = models.JSONField(default=list, blank=True)
    consented = models.CharField(max_length=1000, blank=True, help_text="The words that were agreed to")
    refused = models.TextField(blank=True)
    answer_by = models.DateTimeField(
        null=True, blank=True, help_text="While it waits: until when somebody answers"
    )
    declined = models.CharField(max_length=500, blank=True, default="", help_text="Why nothing becomes of it")
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
            # read by the desk's Today: what waits for an answer
            models.Index(fields=["workspace"], condition=WAITS, name="submission_waits"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def state(self) -> str:
        """What has become of it."""
        if self.task_id is not None:
            return "card"
        return "declined" if self.declined else "change" if self.change_id is not None else "waiting"

    @property
    def keeper(self) -> Member | None:
        """Who answers it: the workflow owner, else who signs off."""
        board = self.form.board
        keeper: Member | None = board.owner or board.project.owner
        return keeper


class Share(Tenanted):
    """A project, one board of it, or a note, that somebody outside may look at: a guest by name, or who has an address.

    Of an address only the hash is kept. What is shown are the fields whose audience is the customer, and nothing else;
    of what is said of it and attached to it, only where `talk` and `files` say so, and only what is marked for them.
    """

    project = TenantKey(Project, null=True, blank=True)
    board = TenantKey(Board, null=True, blank=True)
    note = TenantKey(Note, null=True, blank=True)
    customer = TenantKey(Customer, null=True, blank=True)
    member = TenantKey(Member, null=True, blank=True)
    talk = models.CharField(
        max_length=8,
        blank=True,
        choices=named(*TALK),
        help_text="Whether they read comments, or write them too",
    )
    files = models.BooleanField(default=False)
    label = models.CharField(
        max_length=200, blank=True, help_text="For whom it is, in our words; they do not see it"
    )
    digest = models.CharField(max_length=64, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True, help_text="Real time")
    revoked_at = models.DateTimeField(null=True, blank=True, help_text="Real time")
    visits = models.PositiveIntegerField(default=0)
    last_visit_on = models.DateField(null=True, blank=True, help_text="Real time")
    by = TenantKey(Member, null=True, blank=True)

    class Meta(Tenanted.Meta):
        constraints = [
            *Tenanted.Meta.constraints,
            # read by handrail_share: what an address opens
            models.UniqueConstraint(
                fields=["digest", "workspace"], condition=~Q(digest=""), name="share_digest_once"
            ),
            # a person or an address, never both and never neither
            models.CheckConstraint(
                condition=Q(member__isnull=True) & ~Q(digest="") | Q(member__isnull=False, digest=""),
                name="share_person_or_address",
            ),
        ]
        indexes = [
            # read by sharing.of: who sees this project
            models.Index(fields=["workspace", "project"], name="share_project"),
            # read by sharing.of: who sees this note
            models.Index(fields=["workspace", "note"], condition=Q(note__isnull=False), name="share_note"),
            # read by sharing.shared_with: what a guest may see
            models.Index(
                fields=["workspace", "member"], condition=Q(member__isnull=False), name="share_member"
            ),
        ]

    def __str__(self) -> str:
        return self.label or (self.member.name if self.member else "")

    @property
    def row(self) -> Project | Board | Note:
        """What is shared."""
        found: Project | Board | Note = self.note or self.board or self.project
        return found
