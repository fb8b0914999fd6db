"""Notes in a tree: Markdown with front matter, as people write it, and back as they wrote it."""

from __future__ import annotations

from datetime import UTC, datetime

from handrail.doors.infohub import importing
from handrail.doors.infohub.check import check
from handrail.doors.infohub.exporting import Exporter
from handrail.record.notes import verbs
from handrail.record.notes.models import Note

FREEZE = b"""---
# kept by Mara
kind: account
owner: TBD
fresh_until: 2026-01-31
colour: blue
---
# The freeze

Nothing goes live in the first week of a quarter.\r
"""
FILES = {
    "acme/account.yaml": b"account_id: acme\nname: Acme\n",
    "acme/notes/freeze.md": FREEZE,
    "notes/plain.md": b"# Just a text\n",
    "notes/bad.md": b"---\n{kind: risk\n---\nx\n",
}


def put(folder):
    for path, content in FILES.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


def test_a_check_tells_what_nobody_vouches_for_and_what_has_no_owner(tmp_path):
    found = check(put(tmp_path), datetime(2026, 3, 1, tzinfo=UTC)).findings
    mine = {one.code: (one.line, one.message) for one in found if one.file == "acme/notes/freeze.md"}
    assert mine["note.stale"][0] == 5
    assert "“The freeze” was good until 2026-01-31" in mine["note.stale"][1]
    assert mine["owner.nobody"][0] == 4
    assert [one.code for one in found if one.file == "notes/plain.md"] == []
    assert any(one.file == "notes/bad.md" and one.severity == "error" for one in found)


def test_a_note_comes_in_changes_and_goes_out_as_it_was(scene, tmp_path):
    put(tmp_path)
    with scene.inside():
        importing.apply(importing.read_folder(tmp_path), scene.alice, accept_partial=True)
        row = Note.objects.get()
        assert (row.title, row.kind, row.owner_gap, row.customer.key) == (
            "The freeze",
            "account",
            "nobody",
            "acme",
        )
        assert row.text == "# The freeze\n\nNothing goes live in the first week of a quarter."
        assert row.fields == {"colour": "blue"}
    whole = {path: content for path, content in FILES.items() if path != "notes/bad.md"}
    assert exported(scene) == whole, "byte for byte"
    with scene.inside():
        verbs.edit_note(Note.objects.get(), {"owner": scene.bob})
    assert exported(scene)["acme/notes/freeze.md"] == FREEZE.replace(b"TBD", b"Bob")
    with scene.inside():
        verbs.edit_note(Note.objects.get(), {"text": "# The freeze\n\nIt is over."})
    front = FREEZE.replace(b"TBD", b"Bob").split(b"# The")[0]
    assert exported(scene)["acme/notes/freeze.md"] == front + b"\n# The freeze\n\nIt is over.\n"
    with scene.inside():
        verbs.remove_notes([Note.objects.get()])
    assert "acme/notes/freeze.md" not in exported(scene)


def exported(scene):
    with scene.inside():
        files = dict(Exporter().files())
    return {
        path: content for path, content in files.items() if path not in ("workspace.yaml", "manifest.json")
    }
