"""Where the content of attached files lies: by its hash, once for a workspace, in Django's storage, inside backups."""

from __future__ import annotations

import hashlib
from typing import Any

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import connection

from handrail.house.workspaces.scope import current
from handrail.kit.refusals import NotFound
from handrail.kit.words import say


def place(digest: str) -> str:
    return f"{current().workspace_id}/{digest[:2]}/{digest}"


def digest_of(content: File[Any]) -> str:
    content.seek(0)
    found = hashlib.sha256()
    for piece in content.chunks():
        found.update(piece)
    content.seek(0)
    return found.hexdigest()


def keep(digest: str, content: File[Any]) -> None:
    """Whole or not at all. What rolls back afterwards leaves a file that nobody names, and no harm."""
    if not default_storage.exists(place(digest)):
        content.seek(0)
        default_storage.save(place(digest), content)


def there(digest: str) -> bool:
    return default_storage.exists(place(digest))


def opened(digest: str) -> File[Any]:
    try:
        return default_storage.open(place(digest), "rb")
    except FileNotFoundError:
        raise NotFound(
            say("The content of this file is not here any more."),
            say("Ask whoever runs Handrail for a backup of the files."),
        ) from None


def drop(digest: str) -> None:
    default_storage.delete(place(digest))


def wait() -> None:
    """Of those who add or drop files of this workspace at the same moment, one after the other."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 31))", [f"files {current().workspace_id}"]
        )
