"""The number beside the verdict: made of its parts, never green without evidence, and followed over time."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from handrail.house.ledger.models import Event
from handrail.kit import clock
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer, Touchpoint
from handrail.record.metrics import verbs as metrics
from handrail.record.metrics.models import Metric, Reading
from handrail.watch.health.checks import judge_customer
from handrail.watch.health.checks.score import EVIDENCE, GREEN, OF, PARTS, as_of, followed, part_of, score
from handrail.watch.health.checks.standing import WEIGHTS
from handrail.watch.health.models import Standing
from handrail.watch.health.policy import SCORED, Policy
from handrail.watch.health.tests.worlds import TODAYS, WORLDS

DAYS = st.integers(0, 6).map(lambda n: (date(2026, 11, 1) + timedelta(n)).isoformat())


def test_every_criterion_belongs_to_a_part():
    assert tuple(SCORED) == PARTS and sum(SCORED.values()) == 100
    parts = {code: "plan" if code.startswith("plan.") else "risks" for code in WEIGHTS} | OF
    assert {parts[code] for code in WEIGHTS} == set(PARTS)


@given(WORLDS, TODAYS, st.dictionaries(st.sampled_from(PARTS), st.integers(0, 100)))
def test_a_score_is_an_average_of_what_is_known(facts, today, weights):
    judged = judge_customer(facts, Policy(), today)
    found = score(judged.criteria, weights)
    known = [one for one in found.parts if one.value is not None and one.weight]
    assert found.value is None or known
    assert found.value is not None or found.capped or not known
    if found.value is not None:
        assert found.capped or min(p.value for p in known) <= found.value <= max(p.value for p in known)
    green = found.value is not None and found.value >= GREEN
    assert not green or any(v.passed for v in judged.criteria if v.code == EVIDENCE)
    assert not green or judged.state != "at_risk"
    for part in found.parts:
        assert all(judged.criteria[place].passed is False for place in part.failed)
        known_here = [v for v in judged.criteria if part_of(v) == part.name and v.passed is not None]
        assert (part.value is None) is not bool(known_here)


@given(st.lists(st.tuples(DAYS, st.none() | st.integers(0, 3)), max_size=8))
def test_the_trail_tells_what_held_on_each_day(answers):
    answers.sort(key=lambda answer: answer[0])
    trail = []
    for day, value in answers:
        trail = followed(trail, day, value, "watch")
    assert [entry[0] for entry in trail] == sorted({entry[0] for entry in trail})
    for day in {day for day, _value in answers}:
        last = [value for on, value in answers if on <= day][-1]
        assert as_of(trail, day)[1] == last
    assert as_of(trail, "2026-10-31") is None


def test_it_is_kept_and_its_history_told(scene):
    with scene.inside():
        (acme,) = customers.add_customers([Customer(name="Acme", owner=scene.bob)])
    with scene.inside():
        assert Standing.objects.get().score != 100
        day = clock.today("UTC")
        customers.add_touchpoints([Touchpoint(customer=acme, kind="call", on=day)])
        (seats,) = metrics.add_metrics([Metric(customer=acme, name="Seats", purpose="usage", target=80)])
        metrics.add_readings([Reading(metric=seats, on=day, value=90)])
    with scene.inside():
        row = Standing.objects.get()
        assert row.score is not None and row.trail[-1] == [day.isoformat(), row.score, row.state]
        parts = {one["name"]: one["value"] for one in row.parts}
        assert (parts["usage"], parts["survey"]) == (100, None)
        told = Event.objects.filter(subject_kind="standing", changes__has_key="score")
        assert told.order_by("-id").first().changes["score"][1] == row.score
    page = scene.client(scene.bob).get(f"{scene.url}customers/?sort=-score&moved=better&owner=all").text
    assert "No customer fits" in page, "there is nothing yet to compare with"
    past = (day - timedelta(days=30)).isoformat()
    with scene.inside():
        Standing.objects.update(trail=[[past, 12, "at_risk"], *row.trail])
    bob = scene.client(scene.bob)
    assert f"+{row.score - 12}" in bob.get(f"{scene.url}customers/?moved=better&owner=all").text
    assert "No customer fits" in bob.get(f"{scene.url}customers/?moved=worse&owner=all").text
    today = bob.get(scene.url).text
    assert "What changed since last week" in today and f"+{row.score - 12}" in today
    shown = bob.get(f"{scene.url}customers/acme/").text
    assert f"Score {row.score}" in shown and "Health score" in shown
    head = {"Authorization": f"Bearer {scene.token(scene.bob)}"}
    told = scene.client().get(f"/api/v1{scene.url}customers/acme/verdict", headers=head).json()
    assert (told["score"], told["score_week_ago"]) == (row.score, 12)
    assert [one["name"] for one in told["parts"]] == list(PARTS)
