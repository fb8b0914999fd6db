"""A review for programs, from its rhythm to its minutes."""

from __future__ import annotations


def test_a_review_from_its_rhythm_to_its_minutes(scene, calling):
    ada = calling(scene.ada)
    rhythm = {
        "title": "Risk",
        "rule": "freq=weekly;byday=mo",
        "at": "09:00",
        "owner": "bob",
        "starts_on": "2026-11-02",
    }
    made = ada.post("cadences", rhythm)
    assert made.json()["rule"] == "FREQ=WEEKLY;BYDAY=MO"
    told = ada.get("cadences/risk/dates").json()
    assert (told["sentence"], len(told["dates"])) == ("Every week on Monday at 09:00", 5)
    assert ada.patch("cadences/risk", {"rule": "FREQ=HOURLY"}).status_code == 422
    [planned] = ada.all("reviews")
    assert (planned["state"], planned["owner"], planned["cadence"]) == ("planned", "bob", "risk")
    assert ada.get("deadlines?kind=review.due").json()["items"][0]["subject"]["key"] == planned["key"]
    ada.post("tasks", {"title": "Late", "due_on": "2026-01-05", "owner": "bob"})
    at = f"reviews/{planned['key']}"
    assert ada.post(f"{at}/close", {}).status_code == 422
    opened = ada.post(f"{at}/open", {}).json()
    assert opened["state"] == "open"
    [late] = opened["items"]
    assert (late["subject"], [one["code"] for one in late["reasons"]]) == ("task:late", ["overdue"])
    assert late["reasons"][0]["params"]["due"] == "2026-01-05"
    end = f"{at}/items/{late['key']}/end"
    assert ada.post(end, {"ending": "unchanged"}).status_code == 422
    action = {"ending": "action", "title": "Call Jo", "owner": "bob", "due_on": "2027-02-01"}
    assert ada.post(end, {**action, "owner": "nobody-here"}).status_code == 422
    after = ada.post(end, action).json()
    assert after["items"][0]["made"] == "task:call-jo"
    assert ada.get("tasks/call-jo").json()["due_on"] == "2027-02-01"
    assert ada.post(f"{at}/items", {"title": "Christmas"}).status_code == 201
    bob = calling(scene.bob)
    assert bob.post(f"{at}/join").json()["people"] == ["ada", "bob"]
    first, second = (one["key"] for one in bob.get(f"{at}/agenda").json()["items"])
    assert bob.post(f"{at}/turn", {"item": first}).json()["current"] == first
    once = {"Idempotency-Key": "turn-1"}
    assert [bob.post(f"{at}/turn", {}, **once).json()["current"] for _ in range(2)] == [second, second]
    assert bob.post(f"{at}/turn", {"item": "nothing"}).status_code == 404
    assert bob.post(f"{at}/leave").json()["people"] == ["ada"]
    assert ada.post(f"{at}/close", {}).json()["state"] == "done"
    text = ada.get(f"{at}/minutes").json()["markdown"]
    assert "Call Jo – Bob by 2027-02-01" in text
    assert "- **Christmas** (added)" in text
    started = ada.post("reviews/start", {"title": "Now"})
    assert (started.status_code, started.json()["state"]) == (201, "open")
    assert {one["title"] for one in ada.all("agenda-items")} == {"Late", "Christmas"}
