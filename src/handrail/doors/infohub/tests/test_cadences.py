"""Rhythms of reviews in files: brought in with their project, kept as written, planned again when a line changes."""

from __future__ import annotations

from pathlib import Path

from handrail.doors.infohub import check, importing
from handrail.doors.infohub.tests.rounds import again, bring, out
from handrail.watch.reviews.models import Cadence, Review

PROJECT = "project: Spring checkout\nowner: Alice\n"
CADENCES = """\
# How often we look.
cadences:
  - title: Risk review
    rule: freq=weekly;byday=mo
    at: 09:30
    starts: 2026-11-02
    owner: Bob
  - title: Checkout
    project: spring-checkout
    rule: FREQ=MONTHLY;BYDAY=1TU   # the first Tuesday
    switched_on: false
    starts: 2026-11-03
"""
WRONG = """\
cadences:
  - title: Hourly
    rule: FREQ=HOURLY
  - title: Of nothing
    project: nowhere
    rule: FREQ=DAILY
"""


def laid(folder: Path, text: str) -> Path:
    (folder / "projects").mkdir(parents=True, exist_ok=True)
    (folder / "projects" / "spring-checkout.yaml").write_text(PROJECT)
    (folder / "cadences.yaml").write_text(text)
    return folder


def test_rhythms_come_in_with_their_project_and_go_out_as_they_were_written(scene, tmp_path):
    bring(scene, laid(tmp_path / "tree", CADENCES))
    with scene.inside():
        risk, checkout = Cadence.objects.order_by("pk")
        assert (risk.rule, risk.at, risk.owner, risk.project) == (
            "FREQ=WEEKLY;BYDAY=MO",
            "09:30",
            scene.bob,
            None,
        )
        assert (checkout.project.title, checkout.on) == ("Spring checkout", False)
        planned = Review.objects.get(removed_at=None)
        assert planned.cadence == risk
    assert out(scene)["cadences.yaml"].decode() == CADENCES
    again(scene, tmp_path)
    bring(scene, laid(tmp_path / "tree", CADENCES.replace("byday=mo", "byday=we")))
    with scene.inside():
        moved = Review.objects.get(removed_at=None)
        assert (moved.pk, moved.at.isoweekday()) == (planned.pk, 3)


def test_a_rule_that_can_not_be_read_and_a_project_that_is_not_there_are_told(scene, tmp_path):
    folder = laid(tmp_path / "tree", WRONG)
    with scene.inside():
        report = importing.preview(importing.read_folder(folder), scene.alice)
        assert {(one.line, one.message) for one in report.refused} == {
            (2, "“Hourly”: This cadence needs a rule."),
            (4, "“Of nothing”: There is no project “nowhere” here."),
        }
    found = {(one.line, one.message) for one in check.check(folder).findings}
    assert any(line == 3 and "FREQ=WEEKLY;BYDAY=MO" in message for line, message in found), found
