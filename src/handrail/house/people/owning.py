"""What can be handed over, in every room: which rows wait for somebody, and the verb that gives them on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import Any

from django.db.models import Q, QuerySet

from handrail import wiring
from handrail.house.workspaces.models import Member, Tenanted
from handrail.house.workspaces.scope import current

Edit = Callable[[Iterable[tuple[Any, Mapping[str, Any]]]], int]


@dataclass(frozen=True)
class Holding:
    """One kind of record. `waiting` leaves out what is over: that keeps its owner, as history.

    `who` names its member. Where that is no owner but a place, it is emptied with nobody named for it; a place that is
    never empty (on an account team) stays with who left, and that is its gap. `place` tells several of a kind apart.
    """

    model: type[Tenanted]
    edit: Edit
    waiting: Q = field(default_factory=Q)
    about: str = "customer_id"
    """The column that names its customer; empty where it is of none."""
    who: str = "owner"
    place: str = ""

    @property
    def name(self) -> str:
        """How wishes and handovers call it."""
        return f"{self.kind}.{self.place}" if self.place else self.kind

    @property
    def may_be_empty(self) -> bool:
        return bool(self.model._meta.get_field(self.who).null)

    @property
    def kind(self) -> str:
        return str(self.model._meta.model_name)

    def rows(self) -> QuerySet[Any]:
        return self.model._default_manager.filter(self.waiting, removed_at=None)

    def of(self, member: Member) -> QuerySet[Any]:
        return self.rows().filter(**{self.who: member}).order_by("pk")

    def customers_of(self, member: Member) -> Iterable[int | None]:
        """Whose customer each of them is. One statement."""
        rows = self.of(member)
        if not self.about:
            return [None] * rows.count()
        return rows.values_list("pk" if self.kind == "customer" else self.about, flat=True)

    def passed(self, row: Any, giver: Member, receiver: Member | None) -> dict[str, Any]:
        """Another member, or a gap that says who left and keeps the words it came in."""
        if receiver is not None:
            return {self.who: receiver}
        if self.who != "owner":
            return {self.who: None} if self.may_be_empty else {}
        return {"owner": None, "owner_gap": "left", "owner_text": row.owner_text or giver.name}

    def noted(self, row: Any, receiver: Member | None) -> int | None:
        """Who got it, as the handover remembers it; asked before it is given."""
        return receiver.pk if receiver is not None else None

    def returned(self, row: Any, giver: Member, receiver: int | None) -> dict[str, Any]:
        return {self.who: giver}

    def still(self, row: Any, giver: Member, receiver: int | None) -> bool:
        """Whether it is with whom it was given to; a gap that opened then is still open."""
        if receiver is None and self.who == "owner":
            return bool(row.owner_gap == "left")
        left = None if self.may_be_empty else giver.pk
        return bool(getattr(row, f"{self.who}_id") == (receiver or left))


class Listing(Holding):
    """Members in a list of keys. Whoever takes over stands there instead; nobody named, the place is dropped.

    What is noted is whom it was given to; nobody, where they were named already and stay so when it comes back.
    """

    def of(self, member: Member) -> QuerySet[Any]:
        return self.rows().filter(**{f"{self.who}__contains": [member.key]}).order_by("pk")

    def noted(self, row: Any, receiver: Member | None) -> int | None:
        return receiver.pk if receiver is not None and receiver.key not in self.named(row) else None

    def passed(self, row: Any, giver: Member, receiver: Member | None) -> dict[str, Any]:
        rest = [key for key in self.named(row) if key != giver.key]
        new = [receiver.key] if receiver is not None and receiver.key not in rest else []
        return {self.who: [*rest, *new]}

    def returned(self, row: Any, giver: Member, receiver: int | None) -> dict[str, Any]:
        rest = [key for key in self.named(row) if key not in (giver.key, called(receiver))]
        return {self.who: [*rest, giver.key]}

    def still(self, row: Any, giver: Member, receiver: int | None) -> bool:
        stands_in = receiver is None or called(receiver) in self.named(row)
        return giver.key not in self.named(row) and stands_in

    def named(self, row: Any) -> list[str]:
        found: list[str] = getattr(row, self.who)
        return found


def called(pk: int | None) -> str:
    """A member's key. One statement for all of them."""
    known: dict[int, str] | None = current().remembered.get("keys of members")
    if known is None:
        known = current().remembered["keys of members"] = dict(Member.objects.values_list("pk", "key"))
    return known.get(pk or 0, "")


@cache
def holdings() -> tuple[Holding, ...]:
    """Every kind, customers first, as the rooms of the record declare them."""
    found: list[Holding] = []
    for dotted in wiring.OWNED:
        module, _, name = dotted.rpartition(".")
        found += getattr(import_module(module), name)
    return tuple(found)


def about(row: Any) -> int | None:
    """The customer a record belongs to; a customer is its own."""
    return row.pk if row._meta.model_name == "customer" else getattr(row, "customer_id", None)
