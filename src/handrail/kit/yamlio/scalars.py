"""What a plain word in YAML means here: a stricter, smaller set than YAML 1.1.

Only `true` and `false` are booleans. `yes`, `on`, `0777`, `12:30`, `.nan` stay text, and so does
everything that looks like a number or a date without being one (`1e999`, `2026-02-31`).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date, datetime

Scalar = str | int | float | bool | None | date | datetime

_WORDS: dict[str, Scalar] = {"": None, "~": None}
_WORDS |= dict.fromkeys(("null", "Null", "NULL"))
_WORDS |= dict.fromkeys(("true", "True", "TRUE"), True)
_WORDS |= dict.fromkeys(("false", "False", "FALSE"), False)

_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,18})")
_FLOAT = re.compile(r"(?=[^.eE]*[.eE])[-+]?(?:(?:0|[1-9][0-9]*)(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?"
    r" ?(?:[Zz]|[-+][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?)?"
)
_TYPED_START = frozenset("0123456789-+.")
_LARGEST = 2**63


def resolve(text: str) -> Scalar:
    """The value of a plain (unquoted) scalar."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _TYPED_START:
        return text
    for pattern, convert in _TYPES:
        if pattern.fullmatch(text):
            return _converted(text, convert)
    return text


def _converted(text: str, convert: Callable[[str], Scalar]) -> Scalar:
    try:
        return convert(text)
    except ValueError:
        return text


def _integer(text: str) -> Scalar:
    number = int(text)
    return number if -_LARGEST <= number < _LARGEST else text


def _float(text: str) -> Scalar:
    number = float(text)
    return number if math.isfinite(number) else text


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text.upper().replace(" ", "T", 1).replace(" ", ""))


_TYPES: tuple[tuple[re.Pattern[str], Callable[[str], Scalar]], ...] = (
    (_INTEGER, _integer),
    (_DATE, date.fromisoformat),
    (_FLOAT, _float),
    (_MOMENT, _moment),
)
