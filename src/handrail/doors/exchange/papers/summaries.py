"""A summary as a PDF: one sheet, made anew each time; what it says comes to the template as data only."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from handrail.doors.desk import summing
from handrail.doors.desk.answers import page
from handrail.doors.desk.views.summaries import known, length, scope
from handrail.doors.portal import branding
from handrail.kit.paper import Heading, Item, Items, Sheet, Text, pdf
from handrail.kit.paper.sheet import Block
from handrail.kit.words import say
from handrail.watch.summaries import queries, saying


@page()
@require_safe
def as_pdf(request: HttpRequest, kind: str) -> HttpResponse:
    answer = HttpResponse(sheet(told(request, known(kind))), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{kind}.pdf"'
    return answer


def told(request: HttpRequest, kind: str) -> summing.Page:
    """The one that is kept, where the address names one; else that of now."""
    if key := request.GET.get("kept", ""):
        row = queries.summary(key)
        return summing.page_for(queries.told(row), length(request), row)
    return summing.page_for(queries.now(kind, *scope(request)), length(request))


def sheet(shown: summing.Page) -> bytes:
    look = branding.look(branding.here())
    whose = f"{shown.whose} · {shown.days}"
    return pdf(Sheet(shown.title, look, list(blocks(shown)), whose, get_language() or "en"))


def blocks(shown: summing.Page) -> Iterator[Block]:
    for section, some in shown.said:
        yield Heading(section.title)
        yield Items([Item(one.sentence.text, under="\n".join(under(one))) for one in some])
    if not shown.sections:
        yield Text(say(saying.NOTHING))


def under(one: summing.Said) -> list[str]:
    return [*map(record, one.records), *one.rest]


def record(one: summing.Record) -> str:
    return " – ".join([one.item.title, *summing.around(one)])
