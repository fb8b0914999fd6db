from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from handrail.record.customers.models import Customer, Opportunity
from handrail.record.customers.verbs import (
    add_customers,
    add_opportunities,
    edit_customer,
    remove_customers,
)


@pytest.fixture
def book(scene):
    with scene.inside():
        rows = add_customers(
            [
                Customer(name=f"N{i:02}", arr=i % 4 * 100 if i % 3 else None, owner=scene.bob)
                for i in range(23)
            ]
        )
        add_opportunities([Opportunity(customer=row, name="Deal", owner=scene.alice) for row in rows])
        return list(rows)


@pytest.mark.parametrize("sort", ["key", "-key", "arr", "-arr", "renewal_on", "created_at"])
def test_pages_are_complete_and_nothing_comes_twice(bob, book, sort):
    keys = [item["key"] for item in bob.all(f"customers?sort={sort}&limit=4")]
    assert sorted(keys) == sorted(row.key for row in book)


def test_what_belongs_to_a_removed_record_leaves_no_holes_in_the_pages(scene, bob, book):
    with scene.inside():
        remove_customers(book[1:9:2])
    pages, cursor = [], ""
    while cursor is not None:
        answer = bob.get(f"opportunities?limit=4&cursor={cursor}").json()
        pages.append([item["customer"] for item in answer["items"]])
        cursor = answer["next"]
    assert [len(page) for page in pages] == [4, 4, 4, 4, 3]
    left = {row.key for at, row in enumerate(book) if at not in range(1, 9, 2)}
    assert {key for page in pages for key in page} == left
    assert len(list(bob.all("opportunities?removed=true"))) == 0


def test_a_sorted_list_is_sorted_with_the_empty_ones_last(bob, book):
    amounts = [item["arr"] for item in bob.all("customers?sort=-arr&limit=5")]
    told = [float(amount) for amount in amounts if amount is not None]
    assert told == sorted(told, reverse=True)
    assert amounts[len(told) :] == [None] * (len(amounts) - len(told))


def test_pages_stay_stable_while_people_write(scene, bob, book):
    first = bob.get("customers?limit=10").json()
    with scene.inside():
        add_customers([Customer(key="a-newcomer", name="A newcomer")])
        edit_customer(Customer.objects.get(key=book[3].key), {"arr": 1})
    rest = list(bob.all(f"customers?limit=10&cursor={first['next']}"))
    keys = [item["key"] for item in [*first["items"], *rest]]
    assert sorted(keys) == sorted(row.key for row in book)


def test_filters(scene, bob, book):
    assert len(list(bob.all(f"opportunities?customer={book[0].key}"))) == 1
    assert len(list(bob.all("opportunities?owner=alice&limit=500"))) == 23
    assert list(bob.all("opportunities?owner=bob")) == []
    assert [item["key"] for item in bob.all("customers?search=n07")] == ["n07"]
    assert list(bob.all("customers?updated_since=2999-01-01T00:00:00Z")) == []
    assert len(list(bob.all("customers?updated_since=2020-01-01T00:00:00Z"))) == 23


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("limit=0", "limit"),
        ("limit=501", "limit"),
        ("sort=fields", "sort"),
        ("sort=owner__email", "sort"),
        ("cursor=rubbish", "cursor"),
        ("colour=red", "colour"),
        ("updated_since=2026-01-01T00:00:00", "updated_since"),
    ],
)
def test_a_bad_question_is_named(bob, query, field):
    answer = bob.get(f"customers?{query}")
    assert answer.status_code == 422
    assert [problem["field"] for problem in answer.json()["problems"]] == [field]


def test_a_cursor_belongs_to_its_sort(bob, book):
    cursor = bob.get("customers?sort=arr&limit=3").json()["next"]
    assert bob.get(f"customers?sort=-arr&cursor={cursor}").status_code == 422


def test_a_page_takes_the_same_few_statements_however_long(bob, book):
    bob.get("workspace")  # a token notes its first use of a day
    counts = []
    for limit in (1, 20):
        with CaptureQueriesContext(connection) as statements:
            assert len(bob.get(f"opportunities?limit={limit}").json()["items"]) == limit
        counts.append(
            len([s for s in statements if not s["sql"].startswith(("BEGIN", "COMMIT", "SAVE", "REL"))])
        )
    with CaptureQueriesContext(connection) as entry:
        bob.get("workspace")
    assert counts[0] == counts[1] <= len(entry) + 4
