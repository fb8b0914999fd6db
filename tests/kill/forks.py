"""Workers that cost no start: processes forked from the test, with connections of their own, that die by SIGKILL.

They do what a worker does for dates and tickets. `test_kill.py` has the whole worker as it is started.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from random import Random

from django.db import connections

from handrail import wiring
from handrail.house.deadlines import sweeps
from handrail.house.ledger import sweeps as ledger
from handrail.watch.rules import acting
from tests.kill import dying

_parents = []


@cache
def warm() -> None:
    """What a worker loads when it needs it, once for all that are forked."""
    for table in (wiring.SETTLES, wiring.FIRES, wiring.TOLD_OUTSIDE, wiring.DEADLINES, {"": wiring.HEEDED}):
        for dotted in table.values():
            wiring.load(dotted)
    acting.actions()


def forked(act: Callable[[], None], point: str = "") -> int:
    """The number of a process that does this and ends. What the parent has open it neither uses nor closes."""
    warm()
    number = os.fork()
    if number:
        return number
    try:
        for one in connections.all(initialized_only=True):
            _parents.append(one.connection)
            one.connection = None
        dying.prepare(point)
        act()
    finally:
        os._exit(1)


def ended(number: int) -> int:
    """How it ended: the signal that killed it, as a negative number, or its exit code."""
    return os.waitstatus_to_exitcode(os.waitpid(number, 0)[1])


def dies(point: str, act: Callable[[], None]) -> None:
    assert ended(forked(act, point)) == -signal.SIGKILL, f"it did not come to “{point}”"


def sweep() -> None:
    """One look at all that is due, and at every ticket."""
    sweeps.fire_due()
    ledger.serve_readers()


def sweep_on() -> None:
    """Again and again, for as long as the test is there."""
    parent = os.getppid()
    while os.getppid() == parent:
        sweep()
        time.sleep(0.02)


class Herd:
    """So many workers side by side."""

    def __init__(self, number: int) -> None:
        self.running = [forked(sweep_on) for _ in range(number)]

    def kill(self, rng: Random) -> None:
        """One of them dies, and another one begins."""
        victim = rng.randrange(len(self.running))
        os.kill(self.running[victim], signal.SIGKILL)
        ended(self.running[victim])
        self.running[victim] = forked(sweep_on)

    def end(self) -> None:
        for number in self.running:
            os.kill(number, signal.SIGKILL)
            ended(number)


@contextmanager
def herd(number: int) -> Iterator[Herd]:
    made = Herd(number)
    try:
        yield made
    finally:
        made.end()
