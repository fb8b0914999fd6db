"""What can be wrong with an installation, found before somebody suffers from it: each check says what to do."""

from __future__ import annotations

import os
import shutil
import stat
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import psycopg
from django.conf import settings
from django.core.mail import get_connection
from django.db import connection, connections, transaction
from django.db.migrations.executor import MigrationExecutor

import handrail
from handrail.house.ledger.listen import address as direct_url
from handrail.kit import clock, pg

from .providers import sign_in

State = Literal["well", "look", "bad"]
DRIFT = 2.0
"""Seconds between this machine's clock and the database's, above which reminders would seem early or late."""
LATE = 120.0
LITTLE, TOO_LITTLE = 2 * 2**30, 200 * 2**20


@dataclass(frozen=True, slots=True)
class Finding:
    """`bad` keeps Handrail from working, `look` will hurt later; `fix` says what to do about it."""

    check: str
    state: State
    says: str
    fix: str = ""


def examine() -> Iterator[Finding]:
    """All checks in turn. One that breaks is a finding itself and keeps none of the others from running."""
    for check in CHECKS:
        name = check.__name__.replace("_", " ")
        try:
            yield from (Finding(name, *told) for told in check())
        except Exception as error:
            words = f"could not be looked at: {type(error).__name__}: {str(error).strip().splitlines()[:1]}"
            yield Finding(name, "bad", words, "Look at the reason; the other checks may explain it.")


Told = Iterator[tuple[State, str] | tuple[State, str, str]]


def address() -> Told:
    if settings.DEBUG:
        yield "look", "HANDRAIL_DEBUG is on, so that pages show what broke.", "Unset it where others come in."
    local = settings.HOST in ("127.0.0.1", "localhost", "[::1]")
    if settings.SECURE or local:
        yield "well", f"People reach it at {settings.URL}."
    else:
        words = f"People reach it at {settings.URL}, where passwords and sessions travel in the clear."
        yield "look", words, "Put a proxy with TLS in front and set HANDRAIL_URL to the https address."


def server() -> Told:
    """Whether somebody answers at HANDRAIL_URL, and whether it is us."""
    try:
        with urllib.request.urlopen(f"{settings.URL}/healthz", timeout=5) as answer:  # noqa: S310 - our own address
            body = answer.read(4096).decode(errors="replace")
    except (OSError, urllib.error.URLError) as error:
        yield (
            "look",
            f"Nobody answers at {settings.URL}: {error}.",
            "Is `handrail up` running? Is HANDRAIL_URL right?",
        )
        return
    if handrail.__version__ in body:
        yield "well", f"The web server answers, version {handrail.__version__}."
    else:
        yield (
            "look",
            f"What answers at {settings.URL} is not this version.",
            "Restart the web server after an upgrade.",
        )


def signing_key() -> Told:
    if os.environ.get("HANDRAIL_SECRET_KEY"):
        yield "well", "The signing key comes from HANDRAIL_SECRET_KEY; keep it beside the backups."
        return
    kept = Path(settings.DATA_DIR) / "secret_key"
    if stat.S_IMODE(kept.stat().st_mode) & 0o077:
        yield "bad", f"Others on this machine can read {kept}.", f"Run `chmod 600 {kept}`."
    else:
        yield "well", "The signing key is in the data folder, readable by its owner only."


def database() -> Told:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version'), current_user")
        version, role = cursor.fetchone()
        through = " through a pooler" if is_pooled(cursor.connection) else ""
    yield "well", f"PostgreSQL {version} answers to {role}{through}."


def roles() -> Told:
    """The app's role must not be able to see past row security, and the owner must be able to migrate."""
    pg.refuse_powerful(os.environ["DATABASE_URL"])
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
            " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition"
            " AND a.attname = 'workspace_id' AND NOT a.attisdropped AND NOT c.relrowsecurity"
            " AND has_table_privilege(c.oid, 'SELECT') ORDER BY 1"
        )
        open_tables = [row[0] for row in cursor.fetchall()]
    if open_tables:
        yield (
            "bad",
            f"Row security is off on {', '.join(open_tables)}.",
            "Run `handrail migrate`; never switch it off.",
        )
    else:
        yield "well", "The app's role is a plain one, and row security is on wherever it reads."


def tables() -> Told:
    executor = MigrationExecutor(connections["owner"])
    if plan := executor.migration_plan(executor.loader.graph.leaf_nodes()):
        yield "bad", f"{len(plan)} changes of the tables are still to be made.", "Run `handrail migrate`."
    else:
        yield "well", "The tables are up to date."


def live_updates() -> Told:
    """LISTEN needs a direct connection: through a pooler in transaction mode, pages would never turn by themselves."""
    with (
        psycopg.connect(direct_url(), autocommit=True) as ear,
        psycopg.connect(direct_url(), autocommit=True) as mouth,
    ):
        pooled = is_pooled(ear)
        ear.execute("LISTEN handrail_doctor")
        mouth.execute("NOTIFY handrail_doctor, 'well'")
        heard = any(True for _ in ear.notifies(timeout=3, stop_after=1))
        ear.execute("UNLISTEN handrail_doctor")
    past = "Set DATABASE_DIRECT_URL to the server itself, past the pooler."
    if not heard:
        why = ": the connection goes through a pooler" if pooled else ""
        yield "bad", f"Notifications do not arrive{why}, so that pages do not turn by themselves.", past
    elif pooled:
        yield (
            "look",
            "Notifications arrive, but through a pooler, of which each process keeps a connection.",
            past,
        )
    else:
        yield "well", "Notifications arrive, so that pages turn by themselves."


def is_pooled(open_one: psycopg.Connection) -> bool:
    """A pooler names a process of its own to its clients; the server knows another one."""
    row = open_one.execute("SELECT pg_backend_pid()").fetchone()
    return bool(row and row[0] != open_one.info.backend_pid)


def owner() -> Told:
    """Migrations and backups hold a connection for long, and lock and set things for as long as it lasts."""
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as open_one:
        if is_pooled(open_one):
            words = "DATABASE_OWNER_URL goes through a pooler, where migrations and backups may fail."
            yield "look", words, "Set it to the server itself."
        else:
            yield "well", "Migrations and backups reach the server itself."


def clocks() -> Told:
    with connection.cursor() as cursor:
        before = clock.real()
        cursor.execute("SELECT clock_timestamp()")
        theirs, after = cursor.fetchone()[0], clock.real()
    drift = max((theirs - after).total_seconds(), (before - theirs).total_seconds(), 0.0)
    if drift > DRIFT:
        words = f"This machine's clock and the database's are {drift:.0f} s apart."
        yield "bad", words, "Let both machines keep time (chrony, systemd-timesyncd)."
    else:
        yield "well", "This machine's clock and the database's agree."


def disk() -> Told:
    folder = Path(settings.DATA_DIR)
    free = shutil.disk_usage(folder).free
    said = f"{free / 2**30:.1f} GB are free for {folder}."
    if free < TOO_LITTLE:
        yield "bad", said, "Make room now: a database without space stops."
    elif free < LITTLE:
        yield "look", said, "Make room soon."
    else:
        yield "well", said


WAITING = """
SELECT (SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > %(now)s - interval '1 minute'),
       (SELECT coalesce(extract(epoch FROM %(now)s - min(not_before)), 0) FROM ledger_claim
        WHERE not_before <= %(now)s),
       (SELECT count(*) FROM ledger_claim WHERE attempts > 0)
"""


def worker() -> Told:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE handrail_system")
        cursor.execute(WAITING, {"now": clock.real()})
        alive, oldest, failing = cursor.fetchone()
    if not alive:
        yield (
            "look",
            "No worker has been heard of in the last minute.",
            "`handrail up` or `handrail worker` starts one.",
        )
    elif oldest > LATE:
        yield (
            "look",
            f"Changes have been waiting for {oldest:.0f} s to be judged.",
            "Start another `handrail worker`.",
        )
    else:
        yield "well", f"{alive} at work, and nothing waits long."
    if failing:
        yield (
            "look",
            f"{failing} changes could not be judged and are tried again.",
            "The worker's log says why.",
        )


def mail() -> Told:
    backend = settings.EMAIL_BACKEND.rpartition(".")[0]
    if backend.endswith(("console", "filebased", "dummy", "locmem")):
        words = "Mail is written down and not sent."
        yield (
            "look",
            words,
            "Set HANDRAIL_MAIL_URL, for example smtp://user:password@mail.example.com:587/?tls=1.",
        )
        return
    sender = get_connection(fail_silently=False)
    with suppress(AttributeError):
        sender.timeout = 10  # type: ignore[attr-defined]
    try:
        sender.open()
        sender.close()
    except Exception as error:
        yield "bad", f"The mail server does not let us in: {error}.", "Check HANDRAIL_MAIL_URL."
    else:
        yield "well", "The mail server lets us in."


CHECKS: tuple[Callable[[], Told], ...] = (
    address,
    signing_key,
    database,
    owner,
    roles,
    tables,
    live_updates,
    clocks,
    disk,
    worker,
    mail,
    sign_in,
    server,
)
