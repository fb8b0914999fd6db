"""Roles and addresses, against a real server."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from handrail.kit import pg
from handrail.kit.pg import Embedded, PgError


@pytest.fixture(scope="module")
def server() -> Iterator[Embedded]:
    folder = Path(tempfile.mkdtemp(prefix="handrail-pg-"))
    folder.chmod(0o711)
    with Embedded(folder, options={"fsync": "off", "shared_buffers": "16MB"}) as started:
        yield started
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def urls(server: Embedded) -> pg.Urls:
    made = pg.provision(server.url(), secrets=server.secrets)
    assert pg.provision(server.url(), secrets=server.secrets) == made, "once more changes nothing"
    run(made.owner, "CREATE TABLE thing (id bigserial PRIMARY KEY, ws bigint)")
    run(made.owner, "ALTER TABLE thing ENABLE ROW LEVEL SECURITY")
    run(made.owner, "CREATE POLICY ours ON thing TO handrail_app USING (ws = 1)")
    run(made.owner, "CREATE POLICY everybodys ON thing TO handrail_system USING (true)")
    run(made.owner, "INSERT INTO thing (ws) VALUES (1), (2)")
    return made


def run(url: str, *statements: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url) as connection:
        for statement in statements:
            cursor = connection.execute(statement.encode())
        return cursor.fetchall() if cursor.description else []


def test_the_app_sees_only_what_its_policy_shows(urls: pg.Urls) -> None:
    assert run(urls.app, "SELECT ws FROM thing") == [(1,)]
    assert run(urls.owner, "SELECT count(*) FROM thing") == [(2,)]


def test_sweeps_see_all_after_they_say_so_and_only_then(urls: pg.Urls) -> None:
    assert run(urls.app, "SET LOCAL ROLE handrail_system", "SELECT count(*) FROM thing") == [(2,)]
    assert run(urls.app, "SELECT count(*) FROM thing") == [(1,)]


def test_the_app_may_write_rows_but_make_nothing(urls: pg.Urls) -> None:
    run(urls.app, "INSERT INTO thing (ws) VALUES (1)")
    run(urls.app, "DELETE FROM thing WHERE id > 2")
    for forbidden in (
        "CREATE TABLE mine (n int)",
        "DROP TABLE thing",
        "ALTER TABLE thing DISABLE ROW LEVEL SECURITY",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            run(urls.app, forbidden)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        run(urls.app, "SET ROLE handrail_owner")


def test_the_extensions_are_there(urls: pg.Urls) -> None:
    assert run(urls.app, "SELECT unaccent('Müller'), similarity('abc', 'abc')") == [("Muller", 1.0)]


def test_nobody_else_may_enter_the_database(server: Embedded, urls: pg.Urls) -> None:
    run(server.url(), "CREATE ROLE stranger LOGIN PASSWORD 'x'")
    strange = urls.app.replace("handrail_app", "stranger").replace(server.secrets["app"], "x")
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        run(strange, "SELECT 1")


def test_powerful_roles_are_refused_as_app(server: Embedded, urls: pg.Urls) -> None:
    pg.refuse_powerful(urls.app)
    with pytest.raises(PgError, match="is a superuser"):
        pg.refuse_powerful(server.url(pg.DATABASE))
    with pytest.raises(PgError, match="owns the tables"):
        pg.refuse_powerful(urls.owner)
    run(server.url(), "ALTER ROLE handrail_app BYPASSRLS")
    with pytest.raises(PgError, match="BYPASSRLS"):
        pg.refuse_powerful(urls.app)
    pg.provision(server.url(), secrets=server.secrets)
    pg.refuse_powerful(urls.app)


def test_clone_has_the_rows_and_the_rights(server: Embedded, urls: pg.Urls) -> None:
    pg.clone(server.url(), pg.DATABASE, "copy")
    copy = pg.urls_for(server.url(), database="copy", secrets=server.secrets)
    assert run(copy.app, "SELECT ws FROM thing") == [(1,)]
    pg.refuse_powerful(copy.app)
    pg.drop(server.url(), "copy")
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        run(copy.app, "SELECT 1")


def test_resolve_without_an_address_uses_the_embedded_server(server: Embedded, urls: pg.Urls) -> None:
    with pg.resolve({}, server.data) as found:
        assert found == urls
        assert found.server


def test_resolve_with_two_plain_roles_takes_them_as_they_are(urls: pg.Urls, tmp_path: Path) -> None:
    environ = {"DATABASE_URL": urls.app, "DATABASE_OWNER_URL": urls.owner}
    with pg.resolve(environ, tmp_path) as found:
        assert found == urls
        assert found.server is None


def test_resolve_with_a_plain_role_alone_says_what_is_missing(urls: pg.Urls, tmp_path: Path) -> None:
    with (
        pytest.raises(PgError, match="DATABASE_OWNER_URL is not set"),
        pg.resolve({"DATABASE_URL": urls.app}, tmp_path),
    ):
        pass


def test_resolve_with_an_administrator_makes_the_roles(tmp_path: Path) -> None:
    """As on a managed server: the administrator may create roles and databases, but is no superuser."""
    folder = Path(tempfile.mkdtemp(prefix="handrail-pg-"))
    folder.chmod(0o711)
    with Embedded(folder, options={"fsync": "off", "shared_buffers": "16MB"}) as other:
        run(other.url(), "CREATE ROLE boss LOGIN CREATEROLE CREATEDB PASSWORD 'x'")
        boss = other.url().replace("handrail_admin", "boss").replace(other.secrets["superuser"], "x")
        for _ in range(2):
            with pg.resolve({"DATABASE_URL": boss}, tmp_path) as found:
                pg.refuse_powerful(found.app)
                run(found.owner, "CREATE TABLE IF NOT EXISTS thing (n int)")
                assert run(found.app, "SELECT count(*) FROM thing") == [(0,)]
                assert "/handrail" in found.app
    shutil.rmtree(folder)


@pytest.mark.parametrize("address", ["mysql://somewhere/x", "nonsense"])
def test_resolve_refuses_other_databases(address: str, tmp_path: Path) -> None:
    with pytest.raises(PgError, match="must be an address"), pg.resolve({"DATABASE_URL": address}, tmp_path):
        pass


def test_an_unreachable_server_is_said_without_its_password(tmp_path: Path) -> None:
    with (
        pytest.raises(PgError, match=r"127\.0\.0\.1:1:") as caught,
        pg.resolve({"DATABASE_URL": "postgresql://u:hush@127.0.0.1:1/x"}, tmp_path),
    ):
        pass
    assert "hush" not in str(caught.value)
