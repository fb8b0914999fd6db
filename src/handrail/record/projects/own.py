"""Fields that a board's cards have beside those of every card. No Django.

A board says what they are: [{"name": "region", "label": "Region", "kind": "choice", "choices": ["North", "South"]}].
One with "face": true is shown on the cards themselves. A card holds {"region": "North"}: a text, a number, a day such
as "2026-03-31", or one of the choices.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from math import isfinite
from typing import Any

from handrail.kit.refusals import Problem
from handrail.kit.words import say

KINDS = ("text", "number", "date", "choice")
NEEDED = frozenset({"name", "label", "kind"})
NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
MOST = 20
LONGEST = 500
REQUIRED = "own."
"""What a check that asks for filled-in fields puts in front of such a name."""


def problems_of(specs: Any) -> Iterator[Problem]:
    """What is wrong with what a board says of its cards' fields."""
    fix = say(
        "Write a list such as %(example)s.", example='[{"name": "region", "label": "Region", "kind": "text"}]'
    )
    if not isinstance(specs, list) or len(specs) > MOST or not all(map(is_spec, specs)):
        yield Problem("card_fields", say("These are not the fields of a board's cards."), fix)
    elif len({spec["name"] for spec in specs}) < len(specs):
        yield Problem(
            "card_fields", say("Two fields have the same name."), say("Give each a name of its own.")
        )


def is_spec(spec: Any) -> bool:
    if not isinstance(spec, dict) or not NEEDED <= spec.keys() <= {*NEEDED, "choices", "face"}:
        return False
    named = isinstance(spec["name"], str) and NAME.fullmatch(spec["name"]) and is_text(spec["label"], 80)
    choices = spec.get("choices", [])
    listed = isinstance(choices, list) and len(choices) <= 100 and all(is_text(one, 80) for one in choices)
    faced = isinstance(spec.get("face", False), bool)
    return bool(
        named and spec["kind"] in KINDS and listed and faced and (spec["kind"] != "choice" or choices)
    )


def is_text(value: Any, longest: int) -> bool:
    return isinstance(value, str) and 0 < len(value.strip()) <= longest


def wrong_values(specs: Sequence[Mapping[str, Any]], values: Any) -> Iterator[Problem]:
    """What of a card's values its board does not know, or knows otherwise."""
    by_name = {spec["name"]: spec for spec in specs}
    if not isinstance(values, dict):
        yield Problem("own", say("These are not the fields of a card."), '{"region": "North"}')
        return
    for name, value in values.items():
        if name not in by_name:
            fix = say("Its fields are: %(known)s.", known=", ".join(by_name) or "–")
            yield Problem("own", say("The board has no field “%(name)s”.", name=str(name)[:40]), fix)
        elif not fits(by_name[name], value):
            words = say(
                "“%(value)s” does not fit “%(label)s”.", value=str(value)[:80], label=by_name[name]["label"]
            )
            yield Problem("own", words, wanted(by_name[name]))


def unknown_names(specs: Sequence[Mapping[str, Any]], names: Sequence[str]) -> Iterator[Problem]:
    """Fields that a check asks about and its board does not have."""
    known = [spec["name"] for spec in specs]
    for name in names:
        if name not in known:
            fix = say("Its fields are: %(known)s.", known=", ".join(known) or "–")
            yield Problem("params", say("The board has no field “%(name)s”.", name=name[:40]), fix)


def fits(spec: Mapping[str, Any], value: Any) -> bool:
    if spec["kind"] == "number":
        return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e15
    if spec["kind"] == "choice":
        return value in spec["choices"]
    if not is_text(value, LONGEST):
        return False
    return spec["kind"] == "text" or day_of(value) is not None


def day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


def wanted(spec: Mapping[str, Any]) -> str:
    if spec["kind"] == "choice":
        return say("Write one of: %(known)s.", known=", ".join(spec["choices"]))
    words = {
        "number": say("Write a number."),
        "date": say("Write a day like 2026-03-31."),
        "text": say("Up to %(n)s characters each.", n=LONGEST),
    }
    return words[spec["kind"]]


def typed(spec: Mapping[str, Any], text: str) -> Any:
    """What somebody wrote into a form, as it is kept; as it came where it does not fit."""
    text = text.strip()
    if spec["kind"] != "number" or not text:
        return text
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return text
    if not isfinite(number):
        return text
    return int(number) if number.is_integer() and abs(number) < 1e15 else number
