"""The bench runs from end to end on small sizes and tells what it measured. How fast it is, it tells people."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from handrail.bench import judging, measure, ruling, starting
from handrail.bench.catalogue import CATALOGUE
from handrail.bench.measure import percentile, result
from handrail.cli import main

SMALL = {"import": 30, "check": 4}
ELSEWHERE = {"start"}
"""A whole first start: tests/kit/test_up.py has one."""


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(measure, "REQUESTS", 6)
    monkeypatch.setattr(measure, "WARM_UP", 2)
    monkeypatch.setattr(judging, "CHANGES", 2)
    monkeypatch.setattr(ruling, "RULES", 30)
    monkeypatch.setattr(starting, "SETTLES", 0.0)


def told(capsys, *arguments: str) -> list[dict]:
    assert main(["bench", *arguments, "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_each_bench_measures(capsys):
    usual = [name for name in CATALOGUE if name not in SMALL and name not in ELSEWHERE]
    found = told(capsys, *usual, "--size", "12", "--clients", "2")
    for name, size in SMALL.items():
        found += told(capsys, name, "--size", str(size), "--clients", "2")
    for one in found:
        assert one["failures"] == 0, one
        assert one["p95_ms"] >= one["median_ms"] > 0, one
        assert one["per_second"] > 0, one
    silent = {name for name in CATALOGUE if not any(one["name"].startswith(name) for one in found)}
    assert silent == ELSEWHERE
    (page,) = (one for one in found if one["name"] == "customers-page")
    assert 5 <= page["statements"] <= 20


def test_the_list_names_every_bench():
    """Asked as people ask, in a process that knows no settings yet."""
    command = [sys.executable, "-m", "handrail", "bench", "--list"]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    assert [line.split()[0] for line in lines] == list(CATALOGUE)


def test_an_unknown_name_says_where_to_look(capsys):
    assert main(["bench", "nothing"]) == 2
    assert "--list" in capsys.readouterr().err


def test_a_percentile_is_one_of_the_values():
    assert percentile([3.0, 1.0, 2.0], 95) == 3.0
    assert percentile(list(range(1, 101)), 95) == 95
    assert result("x", 1, [0.001, 0.003, 0.002], 5).median_ms == 2.0
