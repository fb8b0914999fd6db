"""One file that holds a whole installation: the database, the files and the key that signs, each with its hash."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path, PurePosixPath
from typing import Any

from handrail.cli.session import Unusable
from handrail.kit import clock

FORMAT, EDITION = "handrail-backup", 1
MANIFEST, DUMP, KEY, FILES, GIT = "handrail.json", "database.dump", "secret_key", "files", "git"
_PIECE = 1 << 20


@dataclass(frozen=True)
class Contents:
    """An archive that was unpacked and whose every part has the hash that its manifest says."""

    folder: Path
    manifest: Mapping[str, Any]

    @property
    def dump(self) -> Path:
        return self.folder / DUMP

    @property
    def files(self) -> list[Path]:
        """Everything besides the database, relative to the data folder."""
        return [Path(name) for name in self.manifest["parts"] if name != DUMP]


@contextmanager
def written(target: Path) -> Iterator[Path]:
    """A private folder beside `target` to gather the parts in. Once all are there, it becomes the archive.

    `target` appears whole or not at all, readable by us alone: it holds every workspace and the key that signs.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".handrail-", dir=target.parent) as scratch:
            folder = Path(scratch) / "parts"
            folder.mkdir()
            yield folder
            fresh = Path(scratch) / "whole"
            _pack(folder, fresh)
            os.replace(fresh, target)
    except OSError as error:
        raise Unusable(
            f"The backup could not be written: {error.strerror or error}.",
            f"An earlier file at {target} is as it was. Look at the space and the rights there, then run this again.",
        ) from error


def _pack(folder: Path, fresh: Path) -> None:
    parts = sorted(path for path in folder.rglob("*") if path.is_file())
    told = {path.relative_to(folder).as_posix(): _told(path) for path in parts}
    manifest = {
        "format": FORMAT,
        "edition": EDITION,
        "handrail": metadata.version("handrail"),
        "made_at": clock.real().isoformat(),
        "parts": told,
    }
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as opened:
        with zipfile.ZipFile(opened, "w", zipfile.ZIP_STORED) as packed:  # the dump is compressed already
            packed.writestr(MANIFEST, json.dumps(manifest, indent=1) + "\n")
            for path in parts:
                packed.write(path, path.relative_to(folder).as_posix())
        opened.flush()
        os.fsync(opened.fileno())


@contextmanager
def opened(file: Path) -> Iterator[Contents]:
    """The parts of an archive, unpacked and compared with their hashes."""
    try:
        with tempfile.TemporaryDirectory(prefix="handrail-restore-") as scratch:
            with zipfile.ZipFile(file) as packed:
                manifest = _manifest(packed, file)
                for name, told in manifest["parts"].items():
                    _unpack(packed, name, told, Path(scratch), file)
            yield Contents(Path(scratch), manifest)
    except FileNotFoundError:
        raise Unusable(f"There is no file {file}.", "Name one that `handrail backup` wrote.") from None
    except (zipfile.BadZipFile, EOFError) as error:
        raise Unusable(f"{file} is no backup, or was cut off: {error}.", "Take another one.") from error
    except OSError as error:
        words = f"{file} can not be read or unpacked: {error.strerror or error}."
        raise Unusable(
            words, "Look at the rights and at the space in the folder for temporary files."
        ) from error


def _manifest(packed: zipfile.ZipFile, file: Path) -> dict[str, Any]:
    try:
        manifest = json.loads(packed.read(MANIFEST))
        parts = dict(manifest["parts"])
    except (KeyError, ValueError, TypeError):
        manifest, parts = {}, {}
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT or DUMP not in parts:
        raise Unusable(f"{file} is no backup of Handrail.", "Name one that `handrail backup` wrote.")
    if manifest.get("edition") != EDITION:
        raise Unusable(
            f"{file} was written by a newer Handrail.", "Restore it with that version or a newer one."
        )
    return manifest


def _unpack(packed: zipfile.ZipFile, name: str, told: Mapping[str, Any], folder: Path, file: Path) -> None:
    place = PurePosixPath(name)
    if (
        place.is_absolute()
        or ".." in place.parts
        or (name not in (DUMP, KEY) and place.parts[0] not in (FILES, GIT))
    ):
        raise Unusable(f"{file} holds “{name}”, which no backup has.", "Do not trust this file.")
    target = folder.joinpath(*place.parts)
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with packed.open(name) as source, target.open("xb") as out:
            while piece := source.read(_PIECE):
                out.write(piece)
    except KeyError:
        raise Unusable(f"{file} lacks its part {name}.", "Take another backup.") from None
    if _told(target) != dict(told):
        raise Unusable(f"The part {name} of {file} is damaged.", "Take another backup.")


def _told(path: Path) -> dict[str, Any]:
    with path.open("rb") as opened:
        return {"bytes": path.stat().st_size, "sha256": hashlib.file_digest(opened, "sha256").hexdigest()}
