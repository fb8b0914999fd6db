"""A book is all that waits for one member. It is handed over in one act, and given back in one act.

Everything goes through the edit verb of its own room, in one transaction and under one cause; the number of
statements grows with the number of kinds, never with the number of records.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date

from django.db import transaction

from handrail.house.access.entry import suffices
from handrail.house.ledger import duties, write
from handrail.house.ledger.rows import add, today
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current, held, unveiled
from handrail.kit import clock
from handrail.kit.refusals import Invalid, NotAllowed, Problem
from handrail.kit.words import say

from . import rules
from .models import Handover
from .owning import Holding, about, holdings


@dataclass(frozen=True, slots=True)
class Wishes:
    """Who gets what. `None` opens a gap; a customer's wish goes before a kind's, a kind's before `to`."""

    to: Member | None = None
    kinds: Mapping[str, Member | None] = field(default_factory=dict)
    customers: Mapping[int, Member | None] = field(default_factory=dict)

    def receiver(self, kind: str, customer: int | None) -> Member | None:
        if customer is not None and customer in self.customers:
            return self.customers[customer]
        return self.kinds.get(kind, self.to)

    def everybody(self) -> list[Member]:
        named = [self.to, *self.kinds.values(), *self.customers.values()]
        return list({member.pk: member for member in named if member is not None}.values())


# -- looking ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Shelf:
    """What waits for somebody: how much of each kind, in all and for each customer that may be seen."""

    kinds: Counter[str]
    customers: dict[int | None, Counter[str]]
    unseen: int
    """How many belong to private customers that the reader may not see: they are handed over all the same."""

    @property
    def total(self) -> int:
        return sum(self.kinds.values()) + self.unseen


def look(member: Member) -> Shelf:
    """One statement for each kind, and one more for each where something is hidden from the reader."""
    kinds: Counter[str] = Counter()
    customers: dict[int | None, Counter[str]] = defaultdict(Counter)
    for holding in holdings():
        for customer in holding.customers_of(member):
            kinds[holding.name] += 1
            customers[customer][holding.name] += 1
    seen = sum(kinds.values())
    return Shelf(kinds, dict(customers), everything(member) - seen if current().hidden else 0)


def everything(member: Member) -> int:
    with unveiled():
        return sum(holding.of(member).count() for holding in holdings())


# -- handing over -------------------------------------------------------------------------------------------


def hand_over(
    giver: Member, wishes: Wishes, *, reason: str, until: date | None = None, for_good: bool = False
) -> Handover:
    """Everything of one member in one act: for the holidays (`until`), or for good."""
    refuse_others(giver)
    if wishes.to is None and not (wishes.kinds or wishes.customers):
        raise Invalid([Problem("to", say("Nobody was named."), say("Choose who takes it over."))])
    if until is not None and until < today():
        raise Invalid([Problem("until", say("This day is over."), say("Choose the day they come back."))])
    return move(giver, wishes, reason, kind="for_good" if for_good else "cover", until=until)


def move(giver: Member, wishes: Wishes, reason: str, *, kind: str, until: date | None = None) -> Handover:
    """Give what waits for `giver` to whom the wishes say. What nobody is named for becomes a gap only on leaving."""
    for receiver in wishes.everybody():
        refuse_receiver(giver, receiver)
    handover = Handover(
        giver=giver, by=current().member, kind=kind, reason=reason.strip()[:500], until_on=until
    )
    with transaction.atomic(), unveiled():
        add([handover], lambda row: f"{giver.key} {today()}")
        with caused(f"handover:{handover.key}"):
            items = {holding.name: given(holding, giver, wishes, kind) for holding in holdings()}
            write.change(handover, {"items": {name: moved for name, moved in items.items() if moved}})
    return handover


def given(holding: Holding, giver: Member, wishes: Wishes, kind: str) -> list[list[int | None]]:
    rows = list(holding.of(giver))
    wanted = [(row, wishes.receiver(holding.name, about(row))) for row in rows]
    if kind != "leaving":
        wanted = [(row, receiver) for row, receiver in wanted if receiver is not None]
    told = [[row.pk, holding.noted(row, receiver)] for row, receiver in wanted]
    holding.edit([(row, holding.passed(row, giver, receiver)) for row, receiver in wanted])
    return told


# -- giving back --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Back:
    """What came back by kind, and what did not: (kind, record, why)."""

    returned: Counter[str]
    kept: list[tuple[str, int, str]]


OVER, ELSEWHERE = "over", "elsewhere"


def give_back(handover: Handover) -> Back:
    """What was handed over and is still with the stand-in returns. What has changed since stays, and is listed."""
    giver = handover.giver
    refuse_others(giver, *receivers(handover))
    if handover.returned_at is not None:
        raise Invalid(
            [Problem("handover", say("This was given back already."), say("There is nothing to do."))]
        )
    if not giver.is_here:
        raise Invalid(
            [
                Problem(
                    "handover", say("%(who)s is not here.", who=giver.name), say("Let them come back first.")
                )
            ]
        )
    back = Back(Counter(), [])
    with transaction.atomic(), unveiled(), caused(f"handover:{handover.key}"):
        for holding in holdings():
            take_back(holding, handover, back)
        told = {"returned_at": clock.now(), "kept": [list(line) for line in back.kept]}
        write.change(handover, told, kind="returned")
    return back


def take_back(holding: Holding, handover: Handover, back: Back) -> None:
    """Two statements and the verb's, for any number of records."""
    had = {int(pk): receiver for pk, receiver in handover.items.get(holding.name, ())}
    if not had:
        return
    rows = {row.pk: row for row in holding.rows().filter(pk__in=had).order_by("pk")}
    mine = [row for pk, row in rows.items() if holding.still(row, handover.giver, had[pk])]
    holding.edit([(row, holding.returned(row, handover.giver, had[row.pk])) for row in mine])
    back.returned[holding.name] += len(mine)
    returned = {row.pk for row in mine}
    gone = [pk for pk in had if pk not in returned]
    back.kept.extend((holding.name, pk, ELSEWHERE if pk in rows else OVER) for pk in gone)


def receivers(handover: Handover) -> list[Member]:
    ids = {receiver for items in handover.items.values() for _pk, receiver in items if receiver}
    return list(Member.objects.filter(pk__in=ids))


# -- who may ------------------------------------------------------------------------------------------------


def refuse_others(*books: Member) -> None:
    """One's own book, that of whoever reports to one, and any for an administrator."""
    me = current().member
    if me is None or suffices(me.role, "admin") or any(me.pk == book.pk for book in books):
        return
    if not any(is_above(me, book) for book in books):
        raise NotAllowed(
            say("This is not your book."), say("Ask its owner, their manager or an administrator.")
        )


def is_above(manager: Member, member: Member) -> bool:
    chain = dict(Member.objects.values_list("pk", "manager_id"))
    seen: set[int] = set()
    at = chain.get(member.pk)
    while at is not None and at not in seen:
        if at == manager.pk:
            return True
        seen.add(at)
        at = chain.get(at)
    return False


def refuse_receiver(giver: Member, receiver: Member) -> None:
    if receiver.pk == giver.pk:
        words = say("%(who)s can not take this over.", who=receiver.name)
        raise Invalid([Problem("to", words, say("Choose somebody else who is here."))])
    duties.refuse([("to", receiver)])


@contextmanager
def caused(cause: str) -> Iterator[None]:
    """One cause for all events of the act; its readers are served when it ends."""
    with held(replace(current(), cause=cause, leaving={})):
        yield


__all__ = ["Back", "Shelf", "Wishes", "give_back", "hand_over", "look", "move", "rules"]
