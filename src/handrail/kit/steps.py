"""How a record goes on, as one table: from where, to where, and what is asked first. Pure.

A room brings its steps, what a step is judged by (its own `Asked`) and a judge for each thing that is asked; whatever
is not in its table does not happen.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from .gating import allowed
from .refusals import Invalid, NotAllowed, Problem, Refused
from .verdict import Evidence, Titled, Verdict, Where
from .words import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that is done about a record. `asks` name judges of its table: all of them have to hold.

    `clock`: only the passing of a date does it, never a person.
    """

    name: str
    label: str
    came: tuple[str, ...]
    goes: str
    asks: tuple[str, ...] = ()
    clock: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(Titled):
    """A record, and what comes with the step. `record` is its kind, which begins the codes of its verdicts."""

    record: ClassVar[str]
    key: str
    title: str
    reason: str = ""
    at: Where | None = None

    def of(self, name: str, value: Any = None) -> Evidence:
        return Evidence(self.record, self.key, name, value, label=self.label)


@dataclass(frozen=True, slots=True, kw_only=True)
class Owned(Asked):
    """One with an owner. `by` is the key of who asks; empty: a command on the server, which may, or the clock."""

    owner: str = ""
    owner_name: str = ""
    by: str = ""

    @property
    def decides(self) -> bool:
        """Whoever owns it; of what nobody owns, nobody."""
        return not self.by or self.by == self.owner

    @property
    def owning(self) -> Evidence:
        return self.of("owner", self.owner or None)


AnyStep = TypeVar("AnyStep", bound=Step)
AnyAsked = TypeVar("AnyAsked", bound=Asked)
Judge = Callable[[AnyAsked, date], Verdict]


class Table(Generic[AnyStep, AnyAsked]):
    def __init__(self, steps: Iterable[AnyStep], judges: Mapping[str, Judge[AnyAsked]]) -> None:
        self.steps = {step.name: step for step in steps}
        self.judges = judges

    def steps_from(self, state: str, *, clock: bool = False) -> list[AnyStep]:
        """What a person can do from there, or what the clock does."""
        return [step for step in self.steps.values() if state in step.came and step.clock == clock]

    def between(self, came: str, goes: str) -> AnyStep | None:
        """The person's step that leads there: no date passes by being typed."""
        return next((step for step in self.steps_from(came) if step.goes == goes), None)

    def named(self, name: str) -> AnyStep:
        """The person's step that is called so; Invalid where there is none."""
        step = self.steps.get(name)
        if step is None or step.clock:
            known = ", ".join(one.name for one in self.steps.values() if not one.clock)
            words = say("There is no step “%(name)s”.", name=name[:40])
            raise Invalid([Problem("step", words, say("Write one of: %(known)s.", known=known))])
        return step

    def judge(
        self, one: AnyAsked, came: str, goes: str, today: date, step: AnyStep | None = None
    ) -> tuple[Verdict, ...]:
        """Every answer to this step, or to the one that leads there; it may be taken where all of them hold.

        A step that was asked for by its name is that step: another one to the same state does not stand in for it.
        """
        step = step or self.between(came, goes)
        if step is None or came not in step.came:
            return (self.stuck(one, came, goes, step),)
        return tuple(self.judges[name](one, today) for name in step.asks)

    def stuck(self, one: AnyAsked, came: str, goes: str, step: AnyStep | None) -> Verdict:
        """No step leads from there to there, or none that is called so; and what leads on instead."""
        on = tuple(way.label for way in self.steps_from(came))
        said: dict[str, Any] = {"came": came, "goes": goes, "steps": on}
        code, remedy = "no_way", "go-another-way" if on else "go-nowhere"
        if step is not None:
            code, said = "no_step", {**said, "step": step.label}
        return Verdict(f"{one.record}.{code}", False, said, (one.of("state", came),), remedy)

    def picture(self, ends: Sequence[str] = ()) -> str:
        """The table as a Mermaid state diagram, as the guide shows it; it begins where the first step does."""
        first = next(iter(self.steps.values())).came[0]
        lines = ["stateDiagram-v2", f"    [*] --> {first}"]
        for step in self.steps.values():
            who = f"{step.name} by the clock" if step.clock else step.name
            asks = f" ({', '.join(step.asks)})" if step.asks else ""
            lines += [f"    {came} --> {step.goes}: {who}{asks}" for came in step.came]
        return "\n".join([*lines, *(f"    {state} --> [*]" for state in ends), ""])


# -- judges that many tables have ---------------------------------------------------------------------------


def asking(code: str, field: str, holds: Callable[[AnyAsked, date], bool], remedy: str) -> Judge[AnyAsked]:
    """A judge of one field, which says nothing but whether it holds."""

    def judged(one: AnyAsked, today: date) -> Verdict:
        passed = holds(one, today)
        return Verdict(f"{one.record}.{code}", passed, {}, (one.of(field),), "" if passed else remedy)

    return judged


reasoned: Judge[Asked] = asking("reason", "reason", lambda one, _: bool(one.reason.strip()), "give-reason")


def owned(remedy: str) -> Judge[Owned]:
    """Somebody owns it, whoever asks."""

    def judged(one: Owned, today: date) -> Verdict:
        passed = bool(one.owner)
        return Verdict(f"{one.record}.owned", passed, {}, (one.owning,), "" if passed else remedy)

    return judged


def decided(code: str, remedy: str, unowned: str = "") -> Judge[Owned]:
    """Its owner asks for it; `unowned` is what to do where there is none."""

    def judged(one: Owned, today: date) -> Verdict:
        said = f"{one.record}.{code if one.owner else 'nobody'}"
        fix = remedy if one.owner else unowned or remedy
        return Verdict(
            said, one.decides, {"owner": one.owner_name}, (one.owning,), "" if one.decides else fix
        )

    return judged


def taken(
    table: Table[AnyStep, AnyAsked],
    one: AnyAsked,
    state: str,
    name: str,
    said: Callable[[Verdict], Any],
    today: date,
    *,
    rights: Collection[str] = (),
) -> AnyStep:
    """The step, where it starts and all that it asks holds: for rooms in which each step is a verb of its own. Raises
    `Invalid` with everything that is missing, as `said` has it (`reason`, `fix`); `NotAllowed` where it is one of
    `rights`, which are codes."""
    step = table.steps[name]
    missing = [found for found in table.judge(one, state, step.goes, today, step) if not found.passed]
    for found in missing:
        if found.code in rights:
            raise NotAllowed(said(found).reason, said(found).fix)
    if missing:
        spoken = [(found.evidence[0].field, said(found)) for found in missing]
        raise Invalid([Problem(field, words.reason, words.fix) for field, words in spoken])
    return step


# -- on the way ---------------------------------------------------------------------------------------------


class Row(Protocol):
    """A record with a state."""

    @property
    def key(self) -> Any: ...
    @property
    def title(self) -> Any: ...
    @property
    def state(self) -> Any: ...


AnyRow = TypeVar("AnyRow", bound=Row)


@dataclass(slots=True)
class Going(Generic[AnyRow, AnyStep]):
    """A record on its way to a state, with all that is written of it there. A room inherits it with its `table`.

    `named` is the step that was asked for by its name; none where only the state was.
    """

    table: ClassVar[Table[Any, Any]]
    row: AnyRow
    goes: str
    values: dict[str, Any] = field(default_factory=dict)
    came: str = ""
    named: AnyStep | None = None
    verdicts: tuple[Verdict, ...] = ()

    def __post_init__(self) -> None:
        self.came = self.came or self.row.state

    def said(self, name: str) -> Any:
        return self.values.get(name, getattr(self.row, name))

    @property
    def step(self) -> AnyStep | None:
        return self.named or self.table.between(self.came, self.goes)


def refuse(going: Iterable[Going[Any, Any]], names: Mapping[str, str]) -> None:
    """Raises `Refused`, with every answer, where one of them may not go on; `names` are what people call the states."""
    refused = [one for one in going if not allowed(one.verdicts)]
    if not refused:
        return
    first = refused[0]
    words = say(
        "“%(title)s” can not be “%(state)s” yet.",
        title=first.row.title,
        state=say(names.get(first.goes, first.goes)),
    )
    checks = tuple(verdict for one in refused for verdict in one.verdicts)
    raise Refused(checks, words, of={one.row.key or one.row.title: one.verdicts for one in refused})
