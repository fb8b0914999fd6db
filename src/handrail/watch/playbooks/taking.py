"""What was chosen of a newer text of a playbook: done by the rooms' own verbs, in one change that can be undone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction

from handrail.house.ledger import rows as ledger_rows
from handrail.house.ledger.duties import able
from handrail.house.workspaces.models import Tenanted
from handrail.kit.refusals import Invalid, Problem, Refused
from handrail.kit.words import say
from handrail.record.notes.verbs import edit_notes, remove_notes
from handrail.record.projects import queries as projects
from handrail.record.projects.models import Board, Card, Project, Stage
from handrail.record.projects.verbs import (
    add_checks,
    edit_cards,
    edit_checks,
    edit_stages,
    remove_checks,
    remove_stages,
)
from handrail.record.rollout.shifting import hang_date, tie_dates
from handrail.record.rollout.verbs import edit_announcements, remove_announcements
from handrail.record.tasks.verbs import edit_tasks, remove_tasks
from handrail.watch.reviews.verbs import edit_cadences, remove_cadences

from . import starting
from .differing import ADD, CHANGE, REMOVE, Offer, chosen, parts, renamed
from .facts import Book, CardOf, StageOf
from .models import Following
from .updating import Newer, newer, settled


def take_over(row: Following, refs: Collection[str], *, text: str, revision: int | None = None) -> int:
    """What was chosen is done, all of it or nothing; the project follows the newer text from then on.

    `text` is the `mark` of the one that was looked at: another that came since is looked at first. Returns how much
    was done. What was not chosen stays as the team has it and is not offered again.
    """
    found = newer(row)
    if found is None:
        words = say("There is no newer version of this playbook.")
        raise Invalid([Problem("text", words, say("Look at the project again."))])
    if text != found.mark:
        words = say("The playbook has changed since you looked.")
        raise Invalid([Problem("text", words, say("Look at what it would change now."))])
    refuse_unknown(found.offers, refs)
    picked = chosen(found.offers, refs)
    with transaction.atomic():
        take(found, row.project, picked)
        ledger_rows.edit(row, {"text": found.there.text, "version": found.there.version}, revision=revision)
    return len(picked)


def refuse_unknown(found: Iterable[Offer], refs: Collection[str]) -> None:
    possible = {one.ref for one in found if one.possible}
    unknown = [ref for ref in refs if ref not in possible]
    if unknown:
        words = say("“%(ref)s” can not be taken over.", ref=unknown[0][:80])
        raise Invalid([Problem("take", words, say("Take one of those that are offered."))])


def take(found: Newer, project: Project, picked: Sequence[Offer]) -> None:
    """First what goes, so that there is room; then what changes; then what is new, stages before what is in them."""
    by_way = {way: [one for one in picked if one.way == way] for way in (REMOVE, CHANGE, ADD)}
    for noun, take_out in REMOVING.items():
        take_out([found.rows[one.ref] for one in by_way[REMOVE] if one.noun == noun])
    for one in by_way[CHANGE]:
        change(project, one, found.rows[one.ref])
    add(found, project, {one.ref for one in by_way[ADD]})


REMOVING: dict[str, Callable[[Sequence[Any]], Any]] = {
    "check": remove_checks,
    "card": lambda rows: remove_tasks([row.task for row in rows]),
    "stage": remove_stages,
    "note": remove_notes,
    "review": remove_cadences,
    "message": remove_announcements,
}
OF_CARD = ("track", "checklist")


def change(project: Project, one: Offer, row: Any) -> None:
    values = settled(one.noun, {field.name: field.to for field in one.fields if field.name != "due"})
    if one.noun == "card":
        change_card(row, values)
    elif values:
        EDITING[one.noun]([(row, {name: plain(row, name, value) for name, value in values.items()})])
    due = next((field for field in one.fields if field.name == "due"), None)
    if due is not None:
        dated = row.task if one.noun == "card" else row
        hang_date(project, str(dated._meta.model_name), dated.key, "due_on", due.to)


def plain(row: Any, name: str, value: Any) -> Any:
    """What a text leaves out is empty, in the way of its field."""
    if value is None and not row._meta.get_field(name).null:
        return row._meta.get_field(name).get_default()
    return dict(value) if name == "params" else value


EDITING: dict[str, Callable[[Iterable[tuple[Any, Mapping[str, Any]]]], int]] = {
    "stage": edit_stages,
    "check": edit_checks,
    "note": edit_notes,
    "review": edit_cadences,
    "message": edit_announcements,
}


def change_card(row: Card, values: Mapping[str, Any]) -> None:
    """A point of the checklist that is done stays done."""
    of_task = {name: value for name, value in values.items() if name not in OF_CARD}
    if of_task:
        edit_tasks([(row.task, of_task)])
    of_card = {name: value for name, value in values.items() if name in OF_CARD}
    if "checklist" in of_card:
        done = {str(point.get("text")): bool(point.get("done")) for point in row.checklist}
        of_card["checklist"] = [
            {"text": text, "done": done.get(text, False)} for text in of_card["checklist"] or ()
        ]
    if of_card:
        edit_cards([(row, of_card)])


def add(found: Newer, project: Project, refs: set[str]) -> None:
    """By what makes a project, of a playbook that says only what was chosen."""
    whole, called = found.there.book, renamed(found.old, found.there.book)
    book = spoken(cut(whole, refs, called), named_here(found.board, called))
    wishes = starting.Wishes(
        owner=able(project.owner), post_launch_owner=able(project.post_launch_owner),
        workflow_owner=able(found.board.owner) if found.board is not None else None,
    )  # fmt: skip
    ties: list[tuple[Tenanted, str, int]] = []
    if found.board is not None:
        add_to_board(whole, found.board, book.stages, called, refs)
        for one in book.cards:
            ties += starting.card_ties(replace(book, cards=(one,)), place(one, book, found.board, wishes))
    ties += starting.message_ties(book, starting.plan_messages(book, project, wishes))
    tie_dates(project, ties)
    starting.keep_notes(book, project, wishes)
    starting.set_rhythm(book, project, wishes)


def named_here(board: Board | None, called: Mapping[str, str]) -> dict[str, str]:
    """{title in the newer text: the project's own} of renamed stages: a new name that was not taken is not used."""
    here = {stage.title for stage in projects.stages_of(board)} if board is not None and called else set()
    return {new: new if new in here else old for new, old in called.items()}


def spoken(book: Book, names: Mapping[str, str]) -> Book:
    """The text with the project's own names of its stages."""
    return replace(
        book,
        stages=tuple(replace(one, title=names.get(one.title, one.title)) for one in book.stages),
        cards=tuple(replace(one, stage=names.get(one.stage, one.stage)) for one in book.cards),
    )


def place(one: CardOf, book: Book, board: Board, wishes: starting.Wishes) -> Sequence[Card]:
    """In its stage; where that does not let it in yet, it begins in the first one as all work does."""
    try:
        with transaction.atomic():
            return starting.place_cards(replace(book, cards=(one,)), board, wishes)
    except Refused:
        return starting.place_cards(replace(book, cards=(replace(one, stage=""),)), board, wishes)


def cut(book: Book, refs: set[str], called: Mapping[str, str]) -> Book:
    """Only what was chosen of the parts that stand beside each other; stages and checks are added on their own."""
    names = list(parts(book, called))

    def kept(noun: str, some: Sequence[Any]) -> tuple[Any, ...]:
        mine = [ref for ref in names if ref.startswith(f"{noun}:")]
        return tuple(one for ref, one in zip(mine, some, strict=True) if ref in refs)

    return replace(
        book,
        stages=kept("stage", book.stages),
        cards=kept("card", book.cards),
        notes=kept("note", book.notes),
        cadence=kept("review", book.cadence),
        messages=kept("message", book.messages),
    )


def add_to_board(
    whole: Book, board: Board, new: Sequence[StageOf], called: Mapping[str, str], refs: set[str]
) -> None:
    bare = [replace(stage, checks=()) for stage in new]
    made = starting.put_stages(board, bare, owner=able(board.owner))
    names = named_here(board, called)
    if made:
        set_in_order(board, spoken(whole, names), made)
    stages = {stage.title: stage for stage in projects.stages_of(board)}
    asked = [
        (names.get(stage.title, stage.title), called.get(stage.title, stage.title), check)
        for stage in whole.stages
        for check in stage.checks
    ]
    add_checks(
        [
            starting.check_of(stages[title], check)
            for title, before, check in asked
            if f"check:{before}/{check.side}/{check.kind}" in refs and title in stages
        ]
    )


def set_in_order(board: Board, book: Book, made: Sequence[Stage]) -> None:
    """A new stage comes behind the one that it follows in the playbook; all others stay in the team's own order."""
    fresh = {stage.title for stage in made}
    order = [stage for stage in projects.stages_of(board) if stage.title not in fresh]
    titles = [stage.title for stage in book.stages]
    for stage in made:
        earlier = set(titles[: titles.index(stage.title)])
        place = max((at for at, one in enumerate(order, 1) if one.title in earlier), default=0)
        order.insert(place, stage)
    edit_stages(
        (stage, {"position": place}) for place, stage in enumerate(order, 1) if stage.position != place
    )
