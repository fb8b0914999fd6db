"""Nothing comes into a locked scope but by a scope change that was decided yes: on every path, whatever came before.

The law is what is seen afterwards: each card of the project was there when its scope was locked, or an accepted scope
change brings it."""

from __future__ import annotations

import secrets

import orjson
import pytest
import yaml
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from handrail.doors.infohub import importing, tree
from handrail.doors.infohub.exporting import Exporter
from handrail.house.ledger import undoing
from handrail.kit.refusals import Refusal, Refused
from handrail.record.outside import verbs as outside
from handrail.record.outside.models import Form, Submission
from handrail.record.projects import queries, verbs
from handrail.record.projects.models import Board, Card, Project, Stage
from handrail.record.scope import locking
from handrail.record.scope import queries as scope_queries
from handrail.record.scope import verbs as scope
from handrail.record.scope.models import ScopeChange
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task
from handrail.watch.rules import actions
from handrail.watch.rules.acting import Doing
from handrail.watch.rules.models import Rule
from tests.cast import stage as staged

FAST = (Phase.explicit, Phase.reuse, Phase.generate)
WEIGHED = {"metric_text": "Seats", "cost": "A week", "given_up": "The tour"}


@pytest.fixture(scope="module")
def place():
    scene = staged()
    return scene, scene.client(scene.alice), scene.token(scene.alice)


ACTS = ("verb", "page", "api", "task", "copy", "off", "back", "task off", "task back", "board off", "board back", "form",
        "lock", "open", "yes", "no", "undo")  # fmt: skip

PATHS = ("verb", "task", "copy", "board taken in", "rule")
"""What a locked scope refuses with its own words."""


BEFORE = ("verb", "verb", "off", "verb", "task off", "lock")


@settings(max_examples=4, phases=FAST, deadline=None, suppress_health_check=list(HealthCheck))
@given(acts=st.lists(st.sampled_from(ACTS), min_size=8, max_size=14))
@example(acts=["off", "task back", "back"])  # its task left before the lock, its card after it
def test_what_is_in_a_locked_scope_was_there_or_was_decided(place, acts):
    trial = Trial(*place)
    for act in (*BEFORE, *acts, "lock", "back", "task back", "undo"):
        trial.do(act)
        trial.judged(act)


def test_no_path_leads_into_a_locked_scope(place):
    trial = Trial(*place)
    trial.do("verb")
    before = trial.present()
    trial.do("lock")
    for path in (*PATHS, "page", "api", "filed", "new board filed", "form"):
        trial.do(path)
        assert trial.present() == before, path
    with trial.scene.inside():
        (sent,) = Submission.objects.filter(form=trial.form)
        assert sent.task is None and sent.change.state == "asked" and sent.change.owner == trial.scene.alice
    trial.do("yes")
    assert len(trial.present() - before) == 1


class Trial:
    def __init__(self, scene, client, token):
        self.scene, self.client, self.token = scene, client, token
        self.allowed: set[str] = set()
        self.locked_at = None
        with scene.inside():
            (self.project,) = verbs.add_projects([Project(title="P", owner=scene.alice)])
            (self.board,) = verbs.add_boards([Board(project=self.project, title="B", owner=scene.alice)])
            (self.stage,) = verbs.add_stages([Stage(board=self.board, title="A", owner=scene.alice)])
            (self.form,) = outside.add_forms([Form(board=self.board, title="Ask us", is_open=True)])

    def do(self, act):
        run = getattr(self, f"do_{act.replace(' ', '_')}")
        if act in ("page", "api"):
            run()
            return
        try:
            with self.scene.inside():
                run()
        except Refused as refusal:
            if act in PATHS:
                codes = {one.code for one in refusal.checks if one.remedy}
                assert codes == {"project.scope"}, act
        except Refusal:  # there is nothing to be done, or it was undone
            return

    def judged(self, act):
        with self.scene.inside():
            row = scope_queries.commitment(self.project)
            yes = ScopeChange.objects.filter(project=self.project, state="accepted", removed_at=None)
            brought = {task.key for found in scope_queries.brought_by(list(yes)).values() for task in found}
            at = row.locked_at if row is not None else None
        if at is None or at != self.locked_at:
            self.allowed, self.locked_at = self.present(), at
        assert self.present() <= self.allowed | brought, act

    def present(self):
        with self.scene.inside():
            rows = queries.cards().filter(board__project=self.project)
            return set(rows.values_list("key", flat=True))

    def card(self, **said):
        return Card(task=Task(title="C", owner=self.scene.alice, **said), stage=self.stage)

    def last(self, **found):
        return Card.objects.filter(board=self.board, **found).order_by("-pk").first()

    # -- paths in -----------------------------------------------------------------------------------------

    def do_verb(self):
        verbs.add_cards([self.card()])

    def do_page(self):
        answer = self.client.post(f"{self.scene.url}stages/{self.stage.key}/cards/", {"title": "C"})
        assert answer.status_code in (302, 404, 409), answer.content

    def do_api(self):
        self.called("POST", f"stages/{self.stage.key}/cards", {"title": "C"})

    def called(self, method, path, said):
        answer = self.client.generic(
            method, f"/api/v1/w/{self.scene.workspace.slug}/{path}", orjson.dumps(said),
            content_type="application/json", headers={"authorization": f"Bearer {self.token}"},
        )  # fmt: skip
        assert answer.status_code in (200, 201, 404, 409, 422), answer.content
        return answer

    def do_task(self):
        (task,) = tasks.add_tasks([Task(title="T", owner=self.scene.alice)])
        verbs.add_cards([Card(task=task, stage=self.stage)])

    def do_copy(self):
        if (row := self.last(removed_at=None)) is not None:
            verbs.duplicate_cards([row])

    def do_filed(self):
        self.bring({"boards": [{"key": self.board.key, "cards": [{"task": "filed", "stage": "A"}]}]})

    def do_new_board_filed(self):
        new = {"title": "New", "stages": [{"title": "A"}], "cards": [{"task": "filed", "stage": "A"}]}
        self.bring({"boards": [{"key": self.board.key}, new]})

    def bring(self, said):
        kept = dict(Exporter().files())
        path = f"projects/{self.project.key}.yaml"
        whole = yaml.safe_load(kept[path])
        for one, new in zip(said["boards"], whole["boards"], strict=False):
            new.setdefault("cards", []).extend(one.get("cards", []))
        whole["boards"] += said["boards"][1:]
        listed = yaml.safe_load(kept["tasks.yaml"])
        listed["tasks"].append({"task_id": "filed", "title": "Filed"})
        files = {**kept, path: yaml.safe_dump(whole), "tasks.yaml": yaml.safe_dump(listed)}
        report = importing.apply(
            importing.read_sources(
                [
                    tree.read(name, text if isinstance(text, bytes) else text.encode())
                    for name, text in files.items()
                ]
            ),
            self.scene.alice,
            accept_partial=True,
        )
        assert any("scope" in one.message for one in report.refused), report.refused

    def do_board_taken_in(self):
        (other,) = verbs.add_projects([Project(title="Other", owner=self.scene.alice)])
        (board,) = verbs.add_boards([Board(project=other, title="Other", owner=self.scene.alice)])
        (stage,) = verbs.add_stages([Stage(board=board, title="A", owner=self.scene.alice)])
        verbs.add_cards([Card(task=Task(title="T"), stage=stage)])
        verbs.edit_board(board, {"project": self.project})

    def do_rule(self):
        (row,) = tasks.add_tasks([Task(title="Late", owner=self.scene.alice)])
        rule = Rule(
            title="R",
            when={"event": "task.created"},
            then=[{"card": "x", "title": "R", "owner": "owner", "stage": self.stage.key}],
        )
        actions.make_card(Doing(rule, "x", 0, row, rule.then[0]))

    def do_form(self):
        sent = Submission(title="Please", name="Jo", mail="jo@example.com", stamp=secrets.token_hex(8))
        outside.take_in(Form.objects.get(pk=self.form.pk), sent)

    # -- what else happens ----------------------------------------------------------------------------------

    def do_off(self):
        if (row := self.last(removed_at=None)) is not None:
            verbs.remove_cards([row])

    def do_back(self):
        if (row := self.last(removed_at__isnull=False)) is not None:
            verbs.restore_cards([row])

    def do_task_off(self):
        if (row := self.last(removed_at=None, task__removed_at=None)) is not None:
            tasks.remove_tasks([row.task])

    def do_task_back(self):
        if (row := self.last(task__removed_at__isnull=False)) is not None:
            tasks.restore_tasks([row.task])

    def do_board_off(self):
        verbs.remove_boards([Board.objects.get(pk=self.board.pk)])

    def do_board_back(self):
        verbs.restore_boards([Board.objects.get(pk=self.board.pk)])

    def do_lock(self):
        locking.lock_scope(self.project, reason="Now", override=True)

    def do_open(self):
        locking.unlock_scope(self.project, "Wrong")

    def do_yes(self):
        waits = ScopeChange.objects.filter(project=self.project, state="asked").first()
        row = (
            waits
            or scope.add_scope_changes([ScopeChange(project=self.project, title="More", why="Asked")])[0]
        )
        scope.step_scope_changes([row], "weigh", WEIGHED)
        scope.step_scope_changes([row], "accept")

    def do_no(self):
        row = scope.add_scope_changes([ScopeChange(project=self.project, title="Not this", why="Asked")])[0]
        scope.step_scope_changes([row], "weigh", WEIGHED)
        scope.step_scope_changes([row], "decline", {"reason": "Too late"})

    def do_undo(self):
        """Whatever was done last, of what can be taken back."""
        undoing.undo(undoing.recent()[0].batch)
