"""What breaks opens what leans on it, whichever way it breaks; and which one is tested first, with the reason."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from handrail.house.deadlines.tests.stage import day, nudged, on, sweep
from handrail.house.ledger import undoing
from handrail.house.ledger.rows import today
from handrail.house.ledger.tests.drawn import sequences
from handrail.house.nudges.models import Nudge
from handrail.house.talk import verbs as talk
from handrail.house.talk.models import Link
from handrail.kit.refusals import Refusal, Refused
from handrail.record.assumptions import checks, queries, verbs
from handrail.record.assumptions.models import Assumption
from handrail.record.assumptions.states import STATES, STEPS
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer
from handrail.record.decisions import grounds
from handrail.record.decisions import queries as decisions
from handrail.record.decisions import verbs as deciding
from handrail.record.decisions.models import Decision


def an_assumption(scene, **values) -> Assumption:
    said = {"title": "Counsel answers in two days", "owner": scene.bob, "impact": 5, "cost": 1, **values}
    return verbs.add_assumptions([Assumption(**said)])[0]


def approved(scene, **values) -> Decision:
    said = {"title": "Which flow", "owner": scene.ada, "answer": "Async", "state": "approved", **values}
    return deciding.add_decisions([Decision(**said)], from_file=True)[0]


def lean(decision: Decision, assumption: Assumption) -> Link:
    link = Link(source=f"decision:{decision.key}", target=f"assumption:{assumption.key}", relation="leans_on")
    return talk.add_links([link])[0]


def told(name: str) -> list[tuple[int, str]]:
    rows = Nudge.objects.filter(name=name).order_by("pk").values_list("recipient_id", "params")
    return [(pk, str(params)) for pk, params in rows]


def test_one_that_breaks_opens_what_leans_on_it_and_its_owner_hears_why(scene):
    with scene.inside(scene.ada):
        row, other, decision = (
            an_assumption(scene),
            an_assumption(scene, title="Legal is there"),
            approved(scene),
        )
        lean(decision, row)
        lean(decision, other)
    with scene.inside(scene.bob) as scope:
        row = queries.get(row.key)
        with pytest.raises(Refused):
            verbs.step_assumptions([row], "invalidate")
        verbs.step_assumptions([row], "invalidate", {"finding": "It took nine days"})
        batch, after = scope.batch, decisions.get(decision.key)
        assert (row.state, row.settled_on, after.state, after.decided_by) == (
            "invalidated",
            today(),
            "proposed",
            None,
        )
        assert after.due_on > today() and after.reason == "“Counsel answers in two days” (It took nine days)"
        [(who, why)] = told("decision.told")
        assert who == scene.ada.pk and "nine days" in why
    with scene.inside(scene.ada):
        with pytest.raises(Refused, match="can not be"):
            deciding.step_decisions([decisions.get(decision.key)], "approve")
    with scene.inside(scene.bob), pytest.raises(Refusal):
        undoing.undo(batch)  # to approve again is for who decides
    with scene.inside(scene.ada):
        verbs.step_assumptions([queries.get(row.key)], "reopen", {"finding": "A new desk"})
        deciding.step_decisions([decisions.get(decision.key)], "approve")
        assert decisions.get(decision.key).state == "approved"
        assert deciding.remove_decisions([decisions.get(decision.key)])
        verbs.step_assumptions([queries.get(other.key)], "invalidate", {"finding": "No"})
        deciding.restore_decisions([Decision.objects.get(key=decision.key)])
        assert decisions.get(decision.key).state == "proposed", "it broke while the decision was away"


def test_time_that_passes_breaks_it_once_and_what_may_not_be_seen_is_not_named(scene):
    with on(0), scene.inside():
        (hush,) = customers.add_customers([Customer(name="Hush", owner=scene.alice, private=True)])
        row = an_assumption(scene, customer=hush, owner=scene.alice, expires_on=day(2))
        decision = approved(scene)
        lean(decision, row)
    sweep(2)
    with on(2), scene.inside():
        assert decisions.get(decision.key).state == "approved", "it is good through its day"
    for _ in range(2):
        sweep(3)
        with on(3), scene.inside():
            after = decisions.get(decision.key)
            assert (after.state, after.reason) == ("proposed", "…")
            assert [who for who, _ in told("decision.told")] == [scene.ada.pk]
            assert ("assumption.expires", "+1d") in [(name, offset) for _, name, offset in nudged()]
    with on(4), scene.inside():
        verbs.edit_assumption(queries.get(row.key), {"expires_on": day(30)})
    with on(4), scene.inside(scene.ada):
        deciding.step_decisions([decisions.get(decision.key)], "approve")


ACTS = st.one_of(
    st.tuples(st.just("step"), st.sampled_from(sorted(STEPS)), st.sampled_from(("", "Seen"))),
    st.tuples(st.just("state"), st.sampled_from(STATES), st.just("Seen")),
    st.tuples(st.just("expires"), st.sampled_from((-1, 0, 9)), st.just("")),
    st.tuples(st.just("there"), st.sampled_from(("remove", "restore")), st.just("")),
    st.tuples(st.just("link"), st.sampled_from(("add", "remove", "restore")), st.just("")),
    st.tuples(st.just("decision"), st.sampled_from(("approve", "reopen", "remove", "restore")), st.just("")),
    st.tuples(st.just("undo"), st.just(""), st.just("")),
)


@sequences(12)
@example([("expires", -1, ""), ("link", "add", "")])
@example(
    [("link", "add", ""), ("link", "remove", ""), ("state", "invalidated", "Seen"), ("link", "restore", "")]
)
@example([("link", "add", ""), ("there", "remove", ""), ("decision", "approve", ""), ("undo", "", "")])
@given(st.lists(ACTS, min_size=3, max_size=9))
def test_no_sequence_of_verbs_leaves_an_approval_on_what_is_broken(scene, acts):
    with scene.inside(scene.ada):
        row, decision = an_assumption(scene, key="", title="It holds"), approved(scene, key="")
    batches = [0]
    for act in acts:
        with scene.inside(scene.ada) as scope:
            try:
                do(scene, row.key, decision.key, batches, *act)
            except Refusal:
                continue
            batches.append(scope.batch)
        with scene.inside():
            rows = Decision.objects.filter(key=decision.key, state="approved", removed_at=None)
            assert not grounds.broken_under([one.key for one in rows])


def do(scene, row: str, decision: str, batches: list[int], act: str, what, why: str) -> None:
    one = Assumption.objects.get(key=row)
    if act == "step":
        verbs.step_assumptions([one], what, {"finding": why} if why else {})
    elif act == "state":
        verbs.edit_assumption(one, {"state": what, "finding": why})
    elif act == "expires":
        verbs.edit_assumptions([(one, {"expires_on": today() + timedelta(what)})])
    elif act == "there":
        {"remove": verbs.remove_assumptions, "restore": verbs.restore_assumptions}[what]([one])
    elif act == "link" and what == "add":
        lean(Decision.objects.get(key=decision), one)
    elif act == "link":
        rows = list(Link.objects.filter(target=f"assumption:{row}").order_by("-pk")[:1])
        {"remove": talk.remove_links, "restore": talk.restore_links}[what](rows)
    elif act == "undo":
        undoing.undo(batches[-1])
    elif what in ("remove", "restore"):
        rows = [Decision.objects.get(key=decision)]
        {"remove": deciding.remove_decisions, "restore": deciding.restore_decisions}[what](rows)
    else:
        deciding.step_decisions([decisions.get(decision)], what, {"reason": "Because"})


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=2, max_size=2))
def test_more_impact_or_less_cost_never_comes_later(pair):
    (impact, cost), (more, less) = pair
    if more >= impact and less <= cost:
        assert checks.rank(more, less) >= checks.rank(impact, cost)
    assert checks.advice(5, 1).name == "first" and checks.advice(None, 1).name == "unrated"
    assert str(impact) in checks.reason(impact, cost) and "%(" not in checks.reason(impact, cost)


def test_what_is_tested_first_stands_first_and_each_corner_finds_its_own(scene):
    with scene.inside():
        for place, (impact, cost) in enumerate([(2, 5), (5, 5), (None, 1), (5, 1), (1, 1)]):
            an_assumption(scene, title=f"A{place}", impact=impact, cost=cost)
        rows = queries.open_assumptions()
        assert [row.title for row in rows] == ["A3", "A1", "A4", "A0", "A2"]
        for name in ("first", "plan", "quick", "later", "unrated"):
            found = rows.filter(queries.corner(name))
            assert [row.title for row in found] == [
                row.title for row in rows if checks.advice(row.impact, row.cost).name == name
            ]
            assert found
        assert queries.counted(rows)[5, 1] == 1
