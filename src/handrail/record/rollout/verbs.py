"""Every change of a rollout: a customer's steps, what is said to whom, and the dates that hang on the go-live day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction

from handrail.house.ledger import reading
from handrail.house.ledger import rows as ledger_rows
from handrail.house.ledger.duties import heir
from handrail.house.ledger.rows import Values, today
from handrail.house.workspaces.models import Member, Tenanted
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import say
from handrail.record.customers.models import Customer
from handrail.record.projects.models import Project
from handrail.record.risks.models import Risk

from .models import STEPS, Announcement, Step, Tie
from .shifting import hang_date as hang_date
from .shifting import move_go_live as move_go_live
from .shifting import tie_dates as tie_dates

Pairs = Iterable[tuple[Any, Values]]
USUAL: Mapping[str, int] = {"affected": -28, "told": -14, "enabled": -3, "live": 0}
"""Days from the go-live day, where no playbook says others."""
STAYS = ("project", "customer", "step")


def keep_place(row: Tenanted, values: Values) -> Values:
    """Which step of which customer it is was said when it was made."""
    for name in STAYS:
        if name not in values:
            continue
        said, mine = (
            getattr(values[name], "pk", values[name]),
            getattr(row, f"{name}_id", getattr(row, name, None)),
        )
        if said != mine:
            fix = say("Remove it, and add one at the right place.")
            raise Invalid([Problem(name, say("This stays where it was made."), fix)])
    return values


# -- steps --------------------------------------------------------------------------------------------------


def add_steps(rows: Sequence[Step]) -> Sequence[Step]:
    for row in rows:
        row.done_on = row.done_on or (today() if row.state == "done" else None)
    return ledger_rows.add(rows, lambda row: f"{row.project.key} {row.customer.key} {row.step}")


def edit_step(row: Step, values: Values, *, revision: int | None = None) -> bool:
    return ledger_rows.edit(row, dated(row, keep_place(row, values)), revision=revision)


def edit_steps(pairs: Pairs) -> int:
    return ledger_rows.edit_many([(row, dated(row, keep_place(row, values))) for row, values in pairs])


def dated(row: Step, values: Values) -> Values:
    """What is done was done on a day: today, unless the writer knows another."""
    if "done_on" in values or values.get("state", row.state) == row.state:
        return values
    return {**values, "done_on": today() if values["state"] == "done" else None}


def remove_steps(rows: Sequence[Step]) -> int:
    return ledger_rows.remove(rows)


def restore_steps(rows: Sequence[Step]) -> int:
    return ledger_rows.restore(rows)


def put_customers(
    project: Project,
    customers: Sequence[Customer],
    *,
    cohort: str = "",
    owner: Member | None = None,
    days: Mapping[str, int] | None = None,
) -> Sequence[Step]:
    """A line in the grid for each customer that has none yet; its days hang on the project's go-live day."""
    there = set(
        Step.objects.filter(project=project, customer__in=customers, removed_at=None).values_list(
            "customer_id", flat=True
        )
    )
    days = days or USUAL
    with transaction.atomic():
        rows = add_steps(
            [
                Step(
                    project=project, customer=customer, step=step, cohort=cohort[:60],
                    **({"owner": owner} if owner is not None else heir(customer)),
                )
                for customer in customers
                if customer.pk not in there
                for step in STEPS
            ]
        )  # fmt: skip
        tie_dates(project, [(row, "due_on", days[row.step]) for row in rows if row.step in days])
    return rows


def take_customers(project: Project, customers: Sequence[Customer]) -> int:
    """Out of the grid, with all their steps."""
    found = Step.objects.filter(project=project, customer__in=customers, removed_at=None)
    return remove_steps(list(found.select_related("customer")))


# -- what is said -------------------------------------------------------------------------------------------


def add_announcements(rows: Sequence[Announcement]) -> Sequence[Announcement]:
    for row in rows:
        if row.customer_id is None and row.risk_id is not None:
            row.customer_id = row.risk.customer_id
        if row.customer_id is None:
            row.customer_id = row.project.customer_id
        row.told_on = row.told_on or (today() if row.state == "told" else None)
    return ledger_rows.add(rows, lambda row: row.title)


def edit_announcement(row: Announcement, values: Values, *, revision: int | None = None) -> bool:
    return ledger_rows.edit(row, told(row, values), revision=revision)


def edit_announcements(pairs: Pairs) -> int:
    return ledger_rows.edit_many([(row, told(row, values)) for row, values in pairs])


def told(row: Announcement, values: Values) -> Values:
    if "told_on" in values or values.get("state", row.state) == row.state:
        return values
    return {**values, "told_on": today() if values["state"] == "told" else None}


def remove_announcements(rows: Sequence[Announcement]) -> int:
    return ledger_rows.remove(rows)


def restore_announcements(rows: Sequence[Announcement]) -> int:
    return ledger_rows.restore(rows)


def plan_blocker(project: Project, risk: Risk, owner: Member | None) -> Announcement:
    """Tell a customer of what holds them up, on purpose: only what is meant for customers is taken over."""
    if risk.customer_id is None:
        words = say("“%(risk)s” is of no customer.", risk=risk.title)
        raise Invalid([Problem("risk", words, say("Name its customer first."))])
    row = Announcement(
        project=project,
        customer=risk.customer,
        risk=risk,
        title=risk.title[:300],
        to=risk.customer.name,
        text=risk.mitigation,
        owner=owner,
        due_on=today(),
    )
    return add_announcements([row])[0]


# -- ties ---------------------------------------------------------------------------------------------------


def add_ties(rows: Sequence[Tie]) -> Sequence[Tie]:
    """A tie is of the customer that its record is of. One statement for each kind of record."""
    by_kind: dict[str, list[Tie]] = {}
    for row in rows:
        by_kind.setdefault(row.subject_kind, []).append(row)
    for kind, some in by_kind.items():
        there: Any = reading.model_of(kind)._default_manager.filter(pk__in=[row.subject_id for row in some])
        whose = dict(there.values_list("pk", "customer"))
        for row in some:
            row.customer_id = whose.get(row.subject_id)
    return ledger_rows.add(rows, lambda row: f"{row.subject_kind} {row.subject_id} {row.field}")


def edit_ties(pairs: Pairs) -> int:
    return ledger_rows.edit_many(pairs)


def remove_ties(rows: Sequence[Tie]) -> int:
    return ledger_rows.remove(rows)


def restore_ties(rows: Sequence[Tie]) -> int:
    return ledger_rows.restore(rows)
