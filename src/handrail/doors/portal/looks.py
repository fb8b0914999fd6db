"""How everything that customers get looks: the colour and the logo, chosen once for the workspace."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from handrail.doors.desk.answers import at, done, problems_of
from handrail.doors.desk.answers import page as of_ours
from handrail.house.workspaces.scope import current
from handrail.kit.refusals import Invalid

from . import branding, picturing
from .branding import Brand


@of_ours("admin")
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return form(request)
    try:
        changed = chosen(request)
    except Invalid as refusal:
        return form(request, problems_of(refusal))
    branding.choose(**changed)
    return done(request, _("Saved."), reverse("portal:looks", args=[current().workspace.slug]))


def chosen(request: HttpRequest) -> dict[str, str]:
    found = {"colour": branding.chosen(request.POST.get("colour", ""))}
    sent: Any = request.FILES.get("logo")
    if sent is not None:
        found["logo"] = picturing.keep(sent, sent.size)
    elif "without" in request.POST:
        found["logo"] = ""
    return found


def form(request: HttpRequest, problems: Any = ()) -> HttpResponse:
    context = {
        "brand": branding.here(),
        "problems": problems,
        "colour": request.POST.get("colour", branding.here().colour),
        "crumbs": [{"label": _("Settings"), "url": at("settings")}, {"label": _("What customers get")}],
    }
    return render(request, "portal/looks.html", context, status=422 if problems else 200)


@of_ours()
@require_safe
def our_sheet(request: HttpRequest) -> HttpResponse:
    return sheet(branding.here())


@of_ours()
@require_safe
def our_logo(request: HttpRequest) -> HttpResponse:
    return logo(branding.here())


def sheet(brand: Brand) -> HttpResponse:
    return HttpResponse(branding.sheet(brand), content_type="text/css")


def logo(brand: Brand) -> HttpResponse:
    if not (made := picturing.content(brand.logo) if brand.logo else b""):
        raise Http404
    return HttpResponse(made, content_type="image/png")
