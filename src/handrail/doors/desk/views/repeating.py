"""A task says when it comes again."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from .. import repeated
from ..answers import address, back, done, is_part, page, word
from ..kinds.work import TASK
from .records import described, find


@page()
@require_POST
def choose(request: HttpRequest, key: str) -> HttpResponse:
    row: Any = find(TASK, key)
    repeated.choose(row, repeated.chosen(request.POST))
    if is_part(request):  # the panel stays open
        page = render(request, "desk/parts/record.html", described(TASK, find(TASK, key)))
        return word(page, _("Saved."))
    return done(request, _("Saved."), back(request, address(TASK, row)))
