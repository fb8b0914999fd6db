"""A workspace of plans laid by the database itself: a million rows through the verbs would take longer than measuring.

It has no history and no search; what is measured here reads neither.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from handrail.cli.session import say

MEMBERS, MILESTONES, PEOPLE = 20, 9, 10
PARTS = 20
"""Of so many plans one was quiet for too long, and one has a milestone that is due in a week."""

OWNER = "(%(members)s::bigint[])[1 + n %% cardinality(%(members)s::bigint[])]"
PLANS = "plans_plan AS p, generate_series(1, {}) AS n WHERE p.workspace_id = %(ws)s"
TOUCHED = "%(today)s::date - (1 + c.id %% 40)::int"
QUIET = "%(today)s::date - CASE WHEN c.id %% %(parts)s = 0 THEN 30 ELSE 1 + (c.id %% 25)::int END"
NEXT = """%(today)s::date + CASE WHEN n = 1 AND p.id %% %(parts)s = %(parts)s / 2 THEN 7
                                ELSE 30 + 20 * n + (p.id %% 7)::int END"""
STANDINGS = """
INSERT INTO health_standing ({columns}) SELECT {columns_of} FROM health_standing AS s, customers_customer AS c
WHERE s.workspace_id = %(ws)s AND s.customer_id = %(customer)s AND c.workspace_id = %(ws)s AND c.id <> s.customer_id
"""


def workspace(size: int) -> int:
    """So many customers, each with a deal, a touchpoint and a plan; kept for as long as its dates are right: today."""
    from handrail.house.access import verbs as access
    from handrail.house.deadlines.survey import survey
    from handrail.house.workspaces.scope import enter
    from handrail.kit import clock

    from .seed import EMAIL

    slug = f"bench-laid-{size}-{clock.real():%Y%m%d}"
    if (there := access.workspace_id_of(slug)) is not None:
        return int(there)
    say(f"Laying {size:,} customers with their plans.")
    owner = access.find_or_add_user(EMAIL, "Bea Bench")
    made = access.open_workspace(
        f"{slug}-{secrets.token_hex(3)}",
        f"Bench {size:,}",
        owner=owner,
        policy={"day_starts": "00:00"},
        currency="EUR",
    )
    survey(made.pk)
    with enter(made.pk):
        for number in range(1, MEMBERS):
            access.add_member(f"Member {number}", f"member-{number}@example.com")
    with enter(made.pk):
        fill(size)
    analyse("customers_customer", "customers_opportunity", "plans_plan", "plans_milestone")
    with enter(made.pk):
        judged()
    analyse("health_standing")
    rename(made.pk, slug)
    return int(made.pk)


def laid(slug: str, title: str, fill: Callable[[], None], *tables: str, dated: bool = False) -> int:
    """A workspace of ten people, made and filled where it is not; both at once, so that none is half full. `dated`:
    with the dates that its records promise."""
    from handrail.house.access import verbs as access
    from handrail.house.deadlines.survey import survey
    from handrail.house.workspaces.models import Member
    from handrail.house.workspaces.scope import enter

    from .seed import EMAIL

    number = access.workspace_id_of(slug)
    if number is None:
        owner = access.find_or_add_user(EMAIL, "Bea Bench")
        number = access.open_workspace(slug, title, owner=owner, currency="EUR").pk
    with enter(number):
        if Member.objects.count() == PEOPLE:
            return int(number)
        say(f"Laying {title}.")
        for member in range(1, PEOPLE):
            access.add_member(f"Member {member}", f"member-{member}@example.com")
        fill()
    if dated:
        survey(number)
    analyse(*tables, "deadlines_deadline")
    return int(number)


def rename(workspace: int, slug: str) -> None:
    """Only now: what was cut off on the way is not taken for whole."""
    from handrail.house.workspaces.models import Workspace
    from handrail.house.workspaces.scope import enter

    with enter(workspace):
        Workspace.objects.filter(pk=workspace).update(slug=slug)


def fill(size: int) -> None:
    from handrail.record.customers.models import Customer, Opportunity, Touchpoint
    from handrail.record.plans.models import AdoptionPhase, Criterion, Milestone, Plan

    said = parameters(size)
    customers = "customers_customer AS c WHERE c.workspace_id = %(ws)s"
    lay(Customer(tier="enterprise", arr=150_000, currency="EUR", sentiment="good"), f"generate_series(1, {size}) AS n",
        said, key="'c-' || n", name="'Customer ' || n", owner_id=OWNER)  # fmt: skip
    lay(Opportunity(name="Platform", kind="new", stage="won", arr=150_000, currency="EUR"), customers,
        said, key="'d-' || c.id", customer_id="c.id", owner_id="c.owner_id")  # fmt: skip
    lay(Touchpoint(kind="call", summary="Went through the open points."), customers,
        said, key="'t-' || c.id", customer_id="c.id", on=TOUCHED)  # fmt: skip
    lay(Plan(phase="execute", status="active"), customers, said, key="'p-' || c.id", customer_id="c.id",
        owner_id="c.owner_id", title="'Plan of ' || c.name", updated_on=QUIET)  # fmt: skip
    part = {"customer_id": "p.customer_id", "plan_id": "p.id", "position": "n"}
    lay(AdoptionPhase(title="Phase"), PLANS.format(2), said, key="'f-' || p.id || '-' || n", **part)
    lay(Criterion(title="Criterion", measurement="days", target="6"), PLANS.format(2), said,
        key="'k-' || p.id || '-' || n", **part)  # fmt: skip
    lay(Milestone(), PLANS.format(MILESTONES), said, key="'m-' || p.id || '-' || n", **part,
        title="'Milestone ' || n", owner_id="p.owner_id", due_on=NEXT)  # fmt: skip


def parameters(size: int) -> dict[str, Any]:
    from handrail.house.ledger.rows import today
    from handrail.house.workspaces.models import Member
    from handrail.house.workspaces.scope import current

    members = list(Member.objects.order_by("pk").values_list("pk", flat=True))
    return {"ws": current().workspace_id, "today": today(), "members": members, "parts": min(PARTS, size)}


def lay(row: Any, source: str, said: dict[str, Any], **told: str) -> None:
    """Rows as this one, one for each of `source`; what `told` names is an expression over it."""
    from django.db import connection

    told |= {"owner_gap": "''"} if "owner_id" in told else {}
    fields = [f for f in row._meta.concrete_fields if not f.primary_key]
    values = {
        f"v_{f.attname}": f.get_db_prep_save(getattr(row, f.attname), connection)
        for f in fields
        if f.attname not in told
    }
    chosen = ", ".join(told.get(f.attname, f"%(v_{f.attname})s::{f.db_type(connection)}") for f in fields)
    columns = ", ".join(f'"{f.column}"' for f in fields)
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{row._meta.db_table}" ({columns}) SELECT {chosen} FROM {source}', said | values
        )


def judged() -> None:
    """One customer is judged, and all the others stand as that one does."""
    from django.db import connection

    from handrail.house.workspaces.scope import current
    from handrail.record.customers.models import Customer
    from handrail.watch.health import verbs
    from handrail.watch.health.models import Standing

    first = Customer.objects.order_by("pk").values_list("pk", flat=True)[0]
    verbs.judge([first])
    names = [str(f.column) for f in Standing._meta.concrete_fields if not f.primary_key]
    own = {"key": "'s-' || c.id", "customer_id": "c.id"}
    sql = STANDINGS.format(
        columns=", ".join(f'"{name}"' for name in names),
        columns_of=", ".join(own.get(name, f's."{name}"') for name in names),
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, {"ws": current().workspace_id, "customer": first})


def analyse(*tables: str) -> None:
    """What autovacuum does a minute later."""
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        for table in tables:
            cursor.execute(f"VACUUM ANALYZE {table}")
