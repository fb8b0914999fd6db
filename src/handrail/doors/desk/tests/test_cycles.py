"""A whole cycle from a playbook: from the first decision to the retrospective, by pages and by programs."""

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
from handrail.house.talk.models import Evidence
from handrail.house.talk.verbs import add_evidence
from handrail.kit import clock
from handrail.kit.refusals import Invalid
from handrail.kit.shapes import LINE, NUMBER, Field, Shape
from handrail.record.assumptions.models import Assumption
from handrail.record.customers.models import Customer, SupportCase
from handrail.record.customers.verbs import add_customers, add_support_cases
from handrail.record.decisions.models import Decision, Dependency
from handrail.record.drills.models import Drill
from handrail.record.metrics.models import Metric, Reading
from handrail.record.metrics.verbs import add_metrics, add_readings
from handrail.record.projects.models import Card, Project, Stage
from handrail.record.projects.verbs import add_cards
from handrail.record.readiness.models import Result, Signal
from handrail.record.readiness.verbs import add_results, edit_signals, remove_signals
from handrail.record.risks.models import Risk
from handrail.record.rollout.models import Step, Tie
from handrail.record.rollout.verbs import add_steps
from handrail.record.scope.models import ScopeChange
from handrail.record.tasks.models import Task
from handrail.watch.playbooks import files, library, queries, shape, verbs
from handrail.watch.playbooks.furnishing import Making, furnish_sections
from handrail.watch.playbooks.models import Playbook
from handrail.watch.reviews import signals
from handrail.watch.reviews.models import AgendaItem, Cadence, Review
from handrail.watch.reviews.verbs import edit_cadences

QUESTION = Shape(
    "wonder", (*(Field(name, LINE) for name in ("title", "owner", "priority")), Field("due", NUMBER))
)
SHOP, LEGAL = "ecommerce-launch-readiness", "legaltech-mvp-planning"


def begun(scene, name, day):
    with scene.inside():
        wishes = verbs.Wishes(
            title="Spring", go_live_on=day, owner=scene.alice, workflow_owner=scene.bob, post_launch_owner=scene.ada,
            weekends="after",
        )  # fmt: skip
        return verbs.start_project(name, wishes)


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


def seen(scene, project, kind, member):
    """The agenda of the project's review of this kind, opened by its page: {title: (key, codes)}."""
    with scene.inside():
        row = Review.objects.filter(project=project, kind=kind, state="planned").order_by("at").first()
    client = scene.client(member)
    here = f"{scene.url}reviews/{row.key}/"
    foreseen = client.get(here).content.decode()
    assert client.post(f"{here}act/open/").status_code == 302
    with scene.inside():
        items = list(AgendaItem.objects.filter(review=row).order_by("position"))
    assert not items or items[0].title in html.unescape(foreseen), "what is foreseen is what comes"
    return client, here, {one.title: (one.key, [reason["code"] for reason in one.reasons]) for one in items}


def test_each_review_of_a_cycle_asks_the_record(scene):
    """By kind: what is read, which way it goes, what has no evidence, and what came up after the launch."""
    with scene.inside():
        day = today()
    project = begun(scene, SHOP, day + timedelta(days=42))
    with scene.inside():
        metrics = {one.title: one.pk for one in signals.signals_of(project).values()}
        rows = {title: Metric.objects.get(pk=pk) for title, pk in metrics.items()}
        near, far = day - timedelta(days=1), day - timedelta(days=8)
        readings = [("Exception-state completion quality", 40, 60), ("Customer confidence", 90, 91)]
        add_readings(
            [
                Reading(metric=rows[title], on=on, value=value)
                for title, before, after in readings
                for on, value in ((far, before), (near, after))
            ]
        )
        early = Signal.objects.get(title="Decisions are taken by their day")
        edit_signals([(early, {"due_on": far})])
        evident = Decision.objects.get(title="Who decides what")
        Decision.objects.filter(pk=evident.pk).update(state="approved", decided_on=today(), due_on=far)
        Risk.objects.filter(title__startswith="Campaigns").update(state="materialised", mitigation="")
    _client, _here, found = seen(scene, project, "weekly", scene.bob)
    tested, spread = (
        "Are exceptions being validated before go-live?",
        "Does adoption move the right way in every cohort?",
    )
    assert list(found)[:2] == [tested, spread], "the questions come first"
    assert found[tested][1] == ["asked", "still"] and found[spread][1] == ["asked", "nothing_counts"]
    _client, _here, found = seen(scene, project, "midpoint", scene.bob)
    assert found["Campaigns change the scope late"][1][0] == "bare"
    flood = found["Are there signs of a flood at support already?"][1]
    assert flood == ["asked", "stands", "mitigated_by"], "each reason once"
    assert {"asked", "unread"} <= set(found["Could we read conversion and refunds if we were live today?"][1])
    with scene.inside():
        shown = {row.title: row for row in Signal.objects.all()}
        edit_signals([(shown["Every path has an owner and a day"], {"claim": "Jo looked"})])
        add_results([Result(project=project, name="riskiest PATH", passed=False, at=clock.now())])
        add_evidence(
            [
                Evidence(
                    subject=f"signal:{shown['Support and delivery agree who is called'].key}",
                    kind="note",
                    text="So",
                )
            ]
        )
    client, here, found = seen(scene, project, "evidence", scene.alice)
    assert found["Every path has an owner and a day"][1] == ["claimed"]
    assert found["The riskiest path passes with its exceptions"][1] == ["failed_test"]
    assert found["The exceptions of all launch-critical paths hold"][1] == ["refuted"], "60 of 95"
    assert found["What is said outside is what will be there"][1] == ["unshown"]
    assert "Support and delivery agree who is called" not in found, "proven"
    assert "Buyers know what happens with their order" not in found, "its target is reached"
    said = html.unescape(client.get(here).content.decode())
    assert (
        "The test “Riskiest path” failed" in said.replace("riskiest PATH", "Riskiest path")
        and "Jo looked" in said
    )
    assert found["Who decides what"][1] == ["unproven"] and "undecided" in found["What is in the launch"][1]
    assert found["Refund rate"][1] == ["unread"]
    with scene.inside():
        Project.objects.update(go_live_on=day)
        (buyer,) = add_customers([Customer(name="Buyer", owner=scene.bob)])
        add_steps([Step(project=project, customer=buyer, step="live")])
        add_support_cases(
            [SupportCase(customer=buyer, number=str(n), opened_on=near, escalated=True) for n in range(6)]
        )
        (asked,) = add_metrics([Metric(name="NPS", customer=buyer, purpose="survey", unit="NPS")])
        add_readings([Reading(metric=asked, on=near, value=40)])
    client, here, found = seen(scene, project, "week_two", scene.bob)
    key, codes = found["Is less raised than before?"]
    assert codes == ["asked", "away", "missed"] and found["Do buyers trust what they are told?"][1] == [
        "asked",
        "on_target",
    ]
    assert "Propose the correction" in client.get(here).content.decode()
    other = found["Do buyers trust what they are told?"][0]
    refused = client.post(f"{here}items/{other}/correct/", {"words": "x"})
    assert refused.status_code == 409, "nothing was missed there"
    assert client.post(f"{here}items/{key}/correct/", {"words": "Empty stock"}).status_code == 302
    with scene.inside():
        item, change = AgendaItem.objects.get(key=key), ScopeChange.objects.get()
        assert (item.made, item.ending) == (f"scopechange:{change.key}", "action")
        assert (change.state, change.asked_by, change.owner) == ("asked", scene.bob, project.owner)
        assert change.metric_id == item.subject_id and change.due_on == day + timedelta(days=2)
    assert "Empty stock" in client.get(f"{scene.url}projects/{project.key}/").content.decode()
    with scene.inside():
        stage = Stage.objects.filter(board__project=project).order_by("position").first()
        Stage.objects.filter(pk=stage.pk).update(most=None)
        add_cards([Card(stage=stage, task=Task(title="Vouchers fail twice"))])
    _client, _here, found = seen(scene, project, "month_one", scene.ada)
    assert {"came_up", "gap"} <= set(found["Vouchers fail twice"][1])
    _client, _here, found = seen(scene, project, "prediction", scene.ada)
    assert found["Customer confidence"][1] == ["came_as_said"]
    assert found["Exception-state completion quality"][1] == ["short"]
    _client, _here, found = seen(scene, project, "retrospective", scene.bob)
    assert found["Who decides what"][1] == ["decided_late"] and found["Campaigns change the scope late"][
        1
    ] == ["came_true"]
    assert found["Time to resolution after release"][1] == ["nothing_counts"]


def test_a_checkpoint_reads_conversion_and_refunds_and_a_miss_proposes_the_correction(scene):
    with scene.inside():
        day = today()
    project = begun(scene, SHOP, day)
    with scene.inside():
        first, second = Cadence.objects.filter(kind="checkpoint").order_by("starts_on")
        assert (first.title, second.title, first.owner) == (
            "First checkpoint",
            "Second checkpoint",
            scene.ada,
        )
        assert 3 <= (first.starts_on - day).days <= 5 and 21 <= (second.starts_on - day).days <= 23
        assert Deadline.objects.filter(title="First checkpoint").exists(), "it is on its day"
        named = {f"metric:{row.key}": row.name for row in Metric.objects.all()}
        asked = [named[one["about"]] for one in first.asks]
        assert asked == ["Spring: Conversion from basket to order", "Spring: Refund rate"]
    _client, _here, found = seen(scene, project, "checkpoint", scene.ada)
    assert found == {
        "Does conversion hold?": (found["Does conversion hold?"][0], ["asked", "unread"]),
        "Do refunds stay down?": (found["Do refunds stay down?"][0], ["asked", "unread"]),
    }, "what is not read is told, and nothing else is on its agenda"
    with scene.inside():
        AgendaItem.objects.all().delete()
        Review.objects.filter(kind="checkpoint").update(state="planned")
        rows = {row.name.removeprefix("Spring: "): row for row in Metric.objects.all()}
        for name, values in (("Conversion from basket to order", (31, 24)), ("Refund rate", (4, 3))):
            days = (day - timedelta(days=2), day)
            add_readings(
                [Reading(metric=rows[name], on=on, value=v) for on, v in zip(days, values, strict=True)]
            )
    client, here, found = seen(scene, project, "checkpoint", scene.ada)
    key, codes = found["Does conversion hold?"]
    assert codes == ["asked", "fell", "missed"] and found["Do refunds stay down?"][1] == ["asked", "reads"]
    page = html.unescape(client.get(here).content.decode())
    assert "went from 31 to 24 %" in page and "stands at 3 %" in page and "Propose the correction" in page
    assert (
        client.post(f"{here}items/{key}/correct/", {"words": "The basket loses vouchers"}).status_code == 302
    )
    with scene.inside():
        change = ScopeChange.objects.get()
        assert (change.metric, change.project, change.state) == (
            rows["Conversion from basket to order"], project, "asked",
        )  # fmt: skip


def test_a_review_that_nobody_opened_is_on_today_and_at_its_project(scene):
    with scene.inside():
        day = today()
    project = begun(scene, SHOP, day)
    with scene.inside():
        remove_signals(list(Signal.objects.all()))  # what is late is much else already
        row = Review.objects.get(kind="retrospective")
        Review.objects.filter(pk=row.pk).update(state="missed", at=clock.now() - timedelta(days=2))
    bob = scene.client(scene.bob)
    assert "Hold the review: Retrospective" in bob.get(f"{scene.url}").content.decode()
    page = bob.get(f"{scene.url}projects/{project.key}/").content.decode()
    assert f"/reviews/{row.key}/" in page and ">missed<" in page and "What we expect, and what came" in page
    assert f"/reviews/{row.key}/" in bob.get(f"{scene.url}reviews/").content.decode()
    bob.post(f"{scene.url}reviews/{row.key}/act/off/", {"words": "We met at lunch"})
    assert "Hold the review: Retrospective" not in bob.get(f"{scene.url}").content.decode()


def test_what_a_retrospective_lays_down_is_in_the_next_version_and_offered_to_running_projects(scene):
    """From the finding to the standard, the playbook's next version, and the difference in a project under way."""
    with scene.inside():
        day = today()
    project = begun(scene, SHOP, day + timedelta(days=42))
    client, here, found = seen(scene, project, "retrospective", scene.bob)
    title = "Refund rate"
    assert found[title][1] == ["unread"] if title in found else True
    key = next(iter(found.values()))[0]
    for words in ("Read refunds from the first day: daily", "Test vouchers on two phones"):
        assert "What we do from now on" in client.get(here).content.decode()
        assert client.post(f"{here}items/{key}/learn/", {"words": words}).status_code == 302
        key = next(one for one, _codes in found.values() if one != key)
    call = caller(scene, scene.bob)
    waiting = call("GET", f"library/playbooks/{SHOP}/standards").json()["standards"]
    assert [one["title"] for one in waiting] == [
        "Read refunds from the first day: daily",
        "Test vouchers on two phones",
    ]
    refunds, vouchers = (one["key"] for one in waiting)
    page = client.get(f"{scene.url}playbooks/{SHOP}/").content.decode()
    assert "What retrospectives laid down" in page and "Test vouchers on two phones" in page
    assert (
        call("POST", f"library/playbooks/{SHOP}/standards", {"take": {"nonsense": "point"}}).status_code
        == 422
    )
    said = {refunds: "point", vouchers: "card"}
    answer = client.post(f"{scene.url}playbooks/{SHOP}/standards/", said)
    assert answer.status_code == 302
    with scene.inside():
        row = Playbook.objects.get()
        assert row.version == 2 and row.source == SHOP and answer.headers["Location"].endswith(f"/{row.key}/")
        book = library.find(row.key).book
        shipped = library.shipped()[SHOP].book
        assert book.checklist[-1].says == "Read refunds from the first day: daily"
        assert book.cards[-1].learned == f"decision:{vouchers}"
        assert replace(book, checklist=book.checklist[:-1], cards=book.cards[:-1]) == shipped, (
            "all the rest stays"
        )
        assert queries.following(project).playbook == row.key
    assert call("GET", f"library/playbooks/{row.key}/standards").json() == {"standards": [], "gaps": []}
    assert book.cards[-1].owner and book.cards[-1].due is not None, "as what it came from"
    offers = call("GET", f"projects/{project.key}/playbook/newer").json()
    refs = {one["ref"] for one in offers["offers"]}
    assert refs == {"point:Read refunds from the first day: daily", "card:Test vouchers on two phones"}
    newer = f"{scene.url}projects/{project.key}/newer/"
    assert "Point of the checklist" in client.get(newer).content.decode()
    taken = client.post(newer, {"text": offers["text"], "take": ["card:Test vouchers on two phones"]})
    assert taken.status_code == 302
    points = call("GET", f"projects/{project.key}/checklist").json()["points"]
    assert "Read refunds from the first day: daily" not in {one["says"] for one in points}, "it was left out"
    with scene.inside():
        assert Task.objects.filter(title="Test vouchers on two phones").exists()
    start = f"{scene.url}playbooks/{row.key}/start/"
    form = client.get(start)
    roles = {one["name"] for one in form.context["roles"]}
    assert roles == {"role-support", "role-go_to_market", "role-delivery"}
    said = {**form.context["said"], "title": "Autumn", "role-delivery": scene.ada.key}
    assert client.post(start, {**said, "role-support": "nobody-here"}).status_code == 422
    assert client.post(start, said).status_code == 302
    with scene.inside():
        other = Project.objects.get(title="Autumn")
        about = {one.title: one.owner for one in Risk.objects.filter(subject=f"project:{other.key}")}
        assert about["Edge cases are found after the launch"] == scene.ada
        assert about["Support is flooded right after the launch"] == scene.bob, "the workflow owner, for now"
    points = call("GET", f"projects/{other.key}/checklist").json()["points"]
    assert "Read refunds from the first day: daily" in {one["says"] for one in points}, (
        "the next cycle starts from it"
    )
    risk = "risks:\n  - {title: Vouchers run out, owner: delivery, likelihood: 2, impact: 2}\n"
    with scene.inside():
        verbs.edit_playbook(
            Playbook.objects.get(), {"text": library.find(row.key).text.replace("risks:\n", risk, 1)}
        )
    text = call("GET", f"projects/{other.key}/playbook/newer").json()["text"]
    newer = f"{scene.url}projects/{other.key}/newer/"
    assert client.post(newer, {"text": text, "take": ["risk:Vouchers run out"]}).status_code == 302
    with scene.inside():
        assert Risk.objects.get(title="Vouchers run out").owner == scene.ada, "who has the role here"
    made = call("POST", f"library/playbooks/{row.key}/shorten", {"stage": "Implement", "check": "review"})
    assert made.json() == {"playbook": row.key, "version": 4}
    with scene.inside():
        stages = {one.title: one.checks for one in library.find(row.key).book.stages}
        assert stages["Approve"] == () and len(stages["Implement"]) == 2
    assert {
        one["code"] for one in call("GET", f"projects/{project.key}/predictions").json()["predictions"]
    } == {"unread", "nothing_counts", "untested"}
    with scene.inside():
        late = bare_text(Playbook.objects.get(pk=row.pk).text, vouchers)
        verbs.edit_playbook(Playbook.objects.get(pk=row.pk), {"text": late})
    told = call("GET", f"library/playbooks/{row.key}/standards").json()["gaps"]
    assert told == [{"title": "Test vouchers on two phones", "lacks": ["owner", "day"]}]
    assert (
        "Standards that lack somebody or a day"
        in client.get(f"{scene.url}playbooks/{row.key}/").content.decode()
    )


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
            "handrail.doors.desk.tests.test_cycles.QUESTION",
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


def bare_text(text: str, standard: str) -> str:
    """The playbook's text without the owner and the day of this one."""
    lines = text.split("\n")
    place = next(n for n, line in enumerate(lines) if f"learned: decision:{standard}" in line)
    return "\n".join(
        line for n, line in enumerate(lines)
        if not (place - 3 < n < place and line.strip().startswith(("owner:", "due:")))
    )  # fmt: skip
