"""Where the repositories stand, and under which names they write."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from .repository import GIT, Author, Repository


def folder_of(workspace_id: int) -> Path:
    return Path(settings.DATA_DIR) / GIT / f"{workspace_id}.git"


def open_repository(workspace_id: int) -> Repository:
    return Repository(folder_of(workspace_id))


def ourselves() -> Author:
    return Author("Handrail", f"handrail@{settings.HOST}")
