"""Every change of forms: what they ask, whether they are open, at which address; and taking in what is sent."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from handrail.house.escalations.acting import week
from handrail.house.escalations.rungs import Rung, goes_on_at
from handrail.house.ledger import rows as ledger_rows
from handrail.house.ledger.duties import able
from handrail.house.ledger.rows import Values
from handrail.house.nudges import verbs as nudges
from handrail.house.nudges.models import MESSAGE
from handrail.house.nudges.verbs import Telling
from handrail.house.talk import filing, subjects
from handrail.house.talk.models import Attachment
from handrail.house.talk.subjects import ref
from handrail.house.talk.telling import may_see
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current
from handrail.kit import clock
from handrail.kit.refusals import Invalid, NotAllowed, Problem, Refused
from handrail.kit.words import mark, say
from handrail.record.projects import queries as boards
from handrail.record.projects import verbs as projects
from handrail.record.projects.entering import is_shut_out
from handrail.record.projects.models import Board, Card
from handrail.record.tasks.models import Task

from . import asking, checks, queries
from .deadlines import HOURS
from .models import Form, Submission

CAME = mark("%(name)s sent this by the form “%(form)s”")
WAITS = mark("%(name)s sent this by the form “%(form)s”; the board’s checks refused the card")
Pairs = Iterable[tuple[Form, Values]]
SAID = frozenset({"title", "intro", "consent", "thanks", "asks", "files", "is_open"})


# -- forms --------------------------------------------------------------------------------------------------


def add_forms(rows: Sequence[Form]) -> Sequence[Form]:
    """One for a board, made closed unless it says otherwise; its address is made here."""
    for row in rows:
        refuse_others(row.board)
        row.customer_id, row.token = row.board.customer_id, secrets.token_urlsafe(16)
        refuse_twice(row.board)
        row.asks = asked(row.asks, row.board)
    return ledger_rows.add(rows, lambda row: row.title)


def edit_form(row: Form, values: Values, *, revision: int | None = None) -> bool:
    return ledger_rows.edit(row, sayable(row, values), revision=revision)


def edit_forms(pairs: Pairs) -> int:
    return ledger_rows.edit_many([(row, sayable(row, values)) for row, values in pairs])


def sayable(row: Form, values: Values) -> dict[str, Any]:
    refuse_others(row.board)
    said = {name: value for name, value in values.items() if name in SAID}
    return said | ({"asks": asked(said["asks"], row.board)} if "asks" in said else {})


def new_address(row: Form) -> bool:
    """The one before leads nowhere any more. Not taken back: it may have got about."""
    refuse_others(row.board)
    return ledger_rows.edit(row, {"token": secrets.token_urlsafe(16)}, kind="readdressed")


def remove_forms(rows: Sequence[Form]) -> int:
    for row in rows:
        refuse_others(row.board)
    return ledger_rows.remove(rows)


def restore_forms(rows: Sequence[Form]) -> int:
    for row in rows:
        refuse_others(row.board)
        refuse_twice(row.board)
    return ledger_rows.restore(rows)


def may_keep(board: Board) -> bool:
    """The workflow owner and administrators decide what a board asks of the world; where it has no workflow owner,
    whoever signs off."""
    member = current().member
    keeper = board.owner_id or board.project.owner_id
    return member is None or member.role in ("admin", "owner") or keeper == member.pk


def refuse_others(board: Board) -> None:
    if not may_keep(board):
        raise NotAllowed(say("Only the workflow owner or an administrator can change the form of a board."))


def refuse_twice(board: Board) -> None:
    if queries.form_of(board) is not None:
        raise Invalid([Problem("board", say("This board has a form already."), say("Change that one."))])


def asked(asks: Any, board: Board) -> Any:
    """The questions as they are kept; what can not be asked is refused."""
    fitted = checks.fitted(asks, board.card_fields)
    problems = list(checks.unclear(fitted)) or list(checks.unknown_fields(fitted, board.card_fields))
    if problems:
        raise Invalid(problems)
    return fitted


# -- what comes in ------------------------------------------------------------------------------------------


def take_in(form: Form, sent: Submission, files: Sequence[Attachment] = ()) -> Submission:
    """Keep what was sent and make its card; where the board's checks refuse that, it waits with its files. A twin is
    kept once."""
    if twin := Submission.objects.filter(stamp=sent.stamp).first():
        return twin
    sent.form, sent.customer_id, sent.consented = form, form.customer_id, form.consent
    try:
        with transaction.atomic():
            sent.task = card_of(form, sent).task
            attach(f"task:{sent.task.key}", files)
    except Refused as refusal:
        sent.task = None
        if is_shut_out(refusal.checks):
            sent.change = asking.ask(form.board, sent.title, told(sent), f"{form.title}: {sent.name}")
            attach(f"scopechange:{sent.change.key}", files)
        else:
            sent.refused, sent.answer_by = refusal.message, answer_by()
    ledger_rows.add([sent], lambda row: f"s{secrets.token_hex(5)}")
    if sent.refused:
        attach(ref(sent), files)
    tell(sent)
    return sent


def answer_by() -> datetime:
    """So many working hours from now, as the workspace says."""
    said = current().workspace.policy.get("answer_hours")
    hours = said if type(said) is int and said > 0 else HOURS
    return goes_on_at(clock.now(), Rung("", hours, working=True), week())


def card_of(form: Form, sent: Submission) -> Card:
    """In the first stage, for the stage's owner or the workflow owner, with who sent it and what they said."""
    stages = boards.stages_of(form.board)
    if not stages:
        raise Refused([], say("The board has no stage yet."))
    stage = stages[0]
    owner = able(stage.owner) or able(form.board.owner)
    task = Task(title=sent.title, text=told(sent), source=f"{form.title}: {sent.name}"[:200], owner=owner)
    task.customer_id = form.customer_id
    filled = checks.own_of(sent.answers, form.board.card_fields)
    (card,) = projects.add_cards([Card(task=task, stage=stage, own=filled)])
    return card


def told(sent: Submission) -> str:
    lines = [f"{sent.name} <{sent.mail}>", *(f"{one['label']}\n{one['value']}" for one in sent.answers)]
    return "\n\n".join(lines)


def attach(subject: str, files: Sequence[Attachment]) -> None:
    for row in files:
        row.subject = subject
    if files:
        filing.add_attachments(files)


def tell(sent: Submission) -> None:
    board = sent.form.board
    hears = hearer(board, waits=sent.task is None)
    if hears is None or sent.change is not None:  # who decides it is told of the scope change
        return
    nudges.tell(
        [
            Telling(
                recipient_id=hears.pk,
                occasion=f"submission:{sent.pk}",
                name="submission.came",
                subject_kind="submission",
                subject_id=sent.pk,
                subject_key=sent.key,
                about_id=board.customer_id,
                title=sent.title,
                reason=WAITS if sent.task is None else CAME,
                params={"name": sent.name, "form": sent.form.title},
                step=mark("See what came in"),
                step_path=f"boards/{board.key}/form/#came-in",
                lane=MESSAGE,
            )
        ]
    )


def hearer(board: Board, *, waits: bool) -> Member | None:
    """The workflow owner, else who signs off. Of what waits somebody hears in any case: an owner of the workspace."""
    about = subjects.Subject("board", board.key, board.pk, board.customer_id, board.title)
    keepers = [able(board.owner), able(board.project.owner)]
    if waits:
        keepers += Member.objects.here().filter(role="owner").order_by("pk")
    return next((one for one in keepers if one is not None and may_see(one, about)), None)


def put_on_board(row: Submission) -> Submission:
    """Once more, for one that waits: the checks are asked again."""
    refuse_others(row.form.board)
    if row.task_id is None:
        with transaction.atomic():
            made: dict[str, Any] = {"task": card_of(row.form, row).task, "refused": "", "declined": ""}
            ledger_rows.edit(row, made)
            filing.hang_elsewhere(ref(row), ref(made["task"]))
            nudges.settle([("submission", row.pk)], MESSAGE)
    return row


def decline(row: Submission, why: str) -> Submission:
    """Nothing becomes of it, and somebody says why. It stays in what came in; who sent it is written to by hand."""
    refuse_others(row.form.board)
    why = why.strip()
    if row.change_id is not None:
        words = say("It asks for a scope change, and that is to be decided.")
        raise Invalid([Problem("change", words, say("Decide the scope change."))])
    if row.task_id is not None:
        fix = say("Look at that card.")
        raise Invalid([Problem("task", say("A card was made of this already."), fix)])
    if not why:
        raise Invalid(
            [Problem("why", say("Write why nothing becomes of it."), say("One sentence is enough."))]
        )
    with transaction.atomic():
        ledger_rows.edit(row, {"declined": why}, kind="declined")
        nudges.settle([("submission", row.pk)], MESSAGE)
    return row


def edit_submissions(pairs: Iterable[tuple[Submission, Values]]) -> int:
    """Only where its card is may change: what somebody sent stays as they said it."""
    kept = [
        (
            row,
            {
                n: v
                for n, v in values.items()
                if n in ("task", "task_id", "change", "change_id", "refused", "declined")
            },
        )
        for row, values in pairs
    ]
    return ledger_rows.edit_many([(row, spelled(values)) for row, values in kept])


def spelled(values: Values) -> dict[str, Any]:
    return {name.removesuffix("_id"): value for name, value in values.items()}


def remove_submissions(rows: Sequence[Submission]) -> int:
    for row in rows:
        refuse_others(row.form.board)
    return ledger_rows.remove(rows)


def restore_submissions(rows: Sequence[Submission]) -> int:
    for row in rows:
        refuse_others(row.form.board)
    return ledger_rows.restore(rows)
