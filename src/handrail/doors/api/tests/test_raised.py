"""What is raised, for programs: the same verbs, the same rights, the same refusals."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handrail.house.deadlines.tests.stage import customer, milestone, plan
from handrail.house.escalations import queries
from handrail.house.ledger import write
from handrail.kit import clock


@pytest.fixture
def raised(scene, calling):
    """Bob's plan, raised to Bob by Alice."""
    with scene.inside():
        write.change(scene.bob, {"manager": scene.ada})
        write.change(scene.gita, {"role": "member"})
        milestone(plan(customer(scene, owner=scene.bob)), clock.today() + timedelta(days=90))
    body = {"subject": "plan:harbor", "to": "bob", "reason": "50% is idle"}
    return calling(scene.alice).post("escalations", body)


def day(number):
    return (clock.today() + timedelta(days=number)).isoformat()


def test_raised_by_hand_it_can_be_read_and_found(scene, calling, raised):
    assert raised.status_code == 201
    shown = raised.json()
    assert (shown["owner"], shown["state"], shown["cause"]) == ("bob", "open", "hand")
    assert (shown["subject"], shown["customer"]) == ({"kind": "plan", "key": "harbor"}, "northwind")
    assert (shown["why"], shown["told"][0]["member"]) == ("50% is idle", "bob")
    assert [one["who"] for one in shown["chain"]] == ["member:bob", "manager", "admin", "workspace_owner"]
    bob = calling(scene.bob)
    again = bob.get(raised.headers["Location"].partition("/w/")[2].partition("/")[2])
    assert again.json() == shown
    assert bob.get(f"escalations/{shown['key']}", If_None_Match=again.headers["ETag"]).status_code == 304
    for asked, found in (
        ("", 1), ("?owner=bob", 1), ("?owner=ada", 0), ("?customer=northwind", 1), ("?state=waiting", 1),
        ("?state=resolved", 0), ("?subject=plan:harbor", 1), ("?subject=customer:northwind", 0),
    ):  # fmt: skip
        assert len(bob.get(f"escalations{asked}").json()["items"]) == found, asked
    for asked, status in (
        ("?state=odd", 422),
        ("?subject=odd", 422),
        ("?owner=nobody", 404),
        ("?who=bob", 422),
    ):
        answer = bob.get(f"escalations{asked}")
        assert answer.status_code == status, asked
        assert answer.headers["Content-Type"].startswith("application/problem+json")


def test_whoever_it_is_raised_to_answers(scene, calling, raised):
    bob, here = calling(scene.bob), f"escalations/{raised.json()['key']}"
    answer = bob.post(f"{here}/acknowledge", {"promise": "We call them", "by": day(3)})
    assert (answer.json()["state"], answer.json()["promised_on"]) == ("acknowledged", day(3))
    answer = bob.post(f"{here}/snooze", {"reason": "She is back on Monday", "until": day(2)})
    assert (answer.json()["state"], answer.json()["snoozes"]) == ("snoozed", 1)
    answer = bob.post(f"{here}/hand-to", {"to": "ada"})
    assert (answer.json()["owner"], [t["member"] for t in answer.json()["told"]]) == ("ada", ["bob", "ada"])
    answer = calling(scene.ada).post(f"{here}/resolve", {"words": "Agreed"})
    assert (answer.json()["state"], answer.json()["ended_by"], answer.json()["ended"]) == (
        "resolved",
        "ada",
        "Agreed",
    )
    assert bob.post(f"{here}/resolve", {"words": "Twice"}).status_code == 422


def test_the_same_refusals_as_on_the_page(scene, calling, raised):
    bob, here = calling(scene.bob), f"escalations/{raised.json()['key']}"
    assert calling(scene.gita).post(f"{here}/resolve", {"words": "Mine"}).status_code == 403
    for act, body, field in (
        ("acknowledge", {"promise": " ", "by": day(1)}, "promise"),
        ("acknowledge", {"promise": "x", "by": day(-1)}, "by"),
        ("snooze", {"reason": "x", "until": day(60)}, "until"),
        ("hand-to", {"to": "zoe"}, "to"),
        ("hand-to", {"to": "bob"}, "to"),
    ):
        answer = bob.post(f"{here}/{act}", body)
        assert answer.status_code == 422, (act, body)
        assert [problem["field"] for problem in answer.json()["problems"]] == [field]
    stale = bob.post(f"{here}/resolve", {"words": "x"}, If_Match='"77"')
    assert stale.status_code == 412
    body = {"subject": "plan:harbor", "to": "ada", "reason": "Again"}
    assert bob.post("escalations", body).status_code == 422, "it is raised already"
    for subject in ("plan:none", "nothing", "evidence:x"):
        assert bob.post("escalations", {**body, "subject": subject}).status_code == 404


def test_sent_twice_it_is_raised_once(scene, calling, raised):
    body = {"subject": "customer:northwind", "to": "ada", "reason": "They call twice a day"}
    first, second = (calling(scene.bob).post("escalations", body, Idempotency_Key="one") for _ in range(2))
    assert first.status_code == second.status_code == 201
    assert first.json() == second.json()
    assert second.headers["Idempotent-Replay"] == "true"
    with scene.inside():
        assert queries.waiting().count() == 2


def test_whom_it_goes_to_is_policy(scene, calling):
    ada, bob = calling(scene.ada), calling(scene.bob)
    policy = {"milestone_raised_days": 4, "raised": {"milestone.due": ["owner 8wh", "member:alice"]}}
    assert bob.patch("workspace", {"policy": policy}).status_code == 403
    shown = ada.patch("workspace", {"policy": policy})
    assert shown.json()["policy"]["raised"]["milestone.due"] == ["owner 1wd", "member:alice"]
    assert (
        "A milestone that is 4 days late is raised to its owner, after 1 working day to Alice."
        in shown.json()["policy_words"]
    )
