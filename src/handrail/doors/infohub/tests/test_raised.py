"""`raised.yaml`: what is raised goes on in another workspace where it was; what is over is not in the tree."""

from __future__ import annotations

from datetime import timedelta

from handrail.doors.infohub import importing
from handrail.doors.infohub.tests.rounds import again, bring, out
from handrail.house.deadlines.models import Deadline
from handrail.house.deadlines.tests.stage import customer, milestone, plan
from handrail.house.escalations import queries, verbs
from handrail.house.nudges.models import Nudge
from handrail.house.workspaces import scope
from handrail.kit import clock
from handrail.record.plans import verbs as plans
from handrail.record.plans.models import Milestone


def by_hand(scene, *, title="Harbor"):
    with scene.inside():
        made = plan(customer(scene, owner=scene.bob))
        live = milestone(made, clock.today() + timedelta(days=200))
        row = verbs.raise_to(live, scene.bob, "They call twice a day", title=title, path="milestones/live/")
        verbs.acknowledge(row, "We call back", clock.today() + timedelta(days=3))
    return live


def test_acknowledged_in_one_workspace_it_is_acknowledged_in_the_next_and_goes_on_there(scene, tmp_path):
    by_hand(scene)
    other = again(scene, tmp_path)
    with scene.inside():
        before = queries.all_raised().get()
    with scope.enter(other.pk):
        row = queries.all_raised().get()
        assert (row.state, row.promise, row.next_at) == ("acknowledged", "We call back", before.next_at)
        assert row.owner.name == "Bob"
        assert Deadline.objects.get(name="escalation.rung").due_at == row.next_at
        assert not Nudge.objects.exists(), "nobody is told again of what came out of a file"


def test_what_is_over_leaves_the_tree_and_an_older_tree_does_not_bring_it_back(scene, tmp_path):
    by_hand(scene)
    files = out(scene)
    tree = written(
        tmp_path / "tree", {**files, "raised.yaml": b"# Who calls whom, and why\n" + files["raised.yaml"]}
    )
    with scene.inside():
        verbs.resolve(queries.all_raised().get(), "Agreed on the phone")
    assert "raised.yaml" not in out(scene)
    for _first_and_again in range(2):
        report = bring(scene, tree)
        assert not report.created["escalation"] and not report.changed["escalation"]
        with scene.inside():
            assert queries.all_raised().get().ended == "Agreed on the phone"
    kept = out(scene)["raised.yaml"]
    assert b"# Who calls whom, and why" in kept and b"Harbor" not in kept, (
        "the file stays with what a person wrote"
    )
    assert bring(scene, written(tmp_path / "empty", out(scene))).refused == []
    assert out(scene)["raised.yaml"] == kept


def test_a_line_without_a_key_means_the_one_that_is_not_over(scene, tmp_path):
    live = by_hand(scene)
    with scene.inside():
        verbs.resolve(queries.all_raised().get(), "Over")
    with scene.inside():
        verbs.raise_to(live, scene.bob, "Again", title="Live", path="milestones/live/")
    tree = written(tmp_path / "tree", out(scene))
    (tree / "raised.yaml").write_text("raised:\n  - {subject: 'milestone:live', promise: We visit them}\n")
    report = bring(scene, tree)
    assert not report.created["escalation"] and report.changed["escalation"] == 1
    with scene.inside():
        assert queries.waiting().get().promise == "We visit them"


def test_a_line_that_is_changed_or_taken_out_by_hand(scene, tmp_path):
    by_hand(scene)
    tree = written(tmp_path / "tree", out(scene))
    bring(scene, tree)
    text = (tree / "raised.yaml").read_text()
    (tree / "raised.yaml").write_text(text.replace("We call back", "We visit them"))
    bring(scene, tree)
    with scene.inside():
        assert queries.all_raised().get().promise == "We visit them"
    (tree / "raised.yaml").write_text("raised: []\n")
    report = bring(scene, tree)
    assert report.removed["escalation"] == 1
    with scene.inside():
        row = queries.all_raised().get()
        assert (row.state, row.ended) == ("resolved", "It was taken out of the files.")


def test_who_may_not_answer_it_may_not_in_a_file_either(scene, tmp_path):
    by_hand(scene)
    with scene.inside():
        verbs.hand_to(queries.all_raised().get(), scene.alice)
        plans.edit_milestone(Milestone.objects.get(), {"owner": scene.alice})
    tree = written(tmp_path / "tree", out(scene))
    bring(scene, tree)
    for text in (
        (tree / "raised.yaml").read_text().replace("raised_to: Alice", "raised_to: Bob"),
        "raised: []\n",
    ):
        (tree / "raised.yaml").write_text(text)
        with scene.inside(scene.bob):
            report = importing.apply(importing.read_folder(tree), scene.bob)
        assert "import.kept" in {found.code for found in report.flagged}
        with scene.inside():
            assert queries.waiting().get().owner_id == scene.alice.pk


def test_a_file_that_anybody_wrote_breaks_nothing(scene, tmp_path):
    by_hand(scene)
    with scene.inside():
        verbs.resolve(queries.all_raised().get(), "Over")
    tree = written(tmp_path / "tree", out(scene))
    (tree / "raised.yaml").write_text(
        "raised:\n"
        "  - {subject: 'milestone:live', why: '%(x)s', cause: milestone.due, days_late: -5, rung: 900, chain: [zebra]}\n"
        "  - {subject: 'milestone:live', why: twice, cause: milestone.due}\n"
        "  - {subject: 'milestone:nowhere', why: lost}\n"
        "  - {subject: 'plan:harbor', why: '100% idle', told: [1], since: never, state: resolved, owner: Zoe}\n"
        "  - {subject: 'customer:northwind', why: alone}\n"
    )
    report = bring(scene, tree, partial=True)
    assert len(report.refused) == 2
    with scene.inside():
        rows = {row.subject_kind: row for row in queries.waiting()}
        assert rows.keys() == {"milestone", "plan", "customer"}
        assert (rows["milestone"].params, rows["milestone"].rung) == ({"days": 0}, 3)
        assert rows["plan"].why == "100% idle"
        assert {row.owner_gap for row in rows.values()} == {"unknown", "nobody"}
    for path in ("raised/?for=everybody", *(f"raised/{row.key}/" for row in rows.values())):
        assert scene.client(scene.ada).get(scene.url + path).status_code == 200


def written(folder, files):
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder
