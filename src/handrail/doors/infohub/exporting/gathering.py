"""The rows of an export, on the shelves of their customers, and what each is called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from handrail.house.workspaces.models import Member, Team
from handrail.house.workspaces.owners import load_directory
from handrail.kit.shapes import Person
from handrail.record.customers.models import Customer
from handrail.record.plans.models import PlanMetric, PlanRisk

from ..binding import NOUNS, Names, World
from ..laying import Shelf
from ..manifest import Manifest
from ..models import Document
from ..rollouts import subjects_of
from ..ties import Spelled

OF_CUSTOMER = (
    "opportunity", "stakeholder", "teamplace", "renewal", "touchpoint", "supportcase", "metric", "risk",
    "assumption", "decision",
    "task", "note", "plan", "waiver", "clearance", "project",
)  # fmt: skip
BESIDE = {
    "project": "metric",
    "risk": "threatens",
    "decision": "replaced_by",
    "dependency": "needs",
    "announcement": "risk",
    "scopechange": "metric",
    "signal": "metric",
}
OF_DECISION = ("dependency", "constraint")
OF_BOARDS = {
    "board": "project", "stage": "board", "card": "board", "check": "stage", "step": "project",
    "announcement": "project", "tie": "project", "commitment": "project", "scopechange": "project",
    "signal": "project", "drill": "project",
}  # fmt: skip
"""What stands inside a project's file, each inside what."""
ORDER: dict[str, tuple[str, ...]] = {
    "reading": ("on", "key"),
    "touchpoint": ("on", "key"),
    "renewal": ("due_on", "key"),
    "board": ("project_id", "pk"),
    "stage": ("board_id", "position", "pk"),
    "check": ("stage_id", "pk"),
    "card": ("board_id", "stage__position", "stage_id", "rank", "pk"),
    "step": ("project_id", "customer__key", "pk"),
    "announcement": ("project_id", "pk"),
    "tie": ("project_id", "pk"),
    "commitment": ("project_id", "pk"),
    "scopechange": ("project_id", "pk"),
    "signal": ("project_id", "stage__board_id", "stage__position", "pk"),
    "drill": ("project_id", "pk"),
}
OF_PLAN = ("outcome", "activity", "criterion", "adoptionphase", "milestone", "initiative", "responsibility")


class Gathering:
    """What an export reads. `learn` comes first: it knows everybody whom a row may name."""

    def __init__(self) -> None:
        self.manifest = Manifest()
        self.names = Names()
        self.world = World(load_directory())
        self.spelled = Spelled()
        self.names.paths = set(Document.objects.filter(removed_at=None).values_list("path", flat=True))

    def learn(self) -> None:
        self.members = list(Member.objects.filter(removed_at=None).order_by("pk"))
        self.teams = list(Team.objects.filter(removed_at=None).order_by("pk"))
        for member in self.members:
            self.world.know_member(member)
            self.names.members[member.pk] = Person(
                self._called(member), member.name, member.email, member.job
            )
            self.names.spoken[member.key] = self.names.members[member.pk].text
            self.names.others["manager", member.pk] = member.key
        for team in self.teams:
            self.world.teams |= {team.key: team, team.name.strip().casefold(): team}
            self.names.others["team", team.pk] = team.key
        for customer in (
            Customer.objects.filter(removed_at=None).only("key", "name").order_by("pk").iterator()
        ):
            self.names.customers[customer.pk] = customer.key
            self.world.know_customer(customer)

    def _called(self, member: Member) -> str:
        """The words that find this member again, and nobody else."""
        for words in (member.name, member.email):
            found = self.world.directory.find(words) if words else None
            if found is not None and found.pk == member.pk:
                return words
        return member.key

    # -- customers ----------------------------------------------------------------------------------------

    def shelves(self, ids: Sequence[int]) -> dict[int, Shelf]:
        shelves = {pk: Shelf() for pk in ids}
        for row in Customer.objects.filter(pk__in=ids):
            shelves[row.pk].rows["customer"].append(row)
            self.manifest.counts["customer"] += 1
        for noun in OF_CUSTOMER:
            for row in self.rows(noun, customer_id__in=ids):
                shelves[row.customer_id].rows[noun].append(row)
                shelves[row.customer_id].inside["customer", noun, row.customer_id].append(row)
                self.name(noun, row)
        for noun in OF_PLAN:
            for row in self.rows(noun, customer_id__in=ids):
                outer = ("plan", row.plan_id)
                if noun == "milestone" and row.adoption_phase_id:
                    outer = ("adoptionphase", row.adoption_phase_id)
                shelves[row.customer_id].inside[outer[0], noun, outer[1]].append(row)
                shelves[row.customer_id].rows[noun].append(row)
        self.around(shelves)
        for row in self.rows("reading", metric__customer_id__in=ids):
            shelves[row.customer_id].inside["metric", "reading", row.metric_id].append(row)
        self._links(shelves, ids)
        projects = {row.pk: shelf for shelf in shelves.values() for row in shelf.rows["project"]}
        self.boards(projects)
        return shelves

    def around(self, shelves: Mapping[int, Shelf]) -> None:
        """What the decisions of these customers wait for, and what follows from them. Two statements."""
        home = {row.pk: shelf for shelf in shelves.values() for row in shelf.rows["decision"]}
        for noun in OF_DECISION:
            for row in self.rows(noun, decision_id__in=list(home)):
                home[row.decision_id].inside["decision", noun, row.decision_id].append(row)

    def boards(self, projects: Mapping[int, Shelf]) -> None:
        """All that stands inside these projects, each into the shelf of its project. One statement for each kind, a few
        for what dates hang on."""
        home: dict[tuple[str, int], Shelf] = {("project", pk): shelf for pk, shelf in projects.items()}
        for noun, outer in OF_BOARDS.items():
            above = [pk for name, pk in home if name == outer]
            for row in self.rows(noun, **{f"{outer}__in": above}):
                over = getattr(row, f"{outer}_id")
                shelf = home[noun, row.pk] = home[outer, over]
                shelf.inside[outer, noun, over].append(row)
                if noun == "announcement" and row.risk is not None:
                    self.world.named["risk", row.risk.key] = row.risk
                    self.names.others["risk", row.risk_id] = row.risk.key
                if noun == "stage":
                    self._call_stage(row, shelf.inside[outer, noun, over])

    def _call_stage(self, row: Any, so_far: Sequence[Any]) -> None:
        """By its title, where no other stage of the board has it."""
        self.world.named["stage", row.key] = row
        same = [one for one in so_far if one.title.casefold() == row.title.casefold()]
        for one in same:
            self.names.others["stage", one.pk] = one.title if len(same) == 1 else one.key

    def rows(self, noun: str, **filters: Any) -> list[Any]:
        rows: Any = NOUNS[noun].model._default_manager.filter(removed_at=None, **filters)
        if noun == "card":
            rows = rows.filter(task__removed_at=None, stage__removed_at=None).select_related("stage")
        elif noun in BESIDE:
            rows = rows.select_related(BESIDE[noun])
        elif noun == "step":
            rows = rows.filter(customer__removed_at=None)
        if noun == "signal":
            rows = rows.filter(stage__removed_at=None, stage__board__removed_at=None).select_related("stage")
        if noun in OF_PLAN:
            rows = rows.order_by("plan_id", "position", "key")
        else:
            rows = rows.order_by(*ORDER.get(noun, ("key",)))
        found = self._tied(list(rows)) if noun == "tie" else list(rows)
        self.manifest.counts[noun] += len(found)
        return found

    def _tied(self, rows: Sequence[Any]) -> list[Any]:
        """Of dates that hang on a go-live day, those whose record is there."""
        named = subjects_of(rows)
        self.names.others |= {("tie", pk): name for pk, name in named.items()}
        return [row for row in rows if row.pk in named]

    def name(self, noun: str, row: Any) -> None:
        if noun == "metric":
            self.world.named["metric", row.key] = row
            self.names.others["metric", row.pk] = row.key
        if noun == "opportunity":
            self.world.know_opportunity(row)
            self.names.others["opportunity", row.pk] = row.key
        if noun == "stakeholder":
            self.world.know_person(row)
            self.names.others["stakeholder", row.pk] = row.name

    def _links(self, shelves: dict[int, Shelf], ids: Sequence[int]) -> None:
        for noun, model in (("metric", PlanMetric), ("risk", PlanRisk)):
            for row in model._default_manager.filter(customer_id__in=ids, removed_at=None):
                shelves[row.customer_id].links[noun].add((row.plan_id, getattr(row, f"{noun}_id")))
