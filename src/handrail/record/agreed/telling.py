"""Who of us hears what the customer did: the milestone's owner or the plan's, once and as they like to be told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from django.db.models import Q

from handrail.house.ledger.models import Event
from handrail.house.nudges import verbs as nudges
from handrail.house.nudges.models import MESSAGE
from handrail.house.nudges.verbs import Telling
from handrail.house.talk.models import Comment
from handrail.house.workspaces.models import Member, Tenanted
from handrail.house.workspaces.scope import current
from handrail.kit.words import mark
from handrail.record.plans.models import Milestone, Plan

from .models import Agreement, DateRequest, PlanShare

PROPOSED = mark("%(who)s, at the customer, proposes another date: %(day)s")
TICKED = mark("%(who)s, at the customer, says that this is done")
REOPENED = mark("%(who)s, at the customer, says that this is not done after all")
AGREED = mark("%(who)s agreed to the plan for the customer")
SAID = mark("%(who)s, at the customer, wrote: “%(words)s”")
ANSWER = mark("Accept or decline it")
LOOK = mark("See the customer’s view")
READ = mark("Read and answer")


def proposed(row: DateRequest) -> None:
    tell(row.plan, row.milestone.owner, f"date:{row.pk}", "date.proposed", row, row.milestone.title, PROPOSED,
         {"who": row.name, "day": row.due_on.isoformat()}, ANSWER)  # fmt: skip


def ticked(share: PlanShare, row: Milestone, done: bool) -> None:
    occasion = f"tick:{row.pk}:{row.revision}"
    words = TICKED if done else REOPENED
    tell(
        share.plan, row.owner, occasion, "milestone.ticked", row, row.title, words, {"who": share.name}, LOOK
    )


def agreed(row: Agreement) -> None:
    tell(
        row.plan,
        None,
        f"agreement:{row.pk}",
        "plan.agreed",
        row,
        row.plan.title,
        AGREED,
        {"who": row.name},
        LOOK,
    )


def said(plan: Plan, row: Comment) -> None:
    params = {"who": row.voice, "words": row.title}
    tell(plan, None, f"comment:{row.pk}", "comment.said", row, plan.title, SAID, params, READ)


def tell(
    plan: Plan, owner: Member | None, occasion: str, name: str, about: Tenanted, title: str,
    reason: str, params: dict[str, str], step: str,
) -> None:  # fmt: skip
    recipient = next(
        (one for one in (owner, plan.owner, plan.customer.owner) if one is not None and one.is_here), None
    )
    if recipient is None:
        return
    nudges.tell(
        [
            Telling(
                recipient_id=recipient.pk,
                occasion=occasion,
                name=name,
                subject_kind=str(about._meta.model_name),
                subject_id=about.pk,
                subject_key=about.key,
                about_id=plan.customer_id,
                title=title,
                reason=reason,
                params=params,
                step=step,
                step_path=f"plans/{plan.key}/customer-view/",
                lane=MESSAGE,
            )
        ]
    )


# -- what the customer hears ----------------------------------------------------------------------------------

SPOKEN = {
    "date": Q(subject_kind="daterequest", kind__in=("daterequest.accepted", "daterequest.declined")),
    "comment": Q(subject_kind="comment", changes__shared__1=True),
}
"""The events by which we answer. Undo is none of them, and neither is what is put differently or settled later."""


def times(kind: str, ids: Collection[int]) -> Counter[int]:
    """How often each was answered so far: by that two answers to the same thing are told apart. One statement."""
    here = Event.objects.filter(SPOKEN[kind], workspace_id=current().workspace_id, subject_id__in=ids)
    return Counter(here.values_list("subject_id", flat=True))
