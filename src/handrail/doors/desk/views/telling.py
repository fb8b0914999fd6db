"""How I am told, and where all of us are told: mail, chats, hours, holidays, and what did not arrive."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handrail.house.access.workspace import edit_workspace
from handrail.house.nudges import channels, outgoing, preferring, trying
from handrail.house.nudges.models import Channel
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current
from handrail.kit.refusals import Invalid, NotFound, Problem
from handrail.kit.web.numbers import whole

from ..answers import at, done, me, page, problems_of


@page()
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    return save_mine(request) if request.method == "POST" else render(request, "desk/told.html", my_context())


def my_context(**more: Any) -> dict[str, Any]:
    member = me()
    return {
        "wishes": preferring.preference_of(member),
        "address": preferring.mail_address(member),
        "mail_choices": mail_choices(),
        "chat_choices": chat_choices(),
        "languages": [("", _("As the workspace")), *preferring.languages()],
        "zone": current().workspace.time_zone,
        "channels": shown(channels.of_member(member), "told-act"),
        "kinds": kinds(),
        **more,
    }


def mail_choices() -> list[tuple[str, str]]:
    return [
        ("digest", _("Urgent things at once, the rest in one mail in the morning")),
        ("at_once", _("Everything at once")),
        ("urgent", _("Urgent things only")),
        ("off", _("No mail")),
    ]


def chat_choices() -> list[tuple[str, str]]:
    return [
        ("urgent", _("Urgent things only")),
        ("at_once", _("Everything")),
        ("off", _("Nothing")),
    ]


def kinds() -> list[tuple[str, str]]:
    return [
        ("slack", _("Slack (incoming webhook)")),
        ("teams", _("Microsoft Teams (workflow webhook)")),
        ("webhook", _("A program (signed webhook)")),
    ]


ACTS = ("edit", "off", "on", "remove", "try")


def shown(rows: Iterable[Channel], acts: str) -> list[dict[str, Any]]:
    named = dict(kinds())
    return [
        {
            "row": row,
            "kind": named[row.kind],
            "urls": {act: at(acts, row.key, act) for act in ACTS},
        }
        for row in rows
    ]


# -- how I am told ------------------------------------------------------------------------------------------


def save_mine(request: HttpRequest) -> HttpResponse:
    names = ("mail", "chat", "digest_at", "quiet_from", "quiet_until", "language")
    values: dict[str, Any] = {name: request.POST[name].strip() for name in names if name in request.POST}
    if "hours" in request.POST:  # the form with the box was there
        values["urgent_anytime"] = "urgent_anytime" in request.POST
    try:
        preferring.save(me(), values)
    except Invalid as refusal:
        return render(request, "desk/told.html", my_context(problems=problems_of(refusal)), status=422)
    return done(request, _("Saved."), at("told"))


@page()
@require_POST
def test(request: HttpRequest) -> HttpResponse:
    """Something urgent to oneself, along every way."""
    trying.try_ways(me())
    return done(request, _("It is in your inbox, and on its way to you when your hours allow."), at("told"))


@page()
@require_POST
def again(request: HttpRequest) -> HttpResponse:
    preferring.try_mail_again(me())
    return done(request, _("Mail is sent to you again."), at("told"))


@page()
@require_POST
def add_mine(request: HttpRequest) -> HttpResponse:
    return added(request, "desk/told.html", my_context, me())


@page()
@require_POST
def act_mine(request: HttpRequest, key: str, act: str) -> HttpResponse:
    return changed(request, channels.get(key, me()), act, at("told") + "#channels")


# -- where all of us are told -------------------------------------------------------------------------------


@page("admin")
@require_safe
def ours(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/telling.html", our_context())


def our_context(**more: Any) -> dict[str, Any]:
    place = current().workspace
    return {
        "days": [{"number": n, "label": label, "on": n in place.working_days} for n, label in weekdays()],
        "holidays": "\n".join(place.holidays),
        "channels": shown(channels.of_workspace(), "telling-act"),
        "kinds": kinds(),
        "carries": [("urgent", _("Urgent things")), ("all", _("Everything anybody is told"))],
        "failed": outgoing.given_up(),
        "late": outgoing.late(),
        "refused": outgoing.refused_mailboxes(),
        **more,
    }


def weekdays() -> list[tuple[int, str]]:
    from django.utils.dates import WEEKDAYS

    return [(number + 1, str(WEEKDAYS[number])) for number in range(7)]


@page("admin")
@require_POST
def days(request: HttpRequest) -> HttpResponse:
    working = sorted({day for said in request.POST.getlist("day") if (day := whole(said, 1)) is not None})
    holidays = sorted(set(request.POST.get("holidays", "").replace(",", " ").split()))
    try:
        if not working:
            raise Invalid([Problem("days", _("Somebody works on some day."), _("Choose at least one."))])
        edit_workspace({"working_days": working, "holidays": holidays})
    except Invalid as refusal:
        context = our_context(problems=problems_of(refusal), holidays=request.POST.get("holidays", ""))
        return render(request, "desk/telling.html", context, status=422)
    return done(request, _("Saved."), at("telling"))


@page("admin")
@require_POST
def add_ours(request: HttpRequest) -> HttpResponse:
    return added(request, "desk/telling.html", our_context, None)


@page("admin")
@require_POST
def act_ours(request: HttpRequest, key: str, act: str) -> HttpResponse:
    return changed(request, channels.get(key, None), act, at("telling") + "#channels")


@page("admin")
@require_POST
def send_again(request: HttpRequest, key: str) -> HttpResponse:
    outgoing.try_again(key)
    return done(request, _("It is sent again within seconds."), at("telling") + "#failed")


# -- both ---------------------------------------------------------------------------------------------------


def added(request: HttpRequest, template: str, context: Any, member: Member | None) -> HttpResponse:
    """A program's signing secret is shown on this page and never again."""
    given = {name: request.POST.get(name, "") for name in ("kind", "name", "url", "carries")}
    try:
        row, secret = channels.add_channel(
            given["kind"], given["name"], given["url"], member=member, carries=given["carries"] or "urgent"
        )
    except Invalid as refusal:
        typed = {**given, "url": ""}
        return render(
            request, template, context(channel_problems=problems_of(refusal), typed=typed), status=422
        )
    if not secret.signing:
        return done(request, _("“%s” is told from now on.") % row.name, at("told" if member else "telling"))
    response = render(request, template, context(minted=secret.signing, minted_for=row.name))
    response["Cache-Control"] = "no-store"
    return response


def changed(request: HttpRequest, row: Channel, act: str, to: str) -> HttpResponse:
    if act == "remove":
        channels.remove_channel(row)
        return done(request, _("“%s” is removed, and its address is forgotten.") % row.name, to)
    if act == "on":
        channels.turn_on(row)
        return done(request, _("“%s” is told again.") % row.name, to)
    if act == "off":
        channels.turn_off(row, "")
        return done(request, _("“%s” hears nothing until you turn it on.") % row.name, to)
    if act == "try":
        trying.try_channel(row, me())
        return done(request, _("A test is on its way to “%s”.") % row.name, to)
    if act == "edit":
        given = {name: request.POST[name] for name in ("name", "carries") if name in request.POST}
        channels.edit_channel(row, given)
        return done(request, _("Saved."), to)
    raise NotFound(_("There is nothing like this to do here."))
