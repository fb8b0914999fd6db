"""The public form: what it asks, whether a person sent it, and what became of that. No account, no cookie of ours.

An address that leads nowhere, one that is closed and one that was changed look the same: nothing says what there was.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from handrail.house.access.addresses import ip_of
from handrail.house.access.entry import open_to
from handrail.house.access.guard import digest
from handrail.house.signing.limits import LIMITS, release, reserve
from handrail.house.talk.models import Attachment
from handrail.house.workspaces.scope import Actor, enter
from handrail.kit import clock
from handrail.kit.refusals import Invalid, NotFound, Problem
from handrail.record.outside import checks, queries, verbs
from handrail.record.outside.checks import Ask
from handrail.record.outside.models import Submission

from .tasks import acknowledge

SALT = "outside.form"
MOST_FILES = 5
TRAP = "website"
"""A field that no person sees; what fills in every field gives itself away."""


@dataclass(frozen=True, slots=True)
class Seen:
    """All that the world may know of a form."""

    place: int
    token: str
    title: str
    intro: str
    consent: str
    thanks: str
    asks: list[Ask]
    files: bool


def look(token: str) -> Seen:
    place = queries.place_of(token)
    with enter(place, cause="form"):
        row = queries.by_token(token)
        asks = checks.asks_of(row.asks)
        return Seen(place, token, row.title, row.intro, row.consent, row.thanks, asks, row.files)


@csrf_exempt  # no session gives it any power: a stamp of its own says that the page was ours
@open_to("anyone")
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest, token: str) -> HttpResponse:
    try:
        seen = look(token)
        return sent(request, seen) if request.method == "POST" else shown(request, seen)
    except NotFound:
        return private(render(request, "outside/nowhere.html", status=404))


@open_to("anyone")
@require_safe
def thanks(request: HttpRequest, token: str) -> HttpResponse:
    try:
        context = {"seen": look(token), "mails": settings.MAIL_ARRIVES}
    except NotFound:
        return private(render(request, "outside/nowhere.html", status=404))
    return private(render(request, "outside/thanks.html", context))


# -- showing it ---------------------------------------------------------------------------------------------


def shown(
    request: HttpRequest, seen: Seen, problems: Iterable[Problem] = (), status: int = 200, stamp: str = ""
) -> HttpResponse:
    problems = list(problems)
    said = {problem.field: f"{problem.message} {problem.fix}".strip() for problem in problems}
    typed = request.POST
    asks = [
        {
            "ask": ask,
            "name": f"ask-{number}",
            "value": typed.get(f"ask-{number}", ""),
            "error": said.get(f"ask-{number}", ""),
            "choices": [("", "–"), *((choice, choice) for choice in ask.choices)],
            "type": {"long": "textarea", "choice": "select", "number": "text"}.get(ask.kind, ask.kind),
        }
        for number, ask in enumerate(seen.asks)
    ]
    context = {
        "seen": seen,
        "asks": asks,
        "typed": typed,
        "said": said,
        "problems": problems,
        "stamp": stamp or fresh_stamp(seen.token),
        "bits": checks.BITS,
        "trap": TRAP,
        "most": settings.FILE_MOST >> 20,
    }
    return private(render(request, "outside/form.html", context, status=status))


def private(response: HttpResponse) -> HttpResponse:
    """What an address opens: not kept, not passed on to other sites, and no business of search engines."""
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def later(response: HttpResponse, kind: str) -> HttpResponse:
    """Says when it may be tried again."""
    response["Retry-After"] = str(int(LIMITS[kind].window.total_seconds()))
    return response


# -- taking it in -------------------------------------------------------------------------------------------


def sent(request: HttpRequest, seen: Seen) -> HttpResponse:
    stamp = request.POST.get("stamp", "")
    worked = checks.proven(stamp, request.POST.get("work", ""))
    if problem := machine(request, seen, stamp, worked):
        again = "" if problem.field == "stamp" else stamp
        return shown(request, seen, [problem], 422, again)
    kind = "form" if worked else "form-plain"
    attempt = reserve(kind, digest(seen.token), ip_of(request))
    if attempt is None:
        return too_many(request, seen, stamp, kind)
    try:
        kept = take_in(request, seen, stamp)
    except Invalid as refusal:
        release(attempt)
        return shown(request, seen, refusal.problems, 422, stamp)
    if settings.MAIL_ARRIVES and kept is not None:
        acknowledge.defer(mail=kept.mail, title=seen.title, language=get_language() or "en")
    return private(HttpResponseRedirect(reverse("outside:thanks", args=[seen.token])))


def machine(request: HttpRequest, seen: Seen, stamp: str, worked: bool) -> Problem | None:
    """What looks like no person, said so that a person knows what to do."""
    made = moment_of(stamp, seen.token)
    if made is None or (hurry := checks.hasty(made, clock.real(), worked=worked)) == "late":
        return Problem(
            "stamp",
            _("This page had been open for too long."),
            _("Send it now: what you wrote is still here."),
        )
    if hurry == "early":
        return Problem(
            "early", _("That was faster than somebody can write."), _("Wait a few seconds and send it again.")
        )
    if request.POST.get(TRAP, ""):
        return Problem(
            TRAP, _("A field that nobody sees was filled in."), _("Empty the last field and send it again.")
        )
    return None


def too_many(request: HttpRequest, seen: Seen, stamp: str, kind: str) -> HttpResponse:
    words = _("Too much has been sent from where you are.")
    problem = Problem("", words, _("Try again in an hour; keep what you wrote."))
    return later(shown(request, seen, [problem], 429, stamp), kind)


def take_in(request: HttpRequest, seen: Seen, stamp: str) -> Submission | None:
    """What was kept; None where the same page had been sent before."""
    given = [request.POST.get(f"ask-{number}", "") for number in range(len(seen.asks))]
    answers, problems = checks.answered(seen.asks, given)
    files = request.FILES.getlist("files") if seen.files else []
    problems = [*who(request), *problems, *agreed(request, seen), *numerous(len(files))]
    if problems:
        raise Invalid(problems)
    name = " ".join(request.POST["name"].split())
    with enter(seen.place, actor=Actor("form", None, name[:150]), cause="form"):
        draft = Submission(
            title=request.POST["title"].strip(),
            name=name,
            mail=request.POST["mail"].strip(),
            answers=answers,
            stamp=nonce_of(stamp),
        )
        kept = verbs.take_in(queries.by_token(seen.token), draft, [attached(one) for one in files])
        return kept if kept is draft else None


def attached(file: UploadedFile[Any]) -> Attachment:
    row = Attachment(name=file.name or "")
    row.content = file
    return row


def who(request: HttpRequest) -> Iterable[Problem]:
    for field, most, words in (
        ("name", 200, _("Say who you are.")),
        ("title", 300, _("Say what it is about.")),
    ):
        value = request.POST.get(field, "").strip()
        if not value or "\0" in value:
            yield Problem(field, words)
        elif len(value) > most:
            yield Problem(field, _("This is too long."), _("Write up to %(most)s letters.") % {"most": most})
    try:
        validate_email(request.POST.get("mail", "").strip())
    except ValidationError:
        yield Problem("mail", _("This is no mail address."), _("Write one, such as ida@example.com."))
    if any("\0" in value for value in request.POST.values()):
        yield Problem("", _("The form holds a NUL character."))


def agreed(request: HttpRequest, seen: Seen) -> Iterable[Problem]:
    if seen.consent and "consent" not in request.POST:
        yield Problem("consent", _("It can not be taken in without this."), _("Tick it if you agree."))


def numerous(count: int) -> Iterable[Problem]:
    if count > MOST_FILES:
        yield Problem(
            "files",
            _("These are too many files at once."),
            _("Choose up to %(most)s.") % {"most": MOST_FILES},
        )


# -- stamps -------------------------------------------------------------------------------------------------


def fresh_stamp(token: str, moment: datetime | None = None) -> str:
    """Says, signed, when this page was made for which form, under a name that is used once."""
    words = f"{secrets.token_hex(12)}.{(moment or clock.real()).timestamp():.0f}.{digest(token)[:16]}"
    return signing.Signer(salt=SALT).sign(words)


def moment_of(stamp: str, token: str) -> datetime | None:
    try:
        _nonce, seconds, whose = signing.Signer(salt=SALT).unsign(stamp).split(".")
    except (signing.BadSignature, ValueError):
        return None
    return (
        datetime.fromtimestamp(int(seconds), tz=clock.real().tzinfo) if whose == digest(token)[:16] else None
    )


def nonce_of(stamp: str) -> str:
    return str(stamp.partition(".")[0])
