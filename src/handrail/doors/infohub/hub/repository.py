"""The bare git repository of one workspace, with what an export has to remember beside it. No Django.

Objects may be written by anybody at any time; the branch moves only under the lock, and only from what was seen.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import stat
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from dulwich.diff_tree import TreeChange, tree_changes
from dulwich.graph import can_fast_forward, find_merge_base
from dulwich.object_store import commit_tree_changes, iter_tree_contents, tree_lookup_path
from dulwich.objects import Blob, Commit, ObjectID, Tree
from dulwich.refs import Ref
from dulwich.repo import Repo

MAIN = Ref(b"refs/heads/main")
FILE = stat.S_IFREG | 0o644
GIT = "git"
"""The folder of all repositories, in the data folder."""
LAID = "laid.json"
A_DAY = 86_400
MOST_LOOSE = 4_000
"""So many small objects are packed into one file."""

Places = dict[str, list[str | int]]


@dataclass(frozen=True, slots=True)
class Author:
    name: str
    email: str

    def as_git(self) -> bytes:
        name, email = (_plain(text) for text in (self.name, self.email))
        return f"{name or 'somebody'} <{email}>".encode()


def _plain(text: str) -> str:
    return "".join(c for c in text if c.isprintable() and c not in "<>").strip()


@dataclass(slots=True)
class Laid:
    """What the files of one customer, or of none, mean for the other files."""

    paths: list[str] = field(default_factory=list)
    alias: str = ""
    stood: list[str] = field(default_factory=list)
    links: list[int] = field(default_factory=list)


class Repository:
    """Opened for one piece of work. `folder` is the repository itself, which any git can read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._repo: Repo | None = None

    def __enter__(self) -> Repository:
        return self

    def __exit__(self, *_: object) -> None:
        if self._repo is not None:
            self._repo.close()
            self._repo = None

    @property
    def repo(self) -> Repo:
        if self._repo is None:
            self._repo = Repo(str(self.folder)) if self.exists else self._made()
        return self._repo

    @property
    def exists(self) -> bool:
        return (self.folder / "HEAD").is_file() and (self.folder / "objects").is_dir()

    def _made(self) -> Repo:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return Repo.init_bare(str(self.folder), default_branch=b"main")

    @property
    def is_whole(self) -> bool:
        """With what is remembered beside it: of one that was restored, what is of now is looked at again."""
        return self.exists and bool(self.head) and self._laid_file.is_file()

    def copy_to(self, folder: Path) -> None:
        """Into a new folder, as of one moment: the history, and where records stand in it. What is of now is not."""
        with self.locked():
            shutil.copytree(
                self.folder, folder, ignore=lambda _where, names: {n for n in names if is_passing(n)}
            )

    # -- one at a time ------------------------------------------------------------------------------------

    @contextmanager
    def locked(self, *, wait: bool = True, patience: float = 0.0) -> Iterator[bool]:
        """Nobody else moves the branch meanwhile. Without `wait`, False where somebody is at it.

        `patience` is for how many seconds it is tried before that is said.
        """
        self.folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with open(f"{self.folder}.lock", "a") as handle:
            if wait:
                fcntl.flock(handle, fcntl.LOCK_EX)
            yield wait or _tried(handle, patience)

    # -- reading ------------------------------------------------------------------------------------------

    @property
    def head(self) -> str:
        """The commit that the branch stands on; empty before the first one."""
        if not self.exists:
            return ""
        return self.repo.refs.as_dict().get(MAIN, ObjectID(b"")).decode()

    def has_commit(self, commit: str) -> bool:
        return len(commit) == 40 and isinstance(self._object(commit), Commit)

    def _object(self, name: str) -> Any:
        try:
            return self.repo.object_store[ObjectID(name.encode())]
        except (KeyError, ValueError):
            return None

    def commit_of(self, commit: str) -> Commit:
        found = self.repo.object_store[ObjectID(commit.encode())]
        assert isinstance(found, Commit)
        return found

    def tree_of(self, commit: str) -> str:
        return self.commit_of(commit).tree.decode() if commit else self._empty()

    def _empty(self) -> str:
        tree = Tree()
        self.repo.object_store.add_object(tree)
        return tree.id.decode()

    def paths(self, commit: str) -> dict[str, str]:
        """{path: blob} of every ordinary file."""
        if not commit:
            return {}
        tree = ObjectID(self.tree_of(commit).encode())
        return {
            entry.path.decode("utf-8", "replace"): entry.sha.decode()
            for entry in iter_tree_contents(self.repo.object_store, tree)
            if entry.path and entry.sha and stat.S_ISREG(entry.mode or 0)
        }

    def blob_at(self, commit: str, path: str) -> str:
        """The blob of a file in a commit; empty where there is none."""
        if not commit:
            return ""
        tree = ObjectID(self.tree_of(commit).encode())
        try:
            mode, sha = tree_lookup_path(self.repo.object_store.__getitem__, tree, path.encode())
        except (KeyError, NotADirectoryError):
            return ""
        return sha.decode() if stat.S_ISREG(mode) else ""

    def content(self, blob: str) -> bytes:
        found = self.repo.object_store[ObjectID(blob.encode())]
        assert isinstance(found, Blob)
        return found.data

    def size(self, blob: str) -> int:
        return self.repo.object_store[ObjectID(blob.encode())].raw_length()

    def changed(self, before: str, after: str) -> dict[str, tuple[str, str]]:
        """{path: (blob before, blob after)} of the files in which two commits differ; "" where there is none."""
        found: dict[str, tuple[str, str]] = {}
        for change in self._differences(before, after):
            for side, entry in enumerate((change.old, change.new)):
                if entry is None or entry.path is None or not stat.S_ISREG(entry.mode or 0):
                    continue
                path = entry.path.decode("utf-8", "replace")
                pair = list(found.get(path, ("", "")))
                pair[side] = entry.sha.decode() if entry.sha else ""
                found[path] = (pair[0], pair[1])
        return found

    def _differences(self, before: str, after: str) -> Iterator[TreeChange]:
        one, other = (ObjectID(self.tree_of(commit).encode()) for commit in (before, after))
        return tree_changes(self.repo.object_store, one, other)

    def odd_entries(self, before: str, after: str) -> list[str]:
        """Links and the like that a commit brings, which are no files."""
        return sorted(
            change.new.path.decode("utf-8", "replace")
            for change in self._differences(before, after)
            if change.new is not None and change.new.path and not stat.S_ISREG(change.new.mode or 0)
        )

    def base_of(self, one: str, other: str) -> str:
        """The last commit that both come from; empty where they have nothing in common."""
        found = find_merge_base(self.repo, [ObjectID(one.encode()), ObjectID(other.encode())])
        return found[0].decode() if found else ""

    def leads_to(self, older: str, newer: str) -> bool:
        return not older or can_fast_forward(self.repo, ObjectID(older.encode()), ObjectID(newer.encode()))

    def recent(self, most: int) -> Iterator[Commit]:
        """The last commits of the branch, the newest first."""
        if self.head:
            for entry in self.repo.get_walker(include=[ObjectID(self.head.encode())], max_entries=most):
                yield entry.commit

    # -- writing ------------------------------------------------------------------------------------------

    def put(self, content: bytes) -> str:
        blob = Blob.from_string(content)
        self.repo.object_store.add_object(blob)
        return blob.id.decode()

    def put_all(self, files: Mapping[str, bytes]) -> dict[str, str]:
        """{path: blob}: few by themselves, many in one pack."""
        if len(files) < 50:
            return {path: self.put(content) for path, content in files.items()}
        blobs = {path: Blob.from_string(content) for path, content in files.items()}
        self.repo.object_store.add_objects(
            [(blob, None) for blob in {b.id: b for b in blobs.values()}.values()]
        )
        return {path: blob.id.decode() for path, blob in blobs.items()}

    def tree_with(self, tree: str, changes: Mapping[str, str]) -> str:
        """A tree with some files set ({path: blob}) and others taken out ({path: ""})."""
        store = self.repo.object_store
        told = [
            (path.encode(), FILE if blob else None, ObjectID(blob.encode()) if blob else None)
            for path, blob in sorted(changes.items())
        ]
        return commit_tree_changes(store, ObjectID(tree.encode()), told).decode() if told else tree

    def commit(
        self, tree: str, parents: Iterable[str], author: Author, at: datetime, message: str, by: Author
    ) -> str:
        """Write a commit; the branch does not move yet."""
        made = Commit()
        made.tree = ObjectID(tree.encode())
        made.parents = [ObjectID(parent.encode()) for parent in parents if parent]
        made.author, made.committer = author.as_git(), by.as_git()
        made.author_time = made.commit_time = int(at.timestamp())
        made.author_timezone = made.commit_timezone = 0
        made.encoding, made.message = b"UTF-8", message.encode()
        self.repo.object_store.add_object(made)
        return made.id.decode()

    def move(self, old: str, new: str) -> bool:
        """The branch from `old` to `new`; False where it stands elsewhere by now."""
        if old == new:
            return True
        if old:
            return bool(self.repo.refs.set_if_equals(MAIN, ObjectID(old.encode()), ObjectID(new.encode())))
        return bool(self.repo.refs.add_if_new(MAIN, ObjectID(new.encode())))

    def take_pack(self, read: Callable[[int], bytes], most: int) -> list[Path]:
        """Keep what was sent; gives its files, or none where the same pack was there already and is needed."""
        folder = self.folder / "objects" / "pack"
        there = {place.stem for place in folder.glob("*.idx")}
        pack = self.repo.object_store.add_thin_pack(read, None, max_input_size=most)
        name = f"pack-{pack.name().decode()}"
        return [] if name in there else [folder / f"{name}.idx", folder / f"{name}.pack"]

    def tidy(self) -> None:
        """Many small objects become one file; what a broken transfer left behind goes after a day."""
        self.repo.object_store.prune(grace_period=A_DAY)
        loose = sum(1 for _ in self.repo.object_store._iter_loose_objects())
        if loose > MOST_LOOSE:
            self.repo.object_store.pack_loose_objects()

    # -- beside git ---------------------------------------------------------------------------------------

    @property
    def _beside(self) -> Path:
        return self.folder / "handrail"

    @property
    def _laid_file(self) -> Path:
        return self._beside / LAID

    def _place_of(self, path: str, blob: str) -> Path:
        """The same text may stand in two files, and mean other records there."""
        name = hashlib.sha1(f"{path}\0{blob}".encode(), usedforsecurity=False).hexdigest()
        return self._beside / "places" / name[:2] / f"{name[2:]}.json"

    def note_places(self, path: str, blob: str, places: Places) -> None:
        """Which record stands where in a text: what a later merge needs to know of it."""
        target = self._place_of(path, blob)
        if places and not target.is_file():
            _write(target, places)

    def places(self, path: str, blob: str) -> Places:
        found = _read(self._place_of(path, blob)) if blob else None
        return found if isinstance(found, dict) else {}

    def laid(self) -> dict[int, Laid] | None:
        """What is known of the files of each customer, 0 of those of none; None where it is lost."""
        found = _read(self._laid_file)
        if not isinstance(found, dict):
            return None
        return {int(pk): Laid(**told) for pk, told in found.items()}

    def note_laid(self, laid: Mapping[int, Laid]) -> None:
        told = {pk: {n: getattr(one, n) for n in Laid.__slots__} for pk, one in sorted(laid.items())}
        if _read(self._laid_file) != {str(pk): one for pk, one in told.items()}:
            _write(self._laid_file, told)


def is_passing(name: str) -> bool:
    """Of one moment: half-written files, and what is remembered of the present."""
    return name == LAID or name.startswith((".", "tmp")) or name.endswith(".lock")


def _tried(handle: IO[str], patience: float) -> bool:
    until = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                return False
            time.sleep(0.1)
        else:
            return True


def _read(place: Path) -> Any:
    try:
        return json.loads(place.read_bytes())
    except (OSError, ValueError):
        return None


def _write(place: Path, value: Any) -> None:
    """Whole or not at all, whatever is killed in between."""
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = place.with_name(f".{place.name}.{os.getpid()}")
    fresh.write_text(json.dumps(value, ensure_ascii=False))
    os.replace(fresh, place)
