"""A scope from the gate before its lock to a change that is asked for, weighed and decided: by verb, page and API."""

from __future__ import annotations

import html
from datetime import timedelta
from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.house.deadlines.models import Deadline
from handrail.house.ledger.rows import today
from handrail.house.nudges.models import Nudge
from handrail.kit.gating import allowed
from handrail.kit.refusals import Invalid, NotAllowed, Refused
from handrail.record.assumptions.models import Assumption
from handrail.record.assumptions.reviewing import reviewed
from handrail.record.assumptions.verbs import add_assumptions
from handrail.record.outside.tests.made import form_for, send
from handrail.record.projects import verbs as projects
from handrail.record.projects.models import Board, Card, Project, Stage
from handrail.record.scope import checks, locking, queries, states, verbs
from handrail.record.scope.facts import CommitmentFacts, Load
from handrail.record.scope.models import ScopeChange
from handrail.record.tasks.models import Task
from handrail.record.tasks.verbs import add_tasks

DOCS = Path(__file__).resolve().parents[5] / "docs"
WEIGHED = {"metric_text": "Seats in use", "cost": "Two days", "given_up": "The tour"}


@pytest.fixture
def project(scene):
    with scene.inside():
        (row,) = projects.add_projects([Project(title="Launch", owner=scene.ada)])
        (board,) = projects.add_boards([Board(project=row, title="Launch", owner=scene.alice)])
        (stage,) = projects.add_stages([Stage(board=board, title="Prep", owner=scene.bob)])
        projects.add_cards([Card(task=Task(title=f"C{n}", owner=scene.bob), stage=stage) for n in range(2)])
    return row


def looked_after(scene) -> list[str]:
    """What the gate says of an assumption as it becomes one that somebody looks after."""
    (row,) = add_assumptions(
        [
            Assumption(
                title="They sell in one language", subject="project:launch", state="invalidated", finding="x"
            )
        ]
    )
    day, said = today(), []
    for values in (
        {}, {"state": "open", "expires_on": day - timedelta(days=1)}, {"expires_on": None}, {"owner": scene.bob, "owner_gap": ""},
        {"due_on": day + timedelta(days=5)},
    ):  # fmt: skip
        Assumption.objects.filter(pk=row.pk).update(**values)
        ((key, title, left),) = reviewed("project:launch")
        assert (key, title) == (row.key, "They sell in one language")
        said.append(left)
    return said


def waits_on_today(scene, member, words: str) -> bool:
    return words in scene.client(member).get(scene.url).content.decode()


def api(scene, member, method, path, said=None):
    return scene.client().generic(
        method, f"/api/v1/w/{scene.workspace.slug}/{path}", orjson.dumps(said or {}),
        content_type="application/json", headers={"authorization": f"Bearer {scene.token(member)}"},
    )  # fmt: skip


def test_a_scope_is_locked_by_who_keeps_it_when_the_gate_holds(scene, project):
    with scene.inside(scene.bob), pytest.raises(NotAllowed):
        locking.lock_scope(project)
    with scene.inside(scene.ada):
        with pytest.raises(Refused) as refused:
            locking.lock_scope(project)
        missing = {one.code for one in refused.value.checks if not one.passed}
        asked = ("expected", "failure", "recovery", "said", "no_assumption")
        assert missing == {f"commitment.{n}" for n in asked}
        assert looked_after(scene) == [
            "it does not hold",
            "its day has passed",
            "nobody owns it",
            "it has no day",
            "",
        ]
        projects.edit_project(
            project, {"expected": "All at once", "failure": "Late", "recovery": "Wait a week"}
        )
        locking.say_capacity(project, scene.bob, 1)
        with pytest.raises(Refused) as refused:
            locking.lock_scope(project)
        (over,) = [one for one in refused.value.checks if not one.passed]
        assert (over.code, over.params["who"]) == ("commitment.fits", "Bob (2 / 1)")
    page = scene.client(scene.bob).post(
        f"{scene.url}projects/{project.key}/scope/capacity/", {"member": "bob", "takes": "2"}
    )
    assert page.status_code == 302
    with scene.inside(scene.bob), pytest.raises(NotAllowed):
        locking.say_capacity(project, scene.alice, 9)
    answer = api(scene, scene.ada, "POST", f"projects/{project.key}/scope/lock")
    told = answer.json()
    assert answer.status_code == 200 and told["holds"] and told["locked_by"] == "ada", told
    assert told["capacity"] == [{"member": "bob", "here": 2, "elsewhere": 0, "takes": 2}]
    assert (
        api(scene, scene.bob, "POST", f"projects/{project.key}/scope/unlock", {"reason": "x"}).status_code
        == 403
    )
    with scene.inside(scene.ada):
        with pytest.raises(Invalid):
            locking.unlock_scope(project, " ")
        locking.unlock_scope(project, "Two languages after all")
        locking.lock_scope(project, override=True, reason="So be it")
        assert queries.commitment(project).let_through == ""  # it held


def test_a_change_is_weighed_before_who_owns_it_decides(scene, project):
    with scene.inside(scene.ada):
        locking.lock_scope(project, override=True, reason="Now")
    bob = scene.client(scene.bob)
    refused = bob.post(f"{scene.url}stages/launch-prep/cards/", {"title": "Two languages"})
    assert refused.status_code == 409 and "scope change" in refused.content.decode()
    beside = bob.post(
        f"{scene.url}stages/launch-prep/cards/", {"title": "Two languages"}, headers={"HX-Request": "true"}
    )
    assert (beside.status_code, beside.headers["HX-Retarget"]) == (409, "#side [data-body]")
    onward = f"{scene.url}scope-changes/new/?project={project.key}&title=Two+languages"
    assert onward in html.unescape(beside.content.decode()), "and the way to ask for it, with its words"
    assert 'value="Two languages"' in bob.get(onward).content.decode()
    with scene.inside():
        assert not Task.objects.filter(title="Two languages").exists()
    asked = bob.post(
        f"{scene.url}scope-changes/new/?project={project.key}",
        {"title": "Two languages", "why": "They have two"},
    )
    assert asked.status_code == 302, asked.content
    with scene.inside(scene.ada):
        row = ScopeChange.objects.get()
        assert (row.owner, row.asked_by, row.state) == (scene.ada, scene.bob, "asked")
        assert Deadline.objects.get(name="scopechange.due").owner_id == scene.ada.pk
        assert Nudge.objects.filter(recipient=scene.ada, name="scopechange.told").count() == 1
        with pytest.raises(Refused):
            verbs.step_scope_changes([row], "accept")
    here = f"{scene.url}scope-changes/{row.key}/"
    assert "metric_text&#x27;" not in bob.get(here).content.decode(), "the comment begins empty"
    refused = bob.post(f"{here}act/weigh/", {"cost": "Two days"})
    assert refused.status_code == 409 and ">Two days</textarea>" in refused.content.decode()
    assert waits_on_today(scene, scene.ada, "Decide the change of scope: Two languages")
    assert not waits_on_today(scene, scene.bob, "Decide the change of scope")
    assert bob.post(f"{here}act/weigh/", WEIGHED).status_code == 302
    assert bob.post(f"{here}act/accept/").status_code == 409
    with scene.inside(scene.bob), pytest.raises(NotAllowed):
        verbs.edit_scope_change(ScopeChange.objects.get(), {"owner": scene.bob})
    steps = api(scene, scene.bob, "GET", f"scope-changes/{row.key}/steps").json()["steps"]
    assert {one["step"]: one["allowed"] for one in steps} == {
        "accept": False,
        "decline": False,
        "withdraw": True,
    }
    assert "This is yours to decide" in scene.client(scene.ada).get(here).content.decode()
    assert (
        api(scene, scene.ada, "POST", f"scope-changes/{row.key}/steps/accept").json()["state"] == "accepted"
    )
    assert not waits_on_today(scene, scene.ada, "Decide the change of scope")
    with scene.inside(scene.bob):
        (card,) = Card.objects.filter(task__title="Two languages")
        assert card.stage.title == "Prep" and card.task.owner == scene.bob
        assert [task.key for task in queries.brought_by([row])[row.key]] == [card.key]
        assert Nudge.objects.filter(recipient=scene.bob, name="scopechange.told").exists()
        assert not Deadline.objects.filter(name="scopechange.due", next_fire_at__isnull=False).exists()
        with pytest.raises(Invalid):
            verbs.edit_scope_change(ScopeChange.objects.get(), {"cost": "Nothing"})
    assert "Two languages" in bob.get(f"{scene.url}projects/{project.key}/scope/").content.decode()


def test_what_came_in_by_a_form_gets_the_answer_of_its_scope_change(scene, project):
    with scene.inside(scene.alice):
        form = form_for(Board.objects.get())
        locking.lock_scope(project, override=True, reason="Now")
        yes, no = send(form, "A new region"), send(form, "A new colour")
        assert yes.task is None and {yes.change.state, no.change.state} == {"asked"}
    with scene.inside(scene.ada):
        for sent, step, said in ((yes, "accept", {}), (no, "decline", {"reason": "Not this year"})):
            change = ScopeChange.objects.get(pk=sent.change_id)
            verbs.step_scope_changes([change], "weigh", WEIGHED)
            verbs.step_scope_changes([change], step, said)
            sent.refresh_from_db()
        assert yes.task.title == "A new region" and no.declined == "Not this year"


def test_nothing_is_swapped_into_a_locked_scope(scene, project):
    with scene.inside(scene.alice):
        (elsewhere,) = projects.add_projects([Project(title="Elsewhere", owner=scene.alice)])
        (board,) = projects.add_boards([Board(project=elsewhere, title="Elsewhere", owner=scene.alice)])
        (stage,) = projects.add_stages([Stage(board=board, title="Prep")])
        (new,) = projects.add_cards([Card(task=Task(title="New"), stage=stage)])
        (loose,) = add_tasks([Task(title="Loose")])
        row = locking.lock_scope(project, override=True, reason="Now")
        card = Card.objects.select_related("task", "stage__board").filter(board__project=project)[0]
        for swap in (
            lambda: projects.edit_card(card, {"task": loose}),
            lambda: projects.edit_stage(stage, {"board": card.board}),
            lambda: projects.edit_stages([(stage, {"board": card.board})]),
            lambda: locking.edit_commitments([(row, {"project": elsewhere})]),
        ):
            with pytest.raises(Invalid, match="stays"):
                swap()
        assert Card.objects.filter(board__project=project).count() == 2 and new.stage.board == board


LOADS = st.builds(
    Load, member=st.just("m"), name=st.just("M"), here=st.integers(0, 9), takes=st.none() | st.integers(0, 9)
)
WORDS = st.sampled_from(["", " ", "So"])


@given(WORDS, WORDS, WORDS, st.lists(LOADS, max_size=4).map(tuple), st.integers(0, 2))
def test_no_gate_holds_where_something_is_unwritten_unsaid_or_too_much(
    expected, failure, recovery, loads, unowned
):
    facts = CommitmentFacts(
        key="p",
        title="P",
        expected=expected,
        failure=failure,
        recovery=recovery,
        loads=loads,
        unowned=unowned,
    )
    fine = all(one.takes is not None and one.here <= one.takes for one in loads if one.here)
    written = all(text.strip() for text in (expected, failure, recovery))
    assert allowed(checks.commitment(facts)) == (fine and written and not unowned)


def test_the_picture_of_the_guide_is_the_table():
    assert (DOCS / "pictures/scope-change-states.mmd").read_text() == states.picture()
