"""The kinds of actions that the rooms below offer. Each goes through a verb, as a person's own change would."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError

from handrail import wiring
from handrail.house.escalations import verbs as escalations
from handrail.house.ledger import reading, write
from handrail.house.ledger.rows import today
from handrail.house.nudges import channels, deliveries
from handrail.house.nudges import verbs as nudges
from handrail.house.nudges.models import MESSAGE, Delivery, Nudge
from handrail.house.nudges.verbs import Telling
from handrail.house.workspaces.models import Member
from handrail.kit import clock
from handrail.kit.refusals import Invalid, NotFound, Problem
from handrail.kit.words import mark, say, say_many
from handrail.record.plans import verbs as plans
from handrail.record.plans.models import Plan
from handrail.record.plans.proposals import block_proposals
from handrail.record.plans.templates import proposed_for
from handrail.record.projects import cards
from handrail.record.projects.models import Card, Stage
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task

from .acting import Action, Doing, Effect
from .deeds import DEEDS, REVIEWED, Said
from .facts import When
from .gathering import label
from .people import called, customer_of

REASON = mark("Rule “%(rule)s”.")
WORDED = mark("%(words)s")
STEP = mark("Open it")
OPEN = ("open", "in_progress", "blocked")


def whom(said: Said, name: str, otherwise: str = "owner") -> str:
    return called(str(said.get(name) or otherwise), names_of(said.get(name)))


def names_of(who: Any) -> dict[str, str]:
    kind, _, key = str(who or "").partition(":")
    return dict(Member.objects.filter(key=key).values_list("key", "name")) if kind == "member" else {}


def did(what: str, row: Any = None, words: str = "") -> Effect:
    """What was done, as the log keeps it: to which record, and in which words where there is none."""
    place = (
        {} if row is None else {"kind": str(row._meta.model_name), "key": row.key, "title": label(row)[:200]}
    )
    return {"did": what, **place, **({"words": words} if words else {})}


def left(what: str, row: Any, words: str) -> Effect:
    """Why nothing was done."""
    return {**did(what, row, words), "nothing": True}


# -- telling ------------------------------------------------------------------------------------------------


def telling(doing: Doing, member: Member) -> Telling:
    words = doing.words("words")
    return Telling(
        recipient_id=member.pk,
        occasion=f"rule:{doing.rule.pk}:{doing.occasion}"[:200],
        name="rule",
        subject_kind=doing.kind,
        subject_id=doing.row.pk,
        subject_key=doing.row.key,
        about_id=doing.about,
        title=label(doing.row),
        reason=WORDED if words else REASON,
        params={"words": words} if words else {"rule": doing.rule.title},
        step=STEP,
        step_path=doing.path,
    )


def nudge(doing: Doing) -> Effect:
    member = doing.who("nudge")
    if member is None:
        return did("nudge", words=say("Nobody is there to be told."))
    told = nudges.tell([telling(doing, member)])
    return did("nudge", member, "" if told else say("They were told about it today already."))


def webhook(doing: Doing) -> Effect:
    """A signed message through the house's own deliveries, at least once; the rule's owner has it in the inbox.

    One for each run: a program wants every change, where a person wants to hear of a thing once a day.
    """
    channel = channels.get(str(doing.said["webhook"]), None)
    member = doing.rule.owner or doing.who("owner")
    if member is None or channel.off_at is not None:
        return did("webhook", words=say("The channel is turned off, or the rule has no owner."))
    one = replace(telling(doing, member), lane=MESSAGE)
    nudges.tell([one])
    there = Nudge.objects.filter(recipient=member, occasion=one.occasion).first()
    if there is None:
        return did("webhook", words=say("They were told about it today already."))
    if not Delivery.objects.filter(
        nudge=there, channel=channel
    ).exists():  # a channel that carries all has it
        once = f"run{doing.run}:c{channel.pk}"
        deliveries.keep([deliveries.draft(there, channel, once, clock.real())])
    return did("webhook", words=channel.name)


def no_channel(said: Said, when: When) -> Iterator[Problem]:
    try:
        channels.get(str(said.get("webhook", "")), None)
    except NotFound:
        known = ", ".join(row.key for row in channels.of_workspace())
        words = say("The workspace has no such channel.")
        yield Problem("then", words, say("Write one of: %(known)s.", known=known or say("(add one first)")))


def raise_it(doing: Doing) -> Effect:
    member = doing.who("raise")
    if member is None:
        return did("raise", words=say("Nobody is there to whom this could be raised."))
    why = doing.words("words") or say("Rule “%(rule)s”.", rule=doing.rule.title)
    try:
        row = escalations.raise_to(doing.row, member, why, title=label(doing.row), path=doing.path)
    except Invalid as refused:
        return did("raise", words=refused.message)
    return did("raise", row)


# -- work ---------------------------------------------------------------------------------------------------


def make_plan(doing: Doing) -> Effect:
    """One for a deal, or for the customer; what is there already is left as it is."""
    deal = doing.row if doing.kind == "opportunity" else None
    customer = customer_of(doing.row)
    there = Plan.objects.filter(customer=customer, opportunity=deal, removed_at=None).first()
    if there is not None:
        return left("plan", there, say("It was there already."))
    title = doing.words("title") or (f"{customer.name}: {deal.name}" if deal else str(customer.name))
    owner = doing.who("plan")
    row = Plan(customer=customer, opportunity=deal, title=title[:300], owner=owner, started_on=today())
    row.template = proposed_for(customer, deal)
    plans.add_plans([row])
    return did("plan", row)


def drafted(doing: Doing, name: str) -> Task:
    who = str(doing.said.get("for") or "owner")
    owner = doing.who("for")
    return Task(
        title=doing.words(name),
        owner=owner,
        owner_text="" if owner else who.removeprefix("job:"),
        owner_gap="" if owner else "role",
        customer=customer_of(doing.row),
        due_on=today() + timedelta(days=int(doing.said.get("due", 7))),
        priority=str(doing.said.get("priority") or ""),
        subject=f"{doing.kind}:{doing.row.key}"[:160],
        source=f"rule:{doing.rule.key}",
    )


def make_task(doing: Doing) -> Effect:
    """Not a second one while the first is not done."""
    row = drafted(doing, "task")
    there = Task.objects.filter(
        source=row.source, subject=row.subject, title=row.title, state__in=OPEN, removed_at=None
    ).first()
    if there is not None:
        return left("task", there, say("It was there already, and is not done."))
    tasks.add_tasks([row])
    return did("task", row)


def make_card(doing: Doing) -> Effect:
    stage = reading.find(Stage, str(doing.said["stage"]))
    row = Card(task=drafted(doing, "card"), stage=stage)
    cards.add_cards([row])
    return did("card", row.task)


def no_stage(said: Said, when: When) -> Iterator[Problem]:
    if not Stage.objects.filter(key=str(said.get("stage", "")), removed_at=None).exists():
        words = say("There is no stage of a board with this key.")
        yield Problem("then", words, say("Copy the key from the address of the stage."))


def start_handoff(doing: Doing) -> Effect:
    """Once for a deal: what changes hands just now, or has, is left as it is."""
    begun = wiring.load(wiring.START_HANDOFFS)([doing.row])
    return (
        did("handoff", begun[0])
        if begun
        else left("handoff", None, say("It was handed over already, or is."))
    )


def block(doing: Doing) -> Effect:
    """Our proposal is as the checks say again; the CRM's own stage is never touched."""
    if block_proposals([doing.row]):
        return did("block", words=say("The clearance was taken away."))
    return left("block", None, say("It was blocked already."))


# -- changing the record itself -----------------------------------------------------------------------------


def edited(row: Any, values: dict[str, Any]) -> None:
    edit = wiring.load(wiring.UNDONE[str(row._meta.model_name)].format("edit"))
    edit([(row, values)])


def ask_review(doing: Doing) -> Effect:
    name, day = REVIEWED[doing.kind], today() + timedelta(days=int(doing.said["review"]))
    there: date | None = getattr(doing.row, name)
    if there is not None and today() <= there <= day:
        return left("review", doing.row, say("It is to be reviewed before that anyway."))
    edited(doing.row, {name: day})
    return did("review", doing.row)


def assign(doing: Doing) -> Effect:
    member = doing.who("assign")
    if member is None:
        return left("assign", doing.row, say("Nobody is there to whom this could be given."))
    edited(doing.row, {"owner": member})
    return did("assign", doing.row, member.name)


def set_fields(doing: Doing) -> Effect:
    edited(doing.row, dict(doing.said["set"]))
    return did("set", doing.row)


def unfit(said: Said, when: When) -> Iterator[Problem]:
    """Each value must be one that the record takes."""
    model = reading.model_of(when.subject)
    for name, value in said["set"].items():
        try:
            write.cleaned(model._meta.get_field(name), value, model())
        except ValidationError as error:
            yield Problem("then", " ".join(error.messages), say("Write what the page would take."))


# -- the list -----------------------------------------------------------------------------------------------


def days(said: Said, name: str, otherwise: int) -> str:
    return say_many("in %(n)s day", "in %(n)s days", int(said.get(name, otherwise)))


def fields_set(said: Said) -> str:
    given = said.get("set")
    pairs = given.items() if isinstance(given, dict) else ()
    return ", ".join(f"{name} = {value}" for name, value in pairs)


NUDGE = Action(
    deed=DEEDS["nudge"], act=nudge, stays=mark("Who was told has been told."),
    says=lambda said: say("remind %(who)s", who=whom(said, "nudge")),
)  # fmt: skip
RAISE = Action(
    deed=DEEDS["raise"], act=raise_it, stays=mark("What was raised stays raised until it is settled."),
    says=lambda said: say("raise it to %(who)s", who=whom(said, "raise")),
)  # fmt: skip
PLAN = Action(
    deed=DEEDS["plan"], act=make_plan,
    says=lambda said: say("make a success plan, owned by %(who)s", who=whom(said, "plan")),
)  # fmt: skip
TASK = Action(
    deed=DEEDS["task"], act=make_task,
    says=lambda said: say(
        "make the task “%(title)s” for %(who)s, due %(days)s",
        title=said.get("task", ""), who=whom(said, "for"), days=days(said, "due", 7),
    ),
)  # fmt: skip
CARD = Action(
    deed=DEEDS["card"], act=make_card, problems=no_stage,
    says=lambda said: say("put the card “%(title)s” on a board", title=said.get("card", "")),
)  # fmt: skip
REVIEW = Action(
    deed=DEEDS["review"], act=ask_review,
    says=lambda said: say("have it reviewed %(days)s", days=days(said, "review", 7)),
)  # fmt: skip
HANDOFF = Action(
    deed=DEEDS["handoff"], act=start_handoff, says=lambda said: say("start the handoff"),
)  # fmt: skip
BLOCK = Action(
    deed=DEEDS["block"], act=block, says=lambda said: say("block our proposal"),
)  # fmt: skip
ASSIGN = Action(
    deed=DEEDS["assign"], act=assign, says=lambda said: say("give it to %(who)s", who=whom(said, "assign")),
)  # fmt: skip
SET = Action(
    deed=DEEDS["set"], act=set_fields, problems=unfit,
    says=lambda said: say("set %(fields)s", fields=fields_set(said)),
)  # fmt: skip
WEBHOOK = Action(
    deed=DEEDS["webhook"], act=webhook, problems=no_channel, stays=mark("What was sent out has been sent."),
    says=lambda said: say("tell the channel “%(channel)s”", channel=said.get("webhook", "")),
)  # fmt: skip
