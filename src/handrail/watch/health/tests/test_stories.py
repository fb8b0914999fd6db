"""The example workspace comes out as its stories say."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from handrail.kit.verdict import Verdict
from handrail.record.customers.facts import CustomerFacts
from handrail.record.plans.facts import CriterionFacts
from handrail.record.risks.facts import RiskFacts
from handrail.watch.health.checks import judge_customer, judge_plan
from handrail.watch.health.facts import HealthFacts
from handrail.watch.health.policy import Policy
from handrail.watch.health.tests import stories
from handrail.watch.health.tests.stories import TODAY, customer, day, milestone, plan, tidewater, usage
from handrail.watch.health.words import say

POLICY = Policy(currency="EUR")


def state(facts: HealthFacts) -> str:
    return judge_customer(facts, POLICY, TODAY).state


def codes(facts: HealthFacts) -> set[str]:
    return {verdict.code for verdict in judge_customer(facts, POLICY, TODAY).reasons}


@pytest.mark.parametrize(
    ("story", "expected", "because"),
    [
        (stories.northwind, "watch", {"plan.on_track", "plan.reviewed"}),
        (stories.aurelia, "at_risk", {"risks.clear_before_renewal"}),
        (stories.kestrel, "at_risk", {"plan.not_stale", "plan.not_declining"}),
        (stories.cobalt, "watch", {"plan.updated"}),
        (stories.marlow, "healthy", {"customer.evidence", "plan.updated", "plan.on_track", "plan.reviewed"}),
        (tidewater, "healthy", {"customer.evidence"}),
    ],
)
def test_story(story, expected, because):
    facts = story()
    assert state(facts) == expected
    assert codes(facts) == because


def test_the_plan_alone_stands_as_the_customer_does():
    for story in (stories.northwind, stories.aurelia, stories.kestrel, stories.cobalt, stories.marlow):
        facts = story()
        assert judge_plan(facts.plans[0], POLICY, TODAY, facts.customer).state == state(facts)


def test_northwind_fails_two_of_nine():
    facts = stories.northwind()
    standing = judge_plan(facts.plans[0], POLICY, TODAY, facts.customer)
    assert len(standing.criteria) == 9
    assert len([v for v in standing.criteria if v.passed is False]) == 2


def test_kestrels_lost_sponsor_is_told():
    verdicts = {v.code: v for v in judge_customer(stories.kestrel(), POLICY, TODAY).criteria}
    assert verdicts["customer.sponsor"].passed is False


def test_the_reason_reads_like_a_sentence_with_its_place():
    stale = plan(updated_on=day(-62))
    verdict = next(v for v in judge_plan(stale, POLICY, TODAY).reasons if v.code == "plan.not_stale")
    assert say(verdict, TODAY).reason == "Last updated 20 Sep 2026, 62 days ago; the limit is 60 days."
    assert say(verdict, TODAY).fix
    assert str(verdict.evidence[0].where) == "csp.yaml:9:3"


# -- borders --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "expected"), [(0, "healthy"), (30, "healthy"), (31, "watch"), (59, "watch"), (60, "at_risk")]
)
def test_updates(days, expected):
    assert judge_plan(plan(updated_on=day(-days)), POLICY, TODAY).state == expected


@pytest.mark.parametrize(("late", "expected"), [(0, "healthy"), (1, "watch"), (7, "watch"), (8, "at_risk")])
def test_milestones(late, expected):
    assert judge_plan(plan(milestones=(milestone("M", -late),)), POLICY, TODAY).state == expected


@pytest.mark.parametrize(
    ("days", "expected"), [(92, "healthy"), (93, "watch"), (120, "watch"), (121, "at_risk")]
)
def test_reviews_without_any_touch(days, expected):
    assert judge_plan(plan(customer_reviewed_on=day(-days)), POLICY, TODAY).state == expected


def test_a_recent_touch_keeps_a_customer_engaged_whatever_the_review():
    met = customer(last_touch_on=day(-3))
    assert judge_plan(plan(customer_reviewed_on=day(-300)), POLICY, TODAY, met).state == "watch"


@pytest.mark.parametrize(
    ("risk", "expected"),
    [
        (RiskFacts(key="r", title="R", severity="critical"), "watch"),
        (RiskFacts(key="r", title="R", severity="critical", mitigation="Plan B"), "healthy"),
        (RiskFacts(key="r", title="R", likelihood=3, impact=5), "watch"),
        (RiskFacts(key="r", title="R", likelihood=3, impact=4), "healthy"),
        (RiskFacts(key="r", title="R", likelihood=5, impact=5, closeness=2), "healthy"),
        (RiskFacts(key="r", title="R", likelihood=4, impact=5, closeness=3), "watch"),
        (RiskFacts(key="r", title="R", severity="critical", state="mitigated"), "healthy"),
        (RiskFacts(key="r", title="R"), "healthy"),
    ],
)
def test_red_risks(risk, expected):
    assert judge_plan(plan(risks=(risk,)), POLICY, TODAY, customer()).state == expected


@pytest.mark.parametrize(("ahead", "expected"), [(61, "healthy"), (60, "at_risk"), (0, "at_risk")])
def test_a_red_risk_near_the_renewal(ahead, expected):
    red = RiskFacts(key="r", title="R", severity="critical", mitigation="Plan B")
    near = customer(renewal_on=day(ahead))
    assert judge_plan(plan(risks=(red,)), POLICY, TODAY, near).state == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (("71", "64", "58"), "at_risk"),
        (("64", "58"), "at_risk"),
        (("71", "69.5", "68.5", "67"), "at_risk"),
        (("71", "70"), "healthy"),
        (("50", "71", "71"), "healthy"),
        (("58",), "healthy"),
        (("71", "58", "64"), "healthy"),
    ],
)
def test_declining_values(values, expected):
    pairs = [(index - 10, value) for index, value in enumerate(values)]
    metric = stories.value_metric(direction="up", readings=stories.readings(*pairs))
    assert judge_plan(plan(metrics=(metric,)), POLICY, TODAY).state == expected


def test_a_sold_plan_without_milestones_is_not_healthy_but_a_young_one_may_be():
    assert judge_plan(plan(milestones=()), POLICY, TODAY).state == "no_data"
    young = plan(phase="initiate", milestones=(), customer_reviewed_on=None, created_on=day(-1))
    assert judge_plan(young, POLICY, TODAY).state == "healthy"


def test_a_plan_of_which_nothing_is_known_is_no_data():
    bare = plan(
        created_on=None, updated_on=None, customer_reviewed_on=None, milestones=(), metrics=(), risks=()
    )
    assert judge_plan(bare, POLICY, TODAY).state == "no_data"


def test_a_completed_plan_is_not_judged_by_its_age():
    met = CriterionFacts(key="c", title="C", met=True, evidence=1)
    done = plan(phase="completed", status="completed", updated_on=day(-400), criteria=(met,))
    assert judge_plan(done, POLICY, TODAY).state == "completed"
    assert judge_plan(done, POLICY, TODAY).criteria[0].passed
    assert (
        not judge_plan(replace(done, criteria=(replace(met, evidence=0),)), POLICY, TODAY).criteria[0].passed
    )


# -- customers without a plan ---------------------------------------------------------------------------


def test_a_customer_of_whom_nothing_is_known_is_no_data():
    assert state(HealthFacts(customer=CustomerFacts(key="x"))) == "no_data"


def test_a_touch_alone_is_not_enough_to_be_green():
    facts = HealthFacts(customer=customer())
    assert state(facts) == "no_data"
    told = judge_customer(facts, POLICY, TODAY).reasons[0]
    assert "usage, survey and sentiment" in say(told, TODAY).reason


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"last_touch_on": day(-91)}, "watch"),
        ({"last_touch_on": day(-121)}, "at_risk"),
        ({"sentiment": "poor"}, "at_risk"),
        ({"sentiment": "poor", "sentiment_on": day(-500)}, "at_risk"),
        ({"sentiment": "neutral"}, "healthy"),
        ({"sentiment": None}, "healthy"),
        ({"renewal_on": day(45)}, "watch"),
        ({"renewal_on": day(-1)}, "watch"),
        ({"cases": (stories.case("1", "critical", -2),)}, "watch"),
        ({"cases": (stories.case("1", "critical", -8),)}, "at_risk"),
        ({"cases": (stories.case("1", "critical", -8, -1),)}, "healthy"),
        ({"cases": (stories.case("1", "low", -31),)}, "watch"),
        ({"cases": tuple(stories.case(str(n), "low", -1) for n in range(6))}, "watch"),
        ({"cases": ()}, "healthy"),
    ],
)
def test_tidewater_when_things_change(change, expected):
    assert state(tidewater(**change)) == expected


@pytest.mark.parametrize(
    ("metrics", "expected"),
    [
        ((usage((-37, "140"), (-7, "120")),), "at_risk"),
        ((usage((-37, "80"), (-7, "90")),), "watch"),
        ((usage((-90, "110"), (-46, "121")),), "no_data"),
        ((usage((-90, "80"), (-46, "90")),), "watch"),
        ((stories.survey(-20, "30"),), "healthy"),
        ((stories.survey(-20, "-10"),), "watch"),
        ((stories.survey(-181, "30"),), "no_data"),
        ((stories.survey(-20, "30", unit="stars"),), "no_data"),
    ],
)
def test_usage_and_survey_without_a_sentiment(metrics, expected):
    facts = replace(tidewater(sentiment=None), metrics=metrics)
    assert state(facts) == expected


def test_a_policy_can_ask_for_more_signals():
    strict = Policy(signals_needed=3)
    assert judge_customer(tidewater(), strict, TODAY).state == "no_data"


def test_an_unfinished_plan_of_a_prospect_is_no_evidence_of_health():
    young = plan(phase="initiate", created_on=day(-1))
    assert state(HealthFacts(customer=customer(last_touch_on=None), plans=(young,))) == "no_data"


def test_the_worst_of_two_plans_decides():
    facts = replace(stories.marlow(), plans=(*stories.marlow().plans, plan("other", updated_on=day(-70))))
    standing = judge_customer(facts, POLICY, TODAY)
    assert standing.state == "at_risk"
    assert {e.key for v in standing.reasons for e in v.evidence} == {"other"}


def test_money_is_said_with_its_currency():
    from handrail.kit.words import english
    from handrail.watch.health.words import Voice

    assert Voice(TODAY, str, english).amount({"amount": "250000", "currency": "EUR"}) == "EUR 250,000"
    assert Voice(TODAY, str, english).amount({"amount": str(Decimal("9.5")), "currency": ""}) == "9.50"


# -- how long it holds ----------------------------------------------------------------------------------


def criterion(facts: HealthFacts, code: str) -> Verdict:
    return next(v for v in judge_customer(facts, POLICY, TODAY).criteria if v.code == code)


def test_a_renewal_is_prepared_only_until_the_planned_review_is_over():
    near = replace(stories.marlow(), customer=customer("marlow", renewal_on=day(40)))
    verdict = criterion(near, "customer.renewal_ready")
    assert (verdict.passed, verdict.holds_until) == (True, TODAY.start(day(7)))
    past = replace(near, plans=(replace(near.plans[0], next_review_on=day(-1)),))
    assert criterion(past, "customer.renewal_ready").passed is False


@pytest.mark.parametrize(
    "code", ["customer.usage_on_target", "customer.usage_steady", "customer.usage_fresh"]
)
def test_good_usage_counts_only_while_its_reading_is_fresh(code):
    verdict = criterion(tidewater(), code)
    assert (verdict.passed, verdict.holds_until) == (True, TODAY.start(day(-7 + 46)))


def test_a_reading_that_is_still_to_come_changes_the_answer_on_its_day():
    facts = replace(tidewater(), metrics=(usage((-37, "110"), (-7, "121"), (5, "60")),))
    verdict = criterion(facts, "customer.usage_steady")
    assert (verdict.passed, verdict.holds_until) == (True, TODAY.start(day(5)))
