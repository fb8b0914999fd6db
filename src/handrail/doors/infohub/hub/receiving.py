"""What comes back from a clone or a folder: merged with what was changed here, and written by the import's own verbs.

What both sides changed stays as it is here, and is kept as a conflict until somebody chooses.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import Actor, actor_of, current, enter
from handrail.kit.refusals import NotAllowed
from handrail.kit.words import say
from handrail.record.customers.models import Customer

from .. import keeping, tree, verbs
from ..findings import Finding
from ..models import Arrival, Conflict, Document
from ..playbooks import FOLDER
from ..reports import Report
from ..tree import MOST_BYTES, Source, slug
from . import merging
from .bringing import Fresh, bring, fresh
from .following import follow
from .hurrying import hurrying
from .merging import Side
from .owning import customers_of, is_of_its_row
from .projecting import NOBODY, Touched
from .refusing import NotMerged, Unfit
from .repository import Repository

log = logging.getLogger(__name__)
MOST_CHANGED = 5_000
MOST_TOGETHER = 64 * 2**20
"""Bytes of all files that came, since all of them are held at once."""
LONGEST_LABEL = 300
REFUSED = "tree.refused"


@dataclass
class Came:
    """What became of it."""

    head: str
    report: Report
    conflicts: int = 0
    back: list[str] = field(default_factory=list)
    """Files that were taken away and are there again, since their records stay."""
    followed: bool = True
    """Whether the branch has it already; else the next look at it does that."""


def receive(
    repository: Repository,
    workspace_id: int,
    member: Member,
    commit: str,
    *,
    way: str = "push",
    by: str = "token",
) -> Came:
    """Take over what a commit changed since it left ours. Call it with the repository locked, outside of any scope."""
    follow(repository, workspace_id)
    head = repository.head
    base = repository.base_of(head, commit) if head else ""
    if not base:
        raise NotMerged(
            say("This has nothing in common with the files here."), say("Clone them, and change the clone.")
        )
    with (
        enter(workspace_id, member=member, actor=actor(member, by), cause=f"git {way}"),
        hurrying() as look,
    ):
        refuse_half_sighted()
        came = Receiver(repository, base, commit, way, look).go()
    came.followed = follow_or_log(repository, workspace_id)
    came.head = repository.head
    return came


def follow_or_log(repository: Repository, workspace_id: int) -> bool:
    """What came is written by now, whatever becomes of its commit."""
    try:
        follow(repository, workspace_id)
    except Exception:
        log.exception("what came into workspace %d is written and not committed yet", workspace_id)
        return False
    return True


def actor(member: Member, by: str) -> Actor:
    return actor_of(member, by)


def refuse_half_sighted() -> None:
    """One history holds the files of all customers: it is for those who may see all of them."""
    if current().hidden:
        raise NotAllowed(
            say(
                "The files hold customers that are private to others, so they are only for who may see all of them."
            ),
            say("Ask an owner of the workspace."),
        )


class Receiver:
    def __init__(
        self, repository: Repository, base: str, commit: str, way: str, look: Callable[[], None]
    ) -> None:
        self.repository, self.base, self.commit, self.way, self.look = repository, base, commit, way, look
        self.changed = repository.changed(base, commit)
        self.changed.pop(keeping.MANIFEST, None)
        self.laid = repository.laid() or {}
        self.findings: list[Finding] = []
        self.conflicts: list[tuple[str, merging.Conflict]] = []
        self.back: list[str] = []

    def go(self) -> Came:
        self._refuse_unusable()
        theirs = {path: self._content(after) for path, (_before, after) in self.changed.items()}
        now = fresh(self.laid, self._touched(theirs))
        merged = self._merged(now, theirs)
        gone = sorted(path for path, content in merged.items() if content is None)
        changed = {p: c for p, c in merged.items() if c is not None and c != now.files.get(p)}
        report = bring(now, changed, self.findings)
        self._drop(gone)
        arrival = self._note(report)
        self._keep_conflicts(arrival, now)
        return Came("", report, len(self.conflicts), self.back)

    # -- what may come ----------------------------------------------------------------------------------------

    def _refuse_unusable(self) -> None:
        if len(self.changed) > MOST_CHANGED:
            raise NotMerged(
                say("More than %(most)s files were changed at once.", most=f"{MOST_CHANGED:,}"),
                say("Push in several steps, or use `handrail import`."),
            )
        sizes = {
            blob: self.repository.size(blob)
            for blob in {after for _, after in self.changed.values() if after}
        }
        if sum(sizes[after] for _, after in self.changed.values() if after) > MOST_TOGETHER:
            raise NotMerged(
                say("The files that came have more than %(most)s bytes together.", most=f"{MOST_TOGETHER:,}"),
                say("Push in several steps, or use `handrail import`."),
            )
        odd = self.repository.odd_entries(self.base, self.commit)
        for path in [*odd, *(path for path in self.changed if not is_safe(path))]:
            self._find(path, say("This is no ordinary file with an ordinary name."), say("Take it out."))
        for path, (_before, after) in self.changed.items():
            if after and sizes[after] > MOST_BYTES:
                words = say("The file is larger than %(most)s bytes.", most=f"{MOST_BYTES:,}")
                self._find(path, words, say("Split it, or keep it elsewhere."))
        if self.findings:
            raise Unfit(self.findings)

    def _find(self, path: str, message: str, fix: str) -> None:
        self.findings.append(Finding(path, 1, 1, REFUSED, "error", message, fix))

    def _content(self, blob: str) -> bytes | None:
        return self.repository.content(blob) if blob else None

    # -- which files belong to it -----------------------------------------------------------------------------

    def _touched(self, theirs: Mapping[str, bytes | None]) -> Touched:
        """The customers whose files came, and those whom the lists that came name in words of their own."""
        owner = {path: pk for pk, one in self.laid.items() for path in one.paths}
        known = {one.alias: pk for pk, one in self.laid.items() if one.alias}
        keys = dict(Customer.objects.filter(removed_at=None).values_list("pk", "key"))
        odd = {alias: pk for alias, pk in known.items() if keys.get(pk) != alias}
        found, root = set[int](), False
        for path, content in theirs.items():
            pk = owner.get(path)
            if pk is None and content is not None:
                pk = known.get(account_of(tree.read(path, content)), NOBODY)
            if pk:
                found.add(pk)
                continue
            root = True
            if content is not None:
                found |= {odd[name] for name in accounts_in(tree.read(path, content)) if name in odd}
        return Touched(frozenset(found), root)

    # -- merging ----------------------------------------------------------------------------------------------

    def _merged(self, now: Fresh, theirs: Mapping[str, bytes | None]) -> dict[str, bytes | None]:
        """Each file that came with what was changed here since; None for those that may go."""
        made: dict[str, bytes | None] = {}
        for path, (before, _after) in self.changed.items():
            self.look()
            content = theirs[path]
            if content is None and holds_records(path, now):
                self.back.append(path)
                continue
            side = Side.of(path, content)
            if side.source is not None and side.source.is_broken:
                made[path] = content  # the import says what is wrong with it
                continue
            base = Side.of(path, self._content(before), self.repository.places(path, before))
            merged = merging.merge(path, base, now.side(path), side)
            made[path] = merged.content
            self.conflicts += [(path, one) for one in merged.conflicts]
        return made

    def _drop(self, paths: Sequence[str]) -> None:
        """Files without records go where they were taken away."""
        if paths:
            rows = Document.objects.filter(path__in=paths, removed_at=None, kind__in=keeping.OPAQUE)
            verbs.drop(list(rows))

    # -- what is told of it -----------------------------------------------------------------------------------

    def _note(self, report: Report) -> Arrival:
        words = self.repository.commit_of(self.commit).message.decode("utf-8", "replace").strip()
        changed = report.created.total() + report.changed.total() + report.removed.total()
        return verbs.add_arrival(
            Arrival(
                way=self.way,
                commit=self.commit,
                base=self.base,
                batch=current().batch,
                by=current().member,
                message=(words.splitlines() or [""])[0][:300],
                files=len(self.changed),
                changed=changed,
            )
        )

    def _keep_conflicts(self, arrival: Arrival, now: Fresh) -> None:
        by_row = customers_of(one for _path, one in self.conflicts)
        verbs.add_conflicts(
            [
                Conflict(
                    arrival=arrival,
                    customer_id=now.owner.get(path) or (by_row.get(one.row) if is_of_its_row(one) else None),
                    path=path,
                    row=one.row[:LONGEST_LABEL],
                    label=label_of(path, one, now)[:LONGEST_LABEL],
                    steps=list(one.steps),
                    place=list(one.place),
                    base=one.base,
                    ours=one.ours,
                    theirs=one.theirs,
                )
                for path, one in self.conflicts
            ]
        )


def is_safe(path: str) -> bool:
    parts = path.split("/")
    return (
        len(path) <= 1000
        and path.isprintable()
        and not any(part in ("", ".", "..") or part in tree.SKIPPED for part in parts)
    )


def holds_records(path: str, now: Fresh) -> bool:
    """Whether a file is made from the record, so that it comes again when it is taken away."""
    return bool(now.places.get(path)) or path.startswith(f"{FOLDER}/") or now.side(path).rows is not None


def account_of(source: Source) -> str:
    tree.settle_accounts([source])
    return source.account


def accounts_in(source: Source) -> Iterable[str]:
    for row in source.root.walk() if source.root is not None else ():
        named = row.values.get("customer") or row.extras.get("account")
        if named:
            yield slug(str(named))


def label_of(path: str, conflict: merging.Conflict, now: Fresh) -> str:
    """What the page calls it: the words of the row, as they are here."""
    side = now.side(path)
    place = next((at for at, name in side.names.items() if name == conflict.row), None)
    row = (
        next((one for one in side.rows.walk() if one.path == place), None) if side.rows is not None else None
    )
    words = row.label if row is not None else ""
    if not words and isinstance(conflict.theirs, dict):
        words = str(conflict.theirs.get("title") or conflict.theirs.get("name") or "")
    return words or path
