"""Teams, invitations, books and leaving, for programs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from handrail.house.people import books, invitations, leaving, members, queries
from handrail.house.people.models import Handover, Invitation
from handrail.house.people.owning import holdings
from handrail.house.workspaces.models import Member, Team
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.web import json
from handrail.kit.web.resource import Resource, Slug
from handrail.kit.words import say
from handrail.record.customers.models import Customer

from .entering import at_least
from .shapes import Day, Key

router = Router(tags=["people"])
MEMBERS = Resource(
    model=Member, plural="members", edit=members.edit_member, derived=frozenset({"email", "left_on"}),
    hidden=frozenset({"user", "external_ids"}),
)  # fmt: skip
TEAMS = Resource(
    model=Team, plural="teams", add=members.add_teams, edit=members.edit_team, remove=members.remove_teams,
    restore=members.restore_teams,
)  # fmt: skip
Role = Literal["owner", "admin", "member", "guest"]
Words = Annotated[str, StringConstraints(max_length=500)]
Short = Annotated[str, StringConstraints(max_length=200)]


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Asked(Body):
    email: Annotated[str, StringConstraints(max_length=254)]
    name: Short = ""
    role: Role = "member"
    job: Annotated[str, StringConstraints(max_length=60)] = ""
    team: Key | None = None
    member: Key | None = Field(
        None, description="A member who can not sign in yet: the invited takes this seat"
    )
    way: Literal["mail", "link"] = "mail"


class InvitationShown(BaseModel):
    key: str
    email: str
    name: str
    role: Role
    job: str
    team: str | None
    member: str | None
    by: str | None
    way: Literal["mail", "link"]
    sent_at: datetime
    expires_at: datetime
    link: str | None = Field(description="Only in the answer that made it: what to hand over")
    mailed: bool | None = Field(description="Whether the mail went out; null where nothing was sent now")


class InvitationList(BaseModel):
    items: list[InvitationShown]


class Receivers(Body):
    to: Key | None = Field(None, description="Who gets everything that nobody else is named for")
    kinds: dict[str, Key | None] = Field(
        default_factory=dict, description="By kind, such as task; null: nobody"
    )
    customers: dict[str, Key | None] = Field(default_factory=dict, description="By the customer's key")
    reason: Words = ""


class HandingOver(Receivers):
    until: Day | None = None
    for_good: bool = False


class BookShown(BaseModel):
    member: str
    total: int
    kinds: dict[str, int] = Field(description="What waits for this member, by kind")
    unseen: int = Field(description="Of private customers that you may not see")


class HandoverShown(BaseModel):
    key: str
    giver: str
    kind: Literal["cover", "for_good", "leaving"]
    reason: str
    until_on: date | None
    created_at: datetime
    returned_at: datetime | None
    moved: dict[str, int]
    kept: int = Field(description="How many did not come back, since they had changed")


class HandoverList(BaseModel):
    items: list[HandoverShown]


# -- invitations --------------------------------------------------------------------------------------------


@router.get(
    "/invitations", response=InvitationList, operation_id="invitations_list",
    summary="Who was invited and is not here yet (administrators)",
)  # fmt: skip
def invited(request: HttpRequest, slug: Slug) -> HttpResponse:
    at_least(request, "admin")
    return json.response({"items": [asked(row) for row in invitations.open_ones()]})


@router.post(
    "/invitations", response={201: InvitationShown}, operation_id="invitations_add",
    summary="Invite somebody, up to your own role (administrators)",
)  # fmt: skip
def invite(request: HttpRequest, slug: Slug, said: Asked) -> HttpResponse:
    at_least(request, "admin")
    draft = invitations.Draft(
        email=said.email, name=said.name, role=said.role, job=said.job, way=said.way,
        team=queries.team(said.team) if said.team else None,
        member=queries.member(said.member) if said.member else None,
    )  # fmt: skip
    (made,) = invitations.invite([draft])
    return sent(made, 201)


@router.post(
    "/invitations/{key}/resend", response=InvitationShown, operation_id="invitations_resend",
    summary="Send it again: the old link no longer opens (administrators)",
)  # fmt: skip
def resend(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
    at_least(request, "admin")
    return sent(invitations.resend(queries.invitation(key)), 200)


@router.api_operation(
    ["DELETE"],
    "/invitations/{key}", response={204: None}, operation_id="invitations_revoke",
    summary="Take an invitation back (administrators)",
)  # fmt: skip
def revoke(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
    at_least(request, "admin")
    invitations.revoke([queries.invitation(key)])
    return HttpResponse(status=204)


def sent(made: invitations.Invited, status: int) -> HttpResponse:
    told = asked(made.invitation) | {"mailed": made.mailed, "link": None if made.mailed else made.link}
    return json.response(told, status, Cache_Control="no-store")


def asked(row: Invitation) -> dict[str, Any]:
    plain = ("key", "email", "name", "role", "job", "way", "sent_at", "expires_at")
    pointing = {name: key_of(getattr(row, name)) for name in ("team", "member", "by")}
    return {**{name: getattr(row, name) for name in plain}, **pointing, "link": None, "mailed": None}


def key_of(row: Any) -> str | None:
    return row.key if row is not None else None


# -- books and leaving --------------------------------------------------------------------------------------


@router.get(
    "/members/{key}/book", response=BookShown, operation_id="members_book",
    summary="What waits for a member, by kind",
)  # fmt: skip
def book(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
    shelf = books.look(queries.member(key))
    return json.response({"member": key, "total": shelf.total, "kinds": shelf.kinds, "unseen": shelf.unseen})


@router.post(
    "/members/{key}/hand-over", response={201: HandoverShown}, operation_id="members_hand_over",
    summary="Hand a whole book over in one act",
)  # fmt: skip
def hand_over(request: HttpRequest, slug: Slug, key: str, said: HandingOver) -> HttpResponse:
    row = books.hand_over(
        queries.member(key), wishes(said), reason=said.reason, until=said.until, for_good=said.for_good
    )
    return json.response(told(row), 201)


@router.post(
    "/members/{key}/leave", response=HandoverShown, operation_id="members_leave",
    summary="Let a member leave: all they own goes to whom you name, or needs an owner",
)  # fmt: skip
def leave(request: HttpRequest, slug: Slug, key: str, said: Receivers) -> HttpResponse:
    return json.response(told(leaving.leave(queries.member(key), wishes(said), said.reason)))


@router.post(
    "/members/{key}/rejoin", response={204: None}, operation_id="members_rejoin",
    summary="Let somebody come back who has left (administrators)",
)  # fmt: skip
def rejoin(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
    at_least(request, "admin")
    leaving.rejoin(queries.member(key))
    return HttpResponse(status=204)


@router.get(
    "/handovers", response=HandoverList, operation_id="handovers_list", summary="Books that changed hands"
)
def handovers(request: HttpRequest, slug: Slug) -> HttpResponse:
    rows = Handover.objects.filter(removed_at=None).select_related("giver").order_by("-pk")[:500]
    return json.response({"items": [told(row) for row in rows]})


@router.post(
    "/handovers/{key}/give-back", response=HandoverShown, operation_id="handovers_give_back",
    summary="Give back what is still with whom it was given to",
)  # fmt: skip
def give_back(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
    row = queries.handover(key)
    books.give_back(row)
    return json.response(told(row))


def told(row: Handover) -> dict[str, Any]:
    plain = ("key", "kind", "reason", "until_on", "created_at", "returned_at")
    counts = {kind: len(items) for kind, items in row.items.items()}
    shown = {name: getattr(row, name) for name in plain}
    return {**shown, "giver": row.giver.key, "moved": counts, "kept": len(row.kept)}


def wishes(said: Receivers) -> books.Wishes:
    """Keys to rows; a kind or customer that nobody knows is named."""
    known = {holding.name for holding in holdings()}
    if strange := sorted(said.kinds.keys() - known):
        fix = say("Use one of: %(known)s.", known=", ".join(sorted(known)))
        raise Invalid(
            [Problem("kinds", say("Nothing of the kind “%(strange)s” is owned.", strange=strange[0]), fix)]
        )
    rows = dict(
        Customer.objects.filter(key__in=list(said.customers), removed_at=None).values_list("key", "pk")
    )
    if missing := sorted(said.customers.keys() - rows.keys()):
        fix = say("Send the key of one that is.")
        raise Invalid(
            [Problem("customers", say("There is no customer “%(missing)s” here.", missing=missing[0]), fix)]
        )
    people = named(said)
    return books.Wishes(
        to=people.get(said.to or ""),
        kinds={kind: people.get(key or "") for kind, key in said.kinds.items()},
        customers={rows[customer]: people.get(key or "") for customer, key in said.customers.items()},
    )


def named(said: Receivers) -> Mapping[str, Member]:
    keys = {key for key in (said.to, *said.kinds.values(), *said.customers.values()) if key}
    found = {row.key: row for row in queries.members().filter(key__in=keys)}
    if missing := sorted(keys - found.keys()):
        raise Invalid(
            [
                Problem(
                    "to",
                    say("There is no member “%(missing)s” here.", missing=missing[0]),
                    say("Send the key of one that is."),
                )
            ]
        )
    return found
