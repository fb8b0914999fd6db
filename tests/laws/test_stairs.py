"""Imports only go down: a room imports only rooms that stand before it."""

from __future__ import annotations

import ast
import re

import pytest
from django.apps import apps
from django.conf import settings
from django.db.migrations.loader import MigrationLoader

from tests.laws.source import PACKAGE, ROOMS, TABLES, imports, modules, name_of, room_of, tree

STEP = {room: number for number, room in enumerate(ROOMS)}


def test_the_installed_apps_are_the_architecture():
    assert [f"handrail.{room}" for room in ROOMS if room != "kit"] == settings.ROOMS


@pytest.mark.parametrize("path", list(modules()), ids=name_of)
def test_no_import_runs_up_the_stairs(path):
    here = room_of(name_of(path))
    if here is None:
        return
    for found in imports(path):
        if not found.module.startswith("handrail.") or any(found.module.startswith(t) for t in TABLES):
            continue
        there = room_of(found.module)
        if there is None:
            assert found.module.startswith("handrail.__version__"), (
                f"{path}:{found.line} imports {found.module}"
            )
            continue
        assert STEP[there] <= STEP[here], (
            f"{path}:{found.line}: {here} imports {there}, which stands above it"
        )


@pytest.mark.parametrize("path", list(modules()), ids=name_of)
def test_no_string_names_a_room_above(path):
    """String foreign keys and get_model reach as far as imports do."""
    here = room_of(name_of(path))
    if here is None:
        return
    labels = {config.label: config.name.removeprefix("handrail.") for config in apps.get_app_configs()}
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in CALLS:
            for value in [
                a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)
            ]:
                room = labels.get(value.split(".")[0], "")
                assert room not in STEP or STEP[room] <= STEP[here], f"{path}:{node.lineno} names {value}"


CALLS = {"ForeignKey", "OneToOneField", "ManyToManyField", "TenantKey", "get_model"}


def test_migrations_depend_downwards():
    graph = MigrationLoader(None, ignore_no_migrations=True).graph
    rooms = {config.label: config.name.removeprefix("handrail.") for config in apps.get_app_configs()}
    for (label, name), node in graph.node_map.items():
        for parent in node.parents:
            here, there = rooms.get(label, ""), rooms.get(parent.key[0], "")
            if here in STEP and there in STEP:
                assert STEP[there] <= STEP[here], f"{label}.{name} depends on {parent.key}"


@pytest.mark.parametrize(
    "template", [pytest.param(p, id=str(p.relative_to(PACKAGE))) for p in sorted(PACKAGE.rglob("*.html"))]
)
def test_templates_include_and_extend_downwards(template):
    here = room_of("handrail." + ".".join(template.relative_to(PACKAGE).parts))
    folders = {config.label: config.name.removeprefix("handrail.") for config in apps.get_app_configs()}
    for name in re.findall(r"{%\s*(?:include|extends)\s+[\"']([^\"']+)", template.read_text()):
        there = folders.get(name.split("/")[0], "")
        assert there not in STEP or STEP[there] <= STEP[here], f"{template} uses {name}"


def test_pure_rooms_are_free_of_django():
    """Facts, checks and files answer gates, pages and `handrail check` alike, so they need no server."""
    roots = [path for path in modules() if pure(path)]
    assert len(roots) > 10
    for path in reached(roots):
        for found in imports(path):
            assert found.module.split(".")[0] != "django", f"{path}:{found.line} imports {found.module}"


PURE = {"facts", "checks", "files", "policy", "words", "wording", "states", "deadlines"}
PURE_KIT = {
    "verdict",
    "yamlio",
    "csvio",
    "shapes",
    "clock",
    "refusals",
    "gating",
    "steps",
    "phrases",
    "words",
}


def pure(path):
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    if parts[0] == "kit":
        return len(parts) > 1 and parts[1] in PURE_KIT
    return (
        parts[0] in ("record", "watch") and "tests" not in parts and any(part in PURE for part in parts[2:])
    )


def reached(roots):
    """Everything these modules import, however far down."""
    seen, waiting = set(), list(roots)
    while waiting:
        path = waiting.pop()
        if path not in seen:
            seen.add(path)
            waiting += [file for found in imports(path) if (file := file_of(found.module))]
    return seen


def file_of(module):
    """The file of a dotted name of ours, whether it names a module or something in one."""
    parts = module.split(".")
    if parts[0] != "handrail":
        return None
    for end in (len(parts), len(parts) - 1):
        path = PACKAGE.parent.joinpath(*parts[:end])
        if path.with_suffix(".py").is_file():
            return path.with_suffix(".py")
        if (path / "__init__.py").is_file():
            return path / "__init__.py"
    return None
