from __future__ import annotations

import pytest
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families

from handrail.doors.operator.asking import GAUGES
from handrail.house.ledger import claims
from handrail.house.ledger.models import Claim
from handrail.record.customers.models import Customer
from handrail.record.customers.verbs import add_customers
from tests.cast import Scene

TOKEN = "a token for Prometheus only"


@pytest.fixture
def watched(settings_of):
    settings_of(METRICS_TOKEN=TOKEN)


@pytest.fixture
def settings_of():
    from django.test import override_settings

    active = []

    def change(**values):
        active.append(override_settings(**values))
        active[-1].enable()

    yield change
    for one in active:
        one.disable()


def scrape(token: str = TOKEN) -> dict[str, dict[tuple[str, ...], float]]:
    answer = Client().get("/metrics", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 200
    found: dict[str, dict[tuple[str, ...], float]] = {}
    for family in text_string_to_metric_families(answer.content.decode()):
        for sample in family.samples:
            found.setdefault(sample.name, {})[tuple(sample.labels.values())] = sample.value
    return found


def test_without_the_setting_there_is_nothing_there():
    assert Client().get("/metrics").status_code == 404


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer wrong", f"Basic {TOKEN}", f"Bearer {TOKEN}x"])
def test_only_who_shows_the_token_sees_them(watched, header):
    answer = Client().get("/metrics", headers={"Authorization": header} if header else {})
    assert answer.status_code == 401
    assert b"handrail_" not in answer.content


def test_every_gauge_answers(watched, scene: Scene):
    with scene.inside():
        add_customers([Customer(name="A")])
    found = scrape()
    labelled = {gauge.name for gauge in GAUGES if gauge.labels}
    assert {gauge.name for gauge in GAUGES} - labelled <= set(found)
    assert found["handrail_workspaces"][()] >= 2
    assert found["handrail_database_bytes"][()] > 1_000_000


def test_what_waits_is_counted(watched, scene: Scene, monkeypatch):
    monkeypatch.setattr(claims, "AT_ONCE", 0)
    with scene.inside():
        add_customers([Customer(name="A"), Customer(name="B")])
    assert scrape()["handrail_tickets_waiting"][("health",)] >= 2
    with scene.inside():
        Claim.objects.filter(workspace_id=scene.workspace.pk).update(attempts=1)
    assert scrape()["handrail_tickets_failing"][("health",)] >= 2
    with scene.inside():
        Claim.objects.filter(workspace_id=scene.workspace.pk).delete()


def test_requests_are_counted_by_route_and_never_by_address(watched, scene: Scene):
    with scene.inside():
        add_customers([Customer(key="very-secret-name", name="A")])
    scene.client(scene.bob).get(scene.url + "customers/very-secret-name/")
    answer = Client().get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).content.decode()
    assert 'route="desk:customer"' in answer
    assert "very-secret-name" not in answer
