"""A tree comes into a workspace: all of it, once, and again without changing anything."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from handrail.doors.infohub import importing
from handrail.house.workspaces import scope
from handrail.record.customers.models import Customer, Stakeholder, Touchpoint
from handrail.record.decisions.models import Decision
from handrail.record.plans import verbs as plans
from handrail.record.plans.models import AdoptionPhase, Milestone, Plan, PlanRisk
from handrail.record.risks import verbs as risks
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


def copied(tmp_path, name="commented"):
    return Path(shutil.copytree(TREES / name, tmp_path / "tree"))


def bring_folder(scene, folder):
    with scene.inside():
        return importing.apply(importing.read_folder(folder), scene.alice)


def replaced(folder, path, old, new):
    file = folder / path
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


def test_what_was_changed_here_stays_where_the_file_did_not_change(scene, tmp_path):
    folder = copied(tmp_path)
    bring_folder(scene, folder)
    with scene.inside():
        risks.edit_risk(Risk.objects.get(key="r-001"), {"title": "Ours", "mitigation_progress": 50})
    replaced(folder, "northwind/risks/risk_register.yaml", "severity: high ", "severity: critical ")
    report = bring_folder(scene, folder)
    assert report.changed == {"risk": 1, "file": 1}
    assert not [f for f in report.flagged if f.code == "import.conflict"]
    with scene.inside():
        risk = Risk.objects.get(key="r-001")
        assert (risk.title, risk.mitigation_progress, risk.severity) == ("Ours", 50, "critical")


def test_a_value_changed_on_both_sides_is_flagged_and_the_file_wins(scene, tmp_path):
    folder = copied(tmp_path)
    bring_folder(scene, folder)
    with scene.inside():
        risks.edit_risk(Risk.objects.get(key="r-001"), {"mitigation_progress": 50})
    replaced(folder, "northwind/risks/risk_register.yaml", "progress: 40", "progress: 70")
    report = bring_folder(scene, folder)
    conflict = next(f for f in report.flagged if f.code == "import.conflict")
    assert (conflict.file, conflict.line) == ("northwind/risks/risk_register.yaml", 15)
    with scene.inside():
        assert Risk.objects.get(key="r-001").mitigation_progress == 70


def test_what_a_file_no_longer_holds_goes_unless_it_was_changed_here(scene, tmp_path):
    folder = copied(tmp_path)
    bring_folder(scene, folder)
    text = "      milestones:\n        # All of them, not most of them.\n        - title: 50 agents live\n"
    text += "          due: 2026-04-01\n          owner: Mara Adeyemi\n"
    replaced(folder, "northwind/success_plan/csp.yaml", text, "")
    assert bring_folder(scene, folder).removed == {"milestone": 1}
    with scene.inside():
        risks.edit_risk(Risk.objects.get(key="r-002"), {"title": "Changed here"})
    register = folder / "northwind/risks/risk_register.yaml"
    register.write_text(register.read_text().partition("  - risk_id: R-002")[0])
    report = bring_folder(scene, folder)
    assert not report.removed
    assert [f.code for f in report.flagged if f.code.startswith("import.")] == ["import.kept"]


def test_a_renamed_row_without_an_id_is_known_by_its_kept_text(scene, tmp_path):
    folder = copied(tmp_path)
    bring_folder(scene, folder)
    with scene.inside():
        milestone = Milestone.objects.get(title="50 agents live")
        plans.edit_milestone(milestone, {"title": "60 agents live"})
    replaced(folder, "northwind/success_plan/csp.yaml", "due: 2026-04-01", "due: 2026-04-08")
    report = bring_folder(scene, folder)
    assert "milestone" not in report.created
    with scene.inside():
        milestone.refresh_from_db()
        assert (milestone.title, str(milestone.due_on)) == ("60 agents live", "2026-04-08")


def test_a_row_that_cannot_be_written_is_refused_by_its_place(scene, tmp_path):
    (tmp_path / "acme").mkdir()
    (tmp_path / "acme/risk_register.yaml").write_text("risks:\n  - risk_id: R-1\n  - title: Good\n")
    with scene.inside():
        report = importing.preview(importing.read_folder(tmp_path), scene.alice)
    refused = report.refused[0]
    assert (refused.file, refused.line, refused.code) == ("acme/risk_register.yaml", 2, "import.row")
    assert report.created["risk"] == 1


LOG = """\
decisions:
  - {decision_id: d-1, title: Which depots, status: approved, date: 2026-03-01}
  - {decision_id: d-2, title: Which name, status: rejected, date: 2026-03-02}
  - decision_id: d-3
    title: Which weekend
    status: pending
    date: 2026-03-03
"""


def test_a_decision_log_gives_no_day_to_what_is_not_decided(scene, tmp_path):
    """What was decided keeps its own; what is open keeps that of its file beside it."""
    (tmp_path / "acme").mkdir()
    log = tmp_path / "acme/decision_log.yaml"

    def brought(text: str):
        log.write_text(text)
        with scene.inside():
            report = importing.apply(importing.read_folder(tmp_path), scene.alice)
            stands = {row.key: (row.state, str(row.decided_on), row.fields) for row in Decision.objects.all()}
        assert report.refused == []
        return {k: n for k, n in report.changed.items() if k != "file"}, stands

    decided = {"d-1": ("approved", "2026-03-01", {}), "d-2": ("rejected", "2026-03-02", {})}
    waits = {**decided, "d-3": ("proposed", "None", {"date": "2026-03-03"})}
    assert brought(LOG) == ({}, waits)
    assert brought(LOG) == ({}, waits), "once more: nothing new"
    later = LOG.replace("2026-03-03", "2026-03-04")
    assert brought(later) == ({"decision": 1}, {**waits, "d-3": ("proposed", "None", {"date": "2026-03-04"})})
    assert brought(LOG.replace("    date: 2026-03-03\n", ""))[1]["d-3"][:2] == ("proposed", "None")


def test_the_same_ids_in_two_accounts_are_two_things(scene, tmp_path):
    for name in ("alpha", "beta"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "risk_register.yaml").write_text(
            f"risks:\n  - risk_id: R-001\n    title: Of {name}\n"
        )
    bring_folder(scene, tmp_path)
    with scene.inside():
        assert sorted(Risk.objects.values_list("key", "customer__key")) == [
            ("beta-r-001", "beta"),
            ("r-001", "alpha"),
        ]
    assert bring_folder(scene, tmp_path).nothing_new


def test_characters_that_no_database_takes_do_no_harm(scene, tmp_path):
    (tmp_path / "acme").mkdir()
    text = 'risks:\n  - risk_id: "R-1"\n    title: "a\\0b"\n    text: "\\ud800"\n'
    text += '    "k\\0": "\\0"\n    owner: "\\0"\n'
    (tmp_path / "acme/risk_register.yaml").write_text(text)
    (tmp_path / "acme/raw.bin").write_bytes(b"\x00\xff")
    (tmp_path / "acme/nul.txt").write_bytes(b"a\x00b")
    with scene.inside():
        importing.apply(importing.read_folder(tmp_path), scene.alice, accept_partial=True)


def test_a_last_touch_that_only_the_plan_knows_becomes_a_touchpoint_once(scene, tmp_path):
    (tmp_path / "acme").mkdir()
    text = "stakeholders:\n- name: Ines\n  last_touch: 2026-02-20\n- name: Jo\n  last_touch: 2026-01-01\n"
    (tmp_path / "acme/stakeholder_map.yaml").write_text(text)
    bring_folder(scene, tmp_path)
    with scene.inside():
        touch = Touchpoint.objects.get()
        assert (str(touch.on), touch.people) == ("2026-02-20", ["acme-ines"])
    assert bring_folder(scene, tmp_path).nothing_new


@pytest.mark.parametrize(
    "bad",
    ["policy: {fresh_days: 0}", "policy: 5", "currency: euro", "time_zone: Mars", "working_days: [9, x]"],
)
def test_settings_that_nothing_could_be_judged_by_are_refused(scene, tmp_path, bad):
    (tmp_path / "workspace.yaml").write_text(f"name: Ours\n{bad}\n")
    with scene.inside():
        report = importing.preview(importing.read_folder(tmp_path), scene.alice)
    assert report.refused


def test_a_member_does_not_change_the_workspace(scene, tmp_path):
    (tmp_path / "workspace.yaml").write_text("name: Theirs\n")
    with scene.inside(scene.bob):
        report = importing.apply(importing.read_folder(tmp_path), scene.bob)
        assert scope.current().workspace.name == "Ours"
    assert [f.code for f in report.flagged] == ["import.settings"]


def test_a_row_that_is_refused_now_stays_as_it_came_in(scene, tmp_path):
    (tmp_path / "acme").mkdir()
    register = tmp_path / "acme/risk_register.yaml"
    register.write_text("risks:\n  - risk_id: R-1\n    title: One\n")
    bring_folder(scene, tmp_path)
    register.write_text("risks:\n  - risk_id: R-1\n    title:\n")
    with scene.inside():
        report = importing.apply(importing.read_folder(tmp_path), scene.alice, accept_partial=True)
        assert len(report.refused) == 1
        assert Risk.objects.get(removed_at=None).title == "One"
