"""Projects and boards in files: written by hand and kept so, moved by an edit, judged like every other move."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from handrail.cli import importing as command
from handrail.doors.infohub import check, importing
from handrail.doors.infohub.tests.rounds import again, bring, changed_lines, out
from handrail.house.workspaces import scope
from handrail.kit import clock
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer
from handrail.record.projects import queries, verbs
from handrail.record.projects.models import Board, Card, Check, Move, Project, Stage
from handrail.record.projects.tests.setting import build
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task

PROJECT = """\
# The launch of spring.
project: Spring checkout
owner: Alice
ends: 2026-12-01
boards:
  - title: Launch
    owner: Alice
    card_fields:
      - {name: region, label: Region, kind: choice, choices: [North, South]}
    stages:
      - Prep
      - title: Enablement   # the long one
        most: 2
        checks:
          - kind: fields
            params: {fields: [next_action]}
          - {kind: checklist, when: enter, active: false}
      - title: Live
        owner: Bob
    cards:
      - task: macros
        stage: Prep
        checklist: {Ask Jo: true, Write two: false}
      - task: rota
        stage: Enablement
        labels: [pilot]
        collaborators: [Bob, somebody outside]
        own: {region: North}
        waits_for: [macros]
        repeats: FREQ=WEEKLY
"""
TASKS = """\
tasks:
  - id: macros
    title: Macros for refunds
    owner: Bob
    next_action: Write two
  - id: rota
    title: Support rota
    owner: Alice
    colour: red
"""
PATH = "projects/spring.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return laid(tmp_path / "tree", PROJECT)


def laid(folder: Path, project: str) -> Path:
    (folder / "projects").mkdir(parents=True, exist_ok=True)
    (folder / PATH).write_text(project)
    (folder / "tasks.yaml").write_text(TASKS)
    return folder


def where(scene, key: str) -> str:
    with scene.inside():
        return str(Card.objects.select_related("stage").get(key=key).stage)


def test_a_board_written_by_hand_comes_in_and_back_byte_for_byte(scene, folder, tmp_path):
    report = bring(scene, folder)
    assert (report.created["board"], report.created["stage"], report.created["card"]) == (1, 3, 2)
    with scene.inside():
        board = Board.objects.get()
        assert (str(board.project), board.owner_id) == ("Spring checkout", scene.alice.pk)
        _prep, enablement, live = queries.stages_of(board)
        assert (enablement.most, live.owner_id) == (2, scene.bob.pk)
        assert sorted((c.side, c.kind, c.on) for c in Check.objects.all()) == [
            ("enter", "checklist", False),
            ("leave", "fields", True),
        ]
        card = Card.objects.get(key="macros")
        assert card.checklist == [{"text": "Ask Jo", "done": True}, {"text": "Write two", "done": False}]
        rota = Card.objects.get(key="rota")
        assert rota.collaborators == [scene.bob.key, "somebody outside"]
        assert (rota.own, rota.blocked_by, rota.recurs) == ({"region": "North"}, ["macros"], "FREQ=WEEKLY")
    for name in (PATH, "tasks.yaml"):
        assert out(scene)[name] == (folder / name).read_bytes()
    assert not bring(scene, folder).changed
    again(scene, tmp_path)


def test_what_moves_here_is_one_card_in_the_file(scene, folder):
    bring(scene, folder)
    with scene.inside():
        (card,) = queries.cards().filter(key="macros")
        verbs.move_cards([card], queries.stages_of(card.board)[2])
        verbs.edit_stage(Stage.objects.get(title="Enablement"), {"title": "Training"})
    lines = changed_lines((folder / PATH).read_bytes(), out(scene)[PATH])
    assert lines == [
        "-      - title: Enablement   # the long one",
        "+      - title: Training   # the long one",
        "-        stage: Prep",
        "+        stage: Live",
        "-        stage: Enablement",
        "+        stage: Training",
    ]


def test_another_stage_in_the_file_is_a_move_and_a_refusal_is_a_line_with_its_checks(scene, folder):
    bring(scene, folder)
    other = PROJECT.replace("stage: Prep", "stage: Live").replace("stage: Enablement\n", "stage: Live\n")
    laid(folder, other.replace("labels: [pilot]", "labels: [pilot, late]"))
    with scene.inside():
        tree = importing.read_folder(folder)
        report = importing.preview(tree, scene.alice)
    assert not where_moves(scene), "a look is no attempt"
    (line,) = report.refused
    assert (line.code, line.file, line.line) == ("import.gate", PATH, 25)
    assert "“Support rota” can not go to “Live”" in line.message
    assert "next action" in line.message and line.fix

    with pytest.raises(importing.NothingWritten):
        bring(scene, folder)
    assert (where(scene, "macros"), where(scene, "rota")) == ("Prep", "Enablement")
    assert where_moves(scene) == [("rota", False)], "the attempt is kept though nothing was written"

    bring(scene, folder, partial=True)
    assert (where(scene, "macros"), where(scene, "rota")) == ("Live", "Enablement")
    with scene.inside():
        assert Card.objects.get(key="rota").labels == ["pilot", "late"], "the rest of its line is taken"
        tasks.edit_task(Task.objects.get(key="rota"), {"next_action": "Call Jo"})
    bring(scene, folder)
    assert where(scene, "rota") == "Live", "the file says it still"
    assert where_moves(scene)[-1] == ("rota", True)


def where_moves(scene) -> list[tuple[str, bool]]:
    with scene.inside():
        return list(Move.objects.order_by("pk").values_list("card__key", "passed"))


def test_the_command_keeps_the_attempt_and_says_why_cards_go_back(scene, folder, capsys):
    bring(scene, folder)
    laid(folder, PROJECT.replace("stage: Enablement\n", "stage: Live\n"))
    options = ["--workspace", scene.workspace.slug, "--format", "json"]
    assert command.main([str(folder), *options, "--dry-run"]) == 1
    assert json.loads(capsys.readouterr().out)["refused"][0]["code"] == "import.gate"
    assert not where_moves(scene)
    assert command.main([str(folder), *options]) == 1
    assert where_moves(scene) == [("rota", False)]
    laid(folder, PROJECT.replace("stage: Enablement\n", "stage: Prep\n"))
    assert command.main([str(folder), *options]) == 1
    assert command.main([str(folder), *options, "--why", "Wrong cohort"]) == 0
    with scene.inside():
        assert Move.objects.order_by("-pk")[0].reason == "Wrong cohort"
    assert where(scene, "rota") == "Prep"


def test_the_page_asks_why_cards_go_back(scene, folder):
    bring(scene, folder)
    back = PROJECT.replace("stage: Enablement\n", "stage: Prep\n").encode()
    client = scene.client(scene.alice)
    page = client.post(f"{scene.url}import/tree/", {"files": SimpleUploadedFile("spring.yaml", back)})[
        "Location"
    ]
    assert "takes a reason, and none is given" in client.get(page).content.decode()
    client.post(page + "confirm", {"again": "1", "why": "Wrong cohort"})
    assert "none is given" not in client.get(page).content.decode()
    client.post(page + "confirm")
    assert where(scene, "rota") == "Prep"
    with scene.inside():
        move = Move.objects.get()
        assert (move.reason, move.passed, move.by_id) == ("Wrong cohort", True, scene.alice.pk)
    files = out(scene)
    assert b"stage: Enablement" not in files[PATH], "it goes back into the file that it came in"
    assert "spring.yaml" not in files


def test_a_card_on_a_board_that_is_here_is_put_and_judged(scene, folder):
    bring(scene, folder)
    laid(folder, PROJECT + "      - task: third\n        stage: Live\n")
    (folder / "tasks.yaml").write_text(TASKS + "  - id: third\n    title: Third\n    owner: Bob\n")
    report = bring(scene, folder, partial=True)
    assert [line.code for line in report.refused] == ["import.gate"]
    with scene.inside():
        assert not Card.objects.filter(key="third").exists()
        assert Task.objects.filter(key="third").exists()


def test_no_file_approves_in_the_place_of_the_reviewer(scene, folder):
    bring(scene, folder)
    with scene.inside():
        verbs.edit_cards([(Card.objects.get(key="macros"), {"reviewer": scene.ada})])
    laid(folder, out(scene)[PATH].decode().replace("review: asked", "review: approved"))
    report = bring(scene, folder)
    assert "import.kept" in {line.code for line in report.flagged}
    with scene.inside():
        assert Card.objects.get(key="macros").review == "asked"


def test_what_is_gone_from_the_file_goes_but_no_stage_with_cards_in_it(scene, folder):
    bring(scene, folder)
    with scene.inside():
        verbs.add_cards([Card(task=Task(title="Added here"), stage=Stage.objects.get(title="Prep"))])
    without = PROJECT.replace("      - Prep\n", "").replace(
        "      - task: macros\n        stage: Prep\n        checklist: {Ask Jo: true, Write two: false}\n", ""
    )
    without = without.replace("          - {kind: checklist, when: enter, active: false}\n", "")
    report = bring(scene, laid(folder, without))
    assert (report.removed["card"], report.removed["check"], report.removed["stage"]) == (1, 1, 0)
    assert "cards stand in it" in " ".join(line.message for line in report.flagged)
    with scene.inside():
        assert [str(card) for card in queries.cards()] == ["Support rota", "Added here"]


def test_a_board_comes_to_an_empty_workspace_as_it_stands(scene, tmp_path):
    """Let through, skipped, reordered, of a customer and of none: what no rule would let through today."""
    with scene.inside():
        (acme,) = customers.add_customers([Customer(name="Acme")])
        (project,) = verbs.add_projects([Project(title="Pilot", owner=scene.alice, customer=acme)])
        (board,) = verbs.add_boards([Board(project=project, title="Pilot", owner=scene.alice)])
        verbs.add_stages([Stage(board=board, title=name, owner=scene.bob) for name in ("Same", "Same")])
        first, second = queries.stages_of(board)
        verbs.add_cards([Card(task=Task(title="Ours"), stage=second)])
        verbs.edit_stages([(first, {"position": 3, "most": 1})])
        wide = build(scene.alice, "A", "B", "C", skipping="free")
        a, b, c = (wide.card(name) for name in "abc")
        verbs.move_cards([c], wide.stages[0], before=a)
        verbs.add_cards([Card(task=Task(title="Of Acme", customer=acme), stage=wide.stages[0])])
        wide.check(0, "checklist")
        wide.check(1, "expression", side="enter", expression="card.priority == 'high'", says="It is urgent")
        verbs.move_cards([b], wide.stages[1], override=True, reason="Tomorrow")
        verbs.edit_cards(
            [(a, {"entered_at": clock.now() + timedelta(days=2)})]
        )  # its clock was ahead of ours
        told = shape_of(Board.objects.order_by("pk"))
    other = again(scene, tmp_path)
    with scope.enter(other.pk):
        assert shape_of(Board.objects.order_by("project__customer", "pk")) == told
        let = Move.objects.get()
        assert (let.overridden, let.came, str(let.card), str(let.goes)) == (True, None, "b", "B")


def shape_of(boards):
    return sorted(
        (
            str(board),
            [
                (
                    str(s),
                    s.most,
                    [(str(c), c.rank, c.entered_at, c.customer_id is None) for c in queries.cards_of(s)],
                )
                for s in queries.stages_of(board)
            ],
        )
        for board in boards
    )


WRONG = """\
project: Broken
starts: 2026-12-01
ends: 2026-11-01
boards:
  - title: Launch
    stages:
      - title: Prep
        most: none
        checks:
          - {kind: horoscope}
          - kind: expression
            params: {expression: card.priorty == 'high'}
          - {kind: fields, params: {fields: [owner, mood]}}
          - {kind: decision}
    cards:
      - {task: macros, stage: Elsewhere}
      - {task: macros, stage: Prep, rank: "!", waits_for: [rota, nothing]}
      - {task: rota, waits_for: [macros], own: {size: 3}, repeats: never}
"""


def test_a_check_of_files_says_what_is_wrong_with_a_board_and_an_import_refuses_it(scene, tmp_path):
    folder = laid(tmp_path / "wrong", WRONG)
    result = check.check(folder, datetime(2026, 11, 15, tzinfo=UTC))
    found = {(f.code, f.line) for f in result.findings if f.file == PATH}
    assert found == {
        ("project.window", 3), ("value.value", 8), ("board.check", 10), ("board.check", 12), ("board.check", 13),
        ("board.check", 14), ("board.stage", 16), ("id.twice", 17), ("value.value", 17), ("board.own", 18), ("value.value", 18),
    }  # fmt: skip
    assert all(f.fix and f.column > 0 for f in result.findings)
    with scene.inside():
        report = importing.preview(importing.read_folder(folder), scene.alice)
    assert [(line.code, line.line) for line in report.refused] == [("import.row", 1)]
    folder = laid(folder, WRONG.replace("ends: 2026-11-01", "ends: 2026-12-31"))
    with scene.inside():
        report = importing.preview(importing.read_folder(folder), scene.alice)
    assert sorted(line.line for line in report.refused) == [10, 11, 13, 14, 16, 18]
    assert report.created["card"] == 1, "the one in a stage that is there"
    assert len([line for line in report.flagged if line.code == "import.value"]) == 3, "a circle, and nothing"
