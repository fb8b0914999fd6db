"""Drawn sequences of what people do about one record with a table of steps, and what holds after each, in any room."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from hypothesis import HealthCheck, Phase, settings

from handrail.house.ledger import undoing
from handrail.house.ledger.models import Event
from handrail.house.workspaces.models import Member
from handrail.kit.refusals import Refusal
from handrail.kit.steps import Table

UNDO = ("undo",)
"""Whoever took the last step takes it back."""
Act = tuple[str, Sequence[Any]]
"""Who, by their name in the cast, and what."""


def sequences(examples: int) -> settings:
    """None is made smaller: each example is a dozen scopes, and its acts say enough."""
    return settings(
        max_examples=examples, deadline=None, phases=(Phase.explicit, Phase.generate),
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Moved:
    """What somebody did that was not refused. `undone`: it is the change before it, taken back."""

    member: Member
    before: Any
    after: Any
    batch: int
    undone: bool = False


def walk(
    scene: Any, row: Any, acts: Iterable[Act], do: Callable[..., object], table: Table[Any, Any]
) -> Iterator[Moved]:
    """Does them one after the other, `do(row, *what)` as who it is, and gives each that was not refused, in the scope
    in which it was done. What holds in every room is looked at here."""
    last: Moved | None = None
    for name, what in acts:
        undone = tuple(what) == UNDO
        if undone and last is None:
            continue
        member = last.member if undone and last is not None else getattr(scene, name)
        with scene.inside(member) as scope:
            before = found(row)
            try:
                undoing.undo(last.batch) if undone and last is not None else do(found(row), *what)
            except Refusal:
                assert not undone, "the last step that somebody took is theirs to take back"
                assert found(row).revision == before.revision, "what is refused changes nothing"
                continue
            moved = Moved(member, before, found(row), scope.batch, undone)
            one_owner(moved.after)
            if undone and last is not None:
                assert moved.after.state == last.before.state
            elif moved.after.state != before.state:
                by_the_table(moved, table)
            told_once(moved)
            last = None if undone or moved.after.state == before.state else moved
            yield moved


def found(row: Any) -> Any:
    return type(row)._default_manager.select_related("owner").get(pk=row.pk)


def one_owner(row: Any) -> None:
    assert (row.owner_id is None) == (row.owner_gap != ""), "one owner, or one gap"


def by_the_table(moved: Moved, table: Table[Any, Any]) -> None:
    """A person's step leads there, and whoever took it may."""
    came, goes = moved.before.state, moved.after.state
    ways = [step for step in table.steps_from(came) if step.goes == goes]
    assert ways, (came, goes)
    decides = all({"owner", "decider"} & {*step.asks} for step in ways)
    helpers = {moved.before.owner_id, getattr(moved.before, "delegate_id", None)} - {None}
    assert not decides or (moved.before.owner_id and moved.member.pk in helpers), "who owns it decides it"


def told_once(moved: Moved) -> None:
    """The ledger has one line of the state's change, and its end is how the record stands."""
    kind = moved.after._meta.model_name
    told = Event.objects.filter(subject_kind=kind, subject_id=moved.after.pk, batch=moved.batch)
    steps = [line.changes["state"] for line in told if "state" in line.changes]
    changed = moved.before.state != moved.after.state
    assert steps == ([[moved.before.state, moved.after.state]] if changed else [])
