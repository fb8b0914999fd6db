"""Children that die, children that outlive nothing: with real processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from handrail.kit.supervise import UNUSABLE, Part, Supervisor

STAYING = """
import os, pathlib, signal, sys, time
from handrail.kit import supervise
supervise.die_with_parent()
with pathlib.Path(sys.argv[1]).open("a") as file:
    file.write(f"{os.getpid()}\\n")
if len(sys.argv) > 2:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
while True:
    time.sleep(0.05)
"""
PARENT = """
import os, sys
from handrail.kit.supervise import Part, Supervisor
part = Part("child", [sys.executable, "-c", sys.argv[2], sys.argv[1]], dict(os.environ))
sys.exit(Supervisor([part], say=print).run())
"""


def wait_for(what: Callable[[], object], seconds: float = 20.0) -> None:
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.01)


def started(file: Path) -> list[int]:
    return [int(line) for line in file.read_text().splitlines()] if file.exists() else []


def living(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (ProcessLookupError, FileNotFoundError):
        return False


def staying(file: Path, *more: str) -> Part:
    return Part("child", [sys.executable, "-c", STAYING, str(file), *more], dict(os.environ))


def after(what: Callable[[], object], then: Callable[[], object]) -> None:
    def watch() -> None:
        wait_for(what)
        then()

    threading.Thread(target=watch, daemon=True).start()


def test_a_killed_child_is_started_again_and_the_end_takes_it_along(tmp_path: Path) -> None:
    pids, words = tmp_path / "pids", list[str]()
    supervisor = Supervisor([staying(pids)], say=words.append)
    after(lambda: len(started(pids)) == 1, lambda: os.kill(started(pids)[0], signal.SIGKILL))
    after(lambda: len(started(pids)) == 2, supervisor.stop)
    assert supervisor.run() == 0
    assert len(started(pids)) == 2
    assert not any(living(pid) for pid in started(pids))
    assert words == ["The child process ended (signal SIGKILL); starting it again now."]


def test_a_child_that_does_not_listen_is_killed(tmp_path: Path) -> None:
    supervisor = Supervisor([staying(tmp_path / "pids", "deaf")], say=print, patience=0.2)
    after(lambda: started(tmp_path / "pids"), supervisor.stop)
    assert supervisor.run() == 0
    assert not living(started(tmp_path / "pids")[0])


def test_a_second_wish_does_not_wait(tmp_path: Path) -> None:
    supervisor = Supervisor([staying(tmp_path / "pids", "deaf")], say=print, patience=3600)
    after(lambda: started(tmp_path / "pids"), supervisor.stop)
    after(lambda: supervisor.wishes == 1, supervisor.stop)
    assert supervisor.run() == 0


def test_a_child_that_cannot_work_here_ends_it_all(tmp_path: Path) -> None:
    hopeless = Part("web", [sys.executable, "-c", f"raise SystemExit({UNUSABLE})"], dict(os.environ))
    words = list[str]()
    other = staying(tmp_path / "pids")
    assert Supervisor([other, hopeless], say=words.append).run() == UNUSABLE
    assert words == ["The web process cannot work here; its words are above."]
    assert not any(living(pid) for pid in started(tmp_path / "pids"))


def test_it_announces_once_when_ready(tmp_path: Path) -> None:
    answers, told = iter([False, False, True]), list[str]()
    supervisor = Supervisor([staying(tmp_path / "pids")], say=print, ready=lambda: next(answers))
    supervisor.announce = lambda: told.append("ready")
    after(lambda: told, supervisor.stop)
    assert supervisor.run() == 0
    assert told == ["ready"]


def test_all_start_afresh_when_the_ground_has_moved(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    moved = iter([False, True])
    supervisor = Supervisor([staying(pids)], say=print)
    supervisor.tend = lambda: bool(started(pids)) and next(moved, False)
    after(lambda: len(started(pids)) == 2, supervisor.stop)
    assert supervisor.run() == 0
    assert not any(living(pid) for pid in started(pids))


def test_children_do_not_outlive_a_killed_parent(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    parent = subprocess.Popen([sys.executable, "-c", PARENT, str(pids), STAYING])
    wait_for(lambda: started(pids))
    parent.kill()
    parent.wait()
    wait_for(lambda: not living(started(pids)[0]))


def test_the_terminal_s_ctrl_c_reaches_the_parent_alone(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    parent = subprocess.Popen([sys.executable, "-c", PARENT, str(pids), STAYING], start_new_session=True)
    wait_for(lambda: started(pids))
    assert os.getpgid(started(pids)[0]) != os.getpgid(parent.pid)
    os.killpg(parent.pid, signal.SIGINT)
    assert parent.wait() == 0
    assert not living(started(pids)[0])
