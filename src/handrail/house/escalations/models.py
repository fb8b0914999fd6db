"""What is raised to somebody: it climbs from person to person until somebody says what happens next."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from handrail.house.workspaces.fields import TenantKey
from handrail.house.workspaces.models import Member, Owned

OPEN, ACKNOWLEDGED, SNOOZED, RESOLVED = "open", "acknowledged", "snoozed", "resolved"


class Escalation(Owned):
    """One thing that went wrong with one record, and whom it is raised to now: its `owner`.

    `cause` is the deadline that was missed, or "hand". The chain is kept as it was when this began: later
    rules move nothing that is under way. Its clock is a deadline (`escalation.rung`) at `next_at`.
    `why` and `ended` are our words, stored untranslated with `params`, or what a person wrote.
    """

    STATES = (OPEN, ACKNOWLEDGED, SNOOZED, RESOLVED)

    cause = models.CharField(max_length=40)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    subject_key = models.CharField(max_length=80)
    about_id = models.BigIntegerField(null=True, blank=True, help_text="The customer it is about")
    title = models.CharField(max_length=500)
    why = models.CharField(max_length=1000)
    params = models.JSONField(default=dict, blank=True)
    missed_on = models.DateField(null=True, blank=True, help_text="The date that was missed, as it was then")
    path = models.CharField(max_length=300, blank=True, help_text="Where its subject is: plans/harbor-plan/")
    chain = models.JSONField(
        default=list, help_text='[{"who": "manager", "hours": 16, "working": true}, ...]'
    )
    rung = models.SmallIntegerField(default=0)
    state = models.CharField(max_length=12, default=OPEN, choices=[(s, s) for s in STATES])
    since = models.DateTimeField(help_text="The workspace's clock, as all moments here")
    next_at = models.DateTimeField(null=True, blank=True, help_text="When it goes on, if nothing happens")
    told = models.JSONField(
        default=list, blank=True, help_text="Who was told when: [[member key, moment], ...]"
    )
    promise = models.CharField(max_length=500, blank=True, help_text="What happens next")
    promised_on = models.DateField(null=True, blank=True)
    snoozed_for = models.CharField(max_length=300, blank=True, help_text="Why it was put off")
    snoozes = models.SmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = TenantKey(Member, null=True, blank=True)
    ended = models.CharField(max_length=500, blank=True)

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            # one at a time for a record and a cause, however many workers find it missed
            models.UniqueConstraint(
                fields=["workspace", "subject_kind", "subject_id", "cause"],
                condition=Q(removed_at__isnull=True) & ~Q(state=RESOLVED),
                name="escalation_open_once",
            ),
        ]
        indexes = [
            # read by queries.waiting: what is raised to somebody, on Today and in the list
            models.Index(
                fields=["workspace", "owner", "since"],
                condition=Q(removed_at__isnull=True) & ~Q(state=RESOLVED),
                name="escalation_waiting",
            ),
            # read by queries.of_subject and of_customer: the banner of a record, the page of a customer
            models.Index(fields=["workspace", "subject_kind", "subject_id"], name="escalation_subject"),
            models.Index(fields=["workspace", "about_id", "-since"], name="escalation_about"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def customer_id(self) -> int | None:
        """As the ledger asks every record for it."""
        return self.about_id

    @property
    def heard(self) -> tuple[str, ...]:  # type: ignore[override]
        """Open pages of the record hear of it too, and so do Today and the list."""
        behind = f"@{self.about_id}" if self.about_id else ""
        return f"{self.subject_kind}:{self.subject_id}{behind}", f"raised{behind}"
