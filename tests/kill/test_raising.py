"""What is missed is raised once and goes on to the next person once, whatever is killed in between.

Workers that die by SIGKILL, as in `test_kill.py`.
"""

from __future__ import annotations

import time
from collections import Counter
from datetime import timedelta
from random import Random

import pytest

from handrail.house.access.workspace import edit_workspace
from handrail.house.deadlines.models import Deadline
from handrail.house.escalations.models import Escalation
from handrail.house.ledger import write
from handrail.house.ledger.models import Claim, Event
from handrail.house.ledger.sweeps import serve_workspace
from handrail.house.nudges.models import Nudge
from handrail.kit import clock
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer
from handrail.record.plans import verbs as plans
from handrail.record.plans.models import Milestone, Plan
from tests.kill.forks import dies, herd, sweep
from tests.kill.test_kill import jump, leap, wait_until

NUMBER = 60
BERLIN = "Europe/Berlin"
FAR = leap(BERLIN) - 1
"""They are missed on the day on which the clocks change."""


@pytest.fixture
def promised(scene):
    """Milestones of Bob's, who reports to Ada; each day is a working day."""
    with scene.inside():
        edit_workspace({"working_days": [1, 2, 3, 4, 5, 6, 7], "time_zone": BERLIN})
        write.change(scene.bob, {"manager": scene.ada})
        who = Customer(key="northwind", name="Northwind", owner=scene.bob)
        customers.add_customers([who])
        plan = Plan(key="harbor", customer=who, title="Harbor", owner=scene.bob)
        plans.add_plans([plan])
        on = clock.today() + timedelta(days=FAR)
        rows = [
            Milestone(key=f"m{n}", plan=plan, title=f"M {n}", due_on=on, owner=scene.bob)
            for n in range(NUMBER)
        ]
        plans.add_milestones(rows)
    serve_workspace(scene.workspace.pk)
    return scene


def settled(scene) -> bool:
    """Nothing is due, and every change has been followed by its dates."""
    with scene.inside():
        return not Claim.objects.exists() and not due_here()


def due_here() -> int:
    return Deadline.objects.filter(next_fire_at__lte=clock.real()).count()


def verify(scene, *people) -> None:
    """Each is raised once, to each of these people once, and the history says so as often."""
    with scene.inside():
        rows = list(Escalation.objects.all())
        assert Counter(row.subject_key for row in rows) == Counter({f"m{n}": 1 for n in range(NUMBER)})
        assert {row.owner_id for row in rows} == {people[-1].pk}
        told = Counter(Nudge.objects.filter(lane="escalation").values_list("subject_id", "recipient_id"))
        assert told == Counter({(row.pk, who.pk): 1 for row in rows for who in people})
        events = Event.objects.filter(kind="milestone.raised").values_list("subject_id", "cause")
        assert Counter((pk, cause.rpartition(": ")[2]) for pk, cause in events) == Counter(
            {(row.subject_id, who.name): 1 for row in rows for who in people}
        )


@pytest.mark.parametrize("point", ["claimed", "written", "moved", "committed"])
def test_killed_at_a_named_point(promised, point):
    for days, people in ((FAR + 1, (promised.bob,)), (FAR + 3, (promised.bob, promised.ada))):
        jump(promised, days)
        dies(point, sweep)
        with herd(2):
            wait_until(lambda: settled(promised), "the sweep after the kill")
        verify(promised, *people)


def test_four_workers_killed_at_random_while_the_clock_jumps(promised):
    rng = Random(20_261_123)
    with herd(4) as some:
        for days in (FAR + 1, FAR + 3):
            jump(promised, days)
            for _ in range(4):
                time.sleep(rng.uniform(0, 0.15))
                some.kill(rng)
            wait_until(lambda: settled(promised), "the rest of them")
            jump(promised, days - 3)  # and back again: who was asked is not asked twice
        jump(promised, FAR + 3)
        wait_until(lambda: settled(promised), "nothing")
    verify(promised, promised.bob, promised.ada)
