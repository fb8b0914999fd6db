"""What a tree tells of talk and files: who may say what others said, and what hostile files can not do."""

from __future__ import annotations

import hashlib
import secrets

import pytest

from handrail.doors.infohub import delivering, importing, talked
from handrail.doors.infohub.exporting import Exporter
from handrail.doors.infohub.tests.full.workspace import ATTACHED
from handrail.house.access import verbs as access
from handrail.house.talk import commenting, filing, storing
from handrail.house.talk.models import Attachment, Comment
from handrail.house.workspaces import scope
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task

SAID = """subject: task:freeze
comments:
  - key: c-bob
    at: 2026-01-05T09:30:00+00:00
    by: Bob
    text: I would wait.
  - key: c-ada
    at: 2026-01-06T09:30:00+00:00
    by: Ada
    answers: c-bob
    text: So would I.
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "talk" / "task").mkdir(parents=True)
    (tmp_path / "talk" / "files").mkdir()
    (tmp_path / "talk" / "task" / "freeze.yaml").write_text(SAID)
    return tmp_path


def bring(scene, who, folder):
    with scene.inside(who):
        if not Task.objects.filter(key="freeze").exists():
            tasks.add_tasks([Task(key="freeze", title="Freeze")])
        return importing.apply(importing.read_folder(folder), who, accept_partial=True)


def test_who_may_not_speak_for_others_brings_only_what_is_theirs(scene, folder):
    report = bring(scene, scene.bob, folder)
    with scene.inside():
        assert [(row.key, row.by) for row in Comment.objects.all()] == [("c-bob", scene.bob)]
    assert [f.code for f in report.flagged] == ["import.kept"]
    (folder / "talk" / "task" / "freeze.yaml").write_text(SAID.replace("wait", "not wait"))
    report = bring(scene, scene.ada, folder)
    with scene.inside():
        first, answer = Comment.objects.order_by("key").filter(key__in=["c-bob", "c-ada"])[::-1]
        assert (first.text, answer.by, answer.parent, answer.created_at.day) == (
            "I would wait.", scene.ada, first, 6,
        )  # fmt: skip
    assert report.created["comment"] == 1
    assert not report.refused


def listed(name: str, content: bytes, digest: str = "") -> str:
    return (
        f"subject: task:freeze\nfiles:\n  - key: f1\n    at: 2026-01-05T09:30:00+00:00\n    by: Bob\n"
        f"    name: {name!r}\n    sha256: {digest or hashlib.sha256(content).hexdigest()}\n"
    )


@pytest.mark.parametrize(
    ("name", "digest", "content", "word"),
    [
        ("../../etc/passwd", "", b"plain words", "no name of a file"),
        ("C:\\evil\\a.txt", "", b"plain words", "no name of a file"),
        ("nice\u202egpj.exe", "", b"plain words", "no name of a file"),
        ("run.exe", "", b"MZ\x90\x00\x03\x00", "no name of a file"),
        ("a.txt", "../../../etc/passwd", b"plain words", "no name of a file"),
        ("a.txt", "0" * 64, b"plain words", "not what its hash says"),
        ("a.pdf", "", b"\x7fELF\x02\x01\x01", "is a program"),
    ],
)
def test_a_hostile_file_is_refused_and_nothing_is_kept(scene, folder, name, digest, content, word):
    (folder / "talk" / "task" / "freeze.yaml").write_text(listed(name, content, digest))
    place = talked.content_path(digest or hashlib.sha256(content).hexdigest(), name)
    if digest in ("", "0" * 64):
        (folder / place).write_bytes(content)
    report = bring(scene, scene.alice, folder)
    assert word in report.refused[0].message
    with scene.inside():
        assert not Attachment.objects.exists()


def test_what_is_too_large_for_a_tree_is_told_and_left_out(scene, tmp_path, monkeypatch):
    with scene.inside(scene.bob):
        tasks.add_tasks([Task(key="freeze", title="Freeze"), Task(key="gone", title="Gone")])
        for key, (_subject, name, content) in zip(("freeze", "freeze", "gone"), ATTACHED, strict=True):
            row = Attachment(subject=f"task:{key}", name=name)
            row.content = talked.ContentFile(content)
            filing.add_attachments([row])
        commenting.add_comments([Comment(subject="task:gone", text="Of what is not there any more")])
        tasks.remove_tasks([Task.objects.get(key="gone")])
        monkeypatch.setattr(talked, "MOST_TOGETHER", 20)
        delivering.deliver(tmp_path / "one", Exporter().files())
    files = {str(path.relative_to(tmp_path / "one")) for path in (tmp_path / "one" / "talk").rglob("*.*")}
    digest = hashlib.sha256(ATTACHED[0][2]).hexdigest()
    assert files == {"talk/task/freeze.yaml", f"talk/files/{digest}.pdf"}
    other = access.open_workspace(f"other-{secrets.token_hex(4)}", "Other", owner=scene.alice.user)
    with scope.enter(other.pk):
        report = importing.apply(importing.read_folder(tmp_path / "one"))
        assert [row.name for row in Attachment.objects.all()] == [ATTACHED[0][1]]
        assert storing.there(digest)
    assert "is not in these files" in report.flagged[0].message


FORGED = """subject: task:freeze
comments:
  - key: c-forged
    at: 2026-01-05T09:30:00+00:00
    by: Bob
    voice: Ines of Acme
    shared: true
    text: We agree to pay.
  - key: c-settled
    at: 2026-01-05T09:30:00+00:00
    by: Bob
    settled: 2026-01-06T09:30:00+00:00
    settled_by: Ada
    text: Did Ada settle this?
"""


def test_a_member_speaks_in_files_for_nobody_outside_and_settles_in_no_other_name(scene, folder):
    (folder / "talk" / "task" / "freeze.yaml").write_text(FORGED)
    report = bring(scene, scene.bob, folder)
    with scene.inside():
        assert [(row.key, row.resolved_by) for row in Comment.objects.all()] == [("c-settled", None)]
    assert [f.code for f in report.flagged] == ["import.kept"]
    bring(scene, scene.ada, folder)
    with scene.inside():
        assert Comment.objects.get(key="c-forged").voice == "Ines of Acme"
