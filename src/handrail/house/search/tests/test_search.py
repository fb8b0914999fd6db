"""What is written is found, in the order a person expects, whatever is typed."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handrail.house.access.verbs import add_member
from handrail.house.search import sweeps
from handrail.house.search.models import Entry
from handrail.house.search.queries import search
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer, Stakeholder, SupportCase
from handrail.record.plans import verbs as plans
from handrail.record.plans.models import Milestone, Plan
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task


def customer(name: str, **more) -> Customer:
    return customers.add_customers([Customer(name=name, **more)])[0]


def titles(text: str, **more) -> list[str]:
    return [hit.title for hit in search(text, **more).items]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Café Zürich", "cafe zurich"),
        ("Cafe Zurich", "Café Zürich"),
        ("Northwind Logistics", "Nothwind"),
        ("Northwind Logistics", "nortwhind logistcs"),
        ("Northwind Logistics", "north log"),
        ("Northwind Logistics", "wind"),
        ("Northwind Logistics", "north wind"),
        ("Alpha Mills", "alhpa"),
        ("Smith-Jones Ltd.", "smith jones"),
        ("Smith-Jones Ltd.", "Smith-Jon"),
        ("Smith-Jones Ltd.", "smithjones"),
        ("O'Neil & Sons", "o'neil"),
        ("3M 2026/Q3", "q3"),
        ("株式会社東京タワー", "東京"),
        ("株式会社東京タワー", "タワー"),
        ("ООО Газпром Нефть", "газпром"),
        ("ООО Газпром Нефть", "газпрм"),
        ("한국전력공사", "전력"),
        ("Renewals of the year", "renewal"),
        ("Verträge 2026", "vertrag"),
        ("The Who", "the who"),
        ("Will", "will"),
    ],
)
def test_it_is_found(scene, name, typed):
    with scene.inside():
        customer(name)
        customer("Something else entirely")
    with scene.inside():
        assert titles(typed)[:1] == [name]


def test_records_members_numbers_and_addresses_are_found_in_one_box(scene):
    with scene.inside():
        row = customer("Northwind", external_ids={"crm": "001Nq00000AAAAA"})
        customers.add_stakeholders(
            [Stakeholder(customer=row, name="Ida Falk", email="ida.falk@north.example")]
        )
        customers.add_support_cases([SupportCase(customer=row, number="CS-4711", title="Login fails")])
        add_member("Jonas Weber", "jonas@fernway.example")
    with scene.inside():
        assert titles("ida.falk@north.example") == ["Ida Falk"]
        assert titles("ida.falk@nor")[0] == "Ida Falk"
        assert titles("CS-4711")[0] == "Login fails"
        assert titles("4711")[0] == "Login fails"
        assert titles("001Nq00000AAAAA")[0] == "Northwind"
        assert titles("jonas@fernway.example")[0] == "Jonas Weber"
        assert {hit.kind for hit in search("northwind").items} >= {"customer", "stakeholder", "supportcase"}


def test_the_exact_name_comes_first_then_its_start_then_words_then_what_is_alike(scene):
    with scene.inside():
        customer("Northwind")
        tasks.add_tasks([Task(title="Send the paper about northwind", customer=None)])
        customer("Northwind Works")
        customer("Nortwind Mills")
        customer("Norfolk Mills")
    with scene.inside():
        found = search("northwind", kinds=["customer", "task"]).items
        assert [(hit.title, hit.how) for hit in found] == [
            ("Northwind", "whole"),
            ("Northwind Works", "start"),
            ("Send the paper about northwind", "words"),
            ("Nortwind Mills", "near"),
        ]


def test_mine_comes_before_theirs_and_open_before_done(scene):
    with scene.inside():
        done = Task(title="Call about the contract", state="done", owner=scene.alice)
        theirs = Task(title="Call about the contract", owner=scene.bob)
        mine = Task(title="Call about the contract", owner=scene.alice)
        keys = [row.key for row in tasks.add_tasks([done, theirs, mine])]
    with scene.inside(scene.alice):
        assert [hit.key for hit in search("contract").items] == [keys[2], keys[1], keys[0]]
    with scene.inside(scene.bob):
        assert search("contract").items[0].key == keys[1]


def test_the_kinds_and_the_customer_narrow_it_down_and_pages_follow(scene):
    with scene.inside():
        first, second = customer("First"), customer("Second")
        tasks.add_tasks([Task(title=f"Send paper {n}", customer=(first, second)[n % 2]) for n in range(30)])
    with scene.inside():
        assert search("paper", kinds=["customer"]).items == []
        assert search("paper", kinds=[]).items == []
        found = search("paper", about_id=second.pk, most=10)
        assert (found.total, len(found.items)) == (15, 10)
        rest = search("paper", about_id=second.pk, most=10, skip=10)
        assert len({hit.id for hit in (*found.items, *rest.items)}) == 15


def test_a_word_that_is_everywhere_still_gives_its_own_name_first(scene, monkeypatch):
    with scene.inside():
        old = customer("Deal")
        tasks.add_tasks([Task(title=f"Paper for deal {n}") for n in range(2_100)])
    sweep(scene)
    with scene.inside():
        found = search("deal")
        assert found.items[0].id == old.pk
        assert found.total > 2_000
        assert len(found.items) == 20


# -- what follows the ledger --------------------------------------------------------------------------------


def sweep(scene) -> None:
    from handrail.house.ledger.sweeps import serve_workspace

    serve_workspace(scene.workspace.pk)


def test_an_edit_a_removal_and_a_return_are_followed(scene):
    with scene.inside():
        row = customer("Northwind", key="c-1")
    with scene.inside():
        customers.edit_customer(row, {"name": "Southwind"})
    with scene.inside():
        assert titles("southwind") == ["Southwind"]
        assert titles("northwin") in ([], ["Southwind"])
        assert all(hit.how == "near" for hit in search("northwin").items)
        customers.remove_customers([row])
    with scene.inside():
        assert titles("southwind") == []
        customers.restore_customers([row])
    with scene.inside():
        assert titles("southwind") == ["Southwind"]


def test_what_hangs_on_a_customer_or_a_plan_goes_and_comes_with_it(scene):
    with scene.inside():
        row = customer("Northwind")
        plan = plans.add_plans([Plan(customer=row, title="The plan")])[0]
        plans.add_milestones([Milestone(plan=plan, title="Branches live")])
        tasks.add_tasks([Task(title="Branches counted", customer=row)])
    with scene.inside():
        assert set(titles("branches")) == {"Branches live", "Branches counted"}
        plans.remove_plans([plan])
    with scene.inside():
        assert titles("branches") == ["Branches counted"]
        customers.remove_customers([row])
    with scene.inside():
        assert titles("branches") == []
        customers.restore_customers([row])
    with scene.inside():
        assert titles("branches") == ["Branches counted"], (
            "the plan is still removed, and so is what is in it"
        )
        plans.restore_plans([plan])
    with scene.inside():
        assert set(titles("branches")) == {"Branches live", "Branches counted"}


def test_a_customers_new_name_finds_what_is_about_it(scene):
    with scene.inside():
        row = customer("Northwind")
        tasks.add_tasks([Task(title="Send the paper", customer=row)])
    with scene.inside():
        customers.edit_customer(row, {"name": "Kestrel Bank"})
    with scene.inside():
        assert titles("kestrel paper") == ["Send the paper"]
        assert titles("northwind paper") == []


def test_a_workspace_without_an_index_gets_one_and_an_order_cut_off_goes_on(scene):
    with scene.inside():
        rows = customers.add_customers([Customer(name=f"Customer {n}") for n in range(30)])
        customers.remove_customers(rows[:1])
    sweep(scene)
    with scene.inside(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_entry")
    sweeps.build_missing()
    with scene.inside():
        assert search("customer").items == []
        assert Entry.objects.count() == 0
    sweep(scene)
    with scene.inside():
        assert search("customer").total == 29
    assert scene.workspace.pk not in sweeps.workspaces()


def test_looking_for_workspaces_without_an_index_takes_one_statement(scene):
    sweeps.build_missing()
    with CaptureQueriesContext(connection) as captured:
        assert sweeps.build_missing() == 0
    assert len(captured) == 1


# -- whatever is typed --------------------------------------------------------------------------------------


def test_only_the_app_may_call_it():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname, prosecdef, provolatile, proconfig::text, proacl::text FROM pg_proc "
            "WHERE proname = 'handrail_search'"
        )
        ((_name, definer, volatile, config, acl),) = cursor.fetchall()
    assert definer and volatile == "s"
    assert "search_path=public, pg_temp" in config
    assert "pg_trgm" not in config, "the owner could not restore it from a backup"
    assert "handrail_app=X" in acl and "{=X" not in acl and ",=X" not in acl


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.text(), st.text(alphabet="&|!()<->:*'\\\"\x00%_ a", max_size=60), st.just("x" * 10_000)))
def test_nothing_that_can_be_typed_is_an_error(place, typed):
    with place.inside():
        assert search(typed).total >= 0


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(min_size=1, max_size=40).filter(lambda text: text.strip() and "\0" not in text))
def test_whatever_a_record_is_called_it_is_found_by_its_name(place, name):
    from handrail.house.search.folding import asked

    with place.inside():
        if not asked(name):
            return
        try:
            row = tasks.add_tasks([Task(title=name)])[0]
        except UnicodeEncodeError:
            return
    with place.inside():
        assert row.pk in {hit.id for hit in search(name, kinds=["task"], most=2_000).items}


@pytest.fixture(scope="module")
def place():
    from tests.cast import stage

    return stage()
