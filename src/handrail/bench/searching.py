"""What people type into the search, over HTTP as the palette asks it, and in SQL alone."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import cycle, islice
from time import perf_counter
from urllib.parse import quote

from handrail.cli.session import say
from handrail.house.ledger.sweeps import serve_workspace
from handrail.house.workspaces.models import Member, Workspace
from handrail.house.workspaces.scope import enter
from handrail.record.notes.models import Note
from handrail.record.notes.verbs import add_notes
from handrail.record.projects.models import Card
from handrail.record.projects.verbs import add_cards
from handrail.record.tasks.models import Task

from . import measure, seed
from .batch import FIRST, SECOND
from .boards import furnished
from .clients import ask
from .measure import Result, result
from .pages import statements
from .server import serving

PER_CUSTOMER = 28
"""Records of one seeded customer that the search finds."""
PAPERS = 5
"""One in so many records is a note or a card: at the usual size twenty thousand."""
TYPED = (
    "al", "alder", "alder log", "birch bank 2", "c-17", "warehouse", "north or", "juniper wrks", "lrch media",
    "success plan hazel", "champion", "seller", "member-7@example.com", "2", "renewal", "qqqq",
)  # fmt: skip


def searched(size: int, clients: int) -> list[Result]:
    papers = -(-size // PAPERS)
    workspace = seed.workspace(-(-(size - papers) // PER_CUSTOMER))
    write_papers(workspace, papers)
    paths = [f"/w/{workspace.slug}/palette/?q={quote(typed)}" for typed in TYPED]
    counted = statements(paths[1])
    with serving() as server:
        ask(server, paths, clients, max(measure.WARM_UP, clients))
        answers, seconds = ask(server, paths, clients, measure.REQUESTS)
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


def write_papers(workspace: Workspace, size: int) -> None:
    """As many notes and cards, half of each: completed where it was cut off."""
    with enter(workspace.pk):
        there = Note.objects.count() + Card.objects.count()
    for start in range(there, size, seed.BATCH):
        with enter(workspace.pk):
            add_papers(range(start, min(start + seed.BATCH, size)))
        serve_workspace(workspace.pk)


def add_papers(numbers: Sequence[int]) -> None:
    stages, members = furnished(), list(Member.objects.order_by("pk"))
    notes, cards = [], []
    for n in numbers:
        about = f"{FIRST[n % len(FIRST)]} {SECOND[n // 24 % len(SECOND)]}"
        owner = members[n % len(members)]
        if n % 2:
            text = f"What {about} told us of their warehouse in week {n % 52}, and what we agreed."
            notes.append(Note(key=f"note-{n}", title=f"Call with {about} {n}", text=text, owner=owner))
        else:
            task = Task(key=f"card-{n}", title=f"Migrate {about} {n}", owner=owner, text="Ask their champion")
            cards.append(Card(task=task, stage=stages[n // 2 % len(stages)]))
    add_notes(notes)
    add_cards(cards)


def in_sql(workspace: int) -> tuple[int, list[float]]:
    """How many records there are, and how long each search took; the slowest question is told."""
    from handrail.house.search.models import Entry
    from handrail.house.search.queries import search

    taken: list[tuple[float, str]] = []
    with enter(workspace) as scope:
        member = Member.objects.order_by("pk")[0]
        there = Entry.objects.filter(present=True).count()
    with enter(scope.workspace.pk, member=member):
        for typed in islice(cycle(TYPED), measure.REQUESTS):
            started = perf_counter()
            search(typed)
            taken.append((perf_counter() - started, typed))
    slow, typed = max(taken[len(TYPED) :] or taken)
    say(f"search: the slowest was “{typed}” with {slow * 1_000:.1f} ms in SQL")
    return there, [seconds for seconds, _ in taken]
