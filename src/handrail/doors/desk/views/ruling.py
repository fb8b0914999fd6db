"""Rules: the list as sentences, one rule with its switch, its try on the past and its log, and the form."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handrail.house.workspaces.scope import current
from handrail.kit.refusals import Invalid, NotFound, Problem
from handrail.kit.web.numbers import whole
from handrail.kit.words import say
from handrail.watch.health.queries import policy_of
from handrail.watch.rules import (
    acting,
    checks,
    limits,
    queries,
    reading,
    rehearsing,
    taking_back,
    verbs,
    words,
)
from handrail.watch.rules.facts import DEADLINE, EVENT, KINDS, SCHEDULE, When
from handrail.watch.rules.models import Rule

from .. import controls, ruling
from ..answers import at, back, done, me, page, problems_of

PER_PAGE = 50
SHOWN = 20


@page()
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    rows = list(queries.listing())
    context = {
        "lines": ruling.lines(rows),
        "may": verbs.may_rule(),
        **limits.told(),
        "troubled": [row for row in rows if row.problem],
    }
    return render(request, "desk/ruling.html", context)


@page()
@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """What rules have done lately, all of them."""
    pages = paging_of(request, queries.runs().exclude(verdict="not_met"))
    crumbs = [{"label": _("Rules"), "url": at("rules")}, {"label": _("Log")}]
    return render(request, "desk/rule_log.html", {"crumbs": crumbs, **pages})


@page()
@require_POST
def take_back(request: HttpRequest, number: int) -> HttpResponse:
    """What one run did, as far as it can be; what stays is said."""
    run = queries.run(number)
    change = taking_back.take_back(run)
    count = len(change.nets)
    said = ngettext("Taken back: %(n)s record.", "Taken back: %(n)s records.", count) % {"n": f"{count:,}"}
    words_said = " ".join([said, *taking_back.remains(run)])
    return done(request, words_said, back(request, at("rule", run.rule.key)), go=True)


def paging_of(request: HttpRequest, rows: Any) -> dict[str, Any]:
    here = whole(request.GET.get("page", ""), 5) or 1
    some = list(rows[(here - 1) * PER_PAGE : here * PER_PAGE + 1])
    more = f"?page={here + 1}" if len(some) > PER_PAGE else ""
    return {"runs": ruling.log(some[:PER_PAGE]), "more_url": more}


@page()
@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    row = queries.get(key)
    [line] = ruling.lines([row])
    when = queries.meant(row)
    past = rehearsing.rehearse(row, when) if when is not None and "past" in request.GET else None
    called = ruling.states()
    context = {
        "row": row,
        "line": line,
        "may": verbs.may_rule(),
        "states": [(state, called[state], state == row.state) for state in called],
        "runs": ruling.log(queries.runs(row)[:SHOWN]),
        "past": past,
        "fired": ruling.log(past.fired) if past else [],
        "silent": len(past.silent) if past else 0,
        "crumbs": [{"label": _("Rules"), "url": at("rules")}, {"label": row.title}],
    }
    return render(request, "desk/rule.html", context)


@page("admin")
@require_POST
def switch(request: HttpRequest, key: str, act: str) -> HttpResponse:
    row = queries.get(key)
    if act == "remove":
        verbs.remove_rules([row])
        return done(request, _("Removed: %(title)s") % {"title": row.title}, at("rules"), go=True)
    if act not in ruling.states():
        raise NotFound(_("There is nothing like this to do here."))
    verbs.switch(row, act)
    said = {"title": row.title, "state": ruling.states()[act]}
    return done(request, _("%(title)s: %(state)s") % said, at("rule", row.key), go=True)


# -- the form -----------------------------------------------------------------------------------------------


@page("admin")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """First what starts it, then the rest."""
    start = (request.POST or request.GET).get("start", "")
    if not start:
        crumbs = [{"label": _("Rules"), "url": at("rules")}, {"label": _("New rule")}]
        return render(request, "desk/rule_start.html", {"groups": ruling.starts(), "crumbs": crumbs})
    row = Rule(owner=me(), when=ruling.empty(start), then=[])
    if request.method != "POST":
        return form(request, row, start)
    try:
        for name, value in ruling.row_said(row, request.POST, start).items():
            setattr(row, name, value)
        verbs.add_rules([row])
    except Invalid as refusal:
        return form(request, row, start, problems_of(refusal))
    words_said = _("Kept as a draft: %(title)s") % {"title": row.title}
    return done(request, words_said, f"{at('rule', row.key)}?past=1", go=True)


@page("admin")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, key: str) -> HttpResponse:
    row = queries.get(key)
    when = queries.meant(row)
    start = (request.POST or request.GET).get("start") or (ruling.start_of(when) if when else "")
    if not start:
        return HttpResponseRedirect(at("rule-new"))
    if request.method != "POST":
        return form(request, row, start)
    revision = request.POST.get("revision", "")
    try:
        said = ruling.row_said(row, request.POST, start)
        verbs.edit_rule(row, said, revision=whole(revision))
    except Invalid as refusal:
        for name, value in ruling_typed(row, request, start).items():
            setattr(row, name, value)
        return form(request, row, start, problems_of(refusal))
    return done(request, _("Saved."), at("rule", row.key), go=True)


def ruling_typed(row: Rule, request: HttpRequest, start: str) -> dict[str, Any]:
    """What was typed, for the form to show again; what can not be read is left as it was."""
    try:
        return ruling.row_said(row, request.POST, start)
    except Invalid:
        return {}


def form(request: HttpRequest, row: Rule, start: str, problems: tuple[Problem, ...] = ()) -> HttpResponse:
    when = understood(row, start)
    context = {
        "row": row,
        "start": start,
        "begins": words.begins(when, policy_of(current().workspace)),
        "trigger": when.trigger,
        "fields": [
            (name, say(words.FIELDS[name]), name in when.fields) for name in KINDS[when.subject].fields
        ]
        if when.trigger == EVENT and when.happens in ("saved", "changed", "created")
        else [],
        "at": ", ".join(when.at) if when.trigger == DEADLINE else "",
        "when": when,
        "scheduled": when.trigger == SCHEDULE,
        "day_choices": days(when),
        "actions": [("", "–"), *((one.name, say(one.label)) for one in acting.offered(when))],
        "then": ruling.action_rows(row.then),
        "whose": ruling.whose(),
        "members": [("", _("Nobody yet")), *controls.members()],
        "facts": checks.known_facts(when),
        "problems": problems,
        "crumbs": [
            {"label": _("Rules"), "url": at("rules")},
            *([{"label": row.title, "url": at("rule", row.key)}] if row.pk else []),
            {"label": _("Change") if row.pk else _("New rule")},
        ],
    }
    return render(request, "desk/rule_form.html", context, status=422 if problems else 200)


def understood(row: Rule, start: str) -> When:
    """What starts it, as it stands; else as the first choice says."""
    when = queries.read_now(row.when)
    if when is not None and ruling.start_of(when) == start:
        return when
    try:
        return reading.when_of(ruling.empty(start))
    except Invalid as refusal:
        raise NotFound(refusal.message) from None


def days(when: When) -> list[tuple[str, str]]:
    own = reading.DAYS_OF.get(when.subject, ()) if when.trigger == SCHEDULE else ()
    return (
        [("", _("the same day for all")), *((name, say(words.FIELDS[name])) for name in own)] if own else []
    )


@page("admin")
@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """The sentence of what a form says, or what is wrong with it, while it is written."""
    start = request.POST.get("start", "")
    try:
        said = ruling.row_said(Rule(), request.POST, start)
        when = reading.when_of(said["when"])
        found = [*checks.problems(said["condition"], when), *acting.problems(said["then"], when)]
        acting.refuse(found)
    except Invalid as refusal:
        return render(request, "desk/parts/rule_preview.html", {"problems": refusal.problems})
    done_words = acting.sentences(said["then"])
    sentence = words.sentence(when, said["condition"], done_words, policy_of(current().workspace))
    return render(request, "desk/parts/rule_preview.html", {"sentence": sentence})


@page("admin")
@require_safe
def facts(request: HttpRequest, start: str) -> HttpResponse:
    """Names of facts that begin like what is being typed."""
    try:
        when = reading.when_of(ruling.empty(start))
    except Invalid as refusal:
        raise NotFound(refusal.message) from None
    found = ruling.facts(when, request.GET.get("q", "")[:60])
    return render(request, "desk/parts/rule_facts.html", {"facts": found[:12]})
