from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from handrail.doors.exchange.importing import NothingWritten, apply, look, plan_import
from handrail.doors.exchange.previewing import Preview

Files = dict[str, str | bytes]


class Importer:
    """Imports files given as {name: text} into the scene's workspace."""

    def __init__(self, scene: Any) -> None:
        self.scene = scene

    def looked(self, files: Files | list[Path], **choices: str) -> list[Any]:
        if isinstance(files, list):
            return [look(path, path.name, **choices) for path in files]
        return [look(f.encode() if isinstance(f, str) else f, name, **choices) for name, f in files.items()]

    def plan(self, files: Files | list[Path], **choices: str) -> Preview:
        with self.scene.inside():
            return plan_import(self.looked(files, **choices))

    def apply(self, files: Files | list[Path], *, accept_partial: bool = False, **choices: str) -> Preview:
        with self.scene.inside():
            return apply(self.looked(files, **choices), accept_partial=accept_partial)

    def refused(self, files: Files | list[Path], **choices: str) -> Preview:
        with pytest.raises(NothingWritten) as stopped:
            self.apply(files, **choices)
        return stopped.value.preview

    def rows(self, model: Any) -> list[Any]:
        with self.scene.inside():
            return list(model.objects.filter(removed_at=None).order_by("pk"))

    def row(self, model: Any, **which: Any) -> Any:
        with self.scene.inside():
            return model.objects.select_related(
                *[f.name for f in model._meta.fields if f.name == "owner"]
            ).get(**which)


@pytest.fixture
def importer(scene: Any) -> Importer:
    return Importer(scene)
