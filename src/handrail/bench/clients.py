"""So many people at once who ask for pages, each on one connection that stays open."""

from __future__ import annotations

import http.client
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice
from threading import Barrier, Thread
from time import perf_counter

from .server import Server

Headers = Mapping[str, str]


@dataclass(slots=True)
class Answers:
    seconds: list[float] = field(default_factory=list)
    failures: int = 0
    trouble: str = ""
    bytes: int = 0


def ask(
    server: Server, paths: Sequence[str], clients: int, times: int, headers: Headers | None = None
) -> tuple[Answers, float]:
    """`times` requests shared by the clients, and how long all of it took. Without `headers`: of who is signed in."""
    headers = headers or server.headers
    answers, gate = Answers(), Barrier(clients + 1)
    shares = [list(islice(cycle(paths), start, times, clients)) for start in range(clients)]
    threads = [Thread(target=one_client, args=(server, share, answers, gate, headers)) for share in shares]
    for thread in threads:
        thread.start()
    gate.wait()
    started = perf_counter()
    for thread in threads:
        thread.join()
    return answers, perf_counter() - started


def one_client(
    server: Server, paths: Sequence[str], answers: Answers, gate: Barrier, headers: Headers
) -> None:
    connection = server.connection()
    connection.connect()
    gate.wait()
    for path in paths:
        started = perf_counter()
        try:
            trouble, size = get(connection, path, headers)
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            trouble, size = str(error) or type(error).__name__, 0
        answers.seconds.append(perf_counter() - started)
        answers.failures += bool(trouble)
        answers.trouble = answers.trouble or (trouble and f"{path}: {trouble}")
        answers.bytes += size
    connection.close()


def get(connection: http.client.HTTPConnection, path: str, headers: Headers) -> tuple[str, int]:
    """What is wrong with the answer, if anything, and how large it is."""
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    return "" if answer.status == 200 else f"{answer.status} {answer.reason}", len(body)
