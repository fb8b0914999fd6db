"""Capture in ten seconds: what, whose, when, Enter; or a touchpoint on a customer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from handrail.house.deadlines.bygone import refuse_bygone
from handrail.house.ledger.rows import today
from handrail.house.workspaces.models import Member
from handrail.kit.refusals import Invalid, Problem
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer, Stakeholder, Touchpoint
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task

from .. import capture
from ..answers import back, done, me, page, problems_of
from ..controls import members
from ..words import choice
from .records import part_of


@dataclass(frozen=True, slots=True)
class Understood:
    """A line of writing with its names looked up; the explicit fields of the form win."""

    title: str
    owner: Member | None
    due_on: date | None
    customer: Customer | None
    lost: tuple[str, ...] = ()


def understand(data: QueryDict) -> Understood:
    found = capture.understand(data.get("what", ""), today())
    owner = member(data.get("owner", "")) or (named_member(found.whose) if found.whose else me())
    customer = one_customer(data.get("customer", "")) or (
        named_customer(found.customer) if found.customer else None
    )
    lost = (
        ("@" + found.whose) * (owner is None),
        ("#" + found.customer) * bool(found.customer and customer is None),
    )
    due = parse_day(data.get("due_on", "")) or found.due_on
    return Understood(found.title, owner, due, customer, tuple(filter(None, lost)))


def parse_day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def member(key: str) -> Member | None:
    return Member.objects.here().filter(key=key).first() if key else None


def one_customer(key: str) -> Customer | None:
    return Customer.objects.filter(key=key, removed_at=None).first() if key else None


def named_member(words: str) -> Member | None:
    key = capture.best(words, members_by_name())
    return member(key)


def members_by_name() -> list[tuple[str, str]]:
    return [(key, str(name)) for key, name in members()]


def named_customer(words: str) -> Customer | None:
    first = next(iter(words.replace("-", " ").split()), "")
    if not first:
        return None
    named = {row.key: row for row in Customer.objects.filter(removed_at=None, name__icontains=first)[:50]}
    named |= {
        row.key: row for row in Customer.objects.filter(removed_at=None, key__startswith=words.lower())[:50]
    }
    key = capture.best(words, ((row.key, row.name) for row in named.values()))
    return named.get(key)


@page()
@require_http_methods(["GET", "HEAD", "POST"])
def task(request: HttpRequest) -> HttpResponse:
    given = one_customer(request.GET.get("customer", ""))
    context: dict[str, Any] = {
        "members": [("", _("Me")), *members()],
        "next": back(request),
        "typed": request.POST,
        "customer": given,
    }
    if request.method != "POST":
        return render(request, part_of(request, "capture"), context)
    read = understand(request.POST)
    try:
        row = add(read)
    except Invalid as refusal:
        problems = problems_of(refusal)
        return render(request, part_of(request, "capture"), {**context, "problems": problems}, status=422)
    return done(request, said(row), context["next"])


def add(read: Understood) -> Task:
    if read.lost:
        message = _("Nobody and nothing here is called %s.") % ", ".join(read.lost)
        raise Invalid([Problem("what", message, _("Check the spelling, or leave it out."))])
    if not read.title:
        raise Invalid([Problem("what", _("Write what is to be done."), "")])
    refuse_bygone({"due_on": read.due_on})
    return tasks.add_tasks(
        [Task(title=read.title, owner=read.owner, due_on=read.due_on, customer=read.customer)]
    )[0]


def said(row: Task) -> str:
    who = row.owner.name if row.owner else ""
    return _("Added for %(who)s: %(title)s") % {"who": who, "title": row.title}


@page()
@require_safe
def preview(request: HttpRequest) -> HttpResponse:
    """What the line is understood as, while it is being written."""
    return render(
        request,
        "desk/parts/understood.html",
        {"read": understand(request.GET), "written": request.GET.get("what")},
    )


@page()
@require_http_methods(["GET", "HEAD", "POST"])
def touch(request: HttpRequest) -> HttpResponse:
    """A call, meeting, mail or visit: kind, day, one line, who took part."""
    customer = one_customer(request.POST.get("customer") or request.GET.get("customer", ""))
    people = (
        Stakeholder.objects.filter(customer=customer, removed_at=None).order_by("name") if customer else []
    )
    context: dict[str, Any] = {
        "customer": customer,
        "customers": [] if customer else some_customers(),
        "today": today(),
        "typed": request.POST,
        "choices": [(value, choice(value)) for value in Touchpoint.KINDS],
        "people": people,
        "next": back(request),
        "picked": request.POST.getlist("people"),
    }
    if request.method != "POST":
        return render(request, part_of(request, "touch"), context)
    try:
        row = log(customer, request.POST)
    except Invalid as refusal:
        return render(
            request, part_of(request, "touch"), {**context, "problems": problems_of(refusal)}, status=422
        )
    message = _("Logged with %(name)s.") % {"name": row.customer.name}
    return done(request, message, context["next"])


def some_customers() -> list[tuple[str, str]]:
    """Mine first; the box is for ten seconds, the customer's page for all others."""
    mine = Customer.objects.filter(removed_at=None, owner=me()).order_by("name")
    rest = Customer.objects.filter(removed_at=None).exclude(owner=me()).order_by("name")
    return [("", "–"), *mine.values_list("key", "name")[:200], *rest.values_list("key", "name")[:200]]


def log(customer: Customer | None, data: QueryDict) -> Touchpoint:
    if customer is None:
        raise Invalid([Problem("customer", _("Say which customer it was."), "")])
    row = Touchpoint(
        customer=customer,
        kind=data.get("kind", "call"),
        on=data.get("on") or today(),
        member=me(),
        summary=data.get("summary", "").strip(),
        text=data.get("text", ""),
        people=data.getlist("people"),
    )
    return customers.add_touchpoints([row])[0]
