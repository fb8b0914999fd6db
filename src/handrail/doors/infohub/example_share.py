"""The example's plan that its customer looks at: opened, agreed to, ticked, asked about and answered, by the verbs."""

from __future__ import annotations

from datetime import timedelta

from handrail.house.ledger import reading
from handrail.house.ledger.rows import today
from handrail.house.talk import commenting
from handrail.house.talk.models import Comment
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import enter, on_behalf_of
from handrail.record.agreed import queries, sharing, verbs
from handrail.record.agreed.models import PlanShare
from handrail.record.customers.models import Stakeholder
from handrail.record.plans import verbs as plans
from handrail.record.plans.models import Milestone, Plan

PLAN, OURS, SPONSOR = "marlow-university-plan", "mara-adeyemi", "kofi-mensah"
TO_DO = "Figures of the autumn intake sent"
MOVED = "marlow-university-s1"
ASKED = "Finance asks which of the hours you counted. Can we show the list at the review?"
ANSWERED = "Yes: it comes with the slides, a day before. The hours are those of the admissions office alone."
WHY = "The intake begins a week later this year."


def lay(slug: str | int) -> None:
    """In two goes: the customer's, and our answer."""
    with enter(slug):
        owner, plan = reading.find(Member, OURS), reading.find(Plan, PLAN)
        sent = Milestone(
            plan=plan, title=TO_DO, due_on=today() + timedelta(days=2), side="customer", owner=owner
        )
        plans.add_parts([sent])
        share = opened(plan)
        with on_behalf_of(sharing.actor(share)):
            asked = visited(share, sent)
    with enter(slug, member=owner):
        commenting.add_comments([Comment(subject=asked.subject, text=ANSWERED, parent=asked, shared=True)])


def visited(share: PlanShare, sent: Milestone) -> Comment:
    sharing.note_visit(share)
    verbs.agree(share, queries.consent_of(share.plan).digest, share.name, "Admissions")
    verbs.tick(share, sent, True)
    later = reading.find(Milestone, MOVED, lock=True)
    assert later.due_on is not None  # the example's files say so
    verbs.propose(share, later, later.due_on + timedelta(days=7), share.name, WHY)
    return verbs.comment(share, share.name, ASKED, asks=True)


def opened(plan: Plan) -> PlanShare:
    """For somebody of its list. No mail goes to people who do not exist."""
    person = reading.find(Stakeholder, SPONSOR)
    share, _secret = sharing.share(sharing.Wish(plan, person.name, stakeholder=person, days=sharing.LONGEST))
    return share
