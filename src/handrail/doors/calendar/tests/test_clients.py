"""Real calendar programmes subscribe: vdirsyncer fetches the feed over HTTP, and khal reads what it fetched."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from handrail.doors.calendar import feeds
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task
from tests.browser.conftest import server

from .stage import day, everything, task

__all__ = ["server"]

SYNC = """
[general]
status_path = "{home}/status/"
[pair dates]
a = "there"
b = "here"
collections = null
conflict_resolution = "a wins"
partial_sync = "revert"
[storage there]
type = "http"
url = "{url}"
[storage here]
type = "filesystem"
path = "{home}/dates/"
fileext = ".ics"
"""
READS = """
[calendars]
[[dates]]
path = {home}/dates/
readonly = True
[sqlite]
path = {home}/khal.db
[locale]
local_timezone = UTC
default_timezone = UTC
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "dates").mkdir()
    return tmp_path


def run(home: Path, tool: str, *words: str) -> str:
    environ = {**os.environ, "HOME": str(home), "XDG_CONFIG_HOME": str(home), "XDG_DATA_HOME": str(home),
               "XDG_CACHE_HOME": str(home), "LC_ALL": "C.UTF-8", "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}  # fmt: skip
    command = [str(Path(sys.executable).with_name(tool)), *words]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, input="y\n", timeout=240)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def synced(home: Path) -> set[tuple[str, str]]:
    """{(summary, day)} that khal lists after one more synchronisation."""
    config = ["-c", str(home / "vdirsyncer.conf")]
    run(home, "vdirsyncer", *config, "sync", "--force-delete")
    listed = run(
        home, "khal", "-c", str(home / "khal.conf"), "list", "--format", "{start-date} {title}", "--day-format", "",
        day(-60).isoformat(), "150d",
    )  # fmt: skip
    return {(line[11:], line[:10]) for line in listed.splitlines() if line}


def test_they_see_what_is_promised_moved_and_taken_away(scene, server, home):
    with scene.inside():
        promised = everything(scene.alice)
        gone, late = task(scene.alice, "Goes away", 8), task(scene.alice, "Übergabe; klären, „jetzt“", 9)
        _feed, address = feeds.make_feed(scene.alice)
    url = f"{server}/feed/{address.partition('/feed/')[2]}"
    (home / "vdirsyncer.conf").write_text(SYNC.format(home=home, url=url))
    (home / "khal.conf").write_text(READS.format(home=home))
    run(home, "vdirsyncer", "-c", str(home / "vdirsyncer.conf"), "discover")
    days = {(title, on.isoformat()) for title, on in promised}
    words = "Task: Übergabe; klären, „jetzt“"
    assert synced(home) == {*days, ("Task: Goes away", str(day(8))), (words, str(day(9)))}
    with scene.inside():
        tasks.remove_tasks([Task.objects.get(pk=gone.pk)])
        tasks.edit_task(Task.objects.get(pk=late.pk), {"due_on": day(20)})
        task(scene.alice, "Came later", 11)
    assert synced(home) == {*days, (words, str(day(20))), ("Task: Came later", str(day(11)))}
