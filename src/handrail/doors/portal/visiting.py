"""A plan as its customer sees it: read, commented on, ticked, dates proposed, agreed to. No account; no script needed.

Only plain values of `page` come to the templates. None of these views checks a CSRF token: nothing that a browser sends
by itself has any power without the address, which nobody else knows.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handrail.house.access.entry import open_to
from handrail.house.ledger import reading
from handrail.house.talk.models import Comment
from handrail.house.workspaces.scope import current, enter
from handrail.kit.refusals import Invalid, NotFound, Problem, Refusal
from handrail.record.agreed import checks, queries, sharing, verbs
from handrail.record.plans.models import Milestone

from . import branding, entering, looks, page, printing
from .entering import Door, private
from .tasks import send_code

SAID = {
    "comment": gettext_lazy("Your comment is there; the team has been told."),
    "done": gettext_lazy("Marked as done. Thank you."),
    "open": gettext_lazy("Marked as open again."),
    "proposed": gettext_lazy("Your date is proposed; the team will answer it here."),
    "agreed": gettext_lazy("Thank you: you agreed to the plan as it stands."),
    "mails": gettext_lazy("What you want by mail is kept."),
}
View = Callable[..., HttpResponse]


def by_address(kind: str = "plan", *, closed: bool = False, mailed: bool = False) -> Callable[[View], View]:
    """Finds what the address opens, lets nobody try without end, and asks for the code first unless `closed`.

    `mailed`: nor is it asked for where the address came by mail.
    """

    def wrap(view: View) -> View:
        @csrf_exempt
        @open_to("anyone")
        @wraps(view)
        def answered(request: HttpRequest, secret: str, *args: Any, **more: Any) -> HttpResponse:
            if wait := entering.too_often(request, secret, kind):
                return wait
            try:
                door = entering.find(secret)
                free = closed or (mailed and secret.startswith(sharing.MAILED))
                if not free and not entering.is_open(request, door):
                    return gate(request, door)
                return private(view(request, door, *args, **more))
            except NotFound:
                return private(render(request, "outside/nowhere.html", status=404))

        return answered

    return wrap


# -- looking ------------------------------------------------------------------------------------------------


@by_address()
@require_safe
def plan(request: HttpRequest, door: Door) -> HttpResponse:
    response = shown(request, door)
    if request.method == "GET" and entering.SEEN not in request.COOKIES:
        with entering.acting(door) as share:
            sharing.note_visit(share)
        entering.keep(response, door, entering.SEEN, "1", entering.LOOK)
    return response


def shown(
    request: HttpRequest, door: Door, refusal: Refusal | None = None, form: str = "", status: int = 200
) -> HttpResponse:
    """The page; after a refusal with what was typed, beside the form that it came from."""
    with enter(door.place, cause="portal") as scope:
        share = door.share if request.method == "GET" else sharing.by_secret(door.secret)
        seen = page.of_plan(share.plan)
        zone = ZoneInfo(scope.workspace.time_zone)
    problems = refusal.problems if isinstance(refusal, Invalid) else ()
    if refusal is not None and not problems:
        problems = (Problem("", refusal.message, refusal.fix),)
    context = {
        "page": seen,
        "share": {
            "name": share.name,
            "until": share.expires_at,
            "mail": share.mail,
            "reminded": share.reminded,
        },
        "secret": door.secret,
        "said": SAID.get(request.GET.get("said", ""), ""),
        "form": form,
        "problems": problems,
        "typed": request.POST if refusal is not None else {},
    }
    with timezone.override(zone):
        return render(request, "portal/plan.html", context, status=422 if refusal is not None else status)


@by_address()
@require_safe
def look(request: HttpRequest, door: Door) -> HttpResponse:
    """The workspace's colour, as a sheet of its own: the page lets no style stand in it."""
    with enter(door.place, cause="portal"):
        return looks.sheet(branding.here())


@by_address()
@require_safe
def logo(request: HttpRequest, door: Door) -> HttpResponse:
    with enter(door.place, cause="portal"):
        return looks.logo(branding.here())


@by_address("plan-paper")
@require_safe
def paper(request: HttpRequest, door: Door) -> HttpResponse:
    """The same page as a PDF, to print, to keep, to hand on."""
    with enter(door.place, cause="portal") as scope:
        seen = page.of_plan(door.share.plan)
        zone = ZoneInfo(scope.workspace.time_zone)
        look = branding.look(seen.brand)
    try:
        with timezone.override(zone):
            return printing.answered(seen, look)
    except Refusal as refusal:
        return shown(request, door, refusal)


# -- the door -----------------------------------------------------------------------------------------------


def gate(request: HttpRequest, door: Door, problem: str = "", status: int = 200) -> HttpResponse:
    """Says nothing of what lies behind it, nor whose it is."""
    context = {
        "asks": door.asks,
        "secret": door.secret,
        "problem": problem,
        "sent": entering.SENT in request.COOKIES,
    }
    return private(render(request, "portal/gate.html", context, status=422 if problem else status))


@by_address("plan-code", closed=True)
@require_POST
def enter_code(request: HttpRequest, door: Door) -> HttpResponse:
    given = request.POST.get("code", "")
    good = entering.right(request, door, given) if door.asks == "mail" else sharing.opens(door.share, given)
    if door.asks and not good:
        return gate(request, door, _("This is not right. Look at it once more."))
    return entering.open_up(HttpResponseRedirect(door.path), door)


@by_address("plan-mail", closed=True)
@require_POST
def ask_code(request: HttpRequest, door: Door) -> HttpResponse:
    """A code to the mailbox that the share names. The page looks the same whether mail can go out or not."""
    response = HttpResponseRedirect(door.path)
    if door.asks == "mail":
        code = entering.new_code(response, door)
        if settings.MAIL_ARRIVES:
            send_code.defer(mail=door.share.mail, code=code, language=get_language() or "en")
    return response


# -- doing --------------------------------------------------------------------------------------------------


def back(door: Door, said: str, anchor: str = "") -> HttpResponse:
    return HttpResponseRedirect(f"{door.path}?said={said}#{anchor or 'said'}")


@by_address("plan-say")
@require_POST
def say(request: HttpRequest, door: Door) -> HttpResponse:
    name, text = request.POST.get("name", ""), request.POST.get("text", "")
    try:
        refuse_nul(request)
        with entering.acting(door, name) as share:
            parent = above(request, share.plan.key)
            verbs.comment(share, name, text, parent, asks="asks" in request.POST)
    except Refusal as refusal:
        return shown(request, door, refusal, f"say-{request.POST.get('parent', '')}")
    return back(door, "comment", "talk")


def above(request: HttpRequest, plan: str) -> Comment | None:
    """What is answered: only what the customer can read, of this plan."""
    key = request.POST.get("parent", "")
    found = Comment.objects.filter(key=key, subject=f"plan:{plan}", shared=True, removed_at=None).first()
    if key and found is None:
        raise Refusal(_("What you answer is not there any more."), _("Open the page again."))
    return found


@by_address("plan-say")
@require_POST
def tick(request: HttpRequest, door: Door, key: str, act: str) -> HttpResponse:
    if act not in ("done", "open"):
        raise NotFound
    try:
        with entering.acting(door) as share:
            verbs.tick(share, stone(share.plan_id, key), act == "done")
    except Refusal as refusal:
        return shown(request, door, refusal, f"stone-{key}")
    return back(door, act, f"stone-{key}")


@by_address("plan-say")
@require_POST
def propose(request: HttpRequest, door: Door, key: str) -> HttpResponse:
    name = request.POST.get("name", "")
    try:
        refuse_nul(request)
        with entering.acting(door, name) as share:
            verbs.propose(share, stone(share.plan_id, key), day(request), name, request.POST.get("words", ""))
    except Refusal as refusal:
        return shown(request, door, refusal, f"stone-{key}")
    return back(door, "proposed", f"stone-{key}")


def stone(plan_id: int, key: str) -> Milestone:
    found = (
        reading.present(Milestone)
        .filter(plan_id=plan_id, key=key)
        .select_for_update(no_key=True, of=("self",))
        .first()
    )
    if found is None:
        raise Refusal(_("This is not in the plan any more."), _("Open the page again."))
    return found


def day(request: HttpRequest) -> date:
    try:
        return date.fromisoformat(request.POST.get("due_on", ""))
    except ValueError:
        raise Invalid(
            [Problem("due_on", _("That is not a day."), _("Choose one in the calendar."))]
        ) from None


@by_address("plan-say")
@require_POST
def agree(request: HttpRequest, door: Door) -> HttpResponse:
    name = request.POST.get("name", "")
    try:
        refuse_nul(request)
        if "agree" not in request.POST:
            raise Invalid([Problem("agree", _("Nothing was agreed to."), _("Tick the box if you agree."))])
        with entering.acting(door, name) as share:
            verbs.agree(
                share, request.POST.get("digest", ""), name, request.POST.get("title", ""), proven=door.proven
            )
    except Refusal as refusal:
        return shown(request, door, refusal, "agree")
    return back(door, "agreed", "agreement")


@by_address()
@require_safe
def agreed(request: HttpRequest, door: Door, digest: str) -> HttpResponse:
    """What was agreed to, in the very bytes of which the fingerprint is the SHA-256: nobody has to believe us."""
    with enter(door.place, cause="portal"):
        rows = queries.agreements_of([door.share.plan_id]).get(door.share.plan_id, [])
        row = next((one for one in rows if one.digest == digest), None)
    if row is None:
        raise NotFound
    response = HttpResponse(checks.written(row.content), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="agreed-{row.number}.json"'
    return response


def refuse_nul(request: HttpRequest) -> None:
    if any("\0" in value for value in request.POST.values()):
        raise Refusal(_("The form holds a NUL character."))


# -- what comes by mail -------------------------------------------------------------------------------------


@by_address(mailed=True)
@require_http_methods(["GET", "HEAD", "POST"])
def mails(request: HttpRequest, door: Door) -> HttpResponse:
    """Reminders, on or off. A GET only asks: programmes that look into mail open every address.

    Who gets a mail stops the next one without a passcode; until it is right, the page does not say whose plan it is.
    """
    if request.method == "POST":
        wanted = request.POST.get("wanted") == "on"
        with entering.acting(door) as share:
            sharing.remind(share, wanted)
    with enter(door.place, cause="portal"):
        reminded, name = sharing.by_secret(door.secret).reminded, current().workspace.name
    team = name if entering.is_open(request, door) else ""
    context = {"reminded": reminded, "team": team, "secret": door.secret, "kept": request.method == "POST"}
    return render(request, "portal/mails.html", context)
