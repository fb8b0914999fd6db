"""What is missed is raised, climbs while nobody answers, stops when somebody does, and ends with its cause."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from handrail import wiring
from handrail.house.access.workspace import edit_workspace, set_clock
from handrail.house.deadlines import sweeps
from handrail.house.deadlines.models import Deadline
from handrail.house.deadlines.tests.stage import customer, day, milestone, on, plan, sweep
from handrail.house.deadlines.verbs import recompute
from handrail.house.escalations import queries, verbs
from handrail.house.escalations.models import Escalation
from handrail.house.ledger import write
from handrail.house.ledger.models import Claim, Event
from handrail.house.nudges.models import Nudge
from handrail.house.people import books
from handrail.kit.refusals import Invalid, NotAllowed
from handrail.record.decisions import verbs as decisions
from handrail.record.decisions.models import Decision
from handrail.record.plans import verbs as plans
from handrail.watch.health.thresholds import set_policy


@pytest.fixture
def team(scene):
    """Bob reports to Ada, Ada to Alice; every day is a working day."""
    with scene.inside():
        edit_workspace({"working_days": [1, 2, 3, 4, 5, 6, 7]})
        write.change(scene.bob, {"manager": scene.ada})
        write.change(scene.ada, {"manager": scene.alice})
    return scene


def missed(scene, number: int = 2, **values):
    with scene.inside():
        row = milestone(plan(customer(scene, owner=scene.bob)), day(number), **values)
    for when in range(number, number + 2):
        sweep(when)
    return row


def told() -> list[int]:
    return list(Nudge.objects.filter(lane="escalation").order_by("pk").values_list("recipient_id", flat=True))


def only() -> Escalation:
    return queries.all_raised().get()


def kinds(row) -> list[tuple[str, str]]:
    events = Event.objects.filter(
        subject_kind=row._meta.model_name, subject_id=row.pk, cause__startswith="raised"
    )
    return [(e.kind, e.cause.rpartition(": ")[2]) for e in events.order_by("id")]


def test_a_missed_milestone_is_raised_once_to_its_owner_and_climbs(team):
    row = missed(team)
    sweep(3, hour=13)
    with team.inside():
        one = only()
        assert (one.owner_id, one.state, one.rung) == (team.bob.pk, "open", 0)
        assert (one.why % one.params, one.path) == (
            "It was due yesterday and is not done.",
            "milestones/live/",
        )
        assert told() == [team.bob.pk]
    for number in range(4, 12):
        sweep(number)
    with team.inside():
        one = only()
        assert told() == [team.bob.pk, team.ada.pk, team.alice.pk]
        assert (one.owner_id, one.next_at, one.state) == (team.alice.pk, None, "open")
        assert kinds(row) == [("milestone.raised", name) for name in ("Bob", "Ada", "Alice")]
        assert Claim.objects.count() == 0
        assert Event.objects.filter(subject_kind="escalation", kind="escalation.raised").count() == 2


def test_what_stays_due_is_not_asked_again_at_every_look(team, monkeypatch):
    """Where the effect did nothing, the history must not fill with a line a second."""
    missed(team)
    monkeypatch.setattr(wiring, "FIRES", {})

    def asked() -> int:
        with team.inside():
            return Event.objects.filter(cause__contains="escalation.rung").count()

    for minute, times in ((0, 1), (1, 1), (6, 2)):
        with on(4, minute=minute):
            sweeps.fire_due()
            sweeps.fire_due()
        assert asked() == times


def test_a_plan_that_is_stale_after_the_sale_goes_to_the_managers_of_its_owner(team):
    with team.inside():
        plan(customer(team, owner=team.bob), phase="execute")
        plan(customer(team, key="early", owner=team.bob), key="early", phase="initiate")
    for number in (30, 60, 61):
        sweep(number)
    with team.inside():
        assert (only().subject_key, only().owner_id) == ("harbor", team.ada.pk)
        assert only().why % only().params == "Nobody has updated this plan for 60 days."


def test_it_ends_by_itself_when_the_milestone_is_done_or_moved_or_removed(team):
    row = missed(team)
    with on(3), team.inside():
        plans.edit_milestone(row, {"title": "Live in Rotterdam"})
    with on(3), team.inside():
        assert only().state == "open", "another title mends nothing"
        plans.edit_milestone(row, {"state": "done"})
    with on(3), team.inside():
        one = only()
        assert (one.state, one.next_at, one.ended_by) == ("resolved", None, None)
        assert one.ended == "The milestone was done, or is not needed any more."
        assert not Nudge.objects.filter(lane="escalation", done_at=None).exists()
        assert not Deadline.objects.filter(name="escalation.rung").exists()
        assert kinds(row)[-1][0] == "milestone.settled"


def test_a_new_date_ends_it_and_a_new_miss_raises_it_anew(team):
    row = missed(team)
    with on(3), team.inside():
        plans.edit_milestone(row, {"due_on": day(20)})
    with on(3), team.inside():
        assert only().ended == "The milestone has a new date."
    sweep(20)
    sweep(21)
    with on(3), team.inside():
        assert [one.state for one in queries.all_raised().order_by("pk")] == ["resolved", "open"]


def test_a_plan_that_is_updated_and_a_customer_that_is_removed(team):
    from handrail.record.customers import verbs as customers

    row = missed(team)
    with team.inside():
        customers.remove_customers([row.plan.customer])
    with team.inside():
        assert only().state == "resolved"


def test_acknowledged_it_waits_for_the_promised_day_and_goes_on_after_it(team):
    missed(team)
    with on(3), team.inside(team.bob):
        verbs.acknowledge(only(), "We ship on Tuesday", day(6))
    for number in (4, 5, 6):
        sweep(number)
    with on(3), team.inside():
        one = only()
        assert (one.state, one.owner_id, one.promise) == ("acknowledged", team.bob.pk, "We ship on Tuesday")
        assert told() == [team.bob.pk]
    sweep(7)
    with on(3), team.inside():
        assert (only().state, only().owner_id) == ("open", team.ada.pk)


def test_put_off_it_comes_back_to_the_same_person_and_not_for_ever(team):
    missed(team)
    with on(3), team.inside(team.bob):
        verbs.snooze(only(), day(5), "She is back on Monday")
    sweep(4)
    with on(3), team.inside():
        assert only().state == "snoozed"
    sweep(5)
    with on(3), team.inside():
        assert (only().state, only().owner_id) == ("open", team.bob.pk)
        assert told() == [team.bob.pk, team.bob.pk]
    with on(3), team.inside(team.bob), pytest.raises(Invalid):
        verbs.snooze(only(), day(60), "Later")
    with on(3), team.inside(team.bob), pytest.raises(Invalid):
        verbs.snooze(only(), day(8), " ")
    with on(3), team.inside(team.bob):
        for _ in range(2):
            verbs.snooze(only(), day(8), "Again")
        with pytest.raises(Invalid):
            verbs.snooze(only(), day(8), "Again")


def test_resolved_in_words_it_is_over_for_this_miss(team):
    row = missed(team)
    with on(3), team.inside(team.bob):
        verbs.resolve(only(), "Agreed with them: not before the spring")
    for number in range(4, 9):
        sweep(number)
    with on(3), team.inside():
        assert (only().state, only().ended_by) == ("resolved", team.bob)
        assert told() == [team.bob.pk]
        assert kinds(row)[-1] == ("milestone.settled", "not before the spring")
    with on(3), team.inside(team.bob), pytest.raises(Invalid):
        verbs.resolve(only(), "Twice")


def test_who_may(team):
    row = missed(team)
    with on(3), team.inside():
        write.change(row, {"owner": team.gita})
    sweep(4)
    with on(3), team.inside():
        assert only().owner_id == team.ada.pk
        write.change(team.bob, {"role": "member"})
    with on(3), team.inside(team.bob), pytest.raises(NotAllowed):
        verbs.resolve(only(), "Not mine")
    with on(3), team.inside(team.gita):
        verbs.acknowledge(only(), "I am on it", day(9))
    with on(3), team.inside():
        assert Nudge.objects.filter(recipient=team.ada, name="escalation.changed").exists(), "not silently"
    with on(3), team.inside(team.alice):
        verbs.resolve(only(), "Done")


def test_by_hand_with_a_reason_to_somebody_and_their_manager(team):
    with team.inside(team.alice):
        made = plan(customer(team, owner=team.alice))
        with pytest.raises(Invalid):
            verbs.raise_to(made, team.bob, " ", title=made.title, path="plans/harbor/")
        verbs.raise_to(made, team.bob, "100% of seats are idle", title=made.title, path="plans/harbor/")
        with pytest.raises(Invalid):
            verbs.raise_to(made, team.ada, "Again", title=made.title, path="plans/harbor/")
    with team.inside():
        assert told() == [team.bob.pk]
        assert Nudge.objects.get(lane="escalation").params == {"why": "100% of seats are idle"}
        plans.edit_plan(made, {"title": "Other"})
    with team.inside():
        assert only().state == "open", "what a person raised no record ends"
    for number in (1, 2):
        sweep(number)
    with team.inside():
        assert told() == [team.bob.pk, team.ada.pk]
    with team.inside(team.ada):
        verbs.hand_to(only(), team.alice)
    with team.inside():
        assert told() == [team.bob.pk, team.ada.pk, team.alice.pk]


def test_who_leaves_hands_over_what_is_raised_to_them(team):
    missed(team)
    with on(3), team.inside():
        books.hand_over(team.bob, books.Wishes(to=team.ada), reason="Leaves", for_good=True)
    with on(3), team.inside():
        assert only().owner_id == team.ada.pk
        assert told() == [team.bob.pk, team.ada.pk]
        assert books.look(team.ada).kinds["escalation"] == 1
        assert [who for who, _at in only().told] == ["bob", "ada"]
    for number in range(4, 10):
        sweep(number)
    with team.inside():
        assert told()[:3] == [team.bob.pk, team.ada.pk, team.alice.pk]
        assert told().count(team.ada.pk) == 1, "she administers too, and is not asked again"


def test_a_book_brings_along_what_was_said_about_it_and_comes_back_with_it(team):
    missed(team)
    with on(3), team.inside(team.bob):
        verbs.acknowledge(only(), "We ship on Tuesday", day(6))
    with on(3), team.inside():
        cover = books.hand_over(team.bob, books.Wishes(to=team.ada), reason="Holiday", until=day(20))
    with on(3), team.inside():
        one = only()
        assert (one.owner_id, one.state, one.promise) == (team.ada.pk, "acknowledged", "We ship on Tuesday")
    with on(4), team.inside():
        books.give_back(cover)
    with on(4), team.inside():
        assert only().owner_id == team.bob.pk
        assert told() == [team.bob.pk, team.ada.pk, team.bob.pk]


def test_where_nobody_is_above_it_stays_and_is_seen(scene):
    with scene.inside():
        milestone(plan(customer(scene)), day(2))
        write.change(scene.ada, {"left_on": day(0)})
    for number in range(2, 12):
        sweep(number)
    with scene.inside():
        one = only()
        assert (one.owner_id, one.next_at) == (scene.alice.pk, None)
        assert set(told()) == {scene.alice.pk}


def test_a_clock_that_jumps_and_is_put_back_doubles_nothing(team):
    missed(team)
    for ahead in (5, 0, 5, 9, 2, 30, 0):
        with team.inside():
            set_clock(timedelta(days=ahead))
        sweep(3, hour=14)
    with team.inside():
        assert told() == [team.bob.pk, team.ada.pk, team.alice.pk][: len(told())]
        assert len(set(told())) == len(told())


def test_a_pause_of_the_workers_takes_nobodys_time(team):
    missed(team)
    sweep(40)
    with team.inside():
        assert only().owner_id == team.ada.pk, "one step, and her time starts now"
        assert only().next_at.date() >= day(41)


def test_a_date_that_is_computed_late_is_not_lost(team):
    """The reader of changes was held up until the time to answer was over."""
    missed(team)
    with team.inside():
        Deadline.objects.filter(name="escalation.rung").delete()
    with on(9), team.inside():
        recompute({"escalation": [only().pk]})
    sweep(9)
    with team.inside():
        assert told() == [team.bob.pk, team.ada.pk]


def test_a_private_customer_is_raised_to_nobody_who_may_not_see_it(team):
    from handrail.record.customers import verbs as customers

    with team.inside():
        who = customer(team, owner=team.bob)
        customers.edit_customer(who, {"private": True})
        write.change(team.bob, {"manager": None})
        milestone(plan(who), day(2))
    for number in range(2, 10):
        sweep(number)
    with team.inside():
        assert told() == [team.bob.pk, team.alice.pk], "Ada administers, and does not see it"


def test_many_cost_as_many_statements_as_few(team):
    def asked(number: int, when: int) -> int:
        with team.inside():
            of = plan(customer(team, key=f"c{when}", owner=team.bob), key=f"p{when}")
            rows = [milestone(of, day(when), key=f"m{when}-{n}") for n in range(number)]
        sweep(when)
        with on(when + 1):
            due = sweeps.due_ids()[team.workspace.pk]
            with CaptureQueriesContext(connection) as captured:
                assert sweeps.fire_in(team.workspace.pk, due) == number
        with team.inside():
            plans.edit_parts([(row, {"state": "done"}) for row in rows])
        return len(captured)

    assert asked(2, 4) == asked(20, 40) <= 46


def test_what_nobody_decides_is_raised_to_whom_the_settings_name(team):
    with team.inside():
        set_policy(
            {"decision_raised_days": 2, "raised": {"decision.due": ["manager 8wh", "workspace_owner"]}}
        )
        said = {"key": "d", "title": "Which", "owner": team.bob, "due_on": day(1), "answer": "North"}
        decisions.add_decisions([Decision(**said)])
    sweep(2)
    with team.inside():
        assert not queries.all_raised().exists()
    sweep(3)
    sweep(3, 13)
    with on(3), team.inside():
        row = only()
        assert (row.cause, row.owner_id, row.subject_key) == ("decision.due", team.ada.pk, "d")
    with on(3), team.inside(team.bob):
        decisions.step_decisions([Decision.objects.get(key="d")], "approve")
    with on(3), team.inside():
        assert Escalation.objects.get().state == "resolved", "it was decided"


def test_every_cause_is_wired(scene):
    from handrail.house.escalations.causes import CAUSES

    assert {name for name, effect in wiring.FIRES.items() if effect.endswith(".begin")} == set(CAUSES)
