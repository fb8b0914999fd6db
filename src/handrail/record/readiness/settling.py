"""How signals stand is judged again when what shows them changes: a reading, a result, a piece of evidence, the signal
itself. One that was proven and is not any more proposes that what waits at its gate comes later."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from django.db.models import Q

from handrail.house.ledger import rows as ledger_rows
from handrail.house.ledger import undoing
from handrail.house.ledger.rows import today
from handrail.house.nudges import verbs as nudges
from handrail.house.nudges.models import MESSAGE
from handrail.house.nudges.verbs import Telling
from handrail.house.workspaces.scope import unveiled
from handrail.kit.verdict import Verdict
from handrail.kit.words import mark, say
from handrail.record.customers.queries import private_of
from handrail.record.projects.models import Card
from handrail.record.tasks.queries import OPEN as OPEN_TASKS

from . import checks, queries, wording
from .facts import PROVEN
from .models import Delay, Signal

FAILS = mark("It was proven and is not any more: %(why)s")
HUSHED = mark("The latest reading of its metric.")
LOOK = mark("Say whether the dates move")
USUAL = 7
"""Days that a delay proposes where nobody says others."""


def of_metrics(metrics: Collection[int]) -> None:
    """These metrics were read, or are defined otherwise now. One statement where no signal looks at them."""
    again(Signal.objects.filter(metric__in=set(metrics), removed_at=None))


def of_subjects(subjects: Iterable[str]) -> None:
    """These records have other evidence now. No statement where none of them is a signal."""
    keys = {name.partition(":")[2] for name in subjects if name.startswith("signal:")}
    if keys:
        again(Signal.objects.filter(key__in=keys, removed_at=None))


def of_tests(project: int, names: Collection[str]) -> None:
    wanted = Q(pk__in=[])
    for name in names:
        wanted |= Q(test__iexact=name)
    again(Signal.objects.filter(wanted, project=project, kind="test", removed_at=None))


def again(rows: Iterable[Signal]) -> None:
    """Judge these once more, and keep how they stand: it is the same for everybody, whoever may see what. Five
    statements where something has changed."""
    with unveiled():
        keep(rows)


def keep(rows: Iterable[Signal]) -> None:
    rows = list(getattr(rows, "select_related", lambda *_: rows)("metric", "stage", "project"))
    if not rows:
        return
    facts = queries.facts_of(rows)
    changed, failed = [], []
    for row in rows:
        verdict = checks.judge(facts[row.pk])
        stands = checks.standing(verdict)
        if stands == row.standing:
            continue
        if row.standing == PROVEN:
            failed.append((row, verdict))
        written = {"standing": stands, "proven_on": today() if stands == PROVEN else None}
        changed.append((row, written))
    if changed:
        ledger_rows.edit_many(changed, kind="judged")
    if failed and not undoing.taking_back():
        propose(failed)


def propose(failed: Sequence[tuple[Signal, Verdict]]) -> None:
    """What waits at the gate should come later: it is proposed once, until a person has said yes or no."""
    there = set(
        Delay.objects.filter(
            signal__in=[row.pk for row, _ in failed], state="proposed", removed_at=None
        ).values_list("signal_id", flat=True)
    )
    private = private_of({row.metric.customer_id for row, _ in failed if row.metric is not None} - {None})
    made = []
    for row, verdict in failed:
        if row.pk in there:
            continue
        why = wording.said(verdict).reason
        if row.metric is not None and row.metric.customer_id in private - {row.customer_id}:
            why = say(HUSHED)
        made.append(
            Delay(
                signal=row,
                project_id=row.project_id,
                customer_id=row.customer_id,
                why=why,
                days=USUAL,
                items=behind(row),
            )
        )
    if made:
        ledger_rows.add(made, lambda row: f"{row.signal.key} delay")
        tell(made)


def behind(row: Signal) -> list[str]:
    """The open cards that are not past the gate yet, by their keys. One statement."""
    with unveiled():
        cards = Card.objects.filter(
            board=row.stage.board_id,
            stage__position__lte=row.stage.position,
            stage__removed_at=None,
            removed_at=None,
            task__removed_at=None,
            task__state__in=OPEN_TASKS,
        )
        return list(cards.order_by("stage__position", "rank", "pk").values_list("key", flat=True))


def tell(rows: Sequence[Delay]) -> None:
    """Who owns the signal, and who signs the project off."""
    told = []
    for row in rows:
        for pk in dict.fromkeys((row.signal.owner_id, row.signal.project.owner_id)):
            if pk is None:
                continue
            told.append(
                Telling(
                    recipient_id=pk,
                    occasion=f"delay:{row.pk}",
                    name="signal.fails",
                    subject_kind="signal",
                    subject_id=row.signal_id,
                    subject_key=row.signal.key,
                    about_id=row.customer_id,
                    title=row.signal.title,
                    reason=FAILS,
                    params={"why": row.why[:300]},
                    step=LOOK,
                    step_path=f"projects/{row.signal.project.key}/readiness/",
                    lane=MESSAGE,
                )
            )
    if told:
        nudges.tell(told)
