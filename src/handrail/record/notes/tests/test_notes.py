"""Notes: what holds until when, who is reminded, and how texts are kept."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.house.deadlines.models import Deadline
from handrail.house.ledger.rows import today
from handrail.house.ledger.sweeps import serve_workspace
from handrail.house.talk import verbs as talk
from handrail.house.talk.models import Link
from handrail.kit.refusals import Invalid
from handrail.kit.verdict import Evidence
from handrail.record.notes import checks, queries, verbs
from handrail.record.notes.facts import KINDS, LONGEST, NoteFacts, good_again, good_until
from handrail.record.notes.files import even
from handrail.record.notes.models import Note
from handrail.record.notes.templates import template
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task

DAY = date(2026, 3, 2)
CARD = Evidence("card", "macros")
NOTES = st.lists(
    st.builds(
        NoteFacts,
        key=st.text("abc", min_size=1, max_size=3),
        title=st.just("T"),
        kind=st.sampled_from(KINDS),
        fresh_until=st.none() | st.dates(DAY - timedelta(5), DAY + timedelta(5)),
    ),
    max_size=4,
)


@given(NOTES, st.sampled_from(["", *KINDS]))
def test_a_check_holds_where_one_fitting_note_is_fresh(notes, kind):
    verdict = checks.fresh(notes, kind, DAY, CARD)
    fitting = [note for note in notes if kind in ("", note.kind)]
    assert verdict.passed is any(note.is_fresh(DAY) for note in fitting)
    assert verdict.evidence[0].kind == ("note" if fitting else "card")
    assert verdict.passed or verdict.remedy in ("write-note", "confirm-note")


@given(st.text("a \r\n\t"))
def test_a_text_is_evened_once_and_for_all(text):
    assert even(even(text)) == even(text)
    assert "\r" not in even(text)


def test_each_kind_has_its_span_and_its_beginning():
    assert good_until("release_notes", DAY) == DAY + timedelta(30)
    assert good_until("free", DAY) is None
    assert all(good_again(kind, DAY) > DAY for kind in KINDS)
    assert all(template(kind) for kind in KINDS if kind != "free")
    assert template("../sops/launch-plan") == template("free") == ""


def test_its_owner_is_asked_when_it_is_no_longer_fresh_and_confirming_moves_the_day(scene):
    with scene.inside():
        (row,) = verbs.add_notes(
            [Note(title="Macros", kind="support_prep", owner=scene.bob, fresh_until=today() - timedelta(1))]
        )
        assert queries.listing().filter(queries.stale()).get() == row
    serve_workspace(scene.workspace.pk)
    with scene.inside():
        assert Deadline.objects.get(name="note.fresh").owner_id == scene.bob.pk
        assert verbs.confirm_notes([row]) == 1
    serve_workspace(scene.workspace.pk)
    with scene.inside():
        row = queries.get(row.key)
        assert row.fresh_until == today() + timedelta(60)
        assert not queries.listing().filter(queries.stale()).exists()


def test_a_text_that_is_too_long_is_refused_and_lines_end_in_one_way(scene):
    with scene.inside():
        (row,) = verbs.add_notes([Note(title="N", text="\n\na\r\nb\n")])
        assert row.text == "a\nb"
        with pytest.raises(Invalid):
            verbs.edit_note(row, {"text": "x" * (LONGEST + 1)})
        assert verbs.edit_note(row, {"text": "a\r\nb\r\n"}) is False, "nothing but line ends differs"


def test_notes_are_found_from_either_end_of_a_link(scene):
    with scene.inside():
        (task,) = tasks.add_tasks([Task(title="T")])
        one, two, _three = verbs.add_notes([Note(title=title) for title in ("One", "Two", "Three")])
        talk.add_links(
            [
                Link(source=f"task:{task.key}", target=f"note:{one.key}"),
                Link(source=f"note:{two.key}", target=f"task:{task.key}", relation="serves"),
            ]
        )
        assert queries.linked_with([f"task:{task.key}", "task:none"])[f"task:{task.key}"] == [one, two]
        verbs.remove_notes([one])
        assert queries.linked_with([f"task:{task.key}"])[f"task:{task.key}"] == [two]
