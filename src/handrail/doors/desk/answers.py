"""How a view answers: whole pages or parts, a word with an undo, and refusals where they happen."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import RFC3986_SUBDELIMS, url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from handrail import wiring
from handrail.house.access.entry import open_to
from handrail.house.ledger import undoing
from handrail.house.signing import recent
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current
from handrail.kit.refusals import Invalid, NotAllowed, NotFound, Refusal, Unproven
from handrail.ui.templatetags.ui import BESIDE

from .kinds import Kind

STEP = "step"
"""What the side panel says of itself where it sends a form that would lead on by itself: frontend/src/beside.ts."""
View = TypeVar("View", bound=Callable[..., HttpResponse])


def page(least: str = "member") -> Callable[[View], View]:
    """A page for members of at least this role; a refusal no view has answered gets a page of its own."""

    def wrap(view: View) -> View:
        @wraps(view)
        def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            kwargs.pop("slug", None)
            try:
                with timezone.override(ZoneInfo(current().workspace.time_zone)):
                    return with_undo(request, view(request, *args, **kwargs))
            except NotFound as refusal:
                raise Http404(refusal.message) from refusal
            except Unproven:
                return on_to_proof(request)
            except NotAllowed as refusal:
                raise PermissionDenied(f"{refusal.message} {refusal.fix}".strip()) from refusal
            except Refusal as refusal:
                return refused(request, refusal)

        return open_to(least)(answered)  # type: ignore[return-value]

    return wrap


def on_to_proof(request: HttpRequest, to: str = "") -> HttpResponse:
    """Whoever may do this shows first, once more, that it is them."""
    response = recent.ask(request, to)
    if is_part(request) and response.status_code == 302:
        return HttpResponse(headers={"HX-Redirect": response.headers["Location"]})
    return response


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """409, with what stands in the way. A part gets it as a word in the corner and stays as it is."""
    fix = refusal.fix or " ".join(one.fix for one in problems_of(refusal) if one.fix)
    if is_part(request):
        response = HttpResponse(status=422)
        response["HX-Reswap"] = "none"
        return word(response, refusal.message, fix=fix, tone="bad")
    if isinstance(refusal, Invalid):  # nobody else has changed anything
        fix = fix or _("Nothing was changed.")
    context = {"message": refusal.message, "fix": fix, "back_url": back(request)}
    return render(request, "409.html", context, status=409)


def is_part(request: HttpRequest) -> bool:
    return bool(getattr(request, "htmx", False)) and not request.headers.get("HX-Boosted")


def at(name: str, *args: Any) -> str:
    """The address of a page of the workspace we are in."""
    return reverse(f"desk:{name}", args=[current().workspace.slug, *args])


def address(kind: Kind, row: Any) -> str:
    return at(kind.page, row.key) if kind.page != "record" else at("record", kind, row.key)


def field_at(kind: Kind, key: str, name: str) -> str:
    """`at("field", kind, key, name)`; a page shows dozens of fields of one record, whose address is found once."""
    known, mark = current().remembered, f"address {kind.slug} {key}"
    if mark not in known:
        known[mark] = at("record", kind, key)
    return f"{known[mark]}edit/{quote(name, safe=RFC3986_SUBDELIMS + '/~:@')}/"


def me() -> Member:
    member = current().member
    assert member is not None  # the guard has let nobody else in
    return member


def back(request: HttpRequest, fallback: str = "") -> str:
    """Where the person came from, if that is a page of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or request.headers.get("Referer") or ""
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else fallback or at("today")


def word(
    response: HttpResponse, message: str, *, fix: str = "", tone: str = "good", undo: str = ""
) -> HttpResponse:
    """Say something in the corner of the page that asked, with a way back where something was changed.

    `undo` is the way back of what is no record: a line of the inbox.
    """
    said = {"message": message, "fix": fix, "tone": tone, "undo": undo or undo_url(), "redo": redoing()}
    events = json.loads(response.get("HX-Trigger", "{}"))
    response["HX-Trigger"] = json.dumps({**events, "toast": said})
    return response


def done(
    request: HttpRequest,
    message: str,
    to: str,
    *,
    go: bool = False,
    stays: bool = False,
    closes: bool = False,
    undo: str = "",
) -> HttpResponse:
    """After a change: a part stays (unless it shall `go`) and hears of it; a whole page goes on to `to`. The dialog
    around a part closes, unless what it shows `stays`: a record shows itself anew. A step of the record in the side
    panel leaves neither the page nor the panel, which shows `to` as it is now, unless it `closes`."""
    step = is_part(request) and request.headers.get(BESIDE) == STEP
    if step:
        stays = not closes and is_shown_beside(request, to)
    if is_part(request) and (not go or (step and stays)):
        response = HttpResponse(headers={"HX-Reswap": "none"} if step else {})
        if not stays:
            response["HX-Trigger"] = json.dumps({"close-dialog": {}})
        elif step:
            response["HX-Trigger"] = json.dumps({"beside": {"url": to}})
        return word(response, message, undo=undo)
    tell(request, message, undo)
    if is_part(request):
        return HttpResponse(headers={"HX-Redirect": to})
    return HttpResponseRedirect(to)


def is_shown_beside(request: HttpRequest, to: str) -> bool:
    shown = urlsplit(request.headers.get("HX-Current-URL", "")).path
    return bool(shown) and urlsplit(to).path == shown


# -- the way back -------------------------------------------------------------------------------------------


def undo_url() -> str:
    """Where the change that is being made now is taken back; empty where there is none."""
    scope = current()
    undoable = {*wiring.UNDONE, undoing.OF_WORKSPACE}
    return at("undo-one", scope.batch) if scope.changed & undoable else ""


def redoing() -> bool:
    return undoing.taking_back()


def tell(request: HttpRequest, message: str, undo: str = "") -> None:
    """A word on the next page, with its way back: the template reads the address from the message's tags."""
    address = undo or undo_url()
    messages.success(request, message, extra_tags=f"{address}?redo" if address and redoing() else address)
    request.told = True  # type: ignore[attr-defined]


def with_undo(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """No change made on a page goes without its way back, whatever the view has said of it."""
    if request.method in ("GET", "HEAD") or response.status_code >= 400 or not undo_url():
        return response
    if getattr(request, "told", False) or '"toast"' in response.get("HX-Trigger", ""):
        return response
    if is_part(request):
        return word(response, _("Saved."))
    if isinstance(response, HttpResponseRedirect):
        tell(request, _("Saved."))
    return response


def problems_of(refusal: Refusal) -> tuple[Any, ...]:
    return refusal.problems if isinstance(refusal, Invalid) else ()
