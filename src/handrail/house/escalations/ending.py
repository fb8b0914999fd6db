"""What is raised ends by itself where its cause is gone: the milestone is done, the plan is up to date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from handrail import wiring
from handrail.house.deadlines import promising
from handrail.house.deadlines.models import Deadline
from handrail.house.ledger.inserting import listed
from handrail.house.workspaces.scope import current
from handrail.kit import clock

from . import acting
from .causes import CAUSES, SURVIVED
from .models import Escalation

Subject = tuple[str, int]
SURVIVORS = frozenset({"task", "decision", "blocker"})
KINDS = frozenset(name.partition(".")[0] for name in CAUSES)
OPEN = f"""
SELECT {listed([str(f.column) for f in Escalation._meta.concrete_fields])} FROM escalations_escalation
WHERE workspace_id = %s AND removed_at IS NULL AND state <> 'resolved' AND cause = ANY(%s)
  AND (subject_kind, subject_id) IN (SELECT kind, id FROM unnest(%s::text[], %s::bigint[]) AS s (kind, id))
ORDER BY id FOR NO KEY UPDATE
"""


def judge(subjects: Sequence[Subject], drafts: Sequence[Deadline]) -> None:
    """These records promise this now. One statement where nothing of them is raised; none for other kinds."""
    wanted = [subject for subject in subjects if subject[0] in KINDS or subject[0] in SURVIVORS]
    if not wanted:
        return
    promised = {(one.subject_kind, one.subject_id, one.name): one for one in drafts}
    words: dict[int, str] = {}
    rows: list[Escalation] = []
    survived, missed_ones = apart(under_way(wanted))
    if survived and wiring.SURVIVED_OVER:
        words |= wiring.load(wiring.SURVIVED_OVER)(survived)
        rows += [row for row in survived if row.pk in words]
    for row in missed_ones:
        draft = promised.get((row.subject_kind, row.subject_id, row.cause))
        if draft is None or not lasts(row, draft):
            words[row.pk] = CAUSES[row.cause].gone if draft is None else CAUSES[row.cause].moved
            rows.append(row)
    if rows:
        acting.end(rows, words)


def apart(rows: Sequence[Escalation]) -> tuple[list[Escalation], list[Escalation]]:
    """What survived a review, which is no date; and what a missed date has raised."""
    return [row for row in rows if row.cause == SURVIVED], [row for row in rows if row.cause != SURVIVED]


def under_way(subjects: Sequence[Subject]) -> list[Escalation]:
    kinds, ids = zip(*subjects, strict=True)
    params = [current().workspace_id, [*sorted(CAUSES), SURVIVED], list(kinds), list(ids)]
    return list(Escalation.objects.raw(OPEN, params))


def lasts(row: Escalation, draft: Deadline) -> bool:
    """The same date as then, or another one that is missed as well. A changed rule ends nothing that has begun."""
    return (row.missed_on is not None and draft.due_on == row.missed_on) or missed(draft, clock.now())


def missed(draft: Deadline, now: datetime) -> bool:
    """Whether the moment from which it counts as broken has passed."""
    if not draft.missed:
        return False
    planned = promising.rules().schedule(draft.due_on or draft.due_at, draft.offsets)
    return any(offset == draft.missed and at <= now for at, offset in planned)
