"""A playbook's text: what is shipped reads whole, what is wrong is told with its line, and nothing makes it fall over."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.record.rollout.models import STEPS
from handrail.watch.playbooks import files, library, shape
from handrail.watch.playbooks.checks import SIGNS, checklist
from handrail.watch.playbooks.facts import Work

GOOD = library.shipped()["launch-plan"].text
"""Each fault: what is written instead of what, and the code of the finding."""
FAULTS = [
    ("kind: launch_plan", "kind: lunch", "value.value"),
    ("fields: [owner, due_on, next_action]", "fields: [zip]", "playbook.check"),
    ("kind: fields", "kind: felds", "playbook.check"),
    ("params: {fields: [owner, due_on, next_action]}", "params: owner", "playbook.check"),
    ("kind: review}", "kind: expression, params: {expression: crad.title}}", "playbook.check"),
    ("kind: review}", "kind: decision, params: {decision: d}}", "playbook.check"),
    ("owner: sign_off, due: -35", "owner: nobody, due: -35", "playbook.role"),
    ("due: -35", "due: soon", "value.value"),
    ("due: -35", "due: -3.5", "playbook.days"),
    ("due: -35", "due: 99999", "playbook.days"),
    ('FREQ=WEEKLY;BYDAY=MO"', 'FREQ=WEEKLY;BYDAY=XX"', "playbook.rule"),
    ("kind: positioning", "kind: posing", "playbook.kind"),
    ("kind: weekly", "kind: weakly", "playbook.kind"),
    ("sign: workflow_owner", "sign: somebody", "playbook.sign"),
    ("- title: Messaging", "- title: Prep", "playbook.twice"),
    ("title: Launch plan for", "titel: Launch plan for", "playbook.missing"),
    ("board:", "boards: [", "yaml.syntax"),
    ("{step: told, due: -14}", "{step: tolled, due: -14}", "value.value"),
    ("measures:", "wonders:", "playbook.section"),
    ("says: Follow-ups that were done by their day,", "owner: nobody,", "playbook.role"),
    ('rule: "FREQ=WEEKLY;BYDAY=MO", minutes: 30', "minutes: 30", "playbook.missing"),
    ("measures:", "signals: [{title: Seen, stage: Nowhere}]\nmeasures:", "playbook.stage"),
    ("measures:", "signals: [{title: Seen, stage: Prep, shown_by: test}]\nmeasures:", "playbook.missing"),
    ("measures:", "signals: [{title: Seen, stage: Prep, shown_by: luck}]\nmeasures:", "value.value"),
    ("measures:", "signals: [{title: Seen, stage: Prep, colour: red}]\nmeasures:", "playbook.field"),
    (
        "measures:",
        "signals: [{title: Seen, stage: Prep, measure: Luck, shown_by: metric}]\nmeasures:",
        "playbook.named",
    ),
    ("minutes: 5, asks:", 'minutes: 5, questions: [{says: "So?", measure: Luck}], asks:', "playbook.named"),
]


@pytest.mark.parametrize("name", library.shipped())
def test_what_is_shipped_is_in_order(name):
    there = library.shipped()[name]
    found = files.read(there.text)
    assert found.flaws == []
    assert there.book.name == name
    assert {one.step for one in there.book.rollout} in (set(STEPS), set()), "all steps, or no rollout"
    assert {"What to do next", "Where context lives", "When exceptions are reviewed"} <= dict(
        there.book.sections
    ).keys()
    assert all(-there.book.days_before <= card.due <= there.book.days_after for card in there.book.cards)


@pytest.mark.parametrize(("was", "written", "code"), FAULTS)
def test_what_is_wrong_is_told_with_its_line(was, written, code):
    assert was in GOOD
    text = GOOD.replace(was, written, 1)
    found = files.read(text)
    assert not found.usable
    line = GOOD[: GOOD.index(was)].count("\n") + 1
    told = [flaw for flaw in found.flaws if flaw.code == code]
    assert told, found.flaws
    assert all(flaw.message and flaw.fix for flaw in told)
    if code not in ("yaml.syntax", "playbook.missing"):
        assert line in {flaw.line for flaw in told}


@given(st.text(max_size=200), st.integers(0, len(GOOD)), st.integers(0, 60))
def test_no_text_makes_it_fall_over(piece, place, gap):
    for text in (piece, f"---\n{piece}\n---\n", GOOD[:place] + piece + GOOD[place + gap :]):
        found = files.read(text)
        assert found.usable or found.flaws


def test_every_sign_is_looked_at_or_left_to_people():
    assert set(SIGNS) == set(shape.SIGNS)
    book = library.shipped()["launch-plan"].book
    hand = book.checklist[5].says
    lines = {one.says: one for one in checklist(book, Work(workflow_owner="Ruth", active=1), [hand])}
    done = {says for says, one in lines.items() if one.done}
    assert done == {"Name the workflow owner.", "One owner for each active item.", hand}
    assert {says for says, one in lines.items() if one.by_hand} >= {hand}
    unowned = checklist(book, Work(active=2, unowned=("Rota",)), [])
    assert "Rota" in next(one.why for one in unowned if one.says.startswith("One owner"))
    told = checklist(book, Work(notes=3, reviews=("Weekly",)), [])
    assert {("3 notes are connected.", True), ("Weekly", True)} <= {(one.why, one.done) for one in told}
