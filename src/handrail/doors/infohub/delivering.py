"""Writing an export into a folder: never outside of it, never over what is not an earlier export."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from handrail.house.workspaces import scope
from handrail.kit.refusals import Refusal

from .exporting import Exporter
from .keeping import FORMAT, MANIFEST


@dataclass
class Delivery:
    files: int = 0
    bytes: int = 0
    removed: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)


def run(folder: Path, *, workspace_slug: str) -> Delivery:
    """Export a workspace into `folder`. Opens the workspace itself."""
    with scope.enter(workspace_slug):
        exporter = Exporter()
        delivery = deliver(folder, exporter.files())
        delivery.counts = dict(sorted(exporter.manifest.counts.items()))
    return delivery


def deliver(folder: Path, files: Iterable[tuple[str, bytes]]) -> Delivery:
    earlier = earlier_export(folder)
    folder.mkdir(parents=True, exist_ok=True)
    made = Delivery()
    written = set()
    for path, content in files:
        put(folder, path, content)
        written.add(path)
        made.files += 1
        made.bytes += len(content)
    made.removed = sweep(folder, earlier, written)
    return made


def earlier_export(folder: Path) -> dict[str, Any]:
    """What an earlier export left here by path; refuses a folder that holds anything else."""
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
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


def put(folder: Path, path: str, content: bytes) -> None:
    """Write one file whole or not at all; no link on the way is followed."""
    target = inside(folder, path)
    if target.parent != folder:
        walk_down(folder, target.parent)
    if target.is_dir() and not target.is_symlink():
        raise Refusal(f"{path} is a folder here and a file in the export.", "Name an empty folder.")
    fresh = target.with_name(f".{target.name[:100]}.new")
    fresh.unlink(missing_ok=True)
    with fresh.open("xb") as opened:
        opened.write(content)
    os.replace(fresh, target)


def inside(folder: Path, path: str) -> Path:
    place = PurePosixPath(path)
    if place.is_absolute() or not place.parts or any(part in ("..", "") for part in place.parts):
        raise Refusal(f"“{path}” leads out of the folder.", "Rename that file in the workspace.")
    return folder.joinpath(*place.parts)


def walk_down(folder: Path, parent: Path) -> None:
    here = folder
    for part in parent.relative_to(folder).parts:
        here = here / part
        if here.is_symlink():
            raise Refusal(f"{here} is a link and is not followed.", "Name an empty folder.")
        here.mkdir(exist_ok=True)


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
