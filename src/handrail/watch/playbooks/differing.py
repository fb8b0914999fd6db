"""What a newer text of a playbook would change in a project that follows an older one. No Django.

Three are compared: the text that the project was made from, the newer text, and what the project has become. What
the team has left as it was can follow; what they have changed themselves is theirs unless they say otherwise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from .facts import NAMED, Book, Piece
from .shape import PIECES

PIECE = {shape.noun: shape for shape in PIECES.values()}
"""Nouns whose records other rooms keep."""
NOUNS = (
    "stage",
    "check",
    "decision",
    "risk",
    "measure",
    *PIECE,
    "card",
    "note",
    "review",
    "message",
    "point",
)
NOT_COMPARED = ("title", "owner", "stage")
FIELDS: dict[str, tuple[str, ...]] = {
    "stage": ("title", "input", "output", "signal", "entry_rule", "exit_rule", "most"),
    "check": ("params",),
    "card": ("track", "next_action", "text", "checklist", "due"),
    "note": ("kind", "text"),
    "review": ("rule", "at", "minutes", "kind", "due", "until"),
    "message": ("to", "audience", "channel", "text", "response", "due"),
    "decision": (
        "question",
        "context",
        "category",
        "acceptance",
        "scope_in",
        "scope_out",
        "impact",
        "metric",
        "evidence",
        "proceeds",
        "due",
    ),
    "risk": (
        "text",
        "category",
        "likelihood",
        "impact",
        "closeness",
        "mitigation",
        "fallback",
        "metric",
        "review",
    ),
    "measure": (
        "says",
        "formula",
        "computed",
        "cohort",
        "purpose",
        "unit",
        "direction",
        "baseline",
        "target",
    ),
    "point": ("sign",),
    **{
        noun: tuple(one.name for one in shape.fields if one.name not in NOT_COMPARED)
        for noun, shape in PIECE.items()
    },
}
"""What is compared of each. Owners, days that somebody set and how far the work has come are the team's."""
DATED: dict[str, dict[str, str]] = {
    "card": {"due": "due_on"},
    "message": {"due": "due_on"},
    "decision": {"due": "due_on"},
    "risk": {"review": "review_on"},
    "review": {"due": "starts_on", "until": "ends_on"},
    **{noun: {"due": "due_on"} for noun in PIECE if "due" in FIELDS[noun]},
}
"""Days from the go-live day, and in which field of the record they stand as a date."""
ADD, CHANGE, REMOVE = "add", "change", "remove"
READY, OURS, HELD = "ready", "ours", "held"
"""It can follow; the team has made something else of it; something stands in the way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One thing that a playbook makes. `stage` where it stands in one; `needs` are the refs of what it can not be
    without."""

    ref: str
    noun: str
    title: str
    values: Mapping[str, Any]
    stage: str = ""
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class There:
    """The same thing as the project has it now. `over` where the work on it is done; `held` says what keeps it."""

    values: Mapping[str, Any]
    over: bool = False
    held: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One field: what the older text said, what the project has, what the newer text says."""

    name: str
    was: Any
    here: Any
    to: Any

    @property
    def ours(self) -> bool:
        return same(self.here, self.was) is False


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One thing that can be taken over, or left."""

    ref: str
    noun: str
    title: str
    way: str
    stands: str = READY
    why: str = ""
    stage: str = ""
    needs: tuple[str, ...] = ()
    fields: tuple[Difference, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def usual(self) -> bool:
        """Whether it is taken unless somebody says no."""
        return self.stands == READY

    @property
    def possible(self) -> bool:
        return self.stands != HELD


# -- a playbook as parts ------------------------------------------------------------------------------------


def renamed(old: Book, new: Book) -> dict[str, str]:
    """{title: what it was called} of the stages that the newer text calls otherwise.

    A stage is known by its key; one that had none, by a key that is its title: `key: prep` for Prep."""
    was = {known_by(one.key or one.title): one.title for one in old.stages}
    stays = {one.title for one in new.stages}
    found = {one.title: was.get(known_by(one.key), one.title) for one in new.stages if one.key}
    return {title: before for title, before in found.items() if before not in stays}


def known_by(words: str) -> str:
    return "-".join(words.casefold().split())


def parts(book: Book, called: Mapping[str, str] = MappingProxyType({})) -> dict[str, Part]:
    """Every part by its name, in the order of the text. What has the same name twice is told apart by its number.

    `called` are the names by which the project knows stages that this text has renamed.
    """
    found: dict[str, Part] = {}
    seen: Counter[str] = Counter()
    for noun, name, stage, thing in things(book, called):
        ref = f"{noun}:{name}"
        seen[ref] += 1
        ref = ref if seen[ref] == 1 else f"{ref}#{seen[ref]}"
        title = thing.kind if noun == "check" else thing.says if noun == "point" else thing.title
        found[ref] = Part(
            ref=ref, noun=noun, title=title, values=values_of(noun, thing), stage=stage,
            needs=tuple(needs_of(noun, thing, stage)),
        )  # fmt: skip
    return found


def values_of(noun: str, thing: Any) -> dict[str, Any]:
    own = thing.values if isinstance(thing, Piece) else {}
    return {one: own[one] if one in own else getattr(thing, one) for one in FIELDS[noun]}


def needs_of(noun: str, thing: Any, stage: str) -> Iterator[str]:
    if noun == "check":
        yield f"stage:{stage}"
    for name in NAMED if isinstance(thing, Piece) else ():
        if title := stage if name == "stage" else thing.values.get(name):
            yield f"{NAMED[name]}:{title}"


def things(book: Book, called: Mapping[str, str]) -> Iterator[tuple[str, str, str, Any]]:
    for stage in book.stages:
        yield "stage", called.get(stage.title, stage.title), "", stage
    for stage in book.stages:
        home = called.get(stage.title, stage.title)
        for check in stage.checks:
            yield "check", f"{home}/{check.side}/{check.kind}", home, check
    for noun, name in BESIDE.items():
        for one in getattr(book, name):
            if noun != "measure" or one.owner:
                home = getattr(one, "stage", "")
                yield noun, one.says if noun == "point" else one.title, called.get(home, home), one
    for piece in book.pieces:
        home = str(piece.values.get("stage", ""))
        yield piece.noun, piece.title, called.get(home, home), piece


BESIDE = {
    "card": "cards", "note": "notes", "review": "cadence", "message": "messages", "decision": "decisions",
    "risk": "risks", "measure": "measures", "point": "checklist",
}  # fmt: skip
"""Parts that stand beside each other, and how the playbook calls the list of them."""


# -- the difference -----------------------------------------------------------------------------------------


def offers(old: Book, new: Book, there: Mapping[str, There]) -> list[Offer]:
    """What would be added, changed and removed, in the order of the newer text; what goes comes last.

    What the newer text says already stands in the project, and what the team has taken out, is not offered.
    """
    was, now = parts(old), parts(new, renamed(old, new))
    new_ones = [part for ref, part in now.items() if ref not in was and ref not in there]
    within_reach = {*there, *(part.ref for part in new_ones)}
    added = (add(part, within_reach) for part in new_ones)
    changed = (change(part, was[ref], there[ref]) for ref, part in now.items() if ref in was and ref in there)
    gone = (remove(part, there[ref], now) for ref, part in was.items() if ref not in now and ref in there)
    found = [one for some in (added, changed, gone) for one in some if one is not None]
    order = {ADD: 0, CHANGE: 0, REMOVE: 1}
    places = {ref: place for place, ref in enumerate((*now, *was))}
    return sorted(found, key=lambda one: (order[one.way], NOUNS.index(one.noun), places[one.ref]))


def add(part: Part, within_reach: Collection[str]) -> Offer | None:
    """A check needs its stage; where the team has taken that out, there is nothing to add it to."""
    if not set(part.needs) <= set(within_reach):
        return None
    return Offer(
        ref=part.ref, noun=part.noun, title=part.title, way=ADD, stage=part.stage, needs=part.needs,
        values=said(part.values),
    )  # fmt: skip


def change(new: Part, old: Part, here: There) -> Offer | None:
    if here.over:
        return None
    fields = tuple(
        Difference(name=name, was=old.values[name], here=here.values.get(name), to=to)
        for name, to in new.values.items()
        if not same(old.values[name], to) and not same(here.values.get(name), to)
    )
    if not fields:
        return None
    stands = OURS if any(one.ours for one in fields) else READY
    return Offer(
        ref=new.ref, noun=new.noun, title=new.title, way=CHANGE, stands=stands, stage=new.stage, needs=new.needs,
        fields=fields,
    )  # fmt: skip


def remove(old: Part, here: There, now: Mapping[str, Part]) -> Offer | None:
    """What stands at a stage goes with it."""
    home = f"stage:{old.stage}"
    if here.over or (home in old.needs and home not in now):
        return None
    ours = any(not same(here.values.get(name), value) for name, value in old.values.items())
    stands = HELD if here.held else OURS if ours else READY
    return Offer(
        ref=old.ref, noun=old.noun, title=old.title, way=REMOVE, stands=stands, why=here.held, stage=old.stage,
        values=said(here.values),
    )  # fmt: skip


def said(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != "title" and not empty(value)}


def same(one: Any, other: Any) -> bool:
    return bool(plain(one) == plain(other))


def plain(value: Any) -> Any:
    """Lists and tuples, an empty text and none at all, spaces at the ends: no difference that anybody meant."""
    if empty(value):
        return None
    if isinstance(value, str):
        return "\n".join(line.rstrip() for line in value.strip().splitlines())
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, Mapping):
        return {name: plain(one) for name, one in value.items()}
    return value


def empty(value: Any) -> bool:
    return value is None or value in ("", (), [], {})


def chosen(found: Iterable[Offer], refs: Iterable[str]) -> list[Offer]:
    """Those that are wanted and possible. What needs something new, or comes into a new stage, brings that along."""
    by_ref = {one.ref: one for one in found}
    wanted = set(refs) & by_ref.keys()
    homes = {f"stage:{by_ref[ref].stage}" for ref in wanted if by_ref[ref].way == ADD and by_ref[ref].stage}
    homes |= {need for ref in wanted for need in by_ref[ref].needs}
    wanted |= {ref for ref in homes & by_ref.keys() if by_ref[ref].way == ADD}
    return [one for one in by_ref.values() if one.ref in wanted and one.possible]
