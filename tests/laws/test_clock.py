"""There is one `now`, in kit/clock.py; everybody else takes it from there."""

from __future__ import annotations

import ast

import pytest

from tests.laws.source import modules, name_of, tree

ASKS = {
    ("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"),
    ("timezone", "now"), ("timezone", "localdate"), ("time", "time"),
}  # fmt: skip
FORBIDDEN_NAMES = {"Now", "auto_now", "auto_now_add"}


@pytest.mark.parametrize("path", list(modules()), ids=name_of)
def test_only_the_clock_asks_for_the_time(path):
    if name_of(path) == "handrail.kit.clock":
        return
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            assert (node.value.id, node.attr) not in ASKS, f"{path}:{node.lineno}: take it from kit.clock"
        if isinstance(node, ast.keyword):
            assert node.arg not in FORBIDDEN_NAMES, (
                f"{path}: {node.arg} asks the database or Django for the time"
            )
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("django.db.models.functions"):
            assert not {a.name for a in node.names} & FORBIDDEN_NAMES, f"{path}:{node.lineno}"
