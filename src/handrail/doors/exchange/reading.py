"""One row of a table becomes a draft: values, what is kept beside them, what is wrong. No Django."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, cast

from handrail.kit.csvio import (
    Cell,
    DateOrder,
    NumberStyle,
    Problem,
    Row,
    as_text,
    parse_bool,
    parse_date,
    parse_number,
)
from handrail.kit.words import say

from .choosing import SYMBOLS, currency_in
from .mapping import Choices, Reading
from .remarks import Remark
from .shapes import KEEP, LEAVE, Field
from .words import CHOICES, VOCABULARIES, meaning

CENT, TEN_THOUSANDTH = Decimal("0.01"), Decimal("0.0001")
MOST = Decimal(10) ** 14
TRUE, FALSE = (
    frozenset({"ja", "wahr", "aktiv", "active", "oui"}),
    frozenset({"nein", "falsch", "inaktiv", "inactive"}),
)
EARLIEST, LATEST = date(1900, 1, 1), date(2200, 1, 1)


class Bad(Exception):
    """A cell that can not be read. `expected` and `fix` are for the person who has the file."""

    def __init__(self, code: str, message: str, expected: str, fix: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.expected, self.fix = code, message, expected, fix


@dataclass(slots=True)
class Draft:
    """`values` has only what the row says; `fields` the columns that are no field of ours, as text."""

    file: str
    line: int
    values: dict[str, Any] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    """What the row itself says where one of our words was read."""
    flags: list[Remark] = field(default_factory=list)
    refusals: list[Remark] = field(default_factory=list)
    digest: int = 0

    def text(self, name: str) -> str:
        return str(self.values.get(name, ""))

    def flag(self, code: str, message: str, *, column: str = "", found: str = "", fix: str = "") -> None:
        self.flags.append(Remark(code, message, self.file, self.line, column, found, "", fix))

    def refuse(
        self, code: str, message: str, *, column: str = "", found: str = "", expected: str = "", fix: str = ""
    ) -> None:
        self.refusals.append(Remark(code, message, self.file, self.line, column, found, expected, fix))


Read = Callable[["RowReader", Draft, Field, str, Cell], None]


class RowReader:
    """Reads the rows of one table as its reading says."""

    def __init__(self, reading: Reading, columns: Sequence[str], file: str) -> None:
        self.choices: Choices = reading.choices
        self.file = file
        self.plan: list[tuple[int, str, Field, Read]] = []
        self.kept: list[tuple[int, str]] = []
        self.known: dict[tuple[str, str], str] = {}
        for at, column in enumerate(columns):
            self.place(at, column, reading)

    def place(self, at: int, column: str, reading: Reading) -> None:
        name = reading.columns.get(column, KEEP)
        if name == LEAVE:
            return
        if reading.shape.has(name):
            found = reading.shape.field(name)
            self.plan.append((at, column, found, READERS[found.kind]))
        else:
            self.kept.append((at, column))

    def read(self, row: Row) -> Draft:
        draft = Draft(self.file, row.line, digest=hash(tuple(map(str, row.values))))
        for at, column, found, read in self.plan:
            cell = row.values[at]
            if cell == "" or (isinstance(cell, str) and not cell.strip()):
                continue
            try:
                read(self, draft, found, column, cell)
            except Bad as bad:
                shown = as_text(cell)[:80]
                draft.refuse(
                    bad.code, bad.message, column=column, found=shown, expected=bad.expected, fix=bad.fix
                )
        draft.fields.update((column, text) for at, column in self.kept if (text := kept_text(row.values[at])))
        return draft

    def word(self, found: Field, text: str) -> str:
        """Our value for a word: as the person chose, else as we know it, else ""."""
        key = (found.name, text)
        if key not in self.known:
            chosen = self.choices.words.get(found.name, {}).get(text)
            self.known[key] = (meaning(found.kind, text) or "") if chosen is None else chosen
        return self.known[key]


def kept_text(cell: Cell) -> str:
    return as_text(cell).replace("\x00", "").strip()


def clean(cell: Cell) -> str:
    """The text of a cell; PostgreSQL has no place for a NUL."""
    return as_text(cell).replace("\x00", "").strip()


def short_enough(found: Field, text: str) -> str:
    if found.longest and len(text) > found.longest:
        message = say(
            "%(label)s has %(n)s characters; %(longest)s is the most.",
            label=say(found.label),
            n=len(text),
            longest=found.longest,
        )
        raise Bad("too_long", message, f"at most {found.longest} characters", say("Shorten it in the file."))
    return text


# -- one reader per kind of field -----------------------------------------------------------------------


def read_text(self: RowReader, draft: Draft, found: Field, column: str, cell: Cell) -> None:
    draft.values[found.name] = short_enough(found, clean(cell))


def read_email(self: RowReader, draft: Draft, found: Field, column: str, cell: Cell) -> None:
    text = short_enough(found, clean(cell)).lower()
    if "@" in text and " " not in text:
        draft.values[found.name] = text
    else:
        draft.fields[column] = text
        draft.flag(
            "not_an_email",
            say("This is not an e-mail address; it is kept beside the record."),
            column=column,
            found=text,
        )


def read_money(self: RowReader, draft: Draft, found: Field, column: str, cell: Cell) -> None:
    style = cast(NumberStyle, self.choices.number_style) if self.choices.number_style else None
    number = parse_number(cell, style)
    if isinstance(number, Problem):
        raise Bad(number.code, number.message, "an amount such as 12500 or 12,500.00", number.fix)
    if abs(number) >= MOST:
        raise Bad(
            "too_large",
            say("“%(value)s” is more than an amount can be here.", value=clean(cell)[:40]),
            f"less than {MOST:,}",
        )
    draft.values[found.name] = number.quantize(CENT, ROUND_HALF_UP)
    code = currency_in(cell) if isinstance(cell, str) else ""
    if code and "currency" not in draft.values:
        draft.values["currency"] = code


def read_number(self: RowReader, draft: Draft, found: Field, column: str, cell: Cell) -> None:
    style = cast(NumberStyle, self.choices.number_style) if self.choices.number_style else None
    number = parse_number(cell, style)
    if isinstance(number, Problem):
        raise Bad(number.code, number.message, "a number such as 71.5", number.fix)
    if abs(number) >= MOST:
        raise Bad(
            "too_large",
            say("“%(value)s” is more than a number can be here.", value=clean(cell)[:40]),
            f"less than {MOST:,}",
        )
    draft.values[found.name] = number.quantize(TEN_THOUSANDTH, ROUND_HALF_UP)


def read_date(self: RowReader, draft: Draft, found: Field, column: str, cell: Cell) -> None:
    order = cast(DateOrder, self.choices.date_order or "YMD")
    day = parse_date(cell, order)
    if isinstance(day, Problem):
        raise Bad(day.code, day.message, EXPECTED_DATES[order], day.fix)
    if not EARLIEST <= day <= LATEST:
        raise Bad(
            "far_date",
            say("The year %(year)s can not be meant.", year=day.year),
            "a date from 1900 to 2200",
            say("Look at the year."),
        )
    draft.values[found.name] = day


EXPECTED_DATES = {
    "YMD": "a date such as 2026-11-21",
    "DMY": "a date with the day first, such as 21.11.2026",
    "MDY": "a date with the month first, such as 11/21/2026",
}


def read_flag(self: RowReader, draft: Draft, found: Field, column: str, cell: Cell) -> None:
    word = clean(cell).casefold()
    answer = parse_bool(cell) if word not in TRUE | FALSE else word in TRUE
    if isinstance(answer, Problem):
        draft.fields[column] = clean(cell)
        draft.flag(
            "not_yes_or_no",
            say("This is neither yes nor no; it is kept beside the record."),
            column=column,
            found=word,
        )
    else:
        draft.values[found.name] = answer


def read_currency(self: RowReader, draft: Draft, found: Field, column: str, cell: Cell) -> None:
    text = clean(cell).upper()
    code = SYMBOLS.get(text, text)
    if len(code) == 3 and code.isalpha() and code.isascii():
        draft.values[found.name] = code
    else:
        draft.fields[column] = text
        draft.flag(
            "unknown_currency",
            say("This is no currency code; it is kept beside the record."),
            column=column,
            found=text,
        )


def read_word(self: RowReader, draft: Draft, found: Field, column: str, cell: Cell) -> None:
    """A word of another system. The words themselves are kept too, where the record has a place for them."""
    text = draft.words[found.name] = clean(cell)
    value = self.word(found, text)
    said = TEXT_OF.get(found.name)
    if said:
        draft.values[said] = text if said == "impact_text" else text[: LONGEST_WORDS.get(said, 120)]
    if value:
        draft.values[found.name] = int(value) if found.kind == "five" else value
        return
    if said and found.kind in ("stage", "kind"):
        draft.values[found.name] = ""
    elif not said:
        draft.fields[column] = text
    fix = say("Say in the mapping which it is: %(choices)s.", choices=", ".join(CHOICES[found.kind]))
    message = say(
        "%(label)s “%(text)s” is not known here; the word is kept and nothing is guessed.",
        label=say(found.label),
        text=text[:60],
    )
    draft.flag(f"unknown_{found.name}", message, column=column, found=text[:80], fix=fix)


TEXT_OF = {
    "stage": "stage_text", "kind": "kind_text", "buying_role": "role_text",
    "likelihood": "likelihood_text", "impact": "impact_text",
}  # fmt: skip
LONGEST_WORDS = {"role_text": 200, "likelihood_text": 500}

READERS: dict[str, Read] = {
    "text": read_text, "id": read_text, "account_id": read_text, "account": read_text, "owner": read_text,
    "email": read_email, "money": read_money, "number": read_number, "date": read_date, "flag": read_flag,
    "currency": read_currency,
    **dict.fromkeys(VOCABULARIES, read_word),
}  # fmt: skip
