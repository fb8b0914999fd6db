"""The register of risks as a page asks for it: which of them, in which order, in which groups; and its matrix."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from handrail.house.workspaces.scope import current
from handrail.kit.words import say
from handrail.record.projects.models import Project
from handrail.record.risks import exposure, queries, register, wording
from handrail.record.risks.exposure import Limits
from handrail.record.risks.going import limits
from handrail.record.risks.models import Risk
from handrail.record.risks.states import OPEN, STATES

from . import controls
from .answers import at, me
from .values import money
from .words import choice

LACKS = ("any", "mitigation", "fallback")
GROUPS = {
    "customer": "customer__name", "owner": "owner__name", "state": "state", "level": "level", "category": "category",
    "about": "about",
}  # fmt: skip
SORTS = {
    "title": "title", "customer": "customer__name", "score": "score", "worth": "worth", "state": "state",
    "review_on": "review_on", "owner": "owner__name", "category": "category",
}  # fmt: skip
UNRATED = "none"
TONES = {"high": "bad", "medium": "warn", "low": "good"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for; what it says wrong is as if it said nothing."""

    q: str = ""
    state: str = ""
    level: str = ""
    owner: str = ""
    customer: str = ""
    project: str = ""
    category: str = ""
    lacks: str = ""
    group: str = ""
    sort: str = "-score"
    rated: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, said: Mapping[str, str]) -> Asked:
        def one(name: str, known: Any, fallback: str = "") -> str:
            return said.get(name, "") if said.get(name, "") in known else fallback

        sort = said.get("sort", "")
        return cls(
            q=said.get("q", "").strip()[:100],
            state=one("state", ("all", *STATES)),
            level=one("level", ("high", "medium", "low", UNRATED)),
            owner=said.get("owner", "")[:80],
            customer=said.get("customer", "")[:80],
            project=said.get("project", "")[:80],
            category=said.get("category", "")[:120],
            lacks=one("lacks", LACKS),
            group=one("group", GROUPS),
            sort=sort if sort.removeprefix("-") in SORTS else "-score",
            rated={
                axis: said[axis] for axis in register.AXES if said.get(axis, "") in (*"12345", UNRATED)
            },
        )  # fmt: skip

    def wanted(self, high_from: Limits) -> QuerySet[Any]:
        """Leveled rows, in no order yet."""
        rows = register.leveled(queries.listing(search=self.q, customer=self.customer), high_from)
        rows = rows.filter(state=self.state) if self.state in STATES else rows
        rows = rows.filter(state__in=OPEN) if not self.state else rows
        if self.level:
            rows = rows.filter(level=self.level.replace(UNRATED, ""))
        if self.lacks:
            rows = rows.exclude(lacks="") if self.lacks == "any" else rows.filter(lacks=self.lacks)
        if self.owner:
            whose: dict[str, dict[str, Any]] = {"gap": {"owner": None}, "mine": {"owner": me()}}
            rows = rows.filter(**whose.get(self.owner, {"owner__key": self.owner}))
        if self.project:
            rows = rows.filter(queries.concerning(f"project:{self.project}"))
        if self.category:
            rows = rows.filter(category=self.category)
        for axis, value in self.rated.items():
            rows = rows.filter(**{axis: None if value == UNRATED else int(value)})
        return rows

    def ordered(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        column = F(SORTS[self.sort.removeprefix("-")])
        down = column.desc(nulls_last=True) if self.sort.startswith("-") else column.asc(nulls_last=True)
        first = [F(GROUPS[self.group]).asc(nulls_last=True)] if self.group else []
        rows = queries.with_project(rows) if self.group == "about" else rows
        return rows.order_by(*first, down, F("worth").desc(nulls_last=True), "pk")

    @property
    def narrowed(self) -> dict[str, str]:
        """What a link to a part of this view has to say as well."""
        told = {
            name: getattr(self, name)
            for name in ("q", "state", "level", "owner", "customer", "project", "category", "lacks")
        }
        return {name: value for name, value in told.items() if value} | dict(self.rated)  # fmt: skip


def of_project(project: Project) -> QuerySet[Any]:
    """Its open risks, the worst first."""
    asked = Asked(project=project.key)
    return asked.ordered(asked.wanted(limits()))


@dataclass(frozen=True, slots=True)
class Line:
    """One risk of the register."""

    row: Any
    url: str
    level: str
    tone: str
    score: str
    worth: str
    lacks: str
    twice: list[tuple[str, str]]
    """(title, address) of those that say nearly the same."""
    heading: str | None = None
    """Of the first of its group."""


def lines(rows: list[Any], group: str = "", *, twins: Mapping[int, Any] | None = None) -> Iterator[Line]:
    """One statement for what is there twice, none where that is given; one more where they are grouped by project."""
    twins = register.twice(rows) if twins is None else twins
    called = titles(rows) if group == "about" else {}
    before: Any = object()
    for row in rows:
        value = grouped_by(row, group, called)
        yield Line(
            row, at("risk", row.key), say(wording.LEVELS[row.level]), TONES.get(row.level, ""), scored(row),
            money(row.worth, currency(row)), lacking(row.lacks),
            [(title, at("risk", key)) for key, title in twins.get(row.pk, ())[:3]],
            value if group and value != before else None,
        )  # fmt: skip
        before = value


def scored(row: Any) -> str:
    if row.score is not None:
        return f"{row.score} / {exposure.HIGHEST}"
    return f"{row.product} / 25" if row.product is not None else ""


def explained(row: Risk, one: exposure.Exposure) -> list[str]:
    """Why it is as high as it is, and what is at stake beside that, a sentence each. One statement for the customer."""
    return [*wording.explained(one), at_stake(row)]


def at_stake(row: Risk) -> str:
    if row.stake is not None:
        return _("At stake: %(sum)s.") % {"sum": money(row.stake, currency(row))}
    if row.customer is not None and row.customer.arr is not None:
        told = {"sum": money(row.customer.arr, currency(row)), "customer": row.customer}
        return _("At stake: %(sum)s, the ARR of %(customer)s.") % told
    return _("What is at stake is not known: no amount is written, and there is no ARR of a customer.")


def currency(row: Any) -> str:
    ours = row.customer.currency if row.customer is not None else ""
    return (row.currency if row.stake is not None else "") or ours or current().workspace.currency


def lacking(lacks: str) -> str:
    return {"mitigation": _("no mitigation"), "fallback": _("no fallback")}.get(lacks, "")


def titles(rows: list[Any]) -> dict[str, str]:
    keys = [row.about.partition(":")[2] for row in rows if row.about.startswith("project:")]
    return {
        f"project:{key}": title
        for key, title in Project.objects.filter(key__in=keys).values_list("key", "title")
    }


def grouped_by(row: Any, group: str, called: Mapping[str, str]) -> str:
    if group == "customer":
        return row.customer.name if row.customer is not None else _("Of no customer")
    if group == "owner":
        return row.owner.name if row.owner is not None else _("Nobody")
    if group == "state":
        return str(choice(row.state))
    if group == "level":
        return say(wording.LEVELS[row.level])
    if group == "about":
        return called.get(row.about, row.about) or _("Of no project")
    return row.category or _("Without a category")


def menus() -> list[dict[str, Any]]:
    """The filters above the register."""
    levels = ((level or UNRATED, say(wording.LEVELS[level])) for level in exposure.LEVELS)
    groups = {
        "customer": _("By customer"), "about": _("By project"), "owner": _("By owner"), "level": _("By how high"),
        "state": _("By state"), "category": _("By category"),
    }  # fmt: skip
    missing = {
        "any": _("High and not answered"),
        "mitigation": _("No mitigation"),
        "fallback": _("No fallback"),
    }
    whose = [("mine", _("Mine")), ("gap", _("Nobody")), *controls.members()]
    states = (("all", _("All")), *((state, choice(state)) for state in STATES))
    return [
        menu("state", _("State"), _("Open"), states),
        menu("level", _("How high"), _("However high"), levels),
        menu("owner", _("Owner"), _("Any owner"), whose),
        menu("lacks", _("What is missing"), _("Answered or not"), missing.items()),
        menu("group", _("Group"), _("Not grouped"), groups.items()),
    ]


def menu(name: str, label: str, nothing: str, options: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    return {"name": name, "label": label, "options": [("", nothing), *options]}


# -- the matrix ---------------------------------------------------------------------------------------------

PAIRS = (("impact", "likelihood"), ("closeness", "likelihood"), ("closeness", "impact"))
"""(across, up) of the three faces of the matrix."""


@dataclass(frozen=True, slots=True)
class Box:
    count: int
    high: int
    heat: str
    url: str
    label: str


def matrix(asked: Asked, across: str, up: str) -> list[tuple[str, list[Box]]]:
    """The rows from the highest down, what is not rated last; each box opens what it counts. One statement."""
    found = register.matrix(asked.wanted(limits()), across, up)
    here = at("risks")

    def box(x: int | None, y: int | None) -> Box:
        counted = found.get((x, y), register.Counted())
        rated = {across: x or UNRATED, up: y or UNRATED}
        label = _("%(count)s risks, %(high)s of them high: %(up)s %(y)s, %(across)s %(x)s") % {
            "count": counted.all, "high": counted.high, "up": named(up), "y": y or "–", "across": named(across),
            "x": x or "–",
        }  # fmt: skip
        url = f"{here}?{urlencode({**asked.narrowed, **rated})}"
        return Box(counted.all, counted.high, heat(x, y), url, label)

    places: list[int | None] = [1, 2, 3, 4, 5]
    ups: list[int | None] = [5, 4, 3, 2, 1]
    if any(y is None for _x, y in found):
        ups.append(None)
    if any(x is None for x, _y in found):
        places.append(None)
    return [(str(y or "–"), [box(x, y) for x in places]) for y in ups]


def heat(x: int | None, y: int | None) -> str:
    """The ground of a box: by the product, as every matrix of risks is drawn."""
    if x is None or y is None:
        return "none"
    return "high" if x * y >= 15 else "medium" if x * y >= 8 else "low"


def named(axis: str) -> str:
    return {
        "likelihood": _("Likelihood"),
        "impact": _("Impact"),
        "closeness": _("Closeness to the customer"),
    }[axis]
