"""How an item ends: a decision, an action, a new date, or a word. Through the subject's own verbs."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from handrail import wiring
from handrail.house.ledger import reading
from handrail.house.ledger import rows as ledger_rows
from handrail.house.talk import verbs as talk
from handrail.house.talk.models import Link
from handrail.house.workspaces.models import Member
from handrail.kit import clock
from handrail.kit.refusals import Invalid, NotAllowed, NotFound, Problem
from handrail.kit.words import say
from handrail.record.decisions import verbs as decisions
from handrail.record.decisions.models import Decision
from handrail.record.projects import queries as projects
from handrail.record.projects.models import Board, Card, Stage
from handrail.record.projects.verbs import add_cards
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task

from . import running
from .models import AgendaItem

DATES = {
    "blocker": "due_on",
    "task": "due_on",
    "decision": "due_on",
    "milestone": "due_on",
    "risk": "review_on",
    "signal": "due_on",
}
"""Whose date a review may move, and in which field it stands."""
STANDARD = "standard"
"""The category of a decision that says how things are done from now on."""
OPEN: dict[str, Any] = {
    "ending": "open", "words": "", "made": "", "was_on": None, "now_on": None, "by": None, "ended_at": None
}  # fmt: skip


def decide(item: AgendaItem, answer: str, title: str = "") -> Decision:
    """Record what was decided. Of a decision that was asked for, its owner gives the answer."""
    answer = said("words", answer, say("Write what was decided."))
    start(item)
    with transaction.atomic():
        row = answered(item, answer) if item.subject_kind == "decision" else decided(item, answer, title)
        end(item, "decided", words=answer, made=f"decision:{row.key}")
    return row


def learn(item: AgendaItem, words: str) -> Decision:
    """Lay down a standard: from now on it is done so. The playbook that the project follows can take it over."""
    words = said("words", words, say("Write what is done from now on, in one sentence."))
    if item.review.project is None:
        fix = say("Make it a decision.")
        raise Invalid([Problem("project", say("A standard comes from the review of a project."), fix)])
    start(item)
    with transaction.atomic():
        row = Decision(
            title=words[:500], answer=words, state="approved", customer=item.review.customer, category=STANDARD,
            subject=f"project:{item.review.project.key}", decided_on=ledger_rows.today(), owner=running.me(),
            context=item.title, source=str(item.review.title)[:300],
        )  # fmt: skip
        decisions.add_decisions([row])
        connect(f"decision:{row.key}", item)
        end(item, "decided", words=words, made=f"decision:{row.key}")
    return row


def answered(item: AgendaItem, answer: str) -> Decision:
    row = subject(item)
    here = running.me()
    if here is not None and row.owner_id not in (None, here.pk) and row.delegate_id != here.pk:
        words = say("%(who)s decides this.", who=row.owner.name if row.owner is not None else "")
        raise NotAllowed(words, say("Ask them, or make it an action."))
    taken: dict[str, Any] = {"answer": answer}
    if row.owner_id is None and here is not None:
        taken["owner"] = here
    decisions.step_decisions([row], "approve", taken)
    return row  # type: ignore[no-any-return]


def decided(item: AgendaItem, answer: str, title: str) -> Decision:
    row = Decision(
        title=(title.strip() or item.title)[:500], answer=answer, state="approved", customer=item.customer,
        decided_on=ledger_rows.today(), owner=running.me(), source=str(item.review.title)[:300],
    )  # fmt: skip
    decisions.add_decisions([row])
    connect(f"decision:{row.key}", item)
    return row


def act(
    item: AgendaItem, title: str, owner: Member | None, due_on: date | None, board: Board | None = None
) -> Task:
    """Somebody does something by a day: a task with both, connected to what it is about; on a board, a card of it in
    the board's first stage."""
    title = said("title", title, say("Write what is to be done."))
    problems = [Problem("owner", say("Say who does it."))] if owner is None else []
    problems += [Problem("due_on", say("Say by when."))] if due_on is None else []
    if problems:
        raise Invalid(problems)
    start(item)
    with transaction.atomic():
        about = f"{item.subject_kind}:{item.subject_key}" if item.subject_kind else ""
        row = Task(
            title=title[:500], owner=owner, due_on=due_on, customer=item.customer, subject=about[:160],
            source=str(item.review.title)[:300],
        )  # fmt: skip
        if board is None:
            tasks.add_tasks([row])
        else:
            add_cards([Card(task=row, stage=first_stage(board))])
        kind = "task" if board is None else "card"
        end(item, "action", words=title, made=f"{kind}:{row.key}", now_on=due_on)
    return row


def first_stage(board: Board) -> Stage:
    stage = next(iter(projects.stages_of(board)), None)
    if stage is None:
        words = say("“%(board)s” has no stages yet.", board=board.title)
        raise Invalid([Problem("board", words, say("Make it a task, or add a stage first."))])
    return stage


def boards_for(item: AgendaItem) -> list[Board]:
    """Where an action can go as a card: the boards of the review's project, else the one that its own card is on. One
    statement."""
    rows = reading.present(Board)
    if item.review.project_id is not None:
        rows = rows.filter(project=item.review.project_id)
    elif item.subject_kind == "task":
        rows = rows.filter(pk__in=Card.objects.filter(task=item.subject_id, removed_at=None).values("board"))
    else:
        return []
    return list(rows.order_by("pk"))


def redate(item: AgendaItem, day: date | None, words: str = "") -> None:
    """Another date, through the verb of the record's own room, which may refuse."""
    name = DATES.get(item.subject_kind)
    if name is None:
        raise Invalid(
            [Problem("day", say("This has no date of its own."), say("Make it an action with a date."))]
        )
    if day is None:
        raise Invalid([Problem("day", say("Say the new date."))])
    start(item)
    row = subject(item)
    was = getattr(row, name)
    with transaction.atomic():
        wiring.load(wiring.UNDONE[item.subject_kind].format("edit"))([(row, {name: day})])
        end(item, "redated", words=words.strip(), was_on=was, now_on=day)


def keep(item: AgendaItem, words: str) -> None:
    """Looked at, and nothing changes: with a word that says why that is right."""
    words = said("words", words, say("Write a word why nothing changes."))
    start(item)
    end(item, "unchanged", words=words)


def reopen(item: AgendaItem) -> None:
    """Back on the agenda; what came out of it stays."""
    if item.review.state != "open":
        raise Invalid([Problem("state", say("This review is not under way."))])
    with transaction.atomic():
        running.edit_items([(item, OPEN)])
        running.go_to(item.review, item)


# -- what they do alike -------------------------------------------------------------------------------------


def start(item: AgendaItem) -> None:
    running.refuse_unless(item.review, ("open",), say("This review is not under way."))
    if item.ending != "open":
        words = say("This has ended already, perhaps a moment ago.")
        raise Invalid([Problem("ending", words, say("Open it again first."))])


def end(item: AgendaItem, ending: str, **values: Any) -> None:
    values["words"] = values.get("words", "")[:1000]
    running.join(item.review)
    running.edit_items([(item, {"ending": ending, "by": running.me(), "ended_at": clock.now(), **values})])
    if item.review.current == item.key:
        running.go_on(item.review, item)


def subject(item: AgendaItem) -> Any:
    """The record that it is about, as it is now."""
    row = there(item).first()
    if row is None:
        raise NotFound(say("What this is about is not there any more."))
    return row


def there(item: AgendaItem) -> Any:
    """It, unless it was removed: what was let through is looked at even then."""
    model: Any = reading.model_of(item.subject_kind)
    return reading.present(model).filter(pk=item.subject_id)


def connect(made: str, item: AgendaItem) -> None:
    if item.subject_kind not in ("", "stage") and there(item).exists():
        talk.add_links(
            [Link(source=made, target=f"{item.subject_kind}:{item.subject_key}", relation="follows")]
        )


def said(field: str, words: str, fix: str) -> str:
    words = words.strip()
    if not words:
        raise Invalid([Problem(field, say("This needs words."), fix)])
    return words
