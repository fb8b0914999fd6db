"""A real server on the worker's own database, and the system's Chromium in front of it."""

from __future__ import annotations

import asyncio
import os
import secrets
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PATIENCE = 30_000
"""Milliseconds that a page may take on a machine with other things to do. What is there sooner is not waited for."""
AGAIN = 1
"""Times that a journey which failed is walked once more, on a new workspace: eleven thousand tests and a browser share
two cores, and what a person would wait for runs out of time now and then. What fails twice has failed."""
SHOTS = Path(os.environ.get("HANDRAIL_SHOTS", "var/shots"))


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.flaky(reruns=AGAIN))


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of `handrail web`, serving pages and the event stream from this worker's database."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    environ = {**os.environ, "HANDRAIL_PROCESS": "web", "HANDRAIL_URL": address, "HANDRAIL_PORT": str(port)}
    command = [sys.executable, "-m", "handrail", "web", "--port", str(port)]
    process = subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        wait_for(address, process)
        yield address
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()


@pytest.fixture
def worker(server: str) -> Iterator[Callable[[], None]]:
    """Starts `handrail worker` on this database when it is called: what waited until then is seen waiting."""
    started: list[subprocess.Popen[bytes]] = []

    def start() -> None:
        command = [sys.executable, "-m", "handrail", "worker"]
        started.append(subprocess.Popen(command, env=dict(os.environ), stdout=subprocess.DEVNULL))

    yield start
    for process in started:
        process.terminate()
        process.wait(20)


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    import time

    for _ in range(600):
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=10) as answer:
                assert answer.status == 200
                return
        except OSError:
            if process.poll() is not None:
                raise AssertionError(process.stderr.read().decode()[-2000:]) from None
            time.sleep(0.1)
    raise AssertionError("The server did not answer in a minute.")


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    if CHROMIUM is None:
        pytest.skip("No Chromium here. Install the system's package (Debian: apt-get install chromium).")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    # Playwright keeps an event loop in this thread; the tests' own database calls are plain ones all the same.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        loop = asyncio._get_running_loop()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        asyncio._set_running_loop(loop)  # the last test beside it may have been one that runs without it
        browser.close()


@pytest.fixture
def person(server, chromium):
    """`person(member, width=..., theme=..., script=...)`: a page of a browser in which that member is signed in.

    `page.errors` gathers what the console and the page complain about, a refused inline script included.
    """
    contexts = []

    def arrive(member, *, width=1440, height=900, theme="light", script=True):
        from handrail.house.access import verbs

        context = chromium.new_context(
            base_url=server,
            viewport={"width": width, "height": height},
            color_scheme=theme,
            reduced_motion="reduce",
            java_script_enabled=script,
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.errors = []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.on("console", lambda line: page.errors.append(line.text) if line.type == "error" else None)
        if member is not None:
            page.goto(verbs.login_link(member.user.email))
        return page

    yield arrive
    for context in contexts:
        context.close()


@pytest.fixture
def goes_by(scene) -> Callable[[int], None]:
    """`goes_by(3)`: three days and a half have passed in the workspace since the test began, and its clock has done what
    it had to. So it is past the hour at which dates speak, whatever the hour is now; and any day is a working day."""
    from handrail.house.access.workspace import edit_workspace, set_clock
    from handrail.house.deadlines.sweeps import fire_due
    from handrail.watch.health.verbs import judge_due

    with scene.inside():
        edit_workspace({"working_days": [1, 2, 3, 4, 5, 6, 7]})

    def pass_on(days: int) -> None:
        with scene.inside():
            set_clock(timedelta(days=days, hours=12))
        fire_due()
        judge_due()

    return pass_on


@dataclass(frozen=True)
class Example:
    """The example tree in a workspace of its own. Mara owns it and most customers; Jonas is her manager."""

    pk: int
    url: str
    mara: object
    jonas: object

    def customer(self, key: str) -> str:
        return f"{self.url}customers/{key}/"

    def plan(self, key: str) -> str:
        return f"{self.url}plans/{key}/"


@pytest.fixture(scope="session")
def example_tree() -> Iterator[Path]:
    """The shipped example with real dates in it."""
    from handrail.doors.infohub import example
    from handrail.kit import clock

    folder = example.written(clock.today("Europe/Berlin"))
    yield folder
    example.remove(folder)


@pytest.fixture
def open_workspace():
    return opened


@pytest.fixture(scope="session")
def example(example_tree: Path) -> Example:
    """Loaded once for each worker. A test that changes something takes a record that no other test looks at."""
    from handrail.doors.infohub import importing
    from handrail.watch.health.verbs import judge_all

    place = opened()
    report = importing.run(example_tree, workspace_slug=place.url.split("/")[2], owner_email=place.mara.email)
    assert not report.refused
    from handrail.house.workspaces.scope import enter
    from tests.cast import KEPT

    with enter(place.pk):
        judge_all()
    KEPT.add(place.pk)
    return place


def opened() -> Example:
    """An empty workspace with two people of the example in it, who can both sign in."""
    from handrail.house.access import verbs
    from handrail.house.workspaces.models import Member
    from handrail.house.workspaces.scope import enter

    mara = verbs.find_or_add_user("mara@fernway.example", "Mara Adeyemi")
    jonas = verbs.find_or_add_user("jonas@fernway.example", "Jonas Weber")
    slug = f"fernway-{secrets.token_hex(4)}"
    workspace = verbs.open_workspace(slug, "Fernway", owner=mara, time_zone="Europe/Berlin", currency="EUR")
    with enter(workspace.pk):
        manager = verbs.add_member("Jonas Weber", jonas.email, role="admin", user=jonas)
        owner = Member.objects.get(user=mara)
    return Example(workspace.pk, f"/w/{slug}/", owner, manager)
