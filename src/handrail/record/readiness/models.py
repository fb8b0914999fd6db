"""What shows that a project may go on: the signals of its gates, the results of tests, and what a signal that fails
again holds up."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from handrail.house.talk.models import Evidence
from handrail.house.workspaces.fields import TenantKey
from handrail.house.workspaces.models import Member, Owned, Tenanted
from handrail.record.customers.models import Customer, named
from handrail.record.metrics.models import Metric
from handrail.record.projects.models import Project, Stage

from .facts import KINDS, STANDINGS
from .states import STATES as DELAYS

HERE = Q(removed_at__isnull=True)


def heard(row: Signal | Result | Delay) -> tuple[str, ...]:
    """An open page of the project hears of what shows that it is ready."""
    behind = f"@{row.customer_id}" if row.customer_id else ""
    return (f"project:{row.project_id}{behind}",)


class Signal(Owned):
    """What has to be seen before the work leaves a stage. `standing` is how it was judged last (`checks.judge`)."""

    project = TenantKey(Project)
    stage = TenantKey(Stage)
    customer = TenantKey(Customer, null=True, blank=True)
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=8, default="evidence", choices=named(*KINDS))
    metric = TenantKey(Metric, null=True, blank=True)
    target = models.DecimalField(
        max_digits=20, decimal_places=4, null=True, blank=True, help_text="Empty: the metric's own"
    )
    test = models.CharField(max_length=200, blank=True, help_text="The name under which its results are sent")
    wants = models.CharField(
        max_length=10,
        blank=True,
        choices=named(*Evidence.KINDS),
        help_text="The kind of evidence that counts",
    )
    claim = models.TextField(
        blank=True, help_text="Who says that it holds, and why, as long as nothing shows it"
    )
    due_on = models.DateField(null=True, blank=True)
    standing = models.CharField(max_length=8, default="missing", choices=named(*STANDINGS))
    proven_on = models.DateField(null=True, blank=True)
    fields = models.JSONField(default=dict, blank=True)

    class Meta(Owned.Meta):
        constraints = [*Owned.Meta.constraints]
        indexes = [
            # read by queries.of_projects: the readiness of a project
            models.Index(fields=["workspace", "project"], condition=HERE, name="signal_project"),
            # read by settling.of_metrics: whose metric was read just now
            models.Index(
                fields=["workspace", "metric"], condition=HERE & Q(metric__isnull=False), name="signal_metric"
            ),
            # read by owning: what waits for a member
            models.Index(fields=["workspace", "owner"], condition=HERE, name="signal_owner"),
        ]

    @property
    def heard(self) -> tuple[str, ...]:  # type: ignore[override]
        return heard(self)

    def __str__(self) -> str:
        return self.title


class Result(Tenanted):
    """What a test of somebody's own tools came to, sent by a program. The newest of a name counts."""

    project = TenantKey(Project)
    customer = TenantKey(Customer, null=True, blank=True)
    name = models.CharField(max_length=200)
    passed = models.BooleanField()
    at = models.DateTimeField()
    link = models.CharField(max_length=1000, blank=True)

    class Meta(Tenanted.Meta):
        verbose_name = "test result"
        indexes = [
            # read by queries.results_of: the newest of each name
            models.Index(fields=["workspace", "project", "name", "-at"], name="result_newest"),
        ]

    @property
    def heard(self) -> tuple[str, ...]:  # type: ignore[override]
        return heard(self)

    def __str__(self) -> str:
        return self.name


class Delay(Tenanted):
    """A signal that was proven is not any more: what waits at its gate should come later. A person answers."""

    signal = TenantKey(Signal)
    project = TenantKey(Project)
    customer = TenantKey(Customer, null=True, blank=True)
    state = models.CharField(max_length=10, default="proposed", choices=named(*DELAYS))
    days = models.PositiveSmallIntegerField(default=7)
    why = models.TextField(blank=True)
    items = models.JSONField(default=list, blank=True, help_text="Keys of the cards that waited at the gate")
    by = TenantKey(Member, null=True, blank=True)
    said_on = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True, help_text="Why nothing is moved")

    class Meta(Tenanted.Meta):
        constraints = [
            *Tenanted.Meta.constraints,
            # one at a time
            models.UniqueConstraint(
                fields=["workspace", "signal"], condition=HERE & Q(state="proposed"), name="delay_once"
            ),
        ]
        indexes = [
            # read by queries.delays_of: a project's page
            models.Index(fields=["workspace", "project"], condition=HERE, name="delay_project"),
        ]

    @property
    def heard(self) -> tuple[str, ...]:  # type: ignore[override]
        return heard(self)

    def __str__(self) -> str:
        return str(self.signal)
