"""Promised dates and the inbox, for programs."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handrail.house.deadlines.models import Deadline
from handrail.house.deadlines.tests.stage import customer, day, everything, sweep, task
from handrail.house.nudges.models import Nudge
from handrail.kit import clock


@pytest.fixture
def program(scene):
    """Ask as a member's program."""

    def ask(member, path, body=None):
        token = scene.token(member)
        headers = {"authorization": f"Bearer {token}"}
        address = f"/api/v1/w/{scene.workspace.slug}/{path}"
        if body is None:
            return scene.client().get(address, headers=headers)
        return scene.client().post(address, body, content_type="application/json", headers=headers)

    return ask


def test_dates_are_listed_by_owner_kind_customer_and_days(scene, program):
    with scene.inside():
        everything(scene)
        task(scene, day(50), key="ring", customer=customer(scene, key="other"))
    with scene.inside():
        there = Deadline.objects.count()
    every = program(scene.alice, "deadlines").json()
    assert len(every["items"]) == there > 30
    assert [one["due_at"] for one in every["items"]] == sorted(one["due_at"] for one in every["items"])
    kinds = lambda query: [one["kind"] for one in program(scene.alice, f"deadlines?{query}").json()["items"]]  # noqa: E731
    assert kinds("kind=milestone.due") == ["milestone.due"]
    assert kinds("owner=bob") == ["task.due", "step.due", "announcement.due", "task.due"]
    assert kinds("customer=other") == ["task.due"]
    assert kinds(f"from={day(6)}&to={day(10)}") == [
        "decision.due",
        "risk.review",
        "handoff.due",
        "scopechange.due",
        "note.fresh",
        "milestone.due",
    ]
    (one,) = program(scene.alice, "deadlines?kind=milestone.due").json()["items"]
    assert one["subject"] == {"kind": "milestone", "key": "live"}
    assert (one["customer"], one["owner"], one["due_on"]) == ("northwind", "alice", day(10).isoformat())
    assert (one["offsets"], one["missed"], one["next_offset"]) == (["-7d", "-1d", "0d", "+1d"], "+1d", "-7d")


def test_a_date_is_moved_where_it_was_promised(scene, program):
    with scene.inside():
        task(scene, day(5), key="ring", customer=customer(scene, key="other", notice_on=day(9)))

    def move(path, **said):
        headers = {"authorization": f"Bearer {scene.token(scene.alice)}"}
        address = f"/api/v1/w/{scene.workspace.slug}/deadlines/{path}"
        return scene.client().patch(address, said, content_type="application/json", headers=headers)

    answer = move("task.due/ring", due_on=str(day(8)), was=str(day(5)))
    assert answer.status_code == 200
    assert answer.json() == {
        "kind": "task.due", "subject": {"kind": "task", "key": "ring"}, "due_on": str(day(8))
    }  # fmt: skip
    (one,) = program(scene.alice, "deadlines?kind=task.due").json()["items"]
    assert one["due_on"] == str(day(8))
    assert move("task.due/ring", due_on=str(day(9)), was=str(day(5))).status_code == 412
    refused = move("customer.notice/other", due_on=str(day(9)))
    assert refused.status_code == 422
    assert "stands in the contract" in refused.content.decode()
    for odd in ({}, {"due_on": "x"}, {"due_on": str(day(9)), "more": 1}):
        assert move("task.due/ring", **odd).status_code == 422, odd
    assert move("task.due/none", due_on=str(day(9))).status_code == 404
    assert move("none/ring", due_on=str(day(9))).status_code == 404


def test_pages_follow_each_other(scene, program):
    with scene.inside():
        everything(scene)
    with scene.inside():
        there = Deadline.objects.count()
    found, cursor = [], ""
    while True:
        page = program(scene.alice, f"deadlines?limit=4&cursor={cursor}").json()
        found += [one["kind"] for one in page["items"]]
        cursor = page["next"]
        if not cursor:
            break
    assert len(found) == len(set(found)) == there


@pytest.mark.parametrize(
    "query",
    [
        "kind=nothing",
        "from=yesterday",
        "to=9999-12-31",
        "from=0001-01-01",
        "colour=red",
        "cursor=x",
        "limit=0",
    ],
)
def test_odd_filters_are_refused_or_answered(scene, program, query):
    assert program(scene.alice, f"deadlines?{query}").status_code in (200, 422)


def test_an_inbox_is_ones_own(scene, program):
    with scene.inside(scene.bob):  # who hears nothing of what they gave themselves
        task(scene, day(5))
    sweep(4)
    page = program(scene.bob, "nudges").json()
    (one,) = page["items"]
    assert page["unread"] == 1
    assert (one["kind"], one["title"], one["reason"]) == (
        "task.due",
        "Call",
        "You said this would be done tomorrow.",
    )
    assert (one["step"], one["url"]) == ("Open the task", f"{scene.url}tasks/call/")
    assert program(scene.alice, "nudges?state=all").json()["items"] == [], (
        "not even the owner of the workspace"
    )
    for path, body in ((one["key"], None), (f"{one['key']}/done", {})):
        assert program(scene.alice, f"nudges/{path}", body).status_code == 404


def test_read_snooze_and_done(scene, program):
    with scene.inside(scene.bob):  # who hears nothing of what they gave themselves
        task(scene, day(5))
    sweep(4)
    (one,) = program(scene.bob, "nudges").json()["items"]
    act = lambda verb, body=None: program(scene.bob, f"nudges/{one['key']}/{verb}", body or {}).json()  # noqa: E731
    listed = lambda state: len(program(scene.bob, f"nudges?state={state}").json()["items"])  # noqa: E731
    assert act("read")["read_at"]
    assert program(scene.bob, "nudges").json()["unread"] == 0
    assert act("unread")["read_at"] is None
    until = (clock.real() + timedelta(hours=3)).isoformat()
    assert act("snooze", {"until": until, "reason": "In a meeting"})["snooze_reason"] == "In a meeting"
    assert (listed("open"), listed("snoozed"), listed("done")) == (0, 1, 0)
    assert act("wake")["snoozed_until"] is None
    assert act("done")["done_at"]
    assert (listed("open"), listed("done"), listed("all")) == (0, 1, 1)
    assert act("reopen")["done_at"] is None
    assert listed("open") == 1


@pytest.mark.parametrize(
    "body", [{}, {"until": "tomorrow"}, {"until": "2020-01-01T00:00:00Z"}, {"until": "2099-01-01T00:00:00Z"},
             {"until": "2027-01-01T00:00:00"}, {"until": "2027-01-01T00:00:00Z", "reason": "x" * 301}, {"when": 1}],
)  # fmt: skip
def test_a_snooze_that_makes_no_sense_is_said_so(scene, program, body):
    with scene.inside(scene.bob):  # who hears nothing of what they gave themselves
        task(scene, day(5))
    sweep(4)
    with scene.inside():
        key = Nudge.objects.get().key
    answer = program(scene.bob, f"nudges/{key}/snooze", body)
    assert answer.status_code == 422
    assert answer.json()["problems"]
