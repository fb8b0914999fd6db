"""How the member who asks is told, and the chats and programs that are told: one's own, and the workspace's."""

# No `from __future__ import annotations` here: ninja reads the shapes made below out of the signatures.

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, Field, JsonValue, StringConstraints

from handrail.house.nudges import channels, preferring, trying
from handrail.house.nudges.models import Channel
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current
from handrail.kit.refusals import Stale
from handrail.kit.web import json
from handrail.kit.web.resource import Slug

from .entering import at_least, member_of
from .operations import etag, expected
from .shapes import Body

router = Router(tags=["telling"])
Clock = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$"), Field(examples=["08:00"])]
Mail = Literal["digest", "at_once", "urgent", "off"]
Chat = Literal["at_once", "urgent", "off"]
LANGUAGES: list[JsonValue] = ["", *(code for code, _ in preferring.languages())]
Name = Annotated[str, StringConstraints(min_length=1, max_length=100)]
TIMES = ("digest_at", "quiet_from", "quiet_until")


class PreferencesShown(BaseModel):
    mail: Mail = Field(description="digest: urgent things at once, the rest in one mail in the morning")
    chat: Chat = Field(description="What one's own channels hear of")
    digest_at: Clock
    quiet_from: Clock
    quiet_until: Clock
    urgent_anytime: bool = Field(description="Urgent things also in the quiet hours and on days off")
    language: str = Field(
        description="Of mail; empty: the workspace's", json_schema_extra={"enum": LANGUAGES}
    )
    time_zone: str = Field(description="In which all of these times are meant")
    address: str = Field(description="Where mail goes; empty where there is none, or where it came back")
    mail_refused: str = Field(description="What the other side said when mail came back; empty: nothing")


class PreferencesChange(Body):
    mail: Mail = None  # type: ignore[assignment]
    chat: Chat = None  # type: ignore[assignment]
    digest_at: Clock = None  # type: ignore[assignment]
    quiet_from: Clock = None  # type: ignore[assignment]
    quiet_until: Clock = None  # type: ignore[assignment]
    urgent_anytime: bool = None  # type: ignore[assignment]
    language: str = Field(None, json_schema_extra={"enum": LANGUAGES})  # type: ignore[assignment]


class ChannelShown(BaseModel):
    key: str
    revision: int
    kind: Literal["slack", "teams", "webhook"]
    name: str
    hint: str = Field(description="What may be shown of its address, which is a secret")
    carries: Literal["urgent", "all"] = Field(description="What a channel of the workspace hears of")
    created_at: datetime
    off_at: datetime | None
    off_words: str = Field(description="Why it went off by itself; empty where somebody turned it off")
    signing_secret: str | None = Field(description="Of a webhook, and only in the answer that made it")


class ChannelList(BaseModel):
    items: list[ChannelShown]


class ChannelMaking(Body):
    kind: Literal["slack", "teams", "webhook"]
    name: Name
    url: Annotated[str, StringConstraints(min_length=1, max_length=2000)]
    carries: Literal["urgent", "all"] = "urgent"


class ChannelChange(Body):
    name: Name = None  # type: ignore[assignment]
    carries: Literal["urgent", "all"] = None  # type: ignore[assignment]


# -- preferences --------------------------------------------------------------------------------------------


@router.get(
    "/preferences", response=PreferencesShown, operation_id="preferences_get", summary="How you are told"
)
def preferences(request: HttpRequest, slug: Slug) -> HttpResponse:
    return chosen(member_of(request))


@router.patch(
    "/preferences", response=PreferencesShown, operation_id="preferences_change",
    summary="Choose how you are told: mail, chat, hours, language",
)  # fmt: skip
def change_preferences(request: HttpRequest, slug: Slug, said: PreferencesChange) -> HttpResponse:
    member = member_of(request)
    seen = request.headers.get("If-Match", "").strip().removeprefix("W/").strip('"')
    preferring.save(member, said.model_dump(exclude_unset=True), seen="" if seen == "*" else seen)
    return chosen(member)


@router.post(
    "/preferences/mail-again", response=PreferencesShown, operation_id="preferences_mail_again",
    summary="Send mail again, after it came back",
)  # fmt: skip
def mail_again(request: HttpRequest, slug: Slug) -> HttpResponse:
    preferring.try_mail_again(member_of(request))
    return chosen(member_of(request))


@router.post(
    "/preferences/try", response={202: None}, operation_id="preferences_try",
    summary="Tell yourself something urgent, along every way",
)  # fmt: skip
def try_ways(request: HttpRequest, slug: Slug) -> HttpResponse:
    trying.try_ways(member_of(request))
    return HttpResponse(status=202)


def chosen(member: Member) -> HttpResponse:
    row = preferring.preference_of(member)
    address = preferring.mail_address(member)
    refused = bool(row.mail_refused) and row.mail_refused == address
    shown = {name: getattr(row, name) for name in ("mail", "chat", "urgent_anytime", "language")}
    shown |= {name: f"{getattr(row, name):%H:%M}" for name in TIMES}
    shown |= {
        "time_zone": current().workspace.time_zone,
        "address": "" if refused else address,
        "mail_refused": row.mail_refused_words if refused else "",
    }
    return json.response(shown, ETag=f'"{preferring.mark(row)}"')


# -- channels -----------------------------------------------------------------------------------------------

Whose = Callable[[HttpRequest], Member | None]


def mine(request: HttpRequest) -> Member | None:
    return member_of(request)


def ours(request: HttpRequest) -> Member | None:
    """The workspace's, which are nobody's own: for administrators."""
    at_least(request, "admin")
    return None


def add_channels(prefix: str, name: str, whose: Whose, of: str) -> None:
    """The same operations for one's own channels and for the workspace's."""

    def operation(method: str, path: str, view: Any, verb: str, words: str, answer: Any) -> None:
        router.add_api_operation(
            f"{prefix}{path}",
            [method],
            view,
            response=answer,
            operation_id=f"{name}_{verb}",
            summary=words.format(of=of),
        )

    def listing(request: HttpRequest, slug: Slug) -> HttpResponse:
        member = whose(request)
        rows = channels.of_member(member) if member else channels.of_workspace()
        return json.response({"items": [shown(row) for row in rows]})

    def make(request: HttpRequest, slug: Slug, said: ChannelMaking) -> HttpResponse:
        row, secret = channels.add_channel(
            said.kind, said.name, said.url, member=whose(request), carries=said.carries
        )
        place = f"{request.path.rstrip('/')}/{row.key}"
        answer = one(row, 201, signing_secret=secret.signing or None)
        answer.headers["Location"], answer.headers["Cache-Control"] = place, "no-store"
        return answer

    def get(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
        return one(channels.get(key, whose(request)))

    def change(request: HttpRequest, slug: Slug, key: str, said: ChannelChange) -> HttpResponse:
        row = channels.get(key, whose(request))
        channels.edit_channel(row, said.model_dump(exclude_unset=True), revision=expected(request))
        return one(row)

    def remove(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
        row, wanted = channels.get(key, whose(request)), expected(request)
        if wanted is not None and wanted != row.revision:
            raise Stale(row.revision, {})
        channels.remove_channel(row)
        return HttpResponse(status=204)

    def act(verb: Callable[[Channel, Member], Any], status: int = 200) -> Any:
        def acting(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
            row = channels.get(key, whose(request))
            verb(row, member_of(request))
            return one(row, status)

        return acting

    operation("GET", "", listing, "list", "All of {of}", ChannelList)
    operation("POST", "", make, "add", "Add one to {of}", {201: ChannelShown})
    operation("GET", "/{key}", get, "get", "One of {of}", ChannelShown)
    operation(
        "PATCH", "/{key}", change, "change", "Another name, or what it carries, for one of {of}", ChannelShown
    )
    operation(
        "DELETE", "/{key}", remove, "remove", "Remove one of {of}; its address is forgotten", {204: None}
    )
    off, on = act(lambda row, _me: channels.turn_off(row, "")), act(lambda row, _me: channels.turn_on(row))
    operation("POST", "/{key}/off", off, "off", "Turn off one of {of}", ChannelShown)
    operation("POST", "/{key}/on", on, "on", "Turn on one of {of}", ChannelShown)
    tried = act(trying.try_channel, 202)
    operation("POST", "/{key}/try", tried, "try", "Send a test now to one of {of}", {202: ChannelShown})


def one(row: Channel, status: int = 200, **more: Any) -> HttpResponse:
    return json.response(shown(row) | more, status, ETag=etag(row))


def shown(row: Channel) -> dict[str, Any]:
    names = set(ChannelShown.model_fields) - {"signing_secret"}
    return {**{name: getattr(row, name) for name in sorted(names)}, "signing_secret": None}


add_channels("/channels", "channels", mine, "your own channels")
add_channels("/workspace/channels", "workspace_channels", ours, "the workspace's channels (administrators)")
