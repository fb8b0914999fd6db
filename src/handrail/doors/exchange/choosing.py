"""What the names of the columns do not settle: the order of dates, the decimals, currency, words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from handrail.house.workspaces.external import is_salesforce
from handrail.kit.csvio import (
    DateOrder,
    Problem,
    guess_date_order,
    guess_number_style,
    judge_dates,
    parse_date,
)
from handrail.kit.words import say

from .mapping import Choices
from .shapes import Target, fold
from .words import VOCABULARIES, meaning

MOST_WORDS = 200
CALENDAR = "ical"
"""The system whose ids are an appointment's own (UID), the same in everybody's calendar."""
Texts = Mapping[str, Sequence[str]]
ORDERS: tuple[DateOrder, DateOrder] = ("DMY", "MDY")
NO_CHOICES = Choices()


def choose(target: Target, columns: Mapping[str, str], texts: Texts) -> Choices:
    """The choices that the content settles; `doubts` tells those that it leaves open."""
    dates = of_kind(target, columns, texts, "date")
    amounts = of_kind(target, columns, texts, "money")
    return Choices(
        date_order=date_order(dates),
        number_style=number_style([*amounts, *of_kind(target, columns, texts, "number")]),
        currency=currency(target, columns, amounts),
        system=system(texts, of_kind(target, columns, texts, "id")),
        words=known_words(target, columns, texts),
    )


def of_kind(target: Target, columns: Mapping[str, str], texts: Texts, kind: str) -> list[str]:
    return [
        text for column, name in columns.items() if kind_of(target, name) == kind for text in texts[column]
    ]


def kind_of(target: Target, name: str) -> str:
    return target.field(name).kind if target.has(name) else ""


# -- dates and numbers ----------------------------------------------------------------------------------


def date_order(texts: Sequence[str]) -> str:
    """The one order in which all these dates can be read; "" where both can, or neither."""
    found = guess_date_order(texts)
    if not texts:
        return "YMD"
    if found in ("YMD", "DMY", "MDY"):
        return found
    open_to = [order for order in ORDERS if all(readable(text, order) for text in texts)]
    if len(open_to) == 1:
        return open_to[0]
    dotted = open_to and all("." in text for text in texts if not re.match(r"\d{4}-", text))
    return "DMY" if dotted else ""


def readable(text: str, order: DateOrder) -> bool:
    return not isinstance(parse_date(text, order), Problem)


def number_style(texts: Sequence[str]) -> str:
    """Where every number is like 35,000 (three digits behind one mark), the mark parts the thousands."""
    found = guess_number_style(texts)
    if found in ("point", "comma"):
        return found
    marks = {mark for text in texts for mark in ",." if mark in text}
    if found == "mixed" or len(marks) != 1:
        return "" if marks else "point"
    return "point" if marks == {","} else "comma"


def doubts(target: Target, columns: Mapping[str, str], texts: Texts, choices: Choices) -> list[Problem]:
    """What a person has to settle before the table can be read, each with both readings."""
    return [
        problem
        for column, name in columns.items()
        if kind_of(target, name) == "date" and not choices.date_order
        for problem in [date_doubt(column, texts[column])]
        if problem
    ]


def date_doubt(column: str, texts: Sequence[str]) -> Problem | None:
    written = [
        text
        for text in texts
        if not all(parse_date(text, order) == parse_date(text, "YMD") for order in ORDERS)
    ]
    if not written:
        return None
    _, mixed = judge_dates(enumerate(written, 2))
    if mixed and not any(all(readable(text, order) for text in written) for order in ORDERS):
        return Problem(
            "mixed_dates",
            say(
                "Column “%(column)s”: dates in different ways, such as %(some)s.",
                column=column,
                some=some(written),
            ),
            mixed.fix,
        )
    message = say(
        "Column “%(column)s”: “%(written)s” could be day and month, or month and day.",
        column=column,
        written=written[0],
    )
    return Problem("ambiguous_dates", message, say("Say which comes first: day (DMY) or month (MDY)."))


def some(texts: Sequence[str]) -> str:
    shown = sorted(texts, key=lambda text: readable(text, "DMY"))
    return f"“{shown[0]}” and “{shown[-1]}”"


# -- currency and system --------------------------------------------------------------------------------

_CODE = re.compile(r"\b(EUR|USD|GBP|CHF|SEK|NOK|DKK|PLN|CZK|CAD|AUD|JPY|INR|BRL)\b")
SYMBOLS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "₹": "INR"}


def currency_in(text: str) -> str:
    code = _CODE.search(text.upper())
    return code[1] if code else next((SYMBOLS[c] for c in text if c in SYMBOLS), "")


def currency(target: Target, columns: Mapping[str, str], amounts: Iterable[str]) -> str:
    """From the name of the amount's column, else from the amounts, where they agree."""
    named = [
        currency_in(column.replace("_", " "))
        for column, name in columns.items()
        if kind_of(target, name) == "money"
    ]
    seen = {code for text in amounts if (code := currency_in(text))}
    return next(filter(None, named), "") or (seen.pop() if len(seen) == 1 else "")


def system(texts: Texts, ids: Sequence[str]) -> str:
    """Whose ids these are: two systems may both have a record 17."""
    if ids and sum(map(is_salesforce, ids)) * 5 > len(ids) * 4:
        return "salesforce"
    if {"uid", "organizer", "attendees"} <= {fold(column) for column in texts}:
        return CALENDAR
    marks = {"recordid", "hsobjectid", "dealstage", "associatedcompany", "dealname"}
    return "hubspot" if marks & {fold(column) for column in texts} else "crm"


# -- words ----------------------------------------------------------------------------------------------


def known_words(target: Target, columns: Mapping[str, str], texts: Texts) -> dict[str, dict[str, str]]:
    """For every column of words, what each word is taken for; "" where we do not know it."""
    made = {}
    for column, name in columns.items():
        kind = kind_of(target, name)
        if kind in VOCABULARIES:
            common = [text for text, _ in Counter(texts[column]).most_common(MOST_WORDS)]
            made[name] = {text: meaning(kind, text) or "" for text in common if len(text) <= 120}
    return made
