"""Who comes with git: the bearer of a token, as the password; whatever stands as the name."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass

from django.db import transaction
from django.http import HttpRequest

from handrail.house.access.entry import suffices
from handrail.house.access.guard import arrive, digest, note_use
from handrail.house.access.models import Token
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import Scope, actor_of, held
from handrail.kit.refusals import Refusal

from .receiving import refuse_half_sighted

ASK = {"WWW-Authenticate": 'Basic realm="Handrail", charset="UTF-8"'}


class Refused(Exception):
    def __init__(self, status: int, words: str, headers: dict[str, str] | None = None) -> None:
        self.status, self.headers = status, headers or {}
        super().__init__(words)


@dataclass(frozen=True, slots=True)
class Caller:
    member: Member
    workspace_id: int
    slug: str


def enter_as(request: HttpRequest, slug: str, *, write: bool) -> Caller:
    """The member whose token it is, where they may do this."""
    secret = secret_of(request)
    if not secret:
        raise Refused(401, "Show a token of this workspace as the password; any name does.", ASK)
    with transaction.atomic(durable=True):
        found = arrive(slug, None, digest(secret))
        if found is None or found.token is None or (found.member.user and not found.member.user.is_active):
            raise Refused(
                401, "This token does not open this workspace. Make one under Settings, API tokens.", ASK
            )
        scope = Scope(
            found.member.workspace,
            actor_of(found.member, "token"),
            found.member,
            proven=False,
            hidden=found.hidden,
        )
        with held(scope):
            refuse(found.member, found.token, write)
            note_use(found.token)
    return Caller(found.member, scope.workspace_id, slug)


def refuse(member: Member, token: Token, write: bool) -> None:
    if not suffices(member.role, "member"):
        raise Refused(403, "Guests can not clone the files.")
    if write and Token.SCOPES.index(token.scope) < Token.SCOPES.index("write"):
        raise Refused(403, "This token may only read. Make one that may write.")
    if not member.workspace.under_git:
        raise Refused(
            404, "The files of this workspace are not kept under git. An administrator can switch it on."
        )
    try:
        refuse_half_sighted()
    except Refusal as refusal:
        raise Refused(403, f"{refusal.message} {refusal.fix}") from None


def secret_of(request: HttpRequest) -> str:
    """The password of Basic, which is what git sends; or a bearer token."""
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return given.strip()
    if scheme.lower() != "basic":
        return ""
    try:
        name, _, password = base64.b64decode(given.strip(), validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return ""
    return password or name
