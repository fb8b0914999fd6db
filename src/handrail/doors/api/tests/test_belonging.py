"""A project's risks and its blockers are the same ones wherever somebody looks: every reader, for whoever may see them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from handrail.bench.pages import is_work
from handrail.doors.calendar import dates
from handrail.doors.desk import drilled
from handrail.house.escalations.models import Escalation
from handrail.house.escalations.verbs import raise_to
from handrail.house.ledger.rows import today
from handrail.house.talk import verbs as talk
from handrail.house.talk.models import Link
from handrail.house.workspaces.models import Member
from handrail.record.blockers import belonging
from handrail.record.blockers import verbs as blocking
from handrail.record.blockers.models import Blocker
from handrail.record.blockers.states import OPEN
from handrail.record.customers.models import Customer
from handrail.record.customers.verbs import add_customers
from handrail.record.decisions.models import Decision
from handrail.record.decisions.verbs import add_decisions
from handrail.record.drills import queries as drills
from handrail.record.plans.models import Milestone, Plan, PlanRisk
from handrail.record.plans.verbs import add_parts, add_plans
from handrail.record.projects.models import Project
from handrail.record.projects.tests.setting import build
from handrail.record.projects.verbs import edit_project, remove_cards
from handrail.record.risks import queries
from handrail.record.risks import verbs as risks
from handrail.record.risks.models import Risk
from handrail.record.rollout import shifting
from handrail.watch.playbooks import updating
from handrail.watch.reviews import signals
from handrail.watch.reviews.gathering import world_of
from handrail.watch.reviews.models import Review
from handrail.watch.reviews.verbs import add_reviews
from handrail.watch.summaries import sources
from tests.cast import Scene, stage

from .conftest import Caller

SPRING = "spring-checkout"
HERE = f"project:{SPRING}"


@dataclass
class Place:
    """A workspace with a project and, planted in each way, what is of it and what only looks like it."""

    scene: Scene
    project: Project
    review: Review
    due: date

    def page(self, member: Member, path: str) -> Any:
        answer = self.scene.client(member).get(self.scene.url + path)
        assert answer.status_code == 200, answer.content[:500]
        return answer

    def api(self, member: Member, path: str) -> Any:
        return Caller(f"/api/v1/w/{self.scene.workspace.slug}", self.scene.token(member)).get(path).json()


@pytest.fixture(scope="module")
def place(caretaker) -> Place:
    scene = stage()
    with scene.inside(scene.ada):
        setting = build(scene.bob)
        autumn = build_other(scene)
        acme, secret = add_customers(
            [Customer(name="Acme", owner=scene.bob), Customer(name="Secret", private=True, owner=scene.ada)]
        )
        plan, apart = add_plans([Plan(title="Near", customer=acme), Plan(title="Apart", customer=acme)])
        stones = [
            Milestone(plan=one, customer=acme, title=f"{one.title} stone", key=f"{one.key}-stone")
            for one in (plan, apart)
        ]
        add_parts(stones)
        talk.add_links([Link(source=f"plan:{plan.key}", target=HERE, relation="serves")])
        add_decisions(
            [
                Decision(title="Which way", question="?", subject=HERE, owner=scene.bob),
                Decision(title="Elsewhere", question="?", subject=f"project:{autumn.key}", owner=scene.bob),
            ]
        )
        setting.card("Connector")
        left = setting.card("Left")
        plant_risks(scene, acme, secret, plan)
        plant_blockers(scene, acme, secret)
        remove_cards([left])
        (review,) = add_reviews(
            [Review(title="Week", kind="weekly", project=setting.project, owner=scene.bob)]
        )
        due = today() + timedelta(days=3)
    return Place(scene, setting.project, review, due)


def build_other(scene: Scene) -> Project:
    other = build(scene.bob)
    other.card("Autumn work")
    edit_project(other.project, {"title": "Autumn"})
    return other.project


def linked(key: str, *, back: bool = False, relation: str = "threatens", to: str = HERE) -> Link:
    source, target = (to, f"risk:{key}") if back else (f"risk:{key}", to)
    return Link(source=source, target=target, relation=relation)


OF_IT = {"By its subject", "Threatens it", "Connected from there", "Both", "A customer's, connected"}
HIDDEN = {"Secret and connected"}


def plant_risks(scene: Scene, acme: Customer, secret: Customer, plan: Plan) -> None:
    grave = {"likelihood": 5, "impact": 5, "owner": scene.bob, "review_on": today() + timedelta(days=9)}
    said: dict[str, dict[str, Any]] = {
        "By its subject": {"subject": HERE}, "Threatens it": {}, "Connected from there": {}, "Both": {"subject": HERE},
        "A customer's, connected": {"customer": acme}, "Secret and connected": {"customer": secret},
        "Of another": {"subject": f"{HERE}-2"}, "Only the customer's": {"customer": acme}, "Once connected": {},
        "Of the plan": {"customer": acme}, "Removed": {"subject": HERE}, "Threatens a card": {},
    }  # fmt: skip
    rows = {row.title: row for row in risks.add_risks([Risk(title=t, **v, **grave) for t, v in said.items()])}
    links = talk.add_links(
        [
            linked(rows["Threatens it"].key),
            linked(rows["Connected from there"].key, back=True, relation="relates"),
            linked(rows["Both"].key),
            linked(rows["A customer's, connected"].key),
            linked(rows["Secret and connected"].key),
            linked(rows["Threatens a card"].key, to="task:connector"),
            linked(rows["Once connected"].key),
        ]
    )
    talk.remove_links(links[-1:])
    risks.remove_risks([rows["Removed"]])
    add_parts([PlanRisk(plan=plan, customer=plan.customer, risk=rows["Of the plan"])])


HELD_UP = {
    "Card": ["task:connector"], "Card by its own name": ["card:connector"], "Project": [HERE], "Plan": ["plan:near"],
    "Decision": ["decision:which-way"], "Milestone": ["milestone:near-stone"], "Connected": [],
}  # fmt: skip
APART = {
    "Another's card": ["task:autumn-work"], "Another's decision": ["decision:elsewhere"],
    "Another plan": ["plan:apart"], "Another milestone": ["milestone:apart-stone"], "Nothing": [], "A card that left": ["task:left"],
}  # fmt: skip


def plant_blockers(scene: Scene, acme: Customer, secret: Customer) -> None:
    due = {"owner": scene.bob, "due_on": today() + timedelta(days=3), "fallback": "Ship by hand"}
    rows = [Blocker(title=title, blocks=names, **due) for title, names in {**HELD_UP, **APART}.items()]
    rows.append(Blocker(title="Secret one", customer=secret, blocks=[HERE], **due))
    blocking.add_blockers(rows)
    over = blocking.add_blockers([Blocker(title="Solved", blocks=[HERE], **due)])
    blocking.step_blockers(over, "resolve", {})
    by_title = {row.title: row for row in rows}
    talk.add_links([Link(source=HERE, target=f"blocker:{by_title['Connected'].key}", relation="relates")])


Reader = Callable[[Place, Member], Any]


def dated(kind: str) -> Reader:
    """What has dates in the project's calendar, which its feed takes as well."""

    def read(place: Place) -> set[str]:
        shown = dates.wanted(dates.Asked(project=place.project))
        return {one.title for one in shown if one.subject_kind == kind}

    return inside(read)


def titles(rows: Any) -> list[str]:
    return [row["title"] for row in rows]


def lines(answer: Any) -> list[str]:
    return [one.row.title for one in answer.context["lines"]]


def boxes(place: Place, member: Member) -> Iterator[str]:
    """Each box of the matrix opens the risks that it counts."""
    answer = place.page(member, f"risks/matrix/?project={SPRING}")
    full = [box for _head, row in answer.context["boxes"] for box in row if box.count]
    for box in full:
        opened = lines(place.scene.client(member).get(box.url))
        assert len(opened) == box.count == box.high
        yield from opened


def counted(place: Place, member: Member) -> int:
    told = place.api(member, f"risks/matrix?project={SPRING}")
    assert told["trend"][-1]["open"] == told["trend"][-1]["high"]
    assert sum(box["count"] for box in told["boxes"]) == told["trend"][-1]["open"]
    return int(told["trend"][-1]["open"])


def grouped(place: Place, member: Member) -> Iterator[str]:
    """What stands under the project's name where the whole register is grouped by project."""
    under = ""
    for one in place.page(member, "risks/?group=about").context["lines"]:
        under = under if one.heading is None else one.heading
        if under == place.project.title:
            yield one.row.title


def inside(read: Callable[[Place], Any]) -> Reader:
    def reader(place: Place, member: Member) -> list[str]:
        with place.scene.inside(member):
            return list(read(place))

    return reader


def of_summary(kind: str, line: str) -> Reader:
    path = f"summaries/now/{kind}/records?line={line}&project={SPRING}"
    return lambda place, member: titles(place.api(member, path)["items"])


def backwards(path: str) -> Reader:
    """From the other end: those on whose own page the project stands."""

    def reader(place: Place, member: Member) -> Iterator[str]:
        for row in place.api(member, f"{path}?limit=100")["items"]:
            shown = place.page(member, f"{path}/{row['key']}/")
            if place.project.key in {one.key for one in shown.context["projects"]}:
                assert place.project.title in unescape(shown.content.decode())
                yield row["title"]

    return reader


RISKS: dict[str, Reader] = {
    "the project's page": lambda p, m: [
        one.row.title for one in p.page(m, f"projects/{SPRING}/").context["risks"]
    ],
    "the register": lambda p, m: lines(p.page(m, f"risks/?project={SPRING}")),
    "the register, grouped": grouped,
    "the list of the API": lambda p, m: titles(p.api(m, f"risks?project={SPRING}")["items"]),
    "the matrix": boxes,
    "the drill": inside(lambda p: [one.title for one in drills.critical(p.project) if one.kind == "risk"]),
    "scenarios of a drill": inside(
        lambda p: [title.removeprefix("It has come true: ") for title, _ in drilled.scenarios(p.project)]
    ),
    "the summary": of_summary("risks", "risks.open"),
    "the agenda of a review": inside(
        lambda p: [one.title for one in world_of(p.review).things if one.kind == "risk"]
    ),
    "the retrospective": inside(lambda p: [one.title for one in signals.risks_of(p.project)]),
    "the go-live day": inside(
        lambda p: [one.title for one in shifting.dates_of(p.project)[0] if one.kind == "risk"]
    ),
    "a newer playbook": inside(
        lambda p: [
            name.removeprefix("risk:") for name in updating.rows_of(p.project)[0] if name.startswith("risk:")
        ]
    ),
    "the calendar": dated("risk"),
    "its own page": backwards("risks"),
}


@pytest.mark.parametrize("reader", RISKS)
def test_a_projects_risks_are_the_same_wherever_somebody_looks(place, reader):
    assert sorted(RISKS[reader](place, place.scene.bob)) == sorted(OF_IT)
    assert sorted(RISKS[reader](place, place.scene.ada)) == sorted(OF_IT | HIDDEN)


def test_the_matrix_of_the_api_counts_them(place):
    assert counted(place, place.scene.bob) == len(OF_IT)
    assert counted(place, place.scene.ada) == len(OF_IT | HIDDEN)


BLOCKERS: dict[str, Reader] = {
    "the project's page": lambda p, m: [
        one.row.title for one in p.page(m, f"projects/{SPRING}/").context["blockers"] if one.open
    ],
    "the wall": lambda p, m: [
        one.row.title for one in p.page(m, f"blockers/?project={SPRING}").context["faces"]
    ],
    "the list of the API": lambda p, m: titles(
        one for one in p.api(m, f"blockers?project={SPRING}")["items"] if one["state"] in OPEN
    ),
    "the drill": inside(lambda p: [one.title for one in drills.critical(p.project) if one.kind == "blocker"]),
    "the summary": of_summary("blockers", "blockers.open"),
    "the agenda of a review": inside(
        lambda p: [one.title for one in world_of(p.review).things if one.kind == "blocker"]
    ),
    "the calendar": dated("blocker"),
    "its own page": lambda p, m: [
        title for title in backwards("blockers")(p, m) if title not in ("Solved",)
    ],
}  # fmt: skip


@pytest.mark.parametrize("reader", BLOCKERS)
def test_a_projects_blockers_are_the_same_wherever_somebody_looks(place, reader):
    assert sorted(BLOCKERS[reader](place, place.scene.bob)) == sorted(HELD_UP)
    assert sorted(BLOCKERS[reader](place, place.scene.ada)) == sorted([*HELD_UP, "Secret one"])


def test_what_is_raised_of_it_is_counted_in_its_summary(place):
    raised = {
        Risk: ("by-its-subject", "of-another"),
        Blocker: ("card", "anothers-card"),
        Milestone: ("near-stone", "apart-stone"),
        Decision: ("which-way", "elsewhere"),
    }
    with place.scene.inside(place.scene.bob):
        for model, keys in raised.items():
            for row in model.objects.filter(key__in=keys):
                raise_to(row, place.scene.ada, "It hangs", title=f"{row.key} hangs", path="")
        found = Escalation.objects.filter(sources.raised_of(place.project)).values_list(
            "subject_key", flat=True
        )
        assert Escalation.objects.count() == 8
        assert sorted(found) == sorted(keys[0] for keys in raised.values())


@pytest.mark.parametrize(
    ("page", "name"),
    [
        ("decisions/which-way/", "Decision"),
        ("milestones/near-stone/", "Milestone"),
        ("plans/near/", "Plan"),
        ("plans/near/", "Milestone"),
        ("cards/connector/", "Card"),
    ],
)
def test_the_page_of_what_is_held_up_says_by_what_whose_until_when_and_what_else(place, page, name):
    shown = place.page(place.scene.bob, page)
    (one,) = [face for face in shown.context["blockers"] if face.row.title == name]
    panel = unescape(shown.content.decode()).partition('id="blockers"')[2].partition("</section>")[0]
    assert name in panel and "bob" in panel.casefold() and "If not: Ship by hand" in panel
    assert one.row.due_on == place.due and one.left in panel
    asked = place.api(place.scene.bob, f"blockers?blocks={one.row.blocks[0]}")
    assert name in titles(asked["items"])


def test_nothing_is_of_a_project_that_is_not_there(place):
    for path in ("risks", "blockers"):
        assert place.api(place.scene.bob, f"{path}?project=nowhere")["items"] == []


def test_each_takes_as_many_statements_whatever_there_is(place):
    with place.scene.inside(place.scene.bob):
        with CaptureQueriesContext(connection) as captured:
            assert len(queries.about(HERE)) == len(OF_IT)
        assert len([one for one in captured if is_work(one["sql"])]) == 2
        with CaptureQueriesContext(connection) as captured:
            assert len(belonging.of_project(place.project)) == len(HELD_UP) + 1
        assert len([one for one in captured if is_work(one["sql"])]) == 3
