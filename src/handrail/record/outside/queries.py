"""Reading forms and what came in. Every function says how many statements it takes."""

from __future__ import annotations

from django.db import connection

from handrail.house.ledger import reading
from handrail.kit.refusals import NotFound
from handrail.record.projects.models import Board

from .models import Form, Submission

MOST = 200


def form_of(board: Board) -> Form | None:
    """The form of a board, if it has one. One statement."""
    return reading.present(Form).filter(board=board).first()


def came_in(form: Form) -> list[Submission]:
    """The newest first. One statement."""
    return list(reading.present(Submission).filter(form=form).order_by("-pk")[:MOST])


def place_of(token: str) -> int:
    """The workspace of an open form by its address, before any workspace is open. NotFound where there is none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT handrail_form(%s)", [token])
        row = cursor.fetchone()
    if row is None or row[0] is None:
        raise NotFound
    return int(row[0])


def by_token(token: str) -> Form:
    """The open form of this address, in its workspace. One statement."""
    form = reading.present(Form).filter(token=token, is_open=True, board__project__removed_at=None).first()
    if form is None:  # closed a moment ago, or its board is gone
        raise NotFound
    return form
