"""A form and something that came in by it, for tests."""

from __future__ import annotations

import secrets

from handrail.record.outside import verbs
from handrail.record.outside.models import Form, Submission
from handrail.record.projects.models import Board

ASKS = [
    {
        "label": "Which region?",
        "kind": "choice",
        "required": True,
        "help": "Where you sell",
        "choices": ["EMEA", "US"],
    },
    {"label": "By when?", "kind": "date", "required": False, "help": "", "choices": []},
]


def form_for(board: Board, **more) -> Form:
    said = {"title": "Ask us", "intro": "Anything.", "asks": ASKS, "is_open": True}
    return verbs.add_forms([Form(board=board, **said | more)])[0]


def send(form: Form, title: str = "A new region", **more) -> Submission:
    said = {"name": "Ida Falk", "mail": "ida@example.com", "stamp": secrets.token_hex(8)}
    return verbs.take_in(form, Submission(title=title, **said | more))
