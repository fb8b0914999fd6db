"""A piece of work with one outcome, its boards, and the cards that move over them."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from handrail.house.workspaces.fields import TenantKey
from handrail.house.workspaces.models import Member, Owned, Tenanted
from handrail.kit import clock
from handrail.record.customers.models import Customer, named
from handrail.record.metrics.models import Metric
from handrail.record.tasks.models import Task

KINDS = ("launch_plan", "readiness", "mvp", "onboarding", "renewal_save", "free")
STATES = ("planned", "active", "done", "dropped")
BACKWARDS = ("free", "reason", "never")
SKIPPING = ("free", "ask", "never")
SIDES = ("enter", "leave")
REVIEWS = ("asked", "approved", "changes")
DECIDED = ("approved", "changes")
HERE = Q(removed_at__isnull=True)
ASKED = HERE & Q(reviewer__isnull=False, review__in=("", "asked"))


class Project(Owned):
    """One measurable outcome in a window of time. Its owner signs off."""

    SHARED = frozenset(
        {"title", "state", "outcome", "unit", "baseline", "target", "by_on", "starts_on", "ends_on"}
    )

    customer = TenantKey(Customer, null=True, blank=True)
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=16, default="free", choices=named(*KINDS))
    state = models.CharField(max_length=8, default="active", choices=named(*STATES))
    outcome = models.CharField(max_length=500, blank=True)
    metric = TenantKey(Metric, null=True, blank=True)
    unit = models.CharField(max_length=60, blank=True)
    baseline = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    target = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    by_on = models.DateField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    go_live_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    post_launch_owner = TenantKey(Member, null=True, blank=True, duty=True)
    members = models.JSONField(default=list, blank=True, help_text="Keys of members who take part")
    tracks = models.JSONField(default=list, blank=True)
    cohorts = models.JSONField(default=list, blank=True, help_text="Who goes first, and who after them")
    expected = models.TextField(blank=True)
    failure = models.TextField(blank=True)
    recovery = models.TextField(blank=True)
    text = models.TextField(blank=True)
    fields = models.JSONField(default=dict, blank=True)

    class Meta(Owned.Meta):
        indexes = [
            # read by queries.of_customers: the customer page
            models.Index(fields=["workspace", "customer"], name="project_customer"),
            # read by owning: what waits for a member
            models.Index(fields=["workspace", "owner"], name="project_owner"),
        ]

    def __str__(self) -> str:
        return self.title


class Board(Owned):
    """The stages that a project's work goes through. Its owner is the workflow owner."""

    SHARED = frozenset({"title"})

    project = TenantKey(Project)
    customer = TenantKey(Customer, null=True, blank=True)
    title = models.CharField(max_length=300)
    backwards = models.CharField(max_length=8, default="reason", choices=named(*BACKWARDS))
    skipping = models.CharField(max_length=8, default="ask", choices=named(*SKIPPING))
    external_ids = models.JSONField(default=dict, blank=True)
    card_fields = models.JSONField(
        default=list, blank=True, help_text="What its cards have beside: see `own.py`"
    )

    class Meta(Owned.Meta):
        indexes = [
            # read by queries.boards_of: a project's page
            models.Index(fields=["workspace", "project"], name="board_project"),
            # read by owning: what waits for a member
            models.Index(fields=["workspace", "owner"], name="board_owner"),
        ]

    def __str__(self) -> str:
        return self.title


class Stage(Owned):
    """What comes in, what goes out, and in a sentence each what must be true before."""

    SHARED = frozenset({"title"})

    board = TenantKey(Board)
    customer = TenantKey(Customer, null=True, blank=True)
    title = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField(default=0)
    input = models.CharField(max_length=500, blank=True)
    output = models.CharField(max_length=500, blank=True)
    signal = models.CharField(max_length=500, blank=True, help_text="How a review sees that the stage works")
    entry_rule = models.CharField(max_length=500, blank=True)
    exit_rule = models.CharField(max_length=500, blank=True)
    most = models.PositiveIntegerField(null=True, blank=True, validators=[MinValueValidator(1)])
    external_ids = models.JSONField(default=dict, blank=True)

    class Meta(Owned.Meta):
        indexes = [
            # read by queries.stages_of: the columns of a board, in order
            models.Index(fields=["workspace", "board", "position"], name="stage_board"),
            # read by owning: what waits for a member
            models.Index(fields=["workspace", "owner"], name="stage_owner"),
        ]

    def __str__(self) -> str:
        return self.title


class Check(Tenanted):
    """What is asked of a card that enters or leaves a stage. `kind` is a name in `wiring.CHECKS`."""

    board = TenantKey(Board)
    stage = TenantKey(Stage)
    customer = TenantKey(Customer, null=True, blank=True)
    side = models.CharField(max_length=8, default="leave", choices=named(*SIDES))
    kind = models.CharField(max_length=40)
    params = models.JSONField(default=dict, blank=True)
    on = models.BooleanField(default=False)

    class Meta(Tenanted.Meta):
        indexes = [
            # read by queries.checks_of: all that a board asks
            models.Index(fields=["workspace", "board"], name="check_board"),
        ]


class Card(Tenanted):
    """A task's place on a board. Its key is the task's. `rank` orders the cards of a stage, byte by byte."""

    task = TenantKey(Task)
    board = TenantKey(Board)
    stage = TenantKey(Stage)
    customer = TenantKey(Customer, null=True, blank=True)
    rank = models.CharField(max_length=200, db_collation="C", blank=True)
    entered_at = models.DateTimeField(default=clock.now)
    track = models.CharField(max_length=40, blank=True)
    labels = models.JSONField(default=list, blank=True)
    checklist = models.JSONField(default=list, blank=True)
    collaborators = models.JSONField(default=list, blank=True, help_text="Keys of members who contribute")
    blocked_by = models.JSONField(default=list, blank=True, help_text="Keys of the cards that come first")
    recurs = models.CharField(max_length=200, blank=True, help_text="When it is done: RFC 5545, FREQ=WEEKLY")
    own = models.JSONField(default=dict, blank=True, help_text="What the board asks beside, by its name")
    reviewer = TenantKey(Member, null=True, blank=True, duty=True)
    review_on = models.DateField(null=True, blank=True)
    review = models.CharField(max_length=8, blank=True, choices=named(*REVIEWS))
    context_owner = TenantKey(Member, null=True, blank=True, duty=True)
    left_by = models.JSONField(
        default=dict, blank=True, help_text="Places that somebody left empty on leaving: {place: their name}"
    )

    class Meta(Tenanted.Meta):
        constraints = [
            *Tenanted.Meta.constraints,
            models.UniqueConstraint(fields=["workspace", "task"], condition=HERE, name="card_task_once"),
        ]
        indexes = [
            # read by queries.cards_of and ranking: the cards of a stage, in order
            models.Index(fields=["workspace", "stage", "rank"], condition=HERE, name="card_stage"),
            # read by queries.whole_board
            models.Index(fields=["workspace", "board"], condition=HERE, name="card_board"),
            # read by the desk's gaps and Today: places that nobody has taken over
            models.Index(fields=["workspace"], condition=HERE & ~Q(left_by={}), name="card_left"),
            # read by the desk's Today: cards that wait for their reviewer
            models.Index(fields=["workspace", "reviewer"], condition=ASKED, name="card_review"),
        ]

    @property
    def heard(self) -> tuple[str, ...]:  # type: ignore[override]
        """An open page of the board hears of its cards."""
        behind = f"@{self.customer_id}" if self.customer_id else ""
        return (f"board:{self.board_id}{behind}",)

    def __str__(self) -> str:
        return str(self.task.title)


class Move(Tenanted):
    """One attempt to move a card, with every answer it got. `reason` of one that was let through, or went back."""

    card = TenantKey(Card)
    board = TenantKey(Board)
    customer = TenantKey(Customer, null=True, blank=True)
    came = TenantKey(Stage, null=True, blank=True)
    goes = TenantKey(Stage)
    by = TenantKey(Member, null=True, blank=True)
    passed = models.BooleanField()
    overridden = models.BooleanField(default=False)
    reason = models.TextField(blank=True)
    checks = models.JSONField(default=list, blank=True)

    class Meta(Tenanted.Meta):
        indexes = [
            # read by queries.moves_of: a card's attempts, the newest first
            models.Index(fields=["workspace", "card", "-id"], name="move_card"),
        ]


class BoardView(Tenanted):
    """A way to look at a board that somebody has given a name: for themselves, or for everybody."""

    board = TenantKey(Board)
    customer = TenantKey(Customer, null=True, blank=True)
    member = TenantKey(Member)
    title = models.CharField(max_length=80)
    query = models.CharField(max_length=1000, blank=True)
    shared = models.BooleanField(default=False)

    class Meta(Tenanted.Meta):
        verbose_name = "view"
        indexes = [
            # read by saved.views_of: those of a board
            models.Index(fields=["workspace", "board"], name="view_board"),
        ]

    def __str__(self) -> str:
        return self.title
