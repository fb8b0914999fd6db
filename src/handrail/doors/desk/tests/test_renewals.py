"""Renewals: the list and the days of customers together, what is at risk, summed by month, owner and currency."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from decimal import Decimal

from handrail.house.talk import queries as talk_queries
from handrail.house.talk import verbs as talk
from handrail.kit import clock
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer, Renewal
from handrail.record.projects.models import Project


def test_what_comes_up_for_renewal_and_what_is_at_risk(scene):
    day = clock.today("UTC")
    soon, later = day + timedelta(days=20), day + timedelta(days=120)
    with scene.inside():
        acme, _birch, cedar, _dune = customers.add_customers(
            [
                Customer(name="Acme", owner=scene.bob, arr=Decimal(100), currency="EUR", renewal_on=soon),
                Customer(name="Birch", owner=scene.ada, arr=Decimal(50), currency="USD", renewal_on=later),
                Customer(name="Cedar", owner=scene.bob, arr=Decimal(7), renewal_on=day + timedelta(days=900)),
                Customer(name="Dune", owner=scene.bob),
            ]
        )
        customers.add_renewals(
            [
                Renewal(customer=acme, due_on=soon, arr=Decimal(120), currency="EUR", risk_reason="Sponsor left",
                        forecast="best case", owner=scene.ada),
                Renewal(customer=acme, due_on=day - timedelta(days=300), state="won"),
                Renewal(customer=cedar, due_on=day - timedelta(days=3), owner=scene.bob),
            ]
        )  # fmt: skip
    bob = scene.client(scene.bob)
    page = bob.get(f"{scene.url}renewals/").text
    assert page.count("data-item") == 3
    assert "Sponsor left" in page and "EUR 120" in page and "USD 50" in page and "EUR 127" in page
    assert "Write it down" in page, "of Birch only the day is known"
    assert "Dune" not in page
    file = bob.get(f"{scene.url}renewals/?window=all&state=all&sort=-arr&file=csv").text
    rows = list(csv.DictReader(io.StringIO(file)))
    assert [row["name"] for row in rows] == ["Acme", "Acme", "Birch", "Cedar"]
    assert [row["arr"] for row in rows][:2] == ["120.00", "100.00"]
    narrowed = {
        "window=late": "Cedar", "risk=risk": "Acme", "owner=gap&state=won&window=all": "", "q=birch": "Birch",
        "owner=mine": "Cedar", "state=lost&window=all": "",
    }  # fmt: skip
    for words, name in narrowed.items():
        found = [
            row["name"]
            for row in csv.DictReader(io.StringIO(bob.get(f"{scene.url}renewals/?{words}&file").text))
        ]
        assert found == ([name] if name else []), words
    head = {"Authorization": f"Bearer {scene.token(scene.bob)}"}
    told = scene.client().get(f"/api/v1{scene.url}outlook/renewals?risk=risk", headers=head).json()
    assert [(one["customer"], one["owner"], one["at_risk"]) for one in told["items"]] == [
        ("acme", "ada", True)
    ]
    assert told["total"]["arr_at_risk"] == {"EUR": "120.00"}
    assert [one["name"] for one in told["months"]] == [f"{soon:%Y-%m}"]
    with scene.elsewhere():
        customers.add_customers([Customer(name="Theirs", renewal_on=soon)])
    assert "Theirs" not in bob.get(f"{scene.url}renewals/").text


def test_a_private_customers_renewal_is_not_shown(scene):
    with scene.inside():
        customers.add_customers(
            [Customer(name="Quiet", owner=scene.ada, private=True, renewal_on=clock.today("UTC"))]
        )
    assert "Quiet" not in scene.client(scene.bob).get(f"{scene.url}renewals/").text
    assert "Quiet" in scene.client(scene.ada).get(f"{scene.url}renewals/").text


def test_one_step_from_a_renewal_to_the_project_that_saves_it(scene):
    day = clock.today("UTC")
    with scene.inside():
        acme, birch = customers.add_customers(
            [
                Customer(name="Acme", owner=scene.bob),
                Customer(name="Birch", owner=scene.ada, renewal_on=day + timedelta(days=100)),
            ]
        )
        (row,) = customers.add_renewals(
            [Renewal(customer=acme, due_on=day + timedelta(days=9), risk_reason="Price")]
        )
    bob = scene.client(scene.bob)
    page = bob.get(f"{scene.url}renewals/").text
    assert page.count("Start saving it") == 1, "what is at risk asks for it"
    made = bob.post(f"{scene.url}renewals/{row.key}/save/")
    assert made.status_code == 302 and "/projects/save-the-renewal-of-acme/" in made.headers["Location"]
    assert bob.post(f"{scene.url}renewals/{row.key}/save/").status_code == 409, "once"
    assert bob.post(f"{scene.url}customers/birch/save-renewal/").status_code == 302
    page = bob.get(f"{scene.url}renewals/").text
    assert "Start saving it" not in page and "Save the renewal of Birch" in page
    head = {"Authorization": f"Bearer {scene.token(scene.bob)}"}
    told = scene.client().get(f"/api/v1{scene.url}outlook/renewals", headers=head).json()["items"]
    assert {one["customer"]: one["saved_by"] for one in told} == {
        "acme": "project:save-the-renewal-of-acme", "birch": "project:save-the-renewal-of-birch",
    }  # fmt: skip
    with scene.inside():
        near, far = Project.objects.order_by("pk")
        assert (near.kind, near.owner, near.by_on, near.go_live_on) == (
            "renewal_save",
            scene.bob,
            row.due_on,
            None,
        )
        assert (far.owner, far.go_live_on) == (scene.ada, birch.renewal_on), (
            "its cards' dates hang on the day"
        )
        assert Renewal.objects.get(customer=birch).due_on == birch.renewal_on
        customers.edit_renewals([(Renewal.objects.get(customer=acme), {"state": "won"})])
        talk.remove_links(talk_queries.links_of(f"renewal:{row.key}"))
    api = f"/api/v1{scene.url}renewals/{row.key}/save"
    answer = scene.client().post(api, "{}", content_type="application/json", headers=head)
    assert answer.status_code == 422, "it is settled"
