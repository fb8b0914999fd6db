"""The one way in to an import for the pages of every reader of files, and the scope it runs in."""

from __future__ import annotations

from dataclasses import replace

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from handrail.house.workspaces.scope import Actor, Scope, current

from .models import Import


def found(key: str, kind: str, *, lock: bool = False) -> Import:
    """The import; with `lock` a second click waits here until the first has been answered."""
    rows = Import.objects.select_for_update(no_key=True) if lock else Import.objects
    row = visible(rows.filter(key=key, kind=kind, removed_at=None)).first()
    if row is None:
        raise Http404(_("There is no such import."))
    return row


def visible(rows: QuerySet[Import]) -> QuerySet[Import]:
    """A file may speak of private customers: to whom one is hidden, only the own uploads are shown."""
    scope = current()
    return rows.filter(by=scope.member) if scope.hidden else rows


def as_import(row: Import) -> Scope:
    """The same workspace and transaction; what is written is told as the import's doing."""
    scope = current()
    actor = Actor("import", scope.member.pk if scope.member else None, row.filename[:100])
    return replace(scope, actor=actor, cause=f"import:{row.key}", leaving={})
