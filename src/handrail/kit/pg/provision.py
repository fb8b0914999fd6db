"""The roles of an installation, and the way from the environment to two addresses: owner and app.

The owner migrates and backs up; the app serves, owns nothing, and never escapes row-level security.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from handrail.kit.pg.errors import PgError
from handrail.kit.pg.keep import ensure_secrets
from handrail.kit.pg.server import Embedded
from handrail.kit.pg.strain import no_connection_to_spare

DATABASE = "handrail"
OWNER, APP, SYSTEM = "handrail_owner", "handrail_app", "handrail_system"
MINIMUM_VERSION = 160_000
_LOCK = 4_829_301  # one provisioner at a time: parallel ALTER ROLE ends in "tuple concurrently updated"
_EDITION = 1  # raise it when the statements below change, so that an embedded server gets them

# In this order, each repeatable. Names are ours, so they need no quoting; only passwords are values.
_ROLES = (
    f"CREATE ROLE {OWNER} LOGIN",
    f"CREATE ROLE {APP} LOGIN",
    f"CREATE ROLE {SYSTEM} NOLOGIN",
)
_MODES = (
    f"ALTER ROLE {OWNER} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB",
    f"ALTER ROLE {APP} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB",
    f"ALTER ROLE {SYSTEM} NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB",
    # A plain grant would let the app see every row at any moment; so it must say SET ROLE first.
    f"GRANT {SYSTEM} TO {APP} WITH INHERIT FALSE, SET TRUE",
)
_RIGHTS = ("SELECT, INSERT, UPDATE, DELETE ON TABLES", "USAGE ON SEQUENCES", "EXECUTE ON FUNCTIONS")
_DEFAULT = f"ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} IN SCHEMA public {{}} {APP}, {SYSTEM}"
_INSIDE = (
    f"ALTER SCHEMA public OWNER TO {OWNER}",
    "REVOKE ALL ON SCHEMA public FROM PUBLIC",
    f"GRANT USAGE ON SCHEMA public TO {APP}, {SYSTEM}",
    *(_DEFAULT.format(f"GRANT {right} TO") for right in _RIGHTS),
    *(f"CREATE EXTENSION IF NOT EXISTS {name}" for name in ("pg_trgm", "unaccent", "btree_gin")),
)


@dataclass(frozen=True)
class Urls:
    owner: str
    app: str
    server: Embedded | None = field(default=None, compare=False, repr=False)
    """The embedded server behind the addresses, while `resolve` keeps it running."""
    admin: str = field(default="", compare=False, repr=False)
    """Who may make databases here; empty where only owner and app are known."""

    @property
    def database(self) -> str:
        return _database_of(self.app)


def provision(admin_url: str, *, database: str = DATABASE, secrets: Mapping[str, str]) -> Urls:
    """Create or mend roles, database, rights and extensions; repeatable, also from several processes."""
    with _connect(admin_url) as admin:
        require_version(admin)
        admin.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        _mend_roles(admin, secrets)
        _mend_database(admin, database)
        with _connect(at_database(admin_url, database)) as inside:
            for statement in _INSIDE:
                _run(inside, statement)
    return urls_for(admin_url, database=database, secrets=secrets)


def urls_for(admin_url: str, *, database: str = DATABASE, secrets: Mapping[str, str]) -> Urls:
    """The addresses of the two roles on this server, without looking whether they exist."""
    return Urls(
        owner=_as_role(admin_url, database, OWNER, secrets["owner"]),
        app=_as_role(admin_url, database, APP, secrets["app"]),
    )


@contextmanager
def resolve(environ: Mapping[str, str], data_dir: Path) -> Iterator[Urls]:
    """The two addresses to use; while the block runs, an embedded server is kept running for us."""
    if environ.get("DATABASE_URL"):
        yield _external(environ, data_dir)
        return
    with Embedded(data_dir) as server:
        yield replace(provision_embedded(server), server=server, admin=server.url())


def provision_embedded(server: Embedded) -> Urls:
    if server.notes.get("provisioned") == _EDITION:
        return urls_for(server.url(), secrets=server.secrets)
    urls = provision(server.url(), secrets=server.secrets)
    server.note(provisioned=_EDITION)
    return urls


def forget_default_rights(owner_url: str) -> None:
    """For a database that is about to be read from a dump, which brings the rights of every table by itself.

    Tables made under default rights would keep more than the dump takes away.
    """
    with _connect(owner_url) as owner:
        for statement in without_default_rights():
            _run(owner, statement)


def without_default_rights() -> list[str]:
    return [_DEFAULT.format(f"REVOKE {right} FROM") for right in _RIGHTS]


def refuse_powerful(app_url: str) -> None:
    """Row-level security binds neither superusers nor owners: refuse to serve as one of them."""
    with _connect(app_url) as app:
        require_version(app)
        name, superuser, bypass, owns, inherits = _one(
            app,
            "SELECT rolname, rolsuper, rolbypassrls,"
            " EXISTS (SELECT FROM pg_class c WHERE relkind IN ('r', 'p')"
            " AND relnamespace = 'public'::regnamespace AND pg_has_role(r.oid, c.relowner, 'MEMBER'))"
            " OR EXISTS (SELECT FROM pg_database d WHERE datname = current_database()"
            " AND pg_has_role(r.oid, d.datdba, 'MEMBER')),"
            " EXISTS (SELECT FROM pg_auth_members m JOIN pg_roles s ON s.oid = m.roleid"
            f" WHERE s.rolname = '{SYSTEM}' AND m.member = r.oid AND m.inherit_option)"
            " FROM pg_roles r WHERE rolname = current_user",
        )
    reasons = {
        "is a superuser": superuser,
        "has BYPASSRLS": bypass,
        "owns the tables": owns,
        f"inherits {SYSTEM} (grant it WITH INHERIT FALSE)": inherits,
    }
    for reason, holds in reasons.items():
        if holds:
            raise PgError(
                f"The role {name} in DATABASE_URL {reason}, so it would see the rows of every workspace.",
                "Serve as a plain role that owns nothing, and put the owner into DATABASE_OWNER_URL.",
            )


def require_version(connection: psycopg.Connection) -> None:
    version = connection.info.server_version
    if version < MINIMUM_VERSION:
        raise PgError(
            f"Handrail needs PostgreSQL 16 or later; this server is {version // 10_000}.",
            "Upgrade the server, or unset DATABASE_URL to use the one that Handrail brings.",
        )


def clone(admin_url: str, template: str, name: str) -> str:
    """Copy a database on the server, in some 50 ms; waits a little for others to leave the template."""
    statement = sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {} STRATEGY FILE_COPY")
    statement_for = statement.format(*map(sql.Identifier, (name, template, OWNER)))
    with _connect(admin_url) as admin:
        for rest in reversed(range(100)):
            try:
                admin.execute(statement_for)
                break
            except psycopg.errors.ObjectInUse:
                if not rest:
                    raise
                time.sleep(0.05)
        _close_to_public(admin, name)
    return at_database(admin_url, name)


def drop(admin_url: str, name: str) -> None:
    with _connect(admin_url) as admin:
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def rename(admin_url: str, name: str, fresh: str) -> None:
    statement = sql.SQL("ALTER DATABASE {} RENAME TO {}").format(*map(sql.Identifier, (name, fresh)))
    with _connect(admin_url) as admin:
        try:
            admin.execute(statement)
        except psycopg.errors.ObjectInUse as error:
            raise PgError(
                f"Somebody is working on the database {name}.", "Stop them, then try again."
            ) from error


def beside(urls: Urls, database: str) -> Urls:
    """Another, empty database on the same server for the same roles."""
    secrets = {
        "owner": unquote(urlsplit(urls.owner).password or ""),
        "app": unquote(urlsplit(urls.app).password or ""),
    }
    return provision(urls.admin, database=database, secrets=secrets)


def at_database(url: str, database: str) -> str:
    return urlsplit(url)._replace(path=f"/{quote(database)}").geturl()


# Provisioning


def _mend_roles(admin: psycopg.Connection, secrets: Mapping[str, str]) -> None:
    known = {row[0] for row in admin.execute("SELECT rolname FROM pg_roles")}
    for statement in _ROLES:
        if statement.split()[2] not in known:
            _run(admin, statement)
    for statement in _modes(admin):
        _run(admin, statement)
    for role, secret in ((OWNER, secrets["owner"]), (APP, secrets["app"])):
        admin.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(role), sql.Literal(secret)))
    if not _is_superuser(admin):  # a managed server's administrator may only give to roles it belongs to
        _run(admin, f"GRANT {OWNER} TO current_user")


def _modes(admin: psycopg.Connection) -> tuple[str, ...]:
    # Only a superuser may even mention SUPERUSER or BYPASSRLS; new roles have neither.
    if _is_superuser(admin):
        return _MODES
    return tuple(one.replace(" NOSUPERUSER NOBYPASSRLS", "").replace(" NOCREATEDB", "") for one in _MODES)


def _mend_database(admin: psycopg.Connection, database: str) -> None:
    name, owner = sql.Identifier(database), sql.Identifier(OWNER)
    if _one(admin, "SELECT count(*) FROM pg_database WHERE datname = %s", database)[0] == 0:
        admin.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(name, owner))
    admin.execute(sql.SQL("ALTER DATABASE {} OWNER TO {}").format(name, owner))
    _close_to_public(admin, database)


def _close_to_public(admin: psycopg.Connection, database: str) -> None:
    name, app = sql.Identifier(database), sql.Identifier(APP)
    admin.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
    admin.execute(sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {} TO {}").format(name, app))


# From the environment


def _external(environ: Mapping[str, str], data_dir: Path) -> Urls:
    url, owner = environ["DATABASE_URL"], environ.get("DATABASE_OWNER_URL")
    _require_url(url)
    if owner:
        _require_url(owner)
        with _connect(owner) as connection:
            require_version(connection)
        return Urls(owner=owner, app=url)
    with _connect(url) as connection:
        require_version(connection)
        powerful = _one(
            connection, "SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user"
        )[0]
    if not powerful:
        raise PgError(
            "DATABASE_URL names a role that cannot create others, and DATABASE_OWNER_URL is not set.",
            "Set DATABASE_OWNER_URL to the role that owns the tables, or DATABASE_URL to an administrator.",
        )
    os.makedirs(data_dir, exist_ok=True)
    made = provision(url, database=_database_of(url), secrets=ensure_secrets(data_dir))
    return replace(made, admin=at_database(url, "postgres"))


def _database_of(url: str) -> str:
    # "postgres" is where administrators log in, not where anybody keeps tables.
    named = unquote(urlsplit(url).path.lstrip("/"))
    return DATABASE if named in ("", "postgres") else named


def _require_url(url: str) -> None:
    if urlsplit(url).scheme not in ("postgres", "postgresql"):
        raise PgError(
            "DATABASE_URL must be an address such as postgresql://user:password@host:5432/database.",
            "Only PostgreSQL is supported; unset DATABASE_URL to use the one that Handrail brings.",
        )


def _as_role(url: str, database: str, role: str, password: str) -> str:
    parts = urlsplit(url)
    place = parts.netloc.rpartition("@")[2]
    netloc = f"{quote(role)}:{quote(password, safe='')}@{place}"
    return parts._replace(netloc=netloc, path=f"/{quote(database)}").geturl()


# SQL


def _connect(url: str) -> psycopg.Connection:
    try:
        return psycopg.connect(url, autocommit=True, connect_timeout=10)
    except psycopg.OperationalError as error:
        if no_connection_to_spare(error):
            raise PgError(
                f"The database at {_address(url)} has no connection to spare.",
                "Try again in a moment, or raise its limit of connections.",
            ) from error
        raise PgError(
            f"No connection to the database at {_address(url)}: {_reason(error)}.",
            "Check DATABASE_URL, and that the server runs and lets this machine in.",
        ) from error
    except psycopg.ProgrammingError as error:
        raise PgError(f"The database address is not valid: {error}.", "Check DATABASE_URL.") from error


def _reason(error: Exception) -> str:
    return str(error).strip().splitlines()[0].rstrip(".")


def _address(url: str) -> str:
    parts = conninfo_to_dict(url)
    return f"{parts.get('host', 'localhost')}:{parts.get('port', 5432)}"


def _run(connection: psycopg.Connection, statement: str) -> None:
    try:
        connection.execute(statement.encode())
    except psycopg.errors.InsufficientPrivilege as error:
        raise PgError(
            f"The administrator in DATABASE_URL may not run “{statement}”: {error.diag.message_primary}.",
            "Let a superuser run it once, or set DATABASE_URL and DATABASE_OWNER_URL to roles made by hand.",
        ) from error
    except psycopg.errors.FeatureNotSupported as error:
        raise PgError(
            f"The database server cannot run “{statement}”: {error.diag.message_primary}.",
            "Install PostgreSQL's contrib package on the server.",
        ) from error


def _is_superuser(connection: psycopg.Connection) -> bool:
    return bool(_one(connection, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user")[0])


def _one(connection: psycopg.Connection, statement: str, *values: object) -> tuple:  # type: ignore[type-arg]
    row = connection.execute(statement.encode(), values or None).fetchone()
    assert row is not None
    return row
