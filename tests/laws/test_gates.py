"""Every path that moves a card gets the same answer: the one that the pure judge gives."""

from __future__ import annotations

from dataclasses import dataclass

import orjson
import pytest
import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from handrail.cli import cards as command
from handrail.doors.infohub import importing, tree
from handrail.doors.infohub.exporting import Exporter
from handrail.kit.refusals import Refused
from handrail.record.projects import checks, gates, queries, verbs
from handrail.record.projects.facts import MoveFacts
from handrail.record.projects.models import Board, Card, Check, Move, Project, Stage
from handrail.record.tasks.models import Task
from tests.cast import stage as staged

FAST = (Phase.explicit, Phase.reuse, Phase.generate)
"""A found example is small enough; making it smaller would take minutes against a database."""
KINDS = st.sampled_from(
    [
        ("fields", {"fields": ["due_on"]}),
        ("fields", {"fields": ["track", "owner"]}),
        ("checklist", {}),
        ("fresh_note", {"note_kind": "risk"}),
        ("review", {}),
        ("expression", {"expression": "size(card.labels) > 0"}),
        ("expression", {"expression": "card.labels[3] == 'x'"}),
    ]
)
ASKED = st.lists(st.tuples(st.integers(0, 2), st.sampled_from(["enter", "leave"]), KINDS), max_size=5)
CARDS = st.fixed_dictionaries(
    {
        "track": st.sampled_from(["", "support"]),
        "labels": st.sampled_from([[], ["pilot"]]),
        "checklist": st.sampled_from([[], [{"text": "a", "done": True}], [{"text": "a", "done": False}]]),
    }
)


@dataclass
class Attempt:
    rules: dict[str, str]
    asked: list
    card: dict
    came: int
    goes: int
    reason: str


ATTEMPTS = st.builds(
    Attempt,
    st.fixed_dictionaries(
        {
            "backwards": st.sampled_from(["free", "reason", "never"]),
            "skipping": st.sampled_from(["free", "ask", "never"]),
        }
    ),
    ASKED,
    CARDS,
    st.integers(0, 2),
    st.integers(0, 2),
    st.sampled_from(["", "Wrong price"]),
)


@pytest.fixture(scope="module")
def place():
    scene = staged()
    return scene, scene.token(scene.alice)


@settings(max_examples=8, phases=FAST, deadline=None, suppress_health_check=list(HealthCheck))
@given(tried=ATTEMPTS)
def test_every_path_gives_the_answer_of_the_judge(place, tried):
    scene, token = place
    with scene.inside():
        stages, cards = laid(scene, tried)
        board, rows = (
            stages[0].board,
            {row.pk: row for row in queries.cards().filter(pk__in=[c.pk for c in cards])},
        )
        cards = [rows[card.pk] for card in cards]
    one, many, twin, edited, page, api, patched, commanded, filed = cards
    goal = stages[tried.goes]
    with scene.inside():
        told = verdicts(board, one, tried)
    expected = checks.allowed(told)
    codes = sorted((v.code, v.passed) for v in told)

    def kept(*moved):
        """Where they are now, and what is left of the attempt: the answers of the judge, each time."""
        with scene.inside():
            for card in moved:
                at = Card.objects.get(pk=card.pk).stage_id
                assert at == (goal.pk if expected else stages[tried.came].pk), tried
                move = Move.objects.filter(card=card).order_by("-pk").first()
                if not told:
                    assert move is None
                    continue
                assert move.passed is expected
                assert sorted((c["code"], c["passed"]) for c in move.checks) == codes

    assert ran(scene, lambda: verbs.move_cards([fresh(one)], goal, reason=tried.reason)) is expected
    kept(one)
    assert (
        ran(scene, lambda: verbs.move_cards([fresh(many), fresh(twin)], goal, reason=tried.reason))
        is expected
    )
    kept(many, twin)
    client = scene.client(scene.alice)
    form = {"card": page.key, "stage": goal.key, "reason": tried.reason}
    answer = client.post(f"{scene.url}boards/{board.key}/move/", form)
    assert answer.status_code == (302 if expected else 409)
    kept(page)
    said = {"cards": [api.key], "stage": goal.key, "reason": tried.reason}
    answer = called(client, scene, token, "POST", f"boards/{board.key}/moves", said)
    assert answer.status_code == (200 if expected else 409), answer.content
    if not expected:
        assert sorted((c["code"], c["passed"]) for c in answer.json()["checks"]) == codes
        assert all(c["reason"] and (c["passed"] or c["fix"]) for c in answer.json()["checks"])
    kept(api)
    to = [commanded.key, "--to", goal.key, "-w", scene.workspace.slug, "--by", scene.alice.email]
    assert command.main(["move", *to, "--why", tried.reason]) == (0 if expected else 1)
    kept(commanded)
    assert ran(scene, lambda: imported(scene, board, filed, goal, tried.reason)) is expected
    kept(filed)
    if tried.reason and tried.goes < tried.came:
        return  # an edit has no place for a reason
    assert ran(scene, lambda: verbs.edit_cards([(fresh(edited), {"stage": goal})])) is expected
    kept(edited)
    answer = called(client, scene, token, "PATCH", f"cards/{patched.key}", {"stage": goal.key})
    assert answer.status_code == (200 if expected else 409), answer.content
    kept(patched)


def laid(scene, tried):
    """A board with nine equal cards, and then what it asks."""
    (project,) = verbs.add_projects([Project(title="P", owner=scene.alice)])
    (board,) = verbs.add_boards([Board(project=project, title="B", owner=scene.alice, skipping="free")])
    stages = verbs.add_stages([Stage(board=board, title=name, owner=scene.alice) for name in "ABC"])
    cards = verbs.add_cards(
        [Card(task=Task(title=f"C{n}"), stage=stages[tried.came], **tried.card) for n in range(9)]
    )
    asked = [
        Check(stage=stages[at], side=side, kind=kind, params=params, on=True)
        for at, side, (kind, params) in tried.asked
    ]
    verbs.add_checks(asked)
    verbs.edit_board(board, tried.rules)
    return stages, cards


def imported(scene, board, card, goal, why):
    """The board's own file, in which this one card stands in another stage."""
    path = f"projects/{board.project.key}.yaml"
    said = yaml.safe_load(dict(Exporter().files())[path])
    (line,) = [one for one in said["boards"][0]["cards"] if one["task"] == card.key]
    line["stage"] = goal.title
    source = tree.read(path, yaml.safe_dump(said).encode())
    try:
        importing.apply(importing.read_sources([source]), scene.alice, why=why)
    except importing.NothingWritten as nothing:
        codes = [finding.code for finding in nothing.report.refused]
        raise (Refused(()) if codes == ["import.gate"] else nothing) from None


def fresh(card):
    return queries.cards().get(pk=card.pk)


def verdicts(board, card, tried):
    facts = queries.board_facts(Board.objects.get(pk=board.pk))
    move = MoveFacts(
        card=queries.card_facts(card), came=tried.came, goes=tried.goes, reason=tried.reason,
        today=queries.today(),
    )  # fmt: skip
    return checks.judge(move, facts, gates.judges())


def ran(scene, act) -> bool:
    try:
        with scene.inside():
            act()
    except Refused:
        return False
    return True


def called(client, scene, token, method, path, said):
    return client.generic(
        method,
        f"/api/v1/w/{scene.workspace.slug}/{path}",
        orjson.dumps(said),
        content_type="application/json",
        headers={"authorization": f"Bearer {token}"},
    )
