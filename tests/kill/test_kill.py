"""Nothing lost and nothing doubled in the inbox, whatever is killed and however many workers there are.

What dies is a process of its own, by SIGKILL; at random, whole workers as they are started, while the clock of the
workspace jumps under them.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from datetime import time as at
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from handrail.house.access.workspace import set_clock
from handrail.house.deadlines.models import Deadline
from handrail.house.ledger.models import Event
from handrail.house.ledger.sweeps import serve_workspace
from handrail.house.nudges.models import Nudge
from handrail.kit import clock
from handrail.record.tasks.models import Task
from handrail.record.tasks.verbs import add_tasks
from tests.kill.dying import POINTS
from tests.kill.forks import dies, sweep

ROOT = Path(__file__).resolve().parents[2]
FAR = 30  # days until they are due
PATIENCE = 120.0
KILLS = 5  # for each jump of the clock


def worker(point: str = "") -> subprocess.Popen[bytes]:
    env = {**os.environ, "HANDRAIL_PROCESS": "worker", "HANDRAIL_LOG_LEVEL": "ERROR"}
    command = [sys.executable, "-m", "tests.kill.dying", point]
    return subprocess.Popen(command, cwd=ROOT, env=env)


@contextmanager
def workers(number: int, point: str = "") -> Iterator[list[subprocess.Popen[bytes]]]:
    running = [worker(point) for _ in range(number)]
    try:
        yield running
    finally:
        for one in running:
            one.kill()
            one.wait()


def replace(running: list[subprocess.Popen[bytes]], victim: int) -> None:
    running[victim].kill()
    running[victim].wait()
    running[victim] = worker("slowly")


def promise(scene, number: int) -> None:
    """So many tasks, all due on one day; nothing of it is due yet."""
    with scene.inside():
        due = clock.today() + timedelta(days=FAR)
        add_tasks([Task(key=f"t{n}", title=f"Task {n}", due_on=due, owner=scene.bob) for n in range(number)])
    serve_workspace(scene.workspace.pk)


def jump(scene, days: int) -> None:
    """The workspace's clock shows ten in the morning, so many days from now."""
    there = datetime.combine(clock.real().date() + timedelta(days=days), at(10), UTC)
    with scene.inside():
        set_clock(there - clock.real())


def leap(zone: str) -> int:
    """Days until the next night in which the clocks of this zone change, but ten at least."""
    noon = datetime.combine(clock.real().date(), at(12), ZoneInfo(zone))
    days = (noon + timedelta(days=n) for n in range(10, 400))
    return next(
        n for n, day in enumerate(days, 10) if day.utcoffset() != (day - timedelta(days=1)).utcoffset()
    )


def due(scene) -> int:
    with scene.inside():
        return Deadline.objects.filter(next_fire_at__lte=clock.real()).count()


def wait_until(done, what: str) -> None:
    ends = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < ends, f"it took too long: {what}"
        time.sleep(0.1)


def told(scene) -> Counter[tuple[int, str]]:
    """How often each task's offset came into the inbox."""
    with scene.inside():
        rows = Nudge.objects.exclude(name="task.given").values_list("subject_id", "occasion")
        return Counter((pk, occasion.rpartition(":")[2]) for pk, occasion in rows)


def written(scene) -> Counter[tuple[int, str]]:
    """How often the history says so."""
    with scene.inside():
        rows = Event.objects.filter(kind__in=["task.reminded", "task.skipped"])
        return Counter((e.subject_id, e.cause.partition(":")[0].split()[-1]) for e in rows)


def verify(scene, *offsets: str) -> None:
    """Each of these offsets, of each task, exactly once: in the inbox and in the history."""
    with scene.inside():
        ids = list(Task.objects.values_list("pk", flat=True))
    once = Counter({(pk, offset): 1 for pk in ids for offset in offsets})
    inbox = told(scene)
    assert not once - inbox, f"{sum((once - inbox).values())} reminders were lost"
    assert not inbox - once, f"{sum((inbox - once).values())} reminders were doubled"
    assert written(scene) == once


@pytest.mark.parametrize("point", POINTS)
def test_killed_at_a_named_point(scene, point):
    promise(scene, 120)
    jump(scene, FAR - 1)
    dies(point, sweep)
    if point != "committed":
        assert not told(scene), "what was not committed has not happened"
    sweep()
    assert not due(scene)
    verify(scene, "-1d")


def test_the_test_finds_what_two_commits_would_lose(scene):
    """The claim in one commit and its effect in the next: killed in between, the reminder is gone for good."""
    promise(scene, 60)
    jump(scene, FAR - 1)
    dies("in two commits", sweep)
    sweep()
    with pytest.raises(AssertionError, match="50 reminders were lost"):
        verify(scene, "-1d")


def test_four_workers_killed_at_random_while_the_clock_jumps(scene):
    number, rng = 2_000, random.Random(20_261_121)
    promise(scene, number)
    with workers(4, "slowly") as running:
        for days in (FAR - 1, FAR):
            jump(scene, days)
            for _ in range(KILLS):
                left = due(scene)
                wait_until(lambda left=left: due(scene) < left or not left, "the others going on")
                time.sleep(rng.uniform(0, 0.2))
                replace(running, rng.randrange(len(running)))
            wait_until(lambda: not due(scene), "the rest of them")
            jump(scene, days - 3)  # and back again: what has spoken does not speak twice
        jump(scene, FAR)
        wait_until(lambda: not due(scene), "nothing")
    verify(scene, "-1d", "0d")
