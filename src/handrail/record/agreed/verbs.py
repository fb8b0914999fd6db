"""What the customer does to a plan by their address, and our answers: proposed, decided, ticked, agreed to.

Who it was is the actor of the scope (`sharing.actor`): the history names them as it names us.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction

from handrail.house.ledger import rows as ledger_rows
from handrail.house.ledger import write
from handrail.house.ledger.rows import Values, today
from handrail.house.talk import commenting
from handrail.house.talk.models import Comment
from handrail.house.workspaces.scope import current
from handrail.kit import clock
from handrail.kit.refusals import Invalid, NotAllowed, Problem, Refusal
from handrail.kit.words import say
from handrail.record.feedback import verbs as feedback
from handrail.record.plans import queries as of_plans
from handrail.record.plans import verbs as plans
from handrail.record.plans.deadlines import OPEN_MILESTONES
from handrail.record.plans.models import Milestone, Plan

from . import answering, queries, telling
from .models import Agreement, DateRequest, PlanShare

ANSWER = frozenset({"state", "reply", "decided_by", "decided_by_id", "decided_at"})
FARTHEST = 3_660
"""Days that a proposed date lies ahead at most."""


# -- milestones ---------------------------------------------------------------------------------------------


def tick(share: PlanShare, row: Milestone, done: bool) -> bool:
    """The customer says that a milestone of theirs is done, or is not after all."""
    refuse_foreign(share, row)
    if row.side != "customer":
        raise NotAllowed(say("This is ours to do: we say when it is done."))
    with transaction.atomic():
        changed = bool(plans.finish_milestones([row]) if done else plans.reopen_milestones([row]))
        if changed:
            telling.ticked(share, row, done)
    return changed


def refuse_foreign(share: PlanShare, row: Milestone) -> None:
    if row.plan_id != share.plan_id or row.removed_at is not None or row.state == "dropped":
        raise Refusal(say("This is not in the plan any more."), say("Open the page again."))


def propose(share: PlanShare, row: Milestone, due_on: date, name: str, words: str = "") -> DateRequest:
    """Another date. One that is open already gives way: the customer has thought again."""
    refuse_foreign(share, row)
    refuse_date(row, due_on)
    made = DateRequest(
        plan=share.plan, customer_id=share.customer_id, milestone=row, share=share, name=said_name(name),
        due_on=due_on, instead_of=row.due_on, words=words.strip()[:1000],
    )  # fmt: skip
    with transaction.atomic():
        before = DateRequest.objects.filter(milestone=row, state="open", removed_at=None).select_for_update(
            no_key=True
        )
        write.change_many([(one, {"state": "withdrawn"}) for one in before])
        ledger_rows.add([made], lambda one: f"date-{secrets.token_hex(5)}")
        telling.proposed(made)
    return made


def refuse_date(row: Milestone, due_on: date) -> None:
    if row.state not in OPEN_MILESTONES:
        raise Invalid(
            [Problem("due_on", say("This is done already."), say("Say in a comment what is open."))]
        )
    if due_on == row.due_on:
        raise Invalid([Problem("due_on", say("This is the date that stands."), say("Choose another one."))])
    if not 0 <= (due_on - today()).days <= FARTHEST:
        raise Invalid([Problem("due_on", say("This date is past or too far."), say("Choose a day to come."))])


def said_name(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > 200:
        raise Invalid([Problem("name", say("Say who you are."), say("Write your name."))])
    return name


def accept_date_requests(rows: Sequence[DateRequest], reply: str = "") -> int:
    """The milestone moves to the date that was proposed, by the plan's own verb."""
    return decide(rows, "accepted", reply)


def decline_date_requests(rows: Sequence[DateRequest], reply: str = "") -> int:
    """The date stays; the customer reads why."""
    if not reply.strip():
        raise Invalid([Problem("reply", say("Say why."), say("The customer reads it beside the date."))])
    return decide(rows, "declined", reply)


def decide(rows: Sequence[DateRequest], state: str, reply: str) -> int:
    for row in rows:
        refuse_decided(row)
        refuse_others(row)
    values = {
        "state": state, "reply": reply.strip()[:1000], "decided_by": current().member, "decided_at": clock.now()
    }  # fmt: skip
    with transaction.atomic():
        if state == "accepted":
            plans.edit_milestones((row.milestone, {"due_on": row.due_on}) for row in rows)
        changed = write.change_many([(row, values) for row in rows], kind=state)
        answering.decided(rows)
    return changed


def refuse_decided(row: DateRequest) -> None:
    if row.state != "open":
        raise Refusal(say("This has been answered already."), say("Look at the plan as it is now."))


def may_decide(row: DateRequest) -> bool:
    """Who owns the milestone, the plan or the customer, and administrators."""
    member = current().member
    owners = {row.milestone.owner_id, row.plan.owner_id, row.plan.customer.owner_id}
    return member is None or member.role in ("admin", "owner") or member.pk in owners


def refuse_others(row: DateRequest) -> None:
    if not may_decide(row):
        raise NotAllowed(say("Who owns the milestone or the plan answers what the customer proposes."))


def edit_date_requests(pairs: Iterable[tuple[DateRequest, Values]]) -> int:
    """Our answer taken back. What the customer asked for stays as they said it."""
    kept = [(row, {name: one for name, one in values.items() if name in ANSWER}) for row, values in pairs]
    for row, _values in kept:
        refuse_others(row)
    return ledger_rows.edit_many(kept)


def remove_date_requests(rows: Sequence[DateRequest]) -> int:
    for row in rows:
        refuse_others(row)
    return ledger_rows.remove(rows)


def restore_date_requests(rows: Sequence[DateRequest]) -> int:
    for row in rows:
        refuse_others(row)
    return ledger_rows.restore(rows)


# -- saying something ---------------------------------------------------------------------------------------


def comment(
    share: PlanShare, name: str, text: str, parent: Comment | None = None, *, asks: bool = False
) -> Comment:
    """About the plan, under the customer's own name; we all read it, and answer them or each other. Where they ask for
    an answer, it is feedback: it waits for who owns the plan, and its clock runs."""
    row = Comment(subject=f"plan:{share.plan.key}", text=text, parent=parent)
    with transaction.atomic():
        commenting.add_voices([row], said_name(name))
        if asks and parent is None:
            feedback.ask_of_comment(row)
        telling.said(share.plan, row)
    return row


# -- agreeing -----------------------------------------------------------------------------------------------


def agree(share: PlanShare, digest: str, name: str, title: str = "", *, proven: bool = False) -> Agreement:
    """To the plan as it stands, which has to be the one that was seen: `digest` is that of the page.

    From it follows that the plan was reviewed with the customer. `proven` says that their mailbox was.
    """
    plan = (
        Plan.objects.select_for_update(no_key=True, of=("self",))
        .select_related("customer", "owner")
        .get(pk=share.plan_id)
    )
    consent = queries.consent_of(plan)
    if digest != consent.digest:
        words = say("The plan has changed while you were reading.")
        raise Invalid([Problem("digest", words, say("Look at it once more; nothing was agreed to."))])
    name = said_name(name)
    if twin := next((one for one in consent.signers if consent.holds and one.name == name), None):
        return twin
    made = Agreement(
        plan=plan, customer_id=plan.customer_id, share=share, number=number(consent), name=name,
        title=" ".join(title.split())[:200], mail=share.mail if proven else "", at=clock.real(),
        content=consent.terms, digest=consent.digest,
    )  # fmt: skip
    with transaction.atomic():
        ledger_rows.add([made], lambda one: f"agreement-{secrets.token_hex(5)}")
        plans.edit_plan(plan, reviewed(plan))
        plans.keep_versions([(plan, f"{made.number}-agreed")])
        telling.agreed(made)
    return made


def number(consent: queries.Consent) -> int:
    """The same plan has the same number, whoever agrees to it."""
    newest = consent.newest
    if newest is None:
        return 1
    return newest.number if consent.holds else newest.number + 1


def reviewed(plan: Plan) -> dict[str, object]:
    """Reviewed with the customer today; the next look follows the phase, where none is to come."""
    values: dict[str, object] = {"customer_reviewed_on": today()}
    if plan.status in ("draft", "in_review"):
        values["status"] = "customer_accepted"
    if plan.next_review_on is None or plan.next_review_on <= today():
        values["next_review_on"] = of_plans.next_look(plan, today())
    return values


def plan_next_look(plan: Plan) -> bool:
    """The next review with the customer, on the day that the phase asks for."""
    return plans.edit_plan(plan, {"next_review_on": of_plans.next_look(plan, today())})
