"""A tree of files comes into a workspace, and goes out again: what tests of it lay on the table and compare."""

from __future__ import annotations

import difflib
import secrets
from pathlib import Path

from handrail.doors.infohub import delivering, importing
from handrail.doors.infohub.binding import NOUNS
from handrail.doors.infohub.exporting import Exporter
from handrail.house.access import verbs as access
from handrail.house.talk.models import Attachment, Comment
from handrail.house.workspaces import scope
from handrail.record.plans.models import (
    PlanMetric,
    PlanRisk,
)

TREES = Path(__file__).resolve().parents[5] / "tests" / "trees"


def bring(scene, folder, *, partial=False):
    with scene.inside():
        return importing.apply(importing.read_folder(folder), scene.alice, accept_partial=partial)


def out(scene):
    with scene.inside():
        return dict(Exporter().files())


def changed_lines(before: bytes, after: bytes) -> list[str]:
    lines = difflib.unified_diff(before.decode().splitlines(), after.decode().splitlines(), n=0, lineterm="")
    return [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]


def empty(scene):
    """A fresh workspace with one member, the same owner."""
    return access.open_workspace(f"empty-{secrets.token_hex(4)}", "Empty", owner=scene.alice.user)


def again(scene, tmp_path):
    with scene.inside():
        delivering.deliver(tmp_path / "one", Exporter().files())
    other = empty(scene)
    with scope.enter(other.pk):
        report = importing.apply(importing.read_folder(tmp_path / "one"), accept_partial=True)
        assert not report.refused
        delivering.deliver(tmp_path / "two", Exporter().files())
    for path in sorted((tmp_path / "one").rglob("*")):
        twin = tmp_path / "two" / path.relative_to(tmp_path / "one")
        if path.is_file():
            assert twin.read_bytes() == path.read_bytes(), changed_lines(path.read_bytes(), twin.read_bytes())
    assert len(list((tmp_path / "one").rglob("*"))) == len(list((tmp_path / "two").rglob("*")))
    return other


def differing(before, after):
    if not isinstance(before, dict):
        return sorted(before ^ after)
    found = [(key, "only on one side") for key in before.keys() ^ after.keys()]
    for key in before.keys() & after.keys():
        found += [
            (key, n, before[key][n], after[key][n]) for n in before[key] if before[key][n] != after[key][n]
        ]
    return found


LEFT_OUT = {
    "id",
    "workspace_id",
    "revision",
    "created_at",
    "removed_at",
    "user_id",
    "owner_text",
    "position",
    "counterpart_text",
    "by_text",
    "subject_id",
    "about_id",
    "answer_by",
}
COMPUTED = {("metric", "next_at")}
"""Of one installation: when it reads a number again."""


def portrait():
    """Every row of every noun by key, references by the key of what they point at."""
    found = {}
    for name, noun in NOUNS.items():
        rows = noun.model._default_manager.filter(removed_at=None)
        found[name] = {row.key: pictured(row) for row in rows}
    for said in (Comment, Attachment):
        found[said.__name__] = {row.key: pictured(row) for row in said.objects.filter(removed_at=None)}
    for model in (PlanMetric, PlanRisk):
        rows = model._default_manager.filter(removed_at=None).select_related("plan")
        found[model.__name__] = {
            (row.plan.key, (getattr(row, "metric", None) and row.metric.key) or row.risk.key) for row in rows
        }
    return found


def pictured(row):
    shown = {}
    for field in row._meta.concrete_fields:
        if field.attname in LEFT_OUT or (row._meta.model_name, field.attname) in COMPUTED:
            continue
        value = getattr(row, field.name)
        shown[field.name] = value.key if hasattr(value, "key") else value
    return shown
