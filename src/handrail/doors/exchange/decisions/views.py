"""Decision records on one page: whose they are, what their words mean, what would happen, and what happened."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from handrail.house.access.entry import open_to
from handrail.house.imports import going
from handrail.house.imports import verbs as imports
from handrail.house.imports.fetch import as_import, found
from handrail.house.imports.models import Import
from handrail.house.ledger import reading
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current, held
from handrail.kit.refusals import Invalid
from handrail.record.customers.models import Customer
from handrail.record.decisions.states import STATES
from handrail.record.decisions.wording import NAMES
from handrail.record.projects.models import Project

from ..flow import unpacked
from ..pages import standing
from . import flow
from .choice import Choice

NOUNS = {flow.NOUN: (gettext_lazy("Decisions"), gettext_lazy("decision"))}
MOST = 500
Pairs = list[tuple[str, str]]


@open_to("member")
@require_http_methods(["GET", "HEAD", "POST"])
def records(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    row = found(key, flow.KIND, lock=request.method == "POST")
    problems: tuple[Any, ...] = ()
    if request.method == "POST" and row.state in Import.OPEN and row.content is not None:
        try:
            flow.again(row, said(row, request.POST))
        except Invalid as refusal:
            problems = refusal.problems
        else:
            return redirect("exchange:records", slug, key)
    return shown(request, row, problems)


def said(row: Import, sent: QueryDict) -> Choice:
    """What the page was sent back with: words by their place, since they may be any."""
    words = {word: sent.get(f"word-{at}", "") for at, word in enumerate(sorted(row.settings["words"]))}
    named = {name: sent.get(name, "") for name in ("customer", "project", "owner")}
    return Choice.of({**named, "words": words, "leave": sent.getlist("leave")})


def shown(request: HttpRequest, row: Import, problems: tuple[Any, ...]) -> HttpResponse:
    context = standing(request, row, NOUNS)
    choice = flow.choice_of(row)
    if context["open"]:
        context |= {**choices(), "words": list(words(row, choice)), "files": files(row, choice)}
    context |= {
        "problems": problems,
        "choice": choice,
        "records": records_in(row),
        "no_record": records_in(row) == 0,
        "next_part": "exchange/parts/next_whole.html",
        "confirms": "exchange:records-confirm",
        "drops": "exchange:records-drop",
        "done_url": reverse("desk:decisions", args=[current().workspace.slug]) if row.state == "done" else "",
        "done_label": _("See the decisions"),
    }
    return render(request, "exchange/records.html", context, status=422 if problems else 200)


def records_in(row: Import) -> int:
    """How many of its files are decision records."""
    return int(row.settings.get("records", row.settings["files"]))


def choices() -> dict[str, Pairs]:
    """Three statements."""
    none = [("", "–")]
    members = reading.present(Member).exclude(role="guest").filter(left_on=None).order_by("name")
    return {
        "customers": none
        + list(reading.present(Customer).order_by("name").values_list("key", "name")[:MOST]),
        "projects": none
        + list(reading.present(Project).order_by("title").values_list("key", "title")[:MOST]),
        "owners": none + list(members.values_list("key", "name")[:MOST]),
    }


def words(row: Import, choice: Choice) -> Any:
    """One line for each word that these records use, and what it is taken for."""
    known = row.settings["words"]
    states = [
        ("", _("Proposed, and told")),
        *((state, _(NAMES[state])) for state in STATES if state != "superseded"),
    ]
    for at, word in enumerate(sorted(known)):
        yield {
            "name": f"word-{at}",
            "word": word,
            "value": choice.words.get(word) or known[word],
            "choices": states,
        }


def files(row: Import, choice: Choice) -> list[tuple[str, bool]]:
    return [(path, path in choice.leave) for path in sorted(unpacked(row))]


@open_to("member")
@require_POST
def confirm(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Let it happen. A second click finds it happening already."""
    row = found(key, flow.KIND, lock=True)
    if row.state in ("previewed", "refused") and row.content is not None:
        imports.move(row, "running", done_steps=0, all_steps=row.settings["files"])
        with held(as_import(row)):
            flow.carry_out(row, accept_partial=bool(request.POST.get("accept_partial")))
    return redirect("exchange:records", slug, key)


@open_to("member")
@require_POST
def drop(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    going.drop(found(key, flow.KIND, lock=True))
    return redirect("exchange:start", slug)
