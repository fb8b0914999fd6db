"""Every change made on a page carries its way back, and every field its history with the values it had."""

from __future__ import annotations

import json
import re

import pytest

from handrail.house.ledger.models import Event
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer
from handrail.record.plans import verbs as plans
from handrail.record.plans.models import Milestone, Plan
from handrail.record.tasks.models import Task
from tests.cast import Scene

HTMX = {"headers": {"HX-Request": "true"}}
SCRIPT = {"headers": {"Accept": "application/json"}}


@pytest.fixture
def filled(scene: Scene) -> Scene:
    with scene.inside():
        row = customers.add_customers(
            [Customer(key="northwind", name="Northwind", region="EMEA", owner=scene.alice)]
        )[0]
        plan = plans.add_plans(
            [Plan(key="plan", customer=row, title="The plan", background={"why_now": "A"})]
        )[0]
        plans.add_milestones([Milestone(key="live", plan=plan, title="Live", due_on="2026-12-01")])
    return scene


def north(scene: Scene) -> Customer:
    with scene.inside():
        return Customer.objects.get(key="northwind")


def toast(answer) -> dict:
    return json.loads(answer["HX-Trigger"])["toast"]


def edited(scene: Scene, member, value: str):
    url = f"{scene.url}customers/northwind/edit/region/"
    return scene.client(member).post(url, {"region": value}, **HTMX)


def test_every_change_on_a_page_carries_its_undo(filled: Scene) -> None:
    client, here = filled.client(filled.ada), filled.url
    for path, data in (
        ("customers/northwind/edit/region/", {"region": "APAC"}),
        ("tasks/new/", {"title": "Call"}),
        ("capture/", {"what": "write"}),
        ("capture/touch/?customer=northwind", {"kind": "call", "on": "2026-11-20", "summary": "Well"}),
        ("milestones/live/do/done/", {}),
        ("customers/assign/", {"pick": "northwind", "owner": filled.bob.key}),
        ("plans/plan/edit/background.why_now/", {"background.why_now": "B"}),
        ("customers/northwind/waive/", {"reason": "small", "until_on": ""}),
        ("settings/workspace/", {"name": "Other", "zone": "Europe/Berlin", "currency": "EUR"}),
        ("milestones/live/remove/", {}),
        ("milestones/live/restore/", {}),
    ):
        part = client.post(here + path, data, **HTMX)
        assert part.status_code in (200, 302), (path, part.content)
        if "HX-Trigger" in part:
            assert re.fullmatch(rf"{here}undo/\d+/", toast(part)["undo"]), path
        else:
            assert re.search(rf'action="{here}undo/\d+/"', client.get(here).content.decode()), path
    with filled.inside():
        seen = {"If-Match": f'"{Milestone.objects.get(key="live").revision}"'}
    address = f"{here}milestones/live/reschedule/"
    drawn = client.patch(address, {"due_on": "2026-12-24"}, "application/json", headers=seen).json()
    assert re.fullmatch(rf"{here}undo/\d+/", drawn["undo"])


def test_what_changes_nothing_offers_no_undo(filled: Scene) -> None:
    answer = edited(filled, filled.bob, "EMEA")
    assert "HX-Trigger" not in answer or "undo" not in answer["HX-Trigger"]


def test_undo_and_redo_by_script_and_by_form(filled: Scene) -> None:
    client = filled.client(filled.bob)
    address = toast(edited(filled, filled.bob, "APAC"))["undo"]
    assert client.post(address, **SCRIPT).json()["message"].startswith("Undone: ")
    assert north(filled).region == "EMEA"
    page = client.get(f"{filled.url}customers/northwind/").content.decode()
    again = re.search(r'action="([^"]+\?redo)"', page)
    assert again and "Redo" in page
    answer = client.post(again[1], {"next": f"{filled.url}customers/northwind/"})
    assert answer.status_code == 302
    assert north(filled).region == "APAC"


def test_the_key_takes_back_the_last_change_and_then_the_one_before(filled: Scene) -> None:
    for value in ("APAC", "LATAM"):
        edited(filled, filled.bob, value)
    client = filled.client(filled.bob)
    for left in ("APAC", "EMEA"):
        assert client.post(f"{filled.url}undo/", **SCRIPT).status_code == 200
        assert north(filled).region == left
    refused = client.post(f"{filled.url}undo/", **SCRIPT)
    assert refused.status_code == 404
    assert "nothing of yours" in refused.json()["detail"]


def test_what_was_changed_since_is_refused_with_what_and_by_whom(filled: Scene) -> None:
    address = toast(edited(filled, filled.bob, "APAC"))["undo"]
    edited(filled, filled.alice, "LATAM")
    client = filled.client(filled.bob)
    refused = client.post(address, **SCRIPT)
    assert refused.status_code == 409
    assert "by Alice: region" in refused.json()["detail"]
    assert "by Alice: region" in client.post(address).content.decode()
    assert north(filled).region == "LATAM"
    assert filled.client(filled.alice).post(address, **SCRIPT).status_code == 404
    assert filled.client(filled.gita).post(address).status_code == 403


def test_the_page_of_last_changes_works_without_script(filled: Scene) -> None:
    client = filled.client(filled.bob)
    client.post(f"{filled.url}capture/", {"what": "write to them"})
    page = client.get(f"{filled.url}undo/").content.decode()
    assert "write to them" in page
    address = re.search(rf'action="({filled.url}undo/\d+/)"', page)
    assert address
    assert client.post(address[1]).status_code == 302
    with filled.inside():
        assert Task.objects.get().removed_at is not None
    assert "undone" in client.get(f"{filled.url}undo/").content.decode()
    assert "Nothing to undo" in filled.client(filled.ada).get(f"{filled.url}undo/").content.decode()


def test_a_bulk_edit_is_undone_as_one(filled: Scene) -> None:
    with filled.inside():
        customers.add_customers([Customer(key=f"c{n}", name=f"C {n}", owner=filled.alice) for n in range(3)])
    client = filled.client(filled.bob)
    picked = {"pick": ["northwind", "c0", "c1", "c2"], "owner": filled.bob.key}
    client.post(f"{filled.url}customers/assign/", picked)
    client.post(f"{filled.url}undo/", **SCRIPT)
    with filled.inside():
        assert set(Customer.objects.values_list("owner_id", flat=True)) == {filled.alice.pk}


# -- the history of a field ---------------------------------------------------------------------------------


def test_a_fields_history_says_all_and_puts_a_value_back(filled: Scene) -> None:
    for member, value in ((filled.bob, "APAC"), (filled.alice, "LATAM")):
        edited(filled, member, value)
    client, here = filled.client(filled.bob), f"{filled.url}customers/northwind/"
    page = client.get(f"{here}history/region/", **HTMX).content.decode()
    assert "APAC" in page and "Bob" in page and "Alice" in page and "as it is now" in page
    with filled.inside():
        event = Event.objects.get(changes__region=["EMEA", "APAC"])
    address = f"{here}back/{event.id}/region/"
    assert f'action="{address}"' in page
    assert client.post(address, {"was": '"other"'}).status_code == 409
    said = toast(client.post(address, {"was": '"LATAM"'}, **HTMX))
    assert said["message"] == "Region is “APAC” again." and said["undo"]
    assert north(filled).region == "APAC"
    assert "put back from the history" in client.get(f"{here}history/region/").content.decode()
    client.post(said["undo"], **SCRIPT)
    assert north(filled).region == "LATAM"
    assert "an undo" in client.get(f"{here}history/region/").content.decode()


def test_an_owner_and_a_key_of_a_section_are_put_back(filled: Scene) -> None:
    client = filled.client(filled.bob)
    client.post(f"{filled.url}customers/northwind/edit/owner/", {"owner": ""})
    client.post(f"{filled.url}plans/plan/edit/background.why_now/", {"background.why_now": "B"})
    client.post(f"{filled.url}plans/plan/edit/background.summary/", {"background.summary": "kept"})
    for path, field, check in (
        ("customers/northwind", "owner", lambda: north(filled).owner_id == filled.alice.pk),
        ("plans/plan", "background.why_now", lambda: section(filled) == {"why_now": "A", "summary": "kept"}),
    ):
        page = client.get(f"{filled.url}{path}/history/{field}/").content.decode()
        address = re.findall(rf'action="({filled.url}{path}/back/\d+/{field}/)"', page)[-1]
        assert client.post(address).status_code == 302
        assert check()


def section(scene: Scene) -> dict:
    with scene.inside():
        return Plan.objects.get(key="plan").background


def test_odd_addresses_of_a_history_are_not_found(filled: Scene) -> None:
    client, here = filled.client(filled.bob), f"{filled.url}customers/northwind/"
    assert client.post(f"{here}back/1/nothing/").status_code == 404
    assert client.post(f"{here}back/999999999/region/").status_code == 404
    assert client.post(f"{here}back/99999999999999999999999/region/").status_code == 404
    assert client.post(f"{filled.url}undo/99999999999999999999999/").status_code == 404


def test_every_field_of_a_record_opens_its_history_in_place(filled: Scene) -> None:
    client = filled.client(filled.bob)
    for path in ("customers/northwind/", "plans/plan/", "milestones/live/"):
        page = client.get(filled.url + path).content.decode()
        fields = re.findall(rf'href="{filled.url}[\w/-]+/history/([\w.]+)/"', page)
        assert len(fields) >= 9, path
        assert client.get(f"{filled.url}{path}history/{fields[0]}/").status_code == 200
