"""A table of steps: what is not in it does not happen, whoever asks, and a refusal names all that is in the way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.kit import steps
from handrail.kit.gating import allowed
from handrail.kit.phrases import NO_STEP, Phrasebook
from handrail.kit.refusals import Invalid, NotAllowed, Refused
from handrail.kit.steps import Step, Table

STATES = ("open", "shut", "lost")
STATE = st.sampled_from(STATES)
TODAY = date(2026, 3, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class Door(steps.Owned):
    record: ClassVar[str] = "door"


TABLE: Table[Step, Door] = Table(
    (
        Step(name="shut", label="Shut it", came=("open",), goes="shut", asks=("owned", "owner")),
        Step(name="fall", label="It falls shut", came=("open",), goes="lost", clock=True),
        Step(name="open", label="Open it", came=("shut", "lost"), goes="open", asks=("reason",)),
    ),
    {
        "owned": steps.owned("name-owner"),
        "owner": steps.decided("owner", "ask-owner"),
        "reason": steps.reasoned,
    },
)


class Going(steps.Going[SimpleNamespace, Step]):
    table = TABLE


@given(came=STATE, goes=STATE, owner=st.sampled_from(["", "ann"]), by=st.sampled_from(["", "ann", "bob"]))
def test_a_person_goes_by_the_table_and_the_clock_by_its_own_steps(came: str, goes: str, owner: str, by: str):
    one = Door(key="front", title="", owner=owner, by=by, reason="Because")
    passed = allowed(TABLE.judge(one, came, goes, TODAY))
    shuts = (came, goes) == ("open", "shut") and bool(owner) and by in ("", owner)
    assert passed == (shuts or (came in ("shut", "lost") and goes == "open"))
    fall = TABLE.steps["fall"]
    assert fall not in TABLE.steps_from(came), "nobody does what the clock does"
    assert allowed(TABLE.judge(one, came, "lost", TODAY, fall)) == (came == "open")


def test_a_refusal_names_every_check_and_who_is_to_be_asked():
    row = SimpleNamespace(key="front", title="Front door", state="open")
    going = Going(row, "shut")
    one = Door(key="front", title="Front door", owner="ann", owner_name="Ann", by="bob")
    assert going.step is TABLE.steps["shut"] and going.came == "open"
    going.verdicts = TABLE.judge(one, going.came, going.goes, TODAY)
    with pytest.raises(Refused) as refused:
        steps.refuse([going], {"shut": "Closed"})
    assert refused.value.message == "“Front door” can not be “Closed” yet."
    assert [(one.code, one.passed, one.remedy) for one in refused.value.of["front"]] == [
        ("door.owned", True, ""),
        ("door.owner", False, "ask-owner"),
    ]
    book = Phrasebook(
        {"door.owner": ("%(owner)s says so", "You own it.", "Only %(owner)s shuts it.")},
        {"ask-owner": "Ask them."},
    )
    said = book.said(refused.value.checks[1])
    assert (said.title, said.reason, said.fix) == ("Ann says so", "Only Ann shuts it.", "Ask them.")


def test_a_step_that_is_asked_for_by_its_name_is_that_step_and_no_other_to_the_same_state():
    """What leads on instead is said in the words of the steps."""
    ways = (*TABLE.steps.values(), Step(name="mend", label="Mend it", came=("lost",), goes="open"))
    table: Table[Step, Door] = Table(ways, TABLE.judges)
    one = Door(key="front", title="", reason="Because")
    book = Phrasebook({"door.no_way": ("", "", "No way."), "door.no_step": NO_STEP}, {}, {"shut": "Closed"})
    assert allowed(table.judge(one, "shut", "open", TODAY))
    (verdict,) = table.judge(one, "shut", "open", TODAY, table.named("mend"))
    said = book.said(verdict)
    assert verdict.code == "door.no_step" and said.reason == "“Mend it” is no step from “Closed”."
    assert said.fix == "From “Closed” these steps lead on: “Open it”."
    (verdict,) = table.judge(one, "gone", "open", TODAY)
    assert (verdict.code, book.said(verdict).fix) == ("door.no_way", "From “gone” no step leads on.")


@given(STATE, st.sampled_from([*TABLE.steps]), st.sampled_from(["", "ann"]), st.sampled_from(["", "Because"]))
def test_a_step_that_is_a_verb_of_its_own_is_taken_where_the_table_lets_it(
    state: str, name: str, owner: str, reason: str
):
    one = Door(key="front", title="", owner=owner, by="ann", reason=reason)
    step = TABLE.steps[name]
    holds = state in step.came and allowed(TABLE.judge(one, state, step.goes, TODAY, step))
    book = Phrasebook(dict.fromkeys(CODES, ("", "", "It is missing.")), {})
    if holds:
        assert steps.taken(TABLE, one, state, name, book.said, TODAY, rights=("door.owned",)) is step
        return
    with pytest.raises((Invalid, NotAllowed)) as refused:
        steps.taken(TABLE, one, state, name, book.said, TODAY, rights=("door.owned",))
    unowned = name == "shut" and state == "open" and not owner
    assert isinstance(refused.value, NotAllowed) == unowned
    assert unowned or {found.message for found in refused.value.problems} == {"It is missing."}


CODES = ("door.no_step", "door.owned", "door.owner", "door.nobody", "door.reason")


@pytest.mark.parametrize("name", ["fall", "slam", ""])
def test_only_a_persons_step_has_a_name_that_can_be_asked_for(name: str):
    with pytest.raises(Invalid) as refused:
        TABLE.named(name)
    assert refused.value.problems[0].fix == "Write one of: shut, open."


def test_the_picture_is_the_table():
    assert TABLE.picture(ends=("lost",)).splitlines() == [
        "stateDiagram-v2",
        "    [*] --> open",
        "    open --> shut: shut (owned, owner)",
        "    open --> lost: fall by the clock",
        "    shut --> open: open (reason)",
        "    lost --> open: open (reason)",
        "    lost --> [*]",
    ]
