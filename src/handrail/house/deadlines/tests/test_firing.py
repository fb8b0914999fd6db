"""What becomes due is said once, to the right person, or the history tells why not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from handrail import wiring
from handrail.house.access.workspace import set_clock
from handrail.house.deadlines import promising, queries, sweeps
from handrail.house.deadlines.kinds import Promise
from handrail.house.deadlines.models import Deadline
from handrail.house.ledger import write
from handrail.house.ledger.models import Claim
from handrail.house.nudges.models import Nudge
from handrail.house.nudges.words import reason, step
from handrail.kit import clock
from handrail.record.plans import verbs as plans
from handrail.record.tasks import verbs as tasks

from .stage import customer, day, deadlines, everything, lines, milestone, nudged, plan, sweep, task


@pytest.fixture(autouse=True)
def plain(monkeypatch):
    """The clock by itself: what else is agreed to happen when something is missed has its own tests."""
    monkeypatch.setattr(wiring, "FIRES", {})


def test_a_milestone_speaks_a_week_and_a_day_before_on_the_day_and_when_it_is_missed(scene):
    with scene.inside():
        milestone(plan(customer(scene)), day(10))
    for number in range(13):
        sweep(number)
        sweep(number, hour=13)
    with scene.inside():
        alice = scene.alice.pk
        assert nudged(name="milestone.due") == [
            (alice, "milestone.due", offset) for offset in ("-7d", "-1d", "0d", "+1d")
        ]
        said = list(Nudge.objects.filter(name="milestone.due").order_by("pk"))
        assert [reason(one) for one in said] == [
            "This milestone is due in 7 days.",
            "This milestone is due tomorrow.",
            "This milestone is due today.",
            "This milestone was due yesterday and is not done.",
        ]
        assert [one.urgent for one in said] == [False, False, False, True]
        assert (said[0].title, step(said[0]), said[0].step_path) == (
            "Live",
            "Open the plan",
            "milestones/live/",
        )
        assert lines("reminded") == [
            ("milestone.reminded", f"deadline milestone.due {offset}")
            for offset in ("-7d", "-1d", "0d", "+1d")
        ]
        assert deadlines()["milestone.due"].next_fire_at is None
        assert Claim.objects.count() == 0, "a reminder is no change: nobody has to judge again"


def test_nothing_is_said_about_what_was_done_in_the_meantime(scene, monkeypatch):
    """The change came, its reader has not been served yet: the sweep asks the record itself."""
    with scene.inside():
        row = task(scene, day(5))
    monkeypatch.setattr(wiring, "SETTLES", {})
    with scene.inside():
        tasks.finish([row])
    with scene.inside():
        assert deadlines()["task.due"].next_fire_at
    sweep(4)
    with scene.inside():
        assert (nudged(), deadlines(), lines()) == ([], {}, [])


def test_what_was_moved_in_the_meantime_waits_for_its_new_day(scene, monkeypatch):
    with scene.inside():
        row = task(scene, day(5))
    monkeypatch.setattr(wiring, "SETTLES", {})
    with scene.inside():
        tasks.edit_task(row, {"due_on": day(20)})
    sweep(4)
    with scene.inside():
        assert nudged() == []
        assert (deadlines()["task.due"].due_on, deadlines()["task.due"].next_offset) == (day(20), "-1d")


def test_the_history_tells_of_it_in_words(scene):
    with scene.inside():
        row = customer(scene)
        milestone(plan(row), day(10))
    sweep(10)
    client = scene.client(scene.alice)
    page = client.get(f"{scene.url}customers/{row.key}/").content.decode()
    assert "Milestone: reminder sent for “Live”" in page
    assert "Milestone: no reminder sent for “Live”" in page
    assert "The next one came first." in page
    program = {"authorization": f"Bearer {scene.token(scene.alice)}"}
    address = f"/api/v1/w/{scene.workspace.slug}/milestones/live/history"
    events = scene.client().get(address, headers=program).json()["items"]
    assert events[0]["kind"] == "milestone.reminded"
    assert (events[0]["cause"], events[0]["actor"]["kind"]) == ("deadline milestone.due 0d", "system")


def test_who_left_is_not_told_and_the_customers_owner_is(scene):
    with scene.inside():
        task(scene, day(5), customer=customer(scene))
        task(scene, day(5), key="alone")
        write.change(scene.bob, {"left_on": day(0)})
    sweep(4)
    with scene.inside():
        assert nudged() == [(scene.alice.pk, "task.due", "-1d")]
        assert ("task.skipped", "deadline task.due -1d: nobody to tell") in lines()


def test_after_a_pause_of_the_workers_one_reminder_speaks_for_those_before_it(scene):
    with scene.inside():
        milestone(plan(customer(scene)), day(10))
    sweep(10)
    with scene.inside():
        assert nudged() == [(scene.alice.pk, "milestone.due", "0d")]
        assert lines() == [
            ("milestone.skipped", "deadline milestone.due -7d: overtaken"),
            ("milestone.skipped", "deadline milestone.due -1d: overtaken"),
            ("milestone.reminded", "deadline milestone.due 0d"),
        ]


def test_too_late_to_be_useful_is_not_sent_and_recorded(scene):
    with scene.inside():
        task(scene, day(5))
    sweep(9)
    with scene.inside():
        assert nudged() == []
        assert lines()[-1] == ("task.skipped", "deadline task.due 0d: too late")


def test_that_a_promise_is_broken_is_never_too_late(scene):
    with scene.inside():
        milestone(plan(customer(scene)), day(10))
    sweep(300)
    with scene.inside():
        assert nudged(name="milestone.due") == [(scene.alice.pk, "milestone.due", "+1d")]


def test_a_stale_plan_is_said_after_thirty_days_and_missed_after_sixty(scene):
    with scene.inside():
        plan(customer(scene), phase="execute")
    for number in range(62):
        sweep(number)
    with scene.inside():
        assert nudged() == [
            (scene.alice.pk, "plan.updated", "+30d"),
            (scene.alice.pk, "plan.updated", "+60d"),
        ]
        assert [reason(one) for one in Nudge.objects.exclude(name="task.given").order_by("pk")] == [
            "Nobody has updated this plan for 30 days.",
            "Nobody has updated this plan for 60 days.",
        ]


def test_one_reminder_a_day_for_a_person_and_a_thing(scene):
    """Law 6: a plan whose review is today and that is stale today."""
    with scene.inside():
        plan(customer(scene), next_review_on=day(30))
    sweep(30)
    with scene.inside():
        assert len(nudged(day=day(30))) == 1
        assert ("plan.skipped" in dict(lines())) and any("told today" in cause for _kind, cause in lines())


def test_another_thing_happens_where_wiring_says_so(scene, monkeypatch):
    monkeypatch.setitem(wiring.FIRES, "milestone.due", f"{__name__}.started")
    started.calls = []
    with scene.inside():
        milestone(plan(customer(scene)), day(10))
    sweep(10)
    sweep(11)
    with scene.inside():
        assert nudged() == [(scene.alice.pk, "milestone.due", "0d")]
        assert started.calls == [("live", "+1d")]
        assert lines()[-1] == ("milestone.reminded", "deadline milestone.due +1d")


def started(firings) -> None:
    started.calls += [(f.deadline.subject_key, f.passed.offset) for f in firings]


def test_a_poison_row_steps_aside_loudly_and_the_others_go_on(scene, monkeypatch, caplog):
    with scene.inside():
        for number in range(9):
            task(scene, day(5), key=f"t{number}")
    real = sweeps.telling

    def poisoned(firing, today):
        if firing.deadline.subject_key == "t4":
            raise RuntimeError("poison")
        return real(firing, today)

    monkeypatch.setattr(sweeps, "telling", poisoned)
    sweep(4)
    with scene.inside():
        assert len(nudged()) == 8
        one = queries.troubled().get()
        assert (one.subject_key, one.attempts, one.problem) == ("t4", 1, "RuntimeError: poison")
        assert "t4 can not fire" in caplog.text
    monkeypatch.setattr(sweeps, "telling", real)
    sweep(4, hour=14)
    with scene.inside():
        assert len(nudged()) == 9
        assert not queries.troubled().exists()


def test_a_workspace_that_fails_at_the_commit_does_not_stop_the_others(scene, monkeypatch):
    for inside, who in ((scene.inside, scene.bob), (scene.elsewhere, scene.charlie)):
        with inside():
            tasks.add_tasks([tasks.Task(key="t", title="T", due_on=day(5), owner=who)])
    real = sweeps.move_on

    def breaks(kept, gone):
        real(kept, gone)
        if kept[0].workspace_id == scene.workspace.pk:
            Nudge.objects.filter(recipient=scene.bob).update(recipient_id=2**40)  # speaks at the commit only

    monkeypatch.setattr(sweeps, "move_on", breaks)
    sweep(4)
    with scene.inside():
        assert nudged() == []
        assert deadlines()["task.due"].next_offset == "-1d", "it stays due"
    with scene.elsewhere():
        assert nudged() == [(scene.charlie.pk, "task.due", "-1d")]


def test_the_workspaces_own_clock_decides(scene):
    with scene.inside():
        task(scene, day(5))
        set_clock(timedelta(days=4))
    sweep(0, hour=23)
    with scene.inside():
        assert nudged() == [(scene.bob.pk, "task.due", "-1d")]
        assert Nudge.objects.get(name="task.due").day == day(4), "the workspace's own day"


def test_a_clock_that_jumps_and_is_put_back_doubles_nothing(scene):
    with scene.inside():
        milestone(plan(customer(scene)), day(10))
    for ahead in (9, 0, 9, 10, 3, 11, 0):
        with scene.inside():
            set_clock(timedelta(days=ahead))
        sweep(0)
    with scene.inside():
        told = nudged(name="milestone.due")
        assert len(told) == len(set(told))
        assert (scene.alice.pk, "milestone.due", "+1d") in told


def test_a_date_that_moves_speaks_anew(scene):
    with scene.inside():
        row = task(scene, day(5))
    sweep(4)
    with scene.inside():
        tasks.edit_task(row, {"due_on": day(15)})
    sweep(14)
    with scene.inside():
        assert nudged() == [(scene.bob.pk, "task.due", "-1d")] * 2


def test_what_is_done_leaves_the_inbox(scene):
    with scene.inside():
        row = task(scene, day(5))
    sweep(4)
    with scene.inside():
        assert Nudge.objects.filter(done_at=None, name="task.due").count() == 1
        tasks.finish([row])
    with scene.inside():
        assert Nudge.objects.filter(done_at=None, name="task.due").count() == 0


def test_a_reminder_is_no_news_for_who_saved_a_plan(scene):
    """The revision a person saw still counts after another one's change of a part, and a reminder of the plan."""
    with scene.inside():
        made = plan(customer(scene), next_review_on=day(1), updated_on=day(-3))
        seen, part = made.revision, milestone(made, day(90))
    with scene.inside():
        plans.edit_milestone(part, {"title": "Later"})
    sweep(1)
    with scene.inside():
        assert ("plan.reminded", "deadline plan.review 0d") in lines()
        made.refresh_from_db()
        assert made.revision > seen
        assert plans.edit_plan(made, {"title": "Mine"}, revision=seen)


def test_many_cost_as_many_statements_as_few(scene):
    def asked(number: int, when: int) -> int:
        while sweep(when):  # what other tests have left
            pass
        with scene.inside():
            rows = [
                tasks.Task(key=f"t{when}-{n}", title="T", due_on=day(when + 1), owner=scene.bob)
                for n in range(number)
            ]
            tasks.add_tasks(rows)
        with CaptureQueriesContext(connection) as captured:
            assert sweep(when) == number
        return len(captured)

    assert asked(3, 4) == asked(300, 40) <= 25


def test_nothing_due_is_one_message_and_leaves_the_role_behind(scene):
    sweeps.fire_due()  # what other tests have left
    with CaptureQueriesContext(connection) as captured:
        assert sweeps.fire_due() == 0
    assert len(captured) == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user = session_user")
        assert cursor.fetchone() == (True,)


def test_the_sweep_reads_the_index_that_is_named_after_it(scene):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE handrail_system")
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("EXPLAIN " + sweeps.DUE, [clock.real(), 10])
        plan_text = "\n".join(row[0] for row in cursor.fetchall())
    assert "deadline_fire_due" in plan_text


def test_every_kind_leads_to_a_page(scene):
    """The address in a nudge is one that opens."""
    with scene.inside():
        everything(scene)
    with scene.inside():
        found = {one.name: one.subject_key for one in Deadline.objects.all()}
    assert set(found) == set(promising.kinds())
    client = scene.client(scene.alice)
    for name, key in found.items():
        path = promising.kinds()[name].path.format(key=key)
        assert client.get(scene.url + path).status_code == 200, path


def test_what_somebody_must_hear_falls_to_an_owner_of_the_workspace():
    here = {3: "member", 5: "owner", 8: "owner"}
    for tell, heard, whom in (((3,), True, 3), ((9, None), True, 5), ((9, 8), True, 8), ((9,), False, None)):
        promise = Promise("submission.answer", day(1), "A new region", tell, heard=heard)
        assert sweeps.recipient_of(promise, here) == whom
