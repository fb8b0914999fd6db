"""Saying something about a record: the threads, the form, and what is done with what was said."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handrail.house.ledger import reading
from handrail.house.talk import commenting as verbs
from handrail.house.talk import subjects, telling
from handrail.house.talk.models import Comment
from handrail.house.workspaces.models import Tenanted
from handrail.kit.refusals import Invalid, NotFound
from handrail.kit.web.numbers import whole

from .. import kinds, talking, things
from ..answers import address, is_part, page, problems_of, tell, word
from ..kinds import Kind
from ..kinds.talk import NAMES
from ..values import name
from .records import crumbs, find


@page()
@require_safe
def go(request: HttpRequest, named: str) -> HttpResponse:
    """The page of a record by its name, at the comment that a mail spoke of."""
    thing = things.found([named]).get(named)
    if thing is None or not thing.here:
        raise NotFound(_("This is not here any more."))
    said = Comment.objects.filter(key=request.GET.get("comment", ""), removed_at=None).first()
    return HttpResponseRedirect(thing.url + (f"#comment-{said.pk}" if said else ""))


@page()
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    kind, row = about(request.GET.get("of", ""))
    return answer(request, kind, row)


@page()
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Who is called like what is being typed behind an @."""
    return render(
        request, "desk/parts/people_called.html", {"people": talking.called(request.GET.get("q", "")[:60])}
    )


@page()
@require_POST
def add(request: HttpRequest) -> HttpResponse:
    kind, row = about(request.GET.get("of", ""))
    shared = "shared" in request.POST and bool(talking.reach(row))
    made = Comment(subject=subjects.ref(row), text=said(request), parent=above(request), shared=shared)
    try:
        verbs.add_comments([made])
    except Invalid as refusal:
        return answer(
            request, kind, row, refusal, {"typed": request.POST.get("text", ""), "under": made.parent_id}
        )
    return answered(request, kind, row, spoken(made))


def said(request: HttpRequest) -> str:
    """What was typed; somebody chosen in the list, and not named in it yet, is named in front."""
    text, chosen = request.POST.get("text", "").strip(), request.POST.get("tell", "")
    return f"@{chosen} {text}" if text and chosen in telling.names() and f"@{chosen}" not in text else text


def above(request: HttpRequest) -> Comment | None:
    key = request.POST.get("parent", "")
    return reading.find(Comment, key) if key else None


def spoken(row: Comment) -> str:
    """Who was told, and who was not since they may not see what it is about."""
    words = _("Comment added; the customer reads it in their view.") if row.shared else _("Comment added.")
    if row.told:
        words += " " + _("Told: %(names)s.") % {"names": ", ".join(row.told)}
    if row.untold:
        words += " " + _("Not told, because they may not see this: %(names)s.") % {
            "names": ", ".join(row.untold)
        }
    return words


@page()
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, key: str) -> HttpResponse:
    comment = reading.find(Comment, key)
    kind, row = about(comment.subject)
    if request.method != "POST":
        return answer(request, kind, row, more={"editing": comment.pk})
    try:
        revision = whole(request.POST.get("revision", ""))
        verbs.edit_comment(comment, {"text": request.POST.get("text", "")}, revision=revision)
    except Invalid as refusal:
        return answer(
            request, kind, row, refusal, {"editing": comment.pk, "typed": request.POST.get("text", "")}
        )
    return answered(request, kind, row, _("Saved."))


@page()
@require_POST
def act(request: HttpRequest, key: str, act: str) -> HttpResponse:
    comment = reading.find(Comment, key)
    if act not in ACTS:
        raise NotFound(_("There is nothing called “%s” to do here.") % act)
    run, words = ACTS[act]
    run([comment])
    return answered(request, *about(comment.subject), words())


ACTS: dict[str, tuple[Callable[[list[Comment]], int], Callable[[], str]]] = {
    "resolve": (verbs.resolve_comments, lambda: _("Settled.")),
    "reopen": (verbs.reopen_comments, lambda: _("Open again.")),
    "remove": (verbs.remove_comments, lambda: _("Comment removed.")),
    "show": (verbs.show_comments, lambda: _("People outside see it too.")),
    "hide": (verbs.hide_comments, lambda: _("Only your team sees it.")),
}


# -- what all of them do ------------------------------------------------------------------------------------


def about(named: str) -> tuple[Kind, Tenanted]:
    """The record that something is said of; a removed one is still read."""
    kind_name, key = subjects.apart(subjects.meant(named))
    if kind_name not in kinds.BY_NAME or kind_name in NAMES:
        raise NotFound(_("Say which record this is about."))
    kind = kinds.BY_NAME[kind_name]
    return kind, find(kind, key, removed_too=True)


def answer(
    request: HttpRequest,
    kind: Kind,
    row: Tenanted,
    refusal: Invalid | None = None,
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    """The talk about one record: the part that asked for it, or a page of its own for who has no script."""
    title = name(kind, row)
    context = {
        "talk": talking.of(row),
        "title": title,
        "subject_url": address(kind, row),
        "crumbs": [
            *crumbs(kind, row)[:-1],
            {"label": title, "url": address(kind, row)},
            {"label": _("Comments")},
        ],
        "problems": problems_of(refusal) if refusal else (),
        **(more or {}),
    }
    shown = "desk/parts/talk.html" if is_part(request) else "desk/talk.html"
    return render(request, shown, context, status=422 if refusal else 200)


def answered(request: HttpRequest, kind: Kind, row: Tenanted, message: str) -> HttpResponse:
    if is_part(request):
        return word(answer(request, kind, row), message)
    tell(request, message)
    return HttpResponseRedirect(f"{address(kind, row)}#{talking.panel_id(row)}")
