"""What a program changed it can take back, within a day, and not over the head of somebody else."""

from __future__ import annotations


def test_a_change_is_listed_taken_back_and_done_again(bob):
    bob.post("customers", {"key": "acme", "name": "Acme", "region": "EMEA"})
    bob.patch("customers/acme", {"region": "APAC"})
    last = bob.get("changes").json()["items"][0]
    assert last["holds"] and last["records"] == [{"kind": "customer", "key": "acme"}]
    answer = bob.post(f"changes/{last['id']}/undo")
    assert answer.status_code == 200
    assert bob.get("customers/acme").json()["region"] == "EMEA"
    assert [c["holds"] for c in bob.get("changes").json()["items"]] == [False, False, True]
    assert bob.post(f"changes/{last['id']}/undo").status_code == 409
    assert bob.post(f"changes/{answer.json()['change']}/undo").status_code == 200
    assert bob.get("customers/acme").json()["region"] == "APAC"


def test_what_was_changed_since_and_what_is_not_ones_own_is_refused(scene, bob, calling):
    bob.post("customers", {"key": "acme", "name": "Acme", "region": "EMEA"})
    bob.patch("customers/acme", {"region": "APAC"})
    change = bob.get("changes").json()["items"][0]["id"]
    alice = calling(scene.alice)
    assert alice.post(f"changes/{change}/undo").status_code == 404
    alice.patch("customers/acme", {"region": "LATAM"})
    refused = bob.post(f"changes/{change}/undo")
    assert refused.status_code == 409
    assert refused.json()["code"] == "overtaken"
    assert "by Alice: region" in refused.json()["detail"]
    assert bob.post("changes/1/undo").status_code == 404
    assert bob.post(f"changes/{10**30}/undo").status_code in (404, 422)


def test_the_history_of_one_field(bob):
    bob.post("customers", {"key": "acme", "name": "Acme", "region": "EMEA"})
    bob.patch("customers/acme", {"region": "APAC"})
    bob.patch("customers/acme", {"name": "Acme Ltd"})
    events = bob.get("customers/acme/history?field=region").json()["items"]
    assert [event["changes"]["region"] for event in events] == [["EMEA", "APAC"], [None, "EMEA"]]
    assert bob.get("customers/acme/history?field=nothing").status_code == 422
