"""Which errors mean that the database can not serve, and which stay mistakes of ours."""

from __future__ import annotations

import errno

import psycopg
import pytest
from django.db import OperationalError, ProgrammingError, connection

from handrail.kit.pg.strain import strain_of
from handrail.kit.refusals import Away, DiskFull


def state(code: str) -> psycopg.Error:
    return psycopg.errors.lookup(code)("what the server said")


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (state("53100"), 507),
        (state("53200"), 503),
        (state("53300"), 503),
        (state("53400"), 503),
        (state("53000"), 503),
        (state("57P01"), 503),
        (state("57P03"), 503),
        (state("08006"), 503),
        (psycopg.OperationalError("server closed the connection unexpectedly"), 503),
        (psycopg.InterfaceError("the connection is closed"), 503),
        (OSError(errno.ENOSPC, "No space left on device"), 507),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), 507),
        (state("40P01"), 0),
        (state("23505"), 0),
        (state("42P01"), 0),
        (psycopg.InterfaceError("cursor already closed"), 0),
        (OSError(errno.EACCES, "Permission denied"), 0),
        (ValueError("ours"), 0),
    ],
)
def test_what_is_a_strain(error: Exception, status: int) -> None:
    found = strain_of(error)
    assert (found.status if found else 0) == status
    assert found is None or (found.message and found.fix)


def test_it_is_found_behind_what_wraps_it() -> None:
    wrapped = OperationalError("wrapped")
    wrapped.__cause__ = state("53100")
    assert isinstance(strain_of(wrapped), DiskFull)


def test_what_a_real_server_says() -> None:
    """A connection that is ended, and a table that is not there."""
    with psycopg.connect(**connection.get_connection_params()) as direct:
        with pytest.raises(psycopg.Error) as ended:
            direct.execute("SELECT pg_terminate_backend(pg_backend_pid())")
    assert isinstance(strain_of(ended.value), Away)
    with connection.cursor() as cursor:
        with pytest.raises(ProgrammingError) as missing:
            cursor.execute("SELECT * FROM nothing_of_that_name")
    assert strain_of(missing.value) is None
    connection.close()
