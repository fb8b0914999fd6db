"""What was chosen of a newer text of a playbook: done by the rooms' own verbs, in one change that can be undone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from django.db import transaction

from handrail.house.ledger import rows as ledger_rows
from handrail.house.ledger.duties import able
from handrail.house.workspaces.models import Member, Tenanted
from handrail.kit.refusals import Invalid, Problem, Refused
from handrail.kit.words import say
from handrail.record.decisions.verbs import edit_decisions, remove_decisions
from handrail.record.metrics.verbs import edit_metrics, remove_metrics
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
from handrail.record.risks.verbs import edit_risks, remove_risks
from handrail.record.rollout.shifting import hang_date, tie_dates
from handrail.record.rollout.verbs import edit_announcements, remove_announcements
from handrail.record.tasks.verbs import edit_tasks, remove_tasks
from handrail.watch.reviews.verbs import edit_cadences, remove_cadences

from . import pieces, starting
from .differing import ADD, BESIDE, CHANGE, DATED, PIECE, REMOVE, Offer, chosen, parts, renamed
from .facts import Book, CardOf, StageOf
from .following import points_of
from .furnishing import Making, furnish_sections, settled_piece
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
        values = {
            "text": found.there.text,
            "version": found.there.version,
            "points": points_after(row, found, picked),
        }
        ledger_rows.edit(row, values, revision=revision)
    return len(picked)


def points_after(row: Following, found: Newer, picked: Sequence[Offer]) -> list[dict[str, str]] | None:
    """The project's own checklist, where it took other points than the newer text has; None where it is that one."""
    chosen_points = {one.title: one.way for one in picked if one.noun == "point"}
    before = [one for one in points_of(row, found.old) if chosen_points.get(one.says) != REMOVE]
    kept = {one.says for one in before} | {says for says, way in chosen_points.items() if way == ADD}
    new = found.there.book.checklist
    said = {one.says for one in new}
    points = [*(one for one in new if one.says in kept), *(one for one in before if one.says not in said)]
    return (
        None
        if tuple(points) == new
        else [{"says": one.says, "sign": one.sign, "learned": one.learned} for one in points]
    )


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
        if one.noun in EDITING or one.noun == "card":
            change(project, one, found.rows[one.ref])
    known = add(found, project, {one.ref for one in by_way[ADD]})
    for one in by_way[CHANGE]:
        if one.noun in PIECE:  # last, since they may name what is new
            change_piece(project, one, found.rows[one.ref], known)


REMOVING: dict[str, Callable[[Sequence[Any]], Any]] = {
    "check": remove_checks,
    "card": lambda rows: remove_tasks([row.task for row in rows]),
    "stage": remove_stages,
    "note": remove_notes,
    "review": remove_cadences,
    "message": remove_announcements,
    "decision": remove_decisions,
    "risk": remove_risks,
    "measure": remove_metrics,
    **{noun: partial(pieces.by_verb, noun, "remove") for noun in PIECE},
}
OF_CARD = ("track", "checklist")


def change(project: Project, one: Offer, row: Any) -> None:
    dated = DATED.get(one.noun, {})
    values = settled(one.noun, {field.name: field.to for field in one.fields if field.name not in dated})
    if one.noun == "card":
        change_card(row, values)
    elif values:
        EDITING[one.noun]([(row, {name: plain(row, name, value) for name, value in values.items()})])
    hang(project, one, row.task if one.noun == "card" else row)


def hang(project: Project, one: Offer, row: Any) -> None:
    """Its days from the go-live day."""
    dated = DATED.get(one.noun, {})
    for field in one.fields:
        if field.name in dated:
            hang_date(project, str(row._meta.model_name), row.key, dated[field.name], field.to)


def change_piece(project: Project, one: Offer, row: Any, known: Mapping[str, Any]) -> None:
    dated = DATED.get(one.noun, {})
    said = {field.name: field.to for field in one.fields if field.name not in dated}
    values = {name: plain(row, name, value) for name, value in settled_piece(said, known).items()}
    pieces.by_verb(one.noun, "edit", [(row, values)] if values else ())
    hang(project, one, row)


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
    "decision": edit_decisions,
    "risk": edit_risks,
    "measure": edit_metrics,
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


def add(found: Newer, project: Project, refs: set[str]) -> dict[str, Any]:
    """By what makes a project, of a playbook that says only what was chosen. Returns all that is known by its title."""
    whole, called = found.there.book, renamed(found.old, found.there.book)
    book = spoken(cut(whole, refs, called), named_here(found.board, called))
    wishes = starting.Wishes(
        owner=able(project.owner), post_launch_owner=able(project.post_launch_owner),
        workflow_owner=able(found.board.owner) if found.board is not None else None, people=playing(found),
    )  # fmt: skip
    ties: list[tuple[Tenanted, str, int]] = []
    known: dict[str, Any] = dict(found.rows)
    if found.board is not None:
        add_to_board(whole, found.board, book.stages, called, refs)
        known |= {f"stage:{stage.title}": stage for stage in projects.stages_of(found.board)}
        for one in book.cards:
            ties += starting.card_ties(replace(book, cards=(one,)), place(one, book, found.board, wishes))
    ties += starting.message_ties(book, starting.plan_messages(book, project, wishes))
    ties += furnish_sections(Making(book, project, wishes, known))
    tie_dates(project, ties)
    return known


def playing(found: Newer) -> dict[str, Member]:
    """Who has the playbook's own roles here: whoever owns the first thing that was given to the role."""
    roles, people = {one.key for one in found.old.further_roles}, dict[str, Member]()
    for noun, some in (
        ("decision", found.old.decisions),
        ("risk", found.old.risks),
        ("card", found.old.cards),
    ):
        for one in some:
            row: Any = found.rows.get(f"{noun}:{one.title}")
            owner = able((row.task if isinstance(row, Card) else row).owner) if row is not None else None
            if one.owner in roles and owner is not None:
                people.setdefault(one.owner, owner)
    return people


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
        pieces=tuple(replace(one, values=renamed_in(one.values, names)) for one in book.pieces),
    )


def renamed_in(values: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    return {name: names.get(value, value) if name == "stage" else value for name, value in values.items()}


def place(one: CardOf, book: Book, board: Board, wishes: starting.Wishes) -> Sequence[Card]:
    """In its stage; where that does not let it in yet, it begins in the first one as all work does."""
    try:
        with transaction.atomic():
            return starting.place_cards(replace(book, cards=(one,)), board, wishes)
    except Refused:
        return starting.place_cards(replace(book, cards=(replace(one, stage=""),)), board, wishes)


def cut(book: Book, refs: set[str], called: Mapping[str, str]) -> Book:
    """Only what was chosen of the parts that stand beside each other; stages and checks are added on their own."""
    there = parts(book, called)
    names = list(there)

    def kept(noun: str, some: Sequence[Any]) -> tuple[Any, ...]:
        mine = [ref for ref in names if ref.startswith(f"{noun}:")]
        return tuple(one for ref, one in zip(mine, some, strict=True) if ref in refs)

    beside: dict[str, Any] = {
        name: kept(noun, [one for one in getattr(book, name) if noun != "measure" or one.owner])
        for noun, name in BESIDE.items()
    }
    named = [ref for ref, part in there.items() if part.noun in PIECE]
    chosen_pieces = (one for ref, one in zip(named, book.pieces, strict=True) if ref in refs)
    return replace(book, stages=kept("stage", book.stages), pieces=tuple(chosen_pieces), **beside)


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
