"""The primary is killed under writes; it comes back, and later its stand-by takes its place. Nothing acknowledged is
lost, since a commit is only acknowledged when both have it on disk.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from handrail.kit.pg import Embedded, Urls, place, postmaster, provision_embedded
from handrail.kit.pg.dumps import dump, load
from handrail.kit.pg.keep import SECRETS
from tests.kit.test_asgi import Site
from tests.operating.parts import crowd, keys_in, people, wait_until


@dataclass
class Pair:
    """Two servers, of which the second follows the first, and the addresses that name both."""

    primary: Embedded
    standby: Embedded
    environ: dict[str, str]


@pytest.fixture
def pair(own_database: tuple[Embedded, Urls]) -> Iterator[Pair]:
    folder = Path(tempfile.mkdtemp(prefix="handrail-pair-"))
    folder.chmod(0o711)
    primary, standby = Embedded(folder / "one"), Embedded(folder / "other")
    try:
        with primary:
            urls = provision_embedded(primary)
            dump(own_database[1].owner, folder / "dump")
            load(urls.owner, folder / "dump")
            follow(primary, standby)
            with standby:
                wait_for_each_other(primary)
                yield Pair(primary, standby, both(urls, standby.port))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def follow(primary: Embedded, standby: Embedded) -> None:
    """A copy made by PostgreSQL's own program, which then goes on reading what the primary writes."""
    place.make_folder(standby.data)
    shutil.copy(primary.data / SECRETS, standby.data / SECRETS)
    account = place.account_for(primary.cluster)
    standby.cluster.mkdir(mode=0o700)
    if account:
        os.chown(standby.cluster, account.uid, account.gid)
    command = [
        str(place.binaries(account) / "pg_basebackup"), f"--dbname={primary.url()}", f"--pgdata={standby.cluster}",
        "--write-recovery-conf", "--checkpoint=fast", "--create-slot", "--slot=standby", "--wal-method=stream",
    ]  # fmt: skip
    done = subprocess.run(
        command, cwd="/", capture_output=True, text=True, **(account.spawn if account else {})
    )
    assert done.returncode == 0, done.stderr


def wait_for_each_other(primary: Embedded) -> None:
    """From now on a commit is one when the stand-by has it too."""
    with psycopg.connect(primary.url(), autocommit=True) as admin:
        admin.execute("ALTER SYSTEM SET synchronous_standby_names = '*'")
        admin.execute("SELECT pg_reload_conf()")
    wait_until(
        lambda: asked(primary, "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'"), "both"
    )


def asked(server: Embedded, query: str) -> object:
    with psycopg.connect(server.url(), autocommit=True) as admin:
        row = admin.execute(query.encode()).fetchone()
    return row[0] if row else None


def both(urls: Urls, port: int) -> dict[str, str]:
    """An address that names two servers means the one of them that takes writes."""
    more = f",127.0.0.1:{port}/handrail?target_session_attrs=read-write&connect_timeout=2"
    return {
        **os.environ,
        "DATABASE_URL": urls.app.rpartition("/")[0] + more,
        "DATABASE_OWNER_URL": urls.owner.rpartition("/")[0] + more,
    }


def kill(server: Embedded) -> None:
    """All its processes at once, as when the power goes."""
    running = postmaster.find(server.cluster)
    assert running
    os.killpg(running.pid, signal.SIGKILL)
    wait_until(lambda: not server.alive(), "its end")


def test_the_primary_dies_and_comes_back_and_dies_for_good(pair: Pair) -> None:
    told = people(pair.environ)
    site = Site(**pair.environ)
    try:
        acknowledged = killed_under_writes(site, told, pair.primary, then=pair.primary.revive)
        wait_for_each_other(pair.primary)
        acknowledged |= killed_under_writes(
            site, told, pair.primary, then=lambda: asked(pair.standby, "SELECT pg_promote()")
        )
        assert acknowledged <= keys_in(site.url, told)
    finally:
        site.stop()


def killed_under_writes(
    site: Site, told: dict[str, str], server: Embedded, then: Callable[[], object]
) -> set[str]:
    """What was acknowledged before and after. In between everybody was told in words, and nobody started us again."""
    with crowd(site.url, told, size=4) as gathered:
        wait_until(lambda: len(gathered.acknowledged) > 10, "some writes")
        kill(server)
        wait_until(lambda: gathered.troubles, "somebody noticing")
        then()
        done = len(gathered.acknowledged)
        wait_until(lambda: len(gathered.acknowledged) > done + 5, "writing again")
    for one in gathered.troubles:
        assert one.status == 503, one
        assert ("can not reach its database" if one.asked.startswith("GET") else '"code":"away"') in one.said
    return set(gathered.acknowledged)
