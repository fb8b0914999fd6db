"""`handrail cards move`: cards go to another stage, judged as everywhere."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from handrail.cli import moving

if TYPE_CHECKING:
    from handrail.record.projects.models import Board, Card, Stage

_ABOUT = "Move the cards of a board. A stage's checks are asked as on the page."


def main(argv: list[str]) -> int:
    return moving.run(arguments().parse_args(argv), move, words)


def arguments() -> ArgumentParser:
    made, one = moving.arguments("cards", _ABOUT, "move cards to another stage")
    one.add_argument("key", nargs="+", metavar="KEY", help="keys of cards of one board")
    one.add_argument("--to", required=True, metavar="STAGE", help="title or key of a stage of their board")
    moving.add_options(one, "the workflow owner")
    return made


def words(options: Namespace) -> moving.Said:
    from handrail.record.projects import gates

    return gates.said


def move(options: Namespace) -> int:
    from handrail.record.projects import verbs

    with moving.entered(options, "handrail cards move"):
        cards = found(list(dict.fromkeys(options.key)))
        stage = stage_of(cards[0].board, options.to)
        return verbs.move_cards(cards, stage, reason=options.why, override=options.let_through)


def found(keys: list[str]) -> list[Card]:
    """In the order they were named, held until this is over."""
    from handrail.kit.refusals import NotFound
    from handrail.record.projects import queries

    rows = queries.cards().filter(key__in=keys).order_by("pk").select_for_update(no_key=True, of=("self",))
    there = {row.key: row for row in rows}
    for key in keys:
        if key not in there:
            raise NotFound(f"There is no card “{key}” on a board here.", "A card has the key of its task.")
    return [there[key] for key in keys]


def stage_of(board: Board, words: str) -> Stage:
    from handrail.kit.refusals import NotFound
    from handrail.record.projects import queries

    stages = queries.stages_of(board)
    named = [s for s in stages if words in (s.key, s.title)]
    named = named or [s for s in stages if s.title.casefold() == words.strip().casefold()]
    if len(named) != 1:
        listed = ", ".join(f"{stage.title} ({stage.key})" for stage in stages)
        problem = "no stage" if not named else "more than one stage"
        raise NotFound(f"“{board.title}” has {problem} “{words}”.", f"Name one of these: {listed}.")
    return named[0]
