"""What does not end by itself when it is asked to."""

from __future__ import annotations

import asyncio
import io
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from handrail import asgi
from handrail.kit.asgi import Ending

ROOT = Path(__file__).resolve().parents[2]


def test_a_worker_cuts_off_what_takes_too_long() -> None:
    command = [sys.executable, "-m", "tests.operating.stuck"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "at it\n"
        process.send_signal(signal.SIGTERM)
        try:
            assert process.wait(30) == 0
        finally:
            process.kill()


def test_an_upload_that_comes_too_slowly_is_told_to_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    async def upload() -> tuple[int, str, str] | None:
        monkeypatch.setattr(asgi, "_ending", ending := Ending())
        ending.ask(0)
        return await asgi._read(asyncio.Future, io.BytesIO(), None, 100)

    answer = asyncio.run(upload())
    assert answer
    assert answer[0] == 503
    assert "Send it again" in answer[2]
