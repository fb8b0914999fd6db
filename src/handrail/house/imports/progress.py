"""How far an import is, told while its one big transaction is still open."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from django.db import connection

from handrail.house.ledger import write
from handrail.house.workspaces import scope

from .models import Import


class Progress:
    """Tells how far an import is while its one big transaction is still open.

    From a thread and a connection of its own, so that all see it at once and none of it is rolled back.
    """

    def __init__(self, workspace_id: int, import_id: int) -> None:
        self.workspace_id, self.import_id = workspace_id, import_id
        self.thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="import-progress")

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        self.thread.submit(connection.close)
        self.thread.shutdown(wait=True)

    def flush(self) -> None:
        """Wait until all is told: the big transaction is about to write the import's row itself."""
        self.thread.submit(int).result()

    def __call__(self, done: int, everything: int) -> None:
        self.thread.submit(self._tell, done, everything)

    def _tell(self, done: int, everything: int) -> None:
        with scope.enter(self.workspace_id, actor=scope.Actor("import")):
            row = Import.objects.defer("content").get(pk=self.import_id)
            write.change(row, {"done_steps": done, "all_steps": max(done, everything)}, kind="progressed")
