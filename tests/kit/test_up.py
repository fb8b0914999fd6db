"""`handrail up` for real: it runs, it ends, and nothing outlives it."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from handrail.kit.pg import postmaster


@pytest.fixture
def folder() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="handrail-up-"))
    made.chmod(0o711)
    yield made
    shutil.rmtree(made, ignore_errors=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def up(folder: Path, port: int) -> subprocess.Popen[str]:
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "PYTHONPATH")}
    command = [sys.executable, "-m", "handrail", "up", "--data", str(folder), "--port", str(port)]
    return subprocess.Popen(command, env=kept, stdout=subprocess.PIPE, text=True, start_new_session=True)


def link_of(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().strip()


def healthy(port: int) -> bool:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=10) as answer:
        return bool(answer.status == 200)


def gone(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def wait_until_gone(folder: Path, port: int) -> None:
    deadline = time.monotonic() + 30
    while not gone(port) or postmaster.find(folder / "postgres"):
        assert time.monotonic() < deadline, "something outlived `handrail up`"
        time.sleep(0.02)


def test_it_serves_and_after_a_kill_starts_again_and_ends_well(folder: Path) -> None:
    port = free_port()
    first = up(folder, port)
    assert link_of(first).startswith(f"http://127.0.0.1:{port}/")
    assert healthy(port)
    first.kill()
    first.wait()
    wait_until_gone(folder, port)

    second = up(folder, port)
    assert link_of(second)
    assert healthy(port)
    second.send_signal(signal.SIGINT)
    assert second.wait() == 0
    assert gone(port)
    assert postmaster.find(folder / "postgres") is None


def test_a_taken_port_is_said_before_anything_is_made(folder: Path) -> None:
    with socket.socket() as squatter:
        squatter.bind(("127.0.0.1", 0))
        squatter.listen()
        process = up(folder / "data", squatter.getsockname()[1])
        assert process.wait() == 2
    assert not (folder / "data").exists()
