"""A rule acts once on each date, change and turn, whatever is killed between its run, what it does and the commit.

Milestones come near and a rule prepares for them; another one hears of what the first has made; a third comes round
every morning. Workers die by SIGKILL, at named points and at random, while the clock of the workspace jumps.
"""

from __future__ import annotations

import time
from collections import Counter
from datetime import timedelta
from random import Random

import pytest

from handrail.house.access.workspace import edit_workspace
from handrail.house.deadlines.models import Deadline
from handrail.house.ledger import claims
from handrail.house.ledger.models import Claim, Event
from handrail.house.ledger.sweeps import serve_workspace
from handrail.house.workspaces.scope import enter
from handrail.kit import clock
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer
from handrail.record.plans import verbs as plans
from handrail.record.plans.models import Milestone, Plan
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task
from handrail.watch.rules import verbs
from handrail.watch.rules.models import Rule, Run
from tests.kill.forks import dies, herd, sweep
from tests.kill.test_kill import jump, leap, wait_until

NUMBER = 30
BERLIN = "Europe/Berlin"
FAR = leap(BERLIN) + 2
"""The clock jumps over the night in which 02:30 is not there, or is there twice."""
RULES = {
    "prepare": ({"deadline": "milestone.due", "at": ["-3d"]}, "", {"task": "Prepare {title}"}),
    "hear": ({"event": "task.created"}, 'task.title != "Round"', {"set": {"priority": "high"}}),
    "round": ({"schedule": "FREQ=DAILY", "time": "02:30", "each": "plan"}, "", {"set": {"status": "active"}}),
}


@pytest.fixture
def ruled(scene):
    with scene.inside():
        edit_workspace({"time_zone": BERLIN})
        who = Customer(key="northwind", name="Northwind", owner=scene.bob)
        customers.add_customers([who])
        plan = Plan(key="harbor", customer=who, title="Harbor", owner=scene.bob)
        plans.add_plans([plan])
        on = clock.today() + timedelta(days=FAR)
        plans.add_milestones(
            [
                Milestone(key=f"m{n}", plan=plan, title=f"M {n}", due_on=on, owner=scene.bob)
                for n in range(NUMBER)
            ]
        )
        verbs.add_rules(
            [
                Rule(
                    key=key,
                    title=key,
                    when=when,
                    condition=condition,
                    then=[then],
                    state="on",
                    owner=scene.alice,
                )
                for key, (when, condition, then) in RULES.items()
            ]
        )
    serve_workspace(scene.workspace.pk)
    return scene


def settled(scene) -> bool:
    with scene.inside():
        return (
            not Deadline.objects.filter(next_fire_at__lte=clock.real()).exists()
            and not Claim.objects.exists()
        )


def acted(key: str) -> Counter[str]:
    return Counter(Run.objects.filter(rule__key=key, verdict="acted").values_list("subject_key", flat=True))


def verify(scene, turns: int) -> None:
    """Each milestone is prepared for once, each such task is heard of once, and each morning comes once."""
    with scene.inside():
        assert acted("prepare") == {f"m{n}": 1 for n in range(NUMBER)}
        made = Task.objects.filter(source="rule:prepare")
        assert Counter(made.values_list("title", flat=True)) == {f"Prepare M {n}": 1 for n in range(NUMBER)}
        assert acted("hear") == dict.fromkeys(made.values_list("key", flat=True), 1)
        assert set(made.values_list("priority", flat=True)) == {"high"}
        assert acted("round") == {"harbor": turns}
        for key, kind in (("prepare", "task.created"), ("hear", "task.changed")):
            causes = Event.objects.filter(kind=kind, cause__startswith=f"rule:{key}:").values_list(
                "cause", flat=True
            )
            runs = Run.objects.filter(rule__key=key, verdict="acted").values_list("pk", flat=True)
            assert Counter(causes) == {f"rule:{key}:{pk}": 1 for pk in runs}, "each names its run, once"


def nothing_done() -> bool:
    return not Run.objects.filter(verdict="acted", rule__key__in=("prepare", "hear")).exists()


def test_killed_at_named_points_of_a_date_and_of_what_follows_from_it(ruled):
    """The first look is the turn of the morning or the date; the others are those that follow in the same change."""
    jump(ruled, FAR - 2)
    for point in (
        "rule written",
        "rule acted",
        "rule settled",
        "rule written, the 3rd",
        "rule acted, the 3rd",
    ):
        dies(point, sweep)
        with ruled.inside():
            assert not Run.objects.exists() and not Task.objects.exists(), (
                "what was not committed has not happened"
            )
    with herd(2):
        wait_until(lambda: settled(ruled), "every rule has acted")
    verify(ruled, 1)


def test_killed_in_a_change_of_a_person_and_behind_it(ruled, monkeypatch):
    """What rules do in a change is part of it; what was left to the worker is done by the next one."""

    def write() -> None:
        with enter(ruled.workspace.pk, member=ruled.bob):
            tasks.add_tasks([Task(key=f"t{n}", title=f"Task {n}", owner=ruled.bob) for n in range(5)])

    dies("rule acted", write)
    with ruled.inside():
        assert not Task.objects.exists() and nothing_done()
    monkeypatch.setattr(claims, "AT_ONCE", 0)
    write()
    with ruled.inside():
        assert Task.objects.count() == 5 and nothing_done()
    for point in ("rule written", "rule acted", "rule settled"):
        dies(point, sweep)
    sweep()
    sweep()
    with ruled.inside():
        assert acted("hear") == {f"t{n}": 1 for n in range(5)} and not Claim.objects.exists()


def test_four_workers_killed_at_random_while_the_clock_jumps(ruled):
    rng = Random(20_261_122)
    with herd(4) as some:
        for days in (FAR - 3, FAR - 2):
            jump(ruled, days)
            for _ in range(4):
                time.sleep(rng.uniform(0, 0.15))
                some.kill(rng)
            wait_until(lambda: settled(ruled), "the rest of them")
            jump(ruled, days - 3)  # and back again: what has been done is not done twice
        jump(ruled, FAR - 2)
        wait_until(lambda: settled(ruled), "nothing")
    verify(ruled, 2)
