"""How options and lists of a decision are written: kept tidy, and refused where they are something else. No Django."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import say

MOST_LINES = 100
LONGEST = 2_000
LISTS = ("options", "acceptance")


def tidied(values: Mapping[str, Any]) -> dict[str, Any]:
    """The same values, options and criteria in their one shape."""
    return {name: READ[name](value) if name in READ else value for name, value in values.items()}


def tidy(row: Any) -> None:
    for name in LISTS:
        setattr(row, name, READ[name](getattr(row, name)))


def options(said: Any) -> list[dict[str, Any]]:
    """[{"title": "A portal", "pros": ["Cheap"], "cons": []}]; a bare text is an option without either."""
    if not isinstance(said, list) or len(said) > MOST_LINES:
        raise wrong("options")
    return [found for one in said if (found := option(one))["title"]]


def option(said: Any) -> dict[str, Any]:
    if isinstance(said, str):
        said = {"title": said}
    if not isinstance(said, Mapping):
        raise wrong("options")
    known = {"title": text(said.get("title", "")), **{n: texts(said.get(n, []), n) for n in ("pros", "cons")}}
    return {**known, **{str(name): value for name, value in said.items() if name not in known}}


def spelled(said: Any) -> str:
    """Options as a person types them: a line each, what speaks for it behind a plus, what against behind a minus."""
    return "\n".join(
        line
        for one in options(said)
        for line in (one["title"], *(f"+ {pro}" for pro in one["pros"]), *(f"- {con}" for con in one["cons"]))
    )


def read_options(text_: str, before: Any = ()) -> list[dict[str, Any]]:
    """The way back. What a file said beside of an option of the same name stays with it."""
    known = {one["title"]: one for one in options(list(before))}
    found: list[dict[str, Any]] = []
    for line in filter(None, map(str.strip, text_.splitlines())):
        side = {"+": "pros", "-": "cons", "–": "cons", "−": "cons"}.get(line[0])
        if side is None or not found:
            title = line.lstrip("+-–− ").strip()
            found.append({**known.get(text(title), {}), "title": title, "pros": [], "cons": []})
        else:
            found[-1][side].append(line[1:].strip())
    return options(found)


def texts(said: Any, field: str = "acceptance") -> list[str]:
    if isinstance(said, str):
        said = [said]
    if not isinstance(said, list) or len(said) > MOST_LINES:
        raise wrong(field)
    return [found for one in said if (found := text(one))]


def text(said: Any) -> str:
    return " ".join(str(said if said is not None else "").split())[:LONGEST]


def wrong(field: str) -> Invalid:
    fix = {
        "options": say('Write a list such as [{"title": "A portal", "pros": ["Cheap"], "cons": []}].'),
    }.get(field, say("Write a list of texts."))
    return Invalid([Problem(field, say("This is no list that can be read, or it is too long."), fix)])


READ: dict[str, Callable[[Any], list[Any]]] = {"options": options, "acceptance": texts}


def undecided(title: str) -> Problem:
    """What is said of a day that is given to what still waits."""
    words = say("“%(title)s” is not decided, so it has no day on which it was.", title=title)
    return Problem("decided_on", words, say("Leave the day out, or say how it was decided as well."))
