"""Hatch build hook: the built face, the compiled translations and the library go into the wheel."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class FaceBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        face = _face(Path(self.root))
        if version == "editable":
            self._try_to_build(face)
            return
        face.build(if_changed=True)
        face.translate()
        build_data["artifacts"] += ["/src/handrail/ui/static/handrail/**", "/src/handrail/locale/**/*.mo"]
        library = Path(self.root) / "library"
        if library.is_dir():
            build_data["force_include"][str(library)] = "handrail/_library"

    def _try_to_build(self, face: ModuleType) -> None:
        """A checkout stays installable without a package registry in reach; pages then say what to run."""
        try:
            face.translate()
            face.build(if_changed=True)
        except face.CannotBuild as problem:
            self.app.display_warning(str(problem))


def _face(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("handrail_face", root / "src/handrail/ui/build.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
