"""One real PostgreSQL for the run, one migrated template, one clone of it per worker.

Tests work as the app's role with real commits, since a transaction around a test hides a forgotten scope.
They do not disturb each other because each has a workspace of its own: nothing is ever emptied.
"""

from __future__ import annotations

import asyncio
import fcntl
import hashlib
import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest
from hypothesis import HealthCheck, settings
from psycopg import sql

if TYPE_CHECKING:
    from tests.cast import Scene

ROOT = Path(__file__).resolve().parent
RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID") or str(os.getpid())
DATA = Path(tempfile.gettempdir()) / f"handrail-tests-{os.getuid()}"
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # or each process of a test compiles every module again
os.environ.setdefault("HANDRAIL_DATA", str(DATA))
os.environ.setdefault("HANDRAIL_SECRET_KEY", "a key for tests only, long enough to be one")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handrail.settings")

# How fast the machine is today proves nothing: what takes long is measured by benches.
settings.register_profile(
    "any machine", max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")

from handrail.kit.pg.provision import Urls, clone, drop, provision, urls_for  # noqa: E402
from handrail.kit.pg.server import Embedded  # noqa: E402
from handrail.ui.catalogue import compile_all  # noqa: E402


def template() -> str:
    """The template's name carries what it was migrated with: other migrations, another template."""
    files = sorted((ROOT / "src/handrail").rglob("migrations/*.py"))
    files += [ROOT / "src/handrail/house/workspaces" / name for name in ("door.py", "secure.py")]
    files += [ROOT / "src/handrail" / name for name in ("record/customers/privacy.py", "tables.sql")]
    marks = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
    return f"handrail_template_{marks[:10]}"


def pytest_configure(config: pytest.Config) -> None:
    """The database's address must be known before Django reads its settings; pages speak what was translated last."""
    compile_all()
    server = Embedded(
        DATA, options={"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    ).start()
    config.stash[SERVER] = server
    if config.getoption("numprocesses", None) and not hasattr(config, "workerinput"):
        return  # the one that hands out the tests runs none; it only keeps the server up
    name = f"test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{RUN[:12].replace('-', '')}"
    admin, source = server.url("postgres"), template()
    with locked(DATA / "template.lock"):
        migrate(provision(admin, database=source, secrets=server.secrets))
        clone(admin, source, name)
    config.stash[NAME] = (admin, name)
    mine = urls_for(admin, database=name, secrets=server.secrets)
    os.environ.update(DATABASE_URL=mine.app, DATABASE_OWNER_URL=mine.owner)
    import django
    from django.conf import settings
    from django.test.utils import setup_test_environment

    django.setup()
    setup_test_environment()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


SERVER = pytest.StashKey[Embedded]()
NAME = pytest.StashKey[tuple[str, str]]()


def pytest_unconfigure(config: pytest.Config) -> None:
    from django.db import connections

    connections.close_all()
    if NAME in config.stash:
        drop(*config.stash[NAME])
    if SERVER in config.stash:
        config.stash[SERVER].stop()


SLOW = ("tests/browser/", "tests/disk/", "tests/kill/", "tests/load/", "tests/operating/", "tests/providers/")
HEAVY = {
    "tests/operating/test_backup.py": 12,
    "tests/browser/test_look.py": 11,
    "tests/disk/test_pages.py": 11,
    "tests/laws/test_docs.py": 10,
    "tests/load/test_bench.py": 8,
    "src/handrail/doors/api/tests/test_fuzz.py": 4,
    "tests/laws/test_audience.py": 7,
    "tests/laws/test_budgets.py": 4,
    "tests/browser/test_journey_value.py": 5,
    "tests/browser/cycles/test_shop.py": 5,
    "tests/browser/cycles/test_mvp.py": 5,
    "tests/laws/test_private.py": 7,
    "tests/browser/test_sign_in_elsewhere.py": 4,
    "tests/browser/test_german.py": 3,
    "tests/kill/test_kill.py": 5,
    "tests/operating/test_rolling.py": 5,
    "tests/operating/test_pooler.py": 4,
}
"""The longest files, in tens of seconds; only how they compare matters. Other slow files count as 2."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long ones first, or one worker ends with them while the others wait.

    Each worker is dealt an even share of the list, in its order: so every share begins with as much of the slow
    files as the others. A file stays whole, for what its tests share takes longest. Browsers are kept to half of the
    workers: each of these has one, with a server, and what the others start mostly waits.
    """
    slow, quick = by_file(items)
    shares: list[list[pytest.Item]] = [
        [] for _ in range(int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))
    ]
    weights = [0] * len(shares)
    for name in sorted(slow, key=lambda name: -HEAVY.get(name, 2)):
        some = weights[: max(1, len(weights) // 2)] if name.startswith("tests/browser/") else weights
        lightest = some.index(min(some))
        shares[lightest] += slow[name]
        weights[lightest] += HEAVY.get(name, 2)
    even = len(items) // len(shares)
    items.clear()
    for share in shares:
        room = max(0, even - len(share))
        items += share + quick[:room]
        del quick[:room]
    items += quick


def by_file(items: list[pytest.Item]) -> tuple[dict[str, list[pytest.Item]], list[pytest.Item]]:
    """The slow files with their tests, and all the other tests."""
    slow: dict[str, list[pytest.Item]] = {}
    quick: list[pytest.Item] = []
    for item in items:
        name = item.nodeid.partition("::")[0]
        if name in HEAVY or name.startswith(SLOW):
            slow.setdefault(name, []).append(item)
        else:
            quick.append(item)
    return slow, quick


class locked:
    """Only one of several workers migrates the template; the others wait and find it ready."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> None:
        self.file = self.path.open("w")
        fcntl.flock(self.file, fcntl.LOCK_EX)

    def __exit__(self, *_: object) -> None:
        self.file.close()


def migrate(urls: Urls) -> None:
    """In a process of its own, so that no connection to the template stays open: it could not be cloned."""
    with psycopg.connect(urls.owner, autocommit=True) as owner:
        query = (
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()"
        )
        if owner.execute(query).fetchone() == (READY,):
            return
    env = {**os.environ, "DATABASE_URL": urls.app, "DATABASE_OWNER_URL": urls.owner}
    command = [sys.executable, "-m", "handrail", "migrate", "--quiet"]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise pytest.UsageError(f"The template database could not be migrated:\n{done.stderr[-3000:]}")
    with psycopg.connect(urls.owner, autocommit=True) as owner:
        owner.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(urls.database), READY))


READY = "has all tables"


@contextmanager
def without_the_drivers_loop(item: pytest.Item) -> Iterator[None]:
    """A browser's driver keeps an event loop in this thread, and stays after the browser's tests.

    Others begin loops of their own; and beside a loop Django hands out another connection than without one, so a
    fixture and its test must agree about it.
    """
    driver = asyncio._get_running_loop()
    if driver is None or "tests/browser" in item.nodeid:
        yield
        return
    asyncio._set_running_loop(None)
    try:
        yield
    finally:
        asyncio._set_running_loop(driver if driver.is_running() else None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Iterator[None]:
    with without_the_drivers_loop(item):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    with without_the_drivers_loop(item):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    with without_the_drivers_loop(item):
        return (yield)


@pytest.fixture(scope="session")
def caretaker(request: pytest.FixtureRequest) -> Iterator[psycopg.Connection]:
    """Sees every workspace of this worker's database."""
    _, name = request.config.stash[NAME]
    with psycopg.connect(request.config.stash[SERVER].url(name), autocommit=True) as connection:
        yield connection


@pytest.fixture
def scene(caretaker: psycopg.Connection) -> Iterator[Scene]:
    """A workspace of the test's own; it rests afterwards, with whatever else the test has opened."""
    from tests.cast import rest, stage

    made = stage()
    yield made
    rest(caretaker, made.workspace.pk - 1)


@pytest.fixture(scope="module", autouse=True)
def rested(caretaker: psycopg.Connection) -> Iterator[None]:
    """A file's own workspaces rest when it is over, as those of a single test do."""
    from tests.cast import clear_away, rest

    clear_away(caretaker)
    before = caretaker.execute("SELECT coalesce(max(id), 0) FROM workspaces_workspace").fetchone()
    yield
    rest(caretaker, before[0] if before else 0)


@pytest.fixture(scope="module")
def own_database(request: pytest.FixtureRequest) -> Iterator[tuple[Embedded, Urls]]:
    """A migrated and empty database for the tests of one file, which may break it."""
    server = request.config.stash[SERVER]
    name = f"test_own_{secrets.token_hex(6)}"
    clone(server.url("postgres"), template(), name)
    yield server, urls_for(server.url("postgres"), database=name, secrets=server.secrets)
    drop(server.url("postgres"), name)


@pytest.fixture(scope="session")
def shared() -> Path:
    """Real files of other people, where they are at hand."""
    folder = Path(os.environ.get("HANDRAIL_SHARED", ROOT.parent / "shared"))
    if not (folder / "data").is_dir():
        pytest.skip("The folder with real sample files is not beside the checkout (HANDRAIL_SHARED).")
    return folder
