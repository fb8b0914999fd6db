"""Every path that moves a card gets the same answer: the one that the pure judge gives."""

from __future__ import annotations

from dataclasses import dataclass, replace

import orjson
import pytest
import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from handrail.cli import cards as command
from handrail.doors.infohub import importing, tree
from handrail.doors.infohub.exporting import Exporter
from handrail.house.talk import verbs as talk
from handrail.house.talk.models import Link
from handrail.kit.refusals import Refused
from handrail.record.decisions import verbs as decisions
from handrail.record.decisions.models import Decision
from handrail.record.metrics import verbs as metrics
from handrail.record.metrics.models import Metric, Reading
from handrail.record.projects import checks, gates, queries, verbs
from handrail.record.projects.facts import MoveFacts
from handrail.record.projects.models import Board, Card, Check, Move, Project, Stage
from handrail.record.risks import verbs as risks
from handrail.record.risks.models import Risk
from handrail.record.tasks import verbs as tasks
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
        ("expression", {"expression": "card.own.region == 'North'"}),
        ("fields", {"fields": ["own.region"]}),
        ("order", {}),
        ("decision", {"decision": "one-owner"}),
        ("metric", {"metric": "answers"}),
    ]
)
ASKED = st.lists(st.tuples(st.integers(0, 2), st.sampled_from(["enter", "leave"]), KINDS), max_size=5)
CARDS = st.fixed_dictionaries(
    {
        "track": st.sampled_from(["", "support"]),
        "labels": st.sampled_from([[], ["pilot"]]),
        "checklist": st.sampled_from([[], [{"text": "a", "done": True}], [{"text": "a", "done": False}]]),
        "own": st.sampled_from([{}, {"region": "North"}, {"region": "South"}]),
        "blocked_by": st.sampled_from([[], ["before"]]),
    }
)
AROUND = st.fixed_dictionaries(
    {
        "before": st.sampled_from(["open", "done"]),
        "risk": st.sampled_from(["identified", "mitigated"]),
        "decision": st.sampled_from(["proposed", "approved"]),
        "answers": st.sampled_from([79, 80]),
    }
)
"""The records that a check looks at beside the card."""


@dataclass
class Attempt:
    rules: dict[str, str]
    asked: list
    card: dict
    around: dict
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
    AROUND,
    st.integers(0, 2),
    st.integers(0, 2),
    st.sampled_from(["", "Wrong price"]),
)


@pytest.fixture(scope="module")
def place():
    scene = staged()
    with scene.inside():
        decisions.add_decisions([Decision(title="One owner")])
        metrics.add_metrics([Metric(name="Answers", target=80)])
        risks.add_risks([Risk(title="Sponsor leaves")])
        (project,) = verbs.add_projects([Project(title="Other", owner=scene.alice)])
        (board,) = verbs.add_boards([Board(project=project, title="Other", owner=scene.alice)])
        (stage,) = verbs.add_stages([Stage(board=board, title="A", owner=scene.alice)])
        verbs.add_cards([Card(task=Task(title="Before"), stage=stage)])
    return scene, scene.token(scene.alice)


@settings(max_examples=10, phases=FAST, deadline=None, suppress_health_check=list(HealthCheck))
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
    (
        one,
        many,
        twin,
        edited,
        page,
        api,
        patched,
        commanded,
        filed,
        listed,
        dragged,
        several,
        tried_again,
        mended,
    ) = cards
    goal = stages[tried.goes]
    with scene.inside():
        told = verdicts(board, one, tried)
    expected = checks.allowed(told)
    codes = sorted((v.code, v.passed) for v in told)
    with scene.inside():
        better = checks.allowed(verdicts(board, mended, tried, track="launch"))

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
    drawn = {**form, "card": dragged.key, **({} if tried.came == tried.goes else {"before": ""})}
    assert client.post(f"{scene.url}boards/{board.key}/move/", drawn).status_code == (
        302 if expected else 409
    )
    kept(dragged)
    changed = {
        "card": listed.key,
        "to": goal.key,
        "reason": tried.reason,
        "add_label": "x" if not told else "",
    }
    answer = client.post(f"{scene.url}boards/{board.key}/change/", changed)
    assert answer.status_code == (302 if expected else 409)
    kept(listed)
    again = {**form, "card": tried_again.key, "mend": tried_again.key, "again": "move"}
    answer = client.post(f"{scene.url}boards/{board.key}/mend/", again)
    assert answer.status_code == (302 if expected else 409)
    kept(tried_again)
    button = {
        **form,
        "card": mended.key,
        "mend": mended.key,
        "act": "fill",
        "what": "track",
        "fill-track": "launch",
    }
    answer = client.post(f"{scene.url}boards/{board.key}/mend/", button)
    assert answer.status_code == (302 if better else 200), answer.content
    with scene.inside():
        now = Card.objects.get(pk=mended.pk)
        assert (now.track, now.stage_id) == ("launch", goal.pk if better else stages[tried.came].pk)
    bulk = {"cards": [several.key], "track": tried.card["track"], "stage": goal.key, "reason": tried.reason}
    answer = called(client, scene, token, "POST", f"boards/{board.key}/changes", bulk)
    assert answer.status_code == (200 if expected else 409), answer.content
    kept(several)
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
    """A board with equal cards, one for each path, and then what it asks."""
    for model, values in (
        (Task, {"state": tried.around["before"]}),
        (Risk, {"state": tried.around["risk"]}),
        (Decision, {"state": tried.around["decision"]}),
    ):
        key = {"Task": "before", "Risk": "sponsor-leaves", "Decision": "one-owner"}[model.__name__]
        EDITS[model](model.objects.get(key=key), values)
    metrics.add_readings(
        [Reading(metric=Metric.objects.get(), on=queries.today(), value=tried.around["answers"])]
    )
    (project,) = verbs.add_projects([Project(title="P", owner=scene.alice)])
    (board,) = verbs.add_boards([Board(project=project, title="B", owner=scene.alice, skipping="free")])
    stages = verbs.add_stages([Stage(board=board, title=name, owner=scene.alice) for name in "ABC"])
    verbs.edit_board(board, {"card_fields": FIELDS})
    cards = verbs.add_cards(
        [Card(task=Task(title=f"C{n}"), stage=stages[tried.came], **tried.card) for n in range(14)]
    )
    talk.add_links(
        [
            Link(source="risk:sponsor-leaves", target=f"card:{card.key}", relation="threatens")
            for card in cards
        ]
    )
    asked = [
        Check(stage=stages[at], side=side, kind=kind, params=params, on=True)
        for at, side, (kind, params) in tried.asked
    ]
    verbs.add_checks(asked)
    verbs.edit_board(board, tried.rules)
    return stages, cards


EDITS = {Task: tasks.edit_task, Risk: risks.edit_risk, Decision: decisions.edit_decision}
FIELDS = [{"name": "region", "label": "Region", "kind": "choice", "choices": ["North", "South"]}]


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


def verdicts(board, card, tried, **filled):
    facts = queries.board_facts(Board.objects.get(pk=board.pk))
    card = replace(queries.card_facts(card), **filled)
    move = MoveFacts(
        card=card, came=tried.came, goes=tried.goes, reason=tried.reason, today=queries.today()
    )  # fmt: skip
    known = gates.learned(checks.asked(move, facts), [card]) if tried.came != tried.goes else {}
    return checks.judge(move, replace(facts, known=known), gates.judges())


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
