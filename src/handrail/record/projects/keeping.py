"""Who may change what a board asks. Whoever could open a gate could open it for their own card."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from handrail.house.ledger import duties, undoing
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current
from handrail.kit.refusals import Invalid, NotAllowed, Problem
from handrail.kit.words import say

from .models import Board, Card, Check, Project
from .moving import may_instead

OF_PROJECT = ("owner", "owner_gap")
OF_BOARD = ("owner", "owner_gap", "project", "backwards", "skipping", "card_fields")
OF_STAGE = ("board", "position", "entry_rule", "exit_rule", "most")
OF_CHECK = ("board", "stage", "side", "kind", "params", "on")
HANDED = "handover:"
MADE = "boards"
Pairs = Iterable[tuple[Any, Mapping[str, Any]]]


def may_keep(board: Board) -> bool:
    """The workflow owner, who signs off, administrators; of a board that nobody keeps, anybody."""
    member = current().member
    return (
        everywhere() or member is None or member.pk in (board.owner_id or member.pk, board.project.owner_id)
    )


def furnishing(boards: Sequence[Board]) -> Sequence[Board]:
    """Whoever makes a board furnishes it in the same go, whomever they name as its owner."""
    current().made.setdefault(MADE, set()).update(row.pk for row in boards)
    return boards


def everywhere() -> bool:
    """A command on the server has no member; who hands a whole book over was asked whether they may."""
    scope = current()
    return scope.member is None or scope.member.role in ("admin", "owner") or handing()


def handing() -> bool:
    """A whole book is being handed over."""
    return current().cause.startswith(HANDED)


def taking_back() -> bool:
    """One's own change, as it was before it."""
    return undoing.taking_back()


def changes(row: Any, values: Mapping[str, Any], names: Iterable[str]) -> bool:
    """Whether one of these fields would be another one. A form sends all of them, changed or not."""
    return any(name in values and differ(values[name], getattr(row, name)) for name in both(names))


def both(names: Iterable[str]) -> set[str]:
    return {form for name in names for form in (name, f"{name}_id")}


def differ(said: Any, now: Any) -> bool:
    said, now = getattr(said, "pk", said), getattr(now, "pk", now)
    return bool(said != now and str(said or "") != str(now or ""))


# -- boards -------------------------------------------------------------------------------------------------


def refuse_others(boards: Iterable[int]) -> None:
    """None of them is somebody else's to keep. One statement, and none for those who keep all."""
    wanted = set() if everywhere() else set(boards) - current().made.get(MADE, set())
    rows = Board.objects.filter(pk__in=wanted).select_related("project", "owner") if wanted else ()
    for board in rows:
        if not may_keep(board):
            words = say(
                "Only the workflow owner of “%(board)s”, the person who signs off or an administrator changes its "
                "stages, fields, rules and checks, or removes it.",
                board=board.title,
            )
            raise NotAllowed(words, may_instead(board.owner))


def refuse_rules(pairs: Pairs, names: Iterable[str]) -> None:
    """Of boards, stages or checks: the fields that decide what may move."""
    refuse_others(
        row.pk if isinstance(row, Board) else row.board_id
        for row, values in pairs
        if changes(row, values, names)
    )


def refuse_signing(pairs: Pairs) -> None:
    """Who signs off keeps the boards: to name another is theirs, and anybody's only where nobody keeps any."""
    if everywhere():
        return
    for row, values in pairs:
        if changes(row, values, OF_PROJECT) and not may_sign(row):
            words = say(
                "Only the person who signs off “%(title)s” or an administrator names another.", title=row
            )
            raise NotAllowed(words)


def may_sign(row: Project) -> bool:
    me = current().member
    if me is None or row.owner_id is not None:
        return me is None or row.owner_id == me.pk
    kept = Board.objects.filter(project=row, removed_at=None, owner__isnull=False)
    return not kept.exclude(owner=me).exists()


# -- reviewers ----------------------------------------------------------------------------------------------


def refuse_reviewers(pairs: Pairs) -> None:
    """Nobody reviews their own work, nor names themselves where a review is asked for."""
    member = current().member
    if member is None or taking_back():
        return
    for row, values in pairs:
        pk = reviewer_of(row, values)
        if pk is None or (row.pk is not None and pk == row.reviewer_id):
            continue
        if row.pk is not None and pk == row.task.owner_id:
            words, fix = own_work(), say("Choose somebody else.")
            raise Invalid([Problem("reviewer", words, fix)])
        if pk == member.pk and not may_keep(row.board) and asks_review(row.board_id):
            words = say("This board asks for a review: nobody names themselves as the reviewer.")
            raise Invalid([Problem("reviewer", words, say("Choose somebody else."))])


# -- who contributes ----------------------------------------------------------------------------------------


def refuse_helpers(pairs: Pairs, name: str = "collaborators") -> None:
    """Whoever is asked to contribute anew is a member who is here, by their key. Words that came with a file stay.

    One statement, and none where nobody is named."""
    new = [key for row, values in pairs for key in helpers_anew(row, values, name)]
    if not new or taking_back():
        return
    there = {row.key: row for row in Member.objects.filter(key__in=new, removed_at=None)}
    if missing := [key for key in new if key not in there]:
        words = say("There is no member “%(key)s” here.", key=str(missing[0])[:80])
        raise Invalid([Problem(name, words, say("Name members by their keys."))])
    duties.refuse((name, there[key]) for key in new)


def helpers_anew(row: Card | Project, values: Mapping[str, Any], name: str) -> list[Any]:
    stood = getattr(row, name) if row.pk is not None else ()
    return [key for key in values.get(name, ()) if key not in stood]


def reviewer_of(row: Card, values: Mapping[str, Any]) -> int | None:
    said = values.get("reviewer", values.get("reviewer_id", row.reviewer_id))
    pk: int | None = getattr(said, "pk", said)
    return pk


def own_work() -> str:
    return say("Nobody reviews their own work.")


def asks_review(board: int) -> bool:
    """Switched on or not: it may be tomorrow."""
    return Check.objects.filter(board_id=board, kind="review", removed_at=None).exists()
