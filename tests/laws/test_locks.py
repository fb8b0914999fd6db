"""Who locks a row to change it never stops those who only point at it.

A plain `FOR UPDATE` holds up every insert with a foreign key to the row: while a workspace was locked so, nobody
else could write a line of its ledger. `FOR NO KEY UPDATE` serialises the lockers just as well.
"""

from __future__ import annotations

import ast

import pytest

from tests.laws.source import modules, name_of, tree


@pytest.mark.parametrize("path", list(modules()), ids=name_of)
def test_locks_leave_the_key_alone(path):
    assert "FOR UPDATE" not in path.read_text(), f"{path}: FOR NO KEY UPDATE"
    for node in ast.walk(tree(path)):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "select_for_update"
        ):
            given = {word.arg for word in node.keywords if getattr(word.value, "value", None) is True}
            assert "no_key" in given, f"{path}:{node.lineno}: select_for_update(no_key=True)"
