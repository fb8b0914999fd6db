"""Every verb that a page reaches has its inverse: what was changed, added or removed is as it was after an undo."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import models

from handrail import wiring
from handrail.doors.desk import kinds
from handrail.doors.infohub.tests import full
from handrail.house.ledger import undoing
from handrail.house.ledger.reading import model_of
from handrail.house.ledger.values import snapshot
from handrail.house.talk import commenting
from handrail.house.talk.models import Comment
from handrail.house.talk.tests.files import attach
from handrail.kit.refusals import Refusal
from tests.cast import stage

KINDS = [kind.name for kind in kinds.ALL]
TEXTS = (models.TextField, models.CharField, models.DateField, models.DecimalField)


def test_every_kind_of_the_desk_has_its_inverse_in_the_table():
    assert set(KINDS) <= set(wiring.UNDONE)


@pytest.mark.parametrize("kind", wiring.UNDONE)
def test_the_inverse_is_the_rooms_own_verb(kind):
    for way in undoing.WAYS:
        verb = wiring.load(wiring.UNDONE[kind].format(way))
        assert verb.__module__.startswith(("handrail.record.", "handrail.watch.", "handrail.house.talk."))


@pytest.fixture(scope="module")
def lived():
    scene = stage()
    with scene.inside():
        full.fill(scene.alice)
        commenting.add_comments([Comment(subject="risk:house-risk", text="Who looks after it?")])
        attach("risk:house-risk")
    return scene


def state(kind: str) -> dict[int, dict[str, Any]]:
    rows = model_of(kind)._default_manager.all()
    return {row.pk: {k: v for k, v in snapshot(row).items() if k not in undoing.SIDE_EFFECTS} for row in rows}


@pytest.mark.parametrize("name", KINDS)
def test_an_edit_and_a_removal_are_taken_back(lived, name):
    kind = kinds.BY_NAME[name]
    with lived.inside(lived.alice):
        before = state(name)
        assert before, f"there is no {name} to try it on"
    for change in (edit, remove):
        with lived.inside(lived.alice) as scope:
            rows: Any = kind.model._default_manager.filter(removed_at=None).order_by("pk")
            if name == "comment":  # nobody changes the words of others
                rows = rows.filter(by=lived.alice)
            changed = change(kind, rows[0])
            batch = scope.batch
        if not changed:
            continue
        with lived.inside(lived.alice):
            assert state(name) != before
            undoing.undo(batch)
            assert state(name) == before, f"{change.__name__} of {name}"


def edit(kind, row) -> bool:
    names = [f.name for f in kind.model._meta.concrete_fields if f.name in kind.by_name]
    values = {name: other(kind.model._meta.get_field(name), row) for name in names}
    given = {name: value for name, value in values.items() if value is not None and not kept(kind.name, name)}
    try:
        return bool(given) and bool(kind.verbs.edit(row, given))
    except (
        Refusal
    ):  # a connection is made anew; a playbook takes no words at random (tried in test_launch.py)
        assert kind.name in ("link", "playbook")
        return False


FITTING = {"recurs": "FREQ=WEEKLY", "cohort": "tier:enterprise"}
"""What is no free text, though it is kept as one."""
KEPT = ("by", "by_text", "given_on", "url", "kind", "step", "phase", "status")
"""The last two are judged: where a plan may go is tried in `record/plans/tests/test_moving.py`."""


JUDGED = {
    "assumption": ("state",),
    "decision": ("state", "question", "answer", "scope_in", "scope_out", "evidence_needed"),
    "dependency": ("team",),
    "risk": ("state",),
    "blocker": ("state",),
    "feedback": ("state", "outcome", "reason", "holds"),
}
"""Who may change these, and how, is tried in the tests of their rooms."""


def kept(kind: str, name: str) -> bool:
    return name in KEPT or name in JUDGED.get(kind, ())


def other(field: Any, row: Any) -> Any:
    """Another value for a field that somebody types into; None for one that this law leaves alone."""
    old = getattr(row, field.attname)
    if field.name in FITTING:
        return FITTING[field.name]
    if field.choices:
        return next(value for value, _ in field.choices if value != old)
    if isinstance(field, models.TextField | models.CharField):
        return None if field.max_length and field.max_length < 10 else "other words"
    if isinstance(field, models.BooleanField):
        return not old
    return None


def remove(kind, row) -> bool:
    kind.verbs.remove([row])
    return True
