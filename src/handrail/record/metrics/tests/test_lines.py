"""Readings as they are pasted: understood whole, or refused with every wrong line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from handrail.kit.refusals import Invalid
from handrail.record.customers.models import Customer
from handrail.record.customers.verbs import add_customers
from handrail.record.metrics import lines
from handrail.record.metrics.models import Metric, Reading
from handrail.record.metrics.verbs import add_metrics, add_readings


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-31; 71.5; BI\n2026-04-30; 80",
        "\ufeffDay,Value,Source\r\n2026-03-31,71.5,BI\r\n\r\n2026-04-30,80\r\n",
        "2026-03-31\t71.5\tBI\n2026-04-30\t80",
    ],
)
def test_tables_of_all_sorts_are_read(text):
    assert lines.read(text) == [
        lines.Line(date(2026, 3, 31), Decimal("71.5"), "BI"),
        lines.Line(date(2026, 4, 30), Decimal(80)),
    ]


def test_every_wrong_line_is_told_with_its_number():
    with pytest.raises(Invalid) as refusal:
        lines.read("2026-03-31; 71\nsoon; 3\n2026-04-30\n2026-05-31; much")
    assert [problem.message.partition(":")[0] for problem in refusal.value.problems] == [
        "Line 2",
        "Line 3",
        "Line 4",
    ]
    for empty in ("", "\n\n", "Day; Value"):
        with pytest.raises(Invalid):
            lines.read(empty)


def test_the_page_and_programs_bring_many_and_correct_a_day(scene):
    with scene.inside():
        (customer,) = add_customers([Customer(name="A", owner=scene.bob)])
        (metric,) = add_metrics([Metric(customer=customer, name="Misses", owner=scene.bob)])
        add_readings([Reading(metric=metric, on=date(2026, 3, 31), value=Decimal(1), source="Typed")])
    client, here = scene.client(scene.bob), f"{scene.url}metrics/{metric.key}/readings/"
    assert client.get(here).status_code == 200
    assert client.post(here, {"lines": "soon; 3"}).status_code == 422
    assert client.post(here, {"lines": "2026-03-31; 12\n2026-04-30; 9"}).status_code == 302
    said = {"Authorization": f"Bearer {scene.token(scene.bob)}"}
    body = {
        "readings": [{"on": "2026-04-30", "value": "8"}, {"on": "2026-05-31", "value": "7", "source": "BI"}]
    }
    api = f"/api/v1/w/{scene.workspace.slug}/metrics/{metric.key}/readings"
    assert client.post(api, body, content_type="application/json", headers=said).json() == {"changed": 2}
    with scene.inside():
        rows = Reading.objects.filter(removed_at=None).order_by("on").values_list("value", "source")
        assert list(rows) == [(Decimal(12), "Typed"), (Decimal(8), ""), (Decimal(7), "BI")]
