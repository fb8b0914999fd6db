"""Bringing a tree into a workspace: what it creates, changes, leaves alone, refuses; all or nothing, repeatable."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from handrail.house.ledger.values import plain
from handrail.house.workspaces import scope
from handrail.house.workspaces.owners import load_directory, match
from handrail.house.workspaces.models import Member, Team, Workspace
from handrail.kit.refusals import Invalid, Refusal
from handrail.record.customers.models import Customer
from handrail.record.plans import verbs as plan_verbs
from handrail.record.plans.models import PlanMetric, PlanRisk

from . import keeping, verbs
from .binding import NOUNS, Noun, TooLarge, World, all_columns, columns_of, comparable, stored
from .entities import PARTS, Account, Entity, Place, accounts_of
from .findings import Finding, ordered
from .matching import Matcher
from .sheets import WORKSPACE
from .tree import Source, load, walk

Tell = Callable[[int, int], None]


@dataclass
class Report:
    """What an import did, or would do. Counts are by noun."""

    created: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    unchanged: Counter[str] = field(default_factory=Counter)
    removed: Counter[str] = field(default_factory=Counter)
    refused: list[Finding] = field(default_factory=list)
    flagged: list[Finding] = field(default_factory=list)
    files: int = 0
    accounts: int = 0
    applied: bool = False

    def count(self, noun: str, **numbers: int) -> None:
        for name, number in numbers.items():
            if number:
                getattr(self, name)[noun] += number

    def as_json(self) -> dict[str, Any]:
        return {
            "applied": self.applied,
            "files": self.files,
            "accounts": self.accounts,
            "created": dict(sorted(self.created.items())),
            "changed": dict(sorted(self.changed.items())),
            "unchanged": dict(sorted(self.unchanged.items())),
            "removed": dict(sorted(self.removed.items())),
            "refused": [asdict(finding) for finding in ordered(self.refused)],
            "flagged": [asdict(finding) for finding in ordered(self.flagged)],
        }

    @property
    def nothing_new(self) -> bool:
        return not (self.created or self.changed or self.removed)


class NothingWritten(Refusal):
    """Something was refused, so nothing was written. `report` lists it."""

    code = "import-refused"

    def __init__(self, report: Report) -> None:
        self.report = report
        count = len(report.refused)
        super().__init__(
            f"Nothing was written: {count} {'place needs' if count == 1 else 'places need'} another look.",
            "Mend the files, or accept what is good and leave the rest out.",
        )


@dataclass
class Tree:
    """A folder as read, before anything is looked up."""

    sources: list[Source]
    findings: list[Finding]
    hints: dict[tuple[str, tuple[str | int, ...]], str]

    @property
    def usable(self) -> list[Source]:
        return [source for source in self.sources if not source.is_broken]


def read_folder(folder: Path) -> Tree:
    files, findings = walk(folder)
    return read_sources([load(found) for found in files], findings)


def read_sources(sources: Sequence[Source], findings: Sequence[Finding] = ()) -> Tree:
    hints = keeping.hints_in(sources)
    kept = [source for source in sources if not keeping.is_manifest(source)]
    return Tree(kept, [*findings, *(f for source in kept for f in source.findings)], hints)


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
        raise Refusal(f"{path} is not a folder.", "Name the folder that holds the files.")
    tree = read_folder(path)
    with scope.enter(workspace_slug, actor=scope.Actor("import", label=path.name)):
        member = (
            Member.objects.filter(email=owner_email.lower(), removed_at=None).first() if owner_email else None
        )
        return preview(tree, member) if dry_run else apply(tree, member, accept_partial=accept_partial)


class _Undo(Exception):
    """Ends a preview: everything it wrote is taken back."""


def preview(tree: Tree, member: Member | None = None) -> Report:
    """What `apply` would do: it is done, and taken back."""
    report = Report()
    try:
        with transaction.atomic():
            report = Importer(tree, member).go()
            raise _Undo
    except _Undo:
        return report


def apply(
    tree: Tree, member: Member | None = None, *, accept_partial: bool = False, tell: Tell | None = None
) -> Report:
    """Write it, in one transaction. Call it inside a scope."""
    with transaction.atomic():
        report = Importer(tree, member, tell).go()
        if report.refused and not accept_partial:
            raise NothingWritten(report)
    report.applied = True
    return report


@dataclass(slots=True)
class Work:
    """One thing on its way into the record."""

    entity: Entity
    key: str
    row: Any = None
    base: Entity | None = None
    fresh: bool = False
    """A customer that is made before it is known what the files say of it."""
    created: bool = False


class Importer:
    def __init__(self, tree: Tree, member: Member | None, tell: Tell | None = None) -> None:
        self.tree, self.member, self.tell = tree, member, tell
        self.report = Report(files=len(tree.sources))
        self.world = World(load_directory())
        self.works: dict[int, Work] = {}
        self.by_name: dict[str, Work] = {}

    def go(self) -> Report:
        self._sort_findings()
        sources = self.tree.usable
        self.accounts = accounts_of(sources)
        self.report.accounts = sum(1 for name in self.accounts if name)
        self.workspace_source = next(
            (s for s in sources if s.sheet and s.sheet.kind == "workspace" and s.root), None
        )
        self.entities = [e for name in sorted(self.accounts) for e in self.accounts[name].entities]
        self.past, self.documents = keeping.past_of({s.path for s in sources}, set(self.accounts))
        self.matcher = Matcher(self.past, self.tree.hints)
        self._people()
        self._customers()
        steps = [name for name in NOUNS if name not in ("customer", "member", "team")]
        for done, name in enumerate(steps):
            self._noun(NOUNS[name])
            if self.tell:
                self.tell(done + 1, len(steps) + 2)
        self._plan_links()
        self._removals()
        keeping.keep(
            self.tree.usable, self._customer_of_source, self.works.values(), self.documents, self.report
        )
        return self.report

    def _sort_findings(self) -> None:
        for finding in self.tree.findings:
            hard = finding.code.startswith("yaml.") or finding.code in REFUSING
            (self.report.refused if hard else self.report.flagged).append(finding)

    # -- people -----------------------------------------------------------------------------------------

    def _people(self) -> None:
        self._load("member", Member.objects.filter(removed_at=None).order_by("pk"))
        self._load("team", Team.objects.filter(removed_at=None).order_by("pk"))
        for row in self.matcher.rows["member"].values():
            self.world.know_member(row)
        if self.workspace_source is not None:
            self._workspace(self.workspace_source)
        self._named_people()

    def _workspace(self, source: Source) -> None:
        assert source.root is not None
        for noun in ("team", "member", "mapping"):
            for row in source.root.of(noun):
                entity = Entity(noun, [Place(source, row)])
                entity.settle()
                self.entities.append(entity)
        for noun in ("team", "member"):
            self._noun(NOUNS[noun])
            for row in self._rows(noun):
                self.world.teams[row.key] = row
                self.world.teams[row.name.strip().casefold()] = row
                if noun == "member":
                    self.world.know_member(row)
        self._later(NOUNS["member"], "manager")
        self.world.directory = load_directory()
        self._settings(source)

    def _later(self, noun: Noun, name: str) -> None:
        """What points at another row of the same table, once all of them are there."""
        entry, pairs = noun.shape.field(name), []
        for work in [
            w for w in self.works.values() if w.entity.noun == noun.name and w.entity.places and w.row
        ]:
            columns = columns_of(noun, entry, work.entity.values, self.world, work.row)
            changes = self._changes(noun, work, columns, work.row)
            if changes and changes[name] is not work.row:
                pairs.append((work, changes))
        noun.edit([(work.row, changes) for work, changes in pairs])
        self.report.count(noun.name, changed=sum(1 for work, _ in pairs if not work.created))

    def _settings(self, source: Source) -> None:
        assert source.root is not None
        workspace = scope.current().workspace
        base = keeping.root_of(self.documents, source.path)
        values: dict[str, Any] = {}
        for entry in WORKSPACE.fields:
            value = source.root.values[entry.name]
            old = base.values[entry.name] if base else None
            if entry.name in source.root.places and value != old and getattr(workspace, entry.name) != value:
                values[entry.name] = value
        try:
            for name, value in values.items():
                Workspace._meta.get_field(name).clean(value, workspace)  # type: ignore[union-attr]
        except ValidationError as trouble:
            at = source.where(source.root.place(name))
            self._refuse(
                source.path, at.line, at.column, "workspace", " ".join(trouble.messages), "Correct it."
            )
            return
        if values and self.member is not None and self.member.role not in ("owner", "admin"):
            at = source.where(())
            message = "Only an administrator can change the workspace's own settings; they were left as they are."
            self.report.flagged.append(Finding(source.path, at.line or 1, 1, "import.settings", "warning", message, ""))
        elif values:
            verbs.settle_workspace(values)
            self.report.changed["workspace"] += 1

    def _named_people(self) -> None:
        """Our own people that files name with their address, or as an account's team: members without a user."""
        made: dict[str, Member] = {}
        for entity in self.entities:
            for name, email, job in our_people(entity):
                words = f"{name} <{email}>" if email else name
                found = match(words, self.world.directory)
                known = match(name, self.world.directory) if name else found
                if found.member or known.member or found.gap != "unknown" or not name or name in made:
                    continue
                key = self.matcher.new_key(Entity("member", [], values={"key": "", "name": name}))
                made[name] = Member(key=key, name=name[:200], email=valid_email(email), job=job[:60])
        if made:
            verbs.add_members(list(made.values()))
            self.report.created["member"] += len(made)
            self.world.directory = load_directory()
            for row in made.values():
                self.world.know_member(row)

    # -- customers --------------------------------------------------------------------------------------

    def _customers(self) -> None:
        rows = list(Customer.objects.filter(removed_at=None).order_by("pk"))
        self._load("customer", rows)
        noun, new = NOUNS["customer"], []
        self.customer_of: dict[str, Any] = {}
        for name in sorted(self.accounts):
            account = self.accounts[name]
            if not name:
                continue
            entity = account.customer or self._bare(account)
            row = self.matcher.find(entity, None)
            work = self._work(entity, row.key if row else self.matcher.new_key(entity))
            work.row = row
            if row is None:
                work.row = Customer(key=work.key, name=(entity.values.get("name") or spoken(account))[:300])
                work.fresh = True
                new.append(work)
            self.customer_of[name] = work.row
        for row in [*rows, *self.customer_of.values()]:
            self.world.know_customer(row)
        for name, row in self.customer_of.items():
            self.world.know_customer(row, name)
        self._write(noun, [w for w in self.works.values() if w.entity.noun == "customer"])
        self._later(noun, "parent")

    def _bare(self, account: Account) -> Entity:
        """A customer that no file describes, only names."""
        entity = Entity("customer", [], values={"key": "", "name": ""}, account=account.name)
        return entity

    def _customer_of_source(self, source: Source) -> Any:
        return self.customer_of.get(source.account) if source.account else None

    # -- any noun ---------------------------------------------------------------------------------------

    def _load(self, noun: str, rows: Iterable[Any]) -> None:
        rows = list(rows)
        self.matcher.know(noun, rows)
        model = NOUNS[noun].model
        self.matcher.taken[noun] |= {row.key for row in rows}
        self.matcher.taken[noun] |= set(
            model._default_manager.filter(removed_at__isnull=False).values_list("key", flat=True)
        )

    def _noun(self, noun: Noun) -> None:
        mine = [e for e in self.entities if e.noun == noun.name]
        if mine or self.past_has(noun.name):
            if noun.name not in self.matcher.rows:
                self._load(noun.name, self._candidates(noun))
        works = []
        for entity in mine:
            above = self._above(noun, entity)
            if above is False:
                continue
            row = self.matcher.find(entity, above)
            work = self._work(entity, row.key if row else "")
            work.row = row
            works.append(work)
        for work in works:
            if work.row is None:
                work.key = self.matcher.new_key(work.entity)
        self._write(noun, works)

    def past_has(self, noun: str) -> bool:
        return any(name.startswith(f"{noun}:") for name in self.past.entities)

    def _candidates(self, noun: Noun) -> Iterable[Any]:
        rows = noun.model._default_manager.filter(removed_at=None).order_by("pk")
        if noun.name == "teamplace":
            rows = rows.select_related("member")
        if noun.name == "waiver":
            rows = rows.select_related("opportunity")
        return rows

    def _rows(self, noun: str) -> list[Any]:
        return [w.row for w in self.works.values() if w.entity.noun == noun and w.row is not None]

    def _work(self, entity: Entity, key: str) -> Work:
        work = Work(entity, key)
        self.works[id(entity)] = work
        return work

    def _above(self, noun: Noun, entity: Entity) -> Any:
        """The pk of what it stands in; False where that was refused."""
        if noun.parent == "customer":
            row = self.customer_of.get(entity.account)
            return row.pk if row is not None else (False if noun.name in NEED_CUSTOMER else None)
        if noun.parent in ("plan", "metric"):
            over = entity.plan if noun.parent == "plan" else entity.parent
            work = self.works.get(id(over)) if over is not None else None
            return work.row.pk if work is not None and work.row is not None and work.row.pk else False
        return None

    def _write(self, noun: Noun, works: Sequence[Work]) -> None:
        new: list[Work] = []
        pairs: list[tuple[Any, dict[str, Any]]] = []
        for work in works:
            if work.entity.places:
                work.base = self.past.entities.get(f"{noun.name}:{work.key}")
            try:
                self._prepare(noun, work, new, pairs)
            except (TooLarge, Invalid, ValidationError) as trouble:
                self._refuse_row(work, trouble)
        noun.add([work.row for work in new])
        noun.edit(pairs)
        same = len(works) - len(new) - len(pairs) - sum(1 for w in works if w.row is None)
        self.report.count(noun.name, created=len(new), changed=len(pairs), unchanged=same)
        self._know(noun, works)

    def _know(self, noun: Noun, works: Sequence[Work]) -> None:
        for work in works:
            if work.row is not None and noun.name == "opportunity":
                self.world.know_opportunity(work.row)
            if work.row is not None and noun.name == "stakeholder":
                self.world.know_person(work.row)

    def _prepare(self, noun: Noun, work: Work, new: list[Work], pairs: list[Any]) -> None:
        entity = work.entity
        customer = (
            work.row
            if noun.name == "customer"
            else self.customer_of.get(entity.account)
            if entity.account
            else None
        )
        columns = (
            all_columns(noun, entity.values, entity.extras, self.world, customer) if entity.places else {}
        )
        if noun.name == "touchpoint":
            columns["text"] = entity.values["text"]
        missing = [name for name in noun.needs if entity.places and columns.get(name) in (None, "")]
        if missing:
            work.row = None
            raise ValidationError(f"This {noun.name} needs a {missing[0].replace('_on', ' date')}.")
        for later in LATER & columns.keys():
            del columns[later]
        checked(noun, columns)
        if work.row is None or work.fresh:
            self._create(noun, work, columns)
            work.created = True
            new.append(work)
        elif changes := self._changes(noun, work, columns, customer):
            pairs.append((work.row, changes))

    def _create(self, noun: Noun, work: Work, columns: dict[str, Any]) -> None:
        entity = work.entity
        given = {k: v for k, v in columns.items() if v is not None or k in ("owner",)}
        if work.fresh:
            given["name"] = given.get("name") or work.row.name
            for name, value in given.items():
                setattr(work.row, name, value)
            return
        row = noun.model(key=work.key, **given)
        if noun.parent == "customer" and entity.account:
            row.customer = self.customer_of[entity.account]  # type: ignore[attr-defined]
        elif noun.parent in ("plan", "metric"):
            over = entity.plan if noun.parent == "plan" else entity.parent
            setattr(row, noun.parent, self.works[id(over)].row)
        if noun.name in PARTS:
            row.position = entity.position  # type: ignore[attr-defined]
        if noun.name == "milestone":
            row.adoption_phase = self._phase(entity)  # type: ignore[attr-defined]
        work.row = row

    def _phase(self, entity: Entity) -> Any:
        parent = entity.parent
        if parent is None or parent.noun != "adoptionphase":
            return None
        work = self.works.get(id(parent))
        return work.row if work else None

    def _changes(self, noun: Noun, work: Work, columns: dict[str, Any], customer: Any) -> dict[str, Any]:
        """Three sides: what was kept, what the file says now, what the record says now."""
        entity, base = work.entity, work.base
        old = all_columns(noun, base.values, base.extras, self.world, customer) if base else None
        given = self._given(noun, entity)
        changes, conflicts = {}, []
        if noun.name == "milestone" and (base is None or _phase_name(base) != _phase_name(entity)):
            columns["adoption_phase"] = self._phase(entity)
            given.add("adoption_phase")
        for name, value in columns.items():
            new, now = comparable(value), stored(noun, name, work.row)
            before = comparable(old[name]) if old is not None and name in old else None
            if old is None and name not in given:
                continue
            if new == now or (old is not None and name in old and new == before):
                continue
            if old is not None and name in old and now != before:
                conflicts.append(name)
            changes[name] = value
        changes = self._whole_owner(changes, columns, work.row)
        for name in conflicts:
            if name in changes:
                self._conflict(noun, work, name)
        return changes

    def _whole_owner(self, changes: dict[str, Any], columns: dict[str, Any], row: Any) -> dict[str, Any]:
        """Owner, words and gap change together, and words alone do not count where the owner is known."""
        names = {"owner", "owner_text", "owner_gap"}
        if not names & changes.keys():
            return changes
        rest = {k: v for k, v in changes.items() if k not in names}
        owner = columns.get("owner")
        if owner is not None and owner.pk == row.owner_id:
            return rest
        return rest | {name: columns[name] for name in names if name in columns}

    def _given(self, noun: Noun, entity: Entity) -> set[str]:
        """The columns that the file speaks of."""
        found = {"fields"} if entity.extras else set()
        for entry in noun.shape.fields:
            if any(entry.name in place.row.places for place in entity.places):
                found |= {entry.name, entry.beside, f"{entry.name}_text", f"{entry.name}_gap"}
        return found

    def _conflict(self, noun: Noun, work: Work, name: str) -> None:
        here = stored(noun, name, work.row)
        message = (
            f"`{name}` of “{work.entity.label}” was changed in Handrail (to “{here}”) and in the file; "
            "the file's value was taken."
        )
        self._flag(
            work.entity, name, "import.conflict", message, "Look at the history if the other one was right."
        )

    # -- links of a plan ----------------------------------------------------------------------------------

    def _plan_links(self) -> None:
        for noun, model in (("metric", PlanMetric), ("risk", PlanRisk)):
            wanted: dict[tuple[int, int], Entity] = {}
            for work in list(self.works.values()):
                if work.entity.noun != noun or work.row is None:
                    continue
                for plan in work.entity.plans:
                    over = self.works.get(id(plan))
                    if over is not None and over.row is not None:
                        wanted[over.row.pk, work.row.pk] = work.entity
            self._link(noun, model, wanted)

    def _link(self, noun: str, model: type[Any], wanted: Mapping[tuple[int, int], Entity]) -> None:
        plans = {
            w.row.pk: w.row for w in self.works.values() if w.entity.noun == "plan" and w.row is not None
        }
        things = {w.row.pk: w.row for w in self.works.values() if w.entity.noun == noun and w.row is not None}
        there = model.objects.filter(plan_id__in=list(plans), removed_at=None)
        known = {(row.plan_id, getattr(row, f"{noun}_id")): row for row in there}
        new = [
            model(plan=plans[plan], position=entity.position, **{noun: things[thing]})
            for (plan, thing), entity in wanted.items()
            if (plan, thing) not in known
        ]
        plan_verbs.add_parts(new, from_file=True)
        before = self._linked_before(noun, plans, things)
        gone = [row for pair, row in known.items() if pair in before and pair not in wanted]
        plan_verbs.remove_parts(gone, from_file=True)

    def _linked_before(
        self, noun: str, plans: Mapping[int, Any], things: Mapping[int, Any]
    ) -> set[tuple[int, int]]:
        by_plan = {row.key: pk for pk, row in plans.items()}
        by_thing = {row.key: pk for pk, row in things.items()}
        names = {id(entity): name for name, entity in self.past.entities.items()}
        found = set()
        for name, entity in self.past.entities.items():
            if entity.noun == noun:
                for plan in entity.plans:
                    over = names.get(id(plan), "").partition(":")[2]
                    found.add((by_plan.get(over, 0), by_thing.get(name.partition(":")[2], 0)))
        return found

    # -- what is gone -------------------------------------------------------------------------------------

    def _removals(self) -> None:
        """What a kept file held and holds no more. Where it was changed in Handrail since, it stays, and is told."""
        here = {source.path for source in self.tree.usable}
        found = {f"{work.entity.noun}:{work.row.key}" for work in self.works.values() if work.row is not None}
        gone: dict[str, list[Any]] = defaultdict(list)
        for name, entity in self.past.entities.items():
            noun, _, key = name.partition(":")
            if name in found or noun not in NOUNS or not all(p.source.path in here for p in entity.places):
                continue
            row = self.matcher.rows[noun].get(key)
            if row is not None and row.removed_at is None:
                gone[noun].append((row, entity))
        for noun in reversed(list(NOUNS)):
            self._remove(NOUNS[noun], gone.get(noun, []))

    def _remove(self, noun: Noun, pairs: Sequence[tuple[Any, Entity]]) -> None:
        rows = []
        for row, entity in pairs:
            customer = self.customer_of.get(entity.account)
            old = all_columns(noun, entity.values, entity.extras, self.world, customer)
            if noun.name == "customer":
                continue
            if any(comparable(v) != stored(noun, k, row) for k, v in old.items() if k not in ("owner_text",)):
                message = f"“{entity.label}” is no longer in the file, but was changed in Handrail since; it was kept."
                self.report.flagged.append(
                    Finding(
                        entity.source.path,
                        1,
                        1,
                        "import.kept",
                        "warning",
                        message,
                        "Remove it here if it is meant to go.",
                    )
                )
            else:
                rows.append(row)
        if rows:
            noun.remove(rows)
            self.report.removed[noun.name] += len(rows)

    # -- telling ------------------------------------------------------------------------------------------

    def _refuse_row(self, work: Work, trouble: Exception) -> None:
        work.row = None
        place = work.entity.places[0] if work.entity.places else None
        if isinstance(trouble, ValidationError):
            message = " ".join(trouble.messages)
        else:
            message = f"The number {trouble} is too large." if isinstance(trouble, TooLarge) else str(trouble)
        if place is None:
            self._refuse(work.entity.account, 1, 1, "row", message, "Correct it.")
            return
        at = place.source.where(place.row.path)
        label = f"“{work.entity.label}”: " if work.entity.label else ""
        self._refuse(place.source.path, at.line, at.column, "row", label + message, "Correct it in the file.")

    def _refuse(
        self, file: str, line: int | None, column: int | None, code: str, message: str, fix: str
    ) -> None:
        self.report.refused.append(
            Finding(file, line or 1, column or 1, f"import.{code}", "error", message, fix)
        )

    def _flag(self, entity: Entity, name: str, code: str, message: str, fix: str) -> None:
        place = entity.place_of(name)
        at = place.source.where(place.row.place(name))
        self.report.flagged.append(
            Finding(place.source.path, at.line or 1, at.column or 1, code, "warning", message, fix)
        )


REFUSING = frozenset(("file.unreadable", "file.too_big", "value.shape"))
LATER = frozenset(("parent", "manager"))
NEED_CUSTOMER = frozenset(
    ("opportunity", "stakeholder", "teamplace", "renewal", "touchpoint", "supportcase", "plan", "waiver")
)


def _phase_name(entity: Entity) -> str:
    return entity.parent.label if entity.parent is not None and entity.parent.noun == "adoptionphase" else ""


def spoken(account: Account) -> str:
    """The account's name as its files speak of it."""
    return next((s.said_name for s in account.sources if s.said_name), account.name)


def our_people(entity: Entity) -> Iterable[tuple[str, str, str]]:
    """Name, e-mail and job of people of ours that a file introduces."""
    for place in entity.places:
        node = place.row.node
        if not isinstance(node, dict):
            continue
        if entity.noun == "teamplace":
            yield str(entity.values["member"]), str(node.get("email") or ""), str(entity.values["job"])
        path = place.row.places.get("owner")
        raw: Any = place.source.document.data if path and place.source.document else None
        for step in path or ():
            raw = raw[step]
        if isinstance(raw, dict) and raw.get("email"):
            yield str(raw.get("name") or ""), str(raw["email"]), str(raw.get("job") or raw.get("role") or "")


def valid_email(text: str) -> str:
    from django.core.validators import validate_email

    try:
        validate_email(text.strip())
    except ValidationError:
        return ""
    return text.strip().lower()


_SKIPPED = (models.ForeignKey, models.JSONField)


def checked(noun: Noun, columns: Mapping[str, Any]) -> None:
    """Each value against its column, so that one bad row is refused by its place and not the whole by none."""
    for name, value in columns.items():
        column = noun.model._meta.get_field(name)
        if isinstance(column, _SKIPPED) or value in (None, ""):
            continue
        column.clean(value, None)  # type: ignore[union-attr]


__all__ = [
    "Importer",
    "NothingWritten",
    "Report",
    "Tree",
    "apply",
    "plain",
    "preview",
    "read_folder",
    "read_sources",
    "run",
]
