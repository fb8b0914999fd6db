from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from handrail.house.ledger.models import Event
from handrail.house.ledger.reading import find
from handrail.kit import clock
from handrail.kit.refusals import Invalid
from handrail.record.customers import verbs
from handrail.record.customers.models import Customer, Opportunity, SupportCase

TODAY = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def inside(scene):
    with clock.frozen(TODAY), scene.inside():
        yield scene


def fields(refusal) -> list[str]:
    return [problem.field for problem in refusal.value.problems]


def test_keys_come_from_names_and_never_collide(inside):
    rows = verbs.add_customers(
        [Customer(name="Northwind"), Customer(name="Northwind"), Customer(key="northwind-3", name="Third")]
    )
    assert [row.key for row in rows] == ["northwind", "northwind-2", "northwind-3"]
    assert verbs.add_customers([Customer(name="Northwind")])[0].key == "northwind-4"


def test_a_key_in_use_is_refused_in_words(inside):
    verbs.add_customers([Customer(key="a", name="A")])
    with pytest.raises(Invalid) as refusal:
        verbs.add_customers([Customer(key="a", name="Another")])
    assert fields(refusal) == ["key"]
    with pytest.raises(Invalid):
        verbs.add_customers([Customer(key="b", name="B"), Customer(key="b", name="B")])


def test_all_bad_fields_are_named_at_once(inside):
    with pytest.raises(Invalid) as refusal:
        verbs.add_customers([Customer(name="", tier="gold", arr="much", renewal_on="soon")])
    assert sorted(fields(refusal)) == ["arr", "name", "renewal_on", "tier"]
    assert not Customer.objects.exists()


def test_a_deal_needs_its_customer(inside):
    with pytest.raises(Invalid) as refusal:
        verbs.add_opportunities([Opportunity(name="Deal")])
    assert fields(refusal) == ["customer"]


def test_a_new_row_has_one_owner_or_an_open_gap(inside):
    owned, open_, told = verbs.add_customers(
        [Customer(name="A", owner=inside.bob), Customer(name="B"), Customer(name="C", owner_gap="group")]
    )
    assert [row.owner_gap for row in (owned, open_, told)] == ["", "nobody", "group"]


def test_naming_an_owner_closes_the_gap_and_its_words(inside):
    (row,) = verbs.add_customers([Customer(name="A", owner_gap="group", owner_text="CI Team")])
    verbs.edit_customer(row, {"owner": inside.bob})
    assert (row.owner_id, row.owner_gap, row.owner_text) == (inside.bob.pk, "", "")


def test_taking_the_owner_away_needs_a_reason(inside):
    (row,) = verbs.add_customers([Customer(name="A", owner=inside.bob)])
    with pytest.raises(Invalid) as refusal:
        verbs.edit_customer(row, {"owner": None})
    assert fields(refusal) == ["owner_gap"]
    assert verbs.edit_customer(row, {"owner_gap": "left"})
    assert (row.owner_id, row.owner_gap) == (None, "left")
    with pytest.raises(Invalid):
        verbs.edit_customer(row, {"owner_gap": "whatever"})


def test_a_sentiment_is_of_today_unless_said_otherwise(inside):
    (row,) = verbs.add_customers([Customer(name="A")])
    verbs.edit_customer(row, {"sentiment": "good"})
    assert row.sentiment_on == date(2026, 11, 21)
    verbs.edit_customer(row, {"sentiment": "poor", "sentiment_on": date(2026, 11, 1)})
    assert row.sentiment_on == date(2026, 11, 1)
    assert not verbs.edit_customer(row, {"sentiment": "poor"})


def test_a_solved_case_is_closed(inside):
    (customer,) = verbs.add_customers([Customer(name="A")])
    (case,) = verbs.add_support_cases([SupportCase(customer=customer, number="7")])
    assert case.is_open
    verbs.edit_support_case(case, {"solved_on": date(2026, 11, 20)})
    assert not case.is_open


def test_many_rows_change_in_one_go_and_each_has_its_event(inside):
    rows = verbs.add_customers([Customer(name=f"N{i}") for i in range(30)])
    assert verbs.edit_customers((row, {"arr": i}) for i, row in enumerate(rows)) == 30
    assert Event.objects.filter(kind="customer.changed").count() == 30


def test_removing_is_a_mark_and_restoring_asks_for_the_key(inside):
    (row,) = verbs.add_customers([Customer(key="a", name="A")])
    verbs.remove_customers([row])
    assert verbs.remove_customers([row]) == 0
    verbs.add_customers([Customer(key="a", name="B")])
    with pytest.raises(Invalid):
        verbs.restore_customers([find(Customer, "a", removed=True)])
