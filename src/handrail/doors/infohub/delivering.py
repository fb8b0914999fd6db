"""Writing an export into a folder: never outside of it, never over what is not an earlier export."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from handrail.house.workspaces import scope
from handrail.kit.refusals import Refusal

from .exporting import Exporter
from .keeping import FORMAT, MANIFEST
from .tree import STAGE

Tell = Callable[[int], None]


@dataclass
class Delivery:
    files: int = 0
    bytes: int = 0
    removed: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)


def run(folder: Path, *, workspace_slug: str, tell: Tell = lambda done: None) -> Delivery:
    """Export a workspace into `folder`. Opens the workspace itself."""
    with scope.enter(workspace_slug):
        exporter = Exporter()
        delivery = deliver(folder, exporter.files(), tell)
        delivery.counts = dict(sorted(exporter.manifest.counts.items()))
    return delivery


def deliver(folder: Path, files: Iterable[tuple[str, bytes]], tell: Tell = lambda done: None) -> Delivery:
    """First all files beside their places, then all of them into place: a full disk leaves the old tree."""
    earlier = earlier_export(folder)
    made = Delivery()
    with staged(folder) as stage:
        for path, content in files:
            stage.put(path, content)
            made.bytes += len(content)
            tell(len(stage.paths))
        stage.settle()
    made.files = len(stage.paths)
    made.removed = sweep(folder, earlier, set(stage.paths))
    return made


@dataclass
class Stage:
    """Files on their way into `folder`, in a folder inside of it, so that both are on one disk."""

    folder: Path
    paths: list[str] = field(default_factory=list)
    made: list[Path] = field(default_factory=list)
    """Folders that were made for them, to take back if nothing comes of it."""

    @property
    def place(self) -> Path:
        return self.folder / STAGE

    def put(self, path: str, content: bytes) -> None:
        """Write one file, and make the place where it will stand; no link on the way is followed."""
        target = inside(self.folder, path)
        self.made += walk_down(self.folder, target.parent)
        if target.is_dir() and not target.is_symlink():
            raise Refusal(f"{path} is a folder here and a file in the export.", "Name an empty folder.")
        fresh = inside(self.place, path)
        walk_down(self.place, fresh.parent)
        fresh.write_bytes(content)
        self.paths.append(path)

    def settle(self) -> None:
        """All into place, the manifest last: this needs no more room on the disk."""
        self.made.clear()
        for number, path in enumerate(self.paths):
            try:
                os.replace(inside(self.place, path), inside(self.folder, path))
            except OSError as error:
                raise Refusal(
                    f"{path} could not be put in place: {error.strerror}. {number:,} of {len(self.paths):,} "
                    "files are the new ones, the others are the old ones.",
                    "Look at the folder's permissions, then export again: it does the rest.",
                ) from error

    def discard(self) -> None:
        if self.place.is_symlink():
            self.place.unlink()
        shutil.rmtree(self.place, ignore_errors=True)
        for empty in reversed(self.made):
            with suppress(OSError):
                empty.rmdir()


@contextmanager
def staged(folder: Path) -> Iterator[Stage]:
    """What a killed export left behind goes first, and nothing stays of one that ends early."""
    stage = Stage(folder)
    stage.discard()
    stage.made += reversed([one for one in (folder, *folder.parents) if not one.exists()])
    try:
        folder.mkdir(parents=True, exist_ok=True)
        stage.place.mkdir(mode=0o700)
        yield stage
    finally:
        stage.discard()


def earlier_export(folder: Path) -> dict[str, Any]:
    """What an earlier export left here by path; refuses a folder that holds anything else."""
    if not folder.exists() or (folder.is_dir() and not any(one.name != STAGE for one in folder.iterdir())):
        return {}
    if not folder.is_dir():
        raise Refusal(f"{folder} is a file.", "Name a folder.")
    try:
        found = json.loads((folder / MANIFEST).read_bytes())
    except (OSError, ValueError):
        found = {}
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise Refusal(
            f"{folder} is not empty and holds no earlier export.",
            "Name an empty folder, or one that an export wrote before.",
        )
    files = found.get("files")
    return files if isinstance(files, dict) else {}


def inside(folder: Path, path: str) -> Path:
    place = PurePosixPath(path)
    if place.is_absolute() or not place.parts or any(part in ("..", "") for part in place.parts):
        raise Refusal(f"“{path}” leads out of the folder.", "Rename that file in the workspace.")
    return folder.joinpath(*place.parts)


def walk_down(folder: Path, parent: Path) -> list[Path]:
    """Make the folders down to `parent`; those that were not there before."""
    here, made = folder, []
    for part in parent.relative_to(folder).parts:
        here = here / part
        if here.is_symlink():
            raise Refusal(f"{here} is a link and is not followed.", "Name an empty folder.")
        if not here.is_dir():
            here.mkdir()
            made.append(here)
    return made


def sweep(folder: Path, earlier: dict[str, Any], written: set[str]) -> list[str]:
    """Remove what the earlier export wrote and this one did not, unless somebody changed it since."""
    gone = []
    for path, told in sorted(earlier.items()):
        if path in written or not isinstance(told, dict):
            continue
        place = inside(folder, path)
        parents = [
            folder.joinpath(*PurePosixPath(path).parts[:n]) for n in range(1, len(PurePosixPath(path).parts))
        ]
        if any(parent.is_symlink() for parent in parents) or place.is_symlink() or not place.is_file():
            continue
        if hashlib.sha256(place.read_bytes()).hexdigest() == told.get("sha256"):
            place.unlink()
            gone.append(path)
    return gone
