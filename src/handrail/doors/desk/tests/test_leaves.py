"""Pages of a list that take their keys first hold the same rows, in the same order, as pages of the whole list."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from handrail.house.ledger import reading
from handrail.kit.web.paging import Leaves
from handrail.record.customers.models import Customer
from handrail.record.risks import verbs
from handrail.record.risks.models import Risk


def test_a_leaf_is_the_page_and_one_statement(scene):
    with scene.inside():
        from handrail.record.customers.verbs import add_customers

        homes = add_customers([Customer(name=f"C{n}", owner=scene.bob, arr=n % 2 or None) for n in range(3)])
        verbs.add_risks(
            [
                Risk(title=f"R{n % 4}", owner=scene.bob if n % 3 else None, customer=homes[n % 3])
                for n in range(23)
            ]
        )
        rows = reading.listing(Risk).annotate(worth=F("customer__arr"))
        rows = rows.order_by(F("worth").desc(nulls_last=True), "title", "-pk")
        for number in ("1", "2", "3", "99", "x"):
            was, now = (some(rows, 10).get_page(number) for some in (Paginator, Leaves))
            with CaptureQueriesContext(connection) as captured:
                told = [(row.pk, row.worth, row.owner and row.owner.name, row.customer.name) for row in now]
            assert len(captured) == 1
            assert told == [
                (row.pk, row.worth, row.owner and row.owner.name, row.customer.name) for row in was
            ]
            assert now.number == was.number and len(now) == len(was)
        assert list(Leaves(rows.none(), 10).get_page(1)) == []
