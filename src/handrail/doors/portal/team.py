"""The customer's view as we look after it: who sees it, what they said, what they agreed to, and what stays ours."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handrail.doors.desk.answers import at, done, me, problems_of
from handrail.doors.desk.answers import page as of_ours
from handrail.house.ledger import reading
from handrail.house.ledger.rows import today
from handrail.house.workspaces.scope import current
from handrail.kit.refusals import Invalid, NotFound
from handrail.kit.web.numbers import whole
from handrail.record.agreed import projection, queries, sharing, verbs
from handrail.record.agreed.models import DateRequest, PlanShare
from handrail.record.customers.queries import stakeholders_of
from handrail.record.plans import queries as of_plans
from handrail.record.plans.models import Plan

from . import branding, ours, page, printing, reviewing


def here(plan: Plan, name: str = "view") -> str:
    return reverse(f"portal:{name}", args=[current().workspace.slug, plan.key])


@of_ours()
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, key: str) -> HttpResponse:
    plan = reading.find(Plan, key)
    if request.method != "POST":
        return shown(request, plan)
    try:
        _made, secret = sharing.share(wish(request, plan))
    except Invalid as refusal:
        return shown(request, plan, refusal)
    response = shown(request, plan, address=settings.URL + reverse("portal:plan", args=[secret]))
    response["Cache-Control"] = "no-store"
    return response


def wish(request: HttpRequest, plan: Plan) -> sharing.Wish:
    """For somebody of the list, or somebody whose name is typed."""
    typed = request.POST
    people = {one.key: one for one in people_of(plan)}
    person = people.get(typed.get("person", ""))
    return sharing.Wish(
        plan,
        typed.get("name", "").strip() or (person.name if person else ""),
        typed.get("mail", "").strip() or (person.email if person and sharing.is_mail(person.email) else ""),
        person,
        whole(typed.get("days", ""), 5) or 0,
        typed.get("passcode", "").strip(),
        "by_mail" in typed,
        "reminded" in typed,
        typed.get("language", ""),
    )


def people_of(plan: Plan) -> list[Any]:
    return [
        one for one in stakeholders_of([plan.customer_id]).get(plan.customer_id, []) if one.left_on is None
    ]


def shown(
    request: HttpRequest, plan: Plan, refusal: Invalid | None = None, address: str = ""
) -> HttpResponse:
    told = projection.of_plan(plan)
    consent = queries.consent_of(plan, told)
    shares = sharing.of_plans([plan.pk]).get(plan.pk, [])
    context = {
        "plan": plan,
        "live": f"plan:{plan.pk} customer:{plan.customer_id}",
        "address": address,
        "shares": [(one, queries.looks_of(one)) for one in shares],
        "people": [("", "–"), *((one.key, one.name) for one in people_of(plan))],
        "may_share": sharing.may_share(plan),
        "proposals": [
            (one, one.state == "open" and verbs.may_decide(one)) for one in queries.date_requests_of(plan)
        ],
        "consent": consent,
        "signers": [(one, queries.genuine(one)) for one in consent.signers],
        "changes": [page.differs(one) for one in consent.changes],
        "kept": ours.of_plan(plan),
        "rhythm": of_plans.cadence_of(plan).sentence(),
        "next_look": of_plans.next_look(plan, today()),
        "look_url": here(plan, "next-look"),
        "hold_url": here(plan, "hold"),
        "under_way": reviewing.under_way(plan),
        "held": reviewing.held(plan),
        "agenda": page.of_consent(plan, told, consent).agenda,
        "typed": request.POST
        if refusal
        else {"days": sharing.LASTS, "reminded": "on", "language": sharing.spoken()},
        "languages": settings.LANGUAGES,
        "problems": problems_of(refusal) if refusal else (),
        "mails": settings.MAIL_ARRIVES,
        "admin": me().role in ("admin", "owner"),
        "paper_url": here(plan, "our-paper"),
        "preview_url": here(plan, "preview"),
        "plan_url": at("plan", plan.key),
        "crumbs": [
            {"label": _("Customers"), "url": at("customers")},
            {"label": plan.customer.name, "url": at("customer", plan.customer.key)},
            {"label": _("Plan"), "url": at("plan", plan.key)},
            {"label": _("The customer’s view")},
        ],
    }
    return render(request, "portal/view.html", context, status=422 if refusal else 200)


@of_ours()
@require_safe
def preview(request: HttpRequest, key: str) -> HttpResponse:
    """The customer's page itself, with nothing to press."""
    plan = reading.find(Plan, key)
    context = {
        "page": page.of_plan(plan),
        "preview": True,
        "slug": current().workspace.slug,
        "plan_key": plan.key,
        "back_url": here(plan),
    }
    response = render(request, "portal/plan.html", context)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@of_ours()
@require_safe
def paper(request: HttpRequest, key: str) -> HttpResponse:
    """The customer's page as a PDF, to be sent or printed by us."""
    plan = reading.find(Plan, key)
    seen = page.of_plan(plan)
    return printing.answered(seen, branding.look(seen.brand))


@of_ours()
@require_POST
def revoke(request: HttpRequest, key: str) -> HttpResponse:
    row = reading.find(PlanShare, key)
    if row.revoked_at is not None:
        raise NotFound(_("This is not shared any more."))
    sharing.revoke_plan_shares([row])
    return done(request, _("Nobody looks at it by this any more."), here(row.plan))


@of_ours()
@require_POST
def next_look(request: HttpRequest, key: str) -> HttpResponse:
    """The next review with the customer, as the phase asks for it."""
    plan = reading.find(Plan, key, lock=True)
    verbs.plan_next_look(plan)
    return done(request, _("The next review is planned."), here(plan))


@of_ours()
@require_POST
def hold(request: HttpRequest, key: str) -> HttpResponse:
    row = reviewing.begin(key)
    return done(request, _("The review is under way."), at("review", row.key), go=True)


ACTS = {"accept": verbs.accept_date_requests, "decline": verbs.decline_date_requests}


@of_ours()
@require_POST
def decide(request: HttpRequest, key: str, act: str) -> HttpResponse:
    row = reading.find(DateRequest, key, lock=True)
    if act not in ACTS:
        raise NotFound(_("There is nothing called “%s” to do here.") % act)
    ACTS[act]([row], request.POST.get("reply", ""))
    words = _("The date has moved.") if act == "accept" else _("The date stays; the customer reads why.")
    return done(request, words, here(row.plan))
