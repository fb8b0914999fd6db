from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from handrail.doors.exchange.mapping import Choices, Reading
from handrail.doors.exchange.reading import Draft, RowReader
from handrail.doors.exchange.words import meaning
from handrail.kit.csvio import Row

COLUMNS = {
    "Deal": "name",
    "Stage": "stage",
    "Amount": "arr",
    "Close": "close_on",
    "Type": "kind",
    "Note": "keep",
    "Seen": "leave",
}


def read(*cells: Any, **choices: Any) -> Draft:
    reader = RowReader(Reading("opportunities", COLUMNS, Choices(**choices)), list(COLUMNS), "deals.csv")
    return reader.read(Row(7, [*cells, *[""] * (len(COLUMNS) - len(cells))]))


def test_a_row_becomes_values_and_what_is_kept_beside_them() -> None:
    draft = read(
        "Big one",
        "Closed Won",
        "1.234,50 €",
        "31.12.2026",
        "Renewal",
        "call them",
        "yesterday",
        date_order="DMY",
        number_style="comma",
    )
    assert draft.values == {
        "name": "Big one",
        "stage": "won",
        "stage_text": "Closed Won",
        "arr": Decimal("1234.50"),
        "currency": "EUR",
        "close_on": date(2026, 12, 31),
        "kind": "renewal",
        "kind_text": "Renewal",
    }
    assert draft.fields == {"Note": "call them"}
    assert not draft.flags
    assert not draft.refusals


def test_an_unknown_stage_stays_a_word_and_is_flagged() -> None:
    draft = read("Big one", "Champagne")
    assert (draft.values["stage"], draft.values["stage_text"]) == ("", "Champagne")
    assert [flag.code for flag in draft.flags] == ["unknown_stage"]
    assert not draft.refusals


def test_a_stage_is_what_a_person_said_it_is() -> None:
    assert read("Big one", "Champagne", words={"stage": {"Champagne": "4"}}).values["stage"] == "4"


@pytest.mark.parametrize(
    ("cells", "column", "code"),
    [
        (("a", "", "", "2026-02-30"), "Close", "not_a_date"),
        (("a", "", "", "31.31.2026"), "Close", "not_a_date"),
        (("a", "", "many", ""), "Amount", "not_a_number"),
        (("a", "", "9" * 20, ""), "Amount", "too_large"),
        (("a", "", "", "0026-01-01"), "Close", "far_date"),
        (("x" * 301, "", "", ""), "Deal", "too_long"),
    ],
)
def test_what_can_not_be_read_says_where_what_and_what_instead(
    cells: tuple[str, ...], column: str, code: str
) -> None:
    [refusal] = read(*cells).refusals
    assert (refusal.code, refusal.file, refusal.line, refusal.column) == (code, "deals.csv", 7, column)
    assert refusal.found
    assert refusal.expected


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Stage 2: Discovery", "2"),
        ("3 - Proposal", "3"),
        ("Closed/Won", "won"),
        ("closedlost", "lost"),
        ("Negotiation/Review", "4"),
        ("qualifiedtobuy", "2"),
        ("Verloren", "lost"),
        ("Angebot", "3"),
        ("Banana", None),
        ("2026 pipeline", None),
    ],
)
def test_stages_of_other_systems(text: str, stage: str | None) -> None:
    assert meaning("stage", text) == stage


@pytest.mark.parametrize(
    ("text", "value"),
    [("High", "4"), ("5", "5"), ("4 - Likely", "4"), ("30%", "2"), ("Rare", "1"), ("6", None)],
)
def test_scales_of_five(text: str, value: str | None) -> None:
    assert meaning("five", text) == value
