"""Pure judgement: whether a scope can be locked, and whether a card may enter one that is."""

from __future__ import annotations

from collections.abc import Iterator

from handrail.kit.verdict import Evidence, Verdict, cite
from handrail.kit.words import quoted

from .facts import CommitmentFacts, Entering

WRITTEN = ("expected", "failure", "recovery")


def enters(one: Entering) -> Verdict:
    """Into a locked scope comes what a scope change that was decided yes brings, and what was part of it since."""
    part = one.left_at is not None and one.locked_at is not None and one.left_at >= one.locked_at
    passed = one.locked_at is None or one.admitted or (part and not one.withdrawn)
    said = {"project": one.title}
    return Verdict("project.scope", passed, said, (cite(one, "scope", one.locked_at),), "ask-scope-change")


def commitment(one: CommitmentFacts) -> tuple[Verdict, ...]:
    """Every answer of the gate before the lock."""
    return (*written(one), *loaded(one), *assumed(one))


def written(one: CommitmentFacts) -> Iterator[Verdict]:
    for name in WRITTEN:
        passed = bool(getattr(one, name).strip())
        yield Verdict(f"commitment.{name}", passed, {}, (cite(one, name, passed or None),), f"write-{name}")


def loaded(one: CommitmentFacts) -> Iterator[Verdict]:
    yield Verdict(
        "commitment.owned",
        not one.unowned,
        {"n": one.unowned},
        (cite(one, "cards", one.unowned),),
        "name-owners",
    )
    silent = [load for load in one.loads if load.here and load.takes is None]
    over = [load for load in one.loads if load.over]
    said = {"who": ", ".join(load.name for load in silent)}
    yield Verdict("commitment.said", not silent, said, (cite(one, "capacity", None),), "say-capacity")
    told = ", ".join(f"{load.name} ({load.here} / {load.takes})" for load in over)
    yield Verdict("commitment.fits", not over, {"who": told}, (cite(one, "capacity", None),), "make-it-fit")


def assumed(one: CommitmentFacts) -> Iterator[Verdict]:
    """A project that rests on nothing has not been thought about: what it rests on is written, and looked after."""
    if one.assumed is None:
        return
    if not one.assumed:
        yield Verdict(
            "commitment.no_assumption", False, {}, (cite(one, "assumptions", None),), "write-assumptions"
        )
        return
    left = [row for row in one.assumed if row.trouble]
    evidence = tuple(
        Evidence("assumption", row.key, "state", None, label=row.title) for row in left or one.assumed
    )
    said = {"titles": ", ".join(f"{quoted(row.title)}: {row.trouble}" for row in left[:5])}
    yield Verdict("commitment.assumptions", not left, said, evidence, "review-assumptions")
