"""Law 8 and its neighbours: what people wrote comes back as they wrote it, with what changed written into it."""

from __future__ import annotations

import difflib
import secrets
from pathlib import Path

from handrail.doors.infohub import delivering, importing
from handrail.doors.infohub.binding import NOUNS
from handrail.doors.infohub.exporting import Exporter
from handrail.doors.infohub.tests.full import fill
from handrail.house.access import verbs as access
from handrail.house.workspaces import scope
from handrail.record.plans import verbs as plans
from handrail.record.plans.models import Milestone, Outcome, Plan, PlanMetric, PlanRisk
from handrail.record.risks import verbs as risks
from handrail.record.risks.models import Risk
from handrail.record.customers.models import Customer

TREES = Path(__file__).resolve().parents[5] / "tests" / "trees"


def bring(scene, folder):
    with scene.inside():
        return importing.apply(importing.read_folder(folder), scene.alice)


def out(scene):
    with scene.inside():
        return dict(Exporter().files())


def changed_lines(before: bytes, after: bytes) -> list[str]:
    lines = difflib.unified_diff(before.decode().splitlines(), after.decode().splitlines(), n=0, lineterm="")
    return [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]


def test_what_nobody_changed_comes_back_byte_for_byte(scene):
    folder = TREES / "commented"
    bring(scene, folder)
    files = out(scene)
    for path in folder.rglob("*"):
        name = str(path.relative_to(folder))
        if path.is_file() and name != "workspace.yaml":
            assert files[name] == path.read_bytes(), changed_lines(path.read_bytes(), files[name])
    assert set(files) - {str(p.relative_to(folder)) for p in folder.rglob("*")} == {"manifest.json"}


def test_each_change_is_its_own_lines_and_comments_stay(scene):
    folder = TREES / "commented"
    bring(scene, folder)
    with scene.inside():
        plan, customer = Plan.objects.get(), Customer.objects.get()
        plans.remove_milestones([Milestone.objects.get(title="First 10 agents")], from_file=True)
        plans.edit_outcome(
            Outcome.objects.get(title="Fewer missed delivery windows"),
            {"title": "On-time deliveries"},
            from_file=True,
        )
        risks.add_risks(
            [Risk(customer=customer, title="Budget freeze", likelihood=2, impact=4, owner=scene.bob)]
        )
        plans.edit_plan(plan, {"phase": "completed"}, from_file=True)
    files = out(scene)
    csp = "northwind/success_plan/csp.yaml"
    assert changed_lines((folder / csp).read_bytes(), files[csp]) == [
        "-  phase: execute       # since the handoff",
        "+  phase: completed       # since the handoff",
        "-  - outcome: Fewer missed delivery windows",
        "+  - outcome: On-time deliveries",
        "-        - title: First 10 agents",
        "-          due: 2026-02-01",
        "-          owner: Mara Adeyemi",
        "-          status: done",
        "-          done: 2026-02-03",
    ]
    register = "northwind/risks/risk_register.yaml"
    assert changed_lines((folder / register).read_bytes(), files[register]) == [
        "+  - risk_id: budget-freeze",
        "+    title: Budget freeze",
        "+    likelihood: 2",
        "+    impact: 4",
        "+    owner: Bob",
    ]


def test_one_field_is_one_line(scene):
    folder = TREES / "commented"
    bring(scene, folder)
    with scene.inside():
        risks.edit_risk(Risk.objects.get(key="r-001"), {"mitigation_progress": 60})
    register = "northwind/risks/risk_register.yaml"
    assert changed_lines((folder / register).read_bytes(), out(scene)[register]) == [
        "-      progress: 40",
        "+      progress: 60",
    ]


def test_export_import_export_gives_the_same_bytes(scene, tmp_path):
    bring(scene, TREES / "commented")
    bring(scene, TREES / "wild")
    again(scene, tmp_path)


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


def test_a_workspace_of_every_noun_comes_back_the_same(scene, tmp_path):
    with scene.inside():
        fill(scene.alice)
        before = portrait()
    other = again(scene, tmp_path)
    with scope.enter(other.pk):
        after = portrait()
    for noun in before:
        assert differing(before[noun], after[noun]) == [], noun


def differing(before, after):
    if not isinstance(before, dict):
        return sorted(before ^ after)
    found = [(key, "only on one side") for key in before.keys() ^ after.keys()]
    for key in before.keys() & after.keys():
        found += [(key, n, before[key][n], after[key][n]) for n in before[key] if before[key][n] != after[key][n]]
    return found


LEFT_OUT = {"id", "workspace_id", "revision", "created_at", "removed_at", "user_id", "owner_text", "position", "counterpart_text", "by_text"}


def portrait():
    """Every row of every noun by key, references by the key of what they point at."""
    found = {}
    for name, noun in NOUNS.items():
        rows = noun.model._default_manager.filter(removed_at=None)
        found[name] = {row.key: pictured(row) for row in rows}
    for model in (PlanMetric, PlanRisk):
        rows = model._default_manager.filter(removed_at=None).select_related("plan")
        found[model.__name__] = {(row.plan.key, getattr(row, "metric", None) and row.metric.key or row.risk.key) for row in rows}
    return found


def pictured(row):
    shown = {}
    for field in row._meta.concrete_fields:
        if field.attname in LEFT_OUT:
            continue
        value = getattr(row, field.name)
        shown[field.name] = value.key if hasattr(value, "key") else value
    return shown
