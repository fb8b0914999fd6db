"""Boards of other tools: brought in, brought in again, judged; and files that are none."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st

from handrail.cli import importing as command
from handrail.doors.exchange.boards import bringing, reading
from handrail.doors.exchange.boards.choice import Choice, usual
from handrail.doors.exchange.importing import NothingWritten
from handrail.house.imports.models import Import
from handrail.house.ledger import undoing
from handrail.house.nudges.models import Nudge
from handrail.house.talk import commenting
from handrail.house.talk.models import Comment, Evidence
from handrail.kit.refusals import Invalid
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer
from handrail.record.projects import queries, verbs
from handrail.record.projects.models import Board, Card, Check, Move, Project, Stage
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task

SHARED = Path(os.environ.get("HANDRAIL_SHARED") or Path(__file__).parents[6] / "shared") / "data"
REAL = sorted((SHARED / "boards").rglob("*.json"))


def card(ident: str, title: str, where: str = "l1", **more: Any) -> dict[str, Any]:
    return {
        "id": ident,
        "name": title,
        "idList": where,
        "closed": False,
        "idMembers": [],
        "labels": [],
        **more,
    }


def trello(*cards: dict[str, Any], **more: Any) -> bytes:
    """A small board: three lists, one of them archived; the second one stands first."""
    lists = [
        {"id": "l1", "name": "To do", "pos": 2, "closed": False},
        {"id": "l2", "name": "Ideas", "pos": 1, "closed": False},
        {"id": "l3", "name": "Old", "pos": 3, "closed": True},
    ]
    people = [{"id": "m1", "fullName": "Bob"}, {"id": "m2", "fullName": "Zoe Stranger"}]
    whole = {"id": "b1", "name": "Launch", "lists": lists, "members": people, "cards": list(cards), **more}
    return json.dumps(whole).encode()


def first(**more: Any) -> bytes:
    comment = {
        "type": "commentCard",
        "date": "2026-03-01T09:00:00.000Z",
        "memberCreator": {"fullName": "Zoe Stranger"},
        "data": {"text": "Looks good\nto me", "card": {"id": "c1"}},
    }
    points = {"id": "k1", "idCard": "c1", "name": "Steps", "checkItems": [
        {"name": "Second", "pos": 2, "state": "complete"}, {"name": "First", "pos": 1, "state": "incomplete"},
    ]}  # fmt: skip
    return trello(
        card("c2", "Rota", pos=2, idMembers=["m2"]),
        card(
            "c1", "Macros", pos=1, desc="Write them", due="2026-03-05T23:30:00.000Z", idMembers=["m1", "m2"],
            labels=[{"name": "pilot"}, {"name": "", "color": "green"}],
            attachments=[{"name": "Draft", "url": "https://example.com/draft"}], **more,
        ),
        card("c3", "Gone", closed=True),
        card("c4", "Very old", "l3"),
        card("c5", "Done", "l2", dueComplete=True),
        checklists=[points],
        actions=[comment],
    )  # fmt: skip


def bring(scene: Any, data: bytes, *, name: str = "launch.json", partial: bool = False, **choice: Any) -> Any:
    foreign = reading.read(name, data)
    with scene.inside():
        chosen = Choice(**choice) if choice else usual(foreign)
        return bringing.apply(foreign, chosen, accept_partial=partial)


def look(scene: Any, data: bytes, name: str = "launch.json") -> Any:
    foreign = reading.read(name, data)
    with scene.inside():
        return bringing.preview(foreign, usual(foreign))


def numbers(found: Any, noun: str = "cards") -> tuple[int, int, int, int]:
    tally = found.tallies[noun]
    return tally.created, tally.changed, tally.unchanged, tally.left_out


def the(scene: Any, title: str) -> Card:
    with scene.inside():
        rows = Card.objects.select_related("task", "task__owner", "stage")
        return rows.get(task__title=title, removed_at=None)


def said_of(scene: Any, row: Card) -> list[str]:
    with scene.inside():
        return list(Comment.objects.filter(subject=f"task:{row.task.key}").values_list("text", flat=True))


def test_a_board_of_trello_becomes_one_of_ours(scene: Any) -> None:
    assert numbers(look(scene, first())) == (3, 0, 0, 2)
    with scene.inside():
        assert not Project.objects.exists(), "a look writes nothing"
    found = bring(scene, first())
    assert numbers(found) == (3, 0, 0, 2)
    with scene.inside():
        board = Board.objects.get()
        assert (board.title, board.project.owner_id, board.key) == ("Launch", scene.alice.pk, found.made)
        stages = queries.stages_of(board)
        assert [stage.title for stage in stages] == ["Ideas", "To do"]
        assert [str(one) for one in queries.cards_of(stages[1])] == ["Macros", "Rota"]
    macros, rota, done = (the(scene, title) for title in ("Macros", "Rota", "Done"))
    assert (macros.task.owner_id, macros.collaborators) == (scene.bob.pk, ["Zoe Stranger"])
    assert (rota.task.owner_id, rota.task.owner_gap, rota.task.owner_text) == (
        None,
        "unknown",
        "Zoe Stranger",
    )
    assert (done.task.owner_gap, done.task.state) == ("nobody", "done")
    assert macros.task.due_on in (date(2026, 3, 5), date(2026, 3, 6))
    assert macros.labels == ["pilot", "green"]
    assert macros.checklist == [{"text": "First", "done": False}, {"text": "Second", "done": True}]
    assert macros.task.text == "Write them"
    assert said_of(scene, macros) == ["Zoe Stranger, 2026-03-01: Looks good\nto me"]
    with scene.inside():
        proof = Evidence.objects.get(subject=f"task:{macros.task.key}")
        assert (proof.kind, proof.title, proof.url) == ("link", "Draft", "https://example.com/draft")
        assert not Nudge.objects.exclude(name="task.given").exists(), (
            "nobody hears of what was said elsewhere"
        )
        commenting.edit_comment(Comment.objects.get(), {"text": "Shorter"})
    bring(scene, first())
    assert said_of(scene, macros) == ["Shorter"], "it comes once, and what is done with it here stays"
    told = {flag.remark.code: flag for flag in found.flags}
    assert (told["several_people"].remark.found, told["owner_unknown"].remark.found) == (
        "Macros",
        "Zoe Stranger",
    )
    assert told.keys() >= {"lists_archived", "cards_archived", "comments_kept", "files_kept"}


def test_again_only_what_changed_there_is_taken_over(scene: Any) -> None:
    bring(scene, first())
    assert numbers(bring(scene, first())) == (0, 0, 3, 2)
    with scene.inside():
        macros = queries.cards().get(key="macros")
        verbs.move_cards([macros], Stage.objects.get(title="Ideas"), reason="Not yet")
        tasks.edit_task(Task.objects.get(key="macros"), {"title": "Macros for refunds", "owner": scene.ada})
    assert numbers(bring(scene, first())) == (0, 0, 3, 2), "what only changed here stays"
    assert the(scene, "Macros for refunds").stage.title == "Ideas"

    found = bring(scene, first(name="Macros, all", idList="l2").replace(b'"Rota"', b'"Rota, new"'))
    assert numbers(found) == (0, 2, 1, 2)
    assert [line.changes for line in found.tallies["cards"].rows["changed"]] == [
        {"title": ["Macros for refunds", "Macros, all"]},
        {"title": ["Rota", "Rota, new"]},
    ]
    assert "both" in {flag.remark.code for flag in found.flags}
    assert the(scene, "Macros, all").task.owner_id == scene.ada.pk

    found = bring(scene, first(closed=True, name="Macros, all", idList="l2"))
    assert numbers(found)[:3] == (0, 2, 1), "archived there it goes off the board, and Rota is Rota again"
    with scene.inside():
        assert Task.objects.get(title="Macros, all").removed_at is None
        assert not Card.objects.filter(key="macros", removed_at=None).exists()
        verbs.remove_cards(Card.objects.filter(key="rota", removed_at=None))
        tasks.remove_tasks(Task.objects.filter(title="Done"))
    assert numbers(bring(scene, first(name="Macros, all", idList="l2")))[:2] == (0, 0), "and stays off"


def test_a_move_there_is_judged_here(scene: Any) -> None:
    bring(scene, first())
    with scene.inside():
        stages = {stage.title: stage for stage in Stage.objects.all()}
        params = {"fields": ["next_action"]}
        asked = Check(stage=stages["To do"], side="enter", kind="fields", params=params, on=True)
        verbs.add_checks([asked])
    moved = first().replace(b'"name": "Done", "idList": "l2"', b'"name": "Done", "idList": "l1"')
    new = json.loads(moved)
    new["cards"].append(card("c9", "New"))
    moved = json.dumps(new).encode()
    assert look(scene, moved).refused_count == 2
    with scene.inside():
        assert not Move.objects.exists(), "a look is no attempt"
    with pytest.raises(NothingWritten):
        bring(scene, moved)
    with scene.inside():
        assert [(str(one.card), one.passed) for one in Move.objects.all()] == [("Done", False)]
    found = bring(scene, moved, partial=True)
    assert "Still empty: next action" in found.refused[0].message
    assert (the(scene, "Done").stage.title, numbers(found)[3]) == ("Ideas", 3)
    assert numbers(bring(scene, moved, partial=True))[1] == 1, "what was refused is tried again"
    assert the(scene, "Done").stage.title == "Ideas"
    with scene.inside():
        verbs.remove_checks(Check.objects.filter(removed_at=None))
    assert numbers(bring(scene, moved)) == (1, 1, 2, 2)
    assert the(scene, "Done").stage.title == "To do"
    assert numbers(bring(scene, moved)) == (0, 0, 4, 2), "and then it is done"
    back = first(idList="l2")
    bring(scene, back)
    with scene.inside():
        assert Move.objects.filter(card__key="macros").get().reason == "As in launch.json."


def test_what_the_importer_may_not_see_is_left_alone_and_not_made_again(scene: Any) -> None:
    bring(scene, first())
    with scene.inside():
        (private,) = customers.add_customers([Customer(name="Hush", owner=scene.alice, private=True)])
        tasks.edit_task(Task.objects.get(title="Macros"), {"customer": private})
    foreign = reading.read("launch.json", first(name="Macros, all").replace(b'"Rota"', b'"Rota, new"'))
    with scene.inside(scene.bob):
        found = bringing.apply(foreign, usual(foreign))
    assert numbers(found) == (0, 1, 2, 2)
    assert "1 card that you may not see was left alone." in [flag.remark.message for flag in found.flags]
    with scene.inside():
        assert sorted(Task.objects.values_list("title", flat=True)) == ["Done", "Macros", "Rota, new"]


JIRA = """\
Summary,Issue key,Issue id,Issue Type,Status,Status Category,Project key,Project name,Priority,Assignee,Due date,Labels,Labels,Description,Comment,Comment
Ship it,OPS-2,2,Task,Released,Done,OPS,Operations,Low,,,,,,,
Write it,OPS-1,1,Task,Selected,To Do,OPS,Operations,Highest,Bob,21/Mar/26 5:00 PM,pilot,late,"Two
lines",01/Mar/26;Zoe;Why?,
Read it,OPS-3,3,Task,In Progress,In Progress,OPS,Operations,,Nobody We Know,soon,,,,,
"""
ASANA = """\
Task ID,Created At,Completed At,Last Modified,Name,Section/Column,Assignee,Assignee Email,Start Date,Due Date,Tags,Notes,Projects,Parent task
11,2026-01-01,,2026-01-02,Plan,Next,Bob,,,2026-03-21,"a, b",Notes,Pilot,
12,2026-01-01,2026-02-01,2026-01-02,Ask Jo,,,,,,,,Pilot,Plan
13,2026-01-01,2026-02-01,2026-01-02,Start,Ready,,,,,,,Pilot,
"""
GITHUB = """\
number,title,state,labels,assignees,url,body
7,Crash,OPEN,"bug, urgent","@bob, zoe",https://github.com/acme/app/issues/7,Steps
8,Typo,CLOSED,,,https://github.com/acme/app/issues/8,
"""


def test_tables_of_jira_asana_and_github_are_boards_too(scene: Any) -> None:
    found = bring(scene, JIRA.encode(), name="jira.csv")
    assert numbers(found) == (3, 0, 0, 0)
    with scene.inside():
        board = Board.objects.get(key=found.made)
        assert (board.title, board.external_ids) == ("Operations", {"jira": "OPS"})
        assert [s.title for s in queries.stages_of(board)] == ["Selected", "In Progress", "Released"]
    write = the(scene, "Write it")
    assert (write.task.due_on, write.task.priority, write.labels) == (
        date(2026, 3, 21),
        "critical",
        ["pilot", "late"],
    )
    assert write.task.text == "Two\nlines"
    assert said_of(scene, write) == ["Zoe, 01/Mar/26: Why?"]
    assert the(scene, "Ship it").task.state == "done"
    assert [(f.remark.code, f.remark.line) for f in found.flags if f.remark.code == "due"] == [("due", 5)]
    found = bring(scene, ASANA.encode(), name="asana.csv")
    plan = the(scene, "Plan")
    assert plan.checklist == [{"text": "Ask Jo", "done": True}]
    assert (plan.task.due_on, plan.labels, the(scene, "Start").task.state) == (
        date(2026, 3, 21),
        ["a", "b"],
        "done",
    )
    found = bring(scene, GITHUB.encode(), name="issues.csv")
    crash = the(scene, "Crash")
    assert (crash.task.owner_id, crash.collaborators, crash.stage.title) == (scene.bob.pk, ["zoe"], "Open")
    assert the(scene, "Typo").stage.title == "Closed"
    for name, text in (("jira.csv", JIRA), ("asana.csv", ASANA), ("issues.csv", GITHUB)):
        assert numbers(bring(scene, text.encode(), name=name))[:2] == (0, 0), name


def test_the_page_and_the_command(scene: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Upload, choose, look, let it happen, look again, take it back; then the same file by command."""
    client = scene.client(scene.alice)
    start = f"{scene.url}import/"
    answer = client.post(start, {"files": SimpleUploadedFile("launch.json", first())})
    page = answer["Location"]
    assert page.endswith("/board")
    text = client.get(page).content.decode()
    assert "This is what would happen." in text and "A new project “Launch”" in text
    with scene.inside():
        verbs.add_projects([Project(title="Spring", owner=scene.alice)])
        assert not Card.objects.exists()
    assert client.post(page, {"to": "board:nowhere"}).status_code == 422
    assert client.post(page, {"to": "project:spring", "archived": "on"}).status_code == 302
    assert "Very old" in client.get(page + "?list=created").content.decode()
    assert client.post(page + "/confirm").status_code == 302
    text = client.get(page).content.decode()
    assert "Imported." in text and f"{scene.url}boards/launch/" in text
    assert client.post(page + "/confirm").status_code == 302, "a second click does nothing"
    with scene.inside():
        assert Board.objects.get().project.title == "Spring"
        assert Card.objects.count() == 5
        assert [row.kind for row in Import.objects.all()] == ["board"]
    assert "launch.json" in client.get(start).content.decode()
    assert client.post(start, {"files": SimpleUploadedFile("x.json", b"{")}).status_code == 422
    both = [SimpleUploadedFile("x.json", first()), SimpleUploadedFile("y.csv", b"a,b\n1,2\n")]
    assert client.post(start, {"files": both}).status_code == 422

    with scene.inside():
        undoing.undo(undoing.of_import(Import.objects.get().key))
        assert not Card.objects.filter(removed_at=None).exists()
    bring(scene, first(), to="project:spring", archived=True)

    path = tmp_path / "launch.json"
    path.write_bytes(first(name="Macros, all"))
    options = [str(path), "-w", scene.workspace.slug, "--archived", "--format", "json"]
    assert command.main([*options, "--dry-run"]) == 0
    assert json.loads(capsys.readouterr().out)["changed"]["cards"] == 1
    assert command.main(options) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["board"], told["created"]["cards"], told["unchanged"]["cards"]) == ("launch-2", 0, 4)
    with pytest.raises(Invalid, match="not here any more"):
        command.main([*options, "--board", "nowhere"])


@pytest.mark.skipif(not REAL, reason="the real boards are not in the shared folder")
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.parent.name)
def test_exports_of_other_people(scene: Any, path: Path) -> None:
    data = path.read_bytes()
    told = json.loads(data)
    gone = {one["id"] for one in told["lists"] if one["closed"]}
    cards = [one for one in told["cards"] if not one["closed"] and one["idList"] not in gone]
    found = bring(scene, data, name=path.name)
    assert not found.refused
    assert numbers(found) == (len(cards), 0, 0, len(told["cards"]) - len(cards))
    with scene.inside():
        assert len(queries.stages_of(Board.objects.get())) == len(told["lists"]) - len(gone)
        assert Card.objects.filter(task__owner_gap="nobody").count() == sum(not c["idMembers"] for c in cards)
        ticks = sum(len(one["checkItems"]) for one in told["checklists"])
        assert sum(len(row.checklist) for row in Card.objects.all()) == ticks
        several = sum(len(one["idMembers"]) > 1 for one in cards)
        assert sum(bool(row.collaborators) for row in Card.objects.all()) == several
        assert len([f for f in found.flags if f.remark.code == "several_people"]) == several
        texts = "".join(Comment.objects.values_list("text", flat=True))
        here = {one["id"] for one in cards}
        said = [a["data"] for a in told["actions"] if a["type"] == "commentCard"]
        comments = [one["text"] for one in said if one["card"]["id"] in here]
        assert all(text.splitlines()[0].strip() in texts for text in comments)
    assert numbers(bring(scene, data, name=path.name))[:3] == (0, 0, len(cards))


SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-3, 3)
    | st.sampled_from(["", "l1", "c1", "2026-03-01", "\x00", "ü"])
)
ANYTHING = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
    st.sampled_from(["id", "name", "idList", "pos", "closed", "desc", "due", "idMembers", "labels", "checklists",
                     "checkItems", "attachments", "url", "type", "data", "card", "text", "memberCreator", "state"]),
    inner, max_size=4), max_leaves=12)  # fmt: skip
BOARDS = st.fixed_dictionaries(
    {"lists": st.lists(ANYTHING, max_size=3), "cards": st.lists(ANYTHING, max_size=4)},
    optional=dict.fromkeys(("id", "name", "members", "checklists", "actions"), ANYTHING),
)


@settings(max_examples=60, deadline=None)
@given(whole=BOARDS)
def test_a_file_of_anything_is_read_or_refused_and_never_breaks(whole: dict[str, Any]) -> None:
    board = reading.read("x.json", json.dumps(whole).encode())
    assert all(item.ident and item.title and item.lane for item in board.items)
    assert all("\x00" not in f"{item.title}{item.text}{item.labels}" for item in board.items)
    assert all(remark.message and remark.fix for remark in board.refused)


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b"[" * 100_000, b'{"lists": 1, "cards": []}', b'{"a": "\\ud800"}', b"\xff\xfe{\x00"],
)  # fmt: skip
def test_what_is_no_board_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(Invalid) as refusal:
        reading.read("x.json", data)
    assert refusal.value.problems[0].message
    assert refusal.value.problems[0].fix
