"""`linked_risks: [R-001]` becomes a link, once, and stays where it was written."""

from __future__ import annotations

import pytest

from handrail.doors.infohub import importing
from handrail.doors.infohub.exporting import Exporter
from handrail.doors.infohub.references import link_noun, references_in, without
from handrail.doors.infohub.tests.rounds import (
    TREES,
    again,
    bring,
    changed_lines,
    out,
)
from handrail.house.talk import verbs
from handrail.house.talk.models import Evidence, Link
from handrail.house.workspaces import scope
from handrail.record.decisions.models import Decision
from handrail.record.risks import verbs as risks
from handrail.record.risks.models import Risk

BOTH = {
    ("decision:d-001", "risk:r-001", "relates"),
    ("task:a-001", "risk:r-001", "relates"),
}
REGISTER = "northwind/risks/risk_register.yaml"
LOG = "northwind/decisions/decision_log.yaml"


def ends(scene) -> set[tuple[str, str, str]]:
    with scene.inside():
        rows = Link.objects.filter(removed_at=None)
        return {(*sorted((row.source, row.target)), row.relation) for row in rows}


def named(ties):
    return {(*sorted(tie[:2]), tie[2]) for tie in ties}


def test_what_files_tell_in_their_own_keys_becomes_links_and_a_second_import_changes_nothing(scene):
    report = bring(scene, TREES / "commented")
    assert report.created["link"] == 2, "two rows that name each other are one link"
    assert ends(scene) == named(BOTH)
    again_ = bring(scene, TREES / "commented")
    assert not again_.created and not again_.changed and not again_.removed
    assert ends(scene) == named(BOTH)


def test_a_link_that_stands_in_a_row_is_not_told_again_in_links_yaml(scene, tmp_path):
    bring(scene, TREES / "commented")
    with scene.inside():
        verbs.add_links([Link(source="risk:r-001", target="risk:r-002", relation="blocks")])
    files = out(scene)
    assert files["links.yaml"].decode().count("relation:") == 1
    for path in (REGISTER, LOG):
        assert files[path] == (TREES / "commented" / path).read_bytes()
    other = again(scene, tmp_path)
    with scope.enter(other.pk):
        assert Link.objects.filter(removed_at=None).count() == 3


def test_a_link_removed_here_leaves_the_text_of_both_ends_and_does_not_come_back(scene, tmp_path):
    bring(scene, TREES / "commented")
    with scene.inside():
        verbs.remove_links(
            list(
                Link.objects.filter(source__startswith="decision:")
                | Link.objects.filter(target__startswith="decision:")
            )
        )
    files = out(scene)
    assert changed_lines((TREES / "commented" / REGISTER).read_bytes(), files[REGISTER]) == [
        "-    linked_decisions: [D-001]",
    ]
    assert changed_lines((TREES / "commented" / LOG).read_bytes(), files[LOG]) == [
        "-    linked_risks: [R-001]"
    ]
    bring(scene, TREES / "commented")
    assert len(ends(scene)) == 1, "the same old file does not bring back what was removed here"
    other = again(scene, tmp_path)
    with scope.enter(other.pk):
        assert Link.objects.filter(removed_at=None).count() == 1


def test_a_link_brought_back_here_is_in_the_text_as_before(scene):
    bring(scene, TREES / "commented")
    with scene.inside():
        rows = list(Link.objects.all())
        verbs.remove_links(rows)
        verbs.restore_links(rows)
    files = out(scene)
    for path in (REGISTER, LOG):
        assert files[path] == (TREES / "commented" / path).read_bytes()


def written(tmp_path, register: str, log: str):
    folder = tmp_path / "tree" / "acme"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "risk_register.yaml").write_text(f"account_id: acme\nrisks:\n{register}")
    (folder / "decision_log.yaml").write_text(f"account_id: acme\ndecisions:\n{log}")
    return tmp_path / "tree"


RISKS = "  - {risk_id: R-1, title: One}\n  - {risk_id: R-2, title: Two}\n"


def test_what_a_file_adds_and_drops_is_made_and_removed(scene, tmp_path):
    bring(scene, written(tmp_path, RISKS, "  - {decision_id: D-1, title: D, linked_risks: [R-1]}\n"))
    assert ends(scene) == named({("decision:d-1", "risk:r-1", "relates")})
    report = bring(scene, written(tmp_path, RISKS, "  - {decision_id: D-1, title: D, linked_risks: [R-2]}\n"))
    assert report.created["link"] == report.removed["link"] == 1
    assert ends(scene) == named({("decision:d-1", "risk:r-2", "relates")})
    with scene.inside():
        verbs.remove_links(list(Link.objects.filter(removed_at=None)))
    bring(scene, written(tmp_path, RISKS, "  - {decision_id: D-1, title: D}\n"))
    bring(scene, written(tmp_path, RISKS, "  - {decision_id: D-1, title: D, linked_risks: [R-2]}\n"))
    assert ends(scene) == named({("decision:d-1", "risk:r-2", "relates")}), "told anew, it is there anew"


def test_each_prefix_has_its_word_and_its_direction(scene, tmp_path):
    log = (
        "  - {decision_id: D-1, title: D, blocked_by_risks: [{risk_id: R-1}, R-9], affected_risks: R-2,\n"
        "     depends_on_decisions: [D-1, Other], linked_to: x}\n"
        "  - {decision_id: D-2, title: Other}\n"
    )
    folder = written(tmp_path, RISKS, log)
    bring(scene, folder)
    with scene.inside():
        found = {(row.source, row.target, row.relation) for row in Link.objects.filter(removed_at=None)}
    assert found == {
        ("risk:r-1", "decision:d-1", "blocks"),
        ("decision:d-1", "risk:r-2", "relates"),
        ("decision:d-1", "decision:d-2", "leans_on"),
    }
    with scene.inside():
        files = dict(Exporter().files())
    assert files["acme/decision_log.yaml"] == (folder / "acme" / "decision_log.yaml").read_bytes()
    assert "links.yaml" not in files
    again(scene, tmp_path)


def test_one_of_several_leaves_a_list_alone_but_for_itself(scene, tmp_path):
    folder = written(
        tmp_path,
        RISKS,
        "  - decision_id: D-1\n    title: D\n    linked_risks:\n      - R-1  # first\n      - R-2\n",
    )
    bring(scene, folder)
    with scene.inside():
        verbs.remove_links(list(Link.objects.filter(target="risk:r-2")))
        files = dict(Exporter().files())
    before = (folder / "acme" / "decision_log.yaml").read_bytes()
    assert changed_lines(before, files["acme/decision_log.yaml"]) == ["-      - R-2"]


def test_a_removed_end_takes_its_link_out_of_the_export(scene, tmp_path):
    bring(scene, TREES / "commented")
    with scene.inside():
        risks.remove_risks([Risk.objects.get(key="r-001")])
    again(scene, tmp_path)


def test_a_tree_taken_in_before_links_were_known_loses_none_of_them(scene):
    """Rows that name each other, and no link has ever been made: the text stays."""
    bring(scene, TREES / "commented")
    from django.db import connection

    with scene.inside(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM talk_link")
    assert out(scene)[REGISTER] == (TREES / "commented" / REGISTER).read_bytes()
    report = bring(scene, TREES / "commented")
    assert report.created["link"] == 2


def test_evidence_of_every_kind_comes_back_the_same(scene, tmp_path):
    bring(scene, TREES / "commented")
    with scene.inside():
        subject = f"decision:{Decision.objects.get(key='d-001').key}"
        for said in (
            {"kind": "link", "url": "https://a.example/x?y=1#z", "title": "Report: “yes”"},
            {"kind": "file", "url": "Drive / Northwind / benchmark.pdf"},
            {"kind": "note", "text": "- one\n\n: two", "on": "2026-02-01"},
            {"kind": "quotation", "text": "We go live.", "title": "Tomas, on the phone"},
            {"kind": "record", "target": "risk:r-001"},
        ):
            verbs.add_evidence([Evidence(subject=subject, **said)])
        before = portrait()
    other = again(scene, tmp_path)
    with scope.enter(other.pk):
        assert portrait() == before
        report = importing.apply(importing.read_folder(tmp_path / "two"), accept_partial=True)
        assert not report.created and not report.changed


def portrait():
    rows = Evidence.objects.filter(removed_at=None).order_by("key")
    return [(r.key, r.subject, r.kind, r.title, r.url, r.target, r.text, str(r.on)) for r in rows]


@pytest.mark.parametrize(
    ("key", "noun"),
    [("linked_risks", "risk"), ("Linked Actions", "task"), ("related_decision_ids", "decision"), ("risk_ids", "risk"),
     ("linked", ""), ("linked_cats", ""), ("dependencies", "")],
)  # fmt: skip
def test_which_keys_name_something(key, noun):
    assert link_noun(key) == noun


def test_references_are_read_and_taken_out():
    extras = {"linked_risks": ["R-1", {"risk_id": "R-2"}, None, True, 7], "note": "x"}
    assert [reference.ident for _, reference in references_in(extras)] == ["R-1", "R-2", "7"]
    assert without(extras, "linked_risks", ["R-1", None, True, 7])["linked_risks"] == [{"risk_id": "R-2"}]
    assert without({"linked_risks": ["R-1"], "note": "x"}, "linked_risks", ["R-1"]) == {"note": "x"}
    assert without({"linked_risks": "R-1"}, "linked_risks", ["R-1"]) == {}
