"""Measures and metrics meet: what is computed feeds a metric, is asked about, and raises an alarm like any other."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from handrail.house.deadlines import sweeps
from handrail.house.deadlines.models import Deadline
from handrail.house.ledger.models import Event
from handrail.house.nudges.models import Nudge
from handrail.house.talk import verbs as talk
from handrail.house.talk.models import Link
from handrail.house.workspaces.scope import enter
from handrail.kit import clock
from handrail.kit.refusals import Invalid
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer
from handrail.record.decisions import verbs as decisions
from handrail.record.decisions.models import Decision
from handrail.record.metrics import verbs as metrics
from handrail.record.metrics.cohorts import TIERS
from handrail.record.metrics.models import Metric, Reading
from handrail.record.projects import verbs as projects
from handrail.record.projects.models import Card, Project
from handrail.record.projects.tests.setting import build
from handrail.record.readiness import verbs as readiness
from handrail.record.readiness.models import Signal
from handrail.watch.insights import banding, feeding, queries, verbs, whose
from handrail.watch.insights.counting import counted
from handrail.watch.insights.measures import MEASURES, Period
from handrail.watch.insights.models import Goal
from handrail.watch.reviews.models import AgendaItem, Cadence, Review
from handrail.watch.reviews.verbs import add_cadences
from handrail.watch.rules.furnishing import furnish
from handrail.watch.rules.heeding import heed
from handrail.watch.rules.models import Rule

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
"""A Wednesday."""


def at(days: float):
    return clock.frozen(NOW + timedelta(days=days))


def day(number: int) -> date:
    return date(2026, 11, number)


def decided(scene):
    """Spring has one decision in time and one late; another project has one late."""
    with at(-20), scene.inside():
        spring, other = projects.add_projects(
            [Project(title="Spring", owner=scene.bob), Project(title="Other", owner=scene.bob)]
        )
        rows = decisions.add_decisions(
            [
                Decision(title=title, question="?", answer="This", due_on=due, owner=scene.bob, subject=f"project:{of.key}")
                for title, due, of in (("In time", day(10), spring), ("Late", day(20), spring), ("Theirs", day(12), other))
            ]
        )  # fmt: skip
    with at(-17), scene.inside(scene.bob):
        decisions.step_decisions([rows[0]], "approve")
    return spring


def closure(scene, project, **more):
    (row,) = metrics.add_metrics(
        [
            Metric(
                name=f"{project.title}: Decision closure", measure="decision-closure", unit="%", target=Decimal(90),
                owner=scene.bob, purpose="work", **more,
            )
        ]
    )  # fmt: skip
    talk.add_links([Link(source=f"metric:{row.key}", target=f"project:{project.key}", relation="serves")])
    return row


def fire(scene):
    """What is due at this moment of the workspace's clock."""
    with enter(scene.workspace.pk) as scope:
        due = Deadline.objects.filter(workspace_id=scope.workspace_id).values_list("pk", flat=True)
        sweeps.fire(list(due), clock.now())


def read_of(row):
    return [
        (one.on.day, one.value) for one in Reading.objects.filter(metric=row, removed_at=None).order_by("on")
    ]


def test_a_computed_metric_reads_the_work_of_its_project_at_once_and_each_night(scene):
    spring = decided(scene)
    with at(-1):
        with scene.inside():
            row = closure(scene, spring)
            assert row.next_at is not None
            (typed,) = metrics.add_metrics([Metric(name="Typed")])
            assert typed.next_at is None
        fire(scene)
        with scene.inside():
            assert read_of(row) == [(24, 50)], "of two; that of the other project is not its"
            row.refresh_from_db()
            assert row.next_at.date() == day(25) or row.next_at.date() == day(24)
    with at(0):
        fire(scene)
        with scene.inside():
            assert read_of(row) == [(24, 50)], "the same number is not written each night"
            row.refresh_from_db()
            metrics.edit_metric(row, {"measure": ""})
            row.refresh_from_db()
            assert row.next_at is None
    with at(9):
        fire(scene)
        with scene.inside():
            assert read_of(row) == [(24, 50)], "nobody computes it any more"


def test_a_number_that_stays_is_read_once_a_week(scene):
    spring = decided(scene)
    with at(-1), scene.inside():
        row = closure(scene, spring)
    for days in range(8):
        with at(days):
            fire(scene)
    with scene.inside():
        assert [value for _on, value in read_of(row)] == [50, 50]


def test_a_metric_says_of_whom_and_how_and_refuses_what_is_not_there(scene):
    client = scene.client(scene.bob)
    with scene.inside():
        (row,) = metrics.add_metrics(
            [
                Metric(
                    name="Refunds", definition="Orders that are paid back", formula="Refunded ÷ ordered",
                    cohort="cohort:Pilot", unit="%", owner=scene.bob,
                )
            ]
        )  # fmt: skip
        for wrong in ({"measure": "luck"}, {"cohort": "friends"}):
            with pytest.raises(Invalid):
                metrics.edit_metric(row, wrong)
        with pytest.raises(Invalid):
            metrics.add_metrics([Metric(name="Bad", measure="luck")])
    page = unescape(client.get(f"{scene.url}metrics/{row.key}/").content.decode())
    assert "Orders that are paid back" in page and "Refunded ÷ ordered" in page and "Paste readings" in page
    with scene.inside():
        metrics.edit_metric(row, {"measure": "customer-confidence"})
    page = unescape(client.get(f"{scene.url}metrics/{row.key}/").content.decode())
    assert "Customer confidence" in page and "Computed from the work each night" in page
    token = {"authorization": f"Bearer {scene.token(scene.bob)}"}
    told = client.get(f"/api/v1/w/{scene.workspace.slug}/metrics/{row.key}", headers=token).json()
    assert told["definition"] == "Orders that are paid back" and told["measure"] == "customer-confidence"
    found = unescape(client.get(f"{scene.url}search/?q=Refunded").content.decode())
    assert "Refunds" in found


def test_what_is_computed_of_surveys_is_not_counted_as_one_more(scene):
    with at(0), scene.inside():
        (acme,) = customers.add_customers([Customer(name="Acme")])
        (nps, confidence) = metrics.add_metrics(
            [
                Metric(name="NPS", customer=acme, purpose="survey", unit="NPS"),
                Metric(
                    name="Confidence",
                    customer=acme,
                    purpose="survey",
                    measure="customer-confidence",
                    unit="%",
                ),
            ]
        )
        metrics.add_readings([Reading(metric=nps, on=day(20), value=Decimal(30))])
    with at(0):
        fire(scene)
        with scene.inside():
            assert read_of(confidence) == [(25, 100)]
            assert len(counted("customer-confidence", Period(day(1), day(25)))) == 1


@pytest.mark.parametrize("question", ["metric", "measure"])
def test_a_review_asks_with_a_live_number_its_trend_its_target_and_its_records(scene, question):
    spring = decided(scene)
    with at(0):
        with scene.inside():
            row = closure(scene, spring)
            about = f"metric:{row.key}" if question == "metric" else "measure:decision-closure"
            with pytest.raises(Invalid):
                add_cadences([Cadence(project=spring, asks=[{"says": "?", "about": "measure:luck"}])])
            add_cadences(
                [Cadence(project=spring, title="Weekly", asks=[{"says": "In time?", "about": about}])]
            )
            review = Review.objects.get(state="planned", cadence__title="Weekly")
        client, here = scene.client(scene.bob), f"{scene.url}reviews/{review.key}/"
        foreseen = unescape(client.get(here).content.decode())
        words = "went from 100 to 50 % within a week, away from the target of"
        assert words in " ".join(foreseen.split()) and "from 2 records" in foreseen
        assert client.post(f"{here}act/open/").status_code == 302
        with scene.inside():
            item = AgendaItem.objects.get(title="In time?")
            assert [one["code"] for one in item.reasons] == ["asked", "away"]
        page = unescape(client.get(here).content.decode())
        link = page.partition("insights/decision-closure/?")[2].partition('"')[0]
        opened = unescape(client.get(f"{scene.url}insights/decision-closure/?{link}").content.decode())
        assert "In time" in opened and "Late" in opened and "Theirs" not in opened
        assert "Only what belongs to" in opened


def test_signals_and_moves_are_counted(scene):
    with at(-20), scene.inside():
        setting = build(scene.bob)
        stage = setting.stages[0]
        made = readiness.add_signals(
            [
                Signal(project=setting.project, stage=stage, title=title, kind="test", test=title, due_on=due)
                for title, due in (("A", day(10)), ("B", day(12)), ("C", date(2026, 12, 20)))
            ]
        )
        assert len(made) == 3
    with at(-16), scene.inside():
        readiness.add_results(
            [readiness.Result(project=setting.project, name="A", passed=True, at=clock.now())]
        )
    with at(-3), scene.inside(scene.bob):
        card = setting.card("Texts")
        projects.move_cards([card], setting.stages[1])
        projects.move_cards([Card.objects.get(pk=card.pk)], setting.stages[0], reason="It is not clear")
        projects.move_cards([Card.objects.get(pk=card.pk)], setting.stages[1])
    with at(0), scene.inside():
        mine = whose.of_a_project(setting.project)
        told = counted("handed-on", Period(day(1), day(25)), mine)
        assert sorted(row.good for row in told) == [False, True, True] and {row.kind for row in told} == {
            "task"
        }
        told = counted("signals-proven", Period(day(1), day(25)), whose.of_a_project(setting.project))
        assert [(row.on.day, row.good) for row in told] == [(12, False), (10, True)]


@pytest.mark.parametrize("ends", [True, False])
def test_a_metric_and_a_measure_that_leave_where_they_should_be_are_told_by_rule(scene, ends):
    """By their lowest and highest; where nobody set any, by their target: what was there and is not any more."""
    spring = decided(scene)
    aim = {"low": Decimal(80)} if ends else {}
    with at(-8):
        with scene.inside():
            furnish()
            Rule.objects.filter(source__in=["metric-left-band", "measure-left-band"]).update(state="on")
            heed()
            (row,) = metrics.add_metrics(
                [Metric(name="Answers", direction="up", target=Decimal(90), owner=scene.bob, **aim)]
            )
            metrics.add_readings([Reading(metric=row, on=day(10), value=Decimal(95))])
            admin = verbs.add_goals(
                [Goal(measure="decision-closure", target=Decimal(40), owner=scene.bob, **({"low": Decimal(40)} if ends else {}))]
            )[0]  # fmt: skip
            row.refresh_from_db()
            assert (row.band, admin.band) == ("inside", "inside")
            assert not Nudge.objects.filter(subject_kind__in=["metric", "goal"]).exists()
            metrics.add_readings([Reading(metric=row, on=day(11), value=Decimal(60))])
    with at(0):
        fire(scene)
        with scene.inside():
            assert spring.pk and Event.objects.filter(kind="goal.left_band").count() == 1
            assert Event.objects.filter(kind="metric.left_band").count() == 1
            kinds = Nudge.objects.filter(recipient_id=scene.bob.pk).values_list("subject_kind", flat=True)
            assert {"metric", "goal"} <= set(kinds)


def test_what_has_never_reached_its_target_has_not_left_it(scene):
    with scene.inside():
        (row,) = metrics.add_metrics([Metric(name="Way", target=Decimal(90), owner=scene.bob)])
        metrics.add_readings([Reading(metric=row, on=day(10), value=Decimal(40))])
        row.refresh_from_db()
        assert row.band == "below" and not Event.objects.filter(kind="metric.left_band").exists()
        metrics.add_readings([Reading(metric=row, on=day(11), value=Decimal(92))])
        metrics.add_readings([Reading(metric=row, on=day(12), value=Decimal(80))])
        assert Event.objects.filter(kind="metric.left_band").count() == 1
        assert queries.lately(MEASURES["support-escalations"], whose.Whose(frozenset())).value is None


# -- many of them ---------------------------------------------------------------------------------------------


def statements(do) -> int:
    with CaptureQueriesContext(connection) as asked:
        do()
    return len(asked)


def many(scene, count: int) -> list[Metric]:
    """So many projects, customers and tiers, each with a decision in time and a metric of how many were."""
    made = customers.add_customers([Customer(name=f"C{count} {n}", tier=TIERS[n % 3]) for n in range(count)])
    led = projects.add_projects([Project(title=f"P{count} {n}", owner=scene.bob) for n in range(count)])
    asked = {"question": "?", "answer": "This", "due_on": day(20), "owner": scene.bob}
    rows = decisions.add_decisions(
        [Decision(title=f"{one.key}", customer=one, **asked) for one in made]
        + [Decision(title=f"{one.key}", subject=f"project:{one.key}", **asked) for one in led]
    )
    of = [{"customer": one} for one in made] + [{"cohort": f"tier:{TIERS[n % 3]}"} for n in range(count)]
    of += [{} for _one in led]
    named = [
        Metric(name=f"{count} {n}", measure="decision-closure", unit="%", **one) for n, one in enumerate(of)
    ]
    metrics.add_metrics(named)
    ties = zip(named[-count:], led, strict=True)
    talk.add_links(
        [Link(source=f"metric:{m.key}", target=f"project:{p.key}", relation="serves") for m, p in ties]
    )
    assert len(rows) == 2 * count
    return named


def test_thirty_metrics_are_read_with_the_statements_of_three(scene):
    """Of a project, of a customer, of a tier; new readings, and those of the same day that are others by the evening."""
    taken: dict[int, list[int]] = {}
    for count in (1, 10):
        with at(-20), scene.inside():
            named = many(scene, count)
        with at(0), scene.inside(scene.bob):
            rows = list(Metric.objects.filter(pk__in=[row.pk for row in named]).order_by("pk"))
            first = statements(lambda rows=rows: feeding.feed(rows))
            before = values_of(rows)
            assert len(before) == 3 * count
            decisions.add_decisions(
                [
                    Decision(
                        title=f"{row.pk}",
                        due_on=day(25),
                        state="approved",
                        owner=scene.bob,
                        answer="Yes",
                        **of(row),
                    )
                    for row in rows
                ]
            )
            rows = list(Metric.objects.filter(pk__in=[row.pk for row in named]).order_by("pk"))
            again = statements(lambda rows=rows: feeding.feed(rows))
            assert all(after > before[pk] for pk, after in values_of(rows).items())
        taken[count] = [first, again]
    assert taken[1] == taken[10]


def values_of(rows: list[Metric]) -> dict[int, Decimal]:
    return dict(Reading.objects.filter(metric__in=rows).values_list("metric_id", "value"))


def of(row: Metric) -> dict[str, object]:
    served = Link.objects.filter(source=f"metric:{row.key}").values_list("target", flat=True).first()
    customer = row.customer or Customer.objects.filter(tier=row.cohort.removeprefix("tier:")).first()
    return {"subject": served} if served else {"customer": customer}


def test_all_goals_are_judged_with_the_statements_of_three_beside_those_of_their_measures(scene):
    def beside(names: list[str]) -> int:
        rows = Goal.objects.filter(measure__in=names)
        judged = statements(lambda: banding.judge(rows))
        return judged - statements(lambda: [counted(name, banding.span()) for name in names])

    with at(-1), scene.inside():
        verbs.add_goals(
            [
                Goal(measure=name, target=Decimal(40), cohort=f"tier:{TIERS[n % 3]}", owner=scene.bob)
                for n, name in enumerate(MEASURES)
            ]
        )
    with at(0), scene.inside():
        assert beside([*MEASURES][:3]) == beside([*MEASURES])
