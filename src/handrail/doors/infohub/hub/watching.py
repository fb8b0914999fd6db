"""A folder in step with the files of a workspace, for people without git: what is saved comes in, and goes out."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import enter
from handrail.kit import clock
from handrail.kit.refusals import NotFound, Refusal
from handrail.kit.words import say

from ..findings import Finding
from ..reports import NothingWritten
from ..tree import walk
from ..tree.walking import content, unreadable
from .following import follow
from .places import open_repository, ourselves
from .receiving import Came, receive, refuse_half_sighted
from .refusing import Unfit
from .repository import Author, Repository

BESIDE = ".handrail"
"""What the folder was in step with last; no file of the workspace."""
BASE = "base"


@dataclass(frozen=True, slots=True)
class Who:
    member: Member
    workspace_id: int


@dataclass
class Round:
    """One look at both sides."""

    came: Came | None = None
    written: list[str] = field(default_factory=list)
    refused: list[Finding] = field(default_factory=list)
    words: str = ""


def who(slug: str, email: str) -> Who:
    """The member in whose name the folder is kept, who must be able to see all of it."""
    with enter(slug) as scope:
        if not scope.workspace.under_git:
            raise NotFound(
                say("The files of this workspace are not kept under git."),
                say("An administrator switches it on under Settings, Files under git."),
            )
        member = Member.objects.here().filter(email=email.lower()).first()
        if member is None or member.role == "guest":
            raise NotFound(say("There is no member with this address."), say("Name one with --as."))
        workspace = scope.workspace_id
    with enter(workspace, member=member):
        refuse_half_sighted()
    return Who(member, workspace)


class Folder:
    """One folder and the commit that it was in step with."""

    def __init__(self, folder: Path, whose: Who) -> None:
        self.folder, self.whose = folder, whose
        self.refused: dict[str, str] = {}
        """What was refused, as it was: it is not tried again until it is changed."""
        self.unread: list[Finding] = []
        """What could not be read when it was looked at last."""

    @property
    def base(self) -> str:
        place = self.folder / BESIDE / BASE
        return place.read_text().strip() if place.is_file() else ""

    def look(self) -> Round:
        """What was saved here comes in, and what was changed there is written here."""
        with open_repository(self.whose.workspace_id) as repository, repository.locked():
            follow(repository, self.whose.workspace_id)
            base = self.base
            if not base:
                self._refuse_foreign()
            elif not repository.has_commit(base):
                raise Refusal(
                    say("The history that this folder is of is lost."), say("Begin in an empty folder.")
                )
            here, odd = self._here(repository)
            known = repository.paths(base)
            if unread := [one for one in odd if hides(one, known)]:
                return self._wait_for(unread)
            self.unread = []
            found = self._bring(repository, base, here) if base else Round()
            if not found.refused and not found.words:
                found.written = self._write(repository, here)
                self._settle(repository.head)
            return found

    def _refuse_foreign(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        if any(self.folder.iterdir()):
            raise Refusal(
                say("This folder is not empty."), say("Name an empty one, or one that was watched before.")
            )

    def _here(self, repository: Repository) -> tuple[dict[str, str], list[Finding]]:
        """{path: blob} of what stands in the folder, and what stands there and can not be read."""
        found, unread = walk(self.folder)
        here: dict[str, str] = {}
        for one in found:
            if one.path.startswith(f"{BESIDE}/"):
                continue
            try:
                here[one.path] = repository.put(content(one))
            except OSError as trouble:
                unread.append(unreadable(one.path, trouble))
        return here, unread

    def _wait_for(self, unread: list[Finding]) -> Round:
        """Nothing goes in or out: what can not be read is not taken away, though it looks like that."""
        told, self.unread = self.unread, unread
        return Round(
            refused=[] if unread == told else unread, words=say("Waiting for files that can not be read.")
        )

    # -- in -------------------------------------------------------------------------------------------------

    def _bring(self, repository: Repository, base: str, here: Mapping[str, str]) -> Round:
        before = repository.paths(base)
        changes = {path: blob for path, blob in here.items() if before.get(path) != blob}
        changes |= dict.fromkeys((path for path in before if path not in here), "")
        if not changes or changes == self.refused:
            return Round(words=say("Waiting for the files to be mended.") if changes else "")
        self.refused = {}
        member = self.whose.member
        commit = repository.commit(
            repository.tree_with(repository.tree_of(base), changes), [base], Author(member.name, member.email),
            clock.real(), f"{len(changes)} files in a folder\n", ourselves(),
        )  # fmt: skip
        try:
            came = receive(repository, self.whose.workspace_id, member, commit, way="folder", by="import")
            return Round(came, words="" if came.followed else say("Taken over; the commit follows."))
        except NothingWritten as nothing:
            self.refused = dict(changes)
            return Round(refused=nothing.report.refused)
        except Unfit as unfit:
            self.refused = dict(changes)
            return Round(refused=list(unfit.findings))

    # -- out ------------------------------------------------------------------------------------------------

    def _write(self, repository: Repository, here: Mapping[str, str]) -> list[str]:
        """What is other there than here; a file that was saved again meanwhile is left for the next look."""
        there = repository.paths(repository.head)
        differing = [path for path in {**here, **there} if here.get(path) != there.get(path)]
        again, _unread = self._here(repository)
        for path in (path for path in differing if again.get(path) == here.get(path)):
            target = self.folder / path
            if path not in there:
                target.unlink(missing_ok=True)
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            put(target, repository.content(there[path]))
        return sorted(differing)

    def _settle(self, head: str) -> None:
        (self.folder / BESIDE).mkdir(exist_ok=True)
        put(self.folder / BESIDE / BASE, f"{head}\n".encode())


def hides(one: Finding, known: Collection[str]) -> bool:
    """Whether something of ours may stand behind it; a link to what is read elsewhere hides only what it replaced."""
    if one.file.startswith(f"{BESIDE}/"):
        return False
    return one.severity != "note" or any(f"{path}/".startswith(f"{one.file}/") for path in known)


def put(target: Path, data: bytes) -> None:
    """Whole or not at all; a link is replaced and not followed."""
    fresh = target.with_name(f".{target.name}.handrail")
    fresh.write_bytes(data)
    os.replace(fresh, target)
