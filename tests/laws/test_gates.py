"""Every path that moves a card gets the same answer: the one that the pure judge gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import orjson
import pytest
import yaml
from hypothesis import HealthCheck, Phase, example, given, settings

from handrail.cli import cards as command
from handrail.doors.infohub import importing, tree
from handrail.doors.infohub.exporting import Exporter
from handrail.house.ledger.models import Event
from handrail.kit.refusals import Invalid, NotAllowed, Refused
from handrail.record.decisions import verbs as decisions
from handrail.record.decisions.models import Decision
from handrail.record.metrics import verbs as metrics
from handrail.record.metrics.models import Metric
from handrail.record.notes import verbs as notes
from handrail.record.notes.models import Note
from handrail.record.projects import checks, gates, queries, verbs
from handrail.record.projects.facts import MoveFacts
from handrail.record.projects.models import DECIDED, Board, Card, Move, Project, Stage
from handrail.record.risks import verbs as risks
from handrail.record.risks.models import Risk
from handrail.record.tasks.models import Task
from tests.cast import stage as staged
from tests.laws.attempts import ATTEMPTS, CALM, PASSES, STALE, fresh, laid

FAST = (Phase.explicit, Phase.reuse, Phase.generate)
"""A found example is small enough; making it smaller would take minutes against a database."""

MOVED, THROUGH, REFUSED, FORBIDDEN, UNSAID = "moved", "let through", "refused", "not theirs", "no reason"
PAGE = {MOVED: 302, THROUGH: 302, REFUSED: 409, FORBIDDEN: 403, UNSAID: 409}
SAID: dict[type[Exception], str] = {Refused: REFUSED, NotAllowed: FORBIDDEN, Invalid: UNSAID}
API = {MOVED: 200, THROUGH: 200, REFUSED: 409, FORBIDDEN: 403, UNSAID: 422}


@pytest.fixture(scope="module")
def place():
    scene = staged()
    with scene.inside():
        decisions.add_decisions([Decision(title="One owner")])
        metrics.add_metrics([Metric(name="Answers", target=80)])
        risks.add_risks([Risk(title="Sponsor leaves")])
        notes.add_notes([Note(title="Context", kind="risk")])
        (project,) = verbs.add_projects([Project(title="Other", owner=scene.alice)])
        (board,) = verbs.add_boards([Board(project=project, title="Other", owner=scene.alice)])
        (stage,) = verbs.add_stages([Stage(board=board, title="A", owner=scene.alice)])
        verbs.add_cards([Card(task=Task(title="Before"), stage=stage)])
    return scene, {who: (scene.client(who), scene.token(who)) for who in (scene.alice, scene.bob)}


@settings(max_examples=4, phases=FAST, deadline=None, suppress_health_check=list(HealthCheck))
@given(tried=ATTEMPTS)
@example(PASSES)
@example(STALE)
@example(replace(STALE, by="bob"))
@example(replace(STALE, reason="", room=0, around=CALM))
def test_every_path_gives_the_answer_of_the_judge(place, tried):
    trial = Trial(*place, tried)
    for count, path in PATHS:
        cards = [trial.cards.pop() for _ in range(count)]
        trial.judged(path, cards)


class Trial:
    """One attempt on every path, each with cards of its own: what it answers, and what it leaves behind."""

    def __init__(self, scene, doors, tried):
        self.scene, self.tried, self.me = scene, tried, getattr(scene, tried.by)
        self.client, self.token = doors[self.me]
        self.stages, cards, self.there = laid(scene, tried, MANY)
        with scene.inside():
            rows = {row.pk: row for row in queries.cards().filter(pk__in=[card.pk for card in cards])}
            self.board, self.cards = self.stages[0].board, [rows[card.pk] for card in cards]
        self.came, self.goal = self.stages[tried.came], self.stages[tried.goes]
        self.url, self.reason = f"{scene.url}boards/{self.board.key}/", tried.reason
        self.form = {
            "stage": self.goal.key,
            "reason": self.reason,
            **({"override": "1"} if tried.override else {}),
        }

    def judged(self, path, cards):
        """`path` says how it went by its own door; the judge, and what became of the cards, say the same."""
        plain = path in (
            edited,
            patched,
            filed,
        )  # these have no place for a way through, two of them none for a reason
        reason = "" if path in (edited, patched) else self.reason
        filled = {"track": "launch"} if path is mended else {}
        with self.scene.inside():
            told = [self.verdicts(card, reason, beside, **filled) for beside, card in enumerate(cards)]
            mark = Event.objects.order_by("-id").values_list("id", flat=True).first()
        wanted = self.outcome(
            told, override=self.tried.override and not plain and path is not mended, reason=reason
        )
        path(self, cards, wanted)
        with self.scene.inside():
            self.left(cards, told, wanted, reason)
            if wanted in (REFUSED, FORBIDDEN, UNSAID):
                kinds = Event.objects.filter(id__gt=mark).values_list("subject_kind", flat=True)
                attempts = len(cards) if wanted == REFUSED else 0
                own = ["card"] if path is mended else []
                assert sorted(kinds) == [*own, *["move"] * attempts], (path, self.tried)
            elif self.came != self.goal:
                verbs.remove_cards(fresh(cards))  # the next one finds the same room

    def outcome(self, told, *, override, reason):
        if all(map(checks.allowed, told)):
            return MOVED
        if not override:
            return REFUSED
        if self.me != self.scene.alice:
            return FORBIDDEN
        return THROUGH if reason else UNSAID

    def left(self, cards, told, wanted, reason):
        """Where they are now, and what is left of the attempt: the answers of the judge, each time."""
        gone = wanted in (MOVED, THROUGH)
        for card, answers in zip(cards, told, strict=True):
            now = Card.objects.get(pk=card.pk)
            assert now.stage_id == (self.goal if gone else self.came).pk, (wanted, self.tried)
            asked_anew = gone and self.came != self.goal and card.review in DECIDED
            assert now.review == ("asked" if asked_anew else card.review), "an answer is of one stage"
            move = Move.objects.filter(card=card).order_by("-pk").first()
            if not answers or wanted in (FORBIDDEN, UNSAID):
                assert move is None
                continue
            assert (move.passed, move.overridden) == (gone, gone and not checks.allowed(answers))
            assert (move.reason, move.by_id) == (reason, self.me.pk)
            assert codes(move.checks) == sorted((v.code, v.passed) for v in answers)

    def verdicts(self, card, reason, beside, **filled):
        facts = queries.board_facts(Board.objects.get(pk=self.board.pk))
        said = replace(queries.card_facts(card), **filled)
        move = MoveFacts(
            card=said, came=self.tried.came, goes=self.tried.goes, there=self.there + beside, reason=reason,
            today=queries.today(),
        )  # fmt: skip
        known = gates.learned(checks.asked(move, facts), [said]) if self.came != self.goal else {}
        return checks.judge(move, replace(facts, known=known), gates.judges())

    def inside(self, wanted, act):
        """What the verb itself says."""
        went = wanted if wanted in (MOVED, THROUGH) else ""
        try:
            with self.scene.inside(self.me):
                act()
        except tuple(SAID) as refusal:
            went = SAID[type(refusal)]
        assert went == wanted, self.tried

    def page(self, wanted, where, **said):
        answer = self.client.post(f"{self.url}{where}/", {**self.form, **said})
        assert answer.status_code == PAGE[wanted], answer.content

    def api(self, wanted, method, path, said):
        answer = self.client.generic(
            method, f"/api/v1/w/{self.scene.workspace.slug}/{path}", orjson.dumps(said),
            content_type="application/json", headers={"authorization": f"Bearer {self.token}"},
        )  # fmt: skip
        assert answer.status_code == API[wanted], answer.content
        if wanted == REFUSED:
            assert all(one["reason"] and (one["passed"] or one["fix"]) for one in answer.json()["checks"])

    def through(self, **said):
        return {**said, "stage": self.goal.key, "reason": self.reason, "override": self.tried.override}


# -- the paths ----------------------------------------------------------------------------------------------


def by_verb(trial, cards, wanted):
    said = {"reason": trial.reason, "override": trial.tried.override}
    trial.inside(wanted, lambda: verbs.move_cards(fresh(cards), trial.goal, **said))


def edited(trial, cards, wanted):
    trial.inside(wanted, lambda: verbs.edit_cards([(row, {"stage": trial.goal}) for row in fresh(cards)]))


def by_form(trial, cards, wanted):
    trial.page(wanted, "move", card=[card.key for card in cards])


def dragged(trial, cards, wanted):
    with trial.scene.inside():
        other = queries.cards_of(trial.goal).exclude(pk=cards[0].pk).first()
    trial.page(wanted, "move", card=cards[0].key, after=other.key)


def listed(trial, cards, wanted):
    trial.page(wanted, "change", card=[card.key for card in cards], to=trial.goal.key)


def again(trial, cards, wanted):
    trial.page(wanted, "mend", card=cards[0].key, mend=cards[0].key, again="move")


def mended(trial, cards, wanted):
    """A button fills something in, and the move is tried again: what was filled in stays."""
    button = {
        "card": cards[0].key,
        "mend": cards[0].key,
        "act": "fill",
        "what": "track",
        "fill-track": "launch",
    }
    said = {name: value for name, value in trial.form.items() if name != "override"}
    answer = trial.client.post(f"{trial.url}mend/", {**said, **button})
    assert answer.status_code == (302 if wanted == MOVED else 200), answer.content
    with trial.scene.inside():
        assert Card.objects.get(pk=cards[0].pk).track == "launch"


def called(trial, cards, wanted):
    trial.api(
        wanted, "POST", f"boards/{trial.board.key}/moves", trial.through(cards=[card.key for card in cards])
    )


def changed(trial, cards, wanted):
    said = trial.through(cards=[card.key for card in cards], track=trial.tried.card["track"])
    trial.api(wanted, "POST", f"boards/{trial.board.key}/changes", said)


def patched(trial, cards, wanted):
    trial.api(wanted, "PATCH", f"cards/{cards[0].key}", {"stage": trial.goal.key})


def commanded(trial, cards, wanted):
    to = [*(card.key for card in cards), "--to", trial.goal.key, "-w", trial.scene.workspace.slug]
    said = [*to, "--by", trial.me.email, "--why", trial.reason]
    try:
        went: Any = command.main(["move", *said, *(["--let-through"] if trial.tried.override else [])])
    except tuple(SAID) as refusal:
        went = SAID[type(refusal)]
    assert went == {MOVED: 0, THROUGH: 0, REFUSED: 1}.get(wanted, wanted)


def filed(trial, cards, wanted):
    trial.inside(wanted, lambda: imported(trial.me, trial.board, cards[0], trial.goal, trial.reason))


PATHS: list[tuple[int, Callable[[Trial, list[Card], str], None]]] = [
    (1, by_verb), (2, by_verb), (1, edited), (1, by_form), (1, dragged), (2, listed), (1, again), (1, mended),
    (2, called), (1, changed), (1, patched), (1, commanded), (1, filed),
]  # fmt: skip
"""How many cards at once, and by which path."""
MANY = sum(count for count, _ in PATHS)


def imported(by, board, card, goal, why):
    """The board's own file, in which this one card stands in another stage."""
    path = f"projects/{board.project.key}.yaml"
    said = yaml.safe_load(dict(Exporter().files())[path])
    (line,) = [one for one in said["boards"][0]["cards"] if one["task"] == card.key]
    line["stage"] = goal.title
    source = tree.read(path, yaml.safe_dump(said).encode())
    try:
        importing.apply(importing.read_sources([source]), by, why=why)
    except importing.NothingWritten as nothing:
        codes = [finding.code for finding in nothing.report.refused]
        raise (Refused(()) if codes == ["import.gate"] else nothing) from None


def codes(kept):
    return sorted((one["code"], one["passed"]) for one in kept)
