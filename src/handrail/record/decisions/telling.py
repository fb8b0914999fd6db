"""Who hears of a decision: who decides, who asked, who stands in, and whose cards carry what follows from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from handrail.house.nudges import verbs as nudges
from handrail.house.nudges.verbs import Telling, message
from handrail.house.talk.models import Link
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current, hidden_for
from handrail.kit.words import mark
from handrail.record.customers.queries import private_of
from handrail.record.tasks.models import Task
from handrail.record.tasks.queries import OPEN as OPEN_TASKS

from .models import Constraint, Decision
from .states import Step
from .yielding import CARRIES

ASKED = mark("%(who)s asks you to approve this.")
AGAIN = mark("%(who)s asks you again to approve this: %(reason)s")
APPROVED = mark("%(who)s approved it.")
REJECTED = mark("%(who)s did not approve it: %(reason)s")
SHAKEN = mark("It is open again, since an assumption does not hold any more: %(assumption)s")
STANDS_IN = mark("%(who)s lets you decide this in their place.")
BROKEN = mark("“%(decision)s” does not hold any more, and your card carries what followed from it.")
UNSEEN = mark(
    "A decision that you may not see does not hold any more, and your card carries what followed from it."
)
STEP, LOOK, CARD = mark("Decide"), mark("Open the decision"), mark("Look at the card")
BREAKING = frozenset({"replace", "revert", "reopen", "unsettle"})
"""Steps after which what followed from a decision binds nobody."""


def tell(taken: Iterable[tuple[Decision, Step]]) -> None:
    """Statements do not grow with the number of decisions."""
    taken = list(taken)
    told = [one for row, step in taken for one in of_step(row, step)]
    broken = [row for row, step in taken if step.name in BREAKING]
    if broken:
        told += of_cards(broken)
    if told:
        nudges.tell(told)


def of_step(row: Decision, step: Step) -> Iterator[Telling]:
    """What was asked goes to who decides, the answer to who asked; nobody hears of what they did themselves."""
    me = current().member
    said: dict[str, Any] = {"who": me.name if me is not None else row.source or "Handrail"}
    if step.name in ("ask", "again"):
        words = ASKED if step.name == "ask" else AGAIN
        for pk in dict.fromkeys((row.owner_id, row.delegate_id)):
            if pk is not None and not mine(pk):
                yield telling(row, pk, words, {**said, "reason": row.reason[:300]}, STEP)
    elif step.name in ("approve", "reject") and row.asked_by_id is not None and not mine(row.asked_by_id):
        words = APPROVED if step.name == "approve" else REJECTED
        yield telling(row, row.asked_by_id, words, {**said, "reason": row.reason[:300]}, LOOK)
    elif step.name == "unsettle":  # nobody did this to it: whoever decides hears of it in any case
        for pk in dict.fromkeys((row.owner_id, row.delegate_id)):
            if pk is not None:
                yield telling(row, pk, SHAKEN, {"assumption": row.reason[:300]}, STEP)


def stood_in(row: Decision, member: Member) -> None:
    me = current().member
    if not mine(member.pk):
        who = me.name if me is not None else ""
        nudges.tell([telling(row, member.pk, STANDS_IN, {"who": who}, STEP)])


def mine(pk: int) -> bool:
    me = current().member
    return me is not None and me.pk == pk


def telling(row: Decision, recipient: int, words: str, params: dict[str, Any], step: str) -> Telling:
    return message(row, recipient, words, under="decisions", params=params, step=step)


# -- the cards ----------------------------------------------------------------------------------------------


def of_cards(rows: Sequence[Decision]) -> list[Telling]:
    """Whoever owns open work that carries a constraint of these. Three statements; where a private customer is
    decided about, one more, and one for each who is told."""
    by_pk = {row.pk: row for row in rows}
    found = Constraint.objects.filter(decision__in=list(by_pk), removed_at=None)
    decided = {f"constraint:{key}": by_pk[pk] for key, pk in found.values_list("key", "decision_id")}
    carried = carriers(decided)
    tasks = Task.objects.filter(
        key__in=list(carried), removed_at=None, state__in=OPEN_TASKS, owner__isnull=False
    )
    private = private_of({row.customer_id for row in rows if row.customer_id is not None})
    pairs = [(task, decided[next(iter(carried[task.key]))]) for task in tasks]
    owners = {task.owner_id or 0 for task, row in pairs if row.customer_id in private}
    hidden = {pk: hidden_for(pk) for pk in owners}
    return [
        of_card(task, row, row.customer_id not in hidden.get(task.owner_id or 0, ())) for task, row in pairs
    ]


def carriers(named: Collection[str]) -> dict[str, list[str]]:
    """{key of a card: the constraints of these that it carries}. One statement."""
    links = Link.objects.filter(target__in=list(named), relation=CARRIES, removed_at=None)
    found: defaultdict[str, list[str]] = defaultdict(list)
    for source, target in links.order_by("pk").values_list("source", "target"):
        found[source.partition(":")[2]].append(target)
    return found


def of_card(task: Task, row: Decision, seen: bool) -> Telling:
    """What a private decision is called is for those who see it."""
    return message(
        task, task.owner_id or 0, BROKEN if seen else UNSEEN, under="tasks", name="decision.broken",
        occasion=f"decision:{row.pk}:{row.revision}:{row.state}:task:{task.pk}",
        params={"decision": row.title} if seen else {}, step=CARD,
    )  # fmt: skip
