from __future__ import annotations

from handrail.watch.health.verbs import judge_all


def test_a_verdict_has_its_criteria_in_words_with_evidence(scene, bob):
    bob.post("customers", {"key": "acme", "name": "Acme", "tier": "strategic", "owner": "bob"})
    with scene.inside():
        judge_all()
    told = bob.get("customers/acme/verdict").json()
    assert (told["customer"], told["state"], told["owner"]) == ("acme", "no_data", "bob")
    assert any(criterion["decides"] for criterion in told["criteria"])
    for criterion in told["criteria"]:
        assert criterion["title"]
        assert criterion["reason"]
        assert criterion["passed"] or criterion["fix"]
    assert all(evidence["key"] for criterion in told["criteria"] for evidence in criterion["evidence"])


def test_the_worst_stand_first_and_pages_are_complete(scene, bob):
    for number in range(7):
        bob.post(
            "customers",
            {"key": f"c{number}", "name": f"C{number}", "owner": "bob" if number % 2 else "alice"},
        )
    bob.post("cases", {"customer": "c4", "number": "1", "severity": "critical", "opened_on": "2026-01-01"})
    with scene.inside():
        judge_all()
    items = list(bob.all("standings?limit=3"))
    assert sorted(item["customer"] for item in items) == [f"c{n}" for n in range(7)]
    assert items[0]["customer"] == "c4"
    assert {item["owner"] for item in bob.all("standings?owner=bob")} == {"bob"}
    assert [item["customer"] for item in bob.all("standings?state=at_risk")] == ["c4"]


def test_a_customer_that_is_not_there(bob):
    assert bob.get("customers/nobody/verdict").status_code == 404
