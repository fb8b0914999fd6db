"""Everything but the event stream, jobs' announcements and migrations goes through PgBouncer in transaction mode."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Debugging

from handrail.doors.operator import doctor
from handrail.kit.pg import Embedded, Urls
from tests.kit.test_asgi import Listener, Site
from tests.operating.parts import bearer, command, ended_well, free_port, keys_in, people, wait_until, worker
from tests.operating.pooler import pooled

DEALS = "Id,AccountId,Account Name,Name,StageName,Amount,CloseDate\n" + "".join(
    f"006Nq{n:010d},001Nq{n % 20:010d},Account {n % 20},Deal {n},Proposal,{n},2026-12-01\n"
    for n in range(300)
)


@pytest.fixture
def mailbox() -> Iterator[Controller]:
    """A mail server that keeps what comes."""
    made = Controller(Debugging(io.StringIO()), hostname="127.0.0.1", port=free_port())
    made.start()
    yield made
    made.stop()


@pytest.fixture
def environ(own_database: tuple[Embedded, Urls], mailbox: Controller) -> Iterator[dict[str, str]]:
    urls = own_database[1]
    with pooled(urls.app) as (app,):
        yield {
            **os.environ,
            "DATABASE_URL": app,
            "DATABASE_DIRECT_URL": urls.app,
            "DATABASE_OWNER_URL": urls.owner,
            "HANDRAIL_MAIL_URL": f"smtp://127.0.0.1:{mailbox.port}",
        }


def test_everything_works_through_a_pooler(
    environ: dict[str, str], mailbox: Controller, tmp_path: Path
) -> None:
    told = people(environ)
    site, busy = Site(**environ), worker(environ)
    try:
        pages_and_changes(site, told)
        nobody_gets_another_ones_rows(site, told)
        an_import(environ, told, tmp_path)
        a_job(site, told, mailbox)
        assert ended_well(busy)
        busy = worker(environ)
        wait_until(lambda: listening(environ), "the worker's ear")
        what_the_doctor_says(environ)
    finally:
        busy.kill()
        busy.wait()
        site.stop()


def pages_and_changes(site: Site, told: dict[str, str]) -> None:
    cookie = f"handrail={told['cookie']}"
    with closing(Listener(site, f"/w/{told['slug']}/stream", cookie)) as listener:
        listener.next()
        made = post(site, told["slug"], told["token"], "acme")
        assert made.status_code == 201
        heard = iter(lambda: listener.change()["k"], "customer.created")
        assert set(heard) <= {"token.used", "rule.created"}, (
            "the worker gives a new workspace its rules meanwhile"
        )
    page = httpx.get(f"{site.url}/w/{told['slug']}/customers/", headers={"Cookie": cookie}, timeout=60)
    assert page.status_code == 200
    assert "acme" in page.text


def post(site: Site, slug: str, token: str, key: str) -> httpx.Response:
    address = f"{site.url}/api/v1/w/{slug}/customers"
    return httpx.post(address, json={"key": key, "name": key}, headers=bearer(token), timeout=60)


def nobody_gets_another_ones_rows(site: Site, told: dict[str, str]) -> None:
    """Two workspaces on three connections, each request on whichever is free."""
    ours, theirs = (told["slug"], told["token"], "ours"), (told["other"], told["stranger"], "theirs")
    with ThreadPoolExecutor(8) as pool:
        made = [
            pool.submit(post, site, *who[:2], f"{who[2]}-{n}") for n in range(12) for who in (ours, theirs)
        ]
        assert {one.result().status_code for one in made} == {201}
    assert keys_in(site.url, told) == {"acme", *(f"ours-{n}" for n in range(12))}
    foreign = {"slug": told["other"], "token": told["stranger"]}
    assert keys_in(site.url, foreign) == {f"theirs-{n}" for n in range(12)}
    crossed = httpx.get(f"{site.url}/api/v1/w/{told['other']}/customers", headers=bearer(told["token"]))
    assert crossed.status_code in (401, 403, 404)


def an_import(environ: dict[str, str], told: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "deals.csv").write_text(DEALS)
    done = command(environ, "import", "--workspace", told["slug"], str(tmp_path / "deals.csv"))
    assert done.returncode == 0, done.stderr
    with psycopg.connect(environ["DATABASE_OWNER_URL"]) as owner:
        row = owner.execute("SELECT count(*) FROM ledger_event WHERE kind = 'opportunity.created'").fetchone()
    assert row
    assert row[0] == 300


def a_job(site: Site, told: dict[str, str], mailbox: Controller) -> None:
    """The mail of a forgotten password is the worker's."""
    with httpx.Client(base_url=site.url, timeout=60) as client:
        client.get("/sign-in/forgotten")
        sent = {"email": told["email"], "csrfmiddlewaretoken": client.cookies["csrftoken"]}
        assert client.post("/sign-in/forgotten", data=sent).status_code == 302
    wait_until(lambda: told["email"] in mailbox.handler.stream.getvalue(), "the mail")


def listening(environ: dict[str, str]) -> bool:
    with psycopg.connect(environ["DATABASE_DIRECT_URL"]) as direct:
        query = (
            b"SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database()"
            b" AND query ILIKE 'listen%procrastinate%')"
        )
        row: Any = direct.execute(query).fetchone()
    return bool(row[0])


def what_the_doctor_says(environ: dict[str, str]) -> None:
    found = {one["check"]: one for one in json.loads(command(environ, "doctor", "--format", "json").stdout)}
    for check in ("database", "owner", "roles", "tables", "live updates", "worker"):
        assert found[check]["state"] == "well", found[check]
    assert "through a pooler" in found["database"]["says"]


def test_the_doctor_tells_what_must_not_go_through_one(
    environ: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_DIRECT_URL", environ["DATABASE_URL"])
    monkeypatch.setenv("DATABASE_OWNER_URL", environ["DATABASE_URL"])
    [(state, says, fix)] = doctor.live_updates()
    assert (state, "through a pooler" in says, "DATABASE_DIRECT_URL" in fix) == ("bad", True, True)
    [(state, says, _)] = doctor.owner()
    assert (state, "DATABASE_OWNER_URL" in says) == ("look", True)
