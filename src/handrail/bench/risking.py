"""Risks over HTTP: the matrix of all that are open, drawn by counts, the register, and the matrix over the API."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from handrail.house.access import verbs as access
from handrail.house.ledger.rows import today
from handrail.house.ledger.sweeps import serve_workspace
from handrail.house.workspaces.models import Member, Workspace
from handrail.house.workspaces.scope import enter
from handrail.kit.refusals import NotFound
from handrail.record.customers.models import Customer
from handrail.record.customers.verbs import add_customers
from handrail.record.risks.models import Risk
from handrail.record.risks.states import STATES
from handrail.record.risks.verbs import add_risks

from .measure import Result
from .pages import asked, measured
from .seed import EMAIL

BATCH = 1_000
CUSTOMERS = 100


def risk_matrix(size: int, clients: int) -> list[Result]:
    slug = workspace(size).slug
    return [
        *measured("risk-matrix", size, clients, ["risks/matrix/", "risks/matrix/?face=1"], slug),
        *measured("risk-register", size, clients, ["risks/", "risks/?level=high"], slug),
        *asked("risk-matrix-api", size, clients, [f"/api/v1/w/{slug}/risks/matrix"]),
    ]


def workspace(size: int) -> Workspace:
    """So many risks of a hundred customers, rated by chance and in every state: made where there are none."""
    slug = f"bench-risks-{size}"
    try:
        with enter(slug) as scope:
            made = scope.workspace
    except NotFound:
        owner = access.find_or_add_user(EMAIL, "Bea Bench")
        made = access.open_workspace(slug, f"Risks {size:,}", owner=owner)
        with enter(made.pk):
            add_customers(
                [Customer(key=f"c-{n}", name=f"Customer {n}", arr=100_000) for n in range(CUSTOMERS)]
            )
    with enter(made.pk):
        there = Risk.objects.count()
    for start in range(there, size, BATCH):
        with enter(made.pk):
            fill(start, min(start + BATCH, size))
        serve_workspace(made.pk)
    return made


def fill(start: int, end: int) -> None:
    rng, owner, day = Random(start), Member.objects.order_by("pk")[0], today()  # noqa: S311 - the same every time
    customers = list(Customer.objects.order_by("pk"))
    add_risks(
        [one(n, rng, owner, customers[n % len(customers)], day) for n in range(start, end)], from_file=True
    )


def one(number: int, rng: Random, owner: Member, customer: Customer, day: date) -> Risk:
    rated = {name: rng.choice((None, 1, 2, 3, 4, 5)) for name in ("likelihood", "impact", "closeness")}
    return Risk(
        key=f"r-{number}", title=f"What may go wrong, number {number}", customer=customer, owner=owner,
        state=STATES[number % len(STATES)], mitigation="Ask them" if number % 3 else "", raised_on=day,
        review_on=day + timedelta(days=number % 90), **rated,
    )  # fmt: skip
