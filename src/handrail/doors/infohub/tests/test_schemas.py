"""The shipped schemas are those of the shapes, and what we write keeps to them."""

from __future__ import annotations

from pathlib import Path

import jsonschema_rs
import pytest
import yaml

from handrail.doors.infohub import schemas
from handrail.doors.infohub.check import check
from handrail.doors.infohub.exporting import Exporter
from handrail.doors.infohub.sheets import SHEETS
from handrail.doors.infohub.tests.full import fill
from handrail.doors.infohub.tree import read
from handrail.kit.shapes.kinds import data
from handrail.watch.playbooks import library

LIBRARY = Path(__file__).resolve().parents[5] / "library" / "schemas"


def test_the_shipped_schemas_are_up_to_date():
    shipped = {
        path.name: path.read_text()
        for path in LIBRARY.glob("*.json")
        if path.stem in {"playbook", *(s.kind for s in SHEETS)}
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


@pytest.mark.parametrize("name", library.shipped())
def test_a_shipped_playbook_keeps_to_the_schema_and_is_checked_in_a_tree(name, tmp_path):
    text = library.shipped()[name].text
    schema = schemas.playbook_schema()
    jsonschema_rs.meta.validate(schema)
    front = yaml.safe_load(text.split("---\n")[1])
    assert [e.message for e in jsonschema_rs.validator_for(schema).iter_errors(front)] == []
    assert not jsonschema_rs.is_valid(schema, {**front, "kind": "lunch"})
    for written, code in ((text, 0), (text.replace("kind: fields", "kind: felds", 1), 1)):
        (tmp_path / "ours.md").write_text(written)
        found = check(tmp_path)
        assert (found.code, [f.code for f in found.findings]) == (code, ["playbook.check"] * code)


def test_a_wrong_word_does_not_pass():
    schema = next(schemas.schema_of(s) for s in SHEETS if s.kind == "risks")
    assert not jsonschema_rs.is_valid(schema, {"risks": [{"status": "purple"}]})
    assert jsonschema_rs.is_valid(schema, {"risks": [{"status": "mitigating", "ours": 1}]})
