"""A tree comes into a workspace: all of it, once, and again without changing anything."""

from __future__ import annotations

from pathlib import Path

import pytest

from handrail.doors.infohub import importing
from handrail.record.customers.models import Customer, Stakeholder
from handrail.record.plans.models import AdoptionPhase, Milestone, Plan, PlanRisk
from handrail.record.risks.models import Risk

TREES = Path(__file__).resolve().parents[5] / "tests" / "trees"


def bring(scene, name="commented", **options):
    with scene.inside():
        return importing.apply(importing.read_folder(TREES / name), scene.alice, **options)


def test_a_tree_becomes_a_plan_with_all_its_parts(scene):
    report = bring(scene)
    assert not report.refused
    with scene.inside():
        customer = Customer.objects.get(key="northwind")
        assert (customer.name, str(customer.arr), customer.tier) == (
            "Northwind Logistics",
            "420000.00",
            "enterprise",
        )
        plan = Plan.objects.get(customer=customer)
        assert (plan.phase, plan.owner.name, plan.opportunity.name) == (
            "execute",
            "Mara Adeyemi",
            "Delivery windows",
        )
        assert [p.title for p in AdoptionPhase.objects.filter(plan=plan).order_by("position")] == [
            "Implementation",
            "Go-live",
        ]
        milestone = Milestone.objects.get(title="Carrier API connected")
        assert (milestone.adoption_phase.title, milestone.counterpart.name) == (
            "Implementation",
            "Tomas Reyes",
        )
        assert Stakeholder.objects.get(name="Tomas Reyes").role_text == "Gatekeeper"
        risk = Risk.objects.get(title="Carrier API stays closed")
        assert (risk.key, risk.likelihood, risk.likelihood_text, risk.mitigation_progress) == (
            "r-001",
            3,
            "medium",
            40,
        )
        assert PlanRisk.objects.get(plan=plan).risk == risk
        gap = Risk.objects.get(title="Late shift is not trained")
        assert (gap.owner, gap.owner_gap, gap.owner_text) == (
            None,
            "two_people",
            "Nina Kowalski + Mara Adeyemi",
        )
        assert plan.fields["metadata"]["reviewers"] == ["tomas", "ines"]


def test_the_second_import_changes_nothing_and_says_so(scene):
    bring(scene)
    again = bring(scene)
    assert again.nothing_new, again.as_json()
    assert again.unchanged["plan"] == 1


def test_a_preview_tells_the_same_and_writes_nothing(scene):
    with scene.inside():
        report = importing.preview(importing.read_folder(TREES / "commented"), scene.alice)
        assert report.created["plan"] == 1
        assert not Customer.objects.exists()
    real = bring(scene)
    assert (real.created, real.changed) == (report.created, report.changed)


def test_trees_in_the_wild_bring_their_dialects(scene):
    report = bring(scene, "wild")
    assert not report.refused
    with scene.inside():
        customer = Customer.objects.get(key="acme-corp")
        assert (customer.name, customer.tier) == ("Acme Corp", "strategic")
        risk = Risk.objects.get(customer=customer)
        assert (risk.owner_gap, risk.mitigation, risk.mitigation_actions) == (
            "role",
            "Find a second sponsor",
            ["Ask Lena"],
        )
        assert Stakeholder.objects.get(name="Lena Ott").buying_role == "economic_buyer"
    assert bring(scene, "wild").nothing_new


def test_broken_files_refuse_all_until_the_good_part_is_accepted(scene, tmp_path):
    (tmp_path / "acme").mkdir()
    (tmp_path / "acme/risk_register.yaml").write_text("risks:\n  - risk_id: R-1\n    title: One\n")
    (tmp_path / "acme/decision_log.yaml").write_text("decisions:\n  - title: a\n    title: b\n")
    (tmp_path / "acme/action_tracker.yaml").write_bytes(b"actions:\n  - title: caf\xe9\n")
    tree = importing.read_folder(tmp_path)
    with scene.inside():
        with pytest.raises(importing.NothingWritten) as refusal:
            importing.apply(tree, scene.alice)
        assert not Customer.objects.exists()
        assert {f.file.partition("/")[2] for f in refusal.value.report.refused} == {
            "decision_log.yaml",
            "action_tracker.yaml",
        }
        report = importing.apply(tree, scene.alice, accept_partial=True)
        assert Risk.objects.get().title == "One"
        assert len(report.refused) == 2
