"""The event log's months: nobody is refused while one is made, and the app's roles can not go round it."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest
from django.db import ProgrammingError, connection, transaction

from handrail.house.ledger import write
from handrail.house.ledger.models import Event
from handrail.kit import clock
from handrail.record.customers.models import Customer


def make(month: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT ledger_make_partition(%s)", [month])
        return bool(cursor.fetchone()[0])


def test_a_month_is_made_while_somebody_writes_into_it(scene):
    """The maker waits for the open change, takes its row along, and nothing is lost or refused."""
    made: list[object] = []

    def maker() -> None:
        try:
            made.append(make("2031-05-01"))
        except Exception as error:
            made.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=maker)
    with clock.frozen(datetime(2031, 5, 10, tzinfo=UTC)), scene.inside():
        row = Customer(key="a", name="A")
        write.create([row])
        thread.start()
        thread.join(0.3)
        waited = thread.is_alive()
    thread.join(20)
    assert waited
    assert made == [True]
    with scene.inside(), connection.cursor() as cursor:
        assert Event.objects.filter(subject_kind="customer", subject_id=row.pk).count() == 1
    assert not make("2031-05-01")


@pytest.mark.parametrize("role", ["handrail_app", "handrail_system"])
@pytest.mark.parametrize("part", ["ledger_event_rest", "ledger_event_203201"])
def test_no_part_is_read_past_row_security(role, part):
    make("2032-01-01")
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL ROLE {role}")
            cursor.execute(f"SELECT 1 FROM {part}")


@pytest.mark.parametrize("statement", ["DELETE FROM ledger_event", "UPDATE ledger_event SET kind = 'x'"])
def test_the_sweeps_role_can_not_rewrite_history_either(statement):
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE handrail_system")
            cursor.execute(statement)
