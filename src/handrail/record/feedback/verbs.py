"""Every change of feedback."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from handrail.house.ledger import rows as ledger_rows
from handrail.house.ledger.rows import Values
from handrail.house.talk import commenting, subjects
from handrail.house.talk import verbs as talk
from handrail.house.talk.models import Comment, Link
from handrail.house.talk.subjects import ref
from handrail.house.workspaces.models import Member
from handrail.kit import clock
from handrail.kit.gating import allowed
from handrail.kit.refusals import Invalid, Problem, Stale
from handrail.kit.words import say
from handrail.record.tasks.models import Task
from handrail.record.tasks.verbs import add_tasks

from . import asking, clocks, going, keeping, telling
from .asking import placed
from .going import Going, go
from .models import Feedback
from .states import OPEN, STATES

DERIVED = frozenset(
    {"customer", "before", "after", "asked_by", "voice", "asked_at", "due_at", "answered_at", "ended_at", "ended_by"}
)  # fmt: skip
"""What follows from the rest, or is written by the steps."""
SETTLED = DERIVED | {"subject", "section", "quote", "comment"}
"""What does not change any more once it is asked."""
STATED = frozenset({"state", "reason", "outcome", "answered_at", "ended_at", "ended_by"})


def add_feedback(rows: Sequence[Feedback], *, from_file: bool = False) -> Sequence[Feedback]:
    """Somebody asks: now, of who owns the record. What a file says stands as it says, and nobody is told of it."""
    if not rows:
        return rows
    if from_file:
        placed(rows, new=True)
        for row in rows:
            bring(row)
        return ledger_rows.add(rows, lambda row: row.title)
    with transaction.atomic():
        asking.begin(rows)
        made = ledger_rows.add(rows, lambda row: row.title)
        telling.asked(made)
    return made


def bring(row: Feedback) -> None:
    row.asked_at = row.asked_at or clock.now()
    row.title = asking.titled(row)
    if row.state == "open" and row.due_at is None:
        row.due_at = clocks.due_after(row.asked_at)


def ask_of_comment(comment: Comment, owner: Member | None = None) -> Feedback:
    """What was said asks for an action: its thread is the thread of the feedback."""
    row = asking.made_of(comment)
    row.owner = owner
    return add_feedback([row])[0]


def edit_thread(row: Feedback, values: Values, *, revision: int | None = None) -> bool:
    """A change that names another state is a step: it is judged (`going.go`)."""
    values = checked(row, values)
    placed([row])
    if goes_on(row, values):
        if revision is not None and revision != row.revision:
            raise Stale(row.revision, {})
        return go([Going(row, str(values["state"]), rest(values))]) == 1
    with transaction.atomic():
        changed = ledger_rows.edit(row, values, revision=revision)
        handed([row], {row.pk: values})
    return changed


def edit_feedback(pairs: Iterable[tuple[Feedback, Values]]) -> int:
    known = [(row, checked(row, values)) for row, values in pairs]
    placed(row for row, _ in known)
    on = [Going(row, str(values["state"]), rest(values)) for row, values in known if goes_on(row, values)]
    still = [(row, values) for row, values in known if not goes_on(row, values)]
    with transaction.atomic():
        changed = go(on) if on else 0
        changed += ledger_rows.edit_many(still)
        handed([row for row, _ in still], {row.pk: values for row, values in still})
    return changed


def follow_files(pairs: Iterable[tuple[Feedback, Values]]) -> int:
    """What a file says anew. How it ended is said by who owns it: of others, the record stands, and so does what is
    over."""
    return edit_feedback((row, filed(row, values)) for row, values in pairs)


def filed(row: Feedback, values: Values) -> Values:
    values = {name: value for name, value in values.items() if name not in SETTLED - {"answered_at"}}
    if not goes_on(row, values):
        return values if keeping.may_retell(row) else {n: v for n, v in values.items() if n not in STATED}
    one = Going(row, str(values["state"]), rest(values))
    going.judge([one])
    return values if allowed(one.verdicts) else {n: v for n, v in values.items() if n not in STATED}


def drop_from_files(rows: Sequence[Feedback]) -> int:
    rows = [row for row in rows if not keeping.holding(row) or keeping.may_free(row)]
    return remove_feedback(rows)


def remove_feedback(rows: Sequence[Feedback]) -> int:
    keeping.refuse_removed(rows)
    placed(rows)
    telling.settle(rows)
    return ledger_rows.remove(rows)


def restore_feedback(rows: Sequence[Feedback]) -> int:
    placed(rows)
    return ledger_rows.restore(rows)


def checked(row: Feedback, values: Values) -> Values:
    """What it hangs on is settled, unless somebody takes back what they did."""
    if not going.taken_back():
        values = {name: value for name, value in values.items() if name not in SETTLED}
        if not goes_on(row, values):
            keeping.refuse_retold(row, values)
    keeping.refuse_freed(row, values)
    if values.get("holds") and not row.subject.startswith("decision:"):
        words = say("Only a decision waits for an approval.")
        raise Invalid([Problem("holds", words, say("Ask about the decision itself."))])
    return named(values)


def named(values: Values) -> Values:
    """What came of it is there: a decision or a task; a card is its task."""
    name = str(values.get("outcome") or "").strip()
    if not name:
        return values
    name = subjects.meant(name)
    if going.taken_back():
        return values
    if name.partition(":")[0] not in ("decision", "task") or name not in subjects.found([name]):
        words = say("There is no decision or task “%(name)s” here.", name=name[:80])
        raise Invalid([Problem("outcome", words, say("Write its kind and key, such as decision:two-ways."))])
    return {**values, "outcome": name}


def goes_on(row: Feedback, values: Values) -> bool:
    return values.get("state", row.state) != row.state and values["state"] in STATES


def rest(values: Values) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != "state"}


def handed(rows: Sequence[Feedback], values: dict[int, Values]) -> None:
    """Whom it waits for from now on hears of it; the clock runs on."""
    if going.taken_back():
        return
    new = [row for row in rows if values[row.pk].keys() & {"owner", "owner_id"} and row.state in OPEN]
    if new:
        telling.asked(new, telling.YOURS)


# -- the steps ----------------------------------------------------------------------------------------------


def step_feedback(
    rows: Sequence[Feedback], name: str, values: Values | None = None, *, reply: str = ""
) -> int:
    """Take one step of `states.STEPS`, all of them or none. `reply` is said in the thread with it: to the customer
    where it began with their words."""
    placed(rows)
    with transaction.atomic():
        changed = going.take(rows, name, named(values or {}))
        for row in rows if reply.strip() else ():
            answer(row, reply, shared=bool(row.voice))
    return changed


def answer(row: Feedback, text: str, *, shared: bool = False) -> Comment:
    """Something said in its thread. What its owner says is the answer; see `answering.heard`."""
    subject, parent = (row.comment.subject, row.comment) if row.comment is not None else (ref(row), None)
    said = Comment(subject=subject, parent=parent, text=text, shared=shared and parent is not None)
    commenting.add_comments([said])
    return said


def make_work(row: Feedback, title: str, owner: Member | None = None, **more: Any) -> Task:
    """The task that it becomes: about the same thing, connected with it. The rooms above may put it on a board."""
    task = Task(
        title=title.strip()[:500], customer_id=row.customer_id, subject=row.subject, owner=owner, **more,
    )  # fmt: skip
    add_tasks([task])
    tie(row, task)
    return task


def tie(row: Feedback, task: Task) -> None:
    talk.add_links([Link(source=ref(task), target=ref(row), relation="follows")])
