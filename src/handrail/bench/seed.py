"""A workspace to measure: as many customers as asked for, the same each time, written by the rooms' verbs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from handrail.cli.session import say
from handrail.house.access import verbs as access
from handrail.house.ledger.rows import today
from handrail.house.ledger.sweeps import serve_workspace
from handrail.house.workspaces.models import Member, Workspace
from handrail.house.workspaces.scope import enter
from handrail.kit.refusals import NotFound
from handrail.record.customers.models import Customer

from .batch import Batch

EMAIL = "bench@example.com"
BATCH = 1_000
PER_MEMBER = 200

Tell = Callable[..., None]


def workspace(size: int, tell: Tell = say) -> Workspace:
    """The workspace with `size` customers: made where there is none, completed where it was cut off."""
    slug = f"bench-{size}"
    try:
        with enter(slug) as scope:
            made, there = scope.workspace, Customer.objects.count()
    except NotFound:
        made, there = opened(slug, size), 0
    if there < size:
        fill(made, size, there, tell)
    serve_workspace(made.pk)
    return made


def opened(slug: str, size: int) -> Workspace:
    made = access.open_workspace(slug, f"Bench {size:,}", owner=access.find_or_add_user(EMAIL, "Bea Bench"))
    with enter(made):
        for number in range(1, max(2, size // PER_MEMBER)):
            access.add_member(f"Member {number}", f"member-{number}@example.com")
    return made


def fill(made: Workspace, size: int, there: int, tell: Tell) -> None:
    tell(f"Making the workspace “{made.slug}”; it is kept for the next time.")
    for start in range(there, size, BATCH):
        numbers = range(start, min(start + BATCH, size))
        add_batch(made, numbers)
        tell(f"  {numbers.stop:,} of {size:,} customers")
        serve_workspace(made.pk)


def add_batch(made: Workspace, numbers: Sequence[int]) -> None:
    """One transaction: an interrupted run leaves whole batches behind."""
    with enter(made.pk):
        members = list(Member.objects.order_by("pk"))
        Batch(Random(numbers[0]), today(), members, numbers).write()  # noqa: S311
