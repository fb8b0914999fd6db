"""What Handrail answers when it will not do a thing. Expected, typed, and never a crash."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from handrail.kit.words import mark, say


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with one field: what, and what to do about it."""

    field: str
    message: str
    fix: str = ""


class Refusal(Exception):
    """The base of all expected answers that are not a yes. `status` is the HTTP status it becomes."""

    status = 400
    code = "refused"
    title = mark("This cannot be done")

    def __init__(self, message: str = "", fix: str = "") -> None:
        self.message = message or say(self.title)
        super().__init__(self.message)
        self.fix = fix


class Invalid(Refusal):
    """The input is not usable; each problem names its field."""

    status = 422
    code = "invalid"
    title = mark("Some fields need another look")

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(p.message for p in self.problems))


class Stale(Refusal):
    """Somebody else saved first. `differences` maps a field to (theirs, yours)."""

    status = 412
    code = "stale"
    title = mark("Somebody else changed this while you were writing")

    def __init__(self, revision: int | None, differences: Mapping[str, tuple[Any, Any]]) -> None:
        self.revision = revision
        self.differences = dict(differences)
        super().__init__("", say("Look at what changed, keep what you want, and save again."))


class Overtaken(Refusal):
    """A change can not be taken back: something else has happened since."""

    status = 409
    code = "overtaken"
    title = "This can no longer be undone"


class Refused(Refusal):
    """A gate answered no. `checks` are all its verdicts, passed and failed; `of` the same by the record's key."""

    status = 409
    code = "gate"
    title = mark("The checks do not hold yet")

    def __init__(
        self, checks: Iterable[Any], message: str = "", of: Mapping[str, Iterable[Any]] | None = None
    ) -> None:
        self.checks = tuple(checks)
        self.of = {key: tuple(verdicts) for key, verdicts in (of or {}).items()}
        super().__init__(message)


class NotAllowed(Refusal):
    status = 403
    code = "not-allowed"
    title = mark("Your role does not allow this")


class Unproven(NotAllowed):
    """Allowed, but not at a screen left open or by a token that got about: whoever does it shows again who they are."""

    code = "unproven"
    title = mark("Show again that it is you")


class NotFound(Refusal):
    status = 404
    code = "not-found"
    title = mark("There is no such thing here, or you may not see it")


class Away(Refusal):
    """The database can not serve just now: nothing was done, and soon it may be tried again."""

    status = 503
    code = "away"
    title = mark("The database is away for a moment")


class DiskFull(Away):
    """There is no room to write; a person has to make some."""

    status = 507
    code = "disk-full"
    title = mark("The disk is full")
