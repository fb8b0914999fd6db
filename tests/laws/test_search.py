"""The search finds every kind of record, and never what is not for the one who asks, whatever the question says."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection

from handrail import wiring
from handrail.doors.desk import kinds
from handrail.house.ledger.sweeps import serve_workspace
from handrail.house.search.queries import search
from handrail.house.workspaces.models import Tenanted
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task

NOT_FOUND = {
    "reading": "numbers; their metric is found",
    "planmetric": "a link; the metric is found",
    "planrisk": "a link; the risk is found",
    "teamplace": "a link; the customer and the person are found",
    "evidence": "it is read where it supports something, which is found",
    "link": "both its ends are found",
    "stage": "its board is found",
    "check": "its board is found",
    "card": "its task is found",
    "step": "its customer and its project are found",
}


def test_every_kind_with_a_page_is_found_or_excused():
    assert {kind.name for kind in kinds.ALL} - set(wiring.SEARCHED) == set(NOT_FOUND)


def test_every_kind_that_is_found_is_followed():
    assert wiring.LEDGER_READERS["search"] == set(wiring.SEARCHED)


@pytest.mark.parametrize("kind", wiring.SEARCHED)
def test_what_is_found_of_a_kind_stands_in_its_model(kind):
    finder = wiring.load(wiring.SEARCHED[kind])
    assert finder.model in {model for model in apps.get_models() if issubclass(model, Tenanted)}
    assert finder.model._meta.model_name == kind
    columns = {field.name for field in finder.model._meta.concrete_fields}
    paths = [finder.title, *finder.names, *finder.text, *filter(None, [finder.state])]
    assert {path.split(".")[0] for path in paths} <= columns


def customer(name: str, **more) -> Customer:
    return customers.add_customers([Customer(name=name, **more)])[0]


def titles(text: str) -> list[str]:
    return [hit.title for hit in search(text).items]


def test_it_never_finds_another_workspaces_rows_even_when_the_arguments_lie(scene):
    with scene.elsewhere():
        theirs = customer("Northwind secret", owner=scene.charlie)
        tasks.add_tasks([Task(title="Northwind secret paper", customer=theirs)])
    with scene.inside():
        customer("Northwind open")
    with scene.inside():
        assert titles("northwind") == ["Northwind open"]
        assert titles("secret") == titles("sceret") == []
        assert search("northwind", about_id=theirs.pk).items == []
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM handrail_search(ARRAY['secret'], '=secret', NULL, %s, %s, now(), -5, 1000000)",
                [theirs.pk, scene.charlie.pk],
            )
            assert cursor.fetchone() == (0,)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM handrail_search(ARRAY['secret'], '', NULL, NULL, NULL, now(), 0, 10)"
        )
        assert cursor.fetchone() == (0,), "outside of any workspace nothing is found"


def test_hidden_customers_are_never_found_nor_what_is_about_them(scene):
    with scene.inside():
        hidden, shown = customer("Northwind hidden"), customer("Northwind shown")
        tasks.add_tasks(
            [Task(title="Northwind paper", customer=hidden), Task(title="Northwind call", customer=shown)]
        )
        tasks.add_tasks([Task(title="Deal of northwind", customer=hidden) for _ in range(2_100)])
    serve_workspace(scene.workspace.pk)
    with scene.inside(), connection.cursor() as cursor:
        assert "Northwind hidden" in titles("northwind hidden")
        cursor.execute("SELECT set_config('handrail.hidden', %s, true)", [f"{{{hidden.pk}}}"])
        for typed in ("northwind", "northwnd", "northwind paper", "hidden", "deal"):
            for hit in search(typed, most=10_000).items:
                assert hit.about_id != hidden.pk, typed
        assert set(titles("northwind")) == {"Northwind shown", "Northwind call"}
        assert search("northwind", about_id=hidden.pk).total == 0
