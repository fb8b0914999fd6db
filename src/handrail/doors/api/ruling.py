"""Rules for programs: what they may speak of, whether one can be kept, what they did, would have done and would do."""

# No `from __future__ import annotations` here: ninja reads the shapes made below out of the signatures.

from datetime import datetime, timedelta
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from handrail.house.ledger import reading as rows
from handrail.house.workspaces.scope import current
from handrail.kit import clock
from handrail.kit.refusals import Invalid, NotAllowed
from handrail.kit.web import json
from handrail.kit.web.resource import Slug
from handrail.kit.words import say
from handrail.record.customers.models import Customer
from handrail.watch.health.queries import policy_of
from handrail.watch.rules import (
    acting,
    ahead,
    checks,
    queries,
    reading,
    rehearsing,
    replaying,
    taking_back,
    verbs,
    words,
)
from handrail.watch.rules.facts import KINDS
from handrail.watch.rules.models import Run

from .operations import Limit, refuse_unknown
from .shapes import Body

router = Router(tags=["rules"])
State = Literal["draft", "dry", "on", "off"]


class FactShown(BaseModel):
    name: str = Field(examples=["deal.arr"])
    kind: str = Field(description="text, number or flag")
    label: str
    choices: list[str] = Field(description="Its words, where it has only so many")


class ActionShown(BaseModel):
    name: str
    label: str
    takes: list[str]
    kinds: list[str] = Field(description="Kinds of records it can be done to; empty: to all")


class Vocabulary(BaseModel):
    facts: dict[str, list[FactShown]] = Field(description="By the kind of record that a rule is about")
    events: list[str]
    deadlines: list[str]
    actions: list[ActionShown]


class RuleSaid(Body):
    when: dict[str, Any]
    condition: str = ""
    then: list[dict[str, Any]]


class ProblemShown(BaseModel):
    field: str
    message: str
    fix: str


class RuleChecked(BaseModel):
    sentence: str = Field(description="The rule as a sentence; empty where it can not be read")
    problems: list[ProblemShown]


class Switched(Body):
    state: State


class SubjectSeen(BaseModel):
    kind: str
    key: str


class RunShown(BaseModel):
    id: int | None = Field(description="What it is taken back by; none where it was only tried")
    rule: str
    at: datetime
    subject: SubjectSeen
    title: str
    verdict: str = Field(examples=["acted"])
    inputs: dict[str, Any] = Field(description="The facts that its condition names, as they were")
    effects: list[dict[str, Any]]
    words: str
    chain: list[str] = Field(description="The rules that led to one another, this one last")
    took_ms: float


class TakenBack(BaseModel):
    records: int
    remains: list[str] = Field(description="What can not be taken back, such as a message that was sent")


class Runs(BaseModel):
    items: list[RunShown]


class Rehearsed(BaseModel):
    days: int
    whole: bool = Field(description="False: there was more than it looked at; these are the last ones")
    fired: list[RunShown]
    silent: int = Field(description="How often it would have looked and done nothing")


class Back(BaseModel):
    days: Annotated[int, Field(ge=1, le=366)] = rehearsing.DAYS


class Until(BaseModel):
    to: datetime | None = Field(None, description="A month from now where it is not said")


class AheadShown(BaseModel):
    workspace: str
    to: str
    whole: bool
    counts: dict[str, int]
    events: list[dict[str, Any]]


class ReplayedPointShown(BaseModel):
    at: datetime
    state: str
    why: list[str]


class Replayed(BaseModel):
    items: list[ReplayedPointShown]


class Weeks(BaseModel):
    weeks: Annotated[int, Field(ge=1, le=replaying.MOST_WEEKS)] = replaying.WEEKS


@router.get(
    "/rule-vocabulary", response=Vocabulary, operation_id="rules_vocabulary",
    summary="What rules can listen to, speak of and do",
)  # fmt: skip
def vocabulary(request: HttpRequest, slug: Slug) -> HttpResponse:
    from handrail.watch.rules.facts import EVENT, facts_of

    facts = {
        kind: [
            {"name": f.name, "kind": f.kind, "label": say(f.label), "choices": list(f.choices)}
            for f in facts_of(kind, EVENT)
        ]
        for kind in KINDS
    }
    actions = [
        {"name": a.name, "label": say(a.label), "takes": [p.name for p in a.params], "kinds": sorted(a.kinds)}
        for a in acting.actions().values()
    ]
    told = {
        "facts": facts,
        "events": reading.events(),
        "deadlines": list(reading.dates()),
        "actions": actions,
    }
    return json.response(told)


@router.post(
    "/rules/check", response=RuleChecked, operation_id="rules_check", summary="Whether a rule can be kept"
)
def check(request: HttpRequest, slug: Slug, said: RuleSaid) -> HttpResponse:
    try:
        when = reading.when_of(said.when)
        acting.refuse([*checks.problems(said.condition, when), *acting.problems(said.then, when)])
    except Invalid as refusal:
        problems = [{"field": p.field, "message": p.message, "fix": p.fix} for p in refusal.problems]
        return json.response({"sentence": "", "problems": problems})
    done = acting.sentences(said.then)
    sentence = words.sentence(when, said.condition, done, policy_of(current().workspace))
    return json.response({"sentence": sentence, "problems": []})


@router.post(
    "/rules/{key}/switch",
    response=RuleChecked,
    operation_id="rules_switch",
    summary="Switch a rule on, off or dry",
)
def switch(request: HttpRequest, slug: Slug, key: str, said: Switched) -> HttpResponse:
    if not verbs.may_rule():
        raise NotAllowed("Only an administrator can set rules.", "Ask one of them to look at it.")
    row = queries.get(key)
    verbs.switch(row, said.state)
    return json.response({"sentence": queries.sentence(row), "problems": []})


@router.get("/rules/{key}/runs", response=Runs, operation_id="rules_runs", summary="What a rule saw and did")
def runs(request: HttpRequest, slug: Slug, key: str, limit: Limit = 50) -> HttpResponse:
    return json.response({"items": [shown(run) for run in queries.runs(queries.get(key))[:limit]]})


@router.get("/rule-runs", response=Runs, operation_id="rules_log", summary="What all rules saw and did")
def log(request: HttpRequest, slug: Slug, limit: Limit = 50) -> HttpResponse:
    return json.response({"items": [shown(run) for run in queries.runs()[:limit]]})


@router.post(
    "/rule-runs/{number}/take-back", response=TakenBack, operation_id="rules_take_back",
    summary="Take back what a rule did in one run, as far as it can be",
)  # fmt: skip
def take_back(request: HttpRequest, slug: Slug, number: int) -> HttpResponse:
    run = queries.run(number)
    change = taking_back.take_back(run)
    return json.response({"records": len(change.nets), "remains": list(taking_back.remains(run))})


@router.get(
    "/rules/{key}/past", response=Rehearsed, operation_id="rules_past",
    summary="What a rule would have done in the past days",
)  # fmt: skip
def past(request: HttpRequest, slug: Slug, key: str, asked: Query[Back]) -> HttpResponse:
    refuse_unknown(request, Back)
    row = queries.get(key)
    when = queries.meant(row)
    found = rehearsing.rehearse(row, when, asked.days) if when else rehearsing.Rehearsal(asked.days, ())
    return json.response(
        {
            "days": found.days, "whole": found.whole, "fired": [shown(run) for run in found.fired],
            "silent": len(found.silent),
        }
    )  # fmt: skip


@router.get(
    "/time-machine", response=AheadShown, operation_id="time_machine",
    summary="What would happen by itself until a moment, on what and why",
)  # fmt: skip
def machine(request: HttpRequest, slug: Slug, asked: Query[Until]) -> HttpResponse:
    refuse_unknown(request, Until)
    return json.response(ahead.look(asked.to or clock.now() + timedelta(days=30)).plain())


@router.get(
    "/customers/{key}/health-past", response=Replayed, operation_id="health_past",
    summary="How a customer stood week by week, judged again from the history",
)  # fmt: skip
def health_past(request: HttpRequest, slug: Slug, key: str, asked: Query[Weeks]) -> HttpResponse:
    refuse_unknown(request, Weeks)
    points = replaying.replay(rows.find(Customer, key), asked.weeks)
    return json.response({"items": [{"at": p.at, "state": p.state, "why": list(p.why)} for p in points]})


def shown(run: Run) -> dict[str, Any]:
    return {
        "id": run.pk,
        "rule": run.rule.key,
        "at": run.at,
        "subject": {"kind": run.subject_kind, "key": run.subject_key},
        "title": run.title,
        "verdict": run.verdict,
        "inputs": run.inputs,
        "effects": run.effects,
        "words": run.words,
        "chain": [key for key, _kind, _pk in run.chain],
        "took_ms": run.took_ms,
    }
