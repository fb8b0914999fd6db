"""What each number counts: computed from the record and its history, opened by itself, and never a number without data."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from handrail.house.ledger import undoing
from handrail.kit import clock
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer
from handrail.record.handoffs import verbs as handoffs
from handrail.record.handoffs.models import Handoff
from handrail.record.notes import verbs as notes
from handrail.record.notes.models import Note
from handrail.record.plans import verbs as plans
from handrail.record.plans.models import Plan
from handrail.record.projects import verbs as projects
from handrail.record.projects.models import Card, Project
from handrail.record.projects.tests.setting import build
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task
from handrail.watch.insights import queries
from handrail.watch.insights.counting import counted
from handrail.watch.insights.measures import MEASURES, Counted, Period, point, series, steps, weeks, whole
from handrail.watch.insights.models import Goal
from handrail.watch.insights.verbs import add_goals
from handrail.watch.reviews import verbs as reviews
from handrail.watch.reviews.models import Cadence, Review

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
"""A Wednesday."""
SPAN = Period(date(2026, 11, 1), date(2026, 11, 30))


def at(days: float):
    return clock.frozen(NOW + timedelta(days=days))


def told(name):
    return [(row.on.day, row.good) for row in counted(name, SPAN)]


days = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@given(days, st.integers(1, 60), st.lists(st.tuples(days, st.booleans()), max_size=30))
def test_the_weeks_add_up_to_the_whole_and_no_data_is_no_number(last, count, found):
    measure, periods = MEASURES["follow-up"], weeks(last, count)
    rows = [Counted("task", n, on, good) for n, (on, good) in enumerate(found)]
    spells = [Counted("task", n, on, False, on + timedelta(days=9)) for n, (on, _good) in enumerate(found)]
    assert [one.all for one in series(measure, periods, spells)] == [
        sum(row.on <= one.last and row.until >= one.first for row in spells) for one in periods
    ]
    points, total = series(measure, periods, rows), point(measure, whole(periods), rows)
    assert sum(one.all for one in points) == total.all
    assert sum(one.good for one in points) == total.good
    assert all((one.value is None) == (one.all == 0) for one in points)
    assert all(one.value is None or 0 <= one.value <= 100 for one in points)
    assert periods[-1].last == last
    assert all(after.first - before.last == timedelta(days=1) for before, after in pairwise(periods))


@given(days, st.integers(0, 3650))
def test_any_time_falls_into_its_weeks_or_its_months(first, length):
    period = Period(first, first + timedelta(days=length))
    found, monthly = steps(period), length > 742
    assert whole(found) == period
    assert all(after.first - before.last == timedelta(days=1) for before, after in pairwise(found))
    assert all(one.first.day == 1 if monthly else one.first.weekday() == 0 for one in found[1:])
    assert all((one.last - one.first).days < (31 if monthly else 7) for one in found)


def live(scene) -> None:
    """A month in which each measure has something good and something bad."""
    with at(-40), scene.inside():
        (acme,) = customers.add_customers([Customer(name="Acme", owner=scene.bob)])
        setting = build(scene.bob)
        projects.edit_project(setting.project, {"kind": "onboarding"})
        setting.card("Connector")
        tasks.add_tasks(
            [
                Task(title="In time", due_on=date(2026, 11, 10), state="done", done_on=date(2026, 11, 9)),
                Task(title="Late", due_on=date(2026, 11, 10), state="done", done_on=date(2026, 11, 12)),
                Task(title="Open", due_on=date(2026, 11, 12)),
                Task(title="Dropped", due_on=date(2026, 11, 12), state="dropped"),
                Task(title="Today", due_on=date(2026, 11, 25)),
                Task(title="Ahead", due_on=date(2026, 11, 28)),
            ]
        )
        notes.add_notes(
            [Note(title=f"N{n}", fresh_until=date(2026, 11, 15) + timedelta(n)) for n in (1, 2, 20)]
        )
        good = {"state": "accepted", "date": "2026-11-03", "promises": [{"promise": "SSO", "owner": "mara"}]}
        bad = {**good, "date": "2026-11-04", "promises": [{"promise": "SSO", "owner": ""}]}
        vague = {"state": "accepted", "date": "2026-11-some day"}
        plans.add_plans(
            [Plan(title=f"P{n}", customer=acme, handoff=one) for n, one in enumerate((good, bad, vague))]
        )
        (plan,) = plans.add_plans([Plan(title="Handed", customer=acme, handoff=good)])
        handed = {"customer": acme, "state": "accepted", "due_on": date(2026, 11, 5)}
        handoffs.add_handoffs(
            [
                Handoff(title="In time", plan=plan, accepted_on=date(2026, 11, 4), **handed),
                Handoff(title="Late", accepted_on=date(2026, 11, 6), **handed),
                Handoff(title="Went back", accepted_on=date(2026, 11, 4), returns=1, **handed),
                Handoff(title="Ahead", customer=acme, due_on=date(2026, 11, 28), owner=scene.bob),
            ]
        )
        add_goals([Goal(measure="follow-up", target=Decimal(50), owner=scene.bob)])
    with at(-20), scene.inside():
        reviews.add_cadences([Cadence(title="Risk", owner=scene.bob)])
    with at(-16), scene.inside():  # Monday 9 November, noon: two hours late is in time
        reviews.open_review(Review.objects.get(state="planned"))
        tasks.edit_task(Task.objects.get(key="connector"), {"state": "blocked"})
    with at(-9.5), scene.inside():
        notes.confirm_notes([Note.objects.get(key="n1")], date(2026, 12, 24))
    with at(-7), scene.inside():  # Wednesday 18 November: two days late is not
        reviews.open_review(Review.objects.get(state="planned"))


def test_each_measure_counts_what_its_sentence_says(scene):
    live(scene)
    with at(0), scene.inside():
        assert told("follow-up") == [(12, False), (10, False), (10, True)]
        assert told("onboarding-blockers") == [(9, False)]
        assert told("risk-reviews") == [(23, False), (16, False), (9, True)]
        assert told("note-freshness") == [(17, False), (16, True)]
        assert told("handoff") == [(5, False), (5, False), (5, True), (4, False), (3, True)]
        known = {one.measure.name: one for one in queries.results(4)}
        follow = known["follow-up"]
        assert (follow.total.value, follow.target, follow.reached) == (Decimal("33.3"), Decimal(50), False)
        assert known["onboarding-blockers"].reached is False
    with at(400), scene.inside():
        nothing = queries.results(4)
        assert [one.total.value for one in nothing[:5]] == [None, Decimal(1), None, None, None], (
            "still blocked"
        )
        assert nothing[0].reached is None, "without data nothing is reached, and nothing missed"


def test_what_is_changed_later_moves_no_day_that_is_over(scene):
    """Redated, backdated, removed, taken off the board, called off: each number stays what it was on its day."""
    live(scene)
    names = ("follow-up", "onboarding-blockers", "risk-reviews", "handoff")
    with at(0), scene.inside():
        before = {name: told(name) for name in names}
        late, lately = (Task.objects.get(key=key) for key in ("late", "open"))
        tasks.edit_task(late, {"due_on": date(2027, 2, 1), "state": "open"})
        tasks.edit_task(lately, {"state": "done", "done_on": date(2026, 11, 11)})
        projects.edit_project(Project.objects.get(), {"kind": "free"})
        tasks.edit_task(Task.objects.get(key="connector"), {"state": "done"})
        tasks.remove_tasks([late, lately, Task.objects.get(key="in-time"), Task.objects.get(key="connector")])
        projects.remove_cards(list(Card.objects.filter(removed_at=None)))
        reviews.call_off(Review.objects.get(state="planned"), "Too late for that")
        reviews.remove_reviews(list(Review.objects.filter(removed_at=None)))
        good, bad = Plan.objects.get(key="p0"), Plan.objects.get(key="p1")
        plans.edit_plan(bad, {"handoff": {**good.handoff, "date": bad.handoff["date"]}})
        plans.edit_plan(good, {"handoff": {}})
        mine = Handoff.objects.filter(due_on=date(2026, 11, 5))
        handoffs.edit_handoffs(
            [(row, {"due_on": date(2026, 12, 24), "state": "requested"}) for row in mine[:1]]
        )
        handoffs.remove_handoffs(list(Handoff.objects.all()))
        handoffs.add_handoffs([Handoff(title="Next year", customer=bad.customer, plan=bad, owner=scene.bob)])
    with at(0), scene.inside():
        assert {name: told(name) for name in names} == before
    with at(0):
        page = scene.client(scene.bob).get(f"{scene.url}insights/follow-up/?from=2026-11-01&to=2026-11-30")
        assert "In time" in page.content.decode().partition("data-list")[2], "what was removed is named"


def test_who_stays_blocked_counts_in_every_week_of_it_on_boards_that_were_for_onboarding_then(scene):
    weekly = weeks(date(2026, 11, 25), 5)
    with at(-30), scene.inside():
        setting = build(scene.bob)
        cards = [setting.card(name) for name in ("Long", "Mistake", "Before", "After", "Off")]
        long, mistake, before, after, off = (card.task for card in cards)
        tasks.edit_task(before, {"state": "blocked"})
    with at(-25), scene.inside():
        tasks.edit_task(before, {"state": "open"})
        projects.edit_project(setting.project, {"kind": "onboarding"})
    with at(-22), scene.inside():  # Tuesday 3 November
        tasks.edit_tasks((row, {"state": "blocked"}) for row in (long, off))
        projects.remove_cards([cards[-1]])
    with at(-21), scene.inside(scene.bob) as scope:
        tasks.edit_task(mistake, {"state": "blocked"})
        batch = scope.batch
    with at(-21), scene.inside(scene.bob):
        undoing.undo(batch)
    with at(-8), scene.inside():  # Tuesday 17 November
        tasks.edit_task(long, {"state": "done"})
        projects.edit_project(setting.project, {"kind": "free"})
        tasks.edit_task(after, {"state": "blocked"})
    with at(0), scene.inside():
        found = queries.result(MEASURES["onboarding-blockers"], weekly, None)
        assert [int(one.value) for one in found.points] == [0, 1, 1, 1, 0]
        assert [(row.pk, row.on.day, row.until.day) for row in found.rows] == [(long.pk, 3, 17)]
        assert found.total.value == 1, "one spell, however many weeks it held"


def test_a_promise_moved_ahead_of_its_day_counts_on_the_new_one(scene):
    with at(-20), scene.inside():
        rows = tasks.add_tasks(
            [
                Task(title=name, due_on=date(2026, 11, 10))
                for name in ("Moved", "Dropped", "Gone", "Done", "Wrong")
            ]
        )
    with at(-19), scene.inside():
        moved, dropped, gone, done, _wrong = rows
        tasks.edit_task(moved, {"due_on": date(2026, 11, 20)})
        tasks.edit_task(dropped, {"state": "dropped"})
        tasks.edit_task(done, {"state": "done", "done_on": date(2026, 11, 30)})
        tasks.remove_tasks([gone])
    with at(-3), scene.inside():
        tasks.edit_task(Task.objects.get(key="wrong"), {"due_on": date(2026, 11, 11)})
        assert sorted(told("follow-up")) == [(10, False), (10, False), (10, True), (11, False), (20, False)]
    with at(-10), scene.inside():
        reviews.add_cadences([Cadence(title="Quarter", kind="qbr", owner=scene.bob)])
    with at(0), scene.inside():
        assert told("risk-reviews") == [], "another kind of review"


def test_measures_take_the_same_few_statements_however_much_they_count(scene):
    asked = []
    for size in (5, 300):
        with at(-40), scene.inside():
            tasks.add_tasks([Task(title="T", due_on=date(2026, 11, 1 + n % 20)) for n in range(size)])
        with at(0), scene.inside(), CaptureQueriesContext(connection) as captured:
            queries.results(12)
        asked.append(len(captured))
    assert asked[0] == asked[1] <= 2 + len(MEASURES)


def test_the_page_shows_each_number_with_its_target_its_table_and_its_records(scene):
    live(scene)
    alice, bob = scene.client(scene.alice), scene.client(scene.bob)
    with at(0):
        seen = bob.get(f"{scene.url}insights/").content.decode()
        assert 'aria-label="Follow-up completion by week, the last 12 weeks: 33.3 %, target 50 %"' in seen
        assert "Change the target" not in seen
        address = f"{scene.url}insights/follow-up/?from=2026-11-01&to=2026-11-30"
        opened = bob.get(address).content.decode().partition("data-list")[2]
        assert [name in opened for name in ("In time", "Late", "Open", "Dropped", "Ahead")] == [
            True, True, True, False, False,
        ]  # fmt: skip
        assert "In time" not in bob.get(f"{address}&which=bad").content.decode().partition("data-list")[2]
        table = csv.DictReader(io.StringIO(bob.get(f"{scene.url}insights/?weeks=4&file").content.decode()))
        lines = [line for line in table if line["measure"] == "follow-up"]
        assert (len(lines), sum(int(line["all"]) for line in lines)) == (4, 3)
        chosen = f"{scene.url}insights/?from=2026-11-10&to=2026-11-24"
        seen = bob.get(chosen).content.decode()
        assert 'aria-label="Follow-up completion from 10 Nov 2026 to 24 Nov 2026:' in seen
        assert "insights/follow-up/?from=2026-11-10&amp;to=2026-11-24" in seen
        lines = list(csv.DictReader(io.StringIO(bob.get(f"{chosen}&file").content.decode())))
        assert [line["from"] for line in lines if line["measure"] == "handoff"] == [
            "2026-11-10", "2026-11-16", "2026-11-23",
        ]  # fmt: skip
        assert bob.get(f"{scene.url}insights/?from=2026-11-24&to=2026-11-10").status_code == 409
        assert bob.get(f"{scene.url}insights/none/").status_code == 404
        assert bob.get(f"{scene.url}insights/handoff/?from=soon").status_code == 409
        aim = {"target": "72,5", "owner": "bob"}
        assert bob.post(f"{scene.url}insights/handoff/aim/", aim).status_code == 403
        assert alice.post(f"{scene.url}insights/handoff/aim/", aim).status_code == 302
        assert alice.post(f"{scene.url}insights/handoff/aim/", {**aim, "target": "101"}).status_code == 409
        assert "at least 72.5 %" in alice.get(f"{scene.url}insights/").content.decode()
        head = {"authorization": f"Bearer {scene.token(scene.bob)}"}
        api = f"/api/v1/w/{scene.workspace.slug}/insights"
        known = {one["name"]: one for one in scene.client().get(api, headers=head).json()["items"]}
        assert (known["handoff"]["owner"], known["handoff"]["total"]["all"]) == ("bob", 5)
        over = scene.client().get(f"{api}?first=2026-11-10&last=2026-11-24", headers=head).json()["items"][0]
        assert [one["first"] for one in over["points"]] == ["2026-11-10", "2026-11-16", "2026-11-23"]
        assert scene.client().get(f"{api}?first=2026-11-10&weeks=4", headers=head).status_code == 422
        found = scene.client().get(f"{api}/handoff/records?first=2026-11-01", headers=head).json()
        assert [one["subject"]["key"] for one in found["items"]][-2:] == ["p1", "p0"]
        assert scene.client().get(f"{api}/handoff/records?first=1900-01-01", headers=head).status_code == 422
