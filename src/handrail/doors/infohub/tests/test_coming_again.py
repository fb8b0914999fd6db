"""A task's rule in files: written by hand, kept, read leniently, refused with its line, and followed when it is done."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from handrail.doors.infohub import check, importing
from handrail.doors.infohub.tests.rounds import again, bring, changed_lines, out
from handrail.doors.infohub.tests.test_boards import PROJECT
from handrail.record.projects.models import Card
from handrail.record.tasks import verbs
from handrail.record.tasks.models import Task

TASKS = """\
tasks:
  - id: numbers
    title: Send numbers
    owner: Bob
    due_date: 2027-03-01
    repeats: FREQ=MONTHLY;BYDAY=1MO
  - id: rota
    title: Support rota
    owner: Alice
"""


@pytest.fixture
def folder(tmp_path):
    return laid(tmp_path / "tree", TASKS)


def laid(folder, tasks, project=""):
    (folder / "projects").mkdir(parents=True, exist_ok=True)
    (folder / "tasks.yaml").write_text(tasks)
    if project:
        (folder / "projects" / "spring.yaml").write_text(project)
    return folder


def rules(scene) -> dict[str, str]:
    with scene.inside():
        return dict(Task.objects.filter(removed_at=None).values_list("key", "recurs"))


def test_it_comes_in_and_back_as_it_was_written(scene, folder, tmp_path):
    bring(scene, folder)
    assert rules(scene) == {"numbers": "FREQ=MONTHLY;BYDAY=1MO", "rota": ""}
    assert out(scene)["tasks.yaml"] == (folder / "tasks.yaml").read_bytes()
    assert not bring(scene, folder).changed
    again(scene, tmp_path)


def test_what_is_said_on_the_page_is_a_line_of_the_file(scene, folder):
    bring(scene, folder)
    with scene.inside():
        verbs.edit_task(Task.objects.get(key="rota"), {"recurs": "FREQ=WEEKLY"})
        verbs.edit_task(Task.objects.get(key="numbers"), {"recurs": ""})
    lines = changed_lines((folder / "tasks.yaml").read_bytes(), out(scene)["tasks.yaml"])
    assert lines == [
        "-    repeats: FREQ=MONTHLY;BYDAY=1MO",
        "+    repeats: null",
        "+    repeats: FREQ=WEEKLY",
    ]


def test_a_file_that_says_nothing_of_it_leaves_it(scene, folder):
    laid(folder, TASKS.replace("    repeats: FREQ=MONTHLY;BYDAY=1MO\n", ""))
    bring(scene, folder)
    with scene.inside():
        verbs.edit_task(Task.objects.get(key="numbers"), {"recurs": "FREQ=WEEKLY"})
    bring(scene, folder)
    assert rules(scene)["numbers"] == "FREQ=WEEKLY"


def test_one_that_a_file_says_is_done_comes_again_once(scene, folder):
    bring(scene, folder)
    laid(folder, TASKS.replace("    repeats", "    status: completed\n    repeats"))
    for _ in range(2):
        bring(scene, folder)
        with scene.inside():
            old, new = Task.objects.filter(title="Send numbers").order_by("pk")
            assert (old.state, new.state, new.recurs) == ("done", "open", "FREQ=MONTHLY;BYDAY=1MO")
            assert new.due_on.isoformat() == "2027-04-05"


def test_a_rule_that_can_not_be_followed_is_told_with_its_line(scene, folder):
    laid(folder, TASKS.replace("FREQ=MONTHLY;BYDAY=1MO", "now and then"))
    (found,) = check.check(folder, datetime(2026, 11, 15, tzinfo=UTC)).findings
    assert (found.file, found.line) == ("tasks.yaml", 6)
    assert "“NOW AND THEN” does not say when it comes again." in found.message
    with scene.inside():
        report = importing.preview(importing.read_folder(folder), scene.alice)
    assert [(line.file, line.line) for line in report.flagged] == [("tasks.yaml", 6)]


@pytest.mark.parametrize("of_card", ["", "FREQ=WEEKLY"])
def test_of_a_task_on_a_board_the_card_keeps_it(scene, folder, of_card):
    project = PROJECT.replace("repeats: FREQ=WEEKLY", f"repeats: {of_card}" if of_card else "track: support")
    tasks = TASKS.replace("owner: Alice", "owner: Alice\n    repeats: FREQ=WEEKLY").replace(
        "numbers", "macros"
    )
    laid(folder, tasks, project)
    for _ in range(2):
        report = bring(scene, folder)
        assert not report.refused
        assert rules(scene)["rota"] == ""
        with scene.inside():
            assert Card.objects.get(key="rota").recurs == "FREQ=WEEKLY"
