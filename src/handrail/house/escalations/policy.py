"""Whom something goes to, and after how long to the next one, as a workspace may set it. Pure, no Django.

A chain is written as `owner 1wd, manager 2wd, workspace_owner`: who is asked, and the time that each has. The last one
keeps it and needs no time. `member:jonas` names one person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from handrail.kit.words import mark, mark_many, say, say_many

from .causes import CAUSES, Cause
from .rungs import MANAGER, WHO, Rung

MOST_RUNGS = 6
LONGEST = 60 * 24
"""Hours that somebody may have."""
UNITS: dict[str, tuple[int, bool]] = {"wd": (8, True), "d": (24, False), "wh": (1, True), "h": (1, False)}
"""Working days, days, working hours, hours: how many hours each is, and whether only working hours count."""
WRITTEN = re.compile(rf"\s*({'|'.join(WHO)}|member:[A-Za-z0-9._~-]{{1,80}})(?:\s+(\d{{1,4}})(wd|d|wh|h))?\s*")


def chain_of(cause: Cause, given: Mapping[str, Any]) -> tuple[Rung, ...]:
    """As this policy has it; what does not fit (checked when saved) is the default."""
    chains = given.get("raised")
    chosen = chains.get(cause.name) if isinstance(chains, Mapping) else None
    try:
        return read_chain(chosen) if chosen is not None else cause.chain
    except ValueError:
        return cause.chain


# -- as text ------------------------------------------------------------------------------------------------


def written(chain: Iterable[Rung]) -> tuple[str, ...]:
    """The one text that means this chain."""
    rungs = list(chain)
    return tuple(written_one(rung, last=rung is rungs[-1]) for rung in rungs)


def written_one(rung: Rung, *, last: bool = False) -> str:
    return rung.who if last else f"{rung.who} {number_of(rung)}{unit_of(rung)}"


def unit_of(rung: Rung) -> str:
    """The largest unit that says the time in a whole number."""
    fitting = (name for name, (hours, working) in UNITS.items() if working == rung.working)
    return next(name for name in fitting if rung.hours % UNITS[name][0] == 0)


def number_of(rung: Rung) -> int:
    return rung.hours // UNITS[unit_of(rung)][0]


def read_chain(found: Any) -> tuple[Rung, ...]:
    """From a list of texts, or from one text with commas. ValueError says what to write instead."""
    if isinstance(found, str):
        found = [word for word in found.split(",") if word.strip()]
    if not isinstance(found, list | tuple) or not found:
        raise ValueError(say("Name at least one person."))
    if len(found) > MOST_RUNGS:
        raise ValueError(say("Name up to %(most)s people: more are not asked.", most=MOST_RUNGS))
    rungs = [read_one(item) for item in found]
    if not all(rung.hours for rung in rungs[:-1]):
        raise ValueError(say("Say how long each but the last one has: owner 1wd, manager 2wd, admin."))
    if len({rung.who for rung in rungs}) < len(rungs):
        raise ValueError(say("Each is asked once: somebody is named twice."))
    return (*rungs[:-1], Rung(rungs[-1].who))


def read_one(found: Any) -> Rung:
    read = WRITTEN.fullmatch(found) if isinstance(found, str) else None
    if read is None:
        allowed = ", ".join((*WHO, "member:…"))
        raise ValueError(
            say("Write each as one of %(allowed)s, with a time such as 4wh, 1wd, 12h or 2d.", allowed=allowed)
        )
    who, number, unit = read.groups()
    hours, working = UNITS[unit or "h"]
    hours *= int(number or 0)
    if number and not 0 < hours <= LONGEST:
        raise ValueError(say("Write a time from 1 hour to %(days)s days.", days=LONGEST // 24))
    return Rung(who, hours, working)


def read_raised(found: Any) -> dict[str, tuple[str, ...]]:
    """The policy's table, {cause: chain}; a cause that is not said keeps its default."""
    if not isinstance(found, Mapping):
        raise ValueError(
            say("Write a table of causes and chains, such as milestone.due: [owner 1wd, manager].")
        )
    if unknown := sorted(str(name) for name in found.keys() - CAUSES.keys()):
        raise ValueError(
            say(
                "Nothing is raised for “%(name)s”. Allowed: %(allowed)s.",
                name=unknown[0],
                allowed=", ".join(sorted(CAUSES)),
            )
        )
    return {**defaults(), **{name: written(read_chain(item)) for name, item in found.items()}}


def defaults() -> dict[str, tuple[str, ...]]:
    return {cause.name: written(cause.chain) for cause in CAUSES.values()}


# -- in words -----------------------------------------------------------------------------------------------

CALLED = {
    "owner": mark("its owner"),
    "manager": mark("the manager"),
    "admin": mark("an administrator"),
    "workspace_owner": mark("an owner of the workspace"),
}
TIMES = {
    "wd": mark_many("after %(n)s working day to %(who)s", "after %(n)s working days to %(who)s"),
    "d": mark_many("after %(n)s day to %(who)s", "after %(n)s days to %(who)s"),
    "wh": mark_many("after %(n)s working hour to %(who)s", "after %(n)s working hours to %(who)s"),
    "h": mark_many("after %(n)s hour to %(who)s", "after %(n)s hours to %(who)s"),
}


def sentence(cause: Cause, days: int, chain: Sequence[Rung], names: Mapping[str, str] | None = None) -> str:
    """ "A milestone that is 3 days late is raised to its owner, after 1 working day to the manager."

    `names` are of members, by key: whoever is named in a chain.
    """
    return say_many(*cause.rule, days, chain=spoken(chain, names or {}))


def spoken(chain: Sequence[Rung], names: Mapping[str, str]) -> str:
    first, *others = chain
    asked = say(mark("its owner's manager")) if first.who == MANAGER else called(first.who, names)
    said = [say(mark("to %(who)s"), who=asked)]
    for before, rung in zip(chain, others, strict=False):
        said.append(say_many(*TIMES[unit_of(before)], number_of(before), who=called(rung.who, names)))
    return ", ".join(said)


def called(who: str, names: Mapping[str, str]) -> str:
    kind, _, key = who.partition(":")
    return names.get(key, key) if kind == "member" else say(CALLED[who])
