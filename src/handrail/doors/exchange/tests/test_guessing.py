from __future__ import annotations

import pytest

from handrail.doors.exchange.guessing import guess
from handrail.doors.exchange.mapping import fingerprint, from_json, to_json
from handrail.doors.exchange.shapes import KEEP, LEAVE, TARGETS, fold

SALESFORCE = [
    "Id",
    "AccountId",
    "Name",
    "StageName",
    "Amount",
    "CloseDate",
    "Type",
    "OwnerId",
    "LastViewedDate",
    "NextStep",
]
DEAL = [
    "006Nq00000BGi8PIAT",
    "001Nq00000J1MwVIAV",
    "350 Widgets",
    "Closed Won",
    "35000",
    "2026-07-29",
    "Existing Business",
    "005Nq00000AU6ztIAD",
    "2026-08-01",
    "Call",
]


def fields_of(columns: list[str], rows: list[list[str]], name: str = "") -> tuple[str, dict[str, str]]:
    found = guess(columns, rows, name)
    return found.target, {one.column: one.field for one in found.columns}


def test_a_salesforce_export_is_known_by_its_columns() -> None:
    target, fields = fields_of(SALESFORCE, [DEAL])
    assert target == "opportunities"
    assert fields == {
        "Id": "id",
        "AccountId": "account_id",
        "Name": "name",
        "StageName": "stage",
        "Amount": "arr",
        "CloseDate": "close_on",
        "Type": "kind",
        "OwnerId": "owner",
        "LastViewedDate": LEAVE,
        "NextStep": KEEP,
    }


def test_a_hubspot_export() -> None:
    columns = [
        "Record ID",
        "Deal Name",
        "Deal Stage",
        "Deal owner",
        "Associated Company",
        "Amount",
        "Close Date",
    ]
    row = [
        "9123",
        "Kestrel renewal",
        "contractsent",
        "Mara Adeyemi",
        "Kestrel Bank",
        "$12,500.00",
        "11/28/2026",
    ]
    found = guess(columns, [row])
    assert found.target == "opportunities"
    assert {one.column: one.field for one in found.columns} == {
        "Record ID": "id",
        "Deal Name": "name",
        "Deal Stage": "stage",
        "Deal owner": "owner",
        "Associated Company": "account_name",
        "Amount": "arr",
        "Close Date": "close_on",
    }
    assert (found.choices.system, found.choices.currency, found.choices.date_order) == (
        "hubspot",
        "USD",
        "MDY",
    )
    assert found.choices.words["stage"] == {"contractsent": "4"}


def test_a_plain_sheet_in_german() -> None:
    columns = ["Kunde", "ARR (EUR)", "Verlängerung", "Kundenbetreuer", "Branche", "Stimmung"]
    row = ["Nordwind GmbH", "1.234.567,50 €", "31.12.2026", "Mara Adeyemi", "Logistik", "gut"]
    found = guess(columns, [row])
    assert found.target == "accounts"
    assert [one.field for one in found.columns] == [
        "name",
        "arr",
        "renewal_on",
        "owner",
        "industry",
        "sentiment",
    ]
    choices = found.choices
    assert (choices.currency, choices.number_style, choices.date_order) == ("EUR", "comma", "DMY")
    assert choices.words["sentiment"] == {"gut": "good"}


@pytest.mark.parametrize(
    ("columns", "row", "target"),
    [
        (
            ["Id", "Username", "FirstName", "LastName", "Email", "IsActive"],
            ["005x", "m@x.io", "M", "A", "m@x.io", "1"],
            "users",
        ),
        (
            ["Id", "AccountId", "FirstName", "LastName", "Email", "Title"],
            ["003x", "001x", "M", "A", "m@x.io", "CEO"],
            "contacts",
        ),
        (
            ["CaseNumber", "AccountId", "Subject", "Priority", "Status"],
            ["1", "001x", "Down", "High", "New"],
            "cases",
        ),
        (
            ["Risk_ID", "Description", "Probability", "Impact", "Mitigation"],
            ["R1", "Late", "High", "Low", "Hurry"],
            "risks",
        ),
        (
            ["Account", "Activity Date", "Type", "Subject"],
            ["Acme", "2026-11-01", "Call", "Hello"],
            "touchpoints",
        ),
        (["Activity_ID", "WBS_ID", "Planned_Start", "Float_Days"], ["A1", "1.1", "2026-01-02", "0"], ""),
    ],
)
def test_what_a_table_holds(columns: list[str], row: list[str], target: str) -> None:
    assert guess(columns, [row]).target == target


def test_a_column_whose_content_does_not_fit_is_not_taken() -> None:
    target, fields = fields_of(
        ["Name", "Stage", "Close Date", "ARR"], [["a", "New", "soon", "1"], ["b", "New", "later", "2"]]
    )
    assert (target, fields["Close Date"]) == ("opportunities", KEEP)


def test_ids_are_known_by_what_they_are_when_the_name_says_nothing() -> None:
    rows = [["Deal A", "New", "1", "001Nq00000J1MwVIAV"], ["Deal B", "New", "2", "001Nq00000J1MwiIAF"]]
    _, fields = fields_of(["Deal Name", "Deal Stage", "Amount", "Ref"], rows)
    assert fields["Ref"] == "account_id"


def test_every_guess_says_why() -> None:
    assert all(one.why for one in guess(SALESFORCE, [DEAL]).columns)


def test_dates_that_read_two_ways_are_left_open() -> None:
    found = guess(["Name", "Stage", "Close Date"], [["a", "New", "03/04/2026"], ["b", "New", "05/06/2026"]])
    assert found.choices.date_order == ""
    dotted = guess(["Name", "Stage", "Close Date"], [["a", "New", "03.04.2026"]])
    assert dotted.choices.date_order == "DMY", "nobody writes the month first with points"


def test_a_mapping_survives_being_kept() -> None:
    reading = guess(SALESFORCE, [DEAL]).reading
    assert from_json(to_json(reading)) == reading


def test_columns_are_known_again_in_any_order_and_case() -> None:
    assert fingerprint(["Stage Name", "Amount"]) == fingerprint(["amount", "STAGE_NAME"])
    assert fingerprint(["Amount"]) != fingerprint(["Amount", "Stage"])


def test_no_field_of_a_target_has_the_name_of_another_first() -> None:
    """The first alias of a field is its own: two fields could not both win it."""
    for target in TARGETS.values():
        firsts = [fold(field.aliases[0]) for field in target.fields]
        assert len(firsts) == len(set(firsts)), target.name
