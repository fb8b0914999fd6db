"""One box for everything: as you type, and a page of its own with filters and an address."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from handrail import wiring
from handrail.house.search.queries import LONGEST, MANY, Hits, search
from handrail.kit.web.numbers import whole
from handrail.record.customers.models import Customer

from .. import finding, frame, kinds
from ..answers import at, page

MOST, EACH = 24, 5
PER_PAGE = 30


@page()
@require_safe
def find(request: HttpRequest) -> JsonResponse:
    """[{label, parts, url, hint, group}] for the palette, the best first, kinds together."""
    wanted = request.GET.get("q", "").strip()
    hits = search(wanted, most=MOST)
    shown = finding.grouped(finding.lines(hits.items, wanted), EACH)
    return JsonResponse([*map(entry, shown), *everything(wanted, hits)], safe=False)


def entry(line: finding.Line) -> dict[str, Any]:
    return {
        "label": line.label, "parts": line.title, "url": line.url, "hint": line.hint, "group": line.group,
        "icon": line.icon,
    }  # fmt: skip


def everything(wanted: str, hits: Hits) -> list[dict[str, Any]]:
    """The way on to the page with all of it."""
    if not hits.items:
        return []
    url = f"{at('search')}?{urlencode({'q': wanted[:LONGEST]})}"
    return [
        {"label": counted(hits.total), "url": url, "hint": "", "group": _("All results"), "icon": "search"}
    ]


def counted(total: int) -> str:
    if total > MANY:
        return _("More than %(n)s results") % {"n": f"{MANY:,}"}
    return ngettext("%(n)s result", "%(n)s results", total) % {"n": f"{total:,}"}


@page()
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """All that was found, narrowed down by kind and customer."""
    wanted, kind = request.GET.get("q", "").strip()[:LONGEST], request.GET.get("kind", "")
    customer = Customer.objects.filter(key=request.GET.get("customer", ""), removed_at=None).first()
    number = page_number(request)
    hits = search(
        wanted,
        kinds=[kind] if kind else None,
        about_id=customer.pk if customer else None,
        skip=(number - 1) * PER_PAGE,
        most=PER_PAGE,
    )
    pages = Paginator(range(min(hits.total, MANY)), PER_PAGE)
    return render(
        request,
        "desk/search.html",
        {
            "wanted": wanted,
            "lines": finding.lines(hits.items, wanted),
            "commands": []
            if kind or customer or number > 1
            else finding.commands(frame.entries(request), wanted),
            "count": counted(hits.total) if wanted else "",
            "pages": pages.get_page(number),
            "kinds": [("", _("Everything")), *kinds_found()],
            "kind": kind,
            "customer": customer,
            "all_url": f"{at('search')}?{urlencode({'q': wanted, 'kind': kind})}",
        },
    )


def page_number(request: HttpRequest) -> int:
    return min(whole(request.GET.get("page", "")) or 1, MANY // PER_PAGE + 1)


def kinds_found() -> list[tuple[str, Any]]:
    known = [(name, kinds.BY_NAME[name].many) for name in wiring.SEARCHED if name in kinds.BY_NAME]
    return [*known, ("member", _("Members"))]
