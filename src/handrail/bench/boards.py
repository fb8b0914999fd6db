"""Boards over HTTP, as a person and as a program: the page, the whole board, a card made, a card moved."""

from __future__ import annotations

import http.client
from collections.abc import Callable, Iterator
from itertools import count
from threading import Barrier, Thread
from time import perf_counter

import orjson

from handrail.cli.session import say
from handrail.house.access import verbs as access
from handrail.house.ledger.sweeps import serve_workspace
from handrail.house.workspaces.models import Member, Workspace
from handrail.house.workspaces.scope import enter
from handrail.kit.refusals import NotFound
from handrail.record.projects import verbs
from handrail.record.projects.models import Board, Card, Project, Stage
from handrail.record.tasks.models import Task

from . import measure
from .clients import Answers, ask
from .laying import analyse
from .measure import Result, result
from .pages import measured, statements
from .seed import EMAIL
from .server import Server, serving

STAGES = ("Prep", "Messaging", "Creative", "Enablement", "Launch", "Follow-up")
BATCH = 1_000
TRACKS = ("product", "marketing", "support", "creative", "operations")
Call = tuple[str, str, bytes]


def workspace(size: int, use: str = "") -> Workspace:
    """One board with `size` cards: made where there is none, completed where it was cut off. What adds cards to it has
    one for its own `use`, or whoever reads the other would be told more than they asked for."""
    slug = f"bench-board-{size}{use}"
    try:
        with enter(slug) as scope:
            made = scope.workspace
    except NotFound:
        made = access.open_workspace(
            slug, f"Board {size:,}", owner=access.find_or_add_user(EMAIL, "Bea Bench")
        )
    with enter(made.pk):
        stages = furnished()
        there = Card.objects.count()
    for start in range(there, size, BATCH):
        with enter(made.pk):
            owner = Member.objects.order_by("pk")[0]
            numbers = range(start, min(start + BATCH, size))
            verbs.add_cards([card(number, stages, owner) for number in numbers])
        serve_workspace(made.pk)
    if there < size:
        analyse(*(model._meta.db_table for model in (Card, Task, Stage, Board, Project, Member)))
    return made


def furnished() -> list[Stage]:
    found = list(Stage.objects.select_related("board").order_by("position"))
    if found:
        return found
    owner = Member.objects.order_by("pk")[0]
    (project,) = verbs.add_projects([Project(key="launch", title="Launch", owner=owner)])
    rules = {"backwards": "free", "skipping": "free"}
    (board,) = verbs.add_boards([Board(key="launch", project=project, title="Launch", owner=owner, **rules)])
    return list(
        verbs.add_stages([Stage(board=board, key=name.lower(), title=name, owner=owner) for name in STAGES])
    )


def card(number: int, stages: list[Stage], owner: Member) -> Card:
    task = Task(key=f"card-{number}", title=f"Card number {number}", owner=owner, next_action="Ask support")
    return Card(
        task=task, stage=stages[number % len(stages)], track=TRACKS[number % len(TRACKS)], labels=["pilot"]
    )


def board_page(size: int, clients: int) -> list[Result]:
    slug = workspace(size).slug
    return measured("board-page", size, clients, ["boards/launch/"], slug)


def board_api(size: int, clients: int) -> list[Result]:
    """Every card of the board in one answer."""
    return read("board-api", size, clients, "boards/launch/cards")


def cards_api(size: int, clients: int) -> list[Result]:
    """The first hundred of all cards."""
    return read("cards-api", size, clients, "cards?limit=100")


def read(name: str, size: int, clients: int, place: str) -> list[Result]:
    """By a program, which shows a token."""
    slug = workspace(size).slug
    path = f"/api/v1/w/{slug}/{place}"
    headers = {"Authorization": f"Bearer {token(slug)}"}
    counted = statements(path, headers)
    with serving() as server:
        ask(server, [path], clients, max(measure.WARM_UP, clients), headers)
        answers, seconds = ask(server, [path], clients, measure.REQUESTS, headers)
    return [told(name, size, clients, answers, seconds, counted)]


def token(slug: str) -> str:
    with enter(slug):
        return access.make_token(Member.objects.order_by("pk")[0], "bench").secret


def card_create(size: int, clients: int) -> list[Result]:
    slug, number = workspace(size, "-made").slug, count(int(perf_counter() * 1_000))

    def calls() -> Iterator[Call]:
        for n in number:
            said = {"title": f"New card {n}", "next_action": "Ask support"}
            yield "POST", f"/api/v1/w/{slug}/stages/prep/cards", orjson.dumps(said)

    return written("card-create", size, clients, slug, calls)


def card_move(size: int, clients: int) -> list[Result]:
    slug, number = workspace(size).slug, count()

    def calls() -> Iterator[Call]:
        for n in number:
            stage = STAGES[(n // min(size, 97)) % len(STAGES)].lower()
            said = {"cards": [f"card-{n * 31 % size}"], "stage": stage}
            yield "POST", f"/api/v1/w/{slug}/boards/launch/moves", orjson.dumps(said)

    return written("card-move", size, clients, slug, calls)


def written(
    name: str, size: int, clients: int, slug: str, calls: Callable[[], Iterator[Call]]
) -> list[Result]:
    secret, stream = token(slug), calls()
    with serving() as server:
        send(server, secret, stream, clients, measure.WARM_UP * clients)
        answers, seconds = send(server, secret, stream, clients, measure.REQUESTS * clients)
    if answers.trouble:
        say(f"{name}: {answers.trouble}")
    return [told(name, size, clients, answers, seconds, None)]


def told(name: str, size: int, clients: int, answers: Answers, seconds: float, counted: int | None) -> Result:
    done = len(answers.seconds) / seconds
    return result(
        name, size, answers.seconds, done, clients=clients, statements=counted, failures=answers.failures
    )


def send(
    server: Server, secret: str, stream: Iterator[Call], clients: int, times: int
) -> tuple[Answers, float]:
    """So many writes shared by the clients, each on one connection that stays open."""
    answers, gate = Answers(), Barrier(clients + 1)
    shares: list[list[Call]] = [[] for _ in range(clients)]
    for turn in range(times):
        shares[turn % clients].append(next(stream))
    threads = [Thread(target=one_writer, args=(server, secret, share, answers, gate)) for share in shares]
    for thread in threads:
        thread.start()
    gate.wait()
    started = perf_counter()
    for thread in threads:
        thread.join()
    return answers, perf_counter() - started


def one_writer(server: Server, secret: str, calls: list[Call], answers: Answers, gate: Barrier) -> None:
    connection = server.connection()
    connection.connect()
    headers = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}
    gate.wait()
    for method, path, body in calls:
        started = perf_counter()
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = answer.read()
            trouble = "" if answer.status < 300 else f"{answer.status} {text[:200]!r}"
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            trouble = str(error) or type(error).__name__
        answers.seconds.append(perf_counter() - started)
        answers.failures += bool(trouble)
        answers.trouble = answers.trouble or trouble
    connection.close()
