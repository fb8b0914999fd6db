"""A summary as a PDF: one sheet, made anew each time; what it says comes to the template as data only."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from handrail.doors.desk import summing
from handrail.doors.desk.answers import page
from handrail.doors.desk.views.summaries import known, length, scope
from handrail.doors.portal import branding
from handrail.kit.paper import Heading, Item, Items, Line, Sheet, Text, pages, pdf
from handrail.kit.paper.sheet import Block
from handrail.kit.words import say, shortened
from handrail.watch.summaries import queries, saying

FEWER = (saying.MOST_ITEMS, 20, 14, 9, 5, 0)
"""So many records are shown under their lines, fewer if they do not fit on one page."""
LONGEST = 150
"""Letters of what somebody wrote, in one line of a page."""


@page()
@require_safe
def as_pdf(request: HttpRequest, kind: str) -> HttpResponse:
    answer = HttpResponse(one_page(request, known(kind)), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{kind}.pdf"'
    return answer


def one_page(request: HttpRequest, kind: str) -> bytes:
    """As many records as one page holds; under each line stands how many more there are."""
    long = length(request)
    row = queries.summary(request.GET["kept"]) if request.GET.get("kept") else None
    told = queries.told(row) if row is not None else queries.now(kind, *scope(request))
    made = b""
    for most in FEWER:
        made = sheet(summing.page_for(told, long, row, most))
        if pages(made) <= 1:
            break
    return made


def sheet(shown: summing.Page) -> bytes:
    look = branding.look(branding.here())
    whose = f"{shown.whose} · {shown.days}"
    return pdf(Sheet(shown.title, look, list(blocks(shown)), whose, get_language() or "en", small=True))


def blocks(shown: summing.Page) -> Iterator[Block]:
    for section, some in shown.said:
        yield Heading(section.title)
        yield Items([Item(one.sentence.text, url=here(one.url), lines=list(under(one))) for one in some])
    if not shown.sections:
        yield Text(say(saying.NOTHING))


def under(one: summing.Said) -> Iterator[Line]:
    for record in one.records:
        words = [shortened(text, LONGEST) for text in (record.item.title, *record.around)]
        yield Line(" – ".join(words), here(record.url or one.url))
        if record.unsaid_url:
            yield Line(record.unsaid, here(record.unsaid_url))
    yield from (Line(words, here(one.url)) for words in one.rest)


def here(url: str) -> str:
    """What is printed is opened from elsewhere."""
    return f"{settings.URL}{url}"
