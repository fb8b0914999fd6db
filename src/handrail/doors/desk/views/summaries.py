"""Summaries: of now and as they were, each number opening what it counts; kept, copied, and sent by themselves."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handrail.house.ledger import reading
from handrail.house.ledger.rows import today
from handrail.house.nudges import channels
from handrail.kit.refusals import Invalid, NotFound, Problem
from handrail.kit.words import say
from handrail.record.customers.models import Customer
from handrail.record.projects.models import Project
from handrail.watch.reviews import recurrence
from handrail.watch.summaries import queries, verbs
from handrail.watch.summaries.facts import KINDS, LENGTHS, Told
from handrail.watch.summaries.lines import LEADS, TITLES, names_in
from handrail.watch.summaries.models import Briefing
from handrail.watch.summaries.turning import send_now

from .. import controls, summing
from ..answers import at, done, me, page, problems_of
from .reviews import projects
from .rhythm import day_boxes, rule_of, units, whiches

PER_PAGE = 100
MOST = 50


@page()
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    project, customer = scope(request)
    asked = summing.scope_of(project, customer)
    of = {"project": project} if project else {"project": None, "customer": customer} if customer else {}
    context = {
        "kinds": [(name, say(TITLES[name]), say(LEADS[name])) for name in KINDS],
        "whose": project or customer,
        "asked": "&".join(f"{name}={key}" for name, key in asked.items()),
        "briefings": [Line(row) for row in queries.briefings(**of)],
        "kept": list(queries.past(**of).select_related("project", "customer")[:MOST]),
    }
    return render(request, "desk/summaries.html", context)


class Line:
    """A briefing in the list."""

    def __init__(self, row: Briefing) -> None:
        self.row = row

    @property
    def rhythm(self) -> str:
        return recurrence.sentence(self.row.rule, self.row.starts_on, recurrence.time_of(self.row.at))


def scope(request: HttpRequest) -> tuple[Project | None, Customer | None]:
    """Of what it is asked; NotFound where the reader sees no such thing."""
    asked = request.POST if request.method == "POST" else request.GET
    project, customer = asked.get("project", ""), asked.get("customer", "")
    if project:
        return reading.find(Project, project), None
    return None, reading.find(Customer, customer) if customer else None


def length(request: HttpRequest) -> str:
    return request.GET["length"] if request.GET.get("length") in LENGTHS else "page"


def known(kind: str) -> str:
    if kind not in KINDS:
        raise NotFound(_("There is no such summary."))
    return kind


@page()
@require_safe
def now(request: HttpRequest, kind: str) -> HttpResponse:
    project, customer = scope(request)
    return shown(request, summing.page_for(queries.now(known(kind), project, customer), length(request)))


@page()
@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    row = queries.summary(key)
    return shown(request, summing.page_for(queries.told(row), length(request), row))


def shown(request: HttpRequest, told: summing.Page) -> HttpResponse:
    if "file" in request.GET:
        answer = HttpResponse(
            summing.markdown(told, settings.URL), content_type="text/markdown; charset=utf-8"
        )
        answer["Content-Disposition"] = f'attachment; filename="{told.told.kind}-{told.told.asked.last}.md"'
        return answer
    labels = {"ten": _("Ten lines"), "page": _("One page")}
    context = {
        "shown": told,
        "switch": [
            {"label": labels[name], "url": told.link(length=name), "current": name == told.length}
            for name in LENGTHS
        ],
        "file_url": told.link(length=told.length, file="md"),
        "regular_url": f"{at('briefing-new')}?{urlencode({**told.scope, 'kind': told.told.kind})}",
        "as_text": summing.markdown(told, settings.URL),
        "members": controls.members(),
        "whole_asked": "&".join(f"{name}={key}" for name, key in told.scope.items()),
        "crumbs": [{"label": _("Summaries"), "url": at("summaries")}, {"label": told.title}],
    }
    return render(request, "desk/summary.html", context)


@page()
@require_safe
def now_records(request: HttpRequest, kind: str) -> HttpResponse:
    project, customer = scope(request)
    told = queries.now(known(kind), project, customer)
    return counted(request, told, summing.page_for(told, "page"))


@page()
@require_safe
def records(request: HttpRequest, key: str) -> HttpResponse:
    row = queries.summary(key)
    told = queries.told(row)
    return counted(request, told, summing.page_for(told, "page", row))


def counted(request: HttpRequest, told: Told, page: summing.Page) -> HttpResponse:
    """Exactly what one number counts."""
    line = request.GET.get("line", "")
    if line not in names_in(told.kind, told.lines):
        raise NotFound(_("This summary has no such line."))
    pages = Paginator(told.items(line, request.GET.get("which", "")), PER_PAGE)
    found = pages.get_page(request.GET.get("page"))
    names = Customer.objects.in_bulk({one.customer for one in found if one.customer})
    context = {
        "shown": page,
        "title": summing.line_title(told, line),
        "lines": summing.records(list(found), names, told.kind),
        "pages": found,
        "count": pages.count,
        "crumbs": [
            {"label": _("Summaries"), "url": at("summaries")},
            {"label": page.title, "url": page.link()},
            {"label": summing.line_title(told, line)},
        ],
    }
    return render(request, "desk/summary_records.html", context)


@page()
@require_POST
def keep(request: HttpRequest, kind: str) -> HttpResponse:
    project, customer = scope(request)
    with transaction.atomic():
        row = verbs.keep_summary(known(kind), project=project, customer=customer)
        if "send" in request.POST:
            told = send_now(row, request.POST.getlist("to"), request.POST.get("length", "page"))
            words = ngettext("%(n)s person is told.", "%(n)s people are told.", told) % {"n": told}
            return done(request, words, at("summary", row.key), go=True)
    return done(request, _("Kept as it is now."), at("summary", row.key), go=True)


# -- sent by themselves -------------------------------------------------------------------------------------


@page()
@require_http_methods(["GET", "HEAD", "POST"])
def new_briefing(request: HttpRequest) -> HttpResponse:
    project, customer = scope(request)
    row = Briefing(project=project, customer=customer, owner=me(), members=[me().key], starts_on=today())
    if request.GET.get("kind") in KINDS:
        row.kind = request.GET["kind"]
    if request.method != "POST":
        return form(request, row)
    try:
        for name, value in said(request, row).items():
            setattr(row, name, value)
        verbs.add_briefings([row])
    except Invalid as refusal:
        return form(request, row, problems_of(refusal))
    return done(
        request, _("It goes out from now on: %(title)s") % {"title": row.title}, at("summaries"), go=True
    )


@page()
@require_http_methods(["GET", "HEAD", "POST"])
def briefing(request: HttpRequest, key: str) -> HttpResponse:
    row = queries.briefing(key)
    if request.method != "POST":
        return form(request, row)
    try:
        verbs.edit_briefing(row, said(request, row))
    except Invalid as refusal:
        return form(request, row, problems_of(refusal))
    return done(request, _("Saved."), at("summaries"), go=True)


@page()
@require_POST
def remove_briefing(request: HttpRequest, key: str) -> HttpResponse:
    row = queries.briefing(key)
    verbs.remove_briefings([row])
    return done(request, _("Removed: %(title)s") % {"title": row.title}, at("summaries"), go=True)


def said(request: HttpRequest, row: Briefing) -> dict[str, Any]:
    sent = request.POST
    found: dict[str, Any] = {
        **rule_of(sent, row),  # type: ignore[arg-type]
        "title": sent.get("title", "").strip(),
        "length": sent.get("length", row.length),
        "members": sent.getlist("members"),
        "channels": sent.getlist("channels"),
        "on": "on" in sent,
    }
    return found if row.pk else {**found, "kind": sent.get("kind", row.kind)}


def form(request: HttpRequest, row: Briefing, problems: tuple[Problem, ...] = ()) -> HttpResponse:
    choices = recurrence.chosen(row.rule)
    context = {
        "row": row,
        "choices": choices,
        "days": day_boxes(row, choices),  # type: ignore[arg-type]
        "units": units(),
        "whiches": whiches(),
        "kinds": [(name, say(TITLES[name])) for name in KINDS],
        "lengths": [("ten", _("Ten lines")), ("page", _("One page"))],
        "members": [(key, name, key in row.members) for key, name in controls.members()],
        "channels": [(one.key, one.name, one.key in row.channels) for one in channels.of_workspace()],
        "projects": projects(),
        "problems": problems,
        "crumbs": [
            {"label": _("Summaries"), "url": at("summaries")},
            {"label": row.title if row.pk else _("Send one regularly")},
        ],
    }
    return render(request, "desk/briefing.html", context, status=422 if problems else 200)
