"""The log is told in its true order, that of the ids, also where moments tie or the clock was set back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from handrail.house.ledger import write
from handrail.kit import clock
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer

START = datetime(2026, 11, 20, 12, tzinfo=UTC)
CLOCKS = {
    "tied": [timedelta(0)] * 6,
    "backwards": [timedelta(hours=-n) for n in range(6)],
    "over months": [timedelta(days=-31 * n) for n in range(6)],
}


@pytest.fixture(params=CLOCKS)
def steps(request, scene):
    """Six changes of one customer; the last one is “Name 5”, whatever the clock said."""
    for number, shift in enumerate(CLOCKS[request.param]):
        with clock.frozen(START + shift), scene.inside():
            if number == 0:
                row = customers.add_customers([Customer(key="acme", name="Name 0")])[0]
            else:
                row = Customer.objects.get(key="acme")
                write.change(row, {"name": f"Name {number}"})
    return [f"Name {number}" for number in reversed(range(6))]


@pytest.mark.parametrize("path", ["customers/acme/history", "customers/acme/events"])
def test_a_program_reads_the_true_order_page_by_page(bob, steps, path):
    told = [event for event in bob.all(f"{path}?limit=2") if "name" in event["changes"]]
    assert [event["changes"]["name"][1] for event in told] == steps
    assert [int(event["id"]) for event in told] == sorted((int(e["id"]) for e in told), reverse=True)


def test_a_page_tells_the_true_order(scene, steps):
    from handrail.doors.desk import story
    from handrail.doors.desk.kinds.customers import CUSTOMER

    with scene.inside():
        row = Customer.objects.get(key="acme")
        field = CUSTOMER.field("name")
        told = [said.note for said in story.of_field(CUSTOMER, row, field)]
        assert [note.rpartition(" ")[2] for note in told] == [name.rpartition(" ")[2] for name in steps]
        last = story.last_change(CUSTOMER, row, field)
        assert last is not None and last.note.endswith("Name 5")
        first, mark = story.of_customer(row, limit=2)
        second, _more = story.of_customer(row, before=mark, limit=2)
        assert [said.note.rpartition(" ")[2] for said in (*first, *second)] == ["5", "4", "3", "2"]


def test_a_cursor_from_elsewhere_is_refused(bob, scene):
    with scene.inside():
        customers.add_customers([Customer(key="acme", name="A")])
    for cursor in ("x", "MjAyNi0xMS0yMFQxMjowMDowMCswMDowMHwx", "ZXZlbnR8LTE"):
        assert bob.get(f"customers/acme/history?cursor={cursor}").status_code == 422
