"""What a playbook makes at once, from the first decision to the retrospective, and what waits for the go-live day."""

from __future__ import annotations

import html
import json
from dataclasses import replace
from datetime import timedelta

import pytest

from handrail import wiring
from handrail.doors.desk.tests.test_newer import caller
from handrail.house.deadlines.models import Deadline
from handrail.house.ledger import undoing
from handrail.house.ledger.rows import today
from handrail.kit.refusals import Invalid
from handrail.kit.shapes import LINE, NUMBER, Field, Shape
from handrail.record.assumptions.models import Assumption
from handrail.record.decisions.models import Decision, Dependency
from handrail.record.drills.models import Drill
from handrail.record.metrics.models import Metric, Reading
from handrail.record.metrics.verbs import add_readings
from handrail.record.projects.models import Project, Stage
from handrail.record.readiness.models import Signal
from handrail.record.readiness.verbs import edit_signals
from handrail.record.risks.models import Risk
from handrail.record.rollout.models import Tie
from handrail.watch.playbooks import files, library, queries, shape, verbs
from handrail.watch.playbooks.furnishing import Making, furnish_sections
from handrail.watch.reviews import signals
from handrail.watch.reviews.models import Cadence, Review
from handrail.watch.reviews.verbs import edit_cadences

from .begun import LEGAL, SHOP, begun

QUESTION = Shape(
    "wonder", (*(Field(name, LINE) for name in ("title", "owner", "priority")), Field("due", NUMBER))
)


@pytest.mark.parametrize("name", [SHOP, LEGAL])
def test_a_cycle_is_there_from_the_first_decision_to_the_retrospective(scene, name):
    book = library.shipped()[name].book
    with scene.inside():
        day = today() + timedelta(days=book.days_before)
    project = begun(scene, name, day)
    with scene.inside():
        rows = {row.title: row for row in Decision.objects.filter(subject=f"project:{project.key}")}
        assert set(rows) == {one.title for one in book.decisions}
        assert all(
            row.owner is not None and row.state == "proposed" and row.acceptance for row in rows.values()
        )
        first = next(one for one in book.decisions if one.owner == "sign_off")
        assert rows[first.title].owner == scene.alice
        assert Dependency.objects.count() == sum(len(one.needs) for one in book.decisions)
        risks = list(Risk.objects.all())
        assert len(risks) == len(book.risks) and all(row.mitigation and row.fallback for row in risks)
        assert Assumption.objects.filter(subject=f"project:{project.key}", due_on__isnull=False).count() == 3
        assert (Drill.objects.get().project, Drill.objects.get().paths) == (project, []), "walked on its day"
        shown = {row.title: row for row in Signal.objects.select_related("stage", "metric", "owner")}
        assert {title: row.stage.title for title, row in shown.items()} == {
            one.title: one.values["stage"] for one in book.by_section["signals"]
        }, "each stands at its gate"
        assert all(row.owner and row.due_on and row.standing == "missing" for row in shown.values())
        assert {row.stage_id for row in shown.values()} == set(Stage.objects.values_list("pk", flat=True)), (
            "no gate without a signal"
        )
        numbers = [row for row in shown.values() if row.kind == "metric"]
        assert numbers and all(row.metric.name.startswith("Spring: ") for row in numbers)
        metrics = signals.metrics_of(project)
        assert len(metrics) == len(book.measures)
        said = {f"Spring: {one.title}": one for one in book.measures}
        for row in metrics:
            one = said[row.name]
            assert (row.definition, row.formula, row.cohort, row.purpose, row.measure) == (
                one.says, one.formula, one.cohort, one.purpose, one.computed,
            )  # fmt: skip
        assert {row.purpose for row in metrics} >= {"usage", "survey", "work"}
        rhythm = {row.title: row for row in Cadence.objects.select_related("owner")}
        assert {row.kind for row in rhythm.values()} >= {
            "weekly", "daily", "midpoint", "evidence", "week_two", "checkpoint", "month_one", "prediction",
            "retrospective",
        }  # fmt: skip
        last = rhythm["Retrospective"]
        assert 0 < (last.starts_on - day).days <= 16, "within two weeks, or the working day after"
        weekly = next(row for row in rhythm.values() if row.kind == "weekly")
        assert len(weekly.asks) == 2
        keys = {f"metric:{row.key}" for row in metrics}
        assert {one["about"] for one in weekly.asks} <= keys
        fed = {f"metric:{row.key}" for row in metrics if not row.measure}
        assert not {one["about"] for one in weekly.asks} & fed, "nobody has to type what it asks"
        planned = {row.cadence_id: row for row in Review.objects.filter(state="planned")}
        assert planned.keys() == {row.pk for row in rhythm.values()}, "each has its next day"
        assert planned[last.pk].at.date() == last.starts_on
        names = set(Deadline.objects.values_list("name", flat=True))
        assert names >= {"decision.due", "risk.review", "review.due", "review.daily", "task.due"}
        assert {"Retrospective", first.title} <= set(Deadline.objects.values_list("title", flat=True))
        hung = set(Tie.objects.values_list("subject_kind", flat=True))
        assert hung >= {"decision", "risk", "cadence", "task", "announcement", "project"}
        said = queries.done_of(queries.following(project), project, queries.look(project))
        assert any(one.says == "The reviews are set." and one.done for one in said)
        before = Assumption.objects.order_by("pk").first()
    moved = day + timedelta(days=7)
    bob = scene.client(scene.bob)
    here = f"{scene.url}projects/{project.key}/go-live/"
    assert "Retrospective" in bob.get(here, {"on": moved.isoformat(), "weekends": "after"}).content.decode()
    assert bob.post(here, {"on": moved.isoformat(), "weekends": "after"}).status_code == 302
    with scene.inside():
        again = Cadence.objects.get(pk=last.pk)
        assert again.starts_on == last.starts_on + timedelta(days=7)
        assert Review.objects.get(cadence=again, state="planned").at.date() == again.starts_on
        assert Decision.objects.get(pk=rows[first.title].pk).due_on > rows[first.title].due_on
        assert Metric.objects.filter(removed_at=None).count() == len(book.measures)
        assert Project.objects.get().go_live_on == moved
        first = next(one for one in shown.values() if one.due_on < day)
        assert Signal.objects.get(pk=first.pk).due_on > first.due_on, "it hangs on the go-live day"
        tested = Assumption.objects.order_by("pk").first()
        assert (tested.due_on - before.due_on).days in range(5, 10)
        number = numbers[0]
        metric = Metric.objects.get(pk=number.metric_id)
        add_readings([Reading(metric=metric, on=today(), value=metric.target)])
        words = Signal.objects.filter(kind="evidence").order_by("pk")[0]
        edit_signals([(words, {"claim": "Jo says so"})])
    ready = bob.get(f"{scene.url}projects/{project.key}/readiness/").context["tally"]
    assert [one["n"] for one in ready[:2]] == [
        1 + sum(row.metric_id == number.metric_id for row in numbers[1:]),
        1,
    ]
    page = bob.get(f"{scene.url}playbooks/{name}/").content.decode()
    assert book.decisions[0].question.replace("'", "&#x27;") in page and book.risks[0].fallback in page
    assert all(html.escape(one.title) in page for one in book.pieces)


def test_what_waits_for_a_go_live_day_begins_with_it(scene):
    """A cycle that was begun without one: its rhythms are off, and start with the first day however it is said."""
    project = begun(scene, LEGAL, None)
    book = library.shipped()[LEGAL].book
    with scene.inside():
        day = today() + timedelta(days=60)
        assert not Cadence.objects.filter(on=True).exists() and not Review.objects.exists()
        weekly = Cadence.objects.get(kind="weekly")
        mine = Cadence.objects.get(kind="daily")
        edit_cadences([(mine, {"on": True})])
        had = mine.starts_on
    assert "Weekly planning review" in str(
        scene.client(scene.bob)
        .get(f"{scene.url}projects/{project.key}/go-live/", {"on": day.isoformat()})
        .content
    )
    call = caller(scene, scene.alice)
    at = call("GET", f"projects/{project.key}").headers["ETag"]
    answer = scene.client().patch(
        f"/api/v1/w/{scene.workspace.slug}/projects/{project.key}", json.dumps({"go_live_on": day.isoformat()}),
        content_type="application/json",
        headers={"authorization": f"Bearer {scene.token(scene.alice)}", "If-Match": at},
    )  # fmt: skip
    assert answer.status_code == 200, answer.content
    with scene.inside():
        rhythm = {row.title: row for row in Cadence.objects.all()}
        assert all(row.on for row in rhythm.values())
        planned = {row.cadence_id for row in Review.objects.filter(state="planned")}
        assert planned == {row.pk for row in rhythm.values()}
        said = {one.title: one for one in book.cadence}
        assert Cadence.objects.get(pk=weekly.pk).starts_on == day + timedelta(days=said[weekly.title].due)
        assert Cadence.objects.get(pk=weekly.pk).ends_on == day + timedelta(days=said[weekly.title].until)
        assert Cadence.objects.get(pk=mine.pk).starts_on == had, "somebody had begun it by hand"
        row = Project.objects.get()
        assert (row.starts_on, row.ends_on) == (
            day - timedelta(days=book.days_before),
            day + timedelta(days=book.days_after),
        )
        due = dict(Signal.objects.values_list("title", "due_on"))
        assert all(due[one.title] == day + timedelta(days=one.due) for one in book.by_section["signals"])
    with scene.inside(scene.alice):
        undoing.undo(undoing.last().batch)
        assert (
            Cadence.objects.filter(on=True).get() == mine and not Signal.objects.exclude(due_on=None).exists()
        )
    moved = scene.client(scene.bob).post(
        f"{scene.url}projects/{project.key}/go-live/", {"on": day.isoformat(), "weekends": "falls"}
    )
    assert moved.status_code == 302
    with scene.inside():
        assert Cadence.objects.filter(on=True).count() == len(book.cadence)
        assert Cadence.objects.get(pk=weekly.pk).starts_on == day + timedelta(days=said[weekly.title].due)


def test_a_section_of_another_room_is_made_by_its_verb(scene, monkeypatch):
    """As a room takes its place: one line of the wiring."""
    rooms = {
        **wiring.PLAYBOOK_ROOMS,
        "questions": (
            "handrail.record.tasks.models.Task",
            "handrail.record.tasks.verbs.{}_tasks",
            "handrail.doors.desk.tests.cycles.test_made.QUESTION",
        ),
    }
    text = library.shipped()[LEGAL].text.replace(
        "risks:\n", "questions: [{title: Who signs?, owner: sign_off, due: -9, priority: high}]\nrisks:\n", 1
    )
    assert {flaw.code for flaw in files.read(text).flaws} == {"playbook.section"}, (
        "nothing would be made of it"
    )
    monkeypatch.setattr(wiring, "PLAYBOOK_ROOMS", rooms)
    monkeypatch.setattr(files, "PLAYBOOK", shape.with_rooms(shape.pieces_of(rooms)))
    assert files.read(text).flaws == []
    with scene.inside():
        project = Project(title="Spring", key="spring", go_live_on=today())
        wishes = verbs.Wishes(owner=scene.alice, weekends="falls")
        book = replace(
            files.read(text).book, **dict.fromkeys(("measures", "risks", "decisions", "cadence", "notes"), ())
        )
        book = replace(book, pieces=tuple(one for one in book.pieces if one.section == "questions"))
        making = Making(book, project, wishes)
        ((row, field, days),) = furnish_sections(making)
        assert (row.title, row.owner, row.priority, row.subject) == (
            "Who signs?",
            scene.alice,
            "high",
            "project:spring",
        )
        assert (field, days) == ("due_on", -9)
        wrong = replace(book, pieces=(replace(book.pieces[0], values={"stage": "Nowhere"}),))
        with pytest.raises(Invalid):
            furnish_sections(Making(wrong, project, wishes))
