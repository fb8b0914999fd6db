"""The only place that asks what time it is. Everybody else takes the moment from here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

_frozen: ContextVar[datetime | None] = ContextVar("handrail_frozen", default=None)
_offset: ContextVar[timedelta] = ContextVar("handrail_offset", default=timedelta(0))


def real() -> datetime:
    """The machine's own moment, for expiry of sign-ins and leases: no time machine moves it."""
    return datetime.now(UTC)


def now() -> datetime:
    """This moment as the current workspace sees it: frozen, shifted, or simply now (aware, UTC)."""
    return (_frozen.get() or real()) + _offset.get()


def today(zone: str = "UTC") -> date:
    return now().astimezone(ZoneInfo(zone)).date()


@contextmanager
def frozen(moment: datetime) -> Iterator[None]:
    """Hold the clock at `moment`: for the time machine and for tests."""
    token = _frozen.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _frozen.reset(token)


@contextmanager
def shifted(offset: timedelta) -> Iterator[None]:
    """Move the clock by a workspace's offset while its scope is open."""
    token = _offset.set(offset)
    try:
        yield
    finally:
        _offset.reset(token)
