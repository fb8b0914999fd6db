"""Law 8 and its neighbours: what people wrote comes back as they wrote it, with what changed in it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from handrail.doors.infohub import example
from handrail.doors.infohub.exporting import Exporter
from handrail.doors.infohub.tests.full import fill
from handrail.house.workspaces import scope
from handrail.house.workspaces.models import Member
from handrail.record.agreed.tests.made import lived
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer, Renewal, Stakeholder, Touchpoint
from handrail.record.metrics import verbs as metrics
from handrail.record.metrics.models import Metric, Reading
from handrail.record.plans import verbs as plans
from handrail.record.plans.models import (
    AdoptionPhase,
    Criterion,
    Initiative,
    Milestone,
    Outcome,
    Plan,
    PlanRisk,
)
from handrail.record.risks import verbs as risks
from handrail.record.risks.models import Risk
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task
from handrail.watch.playbooks import library
from handrail.watch.playbooks.models import Playbook
from handrail.watch.rules import library as rule_library
from handrail.watch.rules import verbs as rules
from handrail.watch.rules.models import Rule

from .rounds import TREES, again, bring, changed_lines, differing, out, portrait


def test_what_nobody_changed_comes_back_byte_for_byte(scene):
    folder = TREES / "commented"
    bring(scene, folder)
    files = out(scene)
    for path in folder.rglob("*"):
        name = str(path.relative_to(folder))
        if path.is_file() and name != "workspace.yaml":
            assert files[name] == path.read_bytes(), changed_lines(path.read_bytes(), files[name])
    assert set(files) - {str(p.relative_to(folder)) for p in folder.rglob("*")} == {"manifest.json"}


def test_what_a_guest_or_somebody_who_left_still_has_stays_theirs(scene, tmp_path):
    """A tree that nobody changed changes nothing, and hands nothing over by the way."""
    with scene.inside():
        acme = Customer(name="Acme", owner=scene.bob)
        customers.add_customers([acme])
        rows = [Task(title=f"Task {who.key}", customer=acme, owner=who) for who in (scene.bob, scene.ada)]
        tasks.add_tasks(rows)
        Member.objects.filter(pk=scene.bob.pk).update(role="guest")
        Member.objects.filter(pk=scene.ada.pk).update(left_on=date(2026, 1, 31))
    for _again in range(2):
        for path, content in out(scene).items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_bytes(content)
        bring(scene, tmp_path)
        with scene.inside():
            assert list(Task.objects.order_by("pk").values_list("owner", "owner_gap", "revision")) == [
                (scene.bob.pk, "", 1),
                (scene.ada.pk, "", 1),
            ]
            assert Customer.objects.get().owner_id == scene.bob.pk


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


def test_each_version_of_a_plan_is_a_file_beside_it_with_or_without_git(scene):
    bring(scene, TREES / "commented")
    with scene.inside():
        plan = Plan.objects.get()
        was = dict(Exporter().files())["northwind/success_plan/csp.yaml"]
        plans.edit_plan(plan, {"version": "7"})
        plans.edit_plans([(Plan.objects.get(), {"title": "As it went on"})])
        _share, _asked, agreement = lived(Plan.objects.get())
    files = out(scene)
    kept = {path.rpartition("_")[0].rpartition("/")[2]: path for path in files if "/csp_history/" in path}
    assert set(kept) == {"csp_v1", "csp_v7", f"csp_v{agreement.number}-agreed"}
    assert len(changed_lines(was, files[kept["csp_v7"]])) <= 4, "the number, and the day of the change"
    assert b"As it went on" in files[kept[f"csp_v{agreement.number}-agreed"]]
    assert all(path.startswith("northwind/success_plan/csp_history/") for path in kept.values())
    assert "northwind/success_plan/csp_artifacts/logo.bin" in files or any(
        "csp_artifacts" in p for p in files
    )


def test_one_field_is_one_line(scene):
    folder = TREES / "commented"
    bring(scene, folder)
    program = {"authorization": f"Bearer {scene.token(scene.alice)}"}
    address, said = f"/api/v1/w/{scene.workspace.slug}/risks/r-001", {"mitigation_progress": 60}
    answer = scene.client().patch(address, said, content_type="application/json", headers=program)
    assert answer.status_code == 200
    register = "northwind/risks/risk_register.yaml"
    assert changed_lines((folder / register).read_bytes(), out(scene)[register]) == [
        "-      progress: 40",
        "+      progress: 60",
    ]


def test_export_import_export_gives_the_same_bytes(scene, tmp_path):
    bring(scene, TREES / "commented")
    bring(scene, TREES / "wild")
    again(scene, tmp_path)


def test_a_workspace_of_every_noun_comes_back_the_same(scene, tmp_path):
    with scene.inside():
        fill(scene.alice)
        before = portrait()
    other = again(scene, tmp_path)
    with scope.enter(other.pk):
        after = portrait()
    for noun in before:
        assert differing(before[noun], after[noun]) == [], noun


def test_after_many_edits_the_bytes_are_still_a_fixed_point(scene, tmp_path):
    bring(scene, TREES / "commented")
    bring(scene, TREES / "wild")
    with scene.inside():
        edit_everything(scene)
        before = portrait()
    other = again(scene, tmp_path)
    with scope.enter(other.pk):
        after = portrait()
    for noun in before:
        assert differing(before[noun], after[noun]) == [], noun


def edit_everything(scene):
    plan, customer = Plan.objects.get(), Customer.objects.get(key="northwind")
    phase = AdoptionPhase.objects.get(title="Go-live")
    plans.remove_milestones([Milestone.objects.get(title="First 10 agents")])
    plans.edit_milestone(
        Milestone.objects.get(title="Carrier API connected"), {"adoption_phase": phase, "state": "done"}
    )
    plans.add_milestones(
        [Milestone(plan=plan, adoption_phase=phase, title="100 agents: all of them", owner=scene.bob)]
    )
    plans.edit_criterion(
        Criterion.objects.get(title__startswith="50 agents"), {"title": "60 agents", "state": "met"}
    )
    plans.add_outcomes([Outcome(plan=plan, title="Third outcome")])
    plans.edit_initiative(Initiative.objects.get(title="Train the late shift"), {"horizon": "30-90"})
    plan.refresh_from_db()
    plans.edit_plan(
        plan, {"background": {**plan.background, "size": "3,000 people", "new": ["x"]}, "owner": scene.bob}
    )
    metrics.add_readings(
        [Reading(metric=Metric.objects.get(name="Missed windows"), on=date(2026, 3, 31), value=7)]
    )
    customers.edit_stakeholder(
        Stakeholder.objects.get(name="Tomas Reyes"), {"name": "Tomás Reyes", "sentiment": "poor"}
    )
    customers.add_stakeholders([Stakeholder(customer=customer, name="New Person", buying_role="user")])
    customers.edit_customer(customer, {"arr": Decimal("450000"), "tier": ""})
    new = risks.add_risks([Risk(customer=customer, title="In the plan only", owner=scene.bob)])[0]
    plans.add_plan_risks([PlanRisk(plan=plan, risk=new)])
    risks.edit_risk(Risk.objects.get(key="r-001"), {"title": "Carrier API is closed", "owner": scene.bob})
    risks.remove_risks([Risk.objects.get(key="r-002")])
    tasks.finish([Task.objects.get(key="a-001")])
    customers.edit_touchpoint(
        Touchpoint.objects.get(kind="review"), {"text": "Another text\n", "on": date(2026, 2, 21)}
    )
    customers.remove_opportunities([])


def test_words_that_stand_in_two_files_change_in_both(scene):
    folder = TREES / "commented"
    bring(scene, folder)
    with scene.inside():
        risks.edit_risk(Risk.objects.get(key="r-001"), {"title": "Carrier API is closed"})
    files = out(scene)
    for path, key in (
        ("northwind/success_plan/csp.yaml", "risk"),
        ("northwind/risks/risk_register.yaml", "title"),
    ):
        assert changed_lines((folder / path).read_bytes(), files[path]) == [
            f"-    {key}: Carrier API stays closed",
            f"+    {key}: Carrier API is closed",
        ]


def test_a_meeting_note_changes_in_its_front_or_in_its_text(scene):
    folder = TREES / "commented"
    bring(scene, folder)
    with scene.inside():
        note = Touchpoint.objects.get(kind="review")
        customers.edit_touchpoint(note, {"summary": "Review with Ines"})
        path = "northwind/meetings/2026-02-20_qbr.md"
    assert changed_lines((folder / path).read_bytes(), out(scene)[path]) == [
        "-title: Quarterly review with Ines",
        "+title: Review with Ines",
    ]
    with scene.inside():
        customers.edit_touchpoint(Touchpoint.objects.get(pk=note.pk), {"text": "Only this.\n"})
    assert out(scene)[path].endswith(b"---\nOnly this.\n")


def test_a_customer_whom_the_crm_calls_otherwise_stays_one(scene, tmp_path):
    with scene.inside():
        known = Customer(name="Northwind Logistics", external_ids={"salesforce": "001"})
        customers.add_customers([known])
        customers.add_renewals([Renewal(customer=known, due_on=date(2026, 6, 1))])
    report = bring(scene, TREES / "commented")
    assert "customer" not in report.created
    other = again(scene, tmp_path)
    with scope.enter(other.pk):
        assert Customer.objects.get().key == "northwind-logistics"
        assert Renewal.objects.get().customer.external_ids == {"salesforce": "001"}


def test_a_folder_that_is_the_account_itself(scene, tmp_path):
    bring(scene, TREES / "commented" / "northwind" / "success_plan")
    with scene.inside():
        assert Customer.objects.get().key == "northwind-logistics"
    for file in ("risks/risk_register.yaml", "success_plan/csp.yaml"):
        path = tmp_path / "whole" / file
        path.parent.mkdir(parents=True)
        text = (TREES / "commented" / "northwind" / file).read_text()
        path.write_text(
            text.replace("account_id: northwind\n", "").replace("  account: Northwind Logistics\n", "")
        )
    bring(scene, tmp_path / "whole")
    with scene.inside():
        assert sorted(Customer.objects.values_list("key", flat=True)) == ["northwind-logistics", "whole"]
    again(scene, tmp_path)


def test_the_example_comes_back_the_same(scene, tmp_path):
    folder = example.written(date(2026, 3, 16))
    try:
        report = bring(scene, folder)
        assert not report.refused
        files = out(scene)
        for path in folder.rglob("*.yaml"):
            name = str(path.relative_to(folder))
            if name != "workspace.yaml":
                assert files[name] == path.read_bytes(), changed_lines(path.read_bytes(), files[name])
    finally:
        example.remove(folder)
    again(scene, tmp_path)


def test_a_rule_in_a_file_of_its_own_stays_there_and_is_changed_in_it(scene, tmp_path):
    place = tmp_path / "rules" / "ours.yaml"
    place.parent.mkdir()
    shipped = (rule_library.folder() / "plan-creation.yaml").read_bytes()
    place.write_bytes(shipped)
    assert bring(scene, tmp_path).created["rule"] == 1
    assert out(scene)["rules/ours.yaml"] == shipped and bring(scene, tmp_path).nothing_new
    with scene.inside():
        row = Rule.objects.get()
        assert (row.key, row.state, row.when["event"]) == ("plan-creation", "draft", "opportunity.saved")
        rules.edit_rule(row, {"title": "A plan for all"})
        rules.add_rules(
            [Rule(key="more", title="More", when={"event": "task.created"}, then=[{"nudge": "owner"}])]
        )
    files = out(scene)
    assert changed_lines(shipped, files["rules/ours.yaml"]) == [
        "-title: A success plan for every deal that needs one", "+title: A plan for all",
    ]  # fmt: skip
    assert b"More" in files["rules.yaml"] and b"A plan for all" not in files["rules.yaml"]
    place.write_bytes(files["rules/ours.yaml"].replace(b"priority: high", b"priority: low"))
    assert bring(scene, tmp_path).changed["rule"] == 1
    with scene.inside():
        row.refresh_from_db()
        assert row.then[1]["priority"] == "low"
        rules.remove_rules([row])
    assert "rules/ours.yaml" not in out(scene)


def test_a_playbook_of_ones_own_is_its_file_word_for_word(scene, tmp_path):
    """Changed in the file it has another version; one that can not be used stays a file, and is told."""
    place = tmp_path / "playbooks" / "ours.md"
    place.parent.mkdir()
    text = "\ufeff" + library.shipped()["launch-plan"].text.replace("\n", "\r\n") + "\r\n\r\n"
    for version, written in enumerate((text, text.replace("Launch plan for", "Our plan for", 1)), 1):
        place.write_bytes(written.encode())
        report = bring(scene, tmp_path)
        assert (report.created if version == 1 else report.changed)["playbook"] == 1
        assert out(scene)["playbooks/ours.md"] == written.encode()
    assert bring(scene, tmp_path).nothing_new
    with scene.inside():
        row = Playbook.objects.get()
        assert (row.key, row.version, row.title) == ("ours", 2, "Our plan for customer success")
    broken = text.replace("kind: fields", "kind: felds", 1).encode()
    (place.parent / "broken.md").write_bytes(broken)
    report = bring(scene, tmp_path)
    assert "playbook.check" in {finding.code for finding in report.flagged}
    assert out(scene)["playbooks/broken.md"] == broken
    with scene.inside():
        assert Playbook.objects.count() == 1
