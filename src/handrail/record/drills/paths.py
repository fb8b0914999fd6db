"""A path that a drill walks: somebody is called, and knows what to do; or it is a gap. No Django."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import say

KINDS = ("recovery", "stage", "decision", "risk", "milestone", "blocker", "chain")
"""What a path leads along, in the order in which they are walked."""
SINCE = ("called", "answer")
MOST = 400
LONGEST = 4_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """`subject` is the record it leads along, as kind:key; `owner` the key of the member who is called. `walked` says
    that somebody went through it in this drill; `task` is the work that closes its gap. Once the drill was held these
    stay as they were seen; `called` and `answer` are what was found for its gap since."""

    kind: str
    subject: str = ""
    title: str = ""
    owner: str = ""
    response: str = ""
    walked: bool = False
    task: str = ""
    called: str = ""
    answer: str = ""

    @property
    def gap(self) -> str:
        """What is missing: "owner", "response", "both", or nothing."""
        missing = [name for name in ("owner", "response") if not getattr(self, name).strip()]
        return "both" if len(missing) == 2 else "".join(missing)

    @property
    def closed(self) -> bool:
        """Whether what was missing was found since."""
        return bool(
            self.gap and (self.owner or self.called).strip() and (self.response or self.answer).strip()
        )

    def stored(self) -> dict[str, Any]:
        """What was found since is there only where something was."""
        return {name: value for name, value in asdict(self).items() if value or name not in SINCE}


def read(stored: Any) -> list[Path]:
    """Paths out of a column, a file or a program; refused where they are something else."""
    if not isinstance(stored, list) or len(stored) > MOST:
        raise wrong()
    return [one(item) for item in stored]


TEXTS = ("subject", "title", "owner", "response", "task", "called", "answer")


def one(item: Any) -> Path:
    if not isinstance(item, Mapping) or item.get("kind") not in KINDS:
        raise wrong()
    texts = {name: item.get(name, "") for name in TEXTS}
    if any(not isinstance(text, str) or len(text) > LONGEST for text in texts.values()):
        raise wrong()
    return Path(kind=str(item["kind"]), walked=item.get("walked") is True, **texts)


def wrong() -> Invalid:
    fix = say(
        'Write a list such as [{"kind": "stage", "title": "Build", "owner": "bob", "response": "Roll back"}].'
    )
    return Invalid([Problem("paths", say("These are no paths of a drill."), fix)])


def walked(paths: Sequence[Path], place: int, owner: str, response: str) -> list[Path]:
    """With what was said on this path."""
    found, response = list(paths), response.strip()[:LONGEST]
    found[place] = replace(at_place(paths, place), owner=owner, response=response, walked=True)
    return found


def answered(paths: Sequence[Path], place: int, owner: str, response: str) -> list[Path]:
    """With what was found for the gap on this path since; what was seen stays as it was."""
    found, there = list(paths), at_place(paths, place)
    if not there.gap:
        words = say(
            "Nothing was missing on “%(title)s”, and what was seen that day stays.", title=there.title
        )
        raise Invalid([Problem("place", words, say("Begin a new drill to walk it again."))])
    found[place] = replace(there, called=owner, answer=response.strip()[:LONGEST])
    return found


def at_place(paths: Sequence[Path], place: int) -> Path:
    if not 0 <= place < len(paths):
        fix = say("Open the drill again: its paths may have changed.")
        raise Invalid([Problem("place", say("There is no such path in this drill."), fix)])
    return paths[place]


def unwalked(paths: Iterable[Path]) -> list[Path]:
    return [path for path in paths if not path.walked]


def open_gaps(paths: Iterable[Path], done: Iterable[str]) -> list[Path]:
    """Those that nobody has closed: not by saying who and what, and not by the work that was made of it."""
    over = set(done)
    return [path for path in paths if path.gap and not path.closed and path.task not in over]
