"""What a fallback changes, as a short typed list: read, refused where it says nothing that can be done. No Django."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import mark, say

MOST = 30
FARTHEST = 3_650
DOES: dict[str, tuple[str, ...]] = {
    "task": ("move", "date", "stage", "state", "owner", "drop"),
    "milestone": ("move", "date", "state", "owner", "drop"),
}
"""{what it changes: what it can do with it}. A card bears its task's name."""
STATES: dict[str, tuple[str, ...]] = {
    "task": ("open", "in_progress", "blocked", "done", "dropped"),
    "milestone": ("planned", "in_progress", "done", "dropped"),
}
COLUMNS = {
    "move": "due_on",
    "date": "due_on",
    "state": "state",
    "drop": "state",
    "owner": "owner",
    "stage": "stage",
}
"""The column that each one writes."""
LABELS = {
    "move": mark("Move its date by days"),
    "date": mark("Set its date"),
    "stage": mark("Put it into a stage"),
    "state": mark("Set its state"),
    "owner": mark("Give it to somebody"),
    "drop": mark("Drop it"),
}


@dataclass(frozen=True, slots=True)
class Effect:
    """`on` is a record (`what` where it is stored) by kind:key; `to` days, a day, a key or a state, as `do` asks."""

    on: str
    do: str
    to: Any = None

    @property
    def kind(self) -> str:
        return self.on.partition(":")[0]

    @property
    def key(self) -> str:
        return self.on.partition(":")[2]

    @property
    def column(self) -> str:
        return COLUMNS[self.do]

    @property
    def day(self) -> date:
        return date.fromisoformat(str(self.to))

    @property
    def state(self) -> str:
        return "dropped" if self.do == "drop" else str(self.to)

    def stored(self) -> dict[str, Any]:
        return {"what": self.on, "do": self.do} | ({} if self.to is None else {"to": self.to})


def read(said: Any) -> list[Effect]:
    """Every effect in its one shape; Invalid with each that can not be done."""
    if not isinstance(said, list) or len(said) > MOST:
        raise Invalid([Problem("effects", say("This is no list, or it is too long."), EXAMPLE)])
    problems: list[Problem] = []
    found = [one for item in said if (one := of(item, problems)) is not None]
    if problems:
        raise Invalid(problems)
    return found


EXAMPLE = '[{"what": "task:crm-feed", "do": "move", "to": 5}]'


def of(said: Any, problems: list[Problem]) -> Effect | None:
    if not isinstance(said, Mapping):
        problems.append(Problem("effects", say("An effect says on what, what is done and to what."), EXAMPLE))
        return None
    on, do = named(said.get("what", "")), str(said.get("do", "")).strip()
    kind, _, key = on.partition(":")
    if not key or kind not in DOES:
        words = say("A fallback changes cards and milestones, not “%(name)s”.", name=on[:80])
        if not key:
            words = say("It is not said which card or milestone is changed.")
        fix = say("Choose a card or a milestone, such as task:crm-feed.")
        problems.append(Problem("effects", words, fix))
        return None
    if do not in DOES[kind]:
        problems.append(impossible(kind, do))
        return None
    to = meant(kind, do, said.get("to"), problems)
    return Effect(on, do, to)


def impossible(kind: str, do: str) -> Problem:
    """What a form offers is called as the form calls it; to a program, by its names."""
    known = [LABELS[one] for one in DOES[kind]] if do in LABELS else DOES[kind]
    words = say("“%(name)s” can not be done with it.", name=say(LABELS.get(do, do[:40])))
    return Problem("effects", words, say("Choose one of: %(known)s.", known=", ".join(map(say, known))))


BLOCKED = ("task", "milestone", "decision", "project", "plan")
"""What can be held up."""
MOST_NAMED = 50
NAMES = mark(
    "Choose a card, a milestone, a decision, a project or a success plan, such as task:crm-feed or plan:acme."
)


def names(said: Any) -> list[str]:
    """What is held up: names in their one shape, each once."""
    if not isinstance(said, list | tuple) or len(said) > MOST_NAMED:
        raise Invalid([Problem("blocks", say("This is no list, or it is too long."), say(NAMES))])
    found = list(dict.fromkeys(named(name) for name in said if str(name).strip()))
    for name in found:
        kind, _, key = name.partition(":")
        if kind not in BLOCKED or not key:
            words = say("“%(name)s” is nothing that could be held up.", name=name[:80])
            raise Invalid([Problem("blocks", words, say(NAMES))])
    return found


def named(on: Any) -> str:
    """A card is named as its task."""
    kind, _, key = str(on).strip().partition(":")
    return f"{'task' if kind == 'card' else kind}:{key}"


def meant(kind: str, do: str, to: Any, problems: list[Problem]) -> Any:
    if do == "drop":
        return None
    if do == "move":
        return days(to, problems)
    text = to.isoformat() if isinstance(to, date) else str(to if to is not None else "").strip()
    if do == "state":
        text = text.replace(" ", "_")
    if do == "date" and not is_day(text):
        problems.append(
            Problem("effects", say("“%(text)s” is no day.", text=text[:40]), say("Write 2027-03-31."))
        )
    elif do == "state" and text not in STATES[kind]:
        problems.append(stateless(kind, text))
    elif not text or len(text) > 80:
        fix = say("Say into which stage it goes, or who gets it.")
        problems.append(Problem("effects", say("It is not said to what."), fix))
    return text


def stateless(kind: str, text: str) -> Problem:
    words = say("It is not said to which state.")
    if text:
        words = say("“%(value)s” is no state of it.", value=say(spelled(text[:40])))
    known = ", ".join(say(spelled(state)) for state in STATES[kind])
    return Problem("effects", words, say("Choose one of: %(known)s.", known=known))


def spelled(state: str) -> str:
    """As people write it; read back, it is the same."""
    return state.replace("_", " ")


def days(to: Any, problems: list[Problem]) -> int:
    try:
        count = int(str(to).strip())
    except ValueError:
        count = 0
    if not 0 < abs(count) <= FARTHEST:
        words = say("“%(text)s” is no number of days.", text=str(to)[:40])
        problems.append(Problem("effects", words, say("Write 5, or -2 for two days earlier.")))
    return count


def is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def of_row(stored: Iterable[Mapping[str, Any]]) -> Iterator[Effect]:
    """Those that a row keeps."""
    for one in stored:
        yield Effect(str(one["what"]), str(one["do"]), one.get("to"))
