"""How far a long command is, in words on stderr: a line that rewrites itself, or now and then a new one."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TextIO

QUIET = 1.0
"""Seconds in which nothing is said: what is over so soon needs no progress."""
REWRITTEN, REPEATED = 0.1, 5.0
"""Seconds from one look to the next: on a terminal, and where each is a line that stays."""


class Progress:
    """Call it with how much is done, and of how much where that is known. Use it in a `with`.

    It is told what the page of an import is told (`house/imports/progress.py`), and never touches stdout.
    """

    def __init__(
        self,
        doing: str,
        what: str,
        *,
        stream: TextIO | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.doing, self.what, self.clock = doing, what, clock
        self.stream = stream or sys.stderr
        self.rewrites = self.stream.isatty()
        self.due = clock() + QUIET
        self.width = 0

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        self.clear()

    def __call__(self, done: int, everything: int = 0) -> None:
        now = self.clock()
        if now < self.due:
            return
        self.due = now + (REWRITTEN if self.rewrites else REPEATED)
        self.show(self.words(done, everything))

    def words(self, done: int, everything: int) -> str:
        if not everything:
            return f"{self.doing}: {done:,} {self.what} …"
        share = min(99, 100 * done // everything)
        return f"{self.doing}: {done:,} of {max(done, everything):,} {self.what} ({share} %) …"

    def show(self, line: str) -> None:
        if self.rewrites:
            self.stream.write("\r" + line.ljust(self.width))
            self.width = len(line)
        else:
            self.stream.write(line + "\n")
        self.stream.flush()

    def clear(self) -> None:
        """The line makes room for what comes after it."""
        if self.width:
            self.stream.write("\r" + " " * self.width + "\r")
            self.stream.flush()
        self.width = 0
