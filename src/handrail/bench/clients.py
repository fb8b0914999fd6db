"""So many people at once who ask for pages, each on one connection that stays open."""

from __future__ import annotations

import http.client
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice
from threading import Barrier, Thread
from time import perf_counter

from .server import Server


@dataclass(slots=True)
class Answers:
    seconds: list[float] = field(default_factory=list)
    failures: int = 0
    trouble: str = ""
    bytes: int = 0


def ask(server: Server, paths: Sequence[str], clients: int, times: int) -> tuple[Answers, float]:
    """`times` requests shared by the clients, and how long all of it took."""
    answers, gate = Answers(), Barrier(clients + 1)
    shares = [list(islice(cycle(paths), start, times, clients)) for start in range(clients)]
    threads = [Thread(target=one_client, args=(server, share, answers, gate)) for share in shares]
    for thread in threads:
        thread.start()
    gate.wait()
    started = perf_counter()
    for thread in threads:
        thread.join()
    return answers, perf_counter() - started


def one_client(server: Server, paths: Sequence[str], answers: Answers, gate: Barrier) -> None:
    connection = server.connection()
    connection.connect()
    gate.wait()
    for path in paths:
        started = perf_counter()
        try:
            trouble, size = get(connection, path, server)
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            trouble, size = str(error) or type(error).__name__, 0
        answers.seconds.append(perf_counter() - started)
        answers.failures += bool(trouble)
        answers.trouble = answers.trouble or (trouble and f"{path}: {trouble}")
        answers.bytes += size
    connection.close()


def get(connection: http.client.HTTPConnection, path: str, server: Server) -> tuple[str, int]:
    """What is wrong with the answer, if anything, and how large it is."""
    connection.request("GET", path, headers=server.headers)
    answer = connection.getresponse()
    body = answer.read()
    return "" if answer.status == 200 else f"{answer.status} {answer.reason}", len(body)
