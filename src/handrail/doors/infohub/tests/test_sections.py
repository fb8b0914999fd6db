"""One list of the keys of a plan's free sections: for the page, the schemas and the documents."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import jsonschema_rs
import pytest

from handrail.doors.desk.kinds.plans import PLAN
from handrail.doors.infohub import schemas
from handrail.doors.infohub.sheets import SHEETS
from handrail.record.plans.sections import KEYS, handoff_of

ROOT = Path(__file__).resolve().parents[5]


@pytest.mark.parametrize("section", KEYS)
def test_the_page_has_a_place_for_each_key_and_the_same_columns(section):
    fields = {field.inner: field for field in PLAN.fields if field.column == section}
    assert set(fields) == set(KEYS[section]) - {"state"}
    for name, field in fields.items():
        row = KEYS[section][name].get("items", {}).get("anyOf", [{}])[0]
        assert [column for column, _label in field.columns] == list(row.get("properties", {})), name


@pytest.mark.parametrize("section", KEYS)
def test_the_documents_name_each_key(section):
    (line,) = re.findall(rf"^\| `{section}` \|.*$", (ROOT / "docs/files.md").read_text(), re.MULTILINE)
    assert set(KEYS[section]) <= set(re.findall(r"\w+", line))


def test_the_schema_knows_them_and_allows_others():
    schema = next(schemas.schema_of(sheet) for sheet in SHEETS if sheet.kind == "plan")
    good = {"handoff": {"from": "Elif", "checklist": [{"item": "Agreed", "done": True}], "ours": 1}}
    assert jsonschema_rs.is_valid(schema, good)
    assert jsonschema_rs.is_valid(schema, {"handoff": {"promises": ["One more dashboard"]}})
    assert not jsonschema_rs.is_valid(schema, {"handoff": {"state": "purple"}})


def test_a_handoff_says_the_same_in_a_row_and_in_a_file():
    told = {
        "from": "A",
        "state": "accepted",
        "date": "2026-03-15",
        "promises": ["x", {"promise": "y", "owner": "B"}],
    }
    facts = handoff_of(told, "p")
    assert facts is not None
    assert (facts.state, facts.on, facts.unowned_promises) == ("accepted", date(2026, 3, 15), 1)
    assert handoff_of({"from": "", "open_items": []}, "p") is None
