"""Whom a rule means: the owner of a record, their manager, whoever has a job with the customer, or one person."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from handrail.house.ledger import duties
from handrail.house.workspaces.models import Member
from handrail.kit.words import mark, say
from handrail.record.customers.models import TeamPlace

CALLED = {
    "owner": mark("its owner"),
    "customer_owner": mark("the customer’s owner"),
    "manager": mark("its owner’s manager"),
    "admin": mark("an administrator"),
    "workspace_owner": mark("an owner of the workspace"),
}


def called(who: str, names: dict[str, str] | None = None) -> str:
    kind, _, rest = who.partition(":")
    if kind == "job":
        return say("the %(job)s of the customer", job=rest)
    if kind == "member":
        return (names or {}).get(rest, rest)
    return say(CALLED[who])


def here() -> QuerySet[Member]:
    return Member.objects.able()


def named(who: str, row: Any) -> Member | None:
    """The person; None where nobody is that at this moment. Two statements at most."""
    kind, _, rest = who.partition(":")
    if kind == "member":
        return here().filter(key=rest).first()
    if kind == "job":
        return with_job(rest, row)
    if who in ("admin", "workspace_owner"):
        return here().filter(role="admin" if who == "admin" else "owner").order_by("pk").first()
    if who == "customer_owner":
        return present(owner_of(customer_of(row)))
    owner = present(owner_of(row)) or present(owner_of(customer_of(row)))
    if who == "manager":
        return here().filter(pk=owner.manager_id).first() if owner and owner.manager_id else None
    return owner


def with_job(job: str, row: Any) -> Member | None:
    """Of the account team, else the record's own owner, else the only one who has that job."""
    customer = customer_of(row)
    if customer is not None:
        team = TeamPlace.objects.filter(customer=customer, removed_at=None, job__iexact=job).order_by("pk")
        found = present(next((place.member for place in team.select_related("member")[:1]), None))
        if found is not None:
            return found
    for owner in (present(owner_of(row)), present(owner_of(customer))):
        if owner is not None and owner.job.casefold() == job.casefold():
            return owner
    alone = list(here().filter(job__iexact=job)[:2])
    return alone[0] if len(alone) == 1 else None


def customer_of(row: Any) -> Any:
    return row if row._meta.model_name == "customer" else getattr(row, "customer", None)


def owner_of(row: Any) -> Member | None:
    """Who has it, or keeps what it came by."""
    return (getattr(row, "owner", None) or getattr(row, "keeper", None)) if row is not None else None


def present(member: Member | None) -> Member | None:
    return duties.able(member)
