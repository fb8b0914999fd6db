"""Each page answers the people it is for and nobody else, and asks as often for 300 rows as for 10."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from handrail.house.ledger.rows import today
from handrail.house.workspaces.scope import current
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer, Opportunity, Stakeholder
from handrail.record.plans import verbs as plans
from handrail.record.plans.models import Criterion, Milestone, Plan
from handrail.record.risks import verbs as risks
from handrail.record.risks.models import Risk
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task
from tests.cast import Scene

PAGES = (
    "",
    "?for=everybody&all=1",
    "customers/",
    "customers/?health=at_risk&sort=-arr&owner=mine&q=north",
    "customers/northwind/",
    "plans/",
    "plans/north-plan/",
    "tasks/",
    "tasks/?state=all&sort=-owner",
    "tasks/call/",
    "decisions/",
    "risks/",
    "gaps/",
    "settings/",
    "capture/",
    "capture/touch/",
    "capture/preview/?what=call+by+friday",
    "palette/?q=north",
    "tasks/new/",
    "customers/northwind/edit/arr/",
    "customers/northwind/history/arr/",
    "customers/northwind/waive/",
    "customers/northwind/why/",
    "milestones/api/",
    "plans/north-plan/edit/background.challenges/",
    "opportunities/new/?customer=northwind",
)


def filled(scene: Scene) -> None:
    """One customer with a plan, and a little of everything."""
    with scene.inside():
        row = customers.add_customers(
            [Customer(key="northwind", name="Northwind", owner=scene.alice, arr=420_000)]
        )[0]
        customers.add_opportunities(
            [Opportunity(customer=row, name="Deal", kind="new", stage="2", arr=420_000)]
        )
        customers.add_stakeholders([Stakeholder(customer=row, name="Ines Duarte")])
        plan = plans.add_plans([Plan(key="north-plan", customer=row, title="North plan", owner=scene.bob)])[0]
        plans.add_parts([Milestone(key="api", plan=plan, title="API", due_on=today(), owner=scene.bob)])
        plans.add_parts([Criterion(plan=plan, title="Agents live")])
        tasks.add_tasks([Task(key="call", title="Call", customer=row, owner=scene.bob, due_on=today())])
        risks.add_risks([Risk(title="Keys come late", customer=row, severity="high")])


@pytest.mark.parametrize("page", PAGES)
def test_members_see_the_page_and_nobody_else_does(scene: Scene, page: str) -> None:
    filled(scene)
    url = scene.url + page
    assert scene.client(scene.alice).get(url).status_code == 200
    assert scene.client(scene.bob).get(url).status_code == 200
    assert scene.client(scene.gita).get(url).status_code == 403
    assert scene.client(scene.charlie).get(url).status_code == 404
    answer = scene.client().get(url)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in?next=")


@pytest.mark.parametrize(
    "page", ["customers/nowhere/", "plans/nowhere/", "tasks/nowhere/", "tasks/call/edit/nothing/"]
)
def test_what_is_not_there_is_not_found(scene: Scene, page: str) -> None:
    filled(scene)
    assert scene.client(scene.alice).get(scene.url + page).status_code == 404


def test_the_stranger_is_told_the_same_about_what_exists_and_what_does_not(scene: Scene) -> None:
    filled(scene)
    stranger = scene.client(scene.charlie)
    there, nowhere = (stranger.get(scene.url + f"customers/{key}/") for key in ("northwind", "nowhere"))
    assert (there.status_code, plain(there)) == (nowhere.status_code, plain(nowhere))


def plain(answer: Any) -> str:
    """The page without the token that differs each time."""
    return re.sub(r'content="\w{64}"', "", answer.content.decode())


def many(scene: Scene, first: int, last: int) -> None:
    with scene.inside():
        made = customers.add_customers(
            [
                Customer(
                    name=f"Customer {n}",
                    owner=scene.alice if n % 3 else None,
                    arr=n * 1000,
                    renewal_on=today() + timedelta(days=n % 80),
                    owner_text="The team",
                )
                for n in range(first, last)
            ]
        )
        customers.add_opportunities(
            [Opportunity(customer=c, name="Deal", kind="new", stage="3", arr=200_000) for c in made]
        )
        made_plans = plans.add_plans(
            [Plan(customer=c, title=f"Plan {c.name}", owner=c.owner) for c in made[::2]]
        )
        plans.add_parts(
            [Milestone(plan=p, title="Go live", due_on=today(), owner=p.owner) for p in made_plans]
        )
        tasks.add_tasks([Task(title="Call", customer=c, owner=scene.alice, due_on=today()) for c in made])
        risks.add_risks(
            [Risk(title="Late", customer=c, severity="critical", owner=scene.alice) for c in made]
        )


@pytest.mark.parametrize(
    "page", ["", "?for=everybody", "customers/", "tasks/", "risks/", "plans/", "gaps/", "palette/?q=c"]
)
def test_the_page_asks_as_often_for_300_customers_as_for_10(scene: Scene, page: str) -> None:
    many(scene, 0, 10)
    client = scene.client(scene.alice)
    few = statements(client, scene.url + page)
    many(scene, 10, 300)
    assert statements(client, scene.url + page) <= few


def test_customer_and_plan_ask_as_often_with_many_parts_as_with_one(scene: Scene) -> None:
    filled(scene)
    client = scene.client(scene.alice)
    pages = [scene.url + "customers/northwind/", scene.url + "plans/north-plan/"]
    few = [statements(client, page) for page in pages]
    with scene.inside():
        plan = Plan.objects.get(key="north-plan")
        plans.add_parts(
            [Milestone(plan=plan, title=f"M {n}", due_on=today(), owner=scene.bob) for n in range(40)]
        )
        tasks.add_tasks([Task(title=f"T {n}", customer=plan.customer, owner=scene.bob) for n in range(40)])
    assert [statements(client, page) for page in pages] == few


def statements(client: Any, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_today_shows_what_waits_with_its_reason_and_step(scene: Scene) -> None:
    filled(scene)
    page = scene.client(scene.bob).get(scene.url).content.decode()
    assert "Call" in page
    assert "tasks/call/do/done/" in page
    assert "API" in page
    assert "milestones/api/do/done/" in page
    keys = re.findall(r'data-go="([^"]+)"', page)
    assert len(keys) > 20 and len(set(keys)) == len(keys), "each page of the menu has a key of its own"


def test_customers_are_filtered_sorted_and_found(scene: Scene) -> None:
    many(scene, 0, 12)
    client = scene.client(scene.alice)
    names = [row["customer"].name for row in client.get(scene.url + "customers/?sort=-arr").context["rows"]]
    assert names[:2] == ["Customer 11", "Customer 10"]
    found = client.get(scene.url + "customers/?q=customer+7").context["rows"]
    assert [row["customer"].name for row in found] == ["Customer 7"]
    gaps = client.get(scene.url + "customers/?owner=gap").context["rows"]
    assert {row["customer"].name for row in gaps} == {"Customer 0", "Customer 3", "Customer 6", "Customer 9"}
    assert client.get(scene.url + "customers/?sort=drop+table&page=99&health=x").status_code == 200


def test_a_hostile_search_finds_nothing_and_breaks_nothing(scene: Scene) -> None:
    many(scene, 0, 3)
    client = scene.client(scene.alice)
    for words in ("%", "_", "\\", "'; DROP TABLE customers_customer; --"):
        answer = client.get(scene.url + "customers/", {"q": words})
        assert answer.status_code == 200
        assert answer.context["rows"] == []


def test_many_get_one_owner_at_once(scene: Scene) -> None:
    many(scene, 0, 6)
    keys = ["customer-0", "customer-3"]
    scene.client(scene.alice).post(scene.url + "customers/assign/", {"pick": keys, "owner": scene.bob.key})
    with scene.inside():
        assert current().workspace == scene.workspace
        assert {c.owner_id for c in Customer.objects.filter(key__in=keys)} == {scene.bob.pk}
