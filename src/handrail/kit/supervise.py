"""Keeping child processes alive, making sure that none of them outlives us, and ending well."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

UNUSABLE = 2
GRACE = 25.0
"""Seconds that what is under way has to come to its end after we were asked to stop; then it is cut off."""
ending = threading.Event()
"""Set once this process was asked to stop: whoever works in rounds begins no other."""
PARENT = "HANDRAIL_PARENT"
_TICK = 0.1
_PAUSES = (0.0, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
_SETTLED = 60.0  # after this long a part counts as healthy again and its pauses start over
_LONG = 2.0  # seconds after which somebody who waits for the end wonders
_PR_SET_PDEATHSIG = 1


@dataclass
class Part:
    """One child process: what to call it, how to start it."""

    name: str
    command: Sequence[str]
    environ: Mapping[str, str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    due: float = 0.0
    failures: int = 0

    def start(self) -> None:
        self.started = time.monotonic()
        environ = {**self.environ, PARENT: str(os.getpid())}
        # Its own group: Ctrl-C in the terminal reaches us alone, and we end the parts in order.
        self.process = subprocess.Popen(
            self.command, env=environ, stdin=subprocess.DEVNULL, stdout=sys.stderr, process_group=0
        )

    @property
    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def signal(self, number: int) -> None:
        if self.process is not None and self.running:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)

    def ending(self) -> str:
        code = self.process.returncode if self.process else 0
        return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"


@dataclass
class Supervisor:
    """Runs its parts until it is told to stop.

    `tend` is called on every round, for whatever else must be kept well; it says True if the parts have to
    start afresh. `ready` is asked until it says yes; then `announce` is called, once.
    """

    parts: Sequence[Part]
    say: Callable[[str], None]
    tend: Callable[[], bool] = lambda: False
    ready: Callable[[], bool] = lambda: True
    announce: Callable[[], None] = lambda: None
    patience: float = GRACE + 5.0
    wishes: int = field(default=0, init=False)
    """How often somebody asked us to stop; the second time is meant."""

    def run(self) -> int:
        """0 after a wished end, 2 if a part says that it cannot work here."""
        with self._listening():
            try:
                return self._watch()
            finally:
                self._end()

    def stop(self, *_: object) -> None:
        self.wishes += 1

    def _watch(self) -> int:
        announced = False
        while not self.wishes:
            if self.tend():
                self._end()
            if any(not self._attend(part) for part in self.parts):
                return UNUSABLE
            if not announced and self.ready():
                announced = True
                self.announce()
            time.sleep(_TICK)
        return 0

    def _attend(self, part: Part) -> bool:
        """Keep one part running. False if it never will."""
        now = time.monotonic()
        if part.running:
            if part.failures and now - part.started > _SETTLED:
                part.failures = 0
            return True
        if part.process is not None:
            if part.process.returncode == UNUSABLE and not part.failures:
                self.say(f"The {part.name} process cannot work here; its words are above.")
                return False
            self._schedule(part, now)
        if part.process is None and now >= part.due:
            part.start()
        return True

    def _schedule(self, part: Part, now: float) -> None:
        pause = _PAUSES[min(part.failures, len(_PAUSES) - 1)]
        part.failures += 1
        part.due = now + pause
        when = f"in {pause:g} s" if pause else "now"
        self.say(f"The {part.name} process ended ({part.ending()}); starting it again {when}.")
        part.process = None

    def _end(self) -> None:
        for part in self.parts:
            part.signal(signal.SIGTERM)
        begun, told = time.monotonic(), False
        while any(part.running for part in self.parts):
            passed = time.monotonic() - begun
            if passed > _LONG and not told:
                told = True
                self.say("Waiting for what is under way to end. Ctrl-C again does not wait.")
            if self.wishes > 1 or passed > self.patience:
                for part in self.parts:
                    part.signal(signal.SIGKILL)
            time.sleep(0.02)
        for part in self.parts:
            part.process = None

    @contextlib.contextmanager
    def _listening(self) -> Iterator[None]:
        numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        before = {number: signal.signal(number, self.stop) for number in numbers}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def die_with_parent(parent: int | None = None, number: int = signal.SIGTERM) -> None:
    """Get a signal when our parent dies, even by kill -9. Unless told, the environment says who it is."""
    parent = parent or int(os.environ.pop(PARENT, 0))
    if not parent:
        return
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, number, 0, 0, 0)
    else:
        threading.Thread(target=_watch_parent, args=(parent, number), daemon=True).start()
    if os.getppid() != parent:  # it died before we asked
        os.kill(os.getpid(), number)


def _watch_parent(parent: int, number: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os.kill(os.getpid(), number)
