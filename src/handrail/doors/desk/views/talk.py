"""Adding evidence to a record, and connecting two of them: what is named is searched and picked in the form."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from handrail.house.ledger import reading
from handrail.house.talk import filing, subjects, verbs
from handrail.house.talk.models import Attachment, Evidence, Link
from handrail.house.talk.relations import RELATIONS
from handrail.house.workspaces.models import Tenanted
from handrail.kit.refusals import Invalid, NotFound, Problem

from .. import kinds, things
from ..answers import address, at, back, done, page, problems_of
from ..kinds import Kind
from ..values import name
from ..words import Words, choice
from .records import crumbs, part_of

ASKS: dict[str, tuple[tuple[str, Words, str, Words], ...]] = {
    "link": (
        ("url", gettext_lazy("Address"), "url", gettext_lazy("It begins with https:// or http://.")),
        ("title", gettext_lazy("What it shows"), "text", ""),
    ),
    "file": (
        (
            "url",
            gettext_lazy("Where the file lies"),
            "text",
            gettext_lazy("A folder and a name that your team knows."),
        ),
        ("title", gettext_lazy("What it shows"), "text", ""),
    ),
    "note": (
        ("text", gettext_lazy("What you know"), "textarea", ""),
        ("title", gettext_lazy("In one line"), "text", ""),
    ),
    "quotation": (
        ("text", gettext_lazy("Their words"), "textarea", ""),
        ("title", gettext_lazy("Who said it, and where"), "text", ""),
    ),
    "reading": (),
    "record": (("title", gettext_lazy("What it shows"), "text", ""),),
}
"""What the form asks for each kind: field, label, type, help. The first one is needed."""
PICKED = {"reading": (kinds.BY_NAME["reading"],), "record": things.PICKED}
"""Which records may be picked as evidence of that kind."""
AMONG = {"reading": PICKED["reading"], "note": (kinds.BY_NAME["note"],)}
"""Which records are offered, where an address says so; else all."""


# -- evidence -----------------------------------------------------------------------------------------------


@page()
@require_http_methods(["GET", "HEAD", "POST"])
def evidence(request: HttpRequest) -> HttpResponse:
    """What supports the record that the address names, in the form of its kind."""
    kind, row = named(request.GET.get("subject", ""))
    how = request.GET.get("kind", "link")
    how = how if how in ASKS else "link"
    context = {**around(request, kind, row), "how": how, "picks": how in PICKED}
    context["tabs"] = tabs(request, how, context["next"])
    if request.method != "POST" or searching(request):
        return evidence_form(request, context, row)
    values = {field: request.POST.get(field, "") for field, *_rest in ASKS[how]}
    made = Evidence(subject=subjects.ref(row), kind=how, target=request.POST.get("target", ""), **values)
    made.on = request.POST.get("on") or None
    try:
        if how == "file" and (sent := request.FILES.get("content")):
            made.target = attached(made.subject, sent)
        verbs.add_evidence([made])
    except Invalid as refusal:
        return evidence_form(request, context, row, problems_of(refusal))
    message = _("Evidence added: %(title)s") % {"title": made.title}
    return done(request, message, context["next"])


def attached(subject: str, sent: UploadedFile[Any]) -> str:
    """A file that is sent along is attached to the same record, and is the proof."""
    row = Attachment(subject=subject, name=sent.name or "")
    row.content = sent
    filing.add_attachments([row])
    return subjects.ref(row)


def evidence_form(
    request: HttpRequest, context: dict[str, Any], row: Tenanted, problems: tuple[Problem, ...] = ()
) -> HttpResponse:
    how = context["how"]
    context["inputs"] = [
        asked(
            request,
            problems,
            *asks,
            required=n == 0 and how not in ("record", "file"),
            focus=n == 0 and how not in PICKED,
        )
        for n, asks in enumerate(ASKS[how])
    ]
    context["content_errors"] = said_of(problems, "content")
    context["on"] = asked(request, problems, "on", _("Dated"), "date", "")
    context |= picking(request, row, problems, PICKED.get(how, ()))
    return answer(
        request, "evidence_new", context, problems, {"url", "text", "title", "on", "target", "content"}
    )


def asked(
    request: HttpRequest, problems: tuple[Problem, ...], field: str, label: Words, type_: str, help_: Words = "",
    *, required: bool = False, focus: bool = False,
) -> dict[str, Any]:  # fmt: skip
    return {
        "name": field,
        "label": label,
        "type": type_,
        "help": help_,
        "value": request.POST.get(field, ""),
        "required": required,
        "focus": focus,
        "errors": said_of(problems, field),
    }


def tabs(request: HttpRequest, how: str, onward: str) -> list[dict[str, Any]]:
    """The other kinds, each at its own address; where the person came from goes along."""
    subject = request.GET.get("subject", "")
    return [
        {
            "label": choice(kind),
            "url": f"{at('add-evidence')}?{urlencode({'subject': subject, 'kind': kind, 'next': onward})}",
            "current": kind == how,
        }
        for kind in ASKS
    ]


# -- connections --------------------------------------------------------------------------------------------


@page()
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest) -> HttpResponse:
    """Another record, and how the two belong together; the words may be read from either end."""
    kind, row = named(request.GET.get("source", ""))
    context = around(request, kind, row)
    if request.method != "POST" or searching(request):
        return link_form(request, context, row)
    relation, _colon, back_ = request.POST.get("relation", "").partition(":")
    ends = (subjects.ref(row), request.POST.get("target", ""))
    source, target = reversed(ends) if back_ else ends
    made = Link(source=source, target=target, relation=relation)
    try:
        verbs.add_links([made])
    except Invalid as refusal:
        return link_form(request, context, row, turned(problems_of(refusal), bool(ends[1])))
    return done(request, _("Connected."), context["next"])


def turned(problems: tuple[Problem, ...], chosen: bool) -> tuple[Problem, ...]:
    """What is wrong with either end is said where the other one is picked."""
    if not chosen:
        return (Problem("target", _("Nothing is chosen."), _("Search for it and choose one.")),)
    return tuple(Problem("target" if p.field == "source" else p.field, p.message, p.fix) for p in problems)


def link_form(
    request: HttpRequest, context: dict[str, Any], row: Tenanted, problems: tuple[Problem, ...] = ()
) -> HttpResponse:
    context["relation"] = request.POST.get("relation", "relates")
    context["relations"] = ways()
    only = AMONG.get(request.GET.get("among", ""), things.PICKED)
    context |= picking(request, row, problems, only)
    return answer(request, "link_new", context, problems, {"target"})


def ways() -> list[tuple[str, Words]]:
    """Every relation from both its ends: “blocks” and “is blocked by”."""
    return [
        way
        for relation in RELATIONS.values()
        for way in ((relation.name, relation.there), (f"{relation.name}:back", relation.back))
        if relation.directed or way[0] == relation.name
    ]


# -- what both forms do -------------------------------------------------------------------------------------


def named(ref: str) -> tuple[Kind, Tenanted]:
    """The record that the address speaks of."""
    name_, key = subjects.apart(ref)
    if name_ not in kinds.BY_NAME:
        raise NotFound(_("Say which record this is about."))
    kind = kinds.BY_NAME[name_]
    return kind, reading.find(kind.model, key)


def around(request: HttpRequest, kind: Kind, row: Tenanted) -> dict[str, Any]:
    own, title = address(kind, row), name(kind, row)
    return {
        "subject": row,
        "subject_title": title,
        "crumbs": [*crumbs(kind, row)[:-1], {"label": title, "url": own}],
        "next": back(request, own),
        "action": request.get_full_path(),
    }


def picking(
    request: HttpRequest, row: Tenanted, problems: tuple[Problem, ...], only: tuple[Kind, ...]
) -> dict[str, Any]:
    if not only:
        return {}
    words, own = request.POST.get("q", "").strip()[:100], subjects.ref(row)
    return {
        **offered(row, own, words, only),
        "picked": request.POST.get("target", ""),
        "looked": searching(request),
        "pick_errors": said_of(problems, "target"),
        "pick_url": f"{at('pick')}?of={own}&among={only[0].name if len(only) == 1 else 'all'}",
    }


def offered(row: Any, own: str, words: str, only: tuple[Kind, ...]) -> dict[str, Any]:
    near = row.pk if own.startswith("customer:") else getattr(row, "customer_id", None)
    return {"q": words, "offers": [thing for thing in things.search(words, near, only) if thing.ref != own]}


@page()
@require_safe
def pick(request: HttpRequest) -> HttpResponse:
    """What is called like the words typed so far, to choose from."""
    _kind, row = named(request.GET.get("of", ""))
    only = AMONG.get(request.GET.get("among", ""), things.PICKED)
    words = request.GET.get("q", "").strip()[:100]
    return render(request, "desk/parts/offers.html", offered(row, request.GET.get("of", ""), words, only))


def searching(request: HttpRequest) -> bool:
    """The search button, or Enter in its box; Enter on one that is chosen among what was found means that one."""
    if "look" not in request.POST:
        return False
    chosen, asked_ = request.POST.get("target", ""), request.POST.get("asked", "")
    return not (chosen and asked_ == request.POST.get("q", "").strip())


def said_of(problems: tuple[Problem, ...], field: str) -> list[str]:
    return [f"{p.message} {p.fix}".strip() for p in problems if p.field == field]


def answer(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    problems: tuple[Problem, ...],
    shown: set[str],
) -> HttpResponse:
    context["problems"] = [p for p in problems if p.field not in shown]
    return render(request, part_of(request, template), context, status=422 if problems else 200)
