"""A chain as a workspace writes it: one text for each meaning, and sentences for people."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.house.access.workspace import edit_workspace
from handrail.house.deadlines import survey
from handrail.house.deadlines.tests.stage import customer, day, milestone, on, plan, sweep
from handrail.house.escalations import policy, queries, verbs
from handrail.house.escalations.causes import CAUSES, MISSED, STALE
from handrail.house.escalations.rungs import Rung
from handrail.house.ledger import write
from handrail.record.plans import verbs as plans
from handrail.watch.health.policy import Policy
from handrail.watch.health.thresholds import set_policy

TIMES = st.one_of(
    st.builds(lambda n: f"{n}wh", st.integers(1, 500)),
    st.builds(lambda n: f"{n}wd", st.integers(1, 180)),
    st.builds(lambda n: f"{n}h", st.integers(1, 1440)),
    st.builds(lambda n: f"{n}d", st.integers(1, 60)),
)
WHO = st.sampled_from(["owner", "manager", "admin", "workspace_owner", "member:jonas"])


@given(st.lists(st.tuples(WHO, TIMES), min_size=1, max_size=6, unique_by=lambda pair: pair[0]))
def test_what_is_written_reads_as_the_same_chain(pairs):
    chain = policy.read_chain([f"{who} {time}" for who, time in pairs])
    assert policy.read_chain(list(policy.written(chain))) == chain
    assert policy.written(policy.read_chain(", ".join(policy.written(chain)))) == policy.written(chain)
    assert [rung.who for rung in chain] == [who for who, _time in pairs]
    assert all(rung.hours for rung in chain[:-1]) and not chain[-1].hours


@pytest.mark.parametrize(
    "text",
    ["", "owner, manager", "boss 1d", "owner 0h, admin", "owner 61d, admin", "owner 1wd, owner", 7, ["owner", 1],
     "owner 1d, manager 1d, admin 1d, workspace_owner 1d, member:a 1d, member:b 1d, member:c"],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_in_words(text):
    with pytest.raises(ValueError, match=r"\.$"):
        policy.read_chain(text)


def test_sentences_for_people():
    assert policy.sentence(MISSED, 1, MISSED.chain) == (
        "A milestone that is 1 day late is raised to its owner, after 1 working day to the manager, "
        "after 2 working days to an administrator, after 2 working days to an owner of the workspace."
    )
    chain = policy.read_chain("manager 36h, member:jonas 2d, member:gone")
    assert policy.sentence(STALE, 60, chain, {"jonas": "Jonas Weber"}) == (
        "A plan that nobody has updated for 60 days after the sale is raised to its owner's manager, "
        "after 36 hours to Jonas Weber, after 2 days to gone."
    )


def test_the_defaults_are_those_of_the_causes():
    assert {name: policy.read_chain(text) for name, text in Policy().raised.items()} == {
        name: cause.chain for name, cause in CAUSES.items()
    }
    assert Policy.from_mapping({"raised": {}}) == Policy()
    for odd in ({"milestone.due": 5}, {"milestone.due": "nobody 1h, owner"}, "text"):
        assert policy.chain_of(MISSED, {"raised": odd}) == MISSED.chain


# -- what a workspace says, happens -------------------------------------------------------------------------


@pytest.fixture
def team(scene):
    """Bob reports to Ada; every day is a working day."""
    with scene.inside():
        edit_workspace({"working_days": [1, 2, 3, 4, 5, 6, 7]})
        write.change(scene.bob, {"manager": scene.ada})
    return scene


def asked(**given):
    set_policy({**given, "raised": {"milestone.due": ["member:alice 3h", "owner"]}})


def only():
    return queries.all_raised().get()


def test_the_days_and_the_people_are_those_of_the_policy(team):
    with team.inside():
        asked(milestone_raised_days=3)
        milestone(plan(customer(team, owner=team.bob)), day(2))
    for number in (3, 4):
        sweep(number)
    with team.inside():
        assert not queries.all_raised().exists()
    sweep(5, hour=12)
    with team.inside():
        one = only()
        assert (one.owner_id, one.params, one.missed_on) == (team.alice.pk, {"days": 3}, day(2))
    sweep(5, hour=16)
    with team.inside():
        assert (only().owner_id, only().next_at) == (team.bob.pk, None)


def test_a_changed_rule_leaves_alone_what_has_begun_and_raises_nothing_twice(team):
    with team.inside():
        row = milestone(plan(customer(team, owner=team.bob)), day(2))
        ended = milestone(row.plan, day(2), key="ended")
    for number in (2, 3):
        sweep(number)
    with on(3), team.inside():
        verbs.resolve(queries.waiting().get(subject_key="ended"), "Not before the spring")
        before = queries.waiting().get()
        assert before.chain == [rung.stored() for rung in MISSED.chain]
        asked(milestone_raised_days=9)
    with on(3), team.inside():
        plans.edit_milestone(row, {"title": "Other"})
    with on(3):
        survey.survey(team.workspace.pk)
    with on(3), team.inside():
        after = queries.waiting().get()
        assert (after.chain, after.next_at, after.state) == (before.chain, before.next_at, "open")
    for number in (10, 11, 12):
        sweep(number)
    with team.inside():
        assert queries.all_raised().count() == 2, "what was ended in words is not raised by the new rule"
        plans.edit_milestone(ended, {"state": "done"})
        plans.edit_milestone(row, {"state": "done"})
    with team.inside():
        assert not queries.waiting().exists()


def test_who_would_be_concerned_today(team):
    with team.inside():
        made = plan(customer(team, owner=team.bob))
        for n in (1, 3, 5):
            milestone(made, day(-n), key=f"m{n}")
        milestone(made, day(-9), key="done", state="done")
    with team.inside():
        assert [one.subject_key for one in queries.late(MISSED, 3, day(0))] == ["m5", "m3"]
        assert not queries.late(STALE, 1, day(0) + timedelta(days=99)), "before the sale nothing is broken"
        assert queries.raised_already(MISSED, queries.late(MISSED, 1, day(0))) == set()
        assert Rung("owner").stored() == {"who": "owner", "hours": 0, "working": False}
