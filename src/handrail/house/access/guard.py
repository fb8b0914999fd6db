"""Who stands at the door: a signed-in user or the bearer of a token, and the member they are in this workspace."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib import import_module
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.auth import SESSION_KEY, get_user
from django.contrib.sessions.backends.base import SessionBase
from django.db import connection, transaction
from django.http import HttpRequest

from handrail.house.ledger import write
from handrail.house.ledger.listen import Listener
from handrail.house.workspaces import joined
from handrail.house.workspaces.models import Member, User, Workspace
from handrail.house.workspaces.scope import Scope, actor_of, held, hidden_in
from handrail.kit import clock
from handrail.kit.refusals import Stale

from .models import Token
from .sessions import over, second_factor_shown, shown_lately


@dataclass(frozen=True, slots=True)
class Visitor:
    """Nobody, until somebody is found. `token_id` says that a program came in with a token, and `allowed` how far
    that token reaches. `missing` says what a member still has to show before the workspace opens."""

    scope: Scope | None = None
    member: Member | None = None
    token_id: int | None = None
    allowed: str = "admin"
    missing: str = ""


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def visit(request: HttpRequest, slug: str, *, by_token: bool) -> Visitor:
    """Open `slug` for whoever the request comes from, in the transaction that is open. Nobody: an empty visitor."""
    bearer = bearer_of(request) if by_token else ""
    user_id = None if bearer else (request.user.pk if request.user.is_authenticated else None)
    if not bearer and user_id is None:
        return Visitor()
    found = arrive(slug, user_id, digest(bearer) if bearer else "")
    if found is None or (found.member.user is not None and not found.member.user.is_active):
        return Visitor()
    member = found.member
    if bearer:
        return bearer_visit(member, found.token, found.hidden)
    if lacks_second_factor(member, request.session):
        return Visitor(missing="second_factor")
    proven = shown_lately(request.session, user_id or 0)
    scope = Scope(
        member.workspace,
        actor_of(member),
        member,
        proven=proven,
        window=window_of(request),
        hidden=found.hidden,
    )
    return Visitor(scope, member)


def bearer_visit(member: Member, token: Token | None, hidden: frozenset[int]) -> Visitor:
    if token is None:
        return Visitor()
    scope = Scope(member.workspace, actor_of(member, "token"), member, proven=False, hidden=hidden)
    with held(scope):
        note_use(token)
    return Visitor(scope, member, token.pk, token.scope)


def note_use(row: Any) -> None:
    """The day on which a token or a feed was last used, once a day. Of two requests at once, one notes it."""
    today = clock.real().date()
    if row.last_used_on == today:
        return
    try:
        with transaction.atomic():
            write.change(row, {"last_used_on": today}, kind="used")
    except Stale:
        return


def lacks_second_factor(member: Member, session: SessionBase) -> bool:
    """Whether the workspace asks everybody for a second factor and this session has shown none."""
    return member.workspace.second_factor and not second_factor_shown(session, member.user_id or 0)


def window_of(request: HttpRequest) -> str:
    """What the page calls its window; letters and digits only, since other people's pages are told it too."""
    named = request.headers.get("Handrail-Window", "")
    return named if named.isascii() and named.isalnum() and len(named) <= 20 else ""


def bearer_of(request: HttpRequest) -> str:
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    return secret.strip() if scheme.lower() == "bearer" else ""


class Arrived(NamedTuple):
    member: Member
    token: Token | None
    hidden: frozenset[int]


ARRIVE = f"""
WITH entered AS MATERIALIZED (
    SELECT member_id, token_id, handrail_veil(member_id) AS hidden FROM handrail_enter(%s, %s, %s, %s)
)
SELECT entered.hidden, who.* FROM entered CROSS JOIN LATERAL (
    SELECT {joined.columns(Member, "m")}, {joined.columns(Workspace, "w")}, {joined.columns(User, "u")},
           {joined.columns(Token, "t")}
    FROM workspaces_member AS m JOIN workspaces_workspace AS w ON w.id = m.workspace_id
    LEFT JOIN workspaces_user AS u ON u.id = m.user_id
    LEFT JOIN access_token AS t ON t.id = entered.token_id AND t.revoked_at IS NULL AND t.removed_at IS NULL
    WHERE m.id = entered.member_id AND m.left_on IS NULL AND m.removed_at IS NULL
    OFFSET 0
) AS who
"""
# What is laterally joined behind OFFSET 0 can only be looked up once `entered` has its row: by then the workspace is
# open, and row security lets exactly its rows through.


def arrive(slug: str, user_id: int | None, token_digest: str) -> Arrived | None:
    """`enter_by`, and who that is with all that every request needs, in one statement."""
    values = joined.one(ARRIVE, [slug, user_id, token_digest, clock.real()])
    if values is None:
        return None
    hidden = hidden_in(next(values))
    member, workspace, user, token = (
        joined.taken(model, values) for model in (Member, Workspace, User, Token)
    )
    if not isinstance(member, Member):
        return None
    member.workspace, member.user = workspace, user  # type: ignore[assignment]
    return Arrived(member, token, hidden)  # type: ignore[arg-type]


class Entered(NamedTuple):
    """Whom the database has let in, by which token, and which customers it hides from them now."""

    member_id: int
    token_id: int | None
    hidden: frozenset[int]


def enter_by(slug: str, user_id: int | None, token_digest: str) -> Entered | None:
    """Have the database let this user or token into the workspace; None where it does not."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT member_id, token_id, handrail_veil(member_id) FROM handrail_enter(%s, %s, %s, %s)",
            [slug, user_id, token_digest, clock.real()],
        )
        row = cursor.fetchone()
    return None if row is None or row[0] is None else Entered(row[0], row[1], hidden_in(row[2]))


def stream_member(cookies: dict[str, str], slug: str) -> Listener | None:
    """Who a session's user is in `slug`: the event stream asks this before it says a word."""
    session = session_of(cookies.get(settings.SESSION_COOKIE_NAME, ""))
    user_id = session_user(session) if session is not None else None
    if user_id is None or session is None:
        return None
    with transaction.atomic():
        found = enter_by(slug, user_id, "")
        if found is None:
            return None
        present = Member.objects.here().select_related("workspace")
        member = present.filter(pk=found.member_id).first()
        if member is None or member.workspace_id is None or member.role == "guest":
            return None
        if lacks_second_factor(member, session):
            return None
        return Listener(member.workspace_id, member.pk, found.hidden)


def session_of(session_key: str) -> SessionBase | None:
    if not session_key:
        return None
    store: SessionBase = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    return store


def session_user(session: SessionBase) -> int | None:
    """The signed-in user behind a session, checked as Django checks it (password changes end sessions)."""
    request = HttpRequest()
    request.session = session
    if SESSION_KEY not in session or over(session):
        return None
    user = get_user(request)
    return int(user.pk) if user.is_authenticated else None
