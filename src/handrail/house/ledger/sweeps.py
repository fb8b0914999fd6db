"""What the worker does for the ledger: serve tickets that changes left behind, and keep a month ahead."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from django.db import connection

from handrail import wiring
from handrail.house.workspaces.scope import enter
from handrail.kit import clock, supervise

from .claims import drain

log = logging.getLogger(__name__)
BATCH = 500
MONTHS_AHEAD = 3


def serve_readers() -> int:
    """Every due ticket of every workspace, a batch to a transaction. Nothing due costs one statement."""
    waiting = across("SELECT DISTINCT workspace_id FROM ledger_claim WHERE not_before <= %s", [clock.real()])
    return sum(serve_workspace(workspace) for workspace in waiting)


def serve_workspace(workspace: int) -> int:
    return sum(serve_or_report(workspace, reader) for reader in wiring.SETTLES)


def serve_or_report(workspace: int, reader: str) -> int:
    """What fails only at the commit, past the tickets' own care, must not keep the other workspaces waiting."""
    try:
        return serve_reader(workspace, reader)
    except Exception:
        log.exception("ledger reader %s failed in workspace %d", reader, workspace)
        return 0


def serve_reader(workspace: int, reader: str) -> int:
    total = 0
    while True:
        with enter(workspace, cause=reader):
            served = drain(reader, BATCH)
        total += served
        if served < BATCH or supervise.ending.is_set():
            return total


def make_partitions() -> None:
    """This month's part of the event log and the next ones. A month that has one is left alone."""
    first = clock.real().date().replace(day=1)
    with connection.cursor() as cursor:
        for ahead in range(MONTHS_AHEAD + 1):
            cursor.execute("SELECT ledger_make_partition(%s)", [first + timedelta(days=31 * ahead)])


def across(sql: str, params: list[Any]) -> list[int]:
    """Workspace ids found with the sweeps' own role, which alone sees all of them."""
    return [row[0] for row in everywhere(sql, params)]


def everywhere(sql: str, params: list[Any]) -> list[Any]:
    """What one reading statement finds in all workspaces. Role and question go to the database in one message, which is
    a transaction by itself: the role ends with it."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE handrail_system;{sql}", params)
        cursor.nextset()
        return list(cursor.fetchall())
