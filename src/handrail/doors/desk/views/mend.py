"""What a check asks for, done by its button: then the move is tried again."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from handrail.house.ledger import reading
from handrail.kit.refusals import NotFound
from handrail.record.projects.models import Board

from .. import mending
from ..answers import page
from .changing import changed
from .moving import moved, one


@page()
@require_POST
def mend(request: HttpRequest, key: str) -> HttpResponse:
    """What was done stays, though the move may ask for more."""
    board, said = reading.find(Board, key), request.POST
    card = one(board, said.get("mend", ""))
    if card is None:
        raise NotFound(_("This card is not on the board any more."))
    if act := said.get("act", ""):
        mending.do(card, act, said)
    answer = (changed if said.get("again") == "change" else moved)(request, board)
    if act and answer.status_code == 409:
        answer.status_code = 200  # a refusal would take back what was done
    return answer
