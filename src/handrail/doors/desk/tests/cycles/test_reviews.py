"""Each review of a cycle asks the record, by pages and by programs."""

from __future__ import annotations

import html
from datetime import timedelta

from handrail.house.deadlines.models import Deadline
from handrail.house.ledger.rows import today
from handrail.house.talk.models import Evidence
from handrail.house.talk.verbs import add_evidence
from handrail.kit import clock
from handrail.record.customers.models import Customer, SupportCase
from handrail.record.customers.verbs import add_customers, add_support_cases
from handrail.record.decisions.models import Decision
from handrail.record.metrics.models import Metric, Reading
from handrail.record.metrics.verbs import add_metrics, add_readings
from handrail.record.projects.models import Card, Project, Stage
from handrail.record.projects.verbs import add_cards
from handrail.record.readiness.models import Result, Signal
from handrail.record.readiness.verbs import add_results, edit_signals, remove_signals
from handrail.record.risks.models import Risk
from handrail.record.rollout.models import Step
from handrail.record.rollout.verbs import add_steps
from handrail.record.scope.models import ScopeChange
from handrail.record.tasks.models import Task
from handrail.watch.reviews import signals
from handrail.watch.reviews.models import AgendaItem, Cadence, Review

from .begun import SHOP, begun, seen


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
