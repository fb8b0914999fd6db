"""The real server, asked as a browser, a program or a stranger asks it."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any

import pytest

from handrail.house.ledger import write
from handrail.house.ledger.stream import MOST_STREAMS
from handrail.house.workspaces.scope import enter
from handrail.kit import clock
from handrail.record.customers import verbs
from handrail.record.customers.models import Customer
from tests.browser.conftest import wait_for

LITTLE, MUCH = b"x" * 1000, b"x" * (2**16 + 1)


class Site:
    """`handrail web` on this worker's own database."""

    def __init__(self, **more: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.environ = {**os.environ, "HANDRAIL_URL": self.url, "HANDRAIL_PORT": str(self.port), **more}
        self.launch()
        self.ready()

    def launch(self) -> None:
        command = [sys.executable, "-m", "handrail", "web", "--port", str(self.port)]
        self.process = subprocess.Popen(
            command, env=self.environ, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )

    def ready(self) -> None:
        wait_for(self.url, self.process)

    def connect(self) -> HTTPConnection:
        return HTTPConnection("127.0.0.1", self.port, timeout=60)

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> HTTPResponse:
        """The answer, read to its end: `.body` and `.json()` are there."""
        with closing(self.connect()) as connection:
            return asked(connection, method, path, body, **headers)

    def worker(self) -> int:
        """The one process behind the main one that answers requests."""
        pid = self.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        commands = {child: Path(f"/proc/{child}/cmdline").read_bytes() for child in children}
        (found,) = [child for child, command in commands.items() if b"resource_tracker" not in command]
        return int(found)

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()


def asked(connection: HTTPConnection, method: str, path: str, body: Any = None, **headers: str) -> Any:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, body, sent, encode_chunked="Transfer-Encoding" in sent)
    answer: Any = connection.getresponse()
    answer.body = answer.read()
    answer.json = lambda: json.loads(answer.body)
    return answer


class Listener:
    """One reader of an event stream."""

    def __init__(self, site: Site, path: str, cookie: str = "", seen: str = "") -> None:
        self.connection = site.connect()
        headers = {"Cookie": cookie} if cookie else {}
        self.connection.request("GET", path, headers=headers | ({"Last-Event-ID": seen} if seen else {}))
        self.answer = self.connection.getresponse()

    @property
    def status(self) -> int:
        return self.answer.status

    def next(self) -> dict[str, Any]:
        """The next block of lines that is more than a comment."""
        while True:
            lines = list(iter(lambda: self.answer.readline().decode().rstrip("\n"), ""))
            assert lines, "the stream ended"
            told = dict(line.split(": ", 1) for line in lines if not line.startswith(":"))
            if told:
                return told | ({"data": json.loads(told["data"])} if "data" in told else {})

    def change(self) -> dict[str, Any]:
        told = self.next()
        assert told["event"] == "change", told
        return told["data"]

    def ended(self) -> bool:
        return self.answer.read() == b""

    def close(self) -> None:
        self.answer.close()
        self.connection.close()


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    made = Site()
    yield made
    made.stop()


@pytest.fixture
def cookie(scene: Any) -> Callable[[Any], str]:
    return lambda member: f"handrail={scene.client(member).cookies['handrail'].value}"


@pytest.fixture
def listen(site: Site, scene: Any, cookie: Callable[[Any], str]) -> Iterator[Callable[..., Listener]]:
    """`listen(member)`: let in, and past the greeting."""
    made: list[Listener] = []

    def start(member: Any, seen: str = "", path: str = "") -> Listener:
        made.append(Listener(site, path or f"{scene.url}stream", cookie(member), seen))
        return made[-1]

    yield start
    for one in made:
        one.close()


def add_customer(member: Any, key: str) -> int:
    """In our own connection, which is none of the server's. The id of the new row."""
    with enter(member.workspace_id, member=member):
        (row,) = verbs.add_customers([Customer(key=key, name=key.title())])
    return row.pk


# -- pages --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/healthz", "/nowhere", "/api/v1/openapi.json"])
def test_head_is_get_without_the_body(site: Site, path: str) -> None:
    with closing(site.connect()) as connection:
        head, get = asked(connection, "HEAD", path), asked(connection, "GET", path)
    assert head.status == get.status
    assert head.body == b""
    assert len(get.body) > 20
    assert head.headers["Content-Type"] == get.headers["Content-Type"]


def test_a_body_without_a_length_arrives_whole(site: Site, scene: Any) -> None:
    pieces = [b'{"key": "acme", ', b'"name": "Acme ', b"Ltd" * 5, b'"}']
    answer = site.ask(
        "POST",
        f"/api/v1{scene.url}customers",
        iter(pieces),
        Authorization=f"Bearer {scene.token(scene.bob)}",
        Content_Type="application/json",
        Transfer_Encoding="chunked",
    )
    assert (answer.status, answer.json()["name"]) == (201, "Acme " + "Ltd" * 5)


@pytest.mark.parametrize("chunked", [False, True])
def test_a_stranger_may_send_a_form_and_no_file(site: Site, chunked: bool) -> None:
    more = {"Transfer_Encoding": "chunked"} if chunked else {}
    told = {"Content_Type": "application/x-www-form-urlencoded", **more}
    little = site.ask("POST", "/sign-in", iter([LITTLE]) if chunked else LITTLE, **told)
    assert little.status == 403  # it came without a CSRF token: read, and refused by the page itself
    much = site.ask("POST", "/sign-in", iter([MUCH]) if chunked else MUCH, **told)
    assert much.status == 413
    assert much.headers["Content-Type"] == "application/problem+json"
    assert "not signed in" in much.json()["title"]


def test_who_shows_a_token_may_send_more(site: Site, scene: Any) -> None:
    said = json.dumps({"name": "Acme", "sentiment_note": "x" * len(MUCH)})
    answer = site.ask(
        "POST",
        f"/api/v1{scene.url}customers",
        said,
        Authorization=f"Bearer {scene.token(scene.bob)}",
        Content_Type="application/json",
    )
    assert answer.status == 201


def test_another_host_name_is_refused(site: Site) -> None:
    assert site.ask("GET", "/sign-in", Host="evil.example").status == 400
    assert site.ask("GET", "/sign-in", Host=f"localhost:{site.port}").status == 200


def test_a_query_that_is_not_escaped_is_read(site: Site) -> None:
    with socket.create_connection(("127.0.0.1", site.port), timeout=60) as line:
        line.sendall(
            "GET /sign-in?next=/grün HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode()
        )
        assert line.recv(12) == b"HTTP/1.1 200"


# -- the event stream ---------------------------------------------------------------------------------------


def test_a_stranger_hears_nothing(site: Site, scene: Any, cookie: Callable[[Any], str]) -> None:
    answer = site.ask("GET", f"{scene.url}stream")
    assert (answer.status, answer.headers["Content-Type"]) == (401, "application/problem+json")
    assert answer.json()["fix"]
    for member in (scene.charlie, scene.gita):
        answer = site.ask("GET", f"{scene.url}stream", Cookie=cookie(member))
        assert (answer.status, answer.headers["Content-Type"]) == (404, "application/problem+json")
    assert site.ask("GET", "/w/no-such-place/stream", Cookie=cookie(scene.alice)).status == 404
    assert site.ask("POST", f"{scene.url}stream", Cookie=cookie(scene.alice)).status == 405


def test_a_change_arrives_with_its_topics(scene: Any, listen: Callable[..., Listener]) -> None:
    alice = listen(scene.alice)
    assert alice.answer.headers["Content-Type"].startswith("text/event-stream")
    greeting = alice.next()
    assert (greeting["retry"], set(greeting)) == ("2000", {"retry", "id"})
    number = add_customer(scene.bob, "acme")
    told = alice.change()
    assert (told["k"], told["b"]) == ("customer.created", scene.bob.pk)
    assert f"customer:{number}" in told["t"]


def test_nothing_of_another_workspace_arrives(scene: Any, listen: Callable[..., Listener]) -> None:
    alice, charlie = listen(scene.alice), listen(scene.charlie, path=f"/w/{scene.other.slug}/stream")
    alice.next(), charlie.next()
    theirs = add_customer(scene.charlie, "theirs")
    assert f"customer:{theirs}" in charlie.change()["t"]
    ours = add_customer(scene.bob, "ours")
    heard = []
    while f"customer:{ours}" not in (heard := [*heard, *alice.change()["t"]]):
        pass
    assert f"customer:{theirs}" not in heard


def test_who_is_shut_out_is_sent_away(scene: Any, listen: Callable[..., Listener]) -> None:
    alice, bob = listen(scene.alice), listen(scene.bob)
    alice.next(), bob.next()
    with scene.inside():
        write.change(scene.bob, {"left_on": clock.today("UTC")}, kind="left")
    assert alice.change()["k"] == "member.left"
    assert bob.next() == {"event": "leave", "data": {}}
    assert bob.ended()
    assert listen(scene.bob).status == 404


def test_a_person_has_so_many_windows_and_no_more(scene: Any, listen: Callable[..., Listener]) -> None:
    windows = [listen(scene.ada) for _ in range(MOST_STREAMS)]
    assert {window.status for window in windows} == {200}
    refused = listen(scene.ada)
    assert (refused.status, refused.answer.headers["Retry-After"]) == (429, "60")
    assert listen(scene.alice).status == 200
    windows[0].close()
    for _ in range(100):
        if (again := listen(scene.ada)).status == 200:
            return
        again.close()
        time.sleep(0.05)
    raise AssertionError("the place of a window that was closed is never free again")


def test_after_a_crash_a_page_is_told_to_look_again(
    site: Site, scene: Any, listen: Callable[..., Listener]
) -> None:
    alice = listen(scene.alice)
    seen = alice.next()["id"]
    unbroken = listen(scene.alice, seen=seen).next()
    assert unbroken == {"retry": "2000", "id": seen}
    before = site.worker()
    os.kill(before, signal.SIGKILL)
    back = come_back(listen, scene.alice, seen)
    told = back.next()
    assert told["event"] == "change"
    assert (told["data"]["k"], told["data"]["t"]) == ("stream.missed", ["*"])
    assert told["id"] != seen
    assert site.worker() != before


def come_back(listen: Callable[..., Listener], member: Any, seen: str) -> Listener:
    """As a browser does it: again and again, until somebody answers."""
    for _ in range(400):
        try:
            return listen(member, seen)
        except OSError:
            time.sleep(0.05)
    raise AssertionError("nobody came back in 20 seconds")
