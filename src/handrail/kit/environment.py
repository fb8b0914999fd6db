"""Settings come from the environment only, typed, and a bad one stops the start with a sentence that helps."""

from __future__ import annotations

import os
import secrets
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg.conninfo import conninfo_to_dict

from handrail.kit.pg.place import default_data_dir, make_folder

from .web.numbers import whole


class BadSetting(Exception):
    """A setting that can not be used. The message says which, what was found, and what to write instead."""


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def number(name: str, default: int, low: int, high: int) -> int:
    raw = text(name, str(default))
    found = whole(raw)
    if found is None or not low <= found <= high:
        raise BadSetting(
            f"{name} is “{raw}”. Write a whole number from {low} to {high}, for example {default}."
        )
    return found


def secret(name: str) -> str:
    """A secret that somebody else must show; none where it is not set."""
    given = text(name)
    if given and len(given) < 16:
        raise BadSetting(f"{name} is too short. Write at least 16 random characters.")
    return given


def flag(name: str) -> bool:
    raw = text(name, "0").lower()
    if raw not in {"0", "1", "true", "false"}:
        raise BadSetting(f"{name} is “{raw}”. Write 1 or 0.")
    return raw in {"1", "true"}


def one_of(name: str, default: str, known: tuple[str, ...]) -> str:
    raw = text(name, default).upper()
    if raw not in known:
        raise BadSetting(f"{name} is “{raw}”. Write one of: {', '.join(known)}.")
    return raw


def address(name: str, default: str) -> str:
    """A web address without a path: http://host or https://host:port."""
    raw = text(name, default).rstrip("/")
    parts = urlsplit(raw)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path:
        raise BadSetting(
            f"{name} is “{raw}”. Write scheme and host only, for example https://handrail.example.com."
        )
    return raw


def host_of(address: str) -> str:
    """The host as Django compares it: an IPv6 address keeps its brackets."""
    host = urlsplit(address).hostname or ""
    return f"[{host}]" if ":" in host else host


def path(name: str, default: Path) -> Path:
    """A file that must be there if it is named."""
    named = text(name)
    if named and not Path(named).is_file():
        raise BadSetting(
            f"{name} is “{named}”, and there is no such file. Write the path of one, or unset it."
        )
    return Path(named) if named else default


def importable(*modules: str) -> bool:
    """Whether compiled libraries load on this machine; one that is there may still not fit it."""
    try:
        for module in modules:
            import_module(module)
    except Exception:  # a library compiled for another one raises its own kind
        return False
    return True


def names(name: str) -> list[str]:
    return [part.strip() for part in text(name).split(",") if part.strip()]


def data_dir() -> Path:
    """Where the database, secrets and files live: HANDRAIL_DATA, else the system's place for such things."""
    chosen = text("HANDRAIL_DATA")
    return Path(chosen).expanduser().resolve() if chosen else default_data_dir()


def secret_key(folder: Path) -> str:
    """HANDRAIL_SECRET_KEY, else one made once and kept beside the data, readable by its owner only."""
    given = text("HANDRAIL_SECRET_KEY")
    if given:
        if len(given) < 32:
            raise BadSetting("HANDRAIL_SECRET_KEY is too short. Write at least 32 random characters.")
        return given
    kept = folder / "secret_key"
    if not kept.exists():
        make_folder(folder)
        make_once(kept, secrets.token_urlsafe(48))
    return kept.read_text().strip()


def make_once(path: Path, content: str) -> None:
    """Write a 0600 file in one step; whoever is first wins."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(content)
    try:
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        draft.unlink(missing_ok=True)


def database(url: str, name: str) -> dict[str, object]:
    """Django's settings for a postgres:// address, in PostgreSQL's own reading: it may name several servers."""
    try:
        told = conninfo_to_dict(url) if url.startswith(("postgres://", "postgresql://")) else {}
    except psycopg.ProgrammingError:
        told = {}
    if not told.get("dbname"):
        raise BadSetting(f"{name} is not usable. Write postgresql://user:password@host:5432/database.")
    places = {theirs: str(told.pop(ours, "") or "") for theirs, ours in _PLACES.items()}
    return {"ENGINE": "django.db.backends.postgresql", **places, "OPTIONS": told}


_PLACES = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
