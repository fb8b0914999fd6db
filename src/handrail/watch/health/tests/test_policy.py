"""A policy says what it is, and refuses what it cannot mean."""

from __future__ import annotations

import json
from dataclasses import fields
from decimal import Decimal

import pytest

from handrail.kit.refusals import Invalid
from handrail.watch.health.policy import Policy
from handrail.watch.health.policy.sentences import SENTENCES


def test_the_defaults_are_the_seeds():
    policy = Policy()
    assert (policy.fresh_days, policy.stale_days, policy.criteria_min, policy.criteria_max) == (30, 60, 1, 5)
    assert (policy.plan_arr, policy.plan_stage) == (Decimal(100_000), 2)


def test_nothing_given_is_the_default():
    assert Policy.from_mapping({}) == Policy()


def test_a_policy_survives_json():
    policy = Policy.from_mapping({"currency": "EUR", "rates": {"USD": "0.92"}, "plan_arr": 50_000})
    assert Policy.from_mapping(json.loads(json.dumps(policy.as_mapping()))) == policy


def test_a_table_of_tiers_keeps_what_is_not_given():
    assert Policy.from_mapping({"touch_days": {"strategic": 7}}).touch_days == {
        "strategic": 7,
        "enterprise": 45,
        "commercial": 90,
        "": 60,
    }


@pytest.mark.parametrize(
    ("key", "found", "allowed"),
    [
        ("stale_day", 60, "no such threshold"),
        ("fresh_days", "30", "whole number"),
        ("fresh_days", True, "whole number"),
        ("fresh_days", 0, "from 1"),
        ("plan_arr", "a lot", "number"),
        ("plan_arr", -1, "0 or more"),
        ("plan_arr", "NaN", "number"),
        ("plan_stage", 5, "from 1 to 4"),
        ("currency", "euro", "three capital letters"),
        ("rates", {"usd": 1}, "three capital letters"),
        ("rates", {"USD": 0}, "more than 0"),
        ("rates", [1], "table"),
        ("untiered_as", "gold", "strategic"),
        ("required_sections", ["commercial"], "background"),
        ("required_sections", [], "list"),
        ("required_sections", "value", "list"),
        ("red_severities", [1], "word"),
        ("touch_days", {"gold": 3}, "strategic"),
        ("decline_readings", 1, "from 2"),
        (7, 7, "no such threshold"),
    ],
)
def test_a_bad_value_is_refused_with_key_found_and_allowed(key, found, allowed):
    with pytest.raises(Invalid) as refused:
        Policy.from_mapping({key: found})
    (problem,) = refused.value.problems
    assert problem.field == str(key)
    assert repr(found) in problem.message
    assert allowed in problem.fix


def test_all_problems_are_told_at_once():
    with pytest.raises(Invalid) as refused:
        Policy.from_mapping({"fresh_days": 0, "case_limit": -1, "nonsense": 1})
    assert {p.field for p in refused.value.problems} == {"fresh_days", "case_limit", "nonsense"}


@pytest.mark.parametrize(
    "given", [{"fresh_days": 60}, {"criteria_min": 6}, {"review_days": 121}, {"stale_days": 30}]
)
def test_thresholds_that_contradict_each_other_are_refused(given):
    with pytest.raises(Invalid):
        Policy.from_mapping(given)


def test_every_threshold_is_described_in_a_sentence():
    told = "".join(SENTENCES)
    own = {
        "reminders",
        "milestone_raised_days",
        "decision_raised_days",
        "decision_evidence",
        "raised",
        "proposal_stage",
        "phase_stages",
        "phase_asks",
        "cadences",
    }
    assert {f.name for f in fields(Policy) if f"%({f.name})s" not in told} == own
    policy = Policy(milestone_raised_days=77, raised={**Policy().raised, "plan.updated": ("member:zoe",)})
    assert "is 77 days late" in policy.describe_raised()[0]
    assert "raised to Zoe." in policy.describe_raised({"zoe": "Zoe"})[1]
    (tasks,) = (line for line in policy.describe_reminders() if line.startswith("A task is due; "))
    assert tasks.endswith(": the owner is reminded 1 day before, on the day.")
    assert "A plan is at risk after 60 days without update" in "\n".join(Policy().describe())


def test_what_phases_ask_is_said_in_sentences_and_read_strictly():
    told = " ".join(Policy().describe())
    assert (
        "Before a plan leaves “Finalize”: the plan is complete; it was gone through with the customer."
        in told
    )
    assert "From stage 4 on our proposal is blocked" in told
    chosen = Policy.from_mapping(
        {"phase_asks": {"leave initiate": ["  sections   outcomes "], "propose": []}}
    )
    assert chosen.phase_asks["leave initiate"] == ("sections outcomes",)
    assert "blocked until" not in " ".join(chosen.describe())
    for wrong in (
        {"leave nowhere": []},
        {"propose": ["sections"]},
        {"propose": ["complete x"]},
        {"propose": "x"},
    ):
        with pytest.raises(Invalid):
            Policy.from_mapping({"phase_asks": wrong})
    with pytest.raises(Invalid):
        Policy.from_mapping({"phase_stages": {"develop": "5"}})


def test_how_often_a_plan_is_looked_at_is_policy_in_sentences():
    assert "After go-live a plan is looked at with its customer every month." in Policy().describe()
    chosen = Policy.from_mapping({"cadences": {"post_go_live": "Every 2 Weeks", "pre_sales": ""}})
    assert chosen.cadences == {
        "pre_sales": "", "implementation": "2 weeks", "post_go_live": "2 weeks", "steady_state": "3 months",
    }  # fmt: skip
    assert "After go-live a plan is looked at with its customer every 2 weeks." in chosen.describe()
    assert any("whenever somebody plans it" in text for text in chosen.describe())
    for wrong in (
        {"golive": "1 week"},
        {"pre_sales": "0 weeks"},
        {"pre_sales": "2 moons"},
        {"pre_sales": 2},
        [],
    ):
        with pytest.raises(Invalid):
            Policy.from_mapping({"cadences": wrong})
