"""What is wanted of measures, and who gets which summary, in files: in, out as written, and never past who may."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from handrail.doors.infohub import importing
from handrail.doors.infohub.tests.test_round_trip import again, bring, out
from handrail.watch.insights.models import Goal
from handrail.watch.summaries.models import Briefing

PROJECT = "account_id: acme\nproject: Spring checkout\nowner: Alice\n"
MEASURES = """\
measures:
  - measure: handoff   # agreed in May
    target: 97.5
    lowest: 90
    counted_for: tier:enterprise
    owner: Bob
    why: they asked for it
  - measure: risk-reviews
    target: 80
"""
BRIEFINGS = """\
briefings:
  - title: Monday risks
    project: acme-spring-checkout
    kind: risks
    at: 07:30
    starts: 2026-11-02
    members: [Bob, Ada]
    owner: Alice
  - title: All of it
    length: page
    switched_on: false
    starts: 2026-11-03
"""
WRONG_MEASURES = """\
measures:
  - measure: handoff
    target: 120
  - measure: luck
    target: 1
  - measure: risk-reviews
    counted_for: everybody
    target: 50
"""
WRONG_BRIEFINGS = "briefings:\n  - title: Lost\n    project: nowhere\n  - title: Never\n    rule: FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31\n"


def laid(folder: Path, measures: str = MEASURES, briefings: str = BRIEFINGS) -> Path:
    (folder / "acme" / "projects").mkdir(parents=True, exist_ok=True)
    (folder / "acme" / "projects" / "spring-checkout.yaml").write_text(PROJECT)
    (folder / "measures.yaml").write_text(measures)
    (folder / "briefings.yaml").write_text(briefings)
    return folder


def test_they_come_in_and_go_out_as_they_were_written(scene, tmp_path):
    tree = tmp_path / "tree"
    bring(scene, laid(tree))
    with scene.inside():
        handoff, risks = Goal.objects.order_by("pk")
        assert (handoff.key, handoff.target, handoff.low, handoff.cohort, handoff.owner) == (
            "handoff", Decimal("97.5"), 90, "tier:enterprise", scene.bob,
        )  # fmt: skip
        assert (risks.measure, risks.owner_gap, risks.high) == ("risk-reviews", "nobody", None)
        monday, whole = Briefing.objects.order_by("pk")
        assert (monday.kind, monday.at, monday.members, monday.customer) == (
            "risks", "07:30", [scene.bob.key, scene.ada.key], monday.project.customer,
        )  # fmt: skip
        assert (monday.next_at is not None, whole.length, whole.on, whole.next_at) == (
            True,
            "page",
            False,
            None,
        )
    files = out(scene)
    assert (files["measures.yaml"].decode(), files["briefings.yaml"].decode()) == (MEASURES, BRIEFINGS)
    again(scene, tmp_path)
    other = MEASURES.replace("97.5", "95")
    less = other[: other.index("  - measure: risk")].replace("95", "96")
    with scene.inside(scene.bob):
        importing.apply(importing.read_folder(laid(tree, other)), scene.bob)
        standing = Goal.objects.filter(removed_at=None).order_by("target")
        assert [row.target for row in standing] == [80, Decimal("97.5")]
    with scene.inside(scene.ada):
        importing.apply(
            importing.read_folder(laid(tree, less, BRIEFINGS.replace("07:30", "08:15"))), scene.ada
        )
        assert [row.target for row in Goal.objects.filter(removed_at=None)] == [96]
        monday.refresh_from_db()
        assert monday.at == "08:15"
        importing.apply(importing.read_folder(laid(tree)), scene.ada)
        assert Goal.objects.filter(removed_at=None, key="risk-reviews").exists(), (
            "one that was gone comes back"
        )


def test_what_can_not_be_is_told_with_its_line(scene, tmp_path):
    folder = laid(tmp_path / "tree", WRONG_MEASURES, WRONG_BRIEFINGS)
    with scene.inside():
        report = importing.preview(importing.read_folder(folder), scene.alice)
    assert {(one.file, one.line, one.message) for one in report.refused} == {
        ("measures.yaml", 2, "“handoff”: This is more than a hundred percent."),
        ("measures.yaml", 4, "This goal needs a measure."),
        ("measures.yaml", 6, "“risk-reviews”: There is no such cohort."),
        ("briefings.yaml", 2, "“Lost”: There is no project “nowhere” here."),
        ("briefings.yaml", 4, "“Never”: There is no day on which this would be."),
    }
