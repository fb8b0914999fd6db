"""Bringing a tree into a workspace: what it creates, changes, leaves alone, refuses; all or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from django.db import transaction

from handrail.house.workspaces import scope
from handrail.house.workspaces.models import Member
from handrail.kit.refusals import Refusal
from handrail.kit.words import say
from handrail.record.customers.models import Customer

from . import keeping, playbooks, talked
from .binding import NOUNS
from .ending import Ending
from .entities import Account, Entity
from .findings import Finding
from .ground import Ground, Tell, Tree, Work
from .people import People
from .reports import NothingWritten, Report
from .rows import Rows
from .ties import Ties
from .tree import Source, load, read, walk


def read_folder(folder: Path, tell: Tell | None = None) -> Tree:
    files, findings = walk(folder)
    sources = []
    for number, found in enumerate(files, 1):
        sources.append(load(found))
        if tell:
            tell(number, len(files))
    return read_sources(sources, findings, folder.resolve().name)


def read_file(path: Path) -> Tree:
    """One file by itself, such as a register. It is of no account unless it names one."""
    return read_sources([read(path.name, path.read_bytes())])


def read_sources(sources: Sequence[Source], findings: Sequence[Finding] = (), name: str = "") -> Tree:
    hints = keeping.hints_in(sources)
    kept = [source for source in sources if not keeping.is_manifest(source)]
    for source in kept:
        source.document = None
        if source.path in hints.accounts:
            source.said_id = source.account = hints.accounts[source.path]
    return Tree(kept, [*findings, *(f for source in kept for f in source.findings)], hints.keys, name)


def run(
    path: Path,
    *,
    workspace_slug: str,
    owner_email: str = "",
    dry_run: bool = False,
    accept_partial: bool = False,
) -> Report:
    """The whole import of a folder, for the command line. Opens the workspace itself."""
    if not path.is_dir():
        raise Refusal(
            say("%(path)s is not a folder.", path=path), say("Name the folder that holds the files.")
        )
    tree = read_folder(path)
    with scope.enter(workspace_slug, actor=scope.Actor("import", label=path.name)):
        member = (
            Member.objects.filter(email=owner_email.lower(), removed_at=None).first() if owner_email else None
        )
        return preview(tree, member) if dry_run else apply(tree, member, accept_partial=accept_partial)


class _Undo(Exception):
    """Ends a preview: everything it wrote is taken back."""


def preview(tree: Tree, member: Member | None = None, *, tell: Tell | None = None, why: str = "") -> Report:
    """What `apply` would do: it is done, and taken back."""
    report = Report()
    try:
        with transaction.atomic():
            report = Importer(tree, member, tell, trial=True, why=why).go()
            raise _Undo
    except _Undo:
        return report


def apply(
    tree: Tree,
    member: Member | None = None,
    *,
    accept_partial: bool = False,
    tell: Tell | None = None,
    why: str = "",
) -> Report:
    """Write it, in one transaction. Call it inside a scope. `why` is said of cards that go back."""
    with transaction.atomic():
        report = Importer(tree, member, tell, why=why).go()
        if report.refused and not accept_partial:
            raise NothingWritten(report)
    report.applied = True
    return report


class Importer:
    def __init__(
        self,
        tree: Tree,
        member: Member | None,
        tell: Tell | None = None,
        *,
        trial: bool = False,
        why: str = "",
    ) -> None:
        self.ground = Ground(tree, member, trial=trial, why=why)
        self.rows = Rows(self.ground)
        self.tell = tell or (lambda done, everything: None)

    def go(self) -> Report:
        people, ending = People(self.ground, self.rows), Ending(self.ground)
        people.bring()
        self._customers()
        waiting = Counter(entity.noun for entity in self.ground.entities)
        for name in NOUNS:
            if name not in ("customer", "member", "team"):
                self.rows.bring(NOUNS[name])
            del waiting[name]
            self.tell(len(self.ground.entities) - waiting.total(), len(self.ground.entities))
        ending.link_plans()
        self.rows.phases.bring()
        self.rows.decisions.bring(self.rows)
        ending.note_touches()
        ending.remove_what_is_gone()
        Ties(self.ground).bring()
        playbooks.bring(self.ground)
        talked.bring(self.ground)
        keeping.keep(self.ground)
        return self.ground.report

    def _customers(self) -> None:
        """Every account is a customer: one that is here, or a new one, known before anything points at it."""
        ground = self.ground
        here = list(Customer.objects.filter(removed_at=None).order_by("pk"))
        self.rows.load("customer", here)
        works = [self._customer(ground.accounts[name]) for name in sorted(ground.accounts) if name]
        for row in here:
            ground.world.know_customer(row)
        for work in works:
            ground.world.know_customer(work.row, work.entity.account)
        self.rows.write(NOUNS["customer"], works)
        self.rows.point(NOUNS["customer"], "parent")

    def _customer(self, account: Account) -> Work:
        entity = account.customer or bare(account)
        row = self.ground.matcher.find(entity, None)
        work = self.ground.work(entity, row.key if row else self.ground.matcher.new_key(entity))
        work.fresh = row is None
        work.row = row or Customer(key=work.key, name=(entity.values.get("name") or spoken(account))[:300])
        self.ground.customer_of[account.name] = work.row
        return work


def bare(account: Account) -> Entity:
    """A customer that no file describes, only names."""
    return Entity("customer", [], values={"key": "", "name": ""}, account=account.name)


def spoken(account: Account) -> str:
    """The account's name as its files speak of it."""
    return next((s.said_name for s in account.sources if s.said_name), account.name)


__all__ = [
    "Importer",
    "NothingWritten",
    "Report",
    "Tree",
    "apply",
    "preview",
    "read_folder",
    "read_sources",
    "run",
]
