"""One click in a mail. Opening the address does nothing but ask; its button does what it says.

Programmes that look into mail open every address in it, so a GET must never act. No sign-in is asked for: the address
is signed for one member, one nudge and one act, and its time is short. What it does goes through the verbs as that
member.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from handrail.house.access.entry import open_to
from handrail.house.nudges import preferring, queries, signed, verbs
from handrail.house.nudges.models import Nudge
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current, enter
from handrail.kit.refusals import NotFound, Refusal
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task

from .. import inbox


@dataclass(frozen=True, slots=True)
class Offer:
    """What the page says: what will happen, or what has."""

    title: str
    will: str
    button: str
    done: str
    language: str
    place: str
    to: str


@open_to("anyone")
@csrf_exempt  # the mail programme's own button posts without a cookie; the address itself is the permission
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, text: str) -> HttpResponse:
    try:
        link = signed.read(text)
        member = present(link)
        with enter(link.workspace, member=member, cause="mail"):
            offer = offered(link, member)
            if request.method == "POST":
                ACTS[link.act](link, member)
    except (signed.Spent, Refusal):
        return render(request, "desk/clicked_spent.html", status=410)
    with translation.override(offer.language or translation.get_language()):
        shown = {"offer": offer, "acted": request.method == "POST"}
        response = render(request, "desk/clicked.html", shown)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


def present(link: signed.Link) -> Member:
    """The member it is for, if still here."""
    with enter(link.workspace):
        found = (
            Member.objects.select_related("user")
            .filter(pk=link.member, left_on=None, removed_at=None)
            .first()
        )
        if found is None or (found.user is not None and not found.user.is_active):
            raise NotFound
        return found


def offered(link: signed.Link, member: Member) -> Offer:
    place = current().workspace
    language = preferring.preference_of(member).language
    with translation.override(language or translation.get_language()):
        title = _("Mail from Handrail") if link.act == "stop" else nudge_of(link, member).title
        will, button, done = WORDS[link.act]()
        root = f"/w/{place.slug}/"
        return Offer(
            title,
            will,
            button,
            done,
            language,
            place.name,
            root + ("told/" if link.act == "stop" else "inbox/"),
        )


WORDS: dict[str, Callable[[], tuple[str, str, str]]] = {
    "done": lambda: (
        _("This takes it out of your inbox. The record itself is not changed."),
        _("Mark as done"),
        _("It is done."),
    ),
    "tomorrow": lambda: (
        _("This puts it off to the morning of the next working day."),
        _("Put it off"),
        _("It comes back on the next working day."),
    ),
    "finish": lambda: (
        _("This finishes the task, for everybody, in your name."),
        _("Finish the task"),
        _("The task is done."),
    ),
    "stop": lambda: (
        _("No more mail is sent to you. Everything is still in your inbox."),
        _("No more mail"),
        _("No more mail is sent to you."),
    ),
}


def nudge_of(link: signed.Link, member: Member) -> Nudge:
    found = queries.mine(member).filter(pk=link.nudge).first()
    if found is None:
        raise NotFound
    return found


def finish_task(link: signed.Link, member: Member) -> None:
    nudge = nudge_of(link, member)
    task = Task.objects.filter(pk=nudge.subject_id, removed_at=None).first()
    if nudge.subject_kind != "task" or task is None:
        raise NotFound
    tasks.finish([task])
    verbs.finish([nudge])


def put_off(link: signed.Link, member: Member) -> None:
    verbs.snooze([nudge_of(link, member)], inbox.wanted_moment(member, "tomorrow"))


ACTS: dict[str, Callable[[signed.Link, Member], Any]] = {
    "done": lambda link, member: verbs.finish([nudge_of(link, member)]),
    "tomorrow": put_off,
    "finish": finish_task,
    "stop": lambda link, member: preferring.turn_mail_off(member),
}
