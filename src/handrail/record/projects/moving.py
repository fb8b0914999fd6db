"""Moving cards: judged whole before anything moves, by every path alike.

A page, the API, an import, an edit that names another stage and an undo all end in `shift`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from secrets import token_hex
from typing import Any

from django.db import transaction

from handrail.house.ledger import far, write
from handrail.house.ledger import rows as ledger_rows
from handrail.house.ledger.rows import today
from handrail.house.ledger.undoing import reason_or_undo
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import because, current, unveiled
from handrail.kit import clock
from handrail.kit.refusals import Invalid, NotAllowed, Problem, Refused
from handrail.kit.verdict import Verdict, as_json
from handrail.kit.words import say

from . import entering, queries
from .checks import allowed, asked, judge
from .facts import NOWHERE, BoardFacts, MoveFacts
from .gates import judges, learned
from .models import DECIDED, Board, Card, Move, Stage
from .ranking import behind, ranks

LONGEST_CAUSE = 200


@dataclass(slots=True)
class Shift:
    """One card on its way: to a stage, with all that is written of it there."""

    card: Card
    stage: Stage
    values: dict[str, Any] = field(default_factory=dict)
    verdicts: tuple[Verdict, ...] = ()
    end: str = ""
    """The rank of the stage's last card, as it was when this was judged."""
    new: bool = False
    """Its task was made with it: it has never been on a board."""

    @property
    def stays(self) -> bool:
        return not self.away and self.card.stage_id == self.stage.pk

    @property
    def away(self) -> bool:
        """On no board now: it is new here, or was taken off."""
        return self.card.pk is None or self.card.removed_at is not None

    @property
    def allowed(self) -> bool:
        return allowed(self.verdicts)


def move_cards(
    cards: Sequence[Card],
    stage: Stage,
    *,
    after: Card | None = None,
    before: Card | None = None,
    reason: str = "",
    override: bool = False,
) -> int:
    """Put cards into a stage, in this order: behind one card, in front of another, or at the end.

    Raises `Refused` with every answer, and moves none, where one of them may not. `override` lets them through all
    the same: only the workflow owner may, with a reason. Returns how many really changed.
    """
    if not cards:
        return 0
    with transaction.atomic():
        refuse_other_board(cards, stage)
        shifts = [Shift(card, stage, arriving_in(card, stage)) for card in cards]
        if after is not None or before is not None or any(one.stays for one in shifts):
            moving = [card.pk for card in cards]
            places = ranks(stage, len(cards), after=after, before=before, moving=moving)
            for one, rank in zip(shifts, places, strict=True):
                one.values["rank"] = rank
        return shift(shifts, reason=reason, override=override)


def arriving_in(card: Card, stage: Stage) -> dict[str, Any]:
    return {} if card.stage_id == stage.pk else {"stage": stage, "entered_at": clock.now()}


def shift(shifts: Sequence[Shift], *, reason: str = "", override: bool = False) -> int:
    judge_shifts(shifts, reason)
    settle(shifts, reason, override)
    number(shifts)
    for one in shifts:
        one.values.update(asked_again(one))
    through = override and not all(one.allowed for one in shifts)
    with because(reason[:LONGEST_CAUSE] if through or goes_back(shifts) else current().cause):
        return ledger_rows.edit_many([(one.card, one.values) for one in shifts], kind="moved")


def asked_again(one: Shift) -> dict[str, str]:
    """An answer of the reviewer is of one stage. Taking a move back brings back the one that counted there."""
    now = one.card.review
    if one.stays or now not in DECIDED or one.values.get("review", now) != now:
        return {}
    reviewer = one.values.get("reviewer", one.values.get("reviewer_id", one.card.reviewer_id))
    return {"review": "asked" if reviewer is not None else ""}


def number(shifts: Sequence[Shift]) -> None:
    """Who was given no place goes to the end of the stage, in the order they came."""
    by_stage: dict[int, list[Shift]] = {}
    for one in shifts:
        if "rank" not in one.values:
            by_stage.setdefault(one.stage.pk, []).append(one)
    for some in by_stage.values():
        for one, rank in zip(some, behind(some[0].end, len(some)), strict=True):
            one.values["rank"] = rank


def goes_back(shifts: Sequence[Shift]) -> bool:
    return any(v.code == "board.back_reason" and v.passed for one in shifts for v in one.verdicts)


def settle(shifts: Sequence[Shift], reason: str, override: bool) -> None:
    """Refuse where one card may not; keep every attempt that anything was asked of."""
    refused = [one for one in shifts if not one.allowed]
    if refused and (not override or any(entering.is_shut_out(one.verdicts) for one in refused)):
        kept = [attempt(one, False, reason, False) for one in shifts if one.verdicts and one.card.pk]
        current().kept.append(partial(keep, kept))
        raise refusal(shifts, refused)
    if refused:
        refuse_others(refused[0].stage.board, reason)
    made = [attempt(one, True, reason, not one.allowed) for one in shifts if one.verdicts and one.card.pk]
    write.create(made)


# -- judging ------------------------------------------------------------------------------------------------


def judge_shifts(shifts: Sequence[Shift], reason: str) -> None:
    """Give every card its answers. The same few statements for one card and for a thousand."""
    going = [one for one in shifts if not one.stays]
    coming: list[Shift] = []
    for board in {one.stage.board_id: one.stage.board for one in going}.values():
        there = [one for one in going if one.stage.board_id == board.pk]
        if judge_on(board, there, reason).locked:
            coming += [one for one in there if one.away]
    judge_entering(coming)


def judge_entering(shifts: Sequence[Shift]) -> None:
    """What comes onto a board from outside comes into its project's scope."""
    pairs = [(one.stage.board.project_id, None if one.new else one.card.task_id) for one in shifts]
    for one, verdict in zip(shifts, entering.judge(pairs), strict=True):
        if verdict is not None:
            one.verdicts = (verdict, *one.verdicts)


def judge_on(board: Board, shifts: Sequence[Shift], reason: str) -> BoardFacts:
    facts = queries.board_facts(board)
    places = {stage.key: number for number, stage in enumerate(facts.stages)}
    there, day = crowded(facts, shifts), today()
    left = queries.left_from(board, [one.card.task_id for one in shifts if one.away and not one.new])
    moves = []
    for one in shifts:
        stage = left.get(one.card.task_id, "") if one.away else one.card.stage.key
        came = places.get(stage, NOWHERE)
        goes = places[one.stage.key]
        one.end = facts.stages[goes].end
        taken = there[one.stage.key]
        bare = queries.bare_facts(one.card)
        moves.append(
            MoveFacts(
                card=bare,
                came=came,
                goes=goes,
                there=taken,
                returns=one.away and came != NOWHERE,
                reason=reason_or_undo(reason),
                today=day,
            )
        )
        there[one.stage.key] += 1
    facts, moves = knowing(facts, moves, [one.card for one in shifts])
    for one, move in far.each(zip(shifts, moves, strict=True)):
        one.verdicts = judge(move, facts, judges())
    return facts


def knowing(
    facts: BoardFacts, moves: list[MoveFacts], cards: Sequence[Card]
) -> tuple[BoardFacts, list[MoveFacts]]:
    """The board and the moves with what the checks that are really asked have to know. Nothing is asked: nothing."""
    checks = {check.key: check for move in moves for check in asked(move, facts)}
    if not checks:
        return facts, moves
    moves = [replace(m, card=card) for m, card in zip(moves, queries.facts_of(cards), strict=True)]
    return replace(facts, known=learned(checks.values(), [move.card for move in moves])), moves


def crowded(facts: BoardFacts, shifts: Iterable[Shift]) -> Counter[str]:
    """How many cards are in the stages that take only so many; these wait for each other."""
    there: Counter[str] = Counter()
    stages = {one.stage.key: one.stage for one in shifts}
    limited = [stages[f.key] for f in facts.stages if f.most is not None and f.key in stages]
    for stage in sorted(limited, key=lambda row: row.pk):
        Stage.objects.select_for_update(no_key=True).get(pk=stage.pk)
        with unveiled():  # a card takes its room whoever looks
            there[stage.key] = queries.cards_of(stage).count()
    return there


# -- refusing -----------------------------------------------------------------------------------------------


def refusal(shifts: Sequence[Shift], refused: Sequence[Shift]) -> Refused:
    checks = tuple(verdict for one in refused for verdict in one.verdicts)
    stage = refused[0].stage.title
    if len(shifts) == 1:
        hold = sum(1 for verdict in checks if verdict.passed)
        words = say(
            "“%(card)s” can not go to “%(stage)s” yet: %(hold)s of %(all)s checks hold.",
            card=refused[0].card.task.title,
            stage=stage,
            hold=hold,
            all=len(checks),
        )
    else:
        words = say(
            "%(some)s of %(all)s cards can not go to “%(stage)s” yet, so none was moved.",
            some=len(refused),
            all=len(shifts),
            stage=stage,
        )
    return Refused(checks, words, of={one.card.key or one.card.task.title: one.verdicts for one in refused})


def refuse_other_board(cards: Iterable[Card], stage: Stage) -> None:
    if any(card.board_id != stage.board_id for card in cards):
        fix = say("Choose a stage of the board that the card is on.")
        raise Invalid([Problem("stage", say("“%(stage)s” is a stage of another board.", stage=stage), fix)])


def refuse_others(board: Board, reason: str) -> None:
    """Only the workflow owner lets a card through, and says why. A command on the server has no member."""
    member = current().member
    if member is not None and member.pk != board.owner_id:
        raise NotAllowed(
            say("Only the workflow owner of “%(board)s” lets a card through.", board=board.title),
            may_instead(board.owner),
        )
    if not reason.strip():
        raise Invalid(
            [
                Problem(
                    "reason", say("Say why it is let through."), say("One sentence; it stays in the history.")
                )
            ]
        )


def may_instead(owner: Member | None) -> str:
    if owner is None:
        return say("Nobody is workflow owner of this board: name one first.")
    return say("Ask %(owner)s.", owner=owner.name)


# -- attempts -----------------------------------------------------------------------------------------------


def attempt(one: Shift, passed: bool, reason: str, overridden: bool) -> Move:
    return Move(
        key=f"{one.card.key[:60]}-{token_hex(6)}",
        card=one.card,
        board_id=one.stage.board_id,
        customer_id=one.card.customer_id,
        came_id=one.card.stage_id,
        goes=one.stage,
        by=current().member,
        passed=passed,
        overridden=overridden,
        reason=reason,
        checks=as_json(list(one.verdicts)),
    )


def keep(attempts: Sequence[Move]) -> None:
    """What is left of a refused move, once all of it has been rolled back."""
    there = set(Card.objects.filter(pk__in=[row.card_id for row in attempts]).values_list("pk", flat=True))
    write.create([row for row in attempts if row.card_id in there])


def split(row: Card, values: Mapping[str, Any]) -> Stage | None:
    """The other stage that these values name, if any."""
    wanted = values.get("stage", values.get("stage_id", row.stage_id))
    pk = wanted.pk if isinstance(wanted, Stage) else wanted
    if pk in (None, row.stage_id):
        return None
    return wanted if isinstance(wanted, Stage) else Stage.objects.select_related("board").get(pk=pk)
