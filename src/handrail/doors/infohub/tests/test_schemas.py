"""The shipped schemas are those of the shapes, and what we write keeps to them."""

from __future__ import annotations

from pathlib import Path

import jsonschema_rs
import pytest

from handrail.doors.infohub import schemas
from handrail.doors.infohub.exporting import Exporter
from handrail.doors.infohub.sheets import SHEETS
from handrail.doors.infohub.tests.full import fill
from handrail.doors.infohub.tree import read
from handrail.kit.shapes.kinds import data

LIBRARY = Path(__file__).resolve().parents[5] / "library" / "schemas"


def test_the_shipped_schemas_are_up_to_date():
    shipped = {
        path.name: path.read_text()
        for path in LIBRARY.glob("*.json")
        if path.stem in {s.kind for s in SHEETS}
    }
    assert shipped == schemas.all_schemas()


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.kind)
def test_each_is_a_valid_schema(sheet):
    jsonschema_rs.meta.validate(schemas.schema_of(sheet))


def test_what_we_write_keeps_to_its_schema(scene):
    with scene.inside():
        fill(scene.alice)
        files = dict(Exporter().files())
    checked = 0
    for path, content in files.items():
        source = read(path, content)
        if source.sheet is None:
            continue
        assert source.document.ok
        schema = schemas.schema_of(source.sheet)
        problems = [
            e.message for e in jsonschema_rs.validator_for(schema).iter_errors(data(source.document.data))
        ]
        assert problems == [], path
        checked += 1
    assert checked > 10


def test_a_wrong_word_does_not_pass():
    schema = next(schemas.schema_of(s) for s in SHEETS if s.kind == "risks")
    assert not jsonschema_rs.is_valid(schema, {"risks": [{"status": "purple"}]})
    assert jsonschema_rs.is_valid(schema, {"risks": [{"status": "mitigating", "ours": 1}]})
