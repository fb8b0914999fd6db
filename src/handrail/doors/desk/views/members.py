"""The people of the workspace: who is here and as what, who was asked to come, who leaves and who comes back."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handrail.house.access.entry import LADDER, suffices
from handrail.house.people import books, invitations, leaving, members, queries
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current
from handrail.kit import clock
from handrail.kit.refusals import Invalid, Refusal, Unproven
from handrail.kit.web.numbers import whole

from .. import handing, roles
from ..answers import at, done, me, on_to_proof, page, problems_of
from ..words import choice

SORTS = {
    "name": lambda row: row.name.casefold(),
    "role": lambda row: -LADDER.index(row.role),
    "job": lambda row: row.job.casefold(),
    "team": lambda row: row.team.name.casefold() if row.team else "~",
    "manager": lambda row: row.manager.name.casefold() if row.manager else "~",
    "seen": lambda row: -(row.user.last_login.timestamp() if row.user and row.user.last_login else 0),
}


@page()
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    return shown(request)


def shown(request: HttpRequest, status: int = 200, **more: Any) -> HttpResponse:
    everybody = list(queries.members())
    wanted = request.GET.get("q", "").strip().casefold()[:100]
    sort = request.GET.get("sort", "name")
    rows = [row for row in everybody if wanted in f"{row.name} {row.email} {row.job}".casefold()]
    rows.sort(key=SORTS.get(sort.removeprefix("-"), SORTS["name"]), reverse=sort.startswith("-"))
    context = {
        "people": [line(row) for row in rows],
        "columns": columns(),
        "sort": sort,
        "q": request.GET.get("q", ""),
        "count": ngettext("%(n)s person", "%(n)s people", len(rows)) % {"n": len(rows)},
        "may": may_manage(),
        "open": [asked(row) for row in invitations.open_ones()] if may_manage() else [],
        "roles": given_roles(),
        "teams": [("", "–"), *((team.key, team.name) for team in queries.teams())],
        "seats": [("", "–"), *((r.key, r.name) for r in everybody if r.user_id is None and not r.left_on)],
        "problems": (),
        "typed": {},
        "live_url": at("members") if request.method == "POST" else "",
        **more,
    }
    return render(request, "desk/people/members.html", context, status=status)


def may_manage() -> bool:
    return suffices(me().role, "admin")


def given_roles() -> list[tuple[str, Any]]:
    """The roles that this member may give: none above their own."""
    return [(role, choice(role)) for role in LADDER if suffices(me().role, role)][::-1]


def line(row: Member) -> dict[str, Any]:
    return {"row": row, "url": at("person", row.key), "book": at("book", row.key), "state": state_of(row)}


def state_of(row: Member) -> tuple[str, Any]:
    """(tone, word): whether this person can come in."""
    if row.left_on:
        return ("", _("left"))
    if row.user is None:
        return ("warn", _("cannot sign in"))
    return ("good", _("can sign in")) if row.user.is_active else ("bad", _("shut out"))


def asked(row: Any) -> dict[str, Any]:
    return {"row": row, "old": row.expires_at <= clock.real()}


def columns() -> list[dict[str, Any]]:
    words = (
        ("name", _("Name")), ("role", _("Role")), ("job", _("Job")), ("team", _("Team")),
        ("manager", _("Manager")), ("seen", _("Last sign-in")),
    )  # fmt: skip
    return [{"key": key, "label": label, "sort": True} for key, label in words]


# -- inviting -----------------------------------------------------------------------------------------------


@page("admin")
@require_POST
def invite(request: HttpRequest) -> HttpResponse:
    """One person, or one for each line; by mail, or by links to hand over."""
    typed = request.POST
    mails = [line.strip() for line in typed.get("emails", "").replace(",", "\n").splitlines() if line.strip()]
    try:
        seat = typed.get("seat", "")
        drafts = [
            invitations.Draft(
                email=mail, name=typed.get("name", "") if len(mails) == 1 else "", role=typed.get("role", "member"),
                job=typed.get("job", ""), way=typed.get("way", "mail"),
                team=queries.team(typed["team"]) if typed.get("team") else None,
                member=queries.member(seat) if seat and len(mails) == 1 else None,
            )
            for mail in mails[:50] or [""]
        ]  # fmt: skip
        sent = invitations.invite(drafts)
    except Invalid as refusal:
        return shown(request, 422, problems=problems_of(refusal), typed=typed)
    return with_links(request, sent)


def with_links(request: HttpRequest, sent: list[invitations.Invited]) -> HttpResponse:
    """What went by mail is said; what did not shows its link, this once."""
    links = [one for one in sent if not one.mailed]
    response = shown(request, links=links, mailed=len(sent) - len(links))
    response["Cache-Control"] = "no-store"
    return response


@page("admin")
@require_POST
def resend(request: HttpRequest, key: str) -> HttpResponse:
    try:
        sent = invitations.resend(queries.invitation(key))
    except Invalid as refusal:
        return shown(request, 422, invite_problems=problems_of(refusal))
    return with_links(request, [sent])


@page("admin")
@require_POST
def revoke(request: HttpRequest, key: str) -> HttpResponse:
    row = queries.invitation(key)
    invitations.revoke([row])
    return done(request, _("The invitation of %s no longer works.") % row.email, at("members"))


# -- one person ---------------------------------------------------------------------------------------------


@page()
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, key: str) -> HttpResponse:
    row = queries.member(key)
    if request.method != "POST":
        role = request.GET.get("role", "")
        wanted = role if current().proven and role in Member.ROLES and role != row.role else ""
        return one(request, row, typed={"role": wanted} if wanted else {}, wanted=wanted)
    try:
        members.edit_member(row, said(request, row), revision=whole(request.POST.get("revision", "")))
    except Unproven:
        return on_to_proof(request, f"{request.path}?{urlencode({'role': request.POST.get('role', '')})}")
    except Refusal as refusal:
        if not isinstance(refusal, Invalid):
            raise
        return one(
            request, queries.member(key), 422, problems=problems_of(refusal), typed=request.POST.dict()
        )
    return done(request, _("Saved."), at("members"))


def said(request: HttpRequest, row: Member) -> dict[str, Any]:
    """Only what differs: who may change their name alone is not refused for what stays."""
    typed = request.POST
    values: dict[str, Any] = {}
    for name in ("name", "job", "role"):
        if name in typed and typed[name].strip() != getattr(row, name):
            values[name] = typed[name].strip()
    finders: tuple[tuple[str, Any], ...] = (("team", queries.team), ("manager", queries.member))
    for name, find in finders:
        if name in typed and typed[name] != (getattr(row, name).key if getattr(row, name) else ""):
            values[name] = find(typed[name]) if typed[name] else None
    return values


def values_of(row: Member) -> dict[str, str]:
    pointing = {name: getattr(row, name).key if getattr(row, name) else "" for name in ("team", "manager")}
    return {"name": row.name, "role": row.role, "job": row.job, **pointing}


def one(request: HttpRequest, row: Member, status: int = 200, **more: Any) -> HttpResponse:
    mine = me()
    may = may_manage() and suffices(mine.role, row.role)
    others = [other for other in queries.may_own() if other.pk != row.pk]
    context = {
        "person": row,
        "state": state_of(row),
        "crumbs": [{"label": _("Members"), "url": at("members")}, {"label": row.name}],
        "may": may,
        "self": mine.pk == row.pk,
        "may_leave": row.left_on is None and (may or mine.pk == row.pk),
        "roles": given_roles() if may else [],
        "mine_is_owner": mine.role == "owner",
        "teams": [("", "–"), *((team.key, team.name) for team in queries.teams())],
        "managers": [("", "–"), *((other.key, other.name) for other in others)],
        "sentence": roles.sentences()[row.role],
        "can": roles.of(row.role),
        "problems": (),
        "value": {**values_of(row), **more.pop("typed", {})},
        **more,
    }
    return render(request, "desk/people/person.html", context, status=status)


@page()
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, key: str) -> HttpResponse:
    """What waits for who leaves, and who takes it over."""
    row = queries.member(key)
    problems: Any = ()
    if request.method == "POST":
        try:
            handover = leaving.leave(row, handing.wishes(request.POST), request.POST.get("reason", ""))
        except Invalid as refusal:
            problems = problems_of(refusal)
        else:
            count = sum(len(items) for items in handover.items.values())
            words = _("%(who)s has left. %(n)s things were handed over or need an owner now.")
            to = "/workspaces" if row.pk == me().pk else at("person", row.key)
            return done(request, words % {"who": row.name, "n": count}, to)
    context = {
        **handing.form(row, request.POST if problems else None),
        "person": row,
        "problems": problems,
        "self": me().pk == row.pk,
        "crumbs": [
            {"label": _("Members"), "url": at("members")},
            {"label": row.name, "url": at("person", row.key)},
        ],
        "reports": Member.objects.here().filter(manager=row),
    }
    return render(request, "desk/people/leave.html", context, status=422 if problems else 200)


@page("admin")
@require_POST
def rejoin(request: HttpRequest, key: str) -> HttpResponse:
    row = queries.member(key)
    leaving.rejoin(row)
    words = _("%s is here again.") if row.user_id else _("%s is here again, and still needs an invitation.")
    return done(request, words % row.name, at("person", row.key))


@page()
@require_safe
def role_table(request: HttpRequest) -> HttpResponse:
    """What each role may do, made from what the pages themselves declare."""
    return render(request, "desk/people/roles.html", {"groups": roles.table(), "ladder": roles.ladder()})


__all__ = ["books", "invite", "leave", "listing", "person", "rejoin", "resend", "revoke", "role_table"]
