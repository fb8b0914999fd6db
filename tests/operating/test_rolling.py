"""Two web servers and two workers on one database, restarted one after the other while people work: nothing fails.

One test, since starting six processes is what takes the time.
"""

from __future__ import annotations

import json
import re
import secrets
import signal
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from typing import Any

import httpx
import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db import connection

from handrail.doors.exchange import flow
from handrail.doors.exchange.tests.test_pages import DEALS, Visit
from handrail.house.imports.models import Import
from handrail.house.ledger.models import Event
from handrail.house.signing import limits
from handrail.kit import supervise
from handrail.record.customers.models import Customer, Opportunity
from handrail.record.customers.verbs import add_customers
from tests.cast import Scene, stage
from tests.kill.test_kill import FAR, due, jump, promise, verify
from tests.kit.test_asgi import Listener, Site
from tests.operating.parts import Proxy, bearer, crowd, ended_well, keys_in, wait_until, worker

PASSWORD = "a long enough password"
ROWS = flow.LARGE + 100


class Two:
    """Two web servers behind one address."""

    def __init__(self) -> None:
        self.proxy = Proxy()
        with ThreadPoolExecutor(2) as pool:
            made = [pool.submit(Site, HANDRAIL_URL=self.proxy.url) for _ in range(2)]
        self.one, self.other = (one.result() for one in made)
        self.proxy.ports = [self.one.port, self.other.port]

    def stop(self) -> None:
        self.proxy.close()
        self.one.stop()
        self.other.stop()


@pytest.fixture
def two() -> Iterator[Two]:
    made = Two()
    yield made
    made.stop()


@pytest.fixture
def workers() -> Iterator[list[Any]]:
    running = [worker(), worker()]
    yield running
    for one in running:
        one.kill()
        one.wait()


def test_a_rolling_restart_is_noticed_by_nobody(scene: Scene, two: Two, workers: list[Any]) -> None:
    told = {
        "slug": scene.workspace.slug,
        "token": scene.token(scene.bob),
        "cookie": scene.client(scene.bob).cookies["handrail"].value,
    }
    signed_in_here_is_signed_in_there(scene, two)
    wrong_passwords_are_counted_together(scene, two)
    reminded = stage()
    promise(reminded, 150)
    visit, deals = uploaded(scene)
    with scene.inside():
        add_customers([Customer(key="held", name="Held")])
    with crowd(two.proxy.url, told) as gathered:
        wait_until(lambda: len(gathered.acknowledged) > 5, "the first writes")
        wait_until(lambda: state_of(scene, deals) == "previewed", "the preview")
        visit.confirm(deals)
        jump(reminded, FAR - 1)
        wait_until(
            lambda: jobs_of(deals, "doing") or state_of(scene, deals) == "done", "the import's beginning"
        )
        workers_change_places(workers, deals)
        for site, stays in ((two.one, two.other), (two.other, two.one)):
            restart(scene, site, stays, told)
        done = len(gathered.acknowledged)
        wait_until(lambda: len(gathered.acknowledged) > done + 5, "writes after the restarts")
    assert gathered.troubles == []
    assert set(gathered.acknowledged) <= keys_in(two.one.url, told)
    carried_out_once(scene, deals)
    wait_until(lambda: not due(reminded), "the reminders")
    verify(reminded, "-1d")


# -- what both know --------------------------------------------------------------------------------------


class Person:
    """A browser in a place of its own."""

    def __init__(self, place: str) -> None:
        self.place, self.cookies = place, httpx.Cookies()

    def ask(self, method: str, address: str, **more: Any) -> httpx.Response:
        told = {"X-Forwarded-For": self.place}
        with httpx.Client(cookies=self.cookies, headers=told, timeout=60) as client:
            answer = client.request(method, address, **more)
            self.cookies = client.cookies
        return answer

    def sign_in(self, site: Site, email: str, password: str) -> httpx.Response:
        page = self.ask("GET", f"{site.url}/sign-in").text
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert found
        sent = {"email": email, "password": password, "csrfmiddlewaretoken": found[1]}
        return self.ask("POST", f"{site.url}/sign-in", data=sent)


def somewhere() -> Person:
    return Person(f"2001:db8:{secrets.token_hex(2)}:{secrets.token_hex(2)}::1")


def signed_in_here_is_signed_in_there(scene: Scene, two: Two) -> None:
    # The servers hash as in real life; the tests' own people have cheap hashes they do not know.
    scene.ada.user.password = PBKDF2PasswordHasher().encode(PASSWORD, "salt", iterations=1000)
    scene.ada.user.save()
    ada = somewhere()
    assert ada.sign_in(two.one, scene.ada.user.email, PASSWORD).status_code == 302
    assert ada.ask("GET", f"{two.other.url}{scene.url}").status_code == 200


def wrong_passwords_are_counted_together(scene: Scene, two: Two) -> None:
    thief, email = somewhere(), scene.ada.user.email
    for _ in range(limits.LIMITS["password"].each - 2):
        assert limits.reserve("password", email, thief.place)
    for site in (two.one, two.other):
        assert "Too many tries" not in thief.sign_in(site, email, "not that one").text
    for site in (two.one, two.other):
        assert "Too many tries" in thief.sign_in(site, email, PASSWORD).text


# -- one web server after the other ----------------------------------------------------------------------


def restart(scene: Scene, site: Site, stays: Site, told: dict[str, str]) -> None:
    """What is under way ends well, who listens comes back to the other one, and nothing is missed."""
    path, cookie = f"{scene.url}stream", f"handrail={told['cookie']}"
    listener, other = Listener(site, path, cookie), Listener(stays, path, cookie)
    seen = listener.next()["id"]
    other.next()
    with closing(other), closing(listener), slow_upload(site, told) as finish, ThreadPoolExecutor(1) as pool:
        with scene.inside():
            held = Customer.objects.select_for_update().get(key="held")
            change = pool.submit(rename, site, told)
            wait_until(waited_for, "the change that waits for the row")
            begun = time.monotonic()
            site.process.send_signal(signal.SIGTERM)
            listener.answer.read()  # to its end: one that was cut off raises
            assert time.monotonic() - begun < supervise.GRACE / 2, "the stream was not told"
            wait_until(lambda: refuses(site), "its port closing")
        assert change.result().status_code == 200
        assert finish() == b"HTTP/1.1 201"
        assert site.process.wait(supervise.GRACE) == 0
        while f"customer:{held.pk}" not in other.change()["t"]:
            pass
        with closing(Listener(stays, path, cookie, seen)) as back:
            assert back.change()["k"] == "stream.missed"
    site.launch()
    site.ready()


def rename(site: Site, told: dict[str, str]) -> httpx.Response:
    address = f"{site.url}/api/v1/w/{told['slug']}/customers/held"
    return httpx.patch(
        address, json={"name": secrets.token_hex(4)}, headers=bearer(told["token"]), timeout=60
    )


def waited_for() -> bool:
    """Whether somebody waits for what our open transaction holds."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND transactionid = pg_current_xact_id()::xid)"
        )
        return bool(cursor.fetchone()[0])


def refuses(site: Site) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", site.port)) != 0


@contextmanager
def slow_upload(site: Site, told: dict[str, str]) -> Iterator[Callable[[], bytes]]:
    """Half of a request is there; the other half comes when it is asked for."""
    key = f"slow-{secrets.token_hex(4)}"
    body = json.dumps({"key": key, "name": "x" * 200}).encode()
    head = (
        f"POST /api/v1/w/{told['slug']}/customers HTTP/1.1\r\nHost: 127.0.0.1:{site.port}\r\n"
        f"Authorization: Bearer {told['token']}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", site.port), timeout=60) as line:
        line.sendall(head.encode() + body[:100])

        def finish() -> bytes:
            line.sendall(body[100:])
            return line.recv(12)

        yield finish


# -- one worker after the other --------------------------------------------------------------------------


def uploaded(scene: Scene) -> tuple[Visit, str]:
    """An import that is the worker's, since it is large."""
    visit = Visit(scene, scene.alice)
    more = (f"006Nq{n:010d},001Nq00000AAAAA,Deal {n},Proposal,{n},2026-12-01,\n" for n in range(1, ROWS))
    return visit, visit.check_columns(visit.upload(opportunities=DEALS + "".join(more)))


def state_of(scene: Scene, address: str) -> str:
    with scene.inside():
        return str(
            Import.objects.values_list("state", flat=True).get(key=address.rstrip("/").rsplit("/", 1)[1])
        )


def jobs_of(address: str, *states: str) -> int:
    key = address.rstrip("/").rsplit("/", 1)[1]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE args->>'key' = %s AND status::text = ANY(%s)",
            [key, list(states)],
        )
        return int(cursor.fetchone()[0])


def workers_change_places(workers: list[Any], address: str) -> None:
    """Each is stopped and replaced while the import is under way; whoever has it brings it to its end."""
    for place in (0, 1):
        assert ended_well(workers[place])
        workers[place] = worker()


def carried_out_once(scene: Scene, address: str) -> None:
    wait_until(lambda: state_of(scene, address) == "done", "the import")
    wait_until(lambda: not jobs_of(address, "doing"), "the end of its job")
    assert jobs_of(address, "todo", "failed", "aborted", "cancelled") == 0
    with scene.inside():
        assert Opportunity.objects.count() == ROWS
        assert Event.objects.filter(kind="opportunity.created").count() == ROWS
