"""Conditions that people write, in CEL: typed, bounded, without side effects. Knows no Django.

What is misspelt or does not come to yes or no is refused when it is compiled, before anybody keeps it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from cel_expr_python import cel

Names = tuple[tuple[str, str], ...]
LONGEST = 1_000
TYPES: dict[str, Any] = {
    "text": cel.Type.STRING,
    "number": cel.Type.INT,
    "flag": cel.Type.BOOL,
    "texts": cel.Type.List(cel.Type.STRING),
    "map": cel.Type.Map(cel.Type.STRING, cel.Type.DYN),
    "maps": cel.Type.List(cel.Type.Map(cel.Type.STRING, cel.Type.DYN)),
}
PLACE = re.compile(
    r"^INVALID_ARGUMENT: ERROR: <input>:\d+:(\d+): (.*?)( \(in container ''\))?( \[INVALID_ARGUMENT\])?$"
)


class Unclear(Exception):
    """A condition that says neither yes nor no, and why."""


@lru_cache(maxsize=16)
def environment(names: Names) -> cel.Env:
    return cel.NewEnv(variables={name: TYPES[kind] for name, kind in names})


@lru_cache(maxsize=1_000)
def compiled(expression: str, names: Names) -> cel.Expression:
    """`names` are what it may speak of, each with its kind: text, number, flag, texts, map or maps."""
    if not expression.strip() or len(expression) > LONGEST:
        raise Unclear(f"write a condition of up to {LONGEST} characters")
    try:
        found = environment(names).compile(expression)
    except RuntimeError as error:
        raise Unclear(plain(str(error))) from None
    if found.return_type() not in (cel.Type.BOOL, cel.Type.DYN):
        raise Unclear(f"it comes to {found.return_type().name().lower()}, not to true or false")
    return found


def true(expression: str, names: Names, values: Mapping[str, Any]) -> bool:
    """Whether it holds of these values. Errors come back from the library as values; here they are raised."""
    answer = compiled(expression, names).eval(data=values)
    said = answer.plain_value()
    if answer.type() == cel.Type.BOOL and isinstance(said, bool):
        return said
    raise Unclear(
        plain(str(said)) if answer.type() == cel.Type.ERROR else "it does not come to true or false"
    )


def plain(message: str) -> str:
    """The library's first line, without its machinery."""
    first = message.split("\n")[0]
    found = PLACE.match(first)
    return f"at character {found[1]}: {found[2]}" if found else first.partition(": ")[2] or first
