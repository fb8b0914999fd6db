"""Writing things of one noun: found again or made new, with what changed on either side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q

from handrail.house.talk import subjects
from handrail.house.workspaces.keys import all_keys
from handrail.kit.words import say
from handrail.record.projects.models import Project
from handrail.watch.insights import verbs as iv
from handrail.watch.rules import verbs as uv
from handrail.watch.summaries import verbs as yv

from .binding import NOUNS, Noun, all_columns, columns_of, comparable, held, stored
from .boards import BOARDS, Boards
from .decided import Decisions
from .entities import PARTS, Entity
from .ground import Ground, Work
from .matching import closed, over
from .phases import Phases
from .rollouts import ROLLOUTS, Rollouts
from .scopes import SCOPES, Scopes

LATER = frozenset(("parent", "manager", "replaced_by"))
"""What points at another row of the same table waits until all of them are there."""
POINTING = LATER | {
    "owner", "member", "by", "locked_by", "opportunity", "team", "counterpart", "giver", "delegate", "asked_by",
    "decided_by", "needs", "armed_by", "ended_by", "threatens", "held_by",
}  # fmt: skip
"""What names somebody or something else; that nobody is found is told in another way."""
INSIDE = frozenset(("plan", "metric", "decision", "project", "board", "stage"))
"""What rows of other nouns stand inside of, beside a customer."""
INSIDE_PROJECTS = frozenset(("project", "board", "stage"))
OF_PROJECTS = ("cadence", "briefing")
"""What may name a project by its key."""
FLAWS = {"rule": uv.flaw, "goal": iv.flaw, "briefing": yv.flaw}
"""Why a line can not be what it says, in the words of its room."""
NEED_CUSTOMER = frozenset(
    (
        "opportunity",
        "stakeholder",
        "teamplace",
        "renewal",
        "touchpoint",
        "supportcase",
        "plan",
        "waiver",
        "clearance",
        "customerrequest",
        "handoff",
        "promise",
    )
)


class Rows:
    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.raised: set[tuple[str, str]] = set()
        self.boards = Boards(ground)
        self.phases = Phases(ground)
        self.rollouts = Rollouts(ground)
        self.scopes = Scopes(ground)
        self.decisions = Decisions(ground)

    def load(self, noun: str, rows: Iterable[Any]) -> None:
        """The rows that may be meant, and all keys that are taken, also by what was removed."""
        self.ground.matcher.know(noun, rows)
        model: Any = NOUNS[noun].model
        self.ground.matcher.taken[noun] |= all_keys(model)

    def bring(self, noun: Noun) -> None:
        mine = [e for e in self.ground.entities if e.noun == noun.name]
        if (mine or self._past_has(noun.name)) and noun.name not in self.ground.matcher.rows:
            self.load(noun.name, self._candidates(noun))
        if noun.name == "escalation":
            self.ground.world.subjects = subjects.found(str(e.values["subject"]) for e in mine)
        if noun.name in ("handoff", "promise") and mine:
            self._know_plans()
        if noun.name in OF_PROJECTS and mine:
            self._know_projects()
        if noun.name == "dependency" and mine:
            self.decisions.know()
        self.boards.learn(noun.name, mine)
        self.rollouts.learn(noun.name, mine)
        self.scopes.learn(noun.name, mine)
        placed = [(entity, self._above(noun, entity)) for entity in mine]
        whole = [(entity, above) for entity, above in placed if self._accepts(noun, entity, above)]
        works = [self._found(entity, above) for entity, above in whole]
        kept = {id(entity) for entity, _ in whole}
        self._spare(noun, [pair for pair in placed if id(pair[0]) not in kept])
        for work in works:
            work.key = work.key or self.ground.matcher.new_key(work.entity)
        self.write(noun, works)

    def _found(self, entity: Entity, above: Any) -> Work:
        row = self.rollouts.row_of(entity, self.ground.matcher.find(entity, above))
        row = self.scopes.row_of(entity, row, above)
        work = self.ground.work(entity, row.key if row else "")
        work.row = row
        return work

    def _accepts(self, noun: Noun, entity: Entity, above: Any) -> bool:
        """Refused is what lacks a thing it cannot be without."""
        if above is False:
            self._refuse_homeless(noun, entity)
            return False
        customer = self.ground.customer_of.get(entity.account)
        columns = all_columns(noun, entity.values, entity.extras, self.ground.world, customer)
        missing = [name for name in noun.needs if columns.get(name) in (None, "")]
        if noun.name == "escalation":
            return self._accepts_raised(entity, missing)
        if noun.name in OF_PROJECTS and entity.values["project"] and columns.get("project") is None:
            self.ground.refuse_row(
                entity, say("There is no project “%(name)s” here.", name=str(entity.values["project"]))
            )
            return False
        if noun.name == "dependency":
            return self.decisions.accepts(entity)
        if noun.name in BOARDS and not missing:
            return self.boards.accepts(entity, above)
        if noun.name in SCOPES and not missing:
            return self.scopes.accepts(entity, above)
        if noun.name in ROLLOUTS:
            return self.rollouts.accepts(entity, above)
        if missing:
            words = say(
                "This %(name)s needs a %(missing)s.",
                name=noun.name,
                missing=missing[0].replace("_on", " date"),
            )
            self.ground.refuse_row(entity, words)
        if noun.name in FLAWS and not missing and (flaw := FLAWS[noun.name](columns)):
            self.ground.refuse_row(entity, flaw)
            return False
        return not missing

    def _know_plans(self) -> None:
        """The plans of these customers and their criteria, which handoffs and promises name by their keys."""
        ids = [row.pk for row in self.ground.customer_of.values()]
        for noun in ("plan", "criterion"):
            model: Any = NOUNS[noun].model
            for row in model.objects.filter(customer_id__in=ids, removed_at=None):
                self.ground.world.named[noun, row.key] = row

    def _project_of(self, entity: Entity) -> Any:
        return self.ground.world.named.get(("project", str(entity.values["project"]).strip().casefold()))

    def _know_projects(self) -> None:
        """Those that are there, and those that came in just now."""
        for row in Project.objects.filter(removed_at=None):
            self.ground.world.named["project", row.key] = row

    def _accepts_raised(self, entity: Entity, missing: Sequence[str]) -> bool:
        """About a record that is there, and one for each record and cause."""
        told = (str(entity.values["subject"]), str(entity.values["cause"]))
        if missing:
            self.ground.refuse_row(entity, say("There is no record “%(name)s” here.", name=told[0]))
        elif told in self.raised:
            self.ground.refuse_row(entity, say("“%(name)s” is raised for this twice.", name=told[0]))
            return False
        self.raised.add(told)
        return not missing

    def _spare(self, noun: Noun, refused: Sequence[tuple[Entity, Any]]) -> None:
        """What is refused now and came in before stays as it was."""
        for entity, above in refused:
            row = self.ground.matcher.find(entity, above) if above is not False else None
            if row is not None:
                self.ground.spared.add(f"{noun.name}:{row.key}")

    def _refuse_homeless(self, noun: Noun, entity: Entity) -> None:
        """Of a part whose plan was refused, the plan has told already."""
        if noun.parent == "customer":
            at = entity.source.where(entity.row.path)
            message = say("It is not known which customer this belongs to.")
            fix = say("Write `account_id: name-of-the-customer` at the top of the file.")
            self.ground.refuse(entity.source.path, at.line, at.column, "account", message, fix)

    def _past_has(self, noun: str) -> bool:
        return any(name.startswith(f"{noun}:") for name in self.ground.past.entities)

    def _candidates(self, noun: Noun) -> Any:
        model: Any = noun.model
        rows = model.objects.filter(removed_at=None).order_by("pk")
        if noun.parent in INSIDE_PROJECTS:
            above = [w.row.pk for w in self.ground.works_of(noun.parent) if w.row.pk]
            rows = rows.filter(**{f"{noun.parent}__in": above})
            return rows.select_related("customer") if noun.name == "step" else rows
        if noun.name in ("cadence", "rule", "plantemplate", "goal"):
            return rows
        over = "metric__customer" if noun.name == "reading" else "customer"
        if noun.name == "reading" or "customer" in noun.columns:
            ids = [row.pk for row in self.ground.customer_of.values()]
            rows = rows.filter(Q(**{f"{over}__in": ids}) | Q(**{f"{over}__isnull": True}))
        beside = {"teamplace": "member", "waiver": "opportunity", "clearance": "opportunity"}.get(noun.name)
        return rows.select_related(beside) if beside else rows

    def _above(self, noun: Noun, entity: Entity) -> Any:
        """The pk of what it stands in; False where that was refused."""
        if noun.name == "briefing" and (project := self._project_of(entity)) is not None:
            return project.customer_id
        if noun.parent == "customer":
            row = self.ground.customer_of.get(entity.account)
            return row.pk if row is not None else (False if noun.name in NEED_CUSTOMER else None)
        if noun.parent in INSIDE:
            direct = self._pk_of(entity.parent)
            return direct if noun.parent != "plan" or direct is False else self._pk_of(entity.plan)
        return None

    def _pk_of(self, over: Entity | None) -> Any:
        work = self.ground.works.get(id(over)) if over is not None else None
        return work.row.pk if work is not None and work.row is not None and work.row.pk else False

    def write(self, noun: Noun, works: Sequence[Work]) -> None:
        new: list[Work] = []
        pairs: list[tuple[Any, dict[str, Any]]] = []
        for work in works:
            if work.entity.places:
                work.base = self.ground.past.entities.get(f"{noun.name}:{work.key}")
            self._prepare(noun, work, new, pairs)
        if noun.name == "plan":
            self.phases.hold_new(work.row for work in new)
            pairs = self.phases.hold(pairs)
        if noun.name == "decision":
            self.decisions.hold_new([work.row for work in new])
            pairs = self.decisions.hold(pairs)
        if noun.name == "dependency":
            new = self.decisions.without_circles(new)
        if noun.name == "goal" and not iv.may_set():
            new, pairs = self._leave(works, new, pairs)
        if noun.name == "card":
            new, pairs = self.boards.write(new, pairs)
        elif noun.name in SCOPES:
            new, pairs = self.scopes.write(noun, new, pairs)
        else:
            noun.add([work.row for work in new])
            noun.edit(pairs)
        same = len(works) - len(new) - len(pairs)
        self.ground.report.count(noun.name, created=len(new), changed=len(pairs), unchanged=same)
        self._know(noun, works)

    def _leave(self, works: Sequence[Work], new: Sequence[Work], pairs: Sequence[tuple[Any, Any]]) -> Any:
        """What whoever brings it may not set stays as it stands here, and each line is told."""
        changed = {id(row) for row, _ in pairs}
        for work in works:
            if work in new or id(work.row) in changed:
                words = say("Only an administrator sets the targets of measures.")
                fix = say("Ask one of them to look at it.")
                self.ground.flag(work.entity, "target", "import.kept", words, fix)
        for work in new:
            work.row = None
        return [], []

    def _know(self, noun: Noun, works: Sequence[Work]) -> None:
        for work in works:
            if work.row is not None and noun.name == "opportunity":
                self.ground.world.know_opportunity(work.row)
            if work.row is not None and noun.name == "stakeholder":
                self.ground.world.know_person(work.row)

    def _prepare(self, noun: Noun, work: Work, new: list[Work], pairs: list[Any]) -> None:
        """To be made, to be changed, or to be left alone."""
        customer = work.row if noun.name == "customer" else self.ground.customer_of.get(work.entity.account)
        columns = self._columns(noun, work.entity, customer)
        if work.row is None or work.fresh:
            self._create(noun, work, columns)
            work.created = True
            new.append(work)
            return
        changes = {} if over(work.row) else self._changes(noun, work, columns, customer)
        if changes and not closed(self.ground, work.row, work.entity):
            pairs.append((work.row, changes))

    def _columns(self, noun: Noun, entity: Entity, customer: Any) -> dict[str, Any]:
        if not entity.places:
            return {}
        columns = all_columns(noun, entity.values, entity.extras, self.ground.world, customer)
        if noun.name == "touchpoint":
            columns["text"] = entity.values["text"]
        for name in columns.keys() & entity.values.keys():
            if columns[name] in (None, "") and entity.values[name] not in (None, "") and name not in POINTING:
                message = say(
                    "`%(name)s` of “%(label)s” cannot be taken over as it is; the file keeps it.",
                    name=name,
                    label=entity.label,
                )
                self.ground.flag(entity, name, "import.value", message, say("Correct it in the file."))
        return {name: value for name, value in columns.items() if name not in LATER}

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
            row.customer = self.ground.customer_of[entity.account]  # type: ignore[attr-defined]
        elif noun.parent in INSIDE:
            over = entity.plan if noun.parent == "plan" else entity.parent
            setattr(row, noun.parent, self.ground.works[id(over)].row)
        if noun.name in PARTS:
            row.position = entity.position  # type: ignore[attr-defined]
        if noun.name == "milestone":
            row.adoption_phase = self._phase(entity)  # type: ignore[attr-defined]
        work.row = row

    def _phase(self, entity: Entity) -> Any:
        parent = entity.parent
        if parent is None or parent.noun != "adoptionphase":
            return None
        work = self.ground.works.get(id(parent))
        return work.row if work else None

    def _changes(self, noun: Noun, work: Work, columns: dict[str, Any], customer: Any) -> dict[str, Any]:
        """Three sides: what was kept, what the file says now, what the record says now."""
        entity, base = work.entity, work.base
        old = all_columns(noun, base.values, base.extras, self.ground.world, customer) if base else None
        given = self._given(noun, entity)
        theirs = held(noun, entity.values, work.row, self.ground.world)
        columns = {name: value for name, value in columns.items() if name not in theirs}
        changes, conflicts = {}, []
        if noun.name == "milestone" and (base is None or _phase_name(base) != _phase_name(entity)):
            columns["adoption_phase"] = self._phase(entity)
            given.add("adoption_phase")
        for name, value in columns.items():
            new, now = comparable(value), stored(noun, name, work.row)
            before = comparable(old[name]) if old is not None and name in old else None
            if old is None and name not in given:
                continue
            if new != now and self.boards.still_wanted(noun.name, name, work.row, new):
                changes[name] = value
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
        here = getattr(work.row, name)
        message = say(
            "`%(name)s` of “%(label)s” was changed in Handrail (to “%(here)s”) and in the file; "
            "the file's value was taken.",
            name=name,
            label=work.entity.label,
            here=here,
        )
        self.ground.flag(
            work.entity,
            name,
            "import.conflict",
            message,
            say("Look at the history if the other one was right."),
        )

    def point(self, noun: Noun, name: str) -> None:
        """What points at another row of the same table, once all of them are there."""
        entry, pairs = noun.shape.field(name), []
        for work in [
            w for w in self.ground.works.values() if w.entity.noun == noun.name and w.entity.places and w.row
        ]:
            columns = columns_of(noun, entry, work.entity.values, self.ground.world, work.row)
            changes = self._changes(noun, work, columns, work.row)
            if changes and changes[name] is not work.row:
                pairs.append((work, changes))
        noun.edit([(work.row, changes) for work, changes in pairs])
        self.ground.report.count(noun.name, changed=sum(1 for work, _ in pairs if not work.created))


def _phase_name(entity: Entity) -> str:
    return entity.parent.label if entity.parent is not None and entity.parent.noun == "adoptionphase" else ""
