"""Pure judgement of a move: the one function behind every path that moves a card."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from handrail.kit import cel, gating
from handrail.kit.gating import allowed as allowed
from handrail.kit.gating import judge_check as judge_check
from handrail.kit.verdict import Evidence, Verdict, cite

from .facts import Blocker, BoardFacts, CardFacts, CheckFacts, MoveFacts, StageFacts
from .own import REQUIRED

REQUIRABLE = (
    "owner", "due_on", "next_action", "text", "priority", "customer", "track", "labels", "checklist",
    "collaborators", "reviewer", "review_on", "context_owner",
)  # fmt: skip


Judge = gating.Judge[CardFacts]


def judge(move: MoveFacts, board: BoardFacts, judges: Mapping[str, Judge]) -> tuple[Verdict, ...]:
    """Every answer to this move, passed and failed. It is allowed where none has failed."""
    if move.came == move.goes:
        return tuple(room(move, board.stages[move.goes])) if move.returns else ()
    on_the_way = gating.judge(move.card, tried(move), board, judges, called="board")
    return (*on_the_way, *room(move, board.stages[move.goes]))


def tried(move: MoveFacts) -> gating.Try:
    return gating.Try(came=move.came, goes=move.goes, reason=move.reason, today=move.today)


def room(move: MoveFacts, stage: StageFacts) -> Iterator[Verdict]:
    if stage.most is not None:
        params = {"stage": stage.title, "most": stage.most}
        yield Verdict("board.room", move.there < stage.most, params, (cite(move.card),), "make-room")


def asked(move: MoveFacts, board: BoardFacts) -> Iterator[CheckFacts]:
    return gating.asked(tried(move), board)


# -- the kinds of this room ---------------------------------------------------------------------------------


def fields(card: CardFacts, params: Mapping[str, Any], known: Any, today: date) -> Verdict:
    missing = [name for name in params.get("fields", ()) if value_of(card, name) in NOT_FILLED]
    wanted = list(params.get("fields", ()))
    evidence = tuple(cite(card, name) for name in missing) or (cite(card),)
    said = {"fields": wanted, "missing": missing}
    return Verdict("card.fields", not missing, said, evidence, "fill-in")


NOT_FILLED: tuple[Any, ...] = (None, "", (), [])


def value_of(card: CardFacts, name: str) -> Any:
    """A field of every card, or one that its board has given it."""
    if name.startswith(REQUIRED):
        return card.own.get(name.removeprefix(REQUIRED))
    return getattr(card, name, None)


def in_order(card: CardFacts, params: Mapping[str, Any], known: Any, today: date) -> Verdict:
    """`known` is {card's key: what holds it up}."""
    mine: tuple[Blocker, ...] = (known or {}).get(card.key, ())
    said: dict[str, Any] = {"all": len(card.blocked_by)}
    for name, why in (("left", "before"), ("risks", "risk"), ("blocks", "link")):
        said[name] = ", ".join(one.title or "…" for one in mine if one.why == why)
    said["hidden"] = sum(not one.key for one in mine)
    held = (Evidence(one.kind, one.key, one.why, one.link, label=one.title) for one in mine if one.key)
    return Verdict("card.in_order", not mine, said, (cite(card, "blocked_by"), *held), "do-before")


def checklist(card: CardFacts, params: Mapping[str, Any], known: Any, today: date) -> Verdict:
    """A list without a line is not done: nobody has thought of what there is to do."""
    done = sum(1 for _text, ticked in card.checklist if ticked)
    said = {"done": done, "all": len(card.checklist)}
    passed = bool(card.checklist) and done == len(card.checklist)
    remedy = "tick" if card.checklist else "write-checklist"
    return Verdict("card.checklist", passed, said, (cite(card, "checklist", done),), remedy)


def reviewed(card: CardFacts, params: Mapping[str, Any], known: Any, today: date) -> Verdict:
    evidence = (cite(card, "review", on=card.review_on),)
    if not card.reviewer:
        return Verdict("card.no_reviewer", False, {}, evidence, "name-reviewer")
    said = {"reviewer": card.reviewer_name or card.reviewer}
    code = "card.changes_asked" if card.review == "changes" else "card.reviewed"
    remedy = "rework" if card.review == "changes" else "ask-reviewer"
    return Verdict(code, card.review == "approved", said, evidence, remedy)


def decided(card: CardFacts, params: Mapping[str, Any], known: Any, today: date) -> Verdict:
    """`known` is (title, state) of the decision; None where it is not there."""
    key = str(params.get("decision", ""))
    title, state = known or ("", "")
    evidence = (Evidence("decision", key, "state", state or None, label=title or key),)
    if known is None:
        return Verdict("card.no_decision", None, {"decision": key}, evidence, "choose-decision")
    return Verdict("card.decided", state == "approved", {"decision": title}, evidence, "decide")


def at_target(card: CardFacts, params: Mapping[str, Any], known: Any, today: date) -> Verdict:
    """`known` is (name, unit, direction, target, latest value); None where the metric is not there."""
    key = str(params.get("metric", ""))
    name, unit, direction, target, value = known or ("", "", "up", None, None)
    evidence = (Evidence("metric", key, "value", plain(value), label=name or key),)
    if target is None or value is None:
        return Verdict("card.no_reading", None, {"metric": name or key}, evidence, "read-metric")
    passed = value <= target if direction == "down" else value >= target
    said = {"metric": name, "value": shown(value, unit), "target": shown(target, unit)}
    return Verdict("card.at_target", passed, said, evidence, "reach-target")


def plain(value: Decimal | None) -> str | None:
    return None if value is None else format(value.normalize(), "f")


def shown(value: Decimal, unit: str) -> str:
    return f"{plain(value)} {unit}".strip()


def expression(card: CardFacts, params: Mapping[str, Any], known: Any, today: date) -> Verdict:
    """True, false, or it could not be worked out, which is told with the reason."""
    said = {"says": str(params.get("says") or params.get("expression", ""))}
    evidence = (cite(card),)
    try:
        text = str(params.get("expression", ""))
        answer = cel.true(text, SPOKEN, {**spoken_of(card, today), "card.own": own_of(card, text)})
    except cel.Unclear as problem:
        return Verdict("card.unclear", None, {**said, "problem": str(problem)}, evidence, "correct-check")
    return Verdict("card.expression", answer, said, evidence, "make-true")


def spoken_of(card: CardFacts, today: date) -> dict[str, Any]:
    """What a condition can ask about. Days are texts such as 2026-03-31, which compare; a day that is not set is ""."""
    found = {f"card.{name}": speakable(getattr(card, name)) for name in (*TEXTS, *LISTS, "checklist")}
    return {**found, "today": today.isoformat()}


def own_of(card: CardFacts, text: str) -> dict[str, Any]:
    """The board's own fields, as far as they are filled in; one that the condition names and that is not is ""."""
    return {**dict.fromkeys(own_names(text), ""), **card.own}


def own_names(text: str) -> list[str]:
    """The board's own fields that a condition speaks of: card.own.region, or card.own["region"]."""
    return list(dict.fromkeys(one or other for one, other in OWN_NAME.findall(text)))


OWN_NAME = re.compile(r"""\bcard\s*\.\s*own\s*(?:\.\s*([A-Za-z_]\w*)|\[\s*["']([^"']*)["']\s*\])""")


def own_asked(kind: str, params: Mapping[str, Any]) -> list[str]:
    """The board's own fields that a check asks about, by their names."""
    named = [str(name) for name in params.get("fields", ())] if kind == "fields" else []
    told = own_names(str(params.get("expression", ""))) if kind == "expression" else []
    return [*(name.removeprefix(REQUIRED) for name in named if name.startswith(REQUIRED)), *told]


def speakable(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [{"text": item[0], "done": item[1]} if isinstance(item, tuple) else item for item in value]
    return "" if value is None else value


TEXTS = (
    "key", "title", "state", "owner", "due_on", "next_action", "text", "priority", "customer", "track",
    "reviewer", "review_on", "review", "context_owner",
)  # fmt: skip
LISTS = ("labels", "collaborators")
SPOKEN: cel.Names = (
    *((f"card.{name}", "text") for name in TEXTS),
    *((f"card.{name}", "texts") for name in LISTS),
    ("card.checklist", "maps"),
    ("card.own", "map"),
    ("today", "text"),
)
JUDGES: dict[str, Judge] = {
    "fields": fields,
    "checklist": checklist,
    "review": reviewed,
    "decision": decided,
    "metric": at_target,
    "expression": expression,
    "order": in_order,
}
