"""One step of an import in the worker. It is all or nothing, so a step that was cut off may run again."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from itertools import chain, repeat

from django.db import connection

from handrail.house.workspaces import scope
from handrail.kit.pg.strain import strain_of

from . import verbs as imports
from .models import Import
from .progress import Progress

log = logging.getLogger(__name__)
Work = Callable[[Import, Progress], None]
PAUSES: Iterable[float] = (1, 2, 5, 10)


def step(workspace_id: int, key: str, state: str, work: Work) -> None:
    """Do `work` once, as the member who asked for it; where it breaks, the page says so and the error stays visible."""
    with scope.enter(workspace_id):
        row = Import.objects.filter(key=key, state=state).defer("content").select_related("by").first()
    if row is None:
        return
    actor = scope.Actor("import", row.by_id, row.filename[:100])
    try:
        with (
            Progress(workspace_id, row.pk) as progress,
            scope.enter(workspace_id, actor=actor, member=row.by, cause=f"import:{key}"),
        ):
            work(Import.objects.select_related("by").get(pk=row.pk), progress)
    except Exception as error:
        trouble = strain_of(error)
        log.error("The import %s broke: %s", key, trouble or error, exc_info=trouble is None)
        persistently(lambda: give_up(workspace_id, row.pk, actor, trouble.code if trouble else ""))
        raise


def give_up(workspace_id: int, pk: int, actor: scope.Actor, why: str) -> None:
    with scope.enter(workspace_id, actor=actor):
        row = Import.objects.filter(pk=pk, state__in=("previewing", "running")).first()
        if row is not None:
            imports.move(row, "refused", report={"broke": True, "why": why})


def persistently(do: Callable[[], None], pauses: Iterable[float] | None = None) -> None:
    """Until it goes well: while the disk is full, not even the end of an import can be noted."""
    for pause in chain(PAUSES if pauses is None else pauses, repeat(30.0)):
        try:
            do()
        except Exception as error:
            if strain_of(error) is None:
                raise
            connection.close()
            time.sleep(pause)
        else:
            return
