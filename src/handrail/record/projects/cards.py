"""Cards: put on a board, changed, approved, taken off. A change that names another stage is a move."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, transaction

from handrail.house.ledger import duties, write
from handrail.house.ledger import rows as ledger_rows
from handrail.house.ledger.append import together
from handrail.house.ledger.rows import Values
from handrail.house.talk.commenting import add_comments
from handrail.house.talk.models import Comment
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current, unveiled
from handrail.kit import clock
from handrail.kit.refusals import Invalid, NotAllowed, Problem
from handrail.kit.words import say
from handrail.record.tasks import repeating
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task

from . import keeping, own, passing, telling
from .models import DECIDED as DECIDED
from .models import Card
from .moving import Shift, judge_shifts, number, settle, shift, split
from .ranking import end_of

LONGEST = {"labels": 60, "collaborators": 80, "blocked_by": 80}
ONE_BY_ONE = "SELECT pg_advisory_xact_lock(hashtextextended('cards that wait', %s))"
CIRCLE = """
WITH RECURSIVE before (start, key) AS (
    SELECT c.key, b FROM projects_card AS c, jsonb_array_elements_text(c.blocked_by) AS b
    WHERE c.workspace_id = %(ws)s AND c.key = ANY(%(keys)s) AND c.removed_at IS NULL
    UNION
    SELECT p.start, b FROM before AS p
    JOIN projects_card AS c ON c.workspace_id = %(ws)s AND c.key = p.key AND c.removed_at IS NULL,
    jsonb_array_elements_text(c.blocked_by) AS b
)
SELECT start FROM before WHERE start = key LIMIT 1
"""


def add_cards(rows: Sequence[Card], *, copied: bool = False, last: bool = False) -> Sequence[Card]:
    """Put tasks on boards; a task that is new is made with its card. What a stage asks for is asked here too.

    Being put on a board is a move from before its first stage; being put there again, from the stage it left.
    What is `copied` keeps its reviewer: somebody named them before. `last`: whoever asks throws all away where this is
    refused, so that it needs no savepoint; who goes on all the same is stopped by the next statement.
    """
    if not rows:
        return rows
    new = {id(row) for row in rows if row.task.pk is None}
    with transaction.atomic(savepoint=not last), together():
        settle_all(rows)
        refuse_misshapen((row, {}) for row in rows)
        refuse_unknown_before((row, {"blocked_by": row.blocked_by}) for row in rows if row.blocked_by)
        ledger_rows.refuse_strangers((row, ledger_rows.references(row)) for row in rows)
        refuse_self_approved((row, {}) for row in rows)
        if not copied:
            keeping.refuse_reviewers((row, {}) for row in rows)
            keeping.refuse_helpers((row, {"collaborators": row.collaborators}) for row in rows)
        placed = [Shift(row, row.stage, new=id(row) in new) for row in rows]
        judge_shifts(placed, "")
        settle(placed, "", False)
        return put(placed)


def follow_cards(rows: Sequence[Card]) -> Sequence[Card]:
    """Put the next ones of cards that come again on their board: the workflow's own act, which no check, no limit
    and no rule of a field may turn against who has done the one before."""
    if not rows:
        return rows
    with transaction.atomic(), together():
        settle_all(rows)
        return put([Shift(row, row.stage, end=end_of(row.stage)) for row in rows])


def settle_all(rows: Sequence[Card]) -> None:
    for row in rows:
        align(row)
    settle_new([row for row in rows if row.task.pk is None])
    for row in rows:
        row.task, row.key = row.task, row.task.key  # whose id is known by now
        row.entered_at, row.recurs = clock.now(), repeating.clean(row.recurs)


def put(placed: Sequence[Shift]) -> Sequence[Card]:
    duties.refuse_begun([one.card for one in placed])
    number(placed)
    for one in placed:
        one.card.rank = one.values["rank"]
    return write.create([one.card for one in placed])


def align(row: Card) -> None:
    """A customer's board holds that customer's cards, and the veil goes by the card's own customer."""
    row.board, task = row.stage.board, row.task
    row.recurs = passing.taken_from(task, row.recurs)
    if row.board.customer_id and task.customer_id is None:
        if task.pk is None:
            task.customer = row.board.customer
        else:
            tasks.edit_task(task, {"customer": row.board.customer})
    refuse_other_customer(row.board.customer_id, task)
    row.customer_id = task.customer_id


def refuse_other_customer(ours: int | None, task: Task) -> None:
    if ours is not None and task.customer_id != ours:
        words = say("“%(task)s” belongs to another customer than this board.", task=task.title)
        raise Invalid([Problem("task", words, say("Choose a board of that customer, or of none."))])


def settle_new(rows: Sequence[Card]) -> None:
    """Make the tasks that are not there yet; whatever refuses the card later takes them back."""
    tasks.add_tasks([row.task for row in rows])


def edit_card(row: Card, values: Values, *, revision: int | None = None) -> bool:
    ours = completed(row, values)
    keeping.refuse_helpers([(row, ours)])
    moves = split(row, ours) is not None
    if moves and (revision is None or revision == row.revision):
        return edit_cards([(row, values)]) == 1
    before = telling.as_it_was([row])
    with transaction.atomic():
        changed = ledger_rows.edit(row, ours, revision=revision)  # which says who was faster
        refuse_circles([(row, ours)])
        telling.tell(before)
    return changed


def edit_cards(pairs: Iterable[tuple[Card, Values]], *, from_file: bool = False, answered: str = "") -> int:
    """Many at once. Those whose values name another stage are moved there: judged whole, before anything changes.

    A file may name people who contribute in words of its own: those stay. `answered` are the words of a review."""
    pairs = [(row, completed(row, values)) for row, values in pairs]
    before = telling.as_it_was(row for row, _ in pairs) if not from_file else []
    if not from_file:
        keeping.refuse_helpers(pairs)
    going, staying = [], []
    for row, values in pairs:
        stage = split(row, values)
        if stage is None:
            staying.append((row, values))
        else:
            going.append(Shift(row, stage, arriving(row, values)))
    with transaction.atomic():
        for one in going:
            refuse_elsewhere(one)
        changed = (shift(going) if going else 0) + ledger_rows.edit_many(staying)
        refuse_circles(pairs)
        telling.tell(before, answered)
        return changed


def refuse_elsewhere(one: Shift) -> None:
    if one.card.board_id != one.stage.board_id:
        words = say("“%(stage)s” is a stage of another board.", stage=one.stage)
        raise Invalid([Problem("stage", words, say("Choose a stage of the board that the card is on."))])


def arriving(row: Card, values: Values) -> dict[str, Any]:
    return {"entered_at": clock.now(), **values}


def completed(row: Card, values: Values) -> Values:
    """With what follows: another reviewer has not approved yet."""
    refuse_other_task(row, values)
    if "recurs" in values:
        values = {**values, "recurs": repeating.clean(str(values["recurs"] or ""))}
    if isinstance(values.get("own"), dict):
        values = {**values, "own": {n: v for n, v in values["own"].items() if v not in (None, "")}}
    refuse_misshapen([(row, values)])
    refuse_unknown_before([(row, values)])
    refuse_self_approved([(row, values)])
    keeping.refuse_reviewers([(row, values)])
    values = {**values, **left_empty(row, values)}
    pk = keeping.reviewer_of(row, values)
    if pk == row.reviewer_id:
        return values
    if values.get("review", row.review) == row.review:
        return {**values, "review": "asked" if pk is not None else ""}
    refuse_in_their_place(pk, values)
    return values


def refuse_other_task(row: Card, values: Values) -> None:
    """A card stands for its task as long as it is there: another one is put on the board, and asked what is asked."""
    task = values.get("task", values.get("task_id", row.task_id))
    if keeping.differ(task, row.task_id):
        words = say("A card stays the card of its task.")
        raise Invalid([Problem("task", words, say("Take it off the board, and put the other task on it."))])


PLACES = ("reviewer", "context_owner")


def left_empty(row: Card, values: Values) -> dict[str, Any]:
    """Who leaves and has nobody to take a place over leaves their name there. What is said later closes it."""
    left = dict(values.get("left_by", row.left_by))
    for place in PLACES:
        said = values.get(place, values.get(f"{place}_id", row))
        was, now = getattr(row, f"{place}_id"), getattr(said, "pk", said)
        if said is row or now == was:
            continue
        left.pop(place, None)
        if now is None and was is not None and keeping.handing():
            left[place] = getattr(row, place).name
    return {"left_by": left} if left != row.left_by else {}


def refuse_in_their_place(reviewer: int | None, values: Values) -> None:
    """Who names another reviewer does not answer for them in the same breath."""
    if values["review"] in DECIDED and current().member is not None and not keeping.taking_back():
        raise only_the_reviewer(Member.objects.filter(pk=reviewer).first() if reviewer is not None else None)


def only_the_reviewer(reviewer: Member | None) -> NotAllowed:
    name = reviewer.name if reviewer is not None else say("nobody yet")
    words = say("Only the reviewer approves or asks for changes: %(who)s.", who=name)
    return NotAllowed(words, say("Ask them, or name another reviewer."))


def remove_cards(rows: Sequence[Card]) -> int:
    """Off the board; the task stays. One whose task is removed left the board with it, and then."""
    with transaction.atomic():
        going = [row for row in rows if row.task.removed_at is None]
        gone = take_along(rows) + ledger_rows.remove(going)
        passing.give_back(going)
        return gone


def take_along(rows: Iterable[Card]) -> int:
    """Those whose task is removed: when they left is told by it, for what comes back into a locked scope."""
    gone = [row for row in rows if row.removed_at is None and row.task.removed_at is not None]
    return write.change_many([(row, {"removed_at": row.task.removed_at}) for row in gone], kind="removed")


def restore_cards(rows: Sequence[Card]) -> int:
    """Back to the stage where they were: a move like any other, from where each was last taken off."""
    back = [Shift(row, row.stage) for row in rows if row.removed_at and row.stage.removed_at is None]
    with transaction.atomic():
        judge_shifts(back, "")
        settle(back, "", False)
        restored = ledger_rows.restore(rows)
        passing.take_again([one.card for one in back])
        return restored


# -- reviewing and ticking ----------------------------------------------------------------------------------


def review_cards(rows: Sequence[Card], answer: str, words: str = "") -> int:
    """The reviewer approves, or asks for changes; `words` say which, and stay as a comment on the card."""
    words = words.strip()
    with transaction.atomic():
        changed = edit_cards(((row, {"review": answer}) for row in rows), answered=words)
        if words:
            add_comments([Comment(subject=f"card:{row.key}", text=words) for row in rows])
        return changed


def refuse_self_approved(pairs: Iterable[tuple[Card, Values]]) -> None:
    """Nobody approves but the reviewer. A command on the server has no member."""
    member = current().member
    for row, values in pairs:
        new = values.get("review", row.review if row.pk is None else None)
        if new not in DECIDED or (row.pk is not None and new == row.review) or member is None:
            continue
        if keeping.taking_back() and split(row, values) is not None:
            continue  # what counted in the stage that it goes back to
        if member.pk != row.reviewer_id:
            raise only_the_reviewer(row.reviewer)
        if member.pk == row.task.owner_id:
            raise NotAllowed(keeping.own_work(), say("Choose somebody else."))


def tick(row: Card, place: int, done: bool) -> bool:
    """Tick one point of the checklist, or take the tick away."""
    if not 0 <= place < len(row.checklist):
        words = say("This point of the checklist is not there any more.")
        raise Invalid([Problem("checklist", words, say("Look at the card again."))])
    points = [{**point, "done": done} if n == place else point for n, point in enumerate(row.checklist)]
    return edit_card(row, {"checklist": points})


def refuse_misshapen(pairs: Iterable[tuple[Card, Values]]) -> None:
    problems: list[Problem] = []
    for row, values in pairs:
        points = values.get("checklist", row.checklist)
        if not (isinstance(points, list) and all(map(is_point, points))):
            words = say("A checklist is a list of points, each with a text and whether it is done.")
            problems.append(Problem("checklist", words, '[{"text": "Ask Jo", "done": false}]'))
        for name, longest in LONGEST.items():
            found = values.get(name, getattr(row, name))
            if not (isinstance(found, list) and all(is_word(word, longest) for word in found)):
                words = say("This is a list of short texts.")
                problems.append(Problem(name, words, say("Up to %(n)s characters each.", n=longest)))
        stood = row.recurs if row.pk is not None else ""
        problems += repeating.wrong(values.get("recurs", row.recurs), stood)
        if row.pk is None or "own" in values:
            problems += own.wrong_values(row.board.card_fields, new_in(row, values.get("own", row.own)))
    ledger_rows.refuse(problems)


def new_in(row: Card, fields: Any) -> Any:
    """What is written there now. What stood there before stays, though its board may know the field no more."""
    if row.pk is None or not isinstance(fields, dict):
        return fields
    return {name: value for name, value in fields.items() if row.own.get(name) != value}


def is_point(point: Any) -> bool:
    """A text that says something, and a yes or no; nothing else."""
    if not isinstance(point, dict) or point.keys() != {"text", "done"}:
        return False
    text = point["text"]
    return isinstance(text, str) and 0 < len(text.strip()) <= 500 and isinstance(point["done"], bool)


def is_word(word: Any, longest: int) -> bool:
    return isinstance(word, str) and 0 < len(word.strip()) <= longest


# -- what comes first ---------------------------------------------------------------------------------------


def refuse_unknown_before(pairs: Iterable[tuple[Card, Values]]) -> None:
    """A card waits for cards that are there. One statement, and none where nothing is said of it."""
    said = {
        key: row
        for row, values in pairs
        for key in values.get("blocked_by", ())
        if key not in row.blocked_by or row.pk is None
    }
    if not said:
        return
    there = set(Card.objects.filter(key__in=said, removed_at=None).values_list("key", flat=True))
    for key, row in said.items():
        if key not in there or key == row.key:
            words = say("There is no other card “%(key)s” here, or you may not see it.", key=key[:80])
            raise Invalid([Problem("blocked_by", words, say("Name cards by their keys."))])


def refuse_circles(pairs: Iterable[tuple[Card, Values]]) -> None:
    """No card waits for itself, by whatever detour. Who changes what waits does so one by one: two at once could
    close a circle that neither sees."""
    keys = [row.key for row, values in pairs if values.get("blocked_by")]
    if not keys:
        return
    here = current().workspace_id
    with unveiled(), connection.cursor() as cursor:
        cursor.execute(ONE_BY_ONE, [here])
        cursor.execute(CIRCLE, {"ws": here, "keys": keys})
        if cursor.fetchone() is not None:
            words = say("These cards would wait for each other, and none could ever begin.")
            raise Invalid([Problem("blocked_by", words, say("Take one of them off the list."))])


# -- following the task -------------------------------------------------------------------------------------


def follow_tasks(rows: Sequence[Task]) -> None:
    """These tasks have another customer now: so have their cards, for the veil goes by it."""
    at = {row.pk: row for row in rows}
    cards = Card.objects.filter(task__in=at, removed_at=None).select_related("board")
    pairs = []
    for card in cards:
        refuse_other_customer(card.board.customer_id, at[card.task_id])
        pairs.append((card, {"customer": at[card.task_id].customer_id}))
    write.change_many(pairs)
