"""How long what came from a clone or a folder may take: others wait for the lock, and rows for the transaction."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from handrail.kit.words import say

from .refusing import NotMerged

SECONDS = 300


class TooLong(NotMerged):
    def __init__(self, seconds: int) -> None:
        super().__init__(
            say("This takes longer than %(n)s seconds, so nothing of it was taken over.", n=seconds),
            say("Push in several steps, or use `handrail import`."),
        )


@contextmanager
def hurrying(seconds: int | None = None) -> Iterator[Callable[[], None]]:
    """Gives what to call now and then; every statement asks too. Raises TooLong once: what is rolled back is let be."""
    most = SECONDS if seconds is None else seconds
    until, said = time.monotonic() + most, False

    def look() -> None:
        nonlocal said
        if not said and time.monotonic() > until:
            said = True
            raise TooLong(most)

    def asked(execute: Callable[..., Any], *told: Any) -> Any:
        look()
        return execute(*told)

    with connection.execute_wrapper(asked):
        yield look
