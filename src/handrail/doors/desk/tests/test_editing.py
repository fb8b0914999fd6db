"""Editing in place: saved, refused with what was typed kept, stale without overwriting, undone."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from handrail.house.ledger.rows import today
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer, Touchpoint
from handrail.record.handoffs.models import Handoff
from handrail.record.handoffs.verbs import add_handoffs
from handrail.record.plans import verbs as plans
from handrail.record.plans.models import AdoptionPhase, Criterion, Milestone, Plan, Waiver
from handrail.record.tasks.models import Task
from tests.cast import Scene

HTMX = {"headers": {"HX-Request": "true"}}


@pytest.fixture
def plan(scene: Scene) -> Plan:
    with scene.inside():
        row = customers.add_customers([Customer(key="northwind", name="Northwind", owner=scene.alice)])[0]
        made = plans.add_plans([Plan(key="north-plan", customer=row, title="North plan", owner=scene.bob)])[0]
        plans.add_parts([Criterion(key=f"c{n}", plan=made, title=f"Criterion {n}") for n in (1, 2, 3)])
        plans.add_parts(
            [Milestone(key="api", plan=made, title="API", owner=scene.bob, due_on=date(2026, 11, 1))]
        )
    return made


def customer(scene: Scene) -> Customer:
    with scene.inside():
        return Customer.objects.get(key="northwind")


def was(client: Any, url: str) -> str:
    return str(client.get(url).context["was"])


def test_a_field_is_saved_and_shown_again(scene: Scene, plan: Plan) -> None:
    client, url = scene.client(scene.bob), scene.url + "customers/northwind/edit/arr/"
    answer = client.post(url, {"arr": "420,000.50", "was": was(client, url)}, **HTMX)
    assert answer.status_code == 200
    assert b"420,000.50" in answer.content
    assert str(customer(scene).arr) == "420000.50"


def test_without_javascript_a_save_leads_back_to_where_it_was_asked(scene: Scene, plan: Plan) -> None:
    client, url = scene.client(scene.bob), scene.url + "customers/northwind/edit/industry/"
    answer = client.post(
        url, {"industry": "Logistics", "was": was(client, url), "next": scene.url + "customers/"}
    )
    assert (answer.status_code, answer["Location"]) == (302, scene.url + "customers/")
    answer = client.post(url, {"industry": "X", "was": was(client, url), "next": "https://evil.example/"})
    assert answer["Location"] == scene.url + "customers/northwind/"


def test_a_refused_value_keeps_what_was_typed(scene: Scene, plan: Plan) -> None:
    client, url = scene.client(scene.bob), scene.url + "customers/northwind/edit/arr/"
    answer = client.post(url, {"arr": "a lot", "was": was(client, url)}, **HTMX)
    assert answer.status_code == 422
    assert b"a lot".replace(b" ", b"") in answer.content.replace(b" ", b"")
    assert customer(scene).arr is None


def test_a_stale_save_shows_both_and_overwrites_nothing(scene: Scene, plan: Plan) -> None:
    bob, alice, url = (
        scene.client(scene.bob),
        scene.client(scene.alice),
        scene.url + "customers/northwind/edit/industry/",
    )
    seen = was(bob, url)
    alice.post(url, {"industry": "Freight", "was": was(alice, url)})
    answer = bob.post(url, {"industry": "Shipping", "was": seen}, **HTMX)
    assert answer.status_code == 409
    assert b"Freight" in answer.content
    assert b"Shipping" in answer.content
    assert b"Alice" in answer.content
    assert customer(scene).industry == "Freight"
    bob.post(url, {"industry": "Shipping", "was": answer.context["was"]}, **HTMX)
    assert customer(scene).industry == "Shipping"


def test_a_change_of_another_field_does_not_stand_in_the_way(scene: Scene, plan: Plan) -> None:
    bob, alice = scene.client(scene.bob), scene.client(scene.alice)
    mine, theirs = (scene.url + f"customers/northwind/edit/{name}/" for name in ("industry", "region"))
    seen = was(bob, mine)
    alice.post(theirs, {"region": "EMEA", "was": was(alice, theirs)})
    assert bob.post(mine, {"industry": "Shipping", "was": seen}, **HTMX).status_code == 200
    assert (customer(scene).industry, customer(scene).region) == ("Shipping", "EMEA")


def test_a_section_keeps_what_a_file_brought(scene: Scene, plan: Plan) -> None:
    brought = {"quote": "We cannot wait.", "challenges": [{"challenge": "Late", "impact": "High", "id": 7}]}
    with scene.inside():
        plans.edit_plan(Plan.objects.get(key="north-plan"), {"background": brought})
    client = scene.client(scene.bob)
    url = scene.url + "plans/north-plan/edit/background.challenges/"
    rows = {
        "background.challenges-0-challenge": "Later",
        "background.challenges-0-impact": "High",
        "background.challenges-1-challenge": "New depot",
    }
    form = {name: "" for row in client.get(url).context["control"].rows for name, _value, _label in row}
    client.post(url, {**form, **rows, "background.challenges-count": "3", "was": was(client, url)}, **HTMX)
    with scene.inside():
        after = Plan.objects.get(key="north-plan").background
    assert after["quote"] == "We cannot wait."
    assert after["challenges"] == [
        {"challenge": "Later", "impact": "High", "id": 7},
        {"challenge": "New depot"},
    ]


def test_an_owner_is_named_and_taken_away_as_a_gap(scene: Scene, plan: Plan) -> None:
    client, url = scene.client(scene.alice), scene.url + "customers/northwind/edit/owner/"
    client.post(url, {"owner": "", "was": was(client, url)}, **HTMX)
    assert (customer(scene).owner_id, customer(scene).owner_gap) == (None, "nobody")
    client.post(url, {"owner": scene.bob.key, "was": was(client, url)}, **HTMX)
    assert (customer(scene).owner_id, customer(scene).owner_gap) == (scene.bob.pk, "")


def test_the_history_of_a_field_says_who_and_from_what_to_what(scene: Scene, plan: Plan) -> None:
    client, url = scene.client(scene.bob), scene.url + "customers/northwind/"
    for words in ("Freight", "Shipping"):
        client.post(url + "edit/industry/", {"industry": words, "was": was(client, url + "edit/industry/")})
    page = client.get(url + "history/industry/").content.decode()
    assert re.search(r"Freight</span> →\s*<b>Shipping", page)
    assert "Bob" in page


def test_removed_and_undone(scene: Scene, plan: Plan) -> None:
    client, url = scene.client(scene.bob), scene.url + "criteria/c2/"
    said = json.loads(client.post(url + "remove/", **HTMX)["HX-Trigger"])["toast"]
    with scene.inside():
        assert not Criterion.objects.filter(key="c2", removed_at=None).exists()
    assert b"removed" in client.get(url).content
    assert client.post(said["undo"]).status_code == 302
    with scene.inside():
        assert Criterion.objects.filter(key="c2", removed_at=None).exists()


def test_who_removes_goes_on_to_what_is_there(scene: Scene, plan: Plan) -> None:
    with scene.inside():
        row = Handoff(customer=plan.customer, owner=scene.bob, giver=scene.alice, title="To Bob")
        add_handoffs([row])
    client = scene.client(scene.alice)
    onward = client.post(f"{scene.url}handoffs/{row.key}/remove/").headers["Location"]
    assert client.get(onward).status_code == 200


def test_a_sixth_criterion_is_refused_where_it_is_written(scene: Scene, plan: Plan) -> None:
    client, url = scene.client(scene.bob), scene.url + "criteria/new/?plan=north-plan"
    for title in ("four", "five"):
        assert client.post(url, {"title": title}, **HTMX).status_code == 200
    answer = client.post(url, {"title": "a sixth one"}, **HTMX)
    assert answer.status_code == 422
    assert b"at most 5" in answer.content
    assert b"a sixth one" in answer.content


def test_rows_change_places(scene: Scene, plan: Plan) -> None:
    scene.client(scene.bob).post(scene.url + "criteria/c3/move/", {"way": "up"})
    with scene.inside():
        keys = list(Criterion.objects.filter(plan=plan).order_by("position").values_list("key", flat=True))
    assert keys == ["c1", "c3", "c2"]


def test_a_milestone_is_drawn_to_another_day(scene: Scene, plan: Plan) -> None:
    client, url = scene.client(scene.bob), scene.url + "milestones/api/reschedule/"
    fresh = client.patch(url, {"due_on": "2026-12-01"}, "application/json", headers={"If-Match": '"1"'})
    assert (fresh.json()["revision"], fresh.json()["due"]) == (2, "2026-12-01")
    assert (
        client.patch(
            url, {"due_on": "2026-12-02"}, "application/json", headers={"If-Match": '"1"'}
        ).status_code
        == 412
    )
    assert (
        client.patch(url, {"due_on": "soon"}, "application/json", headers={"If-Match": '"2"'}).status_code
        == 422
    )
    assert client.patch(url, {}, "application/json").status_code == 400
    with scene.inside():
        plans.add_parts([AdoptionPhase(plan=plan, key="run", title="Run")])
    client, url, days = (
        scene.client(scene.bob),
        scene.url + "adoption-phases/run/reschedule/",
        ("2026-12-01", "2027-01-31"),
    )
    said = dict(zip(("starts_on", "ends_on"), days, strict=True))
    seen = {"If-Match": '"1"'}
    assert client.patch(url, said, "application/json", headers=seen).json()["revision"] == 2
    with scene.inside():
        row = AdoptionPhase.objects.get(key="run")
        assert (row.starts_on.isoformat(), row.ends_on.isoformat()) == days
    assert client.patch(url, said, "application/json", headers=seen).status_code == 412
    assert client.patch(url, {"starts_on": days[0]}, "application/json").status_code == 400


def test_one_click_and_its_undo(scene: Scene, plan: Plan) -> None:
    client, url = scene.client(scene.bob), scene.url + "milestones/api/do/done/"
    said = json.loads(client.post(url, **HTMX)["HX-Trigger"])["toast"]
    with scene.inside():
        assert Milestone.objects.get(key="api").done_on == today()
    client.post(said["undo"])
    with scene.inside():
        assert Milestone.objects.get(key="api").state == "planned"
    assert client.get(url).status_code == 405
    assert client.post(scene.url + "milestones/api/do/explode/").status_code == 404


def test_reviewed_with_the_customer_today(scene: Scene, plan: Plan) -> None:
    scene.client(scene.bob).post(scene.url + "plans/north-plan/do/reviewed/")
    with scene.inside():
        assert Plan.objects.get(key="north-plan").customer_reviewed_on == today()


def test_only_a_manager_waives_a_plan(scene: Scene, plan: Plan) -> None:
    url = scene.url + "customers/northwind/waive/"
    assert scene.client(scene.bob).post(url, {"reason": "small"}).status_code == 403
    assert scene.client(scene.ada).post(url, {"reason": ""}).status_code == 422
    assert scene.client(scene.ada).post(url, {"reason": "small"}).status_code == 302
    with scene.inside():
        assert Waiver.objects.get().by_id == scene.ada.pk


def test_a_plan_is_started_and_opens(scene: Scene, plan: Plan) -> None:
    answer = scene.client(scene.bob).post(
        scene.url + "plans/new/?customer=northwind", {"title": "Second"}, **HTMX
    )
    assert answer["HX-Redirect"] == scene.url + "plans/second/"


def test_ten_second_capture(scene: Scene, plan: Plan) -> None:
    client = scene.client(scene.alice)
    client.post(scene.url + "capture/", {"what": f"call Tomas by tomorrow @{scene.bob.key} #north"}, **HTMX)
    with scene.inside():
        task = Task.objects.get()
        assert (task.title, task.owner_id, task.customer.key) == ("call Tomas", scene.bob.pk, "northwind")
        assert task.due_on is not None
        assert (task.due_on - today()).days == 1


def test_capture_does_not_guess_a_name_it_does_not_know(scene: Scene, plan: Plan) -> None:
    answer = scene.client(scene.alice).post(scene.url + "capture/", {"what": "call @zorro"}, **HTMX)
    assert answer.status_code == 422
    assert b"@zorro" in answer.content
    assert b"call @zorro" in answer.content
    with scene.inside():
        assert not Task.objects.exists()


def test_a_touchpoint_in_one_line(scene: Scene, plan: Plan) -> None:
    client, url = scene.client(scene.alice), scene.url + "capture/touch/?customer=northwind"
    client.post(
        url, {"kind": "call", "on": "2026-11-20", "summary": "All well", "customer": "northwind"}, **HTMX
    )
    with scene.inside():
        assert Touchpoint.objects.get().member_id == scene.alice.pk
    assert (
        client.post(url, {"kind": "telepathy", "customer": "northwind", "summary": "?"}, **HTMX).status_code
        == 422
    )


def test_a_forged_post_without_its_token_is_refused(scene: Scene, plan: Plan) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(scene.alice.user)
    assert client.post(scene.url + "customers/northwind/remove/").status_code == 403
    assert customer(scene).removed_at is None
