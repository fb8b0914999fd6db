"""What the pages of a board and of decision records show alike: where the import stands, and the lines behind it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from handrail.house.imports.models import Import
from handrail.house.ledger import undoing
from handrail.house.workspaces.scope import current

from .report import LISTS, PER_PAGE, counts, few, is_nothing, lists, numbers, tabs

Nouns = Mapping[str, tuple[Any, Any]]
"""{name: (many, one)}"""


def standing(request: HttpRequest, row: Import, nouns: Nouns) -> dict[str, Any]:
    report = row.report
    behind = lists(report, {noun: one for noun, (_many, one) in nouns.items()})
    chosen = request.GET.get("list", "")
    if chosen not in LISTS:
        chosen = next((name for name in ("refused", "changed", "created") if behind[name]), "flagged")
    return {
        "row": row,
        "crumbs": [{"label": _("Import"), "url": reverse("exchange:start", args=[current().workspace.slug])}],
        "report": report,
        "open": row.state in Import.OPEN and row.content is not None,
        "busy": row.state in ("previewing", "running"),
        "undo": undoing.of_import(row.key) if row.state == "done" and few(report) else None,
        "numbers": numbers(report, {noun: many for noun, (many, _one) in nouns.items()}),
        "nothing": is_nothing(report),
        "chosen": chosen,
        "tabs": tabs(report, chosen),
        "page": Paginator(behind[chosen], PER_PAGE).get_page(request.GET.get("page")),
        "listed": len(behind[chosen]),
        "whole": counts(report)[chosen],
    }
