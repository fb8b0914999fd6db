"""What nobody owns, each with its owner to be named in place."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from .. import gaps, kinds
from ..answers import address, at, me, page
from ..kinds import Kind
from ..values import Cell
from ..values import name as name_of

PER_PAGE = 50


@page()
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """What nobody owns, each with its owner to be named in place."""
    member = me() if request.GET.get("for") == "me" else None
    groups: list[dict[str, Any]] = []
    for model in gaps.ACTIVE:
        kind = kinds.BY_NAME[str(model._meta.model_name)]
        rows = list(gaps.of(model, {member.pk} if member else None).order_by("pk")[: PER_PAGE + 1])
        if rows:
            groups.append({"kind": kind, "rows": rows[:PER_PAGE], "more": len(rows) > PER_PAGE})
    here = at("gaps")
    return render(
        request,
        "desk/gaps.html",
        {
            "groups": [
                {**g, "lines": [line for row in g["rows"] for line in lines_of(g["kind"], row)]}
                for g in groups
            ],
            "switch": [
                {"label": _("All"), "url": here, "current": member is None},
                {"label": _("Of my customers"), "url": f"{here}?for=me", "current": member is not None},
            ],
        },
    )


def lines_of(kind: Kind, row: Any) -> list[dict[str, Any]]:
    """A line for each place that somebody is missing in."""
    place = kind.name == "teamplace"
    return [
        {
            "title": row.job if place else name_of(kind, row),
            "url": address(kind, row),
            "customer": None if kind.name == "customer" else row.customer,
            "gap": row.owner_gap if whom == "owner" else "left",
            "words": words_of(row, whom),
            "place": kind.field(whom).label if kind.name == "card" else "",
            "owner": Cell(kind, row, kind.field(whom)),
        }
        for whom in gaps.places(row)
    ]


def words_of(row: Any, whom: str) -> str:
    """Who was there before, in the words that it came in."""
    if whom == "member":
        return str(row.member.name)
    return str(row.owner_text if whom == "owner" else row.left_by[whom])
