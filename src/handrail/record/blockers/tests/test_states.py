"""The steps of a blocker: every way there is, and no other, whoever tries it, in whatever order, and however often a
worker dies. A fallback takes effect once, and never by itself where the customer sees it."""

from __future__ import annotations

import contextlib
from types import SimpleNamespace

from hypothesis import example, given
from hypothesis import strategies as st

from handrail.house.ledger import undoing
from handrail.house.ledger.models import Event
from handrail.house.ledger.tests.drawn import one_owner, sequences
from handrail.kit.refusals import Refusal
from handrail.record.blockers import preview, verbs
from handrail.record.blockers.effects import Effect
from handrail.record.blockers.models import Blocker
from handrail.record.blockers.states import OPEN, STATES, STEPS, Step
from handrail.record.tasks import queries as tasks

from .setting import a_blocker, a_task, day, fire, on_day

PEOPLE = ("alice", "ada", "bob")
BY_HAND = sorted(name for name, step in STEPS.items() if not step.clock)
ACTS = st.one_of(
    st.tuples(st.just("step"), st.sampled_from(BY_HAND), st.sampled_from(("", "Because"))),
    st.tuples(st.just("state"), st.sampled_from(STATES), st.just("")),
    st.tuples(st.just("owner"), st.sampled_from((*PEOPLE, "")), st.just("")),
    st.tuples(st.just("due"), st.integers(0, 9), st.just("")),
    st.tuples(st.just("sees"), st.booleans(), st.just("")),
    st.tuples(st.just("passes"), st.integers(1, 4), st.sampled_from(("", "killed"))),
    st.tuples(st.just("undo"), st.just(""), st.just("")),
    st.tuples(st.just("back"), st.just(""), st.just("")),
    st.tuples(st.just("remove"), st.just(""), st.just("")),
)
ARMED = ("bob", ("step", "arm", ""))
LATE = ("bob", ("passes", 4, "killed"))
RELEASE = ("step", "release", "")


@sequences(8)
@example([ARMED, LATE, LATE, ("bob", ("back", "", "")), ("bob", ("undo", "", ""))])
@example([("bob", ("sees", True, "")), ARMED, LATE, ("ada", RELEASE), ("bob", RELEASE)])
@example([ARMED, ("ada", ("owner", "ada", "")), LATE, ("ada", ("due", 9, "")), ("ada", ("step", "arm", ""))])
@example([ARMED, ("ada", ("remove", "", "")), LATE, ("ada", ("undo", "", "")), LATE])
@given(st.lists(st.tuples(st.sampled_from(PEOPLE), ACTS), min_size=4, max_size=9))
def test_no_sequence_of_verbs_and_clocks_reaches_what_the_table_does_not_know(scene, acts):
    number = 0
    with on_day(0), scene.inside(scene.bob):
        task = a_task(key="")
        row = a_blocker(task, key="", owner=scene.bob)
    for name, (act, what, how) in acts:
        number += what if act == "passes" else 0
        with on_day(number):
            do(scene, row, getattr(scene, name), act, what, how)
        with scene.inside():
            now, card = Blocker.objects.get(pk=row.pk), tasks.get(task.key)
            one_owner(now)
            assert now.state != "armed" or now.armed_by_id == now.owner_id is not None
            if act != "undo":
                held = now.state in OPEN and now.removed_at is None
                assert card.state == ("blocked" if held else "open")
    with scene.inside():
        moved = (tasks.get(task.key).due_on - day(10)).days
        assert moved == 5 * told(row)


def told(row: Blocker) -> int:
    """Read along its history: each change of state is a step of the table, taken by who may. Returns how often the
    fallback stands: taken less taken back."""
    now: dict[str, object] = {}
    took = 0
    for event in Event.objects.filter(subject_kind="blocker", subject_id=row.pk).order_by("id"):
        came, goes = event.changes.get("state", (None, None))
        undone = event.cause.startswith(undoing.CAUSE)
        if came is not None:
            took += (goes == "took_effect") - (came == "took_effect" and (undone or taken_back(event)))
        if came is not None and not undone:
            step = next(s for s in STEPS.values() if came in s.came and s.goes == goes and by(event, s))
            if step.carries:
                assert step.clock or event.actor_id == now["owner_id"]
                assert not (step.clock and now["customer_sees"]), "what the customer sees waits for a word"
        now |= {name: new for name, (_old, new) in event.changes.items()}
    assert Event.objects.filter(
        cause=f"blocker:{row.key}", subject_kind="task", changes__has_key="due_on"
    ).count() == (
        Event.objects.filter(subject_id=row.pk, subject_kind="blocker", changes__state__1="took_effect")
        .exclude(cause__startswith=undoing.CAUSE)
        .count()
    ), "carried out once each time, whatever died"
    return took


def by(event: Event, step: Step) -> bool:
    """By the clock, or by a person."""
    return step.clock == (event.actor_kind == "system")


def taken_back(event: Event) -> bool:
    return "taken back" in str(event.changes.get("reason", ("", ""))[1])


def do(scene, row: Blocker, member, act: str, what, how: str) -> None:
    if act == "passes":
        fire(scene, crash=bool(how))
        fire(scene)
        fire(scene)
        return
    with scene.inside(member), contextlib.suppress(Refusal):
        one = Blocker.objects.select_related("owner").get(pk=row.pk)
        if act == "step":
            verbs.step_blockers([one], what, {"reason": how} if how else {})
        elif act == "state":
            verbs.edit_blocker(one, {"state": what})
        elif act == "owner":
            verbs.edit_blocker(one, {"owner": getattr(scene, what)} if what else {"owner_gap": "left"})
        elif act == "due":
            verbs.edit_blocker(one, {"due_on": day(what)})
        elif act == "sees":
            verbs.edit_blocker(one, {"customer_sees": what})
        elif act == "undo":
            undoing.undo(undoing.last().batch)
        elif act == "back":
            verbs.take_back(one)
        else:
            verbs.remove_blockers([one])


def test_what_begins_with_nothing_is_said_without_a_gap():
    """Nobody reads "goes from – to Elif"."""
    card = SimpleNamespace(title="Feed", state="open", due_on=None, owner=None)
    names = {("owner", "elif"): "Elif", ("stage", "build"): "Build"}
    effects = [
        Effect("task:feed", *said) for said in (("owner", "elif"), ("date", "2027-03-31"), ("stage", "build"))
    ]
    assert [preview.line(one, card, names, {}, shown=False).words for one in effects] == [
        "“Feed”, which nobody owns, goes to Elif.", "“Feed” is due on 31 Mar 2027.", "“Feed” goes to “Build”.",
    ]  # fmt: skip
