"""One box for everything: what the palette, the search page and the API answer, and to whom."""

from __future__ import annotations

import pytest

from handrail.doors.desk.finding import excerpt, marked
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task


@pytest.fixture
def filled(scene):
    with scene.inside():
        row = customers.add_customers(
            [Customer(key="northwind", name="Northwind Logistics", owner=scene.alice)]
        )[0]
        other = customers.add_customers([Customer(key="kestrel", name="Kestrel Bank")])[0]
        text = "Ask them about the warehouse <b>in Lübeck</b> and what the champion said."
        tasks.add_tasks([Task(key="call", title="Call the warehouse", customer=row, text=text)])
        tasks.add_tasks([Task(key="visit", title="Visit the warehouse", customer=other)])
    return scene


def asked(scene, question: str):
    return scene.client(scene.bob).get(f"{scene.url}palette/", {"q": question}).json()


def test_the_palette_groups_by_kind_with_customer_and_state(filled):
    first, *rest = asked(filled, "northwind")
    assert first["label"] == "Northwind Logistics"
    assert first["group"] == "Customers"
    assert first["parts"] == [["Northwind", True], [" Logistics", False]]
    assert first["url"].endswith("/customers/northwind/")
    (task,) = [line for line in rest if line["group"] == "Tasks"]
    assert task["hint"] == "Northwind Logistics · Open"
    assert rest[-1]["url"].endswith("/search/?q=northwind")


def test_a_member_leads_to_their_book(filled):
    lines = asked(filled, "alice")
    assert lines[0]["group"] == "Members"
    assert lines[0]["url"].endswith("/customers/?owner=alice")
    assert filled.client(filled.bob).get(lines[0]["url"]).status_code == 200


def test_the_page_works_by_its_address_alone(filled):
    client = filled.client(filled.bob)
    page = client.get(f"{filled.url}search/", {"q": "warehous"}).content.decode()
    assert "Call the <mark>warehous</mark>e" in page
    assert "2 results" in page
    assert "&lt;b&gt;in Lübeck" in page and "<b>in" not in page
    page = client.get(f"{filled.url}search/", {"q": "warehouse", "customer": "kestrel"}).content.decode()
    assert "Visit the" in page and "Call the" not in page and "only Kestrel Bank" in page
    page = client.get(f"{filled.url}search/", {"q": "warehouse", "kind": "customer"}).content.decode()
    assert "Nothing found" in page
    page = client.get(f"{filled.url}search/", {"q": "new cust"}).content.decode()
    assert f'href="{filled.url}customers/new/"' in page


@pytest.mark.parametrize("page", ["", "0", "-1", "x", "99999999", "٣", "40"])
@pytest.mark.parametrize("question", ["", "a", "x" * 10_000, "&|!()<->:*'\"", "%_\\", "東", "café"])
def test_odd_addresses_are_no_error(filled, question, page):
    given = {"q": question, "page": page, "kind": "nothing", "customer": "nobody"}
    client = filled.client(filled.bob)
    assert client.get(f"{filled.url}search/", given).status_code == 200
    assert client.get(f"{filled.url}palette/", {"q": question}).status_code == 200


def test_guests_and_strangers_find_nothing(filled):
    for member, status in ((filled.gita, 403), (filled.charlie, 404), (None, 302)):
        for place in ("search/?q=northwind", "palette/?q=northwind"):
            answer = filled.client(member).get(filled.url + place)
            assert answer.status_code == status
            assert b"Logistics" not in answer.content


def test_the_api_answers_with_keys_and_pages(filled):
    headers = {"authorization": f"Bearer {filled.token(filled.bob)}"}
    here = f"/api/v1/w/{filled.workspace.slug}/search"
    client = filled.client()
    answer = client.get(here, {"q": "warehouse", "kind": "task,customer"}, headers=headers).json()
    assert answer["total"] == 2
    assert {(item["kind"], item["key"], item["customer"]) for item in answer["items"]} == {
        ("task", "call", "northwind"), ("task", "visit", "kestrel"),
    }  # fmt: skip
    assert answer["items"][0]["how"] == "words"
    second = client.get(here, {"q": "warehouse", "limit": 1, "offset": 1}, headers=headers).json()
    assert second["items"] == answer["items"][1:]
    only = client.get(here, {"q": "warehouse", "customer": "kestrel"}, headers=headers).json()
    assert [item["key"] for item in only["items"]] == ["visit"]
    assert client.get(here, {"q": "x", "kind": "secret"}, headers=headers).status_code == 422
    assert client.get(here, {"q": "x", "customer": "nobody"}, headers=headers).status_code == 404
    assert client.get(here, {"q": "x" * 10_000}, headers=headers).status_code == 200


def test_what_is_marked():
    assert marked("Café Zürich", ["caf", "zurich"]) == [("Caf", True), ("é ", False), ("Zürich", True)]
    assert marked("株式会社東京タワー", ["東京"]) == [("株式会社", False), ("東京", True), ("タワー", False)]
    assert marked("", ["x"]) == []
    long = "word " * 100 + "needle " + "word " * 100
    assert "needle" in excerpt(long, ["needle"]) and len(excerpt(long, ["needle"])) < 260
    assert excerpt(long, ["absent"]) == ""
