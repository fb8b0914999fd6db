"""A bad option or setting is said in a sentence, with exit code 2."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import pytest

BAD = {
    "web --port 0": "65,535",
    "web --port 99999": "65,535",
    "web --web-workers 0": "from 1 to",
    "worker --concurrency 0": "from 1 to",
    "token create --workspace acme --email a@example.com --days 0": "3,650",
    "bench judge --size 0": "from 1 to",
    "export --workspace nobody-s out": "no workspace",
    "nonsense": "handrail --help",
}


def handrail(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "handrail", *arguments]
    return subprocess.run(command, env=os.environ | settings, capture_output=True, text=True, timeout=240)


@pytest.mark.parametrize("line", BAD)
def test_a_bad_option_is_refused_in_words(line: str) -> None:
    done = handrail(*line.split())
    assert (done.returncode, done.stdout) == (2, "")
    assert BAD[line] in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "setting",
    ["HANDRAIL_LOG_LEVEL=loud", "HANDRAIL_PORT=0", "HANDRAIL_URL=here", "HANDRAIL_SECRET_KEY=short"],
)
def test_a_bad_setting_is_refused_with_what_to_write(setting: str) -> None:
    name, _, value = setting.partition("=")
    done = handrail("login-link", **{name: value})
    assert done.returncode == 2
    assert name in done.stderr
    assert "Write" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_that_takes_no_files_is_said(scene: Any) -> None:
    done = handrail("export", "--workspace", scene.workspace.slug, "/proc/handrail")
    assert done.returncode == 2
    assert "/proc/handrail can not be written" in done.stderr
