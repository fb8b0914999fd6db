"""Playbooks: the shipped ones and our own; shown, changed as text, and used to begin a project."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handrail.house.ledger import reading
from handrail.house.ledger.rows import today
from handrail.house.workspaces.models import Member
from handrail.kit.refusals import Invalid, Problem, Stale
from handrail.kit.web.numbers import whole
from handrail.record.customers.models import Customer
from handrail.record.rollout.facts import WEEKENDS
from handrail.watch.playbooks import files, library, looking_back, standards, verbs
from handrail.watch.playbooks.models import Playbook

from .. import controls, launch, lessons, story
from ..answers import at, done, me, page
from ..kinds.launch import PLAYBOOK
from ..markdown import html

MOST_BYTES = 400_000
ROLE = "role-"
"""In front of a playbook's own role, in the form that begins a project."""


@page()
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    context = {
        "own": library.own(),
        "shipped": list(library.shipped().values()),
        "upload_url": at("playbook-new"),
    }
    return render(request, "desk/playbooks.html", context)


@page()
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """A new project begins with the choice of a playbook, or from nothing."""
    crumbs = [{"label": _("Projects"), "url": at("projects")}, {"label": _("New project")}]
    return render(request, "desk/project_start.html", {"all": launch.all_playbooks(), "crumbs": crumbs})


def crumbs(there: library.Shown) -> list[dict[str, Any]]:
    return [{"label": _("Playbooks"), "url": at("playbooks")}, {"label": there.book.title}]


@page()
@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    there = library.find(key)
    context = {
        "there": there,
        "book": there.book,
        "pieces": there.book.by_section,
        "sections": [(title, html(text)) for title, text in there.book.sections],
        "crumbs": crumbs(there),
        "kind": PLAYBOOK,
        "standards": standards.waiting(there),
        "bare": lessons.bare(there.book),
        "places": places(),
        "lessons": lessons.lessons(looking_back.lessons(there.name)),
        "history": story.of_record(PLAYBOOK, there.row) if there.row is not None else [],
    }
    return render(request, "desk/playbook.html", context)


def places() -> list[tuple[str, str]]:
    return [
        ("point", _("a point of the checklist")), ("card", _("a card")), ("risk", _("a risk")), ("", _("not now")),
    ]  # fmt: skip


@page()
@require_POST
def learn(request: HttpRequest, key: str) -> HttpResponse:
    """What was taught becomes the playbook's next version; or a check that only cost time is taken out."""
    if check := request.POST.get("check", ""):
        row = standards.shorten(key, request.POST.get("stage", ""), check)
    else:
        wanted = {one.key: request.POST.get(one.key, "") for one in standards.waiting(library.find(key))}
        row = standards.take_standards(key, {name: place for name, place in wanted.items() if place})
    return done(
        request, _("This is version %(n)s now.") % {"n": row.version}, at("playbook", row.key), go=True
    )


@page()
@require_safe
def download(request: HttpRequest, key: str) -> HttpResponse:
    there = library.find(key)
    answer = HttpResponse(there.text, content_type="text/markdown; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{there.name}.md"'
    return answer


@page()
@require_POST
def copy(request: HttpRequest, key: str) -> HttpResponse:
    row = verbs.copy_playbook(key)
    return done(
        request, _("This one is yours now: change what you want."), at("playbook-text", row.key), go=True
    )


# -- text ---------------------------------------------------------------------------------------------------


@page()
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """From a file or from a text, which begins as a small example."""
    if request.method != "POST":
        return writing(request, START, "")
    text = sent(request)
    if "check" in request.POST:
        return writing(request, text, "", checked=True)
    try:
        (row,) = verbs.add_playbooks([Playbook(text=text)])
    except Invalid as refusal:
        return writing(request, text, "", elsewhere=refusal)
    return done(request, _("Added: %(title)s") % {"title": row.title}, at("playbook", row.key), go=True)


def sent(request: HttpRequest) -> str:
    """The file where there is one, else what stands in the field."""
    given = request.FILES.get("file")
    if given is None:
        return request.POST.get("text", "").replace("\r\n", "\n")
    if given.size is None or given.size > MOST_BYTES:
        raise Invalid([Problem("file", _("This file is too large for a playbook."), _("Up to 400 kB."))])
    content: bytes = given.read()
    return content.decode("utf-8-sig", "replace").replace("\r\n", "\n")


@page()
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, key: str) -> HttpResponse:
    row = reading.find(Playbook, key)
    if request.method != "POST":
        return writing(request, row.text, key, revision=row.revision)
    text, seen = sent(request), whole(request.POST.get("revision", ""))
    revision = row.revision if seen is None else seen
    if "check" in request.POST:
        return writing(request, text, key, revision=revision, checked=True)
    try:
        verbs.edit_playbook(row, {"text": text}, revision=revision)
    except Invalid as refusal:
        return writing(request, text, key, revision=revision, elsewhere=refusal)
    except Stale:
        return writing(request, text, key, revision=reading.find(Playbook, key).revision, stale=True)
    return done(request, _("This is version %(n)s now.") % {"n": row.version}, at("playbook", key), go=True)


def writing(
    request: HttpRequest,
    text: str,
    key: str,
    *,
    revision: int | None = None,
    checked: bool = False,
    stale: bool = False,
    elsewhere: Invalid | None = None,
) -> HttpResponse:
    """The text with everything that is wrong with it, each with its line and what to write instead."""
    flaws = files.read(text).flaws if checked or elsewhere is not None else []
    context = {
        "text": text,
        "key": key,
        "revision": revision,
        "flaws": flaws,
        "clear": checked and not flaws,
        "stale": stale,
        "problems": elsewhere.problems if elsewhere is not None and not flaws else (),
        "action": at("playbook-text", key) if key else at("playbook-new"),
        "lines": text.count("\n") + 3,
        "crumbs": [
            {"label": _("Playbooks"), "url": at("playbooks")},
            {"label": _("Text") if key else _("New playbook")},
        ],
    }
    status = 409 if stale else 422 if elsewhere is not None else 200
    return render(request, "desk/playbook_text.html", context, status=status)


START = """\
---
playbook: our-way
title: Our way of working
says: What it is for, in one sentence.
kind: free
outcome: {says: What is different when it is done, unit: days, direction: down}
window: {before: 28, after: 14}
roles:
  - {key: lead, title: Lead, does: Owns the outcome.}
board:
  stages:
    - title: To do
      exit_rule: The owner, the day and the next step are written down.
      checks:
        - {side: leave, kind: fields, params: {fields: [owner, due_on, next_action]}}
    - {title: Under way, exit_rule: The result has been seen.}
    - {title: Done}
cards:
  - {title: The first thing, owner: lead, due: -14, next_action: Begin}
cadence:
  - {title: Weekly review, rule: "FREQ=WEEKLY;BYDAY=MO", asks: What is stuck?}
checklist:
  - {says: Name the workflow owner., sign: workflow_owner}
---
## What to do next

## Where context lives

## When exceptions are reviewed
"""

# -- a project from it --------------------------------------------------------------------------------------


@page()
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, key: str) -> HttpResponse:
    """The third click: everything is filled in already, and can be changed here or later."""
    there = library.find(key)
    if request.method != "POST":
        return asking(request, there, begin(there), ())
    try:
        project = verbs.start_project(there.name, wishes(request.POST, there))
    except Invalid as refusal:
        return asking(request, there, request.POST.dict(), refusal.problems)
    return done(request, _("The project is there."), at("project", project.key), go=True)


def begin(there: library.Shown) -> dict[str, Any]:
    goes = today() + timedelta(days=there.book.days_before)
    return {
        "title": there.book.title,
        "go_live_on": goes.isoformat(),
        "by_on": (goes + timedelta(days=there.book.days_after)).isoformat(),
        "outcome": there.book.outcome,
        "unit": there.book.unit,
        "owner": me().key,
        "workflow_owner": me().key,
        "weekends": "before",
    }


def weekends() -> list[tuple[str, str]]:
    words = {
        "falls": _("stays on that day"),
        "before": _("goes to the working day before"),
        "after": _("goes to the working day after"),
    }
    return [(name, words[name]) for name in WEEKENDS]


def asking(request: HttpRequest, there: library.Shown, said: dict[str, Any], problems: Any) -> HttpResponse:
    customers = reading.present(Customer).order_by("name").values_list("key", "name")[:2_000]
    context = {
        "there": there,
        "said": said,
        "problems": problems,
        "members": [("", _("Nobody yet")), *(people := controls.members())],
        "stand_ins": [("", _("The workflow owner, for now")), *people],
        "customers": [("", _("Of no single customer")), *customers],
        "weekends": weekends(),
        "roles": further(there, said),
        "crumbs": [
            {"label": _("Projects"), "url": at("projects")},
            {"label": _("New project"), "url": at("project-start")},
            {"label": there.book.title},
        ],
    }
    return render(request, "desk/playbook_start.html", context, status=422 if problems else 200)


def further(there: library.Shown, said: dict[str, Any]) -> list[dict[str, Any]]:
    """The playbook's own roles. Of one that nobody has, the workflow owner does the work."""
    return [
        {
            "name": (name := f"{ROLE}{one.key}"), "title": one.title or one.key, "does": one.does,
            "value": said.get(name, ""),
        }
        for one in there.book.further_roles
    ]  # fmt: skip


def wishes(typed: Any, there: library.Shown) -> verbs.Wishes:
    """What the form says; every field that can not be read is named, all at once."""
    problems: list[Problem] = []
    roles = [one.key for one in there.book.further_roles]
    people = {role: row(typed, f"{ROLE}{role}", Member, problems) for role in roles}
    found = verbs.Wishes(
        title=typed.get("title", "").strip(),
        go_live_on=day(typed, "go_live_on", problems),
        by_on=day(typed, "by_on", problems),
        customer=row(typed, "customer", Customer, problems),
        owner=row(typed, "owner", Member, problems),
        workflow_owner=row(typed, "workflow_owner", Member, problems),
        post_launch_owner=row(typed, "post_launch_owner", Member, problems),
        people={role: member for role, member in people.items() if member is not None},
        outcome=typed.get("outcome", "").strip()[:500],
        unit=typed.get("unit", "").strip()[:60],
        baseline=number(typed, "baseline", problems),
        target=number(typed, "target", problems),
        weekends=typed.get("weekends", "falls"),
    )
    if problems:
        raise Invalid(problems)
    return found


def day(typed: Any, name: str, problems: list[Problem]) -> date | None:
    text = typed.get(name, "").strip()
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        words = _("“%(text)s” is not a day.") % {"text": text[:40]}
        problems.append(Problem(name, words, _("Write it like 2026-03-31.")))
        return None


def number(typed: Any, name: str, problems: list[Problem]) -> Decimal | None:
    text = typed.get(name, "").strip().replace(" ", "").replace(",", ".")
    try:
        found = Decimal(text) if text else None
    except InvalidOperation:
        found = Decimal("NaN")
    if found is not None and (not found.is_finite() or abs(found) >= 10**15):
        problems.append(Problem(name, _("This is not a number."), _("Write digits only, such as 8.1.")))
        return None
    return found


def row(typed: Any, name: str, model: Any, problems: list[Problem]) -> Any:
    key = typed.get(name, "").strip()
    found = model.objects.filter(key=key, removed_at=None).first() if key else None
    if key and found is None:
        words = _("“%(key)s” is no longer there.") % {"key": key[:80]}
        problems.append(Problem(name, words, _("Choose another one.")))
    return found
