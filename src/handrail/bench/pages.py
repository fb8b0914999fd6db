"""Pages over HTTP: the real server, a workspace of that size, people who reload."""

from __future__ import annotations

from collections.abc import Sequence

from handrail.cli.session import Unusable, say

from . import measure, seed
from .clients import Headers, ask
from .measure import Result, is_work, result
from .server import serving

PLANS = 50


def customers_page(size: int, clients: int) -> list[Result]:
    return measured("customers-page", size, clients, ["customers/"])


def today(size: int, clients: int) -> list[Result]:
    return measured("today", size, clients, [""])


def plan_page(size: int, clients: int) -> list[Result]:
    step = max(1, size // PLANS)
    return measured("plan-page", size, clients, [f"plans/c-{n}-plan/" for n in range(0, size, step)])


def measured(name: str, size: int, clients: int, places: Sequence[str], slug: str = "") -> list[Result]:
    slug = slug or seed.workspace(size).slug
    return asked(name, size, clients, [f"/w/{slug}/{place}" for place in places])


def asked(name: str, size: int, clients: int, paths: Sequence[str]) -> list[Result]:
    counted = statements(paths[0])
    with serving() as server:
        ask(server, paths, clients, max(measure.WARM_UP, clients))
        answers, seconds = ask(server, paths, clients, measure.REQUESTS)
    say(f"{name}: {answers.bytes // len(answers.seconds) // 1_000} kB a page", answers.trouble)
    done = len(answers.seconds) / seconds
    return [
        result(
            name, size, answers.seconds, done, clients=clients, statements=counted, failures=answers.failures
        )
    ]


def statements(path: str, headers: Headers | None = None) -> int:
    """How many statements one request takes, asked in this process; transaction control is not counted. Without
    `headers` it is asked by who is signed in."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from handrail.house.workspaces.models import User

    client = Client(headers={"host": "127.0.0.1", **(headers or {})})
    if headers is None:
        client.force_login(User.objects.get(email=seed.EMAIL))
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path)
    if answer.status_code != 200:
        raise Unusable(f"{path} answered {answer.status_code}.", "Look at the server's words above.")
    return sum(is_work(query["sql"]) for query in captured)
