"""A rule acts once on each date, whatever is killed between its run, what it does and the commit.

Real workers that die by SIGKILL, as in `test_kill.py`.
"""

from __future__ import annotations

import signal
from collections import Counter
from datetime import timedelta

from handrail.house.deadlines.models import Deadline
from handrail.house.ledger.models import Claim, Event
from handrail.house.ledger.sweeps import serve_workspace
from handrail.kit import clock
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer
from handrail.record.plans import verbs as plans
from handrail.record.plans.models import Milestone, Plan
from handrail.record.tasks.models import Task
from handrail.watch.rules import verbs
from handrail.watch.rules.models import Rule, Run
from tests.kill.test_kill import FAR, PATIENCE, jump, wait_until, worker, workers

NUMBER = 30


def furnish(scene) -> None:
    with scene.inside():
        when = {"deadline": "milestone.due", "at": ["-3d"]}
        row = Rule(
            title="Prepare", when=when, then=[{"task": "Prepare {title}"}], state="on", owner=scene.alice
        )
        verbs.add_rules([row])
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


def prepared():
    return Run.objects.filter(rule__key="prepare")


def made():
    return Task.objects.filter(source="rule:prepare")


def settled(scene) -> bool:
    with scene.inside():
        due = Deadline.objects.filter(next_fire_at__lte=clock.real()).exists()
        return not due and not Claim.objects.exists() and prepared().count() == NUMBER


def test_killed_before_and_after_it_acted(scene):
    furnish(scene)
    jump(scene, FAR - 2)
    for point in ("rule written", "rule acted"):
        assert worker(point).wait(PATIENCE) == -signal.SIGKILL, "it did not come to that point"
        with scene.inside():
            assert made().count() == prepared().count(), "what was not committed has not happened"
    with workers(2):
        wait_until(lambda: settled(scene), "every rule has acted")
    with scene.inside():
        assert Counter(run.verdict for run in prepared()) == {"acted": NUMBER}
        assert Counter(made().values_list("title", flat=True)) == {f"Prepare M {n}": 1 for n in range(NUMBER)}
        born = Event.objects.filter(kind="task.created", subject_id__in=made().values("pk"))
        causes = set(born.values_list("cause", flat=True))
        assert causes == {f"rule:prepare:{run.pk}" for run in prepared()}, "each names its run"
