"""A decision's way for programs: what can be done about it, the steps, who stands in, and what hangs on what."""

# No `from __future__ import annotations` here: ninja reads the shapes made below out of the signatures.

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field, StringConstraints

from handrail.house.ledger import reading
from handrail.house.workspaces.models import Member
from handrail.kit.web import json
from handrail.kit.web.resource import Slug
from handrail.record.customers.models import Customer
from handrail.record.decisions import bringing, deciding, graph, verbs, wording
from handrail.record.decisions.api import RESOURCES
from handrail.record.decisions.models import Decision
from handrail.record.decisions.states import STEPS

from . import shapes
from .operations import fresh
from .shapes import Body, Key
from .stepping import Door, add_steps, given

router = Router(tags=["decisions"])
DECISION = RESOURCES[0]
Text = Annotated[str, StringConstraints(max_length=20_000)]


class Stepping(Body):
    answer: Text = Field("", description="Of an approval: the answer, where none is written yet")
    reason: Text = Field(
        "",
        description="Of a rejection, and of what takes a decision back, opens it again or asks again after a no",
    )
    replaced_by: Key | None = Field(None, description="The approved decision that stands in its place")


class StandingIn(Body):
    delegate: Key | None = Field(description="Who may decide in the owner's place; null: nobody")


class Tied(BaseModel):
    key: str
    title: str
    state: str
    owner: str | None
    proceeds: str
    holds: int = Field(description="How many undecided ones wait for it, over however many steps")
    needs: list[str]


class HangingShown(BaseModel):
    """What waits for what. Chain and bottlenecks are of what is not decided yet."""

    decisions: list[Tied]
    chain: list[str] = Field(description="The longest one; what has to be decided first comes first")
    bottlenecks: list[str] = Field(description="What holds up several others, the worst first")


class RecordText(Body):
    path: Annotated[str, StringConstraints(min_length=1, max_length=300)]
    text: Annotated[str, StringConstraints(max_length=200_000)]


class RecordTexts(Body):
    files: Annotated[list[RecordText], Field(min_length=1, max_length=bringing.MOST_FILES)]
    customer: Key | None = None
    subject: Annotated[str, StringConstraints(max_length=160)] = ""


class LeftOut(BaseModel):
    path: str
    why: str


class RecordsBrought(BaseModel):
    created: list[str]
    changed: list[str]
    unchanged: int
    left: list[LeftOut] = Field(description="No decision records, or steps that you may not take")
    flagged: list[LeftOut] = Field(description="Came in as proposed: somebody else decides them")


class Around(Body):
    decision: str = ""
    project: str = ""
    customer: str = ""


def take(row: Decision, step: str, said: Stepping) -> None:
    """409 with every check where it may not be taken: only its owner, or who stands in, decides."""
    values = given(said, "answer", "reason")
    if said.replaced_by is not None:
        values["replaced_by"] = reading.find(Decision, said.replaced_by)
    verbs.step_decisions([row], step, values)


add_steps(
    router,
    Door(
        resource=DECISION, called="Decision", names=STEPS, possible=deciding.possible, said=wording.said,
        shows="What can be done about a decision, and what is asked first",
        takes="Ask for approval, approve, reject, replace, take back, open or ask again",
        stepping=Stepping, take=take,
    ),
)  # fmt: skip


@router.post(
    "/decisions/{key}/delegate", response=shapes.showing(DECISION), operation_id="decisions_delegate",
    summary="Say who may decide in the owner's place",
)  # fmt: skip
def delegate(request: HttpRequest, slug: Slug, key: str, said: StandingIn) -> HttpResponse:
    row = reading.find(Decision, key, lock=True)
    verbs.delegate_decision(row, reading.find(Member, said.delegate) if said.delegate is not None else None)
    return fresh(DECISION, key)


@router.get(
    "/decisions/graph", response=HangingShown, operation_id="decisions_graph",
    summary="What waits for what: of one decision, a project, a customer, or all that is not decided",
)  # fmt: skip
def hanging(request: HttpRequest, slug: Slug, asked: Query[Around]) -> HttpResponse:
    found = around(asked)
    needs: dict[int, list[str]] = {}
    for one, other in found.edges:
        needs.setdefault(one, []).append(found.rows[other].key)
    told = [
        {
            "key": row.key, "title": row.title, "state": row.state, "owner": row.owner.key if row.owner else None,
            "proceeds": row.proceeds, "holds": found.whole.holds.get(pk, 0), "needs": needs.get(pk, []),
        }
        for pk, row in found.rows.items()
    ]  # fmt: skip
    return json.response(
        {
            "decisions": told,
            "chain": [row.key for row in found.chain],
            "bottlenecks": [row.key for row, _ in found.bottlenecks(20)],
        }
    )


@router.post(
    "/decisions/bring", response=RecordsBrought, operation_id="decisions_bring",
    summary="Bring in decision records that are written as Markdown",
)  # fmt: skip
def bring(request: HttpRequest, slug: Slug, said: RecordTexts) -> HttpResponse:
    """Known again by the file's name. What is new stands as its file says where you decide it or are an
    administrator, and is proposed elsewhere; another state is a step."""
    customer = reading.find(Customer, said.customer) if said.customer is not None else None
    found = bringing.bring_records({one.path: one.text for one in said.files}, customer, said.subject)
    return json.response(
        {
            "created": [row.key for row in found.made],
            "changed": [row.key for row in found.changed],
            "unchanged": found.same,
            "left": [{"path": path, "why": why} for path, why in (*found.left, *found.refused)],
            "flagged": [{"path": path, "why": why} for path, why in found.flagged],
        }
    )


def around(asked: Around) -> graph.Graph:
    if asked.decision:
        return graph.near(reading.find(Decision, asked.decision))
    if asked.project:
        return graph.about(f"project:{asked.project}")
    if asked.customer:
        return graph.about(customer=reading.find(Customer, asked.customer).pk)
    return graph.undecided()
