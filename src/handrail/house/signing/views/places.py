"""The pages of sign-in inside a workspace: tokens, the rule for everybody, and who came in when."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handrail.house.access.models import Token
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current
from handrail.kit import csvio
from handrail.kit.refusals import Invalid
from handrail.kit.web.numbers import day_of, whole

from .. import queries, verbs
from ..agents import named
from ..answers import done, inside, me
from ..recent import recently
from ..words import way

ADMINS = ("admin", "owner")
PAGE = 100


@inside("member")
@require_safe
def tokens(request: HttpRequest) -> HttpResponse:
    member = me()
    told = {"mine": queries.tokens(member), "admin": member.role in ADMINS}
    if told["admin"]:
        told["others"] = queries.tokens().exclude(member=member)
    return render(request, "signing/tokens.html", told)


@inside("member")
@require_http_methods(["GET", "HEAD", "POST"])
@recently
@never_cache
def new_token(request: HttpRequest) -> HttpResponse:
    """The secret is in this one answer, and nowhere else."""
    told: dict[str, Any] = {
        "typed": request.POST,
        "days": [(str(days), days_in_words(days)) for days in verbs.DAYS],
        "scopes": scopes_for(me()),
        "default_days": str(verbs.DEFAULT_DAYS),
    }
    if request.method != "POST":
        return render(request, "signing/new_token.html", told)
    try:
        days = whole(request.POST.get("days", ""), 4)
        minted = verbs.make_token(
            me(), request.POST.get("name", ""), allowed=request.POST.get("allowed", ""),
            days=-1 if days is None else days,
        )  # fmt: skip
    except Invalid as refusal:
        return render(request, "signing/new_token.html", {**told, "problems": refusal.problems}, status=422)
    return render(request, "signing/minted.html", {"minted": minted})


def scopes_for(member: Member) -> list[tuple[str, str]]:
    found = [("read", _("Read only: it changes nothing")), ("write", _("Read and change records"))]
    if member.role in ADMINS:
        found.append(("admin", _("Everything you may do, the workspace's policy too")))
    return found


def days_in_words(days: int) -> str:
    return _("%d days") % days if days else _("until somebody revokes it")


@inside("member")
@require_POST
def revoke(request: HttpRequest, key: str) -> HttpResponse:
    token = verbs.revoke_token(me(), key)
    return done(request, _("The token “%s” no longer works.") % token.name, "signing:tokens", slug())


def slug() -> str:
    return current().workspace.slug


@inside("admin")
@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    told = {
        "place": current().workspace,
        "ready": queries.readiness(),
        "providers": [provider_told(one) for one in settings.SIGN_IN_PROVIDERS],
        "saml": settings.SAML,
        "tokens": Token.objects.filter(revoked_at=None, removed_at=None).count(),
    }
    return render(request, "signing/rules.html", told)


def provider_told(one: Any) -> dict[str, Any]:
    """What an administrator needs to know to set the other side up. No secret."""
    names = (
        {"callback": ("openid_connect_callback", {"provider_id": one.id})}
        if one.kind == "oidc"
        else {
            "callback": ("saml_acs", {"organization_slug": one.id}),
            "metadata": ("saml_metadata", {"organization_slug": one.id}),
        }
    )
    links = {name: settings.URL + reverse(view, kwargs=kwargs) for name, (view, kwargs) in names.items()}
    return {"row": one, "links": links, "server": one.told.get("server") or one.told.get("entity_id", "")}


@inside("admin")
@require_POST
@recently
def set_rules(request: HttpRequest) -> HttpResponse:
    wanted = request.POST.get("second_factor") == "yes"
    verbs.ask_second_factor(wanted)
    words = (
        _("From now on everybody shows a second factor.")
        if wanted
        else _("A second factor is everybody's choice.")
    )
    return done(request, words, "signing:rules", slug())


@inside("admin")
@require_safe
@never_cache
def sign_ins(request: HttpRequest) -> HttpResponse:
    asked, before = asked_by(request), whole(request.GET.get("before", ""), 18)
    found = queries.sign_ins(asked, before=before, most=PAGE + 1)
    told = {
        "entries": [{"row": one, "agent": named(one.agent), "way": way(one)} for one in found[:PAGE]],
        "more": found[PAGE - 1].number if len(found) > PAGE else None,
        "asked": asked,
        "people": Member.objects.filter(removed_at=None).exclude(user=None).order_by("name"),
    }
    return render(request, "signing/sign_ins.html", told)


@inside("admin")
@require_safe
@never_cache
def sign_ins_file(request: HttpRequest) -> HttpResponse:
    columns = ("at", "person", "email", "outcome", "way", "provider", "second factor", "address", "device")
    rows = [
        (one.at.isoformat(timespec="seconds"), one.name, one.email, "signed in" if one.ok else "refused", one.way,
         one.provider, one.factor, one.address, one.agent)
        for one in queries.all_sign_ins(asked_by(request))
    ]  # fmt: skip
    answer = HttpResponse("".join(csvio.write_csv(columns, rows)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="sign-ins-{slug()}.csv"'
    return answer


def asked_by(request: HttpRequest) -> queries.Asked:
    told = request.GET
    outcome = told.get("outcome", "")
    return queries.Asked(
        person=told.get("person", "")[:80],
        outcome=outcome if outcome in ("ok", "failed") else "",
        since=day_of(told.get("since", "")),
        until=day_of(told.get("until", "")),
    )
