"""Risks on their way: the table, what it asks, how high one is in Python and in SQL, the window, twins and the trend."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.house.ledger.tests.drawn import sequences
from handrail.kit import clock
from handrail.kit.refusals import Invalid, Refused
from handrail.record.customers.models import Customer
from handrail.record.customers.verbs import add_customers
from handrail.record.risks import deadlines, exposure, register, states, trend, verbs, wording
from handrail.record.risks.going import WINDOW, limits, possible
from handrail.record.risks.models import SEVERITIES, Risk

PICTURE = Path(__file__).parents[5] / "docs" / "pictures" / "risk-states.mmd"
RATING = st.none() | st.integers(1, 5)
SAID = st.fixed_dictionaries(
    {
        "likelihood": RATING, "impact": RATING, "closeness": RATING, "severity": st.sampled_from(["", *SEVERITIES]),
        "mitigation": st.sampled_from(["", "Ask"]), "fallback": st.sampled_from(["", "Wait"]),
    }
)  # fmt: skip
STEP = st.tuples(st.sampled_from([*states.STEPS]), SAID, st.sampled_from(["", "Because"]), st.booleans())


def test_the_picture_is_the_table():
    assert PICTURE.read_text() == states.picture()
    for came in states.STATES:
        goes = [step.goes for step in states.steps_from(came)]
        assert len(goes) == len(set(goes)), "one step between two states"


def test_no_way_leads_past_what_is_asked(scene):
    """Whatever is said and tried: what stands, stands with all that its step asks, and SQL says how high it is as
    Python does."""

    @sequences(25)
    @given(tries=st.lists(STEP, min_size=1, max_size=5))
    def law(tries):
        (row,) = verbs.add_risks([Risk(title="Carrier closes", owner=scene.bob)])
        for name, said, reason, owned in tries:
            verbs.edit_risk(row, {**said, "owner": scene.bob if owned else None, "owner_gap": "nobody"})
            came, step = row.state, states.STEPS[name]
            day = clock.today() if reason else None
            try:
                verbs.step_risks([row], name, {"reason": reason, "review_on": day})
            except Refused:
                assert row.state == came
                continue
            assert came in step.came and row.state == step.goes
            high = exposure.is_red(row, limits())
            asked = {
                "owned": owned, "rated": row.likelihood and row.impact, "mitigation": row.mitigation,
                "fallback": row.fallback or not high, "reason": reason, "day": day,
                "answered": row.mitigation or reason,
            }  # fmt: skip
            assert all(asked[one] for one in step.asks)
            assert bool(row.answer_by) == bool(high and row.state in states.UNANSWERED)
        found = register.leveled(Risk.objects.filter(pk=row.pk), limits()).get()
        one = exposure.of(row, limits())
        assert (found.level, found.score, found.product) == (one.level, one.score, one.product)
        wanted = exposure.missing(one.level, row.state, row.mitigation, row.fallback)
        assert found.lacks == wanted and wording.explained(one)
        verbs.remove_risks([row])

    with scene.inside():
        law()


def test_who_writes_one_down_skips_nothing_that_a_step_asks(scene):
    """What is further already is judged as if it were taken there; what a file says is history, and stands."""
    whole = {"likelihood": 2, "impact": 2, "mitigation": "Ask", "reason": "Cheap", "review_on": clock.today()}
    with scene.inside():
        for state in states.STATES[1:]:
            step = states.between("identified", state)
            if step.asks:
                with pytest.raises(Refused) as refusal:
                    verbs.add_risks([Risk(title="Bare", state=state, owner_gap="nobody")])
                assert not all(one.passed for one in refusal.value.checks)
            (row,) = verbs.add_risks([Risk(title="Whole", state=state, owner=scene.bob, **whole)])
            (old,) = verbs.add_risks([Risk(title="Old", state=state, owner_gap="left")], from_file=True)
            assert (row.state, old.state) == (state, state)
        assert not Risk.objects.filter(title="Bare").exists()


def test_a_high_one_is_answered_in_two_days(scene):
    with scene.inside():
        high = Risk(title="Sponsor leaves", likelihood=5, impact=4, closeness=4, owner=scene.bob)
        row, low = verbs.add_risks([high, Risk(title="Slow page", likelihood=1, impact=2)])
        assert (
            timedelta() < WINDOW - (row.answer_by - clock.now()) < timedelta(minutes=1)
            and low.answer_by is None
        )
        (due,) = [one for one in deadlines.risk(row) if one.name == "risk.answer"]
        assert (due.due, due.tell[0]) == (row.answer_by, scene.bob.pk)
        assert [one.pk for one in register.lacking(limits())] == [row.pk]
        with pytest.raises(Refused):
            verbs.edit_risk(row, {"state": "mitigating", "mitigation": "Find a second one"})
        verbs.edit_risk(
            row, {"state": "mitigating", "mitigation": "Find a second one", "fallback": "Ask the CFO"}
        )
        assert (
            row.answer_by is None
            and not list(deadlines.risk(row))
            and not register.lacking(limits()).exists()
        )
        steps = {step.name: [one.passed for one in found] for step, found in possible(row)}
        assert steps == {"watch": [True, False], "settle": [True], "accept": [True, False], "happen": []}
        with pytest.raises(Invalid):
            verbs.step_risks([row], "forget")
        verbs.step_risks([row], "happen")
        verbs.step_risks([row], "reopen", {"reason": "It is back"})
        assert (row.state, row.answer_by is not None) == ("assessed", True), "unanswered again"


def test_what_is_at_stake_what_is_there_twice_and_how_it_went(scene):
    with scene.inside():
        acme, other = add_customers(
            [Customer(name="Acme", arr=Decimal(90_000), currency="EUR"), Customer(name="B")]
        )
        with clock.shifted(timedelta(days=-21)):
            first, own = verbs.add_risks(
                [
                    Risk(title="The sponsor leaves", customer=acme, likelihood=5, impact=5),
                    Risk(
                        title="The data is late", customer=acme, stake=Decimal(5_000), likelihood=2, impact=2
                    ),
                ]
            )
        assert {row.pk: row.worth for row in register.leveled(Risk.objects.all(), limits())} == {
            first.pk: Decimal(90_000),
            own.pk: Decimal(5_000),
        }
        assert [row.pk for row in register.alike("the Sponsor is leaving", acme)] == [first.pk]
        assert not register.alike("the Sponsor is leaving", other) and not register.alike("", acme)
        (again,) = verbs.add_risks([Risk(title="The sponsor leaves us", customer=acme)])
        found = register.twice([first, own, again])
        assert found == {first.pk: [(again.key, again.title)], again.pk: [(first.key, first.title)]}
        cells = register.matrix(register.leveled(Risk.objects.all(), limits()), "likelihood", "impact")
        assert cells == {
            (5, 5): register.Counted(1, 1), (2, 2): register.Counted(1, 0), (None, None): register.Counted(1, 0),
        }  # fmt: skip
        verbs.step_risks([first], "settle", {"reason": "She stays"})
        went = [(week.open, week.high) for week in trend.weeks(limits())]
        assert went[-5:] == [(0, 0), (2, 1), (2, 1), (2, 1), (2, 0)], "the last week as it is now"
        assert trend.weeks(limits(), [own.pk])[-1].open == 1
