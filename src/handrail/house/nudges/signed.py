"""One click in a mail that does it: a signed address for one member, one nudge and one act, for two weeks.

Opening it does nothing: programmes that look into mail open every address. The page asks, and its button does it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core import signing

LASTS = timedelta(days=14)
ACTS = ("done", "tomorrow", "finish", "stop")
"""Mark the nudge as done, put it off to the next working day, finish the task it is about, or no more mail."""
PATH = "/told/"
_SALT = "handrail.told"


class Spent(Exception):
    """Too old, or not ours."""


@dataclass(frozen=True, slots=True)
class Link:
    workspace: int
    member: int
    act: str
    nudge: int = 0


def address(link: Link) -> str:
    made = signing.dumps([link.workspace, link.member, link.act, link.nudge], salt=_SALT, compress=True)
    return f"{settings.URL}{PATH}{made}/"


def read(text: str) -> Link:
    try:
        workspace, member, act, nudge = signing.loads(text, salt=_SALT, max_age=LASTS)
        if act not in ACTS:
            raise Spent
        return Link(int(workspace), int(member), str(act), int(nudge))
    except (signing.BadSignature, ValueError, TypeError):
        raise Spent from None
