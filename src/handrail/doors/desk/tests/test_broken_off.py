"""A form that arrives in part: what was not sent is refused or left alone, never saved as empty."""

from __future__ import annotations

from typing import Any

import pytest

from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer, Opportunity, Stakeholder, Touchpoint
from handrail.record.plans import verbs as plans
from handrail.record.plans.models import Plan
from handrail.watch.health.queries import policy_of
from tests.cast import Scene

HTMX: dict[str, Any] = {"headers": {"HX-Request": "true"}}
LOG = [{"date": "2026-01-01", "author": "Bob", "change": f"Change {n}"} for n in range(3)]


@pytest.fixture
def plan(scene: Scene) -> Plan:
    with scene.inside():
        (row,) = customers.add_customers(
            [Customer(key="acme", name="Acme", industry="Freight", owner=scene.bob, arr=5)]
        )
        (tom,) = customers.add_stakeholders([Stakeholder(key="tom", customer=row, name="Tom")])
        customers.add_opportunities(
            [Opportunity(key="deal", customer=row, name="Deal", sa_validated=True, owner=scene.bob)]
        )
        customers.add_touchpoints(
            [Touchpoint(key="call", customer=row, kind="call", on="2026-01-01", people=[tom.key])]
        )
        sections = {"background": {"why_now": "Peak season"}, "change_log": LOG}
        return plans.add_plans([Plan(key="p", customer=row, title="P", owner=scene.bob, **sections)])[0]


FIELDS = [
    ("customers/acme", "industry"),
    ("customers/acme", "arr"),
    ("customers/acme", "owner"),
    ("customers/acme", "tier"),
    ("opportunities/deal", "sa_validated"),
    ("touchpoints/call", "people"),
    ("touchpoints/call", "on"),
    ("plans/p", "change_log"),
    ("plans/p", "background.why_now"),
]


@pytest.mark.parametrize(("record", "field"), FIELDS)
def test_a_form_without_its_field_changes_nothing(scene: Scene, plan: Plan, record: str, field: str) -> None:
    client, url = scene.client(scene.bob), f"{scene.url}{record}/edit/{field}/"
    before = client.get(url).context
    answer = client.post(url, {"was": before["was"]}, **HTMX)
    assert answer.status_code == 422
    after = client.get(url).context
    assert after["was"] == before["was"]
    assert answer.context["control"].value == before["control"].value
    assert answer.context["control"].rows == before["control"].rows


def test_a_table_that_broke_off_keeps_its_rows(scene: Scene, plan: Plan) -> None:
    client, url = scene.client(scene.bob), scene.url + "plans/p/edit/change_log/"
    rows = client.get(url).context["control"].rows
    whole = {name: value for row in rows for name, value, _label in row}
    part = dict(list(whole.items())[:4])
    count = {"change_log-count": str(len(rows))}
    assert client.post(url, {**count, **part}, **HTMX).status_code == 422
    with scene.inside():
        assert Plan.objects.get().change_log == LOG
    assert client.post(url, {**count, **whole, "change_log-0-change": "New"}, **HTMX).status_code == 200
    with scene.inside():
        assert [line["change"] for line in Plan.objects.get().change_log] == ["New", "Change 1", "Change 2"]


def test_a_box_without_a_tick_is_a_no_where_the_form_had_it(scene: Scene, plan: Plan) -> None:
    client, url = scene.client(scene.bob), scene.url + "opportunities/deal/edit/sa_validated/"
    assert b'name="sa_validated-asked"' in client.get(url).content
    assert client.post(url, {"sa_validated-asked": "1"}, **HTMX).status_code == 200
    client.post(scene.url + "touchpoints/call/edit/people/", {"people-asked": "1"}, **HTMX)
    with scene.inside():
        assert Opportunity.objects.get().sa_validated is False
        assert Touchpoint.objects.get().people == []


def test_settings_that_broke_off_leave_the_rest(scene: Scene) -> None:
    client = scene.client(scene.ada)
    client.post(scene.url + "settings/policy/", {"stale_days": "45", "rates": "USD: 0.92"})
    assert client.post(scene.url + "settings/policy/", {"fresh_days": "12"}).status_code == 302
    assert client.post(scene.url + "settings/workspace/", {"name": "New"}).status_code == 302
    with scene.inside() as scope:
        policy = policy_of(scope.workspace)
        assert (policy.stale_days, policy.fresh_days, policy.rates) == (45, 12, {"USD": policy.rates["USD"]})
        assert (scope.workspace.name, scope.workspace.currency) == ("New", "EUR")
