from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from handrail.house.workspaces.scope import current
from handrail.kit import clock
from handrail.kit.refusals import NotFound
from handrail.record.customers import queries, verbs
from handrail.record.customers.models import Customer, Opportunity, Stakeholder, SupportCase, Touchpoint

TODAY = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def inside(scene):
    with clock.frozen(TODAY), scene.inside():
        yield scene


def customers(*names: str) -> list[Customer]:
    return list(verbs.add_customers([Customer(name=name) for name in names]))


def touch(customer: Customer, day: date, *people: str) -> Touchpoint:
    return verbs.add_touchpoints([Touchpoint(customer=customer, kind="call", on=day, people=list(people))])[0]


def test_what_is_removed_is_not_there_nor_what_stands_under_it(inside):
    a, b = customers("A", "B")
    verbs.add_opportunities([Opportunity(customer=a, name="Deal")])
    verbs.remove_customers([a])
    assert list(queries.listing()) == [b]
    assert queries.opportunities_of([a.pk, b.pk]) == {}
    with pytest.raises(NotFound):
        queries.get("a")


def test_filters_by_owner_words_and_day(inside):
    a, b = customers("Northwind", "Südlicht")
    verbs.edit_customer(b, {"owner": inside.bob})
    assert list(queries.listing(owner=inside.bob.key)) == [b]
    assert list(queries.listing(search="NORTH")) == [a]
    assert list(queries.listing(owner="nobody-has-this-key")) == []
    with clock.frozen(TODAY + timedelta(days=2)):
        verbs.edit_customer(a, {"arr": 5})
        assert list(queries.listing(updated_since=TODAY + timedelta(days=1))) == [a]


def test_the_last_touch_is_the_newest_day_not_the_newest_row(inside):
    a, b = customers("A", "B")
    newest = touch(a, date(2026, 11, 10), "jo")
    touch(a, date(2026, 11, 2), "jo", "mo")
    assert queries.last_touches([a.pk, b.pk]) == {a.pk: date(2026, 11, 10)}
    verbs.remove_touchpoints([newest])
    assert queries.last_touches([a.pk]) == {a.pk: date(2026, 11, 2)}
    left = date(2026, 11, 2)
    assert queries.touched_people([a.pk]) == {(a.pk, "jo"): left, (a.pk, "mo"): left}


def test_cases_are_unknown_until_support_is_connected(inside):
    a, b = customers("A", "B")
    assert queries.facts_of_customers([a.pk])[a.pk].cases is None
    verbs.add_support_cases([SupportCase(customer=b, number="1")])
    assert queries.facts_of_customers([a.pk])[a.pk].cases == ()


def test_facts_take_the_same_statements_for_one_and_for_many(inside):
    rows = customers(*"ABCDEFGH")
    verbs.add_opportunities([Opportunity(customer=row, name="Deal", stage="2") for row in rows])
    verbs.add_stakeholders([Stakeholder(customer=row, name="Jo") for row in rows])
    counts = []
    for ids in ([rows[0].pk], [row.pk for row in rows]):
        current().remembered.clear()
        with CaptureQueriesContext(connection) as statements:
            facts = queries.facts_of_customers(ids)
        counts.append(len(statements))
        assert len(facts) == len(ids)
    assert counts[0] == counts[1] == 9
    assert facts[rows[3].pk].opportunities[0].stage == 2
    assert facts[rows[3].pk].stakeholders[0].name == "Jo"


def test_rows_are_found_by_what_another_system_calls_them(inside):
    (row,) = verbs.add_customers([Customer(name="A", external_ids={"salesforce": "001x"})])
    assert queries.by_external_id("salesforce", ["001x", "001y"]) == {"001x": row}
