"""What is kept beside the cluster: the passwords and a few notes, as JSON files that only we can read."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from handrail.kit.pg.errors import PgError, explain

SECRETS = "pg-secrets.json"


def read_secrets(data: Path) -> dict[str, str]:
    found: dict[str, str] = read_json(data / SECRETS)
    if not found:
        raise PgError(
            f"The passwords of the database in {data} are missing ({SECRETS}).",
            "Put the file back from a backup of that folder.",
        )
    return found


def ensure_secrets(data: Path) -> dict[str, str]:
    """The passwords of this data folder: superuser, owner, app. Made once, readable by us alone."""
    if not (data / SECRETS).exists():
        made = {name: secrets.token_urlsafe(24) for name in ("superuser", "owner", "app")}
        write_private(data / SECRETS, made)
    return read_secrets(data)


def write_private(path: Path, values: Mapping[str, Any]) -> None:
    """Replace a JSON file at once, readable by us alone; a killed writer leaves the old one."""
    scratch = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        scratch.unlink(missing_ok=True)
        with os.fdopen(os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            json.dump(values, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        scratch.replace(path)
    except OSError as error:
        scratch.unlink(missing_ok=True)
        raise explain(str(error), path.parent) from error


def read_json(path: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(path.read_text())
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise explain(f"{path} cannot be read: {error}", path.parent) from error
    return found
