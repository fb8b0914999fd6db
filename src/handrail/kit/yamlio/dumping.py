"""Write data as canonical YAML; also how a single value is written into a kept text."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, NamedTuple

import yaml

from handrail.kit.yamlio.scalars import resolve

_LONGEST_KEY = 900  # the parser looks 1,024 characters ahead for a key's colon
_SPECIAL_START = re.compile(r"[-?:,\[\]{}#&*!|>'\"%@`=<]|\.\.\.")
_SPECIAL_INSIDE = re.compile(r"[:\s]#|:(?:\s|$)|[\t\n]")
_NUMBER_LIKE = re.compile(r"[-+]?\.?[0-9][0-9_.:eE+-]*|0[xob][0-9a-fA-F_]+")
_ESCAPED = "[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
_NEEDS_ESCAPE = re.compile(_ESCAPED)
_SURROGATE = re.compile("[\ud800-\udfff]")
_UNFIT_FOR_BLOCK = re.compile(_ESCAPED + r"|^[ \t]+$", re.MULTILINE)
_FOLDABLE = re.compile(r"(?![ \t\n])[^\n]+(?:\n+(?![ \t\n])[^\n]+)*\n*")
_INNER_BREAKS = re.compile(r"\n+(?=[^\n])")


class Layout(NamedTuple):
    """Columns from a key to the keys below it, and to the dashes of the list below it."""

    step: int = 2
    dash: int = 2


def dump(data: Any) -> str:
    """Canonical YAML: keys in the order given, block style, two-space indent, final newline.

    `read(dump(x)).data == x` for data with text keys. Refuses what YAML here has no word for
    (NaN, unknown types) with a TypeError.
    """
    return "\n".join(root_lines(plain(data), Layout())) + "\n"


def plain(value: Any) -> Any:
    """The value as a reader of the written file will get it: no tuples, enums, decimals."""
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", str(value))
    if isinstance(value, Mapping):
        return {plain(str(key)): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return _plain_scalar(value)


def _plain_scalar(value: Any) -> Any:
    if isinstance(value, Decimal) and value.is_finite():
        return resolve(format(value, "f"))
    if isinstance(value, float) and not math.isfinite(value):
        raise TypeError(f"{value} cannot be written as YAML")
    if value is None or isinstance(value, bool | int | float | date | datetime):
        return value
    raise TypeError(f"{type(value).__name__} cannot be written as YAML")


def root_lines(value: Any, layout: Layout) -> list[str]:
    if isinstance(value, dict) and value:
        return list(mapping_lines(value, 0, layout))
    if isinstance(value, list) and value:
        return list(list_lines(value, 0, layout))
    return [flow(value)]


def mapping_lines(value: dict[str, Any], column: int, layout: Layout) -> Iterator[str]:
    for key, item in value.items():
        head, *tail = value_lines(item, column, layout)
        yield " " * column + key_text(key, column) + (" " + head if head else "")
        yield from tail


def list_lines(value: list[Any], column: int, layout: Layout) -> Iterator[str]:
    for item in value:
        head, *tail = item_lines(item, column, layout)
        yield f"{' ' * column}- {head}"
        yield from tail


def value_lines(value: Any, column: int, layout: Layout, style: str = "") -> list[str]:
    """What stands after `key:` (perhaps nothing), then the lines below a key in that column."""
    if isinstance(value, dict) and value:
        return ["", *mapping_lines(value, column + layout.step, layout)]
    if isinstance(value, list) and value:
        return ["", *list_lines(value, column + layout.dash, layout)]
    return scalar_lines(value, column, min(layout.step, 9), style)


def item_lines(value: Any, column: int, layout: Layout, style: str = "") -> list[str]:
    """What stands after `- `, then the lines below a dash in that column."""
    if isinstance(value, dict) and value:
        lines = list(mapping_lines(value, column + 2, layout))
    elif isinstance(value, list) and value:
        lines = list(list_lines(value, column + 2, layout))
    else:
        return scalar_lines(value, column, 2, style)
    return [lines[0].lstrip(" "), *lines[1:]]


def scalar_lines(value: Any, column: int, width: int, style: str) -> list[str]:
    if not isinstance(value, str) or not _fits_block(value, style):
        return [flow(value, style)]
    folded = style == ">" and _FOLDABLE.fullmatch(value) is not None
    text = _INNER_BREAKS.sub(lambda breaks: breaks.group() + "\n", value) if folded else value
    indicator = str(width) if text[0] in " \t\n" else ""
    header = (">" if folded else "|") + indicator + ("" if text.endswith("\n") else "-")
    margin = " " * (column + width)
    body = text.removesuffix("\n").split("\n")
    return [header, *(margin + line if line else "" for line in body)]


def _fits_block(text: str, style: str) -> bool:
    wanted = "\n" in text or style in ("|", ">")
    # A block that keeps blank lines at its end would also keep those that happen to follow it.
    return wanted and bool(text.strip()) and not text.endswith("\n\n") and not _UNFIT_FOR_BLOCK.search(text)


def key_text(key: str, column: int = 0) -> str:
    text = _text(key, "", False)
    if len(text) > _LONGEST_KEY:
        return f"? {text}\n{' ' * column}:"
    return text + ":"


def flow(value: Any, style: str = "", inside: bool = False) -> str:
    """The value on one line; `inside` brackets, commas and brackets in text are quoted too."""
    if isinstance(value, str):
        return _text(value, style, inside)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{flow_key(key)} {flow(item, '', True)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(item, "", True) for item in value) + "]"
    return _word(value)


def flow_key(key: str) -> str:
    text = _text(key, "", True)
    return f"? {text} :" if len(text) > _LONGEST_KEY else text + ":"


def _word(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return (
            value.isoformat().replace("+00:00", "Z") if value.utcoffset() is not None else value.isoformat()
        )
    if isinstance(value, date):
        return value.isoformat()
    return repr(value)


def _text(text: str, style: str, inside: bool) -> str:
    if style == "'" and _single_quotable(text):
        return _single_quoted(text)
    if style != '"' and is_plain(text, inside):
        return text
    if style != '"' and ('"' in text or "\\" in text) and _single_quotable(text):
        return _single_quoted(text)
    return _double_quoted(text)


def is_plain(text: str, inside: bool) -> bool:
    """Whether the text may stand without quotes, and no common reader takes it for something else."""
    if not text or text != text.strip() or _SPECIAL_START.match(text) or _SPECIAL_INSIDE.search(text):
        return False
    if _NEEDS_ESCAPE.search(text) or (inside and any(mark in text for mark in ",[]{}")):
        return False
    return not (_NUMBER_LIKE.fullmatch(text) or resolve(text) != text or _is_word_elsewhere(text))


def _is_word_elsewhere(text: str) -> bool:
    """`yes`, `12:30` and the like: YAML 1.1 readers make a boolean or a number of them."""
    resolvers = yaml.SafeLoader.yaml_implicit_resolvers.get(text[0], ())
    return any(pattern.match(text) for _, pattern in resolvers)


def _single_quotable(text: str) -> bool:
    return "\n" not in text and "\t" not in text and not _NEEDS_ESCAPE.search(text)


def _single_quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _double_quoted(text: str) -> str:
    return _NEEDS_ESCAPE.sub(
        lambda found: f"\\u{ord(found.group()):04x}", json.dumps(text, ensure_ascii=False)
    )
