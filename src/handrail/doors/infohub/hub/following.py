"""From the record to the repository: every change that is committed becomes one commit by whoever made it.

The branch moves before the tickets are taken away: what is killed in between is found again, and known by its mark.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from handrail.house.ledger.claims import drop
from handrail.house.ledger.models import Claim
from handrail.house.ledger.rewinding import rewinding, take_back
from handrail.house.ledger.sweeps import across
from handrail.house.workspaces.scope import current, enter
from handrail.kit import clock

from . import versioning
from .changes import READER, Change, author_of, changes_of, message_of, waiting
from .places import open_repository, ourselves
from .projecting import EVERYTHING, Projector, Touched
from .repository import Laid, Repository

log = logging.getLogger(__name__)
MOST = 200
"""Changes that are looked at together."""
MOST_TAKEN_BACK = 2_000
"""Records of one change that are set back to look at the one before it."""
LOOKED_BACK = 400
PIECE = 300
"""Files that are written at once."""


def follow_everywhere() -> int:
    """Every workspace that has something to tell, or whose repository is lost."""
    with_git = set(across("SELECT id FROM workspaces_workspace WHERE under_git", []))
    told = set(across("SELECT DISTINCT workspace_id FROM ledger_claim WHERE reader = %s", [READER]))
    lost = {pk for pk in with_git - told if not is_whole(pk)}
    return sum(follow_or_report(pk) for pk in sorted(told | lost))


def is_whole(workspace_id: int) -> bool:
    with open_repository(workspace_id) as repository:
        return repository.is_whole


def follow_or_report(workspace_id: int) -> int:
    try:
        with open_repository(workspace_id) as repository, repository.locked(wait=False) as mine:
            return follow(repository, workspace_id) if mine else 0
    except Exception:
        log.exception("the files of workspace %d could not be committed", workspace_id)
        return 0


def follow(repository: Repository, workspace_id: int) -> int:
    """Commit what is waiting. Call it with the repository locked, and outside of any scope. Returns how many."""
    made = 0
    while True:
        with enter(workspace_id, cause="git", still=True) as scope:
            claims = waiting(MOST * 4)
            if scope.workspace.under_git:
                made += Follower(repository).go(claims)
            drop(claims)
        if len(claims) < MOST * 4:
            break
    if repository.exists:
        repository.tidy()
    return made


@dataclass(slots=True)
class Written:
    """The files of one change as they were after it: blobs, and "" for those that went."""

    blobs: dict[str, str] = field(default_factory=dict)


class Follower:
    def __init__(self, repository: Repository) -> None:
        self.repository = repository
        self.head = repository.head
        self.laid = repository.laid() if self.head else None

    def go(self, claims: Sequence[Claim]) -> int:
        if self.laid is None:
            return self._begin()
        changes = [one for one in changes_of(claims) if one.touched or one.arrival is not None]
        marks = self._marks() if changes else set()
        changes = [one for one in changes if one.mark not in marks]
        written = self._written(changes)
        self.repository.note_laid(self.laid)
        made = self._commit(list(zip(changes, written, strict=True)))
        versioning.keep(self.repository, self.laid, changes)
        return made

    def _begin(self) -> int:
        """A repository that is new, or of which something was lost: all files as they are."""
        self.laid = {}
        blobs = self._project(EVERYTHING)
        here = self.repository.paths(self.head)
        blobs |= dict.fromkeys((path for path in here if path not in blobs), "")
        self.repository.note_laid(self.laid)
        tree = self.repository.tree_with(self.repository.tree_of(self.head), self._real(self.head, blobs))
        if self.head and tree == self.repository.tree_of(self.head):
            return 0
        words = "All files as they are now\n" if self.head else "Begin with all files as they are now\n"
        commit = self.repository.commit(tree, [self.head], ourselves(), clock.now(), words, ourselves())
        return int(self.repository.move(self.head, commit))

    def _marks(self) -> set[str]:
        """Of the last commits, which changes they tell: what was committed before we were killed."""
        return {
            line
            for commit in self.repository.recent(LOOKED_BACK)
            for line in commit.message.decode("utf-8", "replace").splitlines()[-3:]
        }

    # -- what each change came to -----------------------------------------------------------------------------

    def _written(self, changes: Sequence[Change]) -> list[Written]:
        """From the last change back to the first: an earlier one is looked at with all later ones taken back."""
        found = [Written() for _ in changes]
        if not any(overlaps(changes)):
            for number, change in enumerate(changes):
                found[number].blobs = self._project(change.touched)
            return found
        with rewinding():
            for number in reversed(range(len(changes))):
                found[number].blobs = self._project(changes[number].touched)
                if number and len(changes[number].events) <= MOST_TAKEN_BACK:
                    take_back(changes[number].events)
        self._project_laid(changes)
        return found

    def _project_laid(self, changes: Sequence[Change]) -> None:
        """What is remembered of the files is of now, and not of the first of the changes."""
        touched = Touched()
        for change in changes:
            touched |= change.touched
        self._project(touched)

    def _project(self, touched: Touched) -> dict[str, str]:
        """{path: blob} of the files that are touched; "" for those that are gone."""
        if not touched:
            return {}
        assert self.laid is not None
        before = told_to_others(self.laid)
        blobs = self._pass(touched)
        if told_to_others(self.laid) != before and not touched.root:
            blobs |= self._pass(Touched(frozenset(), True))
        return blobs

    def _pass(self, touched: Touched) -> dict[str, str]:
        assert self.laid is not None
        current().remembered.clear()
        projector, blobs, piece = Projector(self.laid), dict[str, str](), dict[str, bytes]()
        for path, content in projector.write(touched):
            piece[path] = content
            if len(piece) >= PIECE:
                blobs |= self.repository.put_all(piece)
                piece.clear()
        blobs |= self.repository.put_all(piece)
        for path, places in projector.told.places.items():
            self.repository.note_places(path, blobs[path], places)
        return blobs | dict.fromkeys(projector.told.gone, "")

    # -- commits ----------------------------------------------------------------------------------------------

    def _commit(self, told: Sequence[tuple[Change, Written]]) -> int:
        head, made = self.head, 0
        for change, written in told:
            commit = self._one(head, change, written)
            made += commit != head
            head = commit
        if not self.repository.move(self.head, head):
            raise RuntimeError("the branch was moved by somebody else")
        self.head = head
        return made

    def _one(self, head: str, change: Change, written: Written) -> str:
        """The commit of a change, or the one that came in where it says exactly that."""
        before = self.repository.tree_of(head)
        tree = self.repository.tree_with(before, self._real(head, written.blobs))
        came = change.arrival.commit if change.arrival is not None else ""
        if came and self.repository.has_commit(came):
            ahead = self.repository.leads_to(head, came)
            if ahead and tree == self.repository.tree_of(came):
                return came
            parents = [came] if ahead else [head, came]
            return self._made(tree, parents, change)
        return head if tree == before else self._made(tree, [head], change)

    def _made(self, tree: str, parents: Iterable[str], change: Change) -> str:
        return self.repository.commit(
            tree, parents, author_of(change), change.at, message_of(change), ourselves()
        )

    def _real(self, head: str, blobs: dict[str, str]) -> dict[str, str]:
        """Only what differs; nothing is taken away that is not there."""
        return {path: blob for path, blob in blobs.items() if self.repository.blob_at(head, path) != blob}


def overlaps(changes: Sequence[Change]) -> Iterable[bool]:
    """For each change, whether a later one touches the same files."""
    later = Touched()
    for change in reversed(changes):
        yield change.touched.meets(later)
        later |= change.touched


def told_to_others(laid: dict[int, Laid]) -> dict[int, tuple[str, list[str], list[int]]]:
    """What the lists of the root say because of the customers' own files."""
    return {pk: (one.alias, sorted(one.stood), one.links) for pk, one in laid.items() if pk}
