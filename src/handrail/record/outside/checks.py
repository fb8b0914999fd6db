"""What a form asks, and whether what came is an answer; and what tells a person from a machine. No Django."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from handrail.kit.refusals import Problem
from handrail.kit.words import say
from handrail.record.projects import own

KINDS = ("text", "long", "choice", "date", "number", "url")
LONGEST = {"text": 300, "long": 5_000, "url": 1_000, "number": 40, "date": 10, "choice": 200}
MOST_ASKS, MOST_CHOICES = 12, 30
BITS = 14
"""What a browser with a script works out before it sends: some ten thousand hashes, a blink for one form."""
AT_LEAST, AT_LEAST_PLAIN, AT_MOST = timedelta(seconds=2), timedelta(seconds=5), timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Ask:
    """One question of a form. `field` names one of the board's own fields, which its answer fills on the card."""

    label: str
    kind: str = "text"
    required: bool = False
    help: str = ""
    choices: tuple[str, ...] = ()
    field: str = ""

    def stored(self) -> dict[str, Any]:
        return {**asdict(self), "choices": list(self.choices)}


def asks_of(stored: Sequence[Mapping[str, Any]]) -> list[Ask]:
    return [Ask(**{**one, "choices": tuple(one.get("choices", ()))}) for one in stored]


def unclear(stored: Any) -> Iterator[Problem]:
    """What is wrong with the questions of a form, before it is kept."""
    if (
        not isinstance(stored, list)
        or len(stored) > MOST_ASKS
        or not all(isinstance(one, dict) for one in stored)
    ):
        words = say("A form asks up to %(most)s questions.", most=MOST_ASKS)
        yield Problem("asks", words, say("Leave some out."))
        return
    for one in stored:
        yield from unclear_one(one)


def unclear_one(one: Mapping[str, Any]) -> Iterator[Problem]:
    label, kind, choices = one.get("label", ""), one.get("kind", "text"), one.get("choices", [])
    if one.keys() - Ask.__slots__ or not isinstance(label, str) or not label.strip() or len(label) > 200:
        yield Problem("asks", say("A question needs words."), say("Write up to 200 letters."))
    elif (
        kind not in KINDS
        or not isinstance(one.get("required", False), bool)
        or not isinstance(one.get("help", ""), str)
        or not isinstance(one.get("field", ""), str)
    ):
        yield Problem(
            "asks",
            say("“%(label)s” is no question that a form can ask.", label=label),
            say("Choose its kind."),
        )
    elif len(one.get("help", "")) > 500:
        yield Problem(
            "asks", say("The help for “%(label)s” is too long.", label=label), say("Write up to 500 letters.")
        )
    elif not isinstance(choices, list) or not all(isinstance(c, str) and 0 < len(c) <= 200 for c in choices):
        yield Problem(
            "asks",
            say("The choices of “%(label)s” can not be read.", label=label),
            say("Write one on a line."),
        )
    elif kind == "choice" and not 1 < len(choices) <= MOST_CHOICES:
        words = say("“%(label)s” needs two to %(most)s choices.", label=label, most=MOST_CHOICES)
        yield Problem("asks", words, say("Write one on a line."))


def fitted(stored: Any, specs: Sequence[Mapping[str, Any]]) -> Any:
    """Questions that fill a field of the board's own ask for what the field takes."""
    if not isinstance(stored, list):
        return stored
    by_name = {spec["name"]: spec for spec in specs}
    return [
        {**one, "kind": spec["kind"], "choices": list(spec.get("choices", []))}
        if isinstance(one, dict) and (spec := by_name.get(one.get("field", ""))) is not None
        else one
        for one in stored
    ]


def unknown_fields(stored: Any, specs: Sequence[Mapping[str, Any]]) -> Iterator[Problem]:
    names = [one["field"] for one in stored if isinstance(one, dict) and one.get("field")]
    known = [spec["name"] for spec in specs]
    for name in names:
        if name not in known or names.count(name) > 1:
            words = say(
                "“%(name)s” is no field of this board, or two questions fill it.", name=str(name)[:40]
            )
            yield Problem("asks", words, say("Its fields are: %(known)s.", known=", ".join(known) or "–"))


def own_of(answers: Sequence[Mapping[str, str]], specs: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What answers fill of a card's own fields, as far as the board has these fields still and they fit."""
    by_name = {spec["name"]: spec for spec in specs}
    told = [
        (spec, one["value"]) for one in answers if (spec := by_name.get(one.get("field", ""))) is not None
    ]
    values = {spec["name"]: own.typed(spec, text) for spec, text in told}
    return {name: value for name, value in values.items() if own.fits(by_name[name], value)}


def answered(asks: Sequence[Ask], given: Sequence[str]) -> tuple[list[dict[str, str]], list[Problem]]:
    """What was answered, with the question's words, and what is wrong; fields are called ask-0, ask-1 ..."""
    answers, problems = [], []
    for number, (ask, raw) in enumerate(zip(asks, given, strict=True)):
        value = raw.strip()
        if problem := wrong(ask, value, f"ask-{number}"):
            problems.append(problem)
        elif value:
            answers.append({"label": ask.label, "value": value} | ({"field": ask.field} if ask.field else {}))
    return answers, problems


def wrong(ask: Ask, value: str, field: str) -> Problem | None:
    if not value:
        words = say("“%(label)s” needs an answer.", label=ask.label)
        return Problem(field, words, say("Fill it in.")) if ask.required else None
    if len(value) > LONGEST[ask.kind]:
        return Problem(
            field, say("This is too long."), say("Write up to %(most)s letters.", most=LONGEST[ask.kind])
        )
    if ask.kind == "choice" and value not in ask.choices:
        return Problem(field, say("This is not one of the choices."), say("Choose one of the list."))
    if ask.kind == "date" and not is_day(value):
        return Problem(field, say("This is not a day."), say("Write it as 2026-12-31."))
    if ask.kind == "number" and not is_number(value):
        return Problem(field, say("This is not a number."), say("Write digits only."))
    if ask.kind == "url" and not is_address(value):
        return Problem(
            field, say("This is no address of the web."), say("It begins with https:// or http://.")
        )
    return None


def is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def is_number(text: str) -> bool:
    plain = text.replace(" ", "").lstrip("-").replace(",", ".", 1).replace(".", "", 1)
    return plain.isascii() and plain.isdigit()


def is_address(text: str) -> bool:
    try:
        found = urlsplit(text)
    except ValueError:
        return False
    return found.scheme in ("http", "https") and bool(found.hostname) and not any(c.isspace() for c in text)


# -- a person or a machine ----------------------------------------------------------------------------------


def proven(stamp: str, work: str) -> bool:
    """Whether the browser has worked out what its script was asked to."""
    if not work.isascii() or not work.isdigit() or len(work) > 12:
        return False
    return int.from_bytes(hashlib.sha256(f"{stamp}:{work}".encode()).digest()[:4], "big") >> (32 - BITS) == 0


def hasty(made: datetime, now: datetime, *, worked: bool) -> str:
    """ "" where a person may have written this; else "early" or "late"."""
    age = now - made
    if age < (AT_LEAST if worked else AT_LEAST_PLAIN):
        return "early"
    return "late" if age > AT_MOST else ""
