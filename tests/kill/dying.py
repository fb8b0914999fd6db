"""A real worker that dies by SIGKILL: at a named point of a sweep, or whenever somebody else says so.

python -m tests.kill.dying <point>
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import contextmanager
from typing import Any

POINTS = ("claimed", "telling", "told", "written", "moved", "committed")
"""Where it dies: in the order in which a sweep passes them."""


def die(*_: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def then(function: Callable[..., Any], act: Callable[..., None]) -> Callable[..., Any]:
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        answer = function(*args, **kwargs)
        act()
        return answer

    return wrapped


def dies_at(often: int) -> Callable[[], None]:
    """Passes by until it has come so often."""
    came: list[None] = []

    def act() -> None:
        came.append(None)
        if len(came) == often:
            die()

    return act


def prepare(point: str) -> None:
    """Small batches in quick succession, so that a kill finds something to cut in two."""
    from handrail import wiring
    from handrail.house.deadlines import sweeps

    sweeps.ROUND, sweeps.BATCH = 400, 50
    wiring.PERIODIC["handrail.house.deadlines.sweeps.fire_due"] = 0.05
    if point == "claimed":
        sweeps.promised = then(sweeps.promised, die)
    elif point == "telling":
        sweeps.tell = lambda tellings: die()
    elif point == "told":
        sweeps.tell = then(lambda tellings: real_tell(list(tellings)), die)
    elif point == "written":
        sweeps.append = then(sweeps.append, die)
    elif point == "moved":
        sweeps.move_on = then(sweeps.move_on, die)
    elif point == "committed":
        sweeps.enter = left(sweeps.enter)
    elif point.startswith("rule "):
        from handrail.watch.rules import engine

        what, _, often = point.partition(", the ")
        name = {"rule written": "once", "rule acted": "act_all", "rule settled": "settle"}[what]
        setattr(engine, name, then(getattr(engine, name), dies_at(int(often[:1] or 1))))
    elif point == "in two commits":
        sweeps.act = in_two_commits
    elif point == "slowly":
        sweeps.tell = then(lambda tellings: real_tell(list(tellings)), lambda: time.sleep(0.05))
        sweeps.move_on = then(sweeps.move_on, lambda: time.sleep(0.05))


def real_tell(tellings: list[Any]) -> Any:
    from handrail.house.nudges.verbs import tell

    return tell(tellings)


def left(enter: Callable[..., Any]) -> Callable[..., Any]:
    @contextmanager
    def inside(*args: Any, **kwargs: Any):
        with enter(*args, **kwargs) as scope:
            yield scope
        die()

    return inside


def in_two_commits(taken: list[Any]) -> None:
    """How it is done wrong: the claim is committed, and the effect was to follow in a transaction of its own."""
    from django.db import connection

    from handrail.house.deadlines import sweeps

    there, how = sweeps.promised(taken), sweeps.promising.rules()
    sweeps.move_on([sweeps.renewed(one, there[sweeps.key_of(one)], how) for one in taken], [])
    connection.connection.commit()
    die()


if __name__ == "__main__":
    import django

    django.setup()
    prepare(sys.argv[1])
    from handrail.worker import main

    raise SystemExit(main([]))
