"""What waits for what: one owner and no circle, by every way; chains and bottlenecks as a simple count finds them."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handrail.house.nudges.models import Nudge
from handrail.house.talk import verbs as talk
from handrail.house.talk.models import Link
from handrail.house.workspaces.models import Member
from handrail.kit.refusals import Invalid
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer
from handrail.record.decisions import chains, depending, graph, queries, verbs, yielding
from handrail.record.decisions.models import Constraint, Decision, Dependency
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task


def decisions(scene, titles: str, **values) -> list[Decision]:
    rows = [
        Decision(key=t.lower(), title=t, **{"owner": scene.bob, "answer": "Yes", **values}) for t in titles
    ]
    return list(verbs.add_decisions(rows))


def wait(one: Decision, other: Decision) -> Dependency:
    return depending.add_dependencies([Dependency(decision=one, needs=other)])[0]


def test_a_circle_is_refused_with_its_way_however_it_would_come_to_be(scene):
    with scene.inside():
        a, b, c, d = decisions(scene, "ABCD")
        first = wait(a, b)
        assert (first.owner, first.title) == (scene.bob, "B"), (
            "whoever decides what is waited for owns the wait"
        )
        wait(b, c)
        with pytest.raises(Invalid, match="circle: “C” → “A” → “B” → “C”"):
            wait(c, a)
        verbs.remove_decisions([b])
        with pytest.raises(Invalid, match="circle"):  # b may come back
            wait(c, a)
        verbs.restore_decisions([b])
        with pytest.raises(Invalid, match="circle: “C” → “D” → “C”"):
            depending.add_dependencies([Dependency(decision=c, needs=d), Dependency(decision=d, needs=c)])
        team = depending.add_dependencies([Dependency(decision=c, team="Legal", owner=scene.ada)])[0]
        with pytest.raises(Invalid, match="circle"):
            depending.edit_dependency(team, {"team": "", "needs": a})
        depending.remove_dependencies([first])
        wait(c, a)
        with pytest.raises(Invalid, match="circle"):
            depending.restore_dependencies([first])
        for wrong in ({}, {"needs": a, "team": "Legal"}):
            with pytest.raises(Invalid):
                depending.add_dependencies([Dependency(decision=d, **wrong)])


def test_what_waits_for_the_decision_of_who_is_no_member_any_more_is_nobodys(scene):
    with scene.inside():
        decisions(scene, "ABD")
        Member.objects.filter(pk=scene.bob.pk).update(role="guest")
        assert wait(queries.get("a"), queries.get("b")).owner_gap == "unknown"
        Member.objects.filter(pk=scene.bob.pk).update(left_on=date(2026, 11, 1))
        waiting = wait(queries.get("d"), queries.get("b"))
        assert (waiting.owner, waiting.owner_gap, waiting.owner_text) == (None, "left", "Bob")


def test_what_it_holds_up_and_where_it_sticks(scene):
    with scene.inside():
        a, b, c, d, e = decisions(scene, "ABCDE", subject="project:spring")
        for one, other in ((b, a), (c, b), (d, b), (e, d)):
            wait(one, other)
        assert {row.title for row in graph.held_up_by(a)} == set("BCDE")
        found = graph.about("project:spring")
        assert [row.title for row in found.chain] == list("ABDE")
        assert [(row.title, count) for row, count in found.bottlenecks()] == [("A", 4), ("B", 3)]
    with scene.inside(scene.bob):
        verbs.step_decisions([queries.get("a")], "approve")
        assert [row.title for row in graph.about("project:spring").chain] == list("BDE"), (
            "what is decided holds up nothing"
        )
        verbs.step_decisions([queries.get("e")], "reject", {"reason": "No"})
        assert {row.title for row in graph.held_up_by(queries.get("b"))} == set("CD")


def test_what_a_private_decision_is_called_is_not_told_to_who_does_not_see_it(scene):
    with scene.inside():
        (hush,) = customers.add_customers([Customer(name="Hush", owner=scene.alice, private=True)])
        (row,) = decisions(scene, "H", owner=scene.alice, customer=hush)
        verbs.step_decisions([row], "approve")
        (bound,) = queries.constraints_of(row)
        for owner in (scene.ada, scene.bob):
            (task,) = tasks.add_tasks([Task(title="Write it", owner=owner)])
            talk.add_links(
                [Link(source=f"task:{task.key}", target=f"constraint:{bound.key}", relation="carries")]
            )
        verbs.step_decisions([queries.get("h")], "revert", {"reason": "Too dear"})
        told = Nudge.objects.get(recipient=scene.bob, name="decision.broken")
        assert told.params == {} and "you may not see" in told.reason


def test_what_followed_from_a_decision_binds_the_work_until_it_is_replaced(scene):
    with scene.inside(scene.bob):
        old, new = decisions(scene, "ON", implications=["Two languages", "One page"])
        verbs.step_decisions([old, new], "approve")
        bound = queries.constraints_of(old)
        assert [one.title for one in bound] == ["Two languages", "One page"]
        (task,) = tasks.add_tasks([Task(title="Write it", owner=scene.ada)])
        talk.add_links(
            [Link(source=f"task:{task.key}", target=f"constraint:{bound[0].key}", relation="carries")]
        )
        assert queries.carried_by(bound) == {bound[0].key: [task.key], bound[1].key: []}
        verbs.step_decisions([queries.get("o")], "replace", {"replaced_by": queries.get("n")})
        (told,) = Nudge.objects.filter(subject_kind="task", subject_id=task.pk).exclude(name="task.given")
        assert (told.recipient_id, told.params) == (scene.ada.pk, {"decision": "O"})
        with pytest.raises(Invalid, match="nothing follows"):
            yielding.add_constraints([Constraint(decision=queries.get("o"), title="Late")])


EDGES = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=24)


@settings(max_examples=150, deadline=None)
@given(EDGES)
def test_chains_and_counts_are_those_of_a_simple_search(pairs):
    nodes = range(10)
    edges = sorted({(max(a, b), min(a, b)) for a, b in pairs if a != b})
    found = chains.whole(nodes, edges)
    back = [(other, one) for one, other in edges]
    assert found.holds == {node: len(chains.reached(node, back)) for node in nodes}
    longest = max(longest_from(node, edges) for node in nodes)
    assert len(found.chain) == (longest + 1 if longest else 0)
    assert all((one, other) in edges for other, one in pairwise(found.chain))
    assert not chains.circle(edges, edges)
    for one, other in edges[:3]:
        way = chains.circle(edges, [(other, one)])
        assert way[0] == way[-1] == other and all(edge in {*edges, (other, one)} for edge in pairwise(way))
    spots = chains.places(found, edges)
    assert len(set(spots.values())) == len(nodes)
    assert all(spots[one].column > spots[other].column for one, other in edges)


def longest_from(node: int, edges: list[tuple[int, int]]) -> int:
    return max((1 + longest_from(other, edges) for one, other in edges if one == node), default=0)
