"""Who may come in by this door: a member with a token, or one who is signed in and sends the CSRF token."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja.utils import check_csrf

from handrail.house.access.entry import suffices
from handrail.house.access.guard import Visitor, bearer_of
from handrail.house.access.models import Token
from handrail.house.workspaces.models import Member
from handrail.kit.refusals import NotAllowed, NotFound
from handrail.kit.web.numbers import whole
from handrail.kit.web.problems import NotJson, NotSignedIn, TooLarge

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
MOST_BYTES = 4_000_000


def member_of(request: HttpRequest) -> Member:
    """The member behind a request. Raises what the answer to anybody else is."""
    visitor: Visitor = request.visitor  # type: ignore[attr-defined]
    if visitor.member is not None:
        return visitor.member
    if visitor.missing:
        fix = "Sign in to its pages and show one; or use a token."
        raise NotAllowed("This workspace asks everybody for a second factor.", fix)
    if request.user.is_authenticated and not bearer_of(request):
        raise NotFound("There is no such workspace, or you are not a member of it.", "Look at its address.")
    raise NotSignedIn("", "Send “Authorization: Bearer <token>” with a token of this workspace, or sign in.")


def admit(request: HttpRequest) -> Member:
    member = member_of(request)
    if not suffices(member.role, "member"):
        raise NotAllowed("Guests can not use the API.", "Ask an administrator for another role.")
    if request.method not in SAFE:
        refuse_narrow_token(request, "write")
        measure(request)
        refuse_foreign_form(request)
    return member


def refuse_narrow_token(request: HttpRequest, needed: str) -> None:
    """A token does no more than it was made for, however much its member may."""
    visitor: Visitor = request.visitor  # type: ignore[attr-defined]
    scopes = Token.SCOPES
    if scopes.index(visitor.allowed) < scopes.index(needed):
        words = "This token may only read." if needed == "write" else "This token may not administer."
        raise NotAllowed(words, f"Make one with the scope “{needed}”.")


def refuse_foreign_form(request: HttpRequest) -> None:
    """A session's cookie travels with any page's form, so a write by cookie needs the CSRF token too."""
    visitor: Visitor = request.visitor  # type: ignore[attr-defined]
    if visitor.token_id is None and check_csrf(request) is not None:
        raise NotAllowed("This did not come from a page of ours.", "Send the CSRF token as X-CSRFToken.")


def measure(request: HttpRequest) -> None:
    length = whole(request.META.get("CONTENT_LENGTH") or "0", 18)
    most = settings.FILE_MOST if is_file(request) else MOST_BYTES
    if length is None or length > most:
        raise TooLarge(f"A body has at most {most:,} bytes.", "Send less at once.")
    if (
        length
        and not is_file(request)
        and request.content_type not in ("application/json", "application/merge-patch+json")
    ):
        raise NotJson(f"This came as “{request.content_type}”.", "Send Content-Type: application/json.")


def is_file(request: HttpRequest) -> bool:
    """Two operations take what is no JSON: the content of a file, to be attached or to be imported; and of several
    files at once, to be imported together."""
    kinds = {"application/octet-stream": ("/files", "/imports"), "multipart/form-data": ("/imports",)}
    return request.method == "POST" and request.path_info.endswith(kinds.get(request.content_type or "", ()))


def at_least(request: HttpRequest, role: str) -> None:
    refuse_narrow_token(request, "read" if request.method in ("GET", "HEAD") else "admin")
    if not suffices(member_of(request).role, role):
        raise NotAllowed("", f"Ask an {role} of the workspace to do it.")


class Bearer:
    """What OpenAPI tells about tokens; the door has let the member in already."""

    openapi_security_schema: dict[str, Any] = {"type": "http", "scheme": "bearer"}

    def __call__(self, request: HttpRequest) -> Member:
        return member_of(request)


class Session:
    openapi_security_schema: dict[str, Any] = {"type": "apiKey", "in": "cookie", "name": "handrail"}

    def __call__(self, request: HttpRequest) -> Member:
        return member_of(request)
