"""What people type into the search, over HTTP as the palette asks it, and in SQL alone."""

from __future__ import annotations

from itertools import cycle, islice
from time import perf_counter
from urllib.parse import quote

from handrail.cli.session import say

from . import seed
from .clients import ask
from .measure import Result, result
from .pages import REQUESTS, WARM_UP, statements
from .server import serving

PER_CUSTOMER = 28
"""Records of one seeded customer that the search finds."""
TYPED = (
    "al", "alder", "alder log", "birch bank 2", "c-17", "warehouse", "north or", "juniper wrks", "lrch media",
    "success plan hazel", "champion", "seller", "member-7@example.com", "2", "renewal", "qqqq",
)  # fmt: skip


def searched(size: int, clients: int) -> list[Result]:
    workspace = seed.workspace(-(-size // PER_CUSTOMER))
    paths = [f"/w/{workspace.slug}/palette/?q={quote(typed)}" for typed in TYPED]
    counted = statements(paths[1])
    with serving() as server:
        ask(server, paths, clients, max(WARM_UP, clients))
        answers, seconds = ask(server, paths, clients, REQUESTS)
    there, alone = in_sql(workspace.pk)
    done = len(answers.seconds) / seconds
    return [
        result(
            "search",
            there,
            answers.seconds,
            done,
            clients=clients,
            statements=counted,
            failures=answers.failures,
        ),
        result("search-sql", there, alone, len(alone) / sum(alone)),
    ]


def in_sql(workspace: int) -> tuple[int, list[float]]:
    """How many records there are, and how long each search took; the slowest question is told."""
    from handrail.house.search.models import Entry
    from handrail.house.search.queries import search
    from handrail.house.workspaces.models import Member
    from handrail.house.workspaces.scope import enter

    taken: list[tuple[float, str]] = []
    with enter(workspace) as scope:
        member = Member.objects.order_by("pk")[0]
        there = Entry.objects.filter(present=True).count()
    with enter(scope.workspace.pk, member=member):
        for typed in islice(cycle(TYPED), REQUESTS):
            started = perf_counter()
            search(typed)
            taken.append((perf_counter() - started, typed))
    slow, typed = max(taken[len(TYPED) :] or taken)
    say(f"search: the slowest was “{typed}” with {slow * 1_000:.1f} ms in SQL")
    return there, [seconds for seconds, _ in taken]
