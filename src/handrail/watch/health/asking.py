"""What is asked of a plan on its way, as policy: read from what people write, and said as sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from handrail.kit.words import mark, say
from handrail.record.plans import phases, rhythm
from handrail.record.plans.checks import PHASE_ASKS, PHASE_STAGES, PlanRules
from handrail.record.plans.facts import SECTIONS

from .catalogue import TERMS

KINDS = {
    "complete": mark("the plan is complete"),
    "required": mark("the required sections are filled"),
    "criteria": mark("it has the right number of success criteria"),
    "stakeholders": mark("stakeholders are identified"),
    "phases": mark("adoption phases are defined"),
    "baselines": mark("its value metrics have a baseline"),
    "reviewed": mark("it was gone through with the customer"),
    "deal": mark("the deal is far enough"),
    "proven": mark("its success criteria are met, with evidence"),
}
FILLED = mark("these sections are filled: %(sections)s")
SIDES = {
    "enter": mark("Before a plan comes to “%(phase)s”: %(checks)s."),
    "leave": mark("Before a plan leaves “%(phase)s”: %(checks)s."),
}
PROPOSED = mark(
    "From stage %(stage)s on our proposal is blocked until there is a plan where one is required, and until: "
    "%(checks)s."
)
BOUND = mark("A plan goes with its deal: %(pairs)s.")
WON = mark("won")
STAGE = mark("stage %(stage)s")


def sentences(rules: PlanRules) -> Iterator[str]:
    pairs = [
        f"{phase_name(phase)} – {stage_name(stage)}" for phase, stage in rules.phase_stages.items() if stage
    ]
    if pairs:
        yield say(BOUND, pairs=", ".join(pairs))
    for moment in phases.MOMENTS:
        asked = "; ".join(said(text) for text in rules.phase_asks.get(moment, ()))
        side, _space, phase = moment.partition(" ")
        if side in SIDES and asked:
            yield say(SIDES[side], phase=phase_name(phase), checks=asked)
        elif side == phases.PROPOSAL and asked:
            yield say(PROPOSED, stage=rules.proposal_stage, checks=asked)
    yield from (rhythm.Cadence(stage, rules.cadences[stage]).sentence() for stage in rhythm.STAGES)


def phase_name(phase: str) -> str:
    return say(TERMS[phase])


def stage_name(stage: str) -> str:
    return say(WON) if stage == "won" else say(STAGE, stage=stage)


def said(text: str) -> str:
    kind, *names = text.split()
    if kind == "sections":
        return say(FILLED, sections=", ".join(say(TERMS.get(name, name)) for name in names))
    return say(KINDS.get(kind, kind))


# -- reading ------------------------------------------------------------------------------------------------


def read_stages(found: Any) -> dict[str, str]:
    """{phase: the stage of the deal it goes with}; empty for none. What is not given keeps its default."""
    if not isinstance(found, Mapping) or not set(found) <= set(phases.PHASES):
        raise ValueError(say("Write phases and stages: %(phases)s.", phases=", ".join(phases.PHASES)))
    stages = {name: str(stage) if stage is not None else "" for name, stage in found.items()}
    known = ("", *phases.STAGES)
    if not set(stages.values()) <= set(known):
        raise ValueError(say("Write one of: %(known)s.", known=", ".join(phases.STAGES)))
    return {**PHASE_STAGES, **stages}


def read_asks(found: Any) -> dict[str, tuple[str, ...]]:
    """{moment: what is asked then}; what is not given keeps its default, and an empty list asks nothing."""
    if not isinstance(found, Mapping) or not set(found) <= set(phases.MOMENTS):
        raise ValueError(say("Write what is asked when: %(known)s.", known=", ".join(phases.MOMENTS)))
    return {**PHASE_ASKS, **{str(moment): texts(asked) for moment, asked in found.items()}}


def read_cadences(found: Any) -> dict[str, str]:
    """{stage: how often a plan is looked at with its customer there}; what is not given keeps its default."""
    if not isinstance(found, Mapping) or not set(found) <= set(rhythm.STAGES):
        raise ValueError(say("Write phases and how often: %(phases)s.", phases=", ".join(rhythm.STAGES)))
    if not all(isinstance(often, str) for often in found.values()):
        raise ValueError(say("Write how often in words, such as 2 weeks."))
    return {**rhythm.CADENCES, **{stage: rhythm.read(often) for stage, often in found.items()}}


def texts(found: Any) -> tuple[str, ...]:
    if not isinstance(found, list | tuple) or not all(isinstance(text, str) for text in found):
        raise ValueError(say("Write a list of %(what)s.", what=say(mark("checks"))))
    read = tuple(" ".join(text.split()) for text in found if text.strip())
    for text in read:
        try:
            phases.read(text)
        except ValueError:
            raise ValueError(unknown(text)) from None
    return tuple(dict.fromkeys(read))


def unknown(text: str) -> str:
    kind = text.split()[0]
    known = SECTIONS if kind == "sections" else ("sections", *KINDS)
    words = say("“%(text)s” asks for nothing that is known.", text=text[:60])
    return f"{words} {say('Write one of: %(known)s.', known=', '.join(known))}"
