"""JSON Schemas of the written formats, made from the shapes.

`python -m handrail.doors.infohub.schemas DIR` writes them.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from handrail.kit.shapes import Field, Part, Shape
from handrail.kit.shapes.declaring import Steps
from handrail.record.plans.sections import KEYS as SECTIONS
from handrail.watch.playbooks.shape import PLAYBOOK

from .sheets import SHEETS, Sheet

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_of(sheet: Sheet) -> dict[str, Any]:
    """What we write, in full; other keys are allowed, since they are kept."""
    head = {"$schema": DIALECT, "$id": f"{sheet.kind}.json", "title": title_of(sheet)}
    made = shape_schema(sheet.shape)
    if sheet.kind == "plan":
        made["properties"] |= {name: section_schema(keys) for name, keys in SECTIONS.items()}
    return {**head, **made}


def section_schema(keys: dict[str, Any]) -> dict[str, Any]:
    """A free section: its known keys, and any other; or a text or a list, as a person may have written it."""
    return {"type": ["object", "array", "string", "null"], "properties": keys}


def title_of(sheet: Sheet) -> str:
    return f"Handrail: {' or '.join(f'{name}.yaml' for name in sheet.names[:2]) or sheet.kind}"


def shape_schema(shape: Shape) -> dict[str, Any]:
    made: dict[str, Any] = {"type": "object", "properties": {}}
    for entry in shape.entries:
        _plant(made, entry.paths[0], field_schema(entry) if isinstance(entry, Field) else part_schema(entry))
        if isinstance(entry, Field) and entry.beside:
            made["properties"].setdefault(entry.beside, {"type": "string"})
    made["properties"].setdefault("fields", {"type": "object", "description": "Values of your own."})
    return made


def _plant(made: dict[str, Any], steps: Steps, schema: dict[str, Any]) -> None:
    for step in steps[:-1]:
        made = made["properties"].setdefault(step, {"type": "object", "properties": {}})
        made.setdefault("properties", {})
    made["properties"].setdefault(steps[-1], schema)


def field_schema(entry: Field) -> dict[str, Any]:
    schema = dict(entry.kind.schema)
    if entry.beside and "enum" in schema:
        return {"anyOf": [schema, {"type": ["string", "number", "null"]}]}
    if "enum" in schema:
        return {"enum": [*schema["enum"], None]}
    return schema


def part_schema(part: Part) -> dict[str, Any]:
    return {"type": "array", "items": shape_schema(part.shape)}


def all_schemas() -> dict[str, str]:
    """File name: text."""
    made = {sheet.kind: schema_of(sheet) for sheet in SHEETS} | {"playbook": playbook_schema()}
    return {
        f"{kind}.json": json.dumps(one, indent=2, ensure_ascii=False) + "\n" for kind, one in made.items()
    }


def playbook_schema() -> dict[str, Any]:
    """The front matter of a playbook; below it stands Markdown."""
    head = {"$schema": DIALECT, "$id": "playbook.json", "title": "Handrail: the front matter of a playbook"}
    made = shape_schema(PLAYBOOK)
    made["properties"]["outcome"] = {"anyOf": [{"type": ["string", "null"]}, made["properties"]["outcome"]]}
    return {**head, **made, "required": ["playbook", "title", "board"]}


def main(folder: str) -> None:
    for name, text in all_schemas().items():
        Path(folder, name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
