"""What the text of a cell means: numbers, dates and answers, guessed over a column and never silently."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, NamedTuple

from dateutil import parser as words

from handrail.kit.csvio.table import Cell, Problem, as_text
from handrail.kit.words import mark, say

NumberStyle = Literal["point", "comma"]  # what stands before the decimals
DateOrder = Literal["YMD", "DMY", "MDY"]
OrderGuess = Literal["YMD", "DMY", "MDY", "mixed", "ambiguous"]

_CURRENCY = (
    r"(?:(?:US|CA|AU|NZ|HK|R|S)?\$|€|£|¥|₹|₩|₽|₺|kr\.?|zł|Kč|Fr\.|Rs\.?|"
    r"EUR|USD|GBP|CHF|JPY|CNY|INR|AUD|CAD|NZD|SEK|NOK|DKK|PLN|CZK|HUF|RON|BGN|TRY|BRL|MXN|ZAR|SGD|HKD|"
    r"KRW|ILS|AED|SAR)"
)
_AMOUNT = re.compile(
    rf"(?P<open>\()?\s*(?P<sign>[-+])?\s*{_CURRENCY}?\s*(?P<inner>[-+])?\s*(?P<digits>[0-9.,][0-9.,' _]*?)\s*"
    rf"(?P<scale>k|m|mn|bn)?\s*%?\s*{_CURRENCY}?\s*(?P<after>-)?\s*(?P<close>\))?",
    re.IGNORECASE,
)
_ALIKE = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "−": "-", "–": "-", "’": "'", "`": "'"})
_LONGEST = 60  # characters of a number or a date; a longer text is neither, and is not searched
_SCALES = {"": 1, "k": 1_000, "m": 1_000_000, "mn": 1_000_000, "bn": 1_000_000_000}
_SHAPES: dict[NumberStyle, re.Pattern[str]] = {
    "point": re.compile(
        r"(?:[0-9]+|[0-9]{1,3}(?:([,' _])[0-9]{3})(?:\1[0-9]{3})*"
        r"|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3})?(?:\.[0-9]*)?"  # as in India
    ),
    "comma": re.compile(r"(?:[0-9]+|[0-9]{1,3}(?:([.' _])[0-9]{3})(?:\1[0-9]{3})*)?(?:,[0-9]*)?"),
}
_ISO = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})(?:[T ]\s*[0-9].*)?")
_COMPACT = re.compile(r"(?:19|20)[0-9]{6}")
_NUMERIC = re.compile(r"([0-9]{1,2})([-/. ])\s?([0-9]{1,2})\2\s?([0-9]{4}|[0-9]{2})(?:,?\s+[0-9].*)?")
_DAY_OR_MONTH_FIRST: tuple[DateOrder, DateOrder] = ("DMY", "MDY")
_TWO_DAYS = (datetime(2000, 1, 1), datetime(2001, 2, 2))  # noqa: DTZ001 - days, not moments
_TRUE = frozenset(("true", "yes", "y", "t", "1", "on", "x", "✓", "✔"))
_FALSE = frozenset(("false", "no", "n", "f", "0", "off", "-", "✗"))


class _Amount(NamedTuple):
    digits: str
    negative: bool
    scale: int


def _amount(cell: Cell) -> _Amount | None:
    text = as_text(cell)
    if len(text) > _LONGEST:
        return None
    found = _AMOUNT.fullmatch(" ".join(text.translate(_ALIKE).split()))
    if not found or bool(found["open"]) != bool(found["close"]) or not any(map(str.isdigit, found["digits"])):
        return None
    signs = [found["open"], found["sign"], found["inner"], found["after"]]
    negative = sum(1 for sign in signs if sign in ("-", "("))
    if negative > 1:
        return None
    return _Amount(found["digits"].strip(), bool(negative), _SCALES[(found["scale"] or "").lower()])


def _style_shown(digits: str) -> NumberStyle | None:
    """The style that these digits can only have; None where both read them."""
    point, comma = (_SHAPES[style].fullmatch(digits) for style in ("point", "comma"))
    if bool(point) == bool(comma):
        return None
    return "point" if point else "comma"


def guess_number_style(samples: Iterable[Cell]) -> Literal["point", "comma", "mixed", "ambiguous"]:
    """How a column writes decimals. Ambiguous: no sample settles it (as in `1,234`, or plain digits)."""
    amounts = [_amount(sample) for sample in samples if isinstance(sample, str)]
    shown = {_style_shown(amount.digits) for amount in amounts if amount} - {None}
    if len(shown) > 1:
        return "mixed"
    return shown.pop() or "ambiguous" if shown else "ambiguous"


def parse_number(text: Cell, hint: NumberStyle | None = None) -> Decimal | Problem:
    """The number a cell shows: `EUR 1.234,50`, `(12)`, `1 234`, `12.5 %` (12.5), `420k`.

    Without a hint a number that reads two ways (`1,234`) is a problem, not a guess.
    """
    if isinstance(text, int | float | Decimal) and not isinstance(text, bool):
        return Decimal(str(text))
    amount = _amount(text) if isinstance(text, str) else None
    if amount is None:
        return _not(mark("number"), text, say("Write digits, as in 12500 or 12,500.00."))
    style = hint or _style_shown(amount.digits) or _settled(amount.digits)
    if style is None:
        sign = say(mark("comma") if "," in amount.digits else mark("point"))
        message = say(
            "“%(text)s” reads two ways: its %(mark)s may begin the decimals or part the thousands.",
            text=text,
            mark=sign,
        )
        return Problem("ambiguous_number", message, say("Say how this column writes decimals."))
    if not _SHAPES[style].fullmatch(amount.digits):
        return _not(
            mark("number with a decimal point") if style == "point" else mark("number with a decimal comma"),
            text,
            say("Write all numbers of the column in one way."),
        )
    return _decimal(amount, style)


def _settled(digits: str) -> NumberStyle | None:
    """Both styles read it; do they read the same?"""
    return None if any(sign in digits for sign in ".,") else "point"


def _decimal(amount: _Amount, style: NumberStyle) -> Decimal:
    thousands, decimals = (",", ".") if style == "point" else (".", ",")
    plain = re.sub(r"[' _]", "", amount.digits.replace(thousands, "")).replace(decimals, ".")
    number = Decimal(plain) * amount.scale
    return -number if amount.negative else number


def _not(what: str, cell: Cell, fix: str) -> Problem:
    code, found = "not_a_" + what.split()[0], as_text(cell)[:60]
    return Problem(code, say("“%(value)s” is not a %(what)s.", value=found, what=say(what)), fix)


def parse_date(text: Cell, order: DateOrder) -> date | Problem:
    """The day a cell names. A time of day is dropped, and the day is the one written, whatever its offset."""
    if isinstance(text, datetime):
        return text.date()
    if isinstance(text, date):
        return text
    written = text.strip() if isinstance(text, str) and len(text) <= _LONGEST else ""
    found = _year_first(written) or _ordered(written, order) or _in_words(written)
    return found or _not(mark("date"), text, say("Write it as 2026-11-21."))


def _year_first(text: str) -> date | None:
    if found := _ISO.fullmatch(text):
        return _day(found[1], found[3], found[4])
    return _day(text[:4], text[4:6], text[6:]) if _COMPACT.fullmatch(text) else None


def _ordered(text: str, order: DateOrder) -> date | None:
    found = _NUMERIC.fullmatch(text)
    if not found:
        return None
    first, second, year = found[1], found[3], found[4]
    if order == "YMD":
        return _day(_full_year(first), second, year) if len(year) == 2 else None
    month, day = (first, second) if order == "MDY" else (second, first)
    return _day(_full_year(year), month, day)


def _full_year(year: str) -> str:
    if len(year) == 4:
        return year
    return ("19" if int(year) >= 70 else "20") + year.zfill(2)


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _in_words(text: str) -> date | None:
    """`21 Nov 2026`. Read on two days: a part that is not written would differ."""
    if (
        len(text) > 60
        or not re.search(r"[A-Za-z]{3}", text)
        or not re.search(r"[0-9]{4}|'[0-9]{2}|[- ][0-9]{2}$", text)
    ):
        return None
    try:
        one, other = (words.parse(text, default=day).date() for day in _TWO_DAYS)
    except (ValueError, OverflowError, TypeError):
        return None
    return one if one == other else None


def guess_date_order(samples: Iterable[Cell]) -> OrderGuess:
    """The order of day and month in a whole column. Ambiguous: no sample settles it."""
    return judge_dates(enumerate(samples, 1))[0]


def judge_dates(cells: Iterable[tuple[int, Cell]]) -> tuple[OrderGuess, Problem | None]:
    """The order of a column's dates, given with their lines; where two disagree, the problem names both."""
    witnesses: dict[str, tuple[int, str]] = {}
    for line, cell in cells:
        order = _order_shown(cell)
        if order:
            witnesses.setdefault(order, (line, as_text(cell).strip()))
    orders: list[DateOrder] = ["YMD", "DMY", "MDY"]
    settled = [order for order in orders if order in witnesses]
    if len(settled) > 1 or (settled == ["YMD"] and "either" in witnesses):
        disagreeing = [witnesses[order] for order in (*settled, "either") if order in witnesses]
        return "mixed", _disagreement(disagreeing[0], disagreeing[1])
    return (settled[0] if settled else "ambiguous"), None


def _order_shown(cell: Cell) -> str:
    if not isinstance(cell, str) or len(cell) > _LONGEST:
        return ""
    text = cell.strip()
    if _year_first(text):
        return "YMD"
    found = _NUMERIC.fullmatch(text)
    if not found:
        return ""
    fits = [order for order in _DAY_OR_MONTH_FIRST if _ordered(text, order)]
    return "either" if len(fits) == 2 else "".join(fits)


def _disagreement(one: tuple[int, str], other: tuple[int, str]) -> Problem:
    (line, first), (other_line, second) = sorted((one, other))
    message = say(
        "The dates of this column are written in different ways: "
        "“%(first)s” in line %(line)s, “%(second)s” in line %(other_line)s.",
        first=first,
        line=line,
        second=second,
        other_line=other_line,
    )
    return Problem("mixed_dates", message, say("Write them all in one way, best as 2026-11-21."), line)


def parse_bool(text: Cell) -> bool | Problem:
    word = as_text(text).strip().casefold()
    if word in _TRUE or word in _FALSE:
        return word in _TRUE
    return _not(mark("yes or no"), text, say("Write yes or no."))


def looks_like_data(cell: Cell) -> bool:
    """A number or a date, which a column's name is not."""
    return not isinstance(cell, str) or _amount(cell) is not None or bool(_order_shown(cell))
