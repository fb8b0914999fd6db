"""A database that can not serve: which errors mean that, in words for whoever meets them."""

from __future__ import annotations

import errno
from collections.abc import Iterator

import psycopg

from handrail.kit.refusals import Away, DiskFull

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""The kernel takes no more: the disk, a quota or a limit on the size of a file is used up."""
_SOON = "Try again in a moment; if it stays, tell whoever runs this Handrail."
_WORDS = {
    "53200": "The database ran out of memory.",
    "53300": "The database has no connection to spare.",
    "57P01": "The database is being stopped.",
    "57P02": "The database crashed and is getting up again.",
    "57P03": "The database is starting.",
}
_NONE_TO_SPARE = ("too many connections", "too many clients", "remaining connection slots")
_SILENT = "The database does not answer."


def strain_of(error: BaseException) -> Away | None:
    """What to tell, where `error` (or what it was raised from) says that the database or disk can not serve.

    None for everything else, so that a mistake of ours stays visible as one.
    """
    for one in chain(error):
        if isinstance(one, Away):
            return one
        if isinstance(one, OSError) and one.errno in NO_ROOM:
            return disk_full()
        if isinstance(one, psycopg.Error) and (found := of_database(one)):
            return found
    return None


def chain(error: BaseException | None) -> Iterator[BaseException]:
    """The error and what it came from: Django wraps what the driver says, and the context may be a clean-up."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def of_database(error: psycopg.Error) -> Away | None:
    state = error.sqlstate or ""
    if state == "53100":
        return disk_full()
    if state in _WORDS:
        return Away(_WORDS[state], _SOON)
    if state.startswith("53"):
        return Away("The database has reached one of its limits.", _SOON)
    if state.startswith("08") or (not state and is_silence(error)):
        return Away(_WORDS["53300"] if no_connection_to_spare(error) else _SILENT, _SOON)
    return None


def no_connection_to_spare(error: psycopg.Error) -> bool:
    """A refused connection carries no state, only the server's words (of a database, a role, or all of it)."""
    return any(words in str(error) for words in _NONE_TO_SPARE)


def is_silence(error: psycopg.Error) -> bool:
    """The driver's own words about a connection; what the server says has a state."""
    lost = isinstance(error, psycopg.InterfaceError) and "connection" in str(error)
    return lost or isinstance(error, psycopg.OperationalError)


def disk_full() -> DiskFull:
    return DiskFull("The disk is full, so nothing can be saved.", "Free some space on it, then try again.")
