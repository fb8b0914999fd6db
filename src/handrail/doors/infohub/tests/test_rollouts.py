"""A rollout in its project's file: written by hand and kept so, changed on either side, and refused line by line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from handrail.doors.infohub.reports import NothingWritten
from handrail.doors.infohub.tests.rounds import again, bring, changed_lines, out
from handrail.doors.infohub.tests.test_boards import PATH, PROJECT, laid
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer
from handrail.record.projects.models import Project
from handrail.record.rollout import verbs
from handrail.record.rollout.models import Announcement, Step, Tie
from handrail.record.tasks.models import Task

ROLLOUT = """\
go_live: 2026-11-30
rollout:
  - {customer: acme, step: affected, status: done, done_on: 2026-11-02, owner: Bob}
  - customer: acme
    step: live          # the day itself
    due: 2026-11-30
messages:
  - title: It is coming
    to: Admins
    answers: Bob
    due: 2026-11-16
from_go_live:
  - {record: "task:macros", date: due_on, days: -14, set_on: 2026-11-16}
  - {record: "announcement:it-is-coming", date: due_on, days: -14, set_on: 2026-11-16}
"""


def test_a_rollout_by_hand_goes_in_and_out_and_its_dates_hang_on_the_go_live_day(scene, tmp_path: Path):
    with scene.inside():
        customers.add_customers([Customer(key="acme", name="Acme", owner=scene.bob)])
    folder = laid(tmp_path / "tree", PROJECT + ROLLOUT)
    bring(scene, folder)
    with scene.inside():
        affected, live = Step.objects.order_by("step")
        assert (affected.customer.key, affected.state, affected.owner) == ("acme", "done", scene.bob)
        assert (str(affected.done_on), str(live.due_on)) == ("2026-11-02", "2026-11-30")
        message = Announcement.objects.get()
        assert (message.to, message.answers) == ("Admins", scene.bob)
        hung = {(row.subject_kind, row.subject_id): row.days for row in Tie.objects.all()}
        assert hung == {("task", Task.objects.get(key="macros").pk): -14, ("announcement", message.pk): -14}
    assert out(scene)[PATH] == (folder / PATH).read_bytes()
    assert not bring(scene, folder).changed
    with scene.inside():
        verbs.move_go_live(Project.objects.get(), date(2026, 12, 7))
        verbs.edit_step(Step.objects.get(step="live"), {"state": "skipped"})
    assert changed_lines((folder / PATH).read_bytes(), out(scene)[PATH])[:4] == [
        "-go_live: 2026-11-30", "+go_live: 2026-12-07", "+    state: skipped", "-    due: 2026-11-16",
    ]  # fmt: skip
    again(scene, tmp_path)


def test_what_a_rollout_gets_wrong_is_a_line_of_the_report_and_nothing_is_written(scene, tmp_path: Path):
    with scene.inside():
        customers.add_customers([Customer(key="acme", name="Acme", owner=scene.bob)])
    wrong = """\
rollout:
  - {customer: acme, step: told}
  - {customer: Acme, step: told}
  - {customer: nobody, step: told}
from_go_live:
  - {record: "task:rota", date: due_on, days: 9999}
  - {record: "task:gone", date: due_on, days: 1}
  - {record: "task:rota", date: title, days: 1}
"""
    with pytest.raises(NothingWritten) as refusal:
        bring(scene, laid(tmp_path, PROJECT + wrong))
    found = [one.message for one in refusal.value.report.refused]
    assert [one.rpartition(": ")[2] if "twice" in one else one for one in found] == [
        "It stands in the file twice.",
        "“nobody”: There is no customer “nobody” here.",
        "“task:rota”: That is more than 3650 days.",
        "“task:gone”: There is no record “task:gone” here.",
        "“task:rota”: “title” of “task:rota” does not hang on a go-live day.",
    ]
    with scene.inside():
        assert not Project.objects.exists()
