"""Attaching files to a record, handing them out, taking them away."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from handrail.house.access.serving import served
from handrail.house.ledger import reading
from handrail.house.talk import filing as verbs
from handrail.house.talk import storing, subjects
from handrail.house.talk.models import Attachment
from handrail.house.talk.sniffing import PICTURES
from handrail.house.workspaces.models import Tenanted
from handrail.kit.refusals import Invalid, Problem

from .. import filing
from ..answers import address, is_part, page, problems_of, tell, word
from ..kinds import Kind
from ..values import name
from .records import crumbs
from .talking import about

MOST_AT_ONCE = 20


@page()
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    return answer(request, *about(request.GET.get("of", "")))


@page()
@require_POST
def add(request: HttpRequest) -> HttpResponse:
    kind, row = about(request.GET.get("of", ""))
    sent = request.FILES.getlist("files")
    rows = [Attachment(subject=subjects.ref(row), name=one.name or "") for one in sent]
    for made, one in zip(rows, sent, strict=True):
        made.content = one
    try:
        refuse_number(len(rows))
        verbs.add_attachments(rows)
    except Invalid as refusal:
        return answer(request, kind, row, refusal)
    return answered(
        request, kind, row, _("Attached: %(names)s") % {"names": ", ".join(made.name for made in rows)}
    )


def refuse_number(count: int) -> None:
    if not 0 < count <= MOST_AT_ONCE:
        message = _("No file is chosen.") if not count else _("These are too many files at once.")
        raise Invalid([Problem("files", message, _("Choose up to %(most)s.") % {"most": MOST_AT_ONCE})])


@page()
@require_safe
def content(request: HttpRequest, key: str) -> HttpResponse:
    """The file itself, to who may see what it is attached to. Only pictures are shown in place."""
    row = reading.find(Attachment, key)
    if f'"{row.digest}"' in request.headers.get("If-None-Match", ""):
        return HttpResponseNotModified()
    file: Any = storing.opened(row.digest)
    return served(file, row.media, row.name, row.digest, inline=row.media in PICTURES)  # type: ignore[return-value]


@page()
@require_POST
def remove(request: HttpRequest, key: str) -> HttpResponse:
    row = reading.find(Attachment, key)
    verbs.remove_attachments([row])
    return answered(request, *about(row.subject), _("Removed: %(title)s") % {"title": row.name})


@page()
@require_POST
def outside(request: HttpRequest, key: str) -> HttpResponse:
    """Whether people outside, with whom what it is attached to is shared, can fetch it."""
    row = reading.find(Attachment, key)
    yes = request.POST.get("outside") == "yes"
    verbs.edit_attachments([(row, {"shared": yes})])
    words = _("People outside can fetch it too.") if yes else _("Only your team sees it.")
    return answered(request, *about(row.subject), words)


def answer(request: HttpRequest, kind: Kind, row: Tenanted, refusal: Invalid | None = None) -> HttpResponse:
    title = name(kind, row)
    context = {
        "files": filing.of(row),
        "title": title,
        "subject_url": address(kind, row),
        "crumbs": [
            *crumbs(kind, row)[:-1],
            {"label": title, "url": address(kind, row)},
            {"label": _("Files")},
        ],
        "file_problems": problems_of(refusal) if refusal else (),
    }
    shown = "desk/parts/files.html" if is_part(request) else "desk/files.html"
    return render(request, shown, context, status=422 if refusal else 200)


def answered(request: HttpRequest, kind: Kind, row: Tenanted, message: str) -> HttpResponse:
    if is_part(request):
        return word(answer(request, kind, row), message)
    tell(request, message)
    return HttpResponseRedirect(f"{address(kind, row)}#{filing.of(row)['panel']}")
