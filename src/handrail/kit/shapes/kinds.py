"""Kinds of values: how each is read from YAML, tolerantly, and written, strictly."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

from handrail.kit.words import say


class Unreadable(ValueError):
    """A value that is not what its field holds; `fix` says what to write instead."""

    def __init__(self, message: str, fix: str) -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix


Reader = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """`write` gets the value and what stands in the file now (None if nothing), and gives plain YAML data."""

    name: str
    read: Reader
    write: Callable[[Any, Any], Any]
    empty: Any = ""
    nests: bool = False
    takes: tuple[type, ...] = ()
    schema: Mapping[str, Any] = field(default_factory=dict)

    def accepts(self, raw: Any) -> bool:
        if self.takes:
            return raw is None or isinstance(raw, self.takes)
        return self.nests or not isinstance(raw, dict)


@dataclass(frozen=True, slots=True)
class Person:
    """An owner to be written: into a text, or into a block of name, e-mail and job where there is one."""

    text: str
    name: str = ""
    email: str = ""
    job: str = ""


def shown(raw: Any) -> str:
    """A value as words in a message."""
    text = as_text(raw)
    return text if len(text) <= 80 else text[:79] + "…"


def as_text(raw: Any) -> str:
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, date | datetime):
        return raw.isoformat()
    if isinstance(raw, list):
        return "\n".join(as_text(item) for item in raw)
    if isinstance(raw, dict):
        return ", ".join(f"{key}: {as_text(value)}" for key, value in raw.items())
    return clean(str(raw))


_UNSTORABLE = re.compile("[\\x00\ud800-\udfff]")


def clean(text: str) -> str:
    """Without what no database takes: NUL, and halves of characters."""
    return _UNSTORABLE.sub("\ufffd", text)


def _same(value: Any, _raw: Any) -> Any:
    return value


def _read_date(raw: Any) -> date | None:
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    text = as_text(raw).strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text[:10].replace("/", "-"))
    except ValueError:
        raise Unreadable(
            say("“%(shown)s” is not a date.", shown=shown(raw)),
            say("Write it as year-month-day: 2026-03-15."),
        ) from None


def _read_moment(raw: Any) -> datetime | None:
    """A moment in UTC; without a zone it is one of UTC."""
    if raw is None or raw == "":
        return None
    try:
        if isinstance(raw, datetime):
            at = raw
        elif isinstance(raw, date):
            at = datetime.combine(raw, time())
        else:
            at = datetime.fromisoformat(as_text(raw).strip())
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise Unreadable(
            say("“%(shown)s” is not a moment.", shown=shown(raw)),
            say("Write it as 2026-03-15T09:00:00+00:00."),
        ) from None


_NUMBER = re.compile(
    r"(?P<sign>-?)\s*(?:[A-Z]{3}|[€$£¥])?\s*"
    r"(?P<digits>\d{1,3}(?:[,' ]\d{3})+|\d+)(?P<rest>\.\d+)?\s*(?P<scale>[kKmM]?)\s*"
    r"(?:%|[A-Z]{3}|[€$£¥])?"
)
_SCALES = {"": 1, "k": 1_000, "m": 1_000_000}


def _read_number(raw: Any) -> Decimal | None:
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return None
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return Decimal(str(raw))
    found = _NUMBER.fullmatch(as_text(raw).strip())
    if found is None:
        raise Unreadable(
            say("“%(shown)s” is not a number.", shown=shown(raw)),
            say("Write digits only, such as 8.1 or 250000."),
        )
    try:
        digits = re.sub(r"[,' ]", "", found["digits"]) + (found["rest"] or "")
        return Decimal(found["sign"] + digits) * _SCALES[found["scale"].lower()]
    except InvalidOperation:
        raise Unreadable(
            say("“%(shown)s” is not a number.", shown=shown(raw)), say("Write digits only.")
        ) from None


def _write_number(value: Decimal | None, _raw: Any) -> Any:
    if value is None:
        return None
    value = Decimal(value).normalize()
    return int(value) if value == value.to_integral_value() else value


_LEVELS = {
    "very_low": 1, "rare": 1, "remote": 1, "negligible": 1, "minimal": 1, "insignificant": 1, "none": 1,
    "low": 2, "unlikely": 2, "minor": 2,
    "medium": 3, "moderate": 3, "possible": 3, "med": 3,
    "high": 4, "likely": 4, "major": 4, "significant": 4, "severe": 4, "probable": 4,
    "very_high": 5, "critical": 5, "almost_certain": 5, "certain": 5, "catastrophic": 5, "extreme": 5,
}  # fmt: skip


def _read_rating(raw: Any) -> int | None:
    if raw is None or raw == "":
        return None
    number = _LEVELS.get(word(raw))
    if number is None and (found := re.fullmatch(r"([1-5])(?:\.0)?(?:\s*/\s*5)?", as_text(raw).strip())):
        number = int(found[1])
    if number is None:
        raise Unreadable(
            say("“%(shown)s” is not a level.", shown=shown(raw)),
            say("Write a number from 1 to 5, or low, medium or high."),
        )
    return number


def _read_percent(raw: Any) -> int | None:
    number = _read_number(raw)
    if number is None:
        return None
    if not 0 <= number <= 100:
        raise Unreadable(
            say("“%(shown)s” is not between 0 and 100.", shown=shown(raw)),
            say("Write a number from 0 to 100."),
        )
    return int(number)


_YES = frozenset(("true", "yes", "y", "1", "on", "done", "validated"))
_NO = frozenset(("false", "no", "n", "0", "off", "", "open", "pending"))


def _read_flag(raw: Any) -> bool:
    if isinstance(raw, bool):
        return raw
    text = word(raw)
    if text in _YES or text in _NO:
        return text in _YES
    raise Unreadable(say("“%(shown)s” is neither yes nor no.", shown=shown(raw)), say("Write true or false."))


def _read_texts(raw: Any) -> list[Any]:
    if raw is None or raw == "":
        return []
    return data(raw) if isinstance(raw, list) else [data(raw)]


def data(raw: Any) -> Any:
    """YAML data as JSON data: dates become text."""
    if isinstance(raw, dict):
        return {clean(str(key)): data(value) for key, value in raw.items()}
    if isinstance(raw, list):
        return [data(item) for item in raw]
    if isinstance(raw, str):
        return clean(raw)
    return raw.isoformat() if isinstance(raw, date | datetime) else raw


_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def undata(value: Any, raw: Any = None) -> Any:
    """JSON data as YAML data: what reads as a date is written as one; what stands there already stays."""
    if raw is not None and data(raw) == value:
        return raw
    if isinstance(value, dict):
        known = raw if isinstance(raw, dict) else {}
        return {key: undata(item, known.get(key)) for key, item in value.items()}
    if isinstance(value, list):
        return [undata(item) for item in value]
    if isinstance(value, str) and _ISO_DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value
    return value


def _read_owner(raw: Any) -> str:
    """The words of an owner; of a block, its name and e-mail."""
    if not isinstance(raw, dict):
        return " ".join(as_text(raw).split())
    name, email = as_text(raw.get("name")).strip(), as_text(raw.get("email")).strip()
    return f"{name} <{email}>" if name and email else name or email or as_text(raw.get("role")).strip()


def _write_owner(value: Any, raw: Any) -> Any:
    if not isinstance(value, Person):
        return value or None
    if not isinstance(raw, dict):
        return value.text
    written = {"name": value.name, "email": value.email, "job": value.job}
    return {key: written.get(key, old) for key, old in raw.items() if written.get(key, "-")} | {
        key: text for key, text in written.items() if text
    }


def word(raw: Any) -> str:
    """The form in which words are compared: "In-Progress" is in_progress."""
    return re.sub(r"[\s\-]+", "_", as_text(raw).strip().lower())


def words(choices: Mapping[str, Any], aliases: Mapping[str, str] | None = None, default: str = "") -> Kind:
    """One of our words. `choices` says how each is written; `aliases` is what else people write for it."""
    known = {word(written): ours for ours, written in choices.items()}
    known |= {word(ours): ours for ours in choices} | (dict(aliases) if aliases else {})

    def read(raw: Any) -> str:
        text = word(raw)
        if not text:
            return default
        if text not in known:
            listed = ", ".join(str(written) for written in choices.values())
            raise Unreadable(
                say("“%(shown)s” is not one of the known words.", shown=shown(raw)),
                say("Write one of: %(listed)s.", listed=listed),
            )
        return known[text]

    schema = {"enum": list(choices.values())}
    return Kind("word", read, lambda value, _raw: choices.get(value, value) or None, default, schema=schema)


def _stripped(raw: Any) -> str:
    return as_text(raw).strip()


def _write_text(value: Any, raw: Any) -> Any:
    """A number in the file stays a number when it is changed into another one."""
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        try:
            return _write_number(Decimal(value), raw)
        except InvalidOperation:
            return value
    return value or None


_NULL = "null"
TEXT = Kind("text", _stripped, _write_text, "", schema={"type": ["string", "number", "boolean", _NULL]})
LINE = Kind(
    "text",
    _stripped,
    _write_text,
    "",
    takes=(str, int, float, date),
    schema={"type": ["string", "number", _NULL]},
)
DATE = Kind("date", _read_date, _same, None, schema={"type": ["string", _NULL], "format": "date"})
MOMENT = Kind("moment", _read_moment, _same, None, schema={"type": ["string", _NULL], "format": "date-time"})
NUMBER = Kind("number", _read_number, _write_number, None, schema={"type": ["number", "string", _NULL]})
RATING = Kind("rating", _read_rating, _same, None, schema={"type": ["integer", "string", _NULL]})
PERCENT = Kind(
    "percent", _read_percent, _same, None, schema={"type": ["number", _NULL], "minimum": 0, "maximum": 100}
)
FLAG = Kind("flag", _read_flag, _same, False, schema={"type": ["boolean", "string", _NULL]})
TEXTS = Kind(
    "texts",
    _read_texts,
    lambda value, raw: undata(value, raw),
    [],
    True,
    schema={"type": ["array", "string", _NULL]},
)
LIST = Kind(
    "texts",
    _read_texts,
    lambda value, raw: undata(value, raw),
    [],
    takes=(list,),
    schema={"type": ["array", _NULL]},
)
DATA = Kind("data", data, lambda value, raw: undata(value, raw), {}, True)
OWNER = Kind("owner", _read_owner, _write_owner, "", True, schema={"type": ["string", "object", _NULL]})
REFERENCE = Kind(
    "reference",
    _stripped,
    lambda value, _raw: value or None,
    "",
    schema={"type": ["string", "integer", _NULL]},
)
