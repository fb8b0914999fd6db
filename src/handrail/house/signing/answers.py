"""How the pages of this room answer."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from handrail.house.access.entry import open_to
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current
from handrail.kit.refusals import NotAllowed, NotFound, Refusal

View = TypeVar("View", bound=Callable[..., HttpResponse])


def inside(least: str) -> Callable[[View], View]:
    """A page of a workspace, for members of at least this role, in the workspace's time."""

    def wrap(view: View) -> View:
        @wraps(view)
        def answered(request: HttpRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponse:
            with timezone.override(ZoneInfo(current().workspace.time_zone)):
                return told(request, lambda: view(request, *args, **kwargs))

        return open_to(least)(answered)  # type: ignore[return-value]

    return wrap


def personal(view: View) -> View:
    """A page of one person, outside any workspace."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return told(request, lambda: view(request, *args, **kwargs))

    return open_to("signed_in")(answered)  # type: ignore[return-value]


def told(request: HttpRequest, view: Callable[[], HttpResponse]) -> HttpResponse:
    try:
        return view()
    except NotFound as refusal:
        raise Http404(refusal.message) from refusal
    except NotAllowed as refusal:
        raise PermissionDenied(refusal.message) from refusal
    except Refusal as refusal:
        problem = next(iter(getattr(refusal, "problems", ())), refusal)
        words = {"message": problem.message, "fix": problem.fix, "back_url": safe(request, "HTTP_REFERER")}
        return render(request, "409.html", words, status=409)


def safe(request: HttpRequest, header: str = "") -> str:
    """Where somebody wanted to go, if that is a page of ours; else the front door."""
    wanted = (
        request.META.get(header, "") if header else request.POST.get("next") or request.GET.get("next") or ""
    )
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if wanted and ours else "/"


def me() -> Member:
    member = current().member
    assert member is not None  # the guard has let nobody else in
    return member


def done(request: HttpRequest, words: str, to: str, *args: Any) -> HttpResponse:
    messages.success(request, words)
    return redirect(to, *args)
