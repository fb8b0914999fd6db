"""What can be done about decisions, and what waits for what: the same by program, page and picture."""

from __future__ import annotations

from html import unescape

from handrail.record.decisions.models import Dependency


def test_what_waits_for_what_by_page_and_by_program(scene, calling):
    api, client = calling(scene.bob), scene.client(scene.bob)
    for title in ("First", "Second", "Third"):
        said = {"title": title, "owner": "bob", "answer": "Yes", "options": ["Bare"]}
        assert api.post("decisions", said).json()["options"] == [{"title": "Bare", "pros": [], "cons": []}]
    here = f"/w/{scene.workspace.slug}/decisions/"
    assert client.post(f"{here}second/act/wait/", {"needs": "first", "team": ""}).status_code == 302
    assert client.post(f"{here}third/act/wait/", {"needs": "second", "team": ""}).status_code == 302
    assert client.post(f"{here}third/act/wait/", {"team": "Legal", "due_on": "2026-12-01"}).status_code == 302
    circle = client.post(f"{here}first/act/wait/", {"needs": "third"})
    assert circle.status_code == 422 and "“First” → “Third” → “Second” → “First”" in unescape(
        circle.content.decode()
    )
    assert api.post("dependencies", {"decision": "first", "needs": "third"}).status_code == 422
    assert api.get("decisions/graph").json()["chain"] == ["first", "second", "third"]
    assert "It holds up 2 decisions" in client.get(f"{here}first/").content.decode()
    drawn = client.get(f"{here}picture/?of=second").content.decode()
    assert drawn.count('class="wait chained"') == 2 and "longest chain" in drawn
    with scene.inside():
        assert [(d.owner, d.title) for d in Dependency.objects.filter(team="Legal")] == [(scene.bob, "Legal")]
    way = {step["step"]: step["allowed"] for step in api.get("decisions/first/steps").json()["steps"]}
    assert way == {"ask": True, "approve": True, "reject": False}
    refused = api.post("decisions/first/steps/reject", {})
    assert (refused.status_code, [c["code"] for c in refused.json()["checks"] if not c["passed"]]) == (
        409,
        ["decision.reason"],
    )
    assert api.patch("decisions/first", {"state": "superseded"}).status_code == 409
    assert api.post("decisions/first/steps/approve", {}).json()["decided_by"] == "bob"
    assert api.post("decisions/second/delegate", {"delegate": "ada"}).json()["delegate"] == "ada"
    assert (
        calling(scene.ada).post("decisions/second/steps/approve", {"answer": "No"}).json()["answer"] == "No"
    )


def test_what_is_not_decided_has_no_day_on_which_it_was_by_program_and_by_page(scene, calling):
    api, client = calling(scene.bob), scene.client(scene.bob)
    said = {"title": "First", "owner": "bob", "answer": "Yes"}
    refused = api.post("decisions", {**said, "decided_on": "2026-03-01"})
    assert refused.status_code == 422 and "decided_on" in refused.content.decode()
    api.post("decisions", said)
    refused = api.patch("decisions/first", {"decided_on": "2026-03-01"})
    assert refused.status_code == 422
    (problem,) = refused.json()["problems"]
    assert problem["message"] == "“First” is not decided, so it has no day on which it was."
    here = f"/w/{scene.workspace.slug}/decisions/first/"
    page = client.post(f"{here}edit/decided_on/", {"decided_on": "2026-03-01"})
    assert page.status_code == 422 and "it has no day on which it was" in unescape(page.content.decode())
    assert api.patch("decisions/first", {"state": "approved", "decided_on": "2026-03-01"}).status_code == 200
    assert api.patch("decisions/first", {"decided_on": "2026-03-02"}).json()["decided_on"] == "2026-03-02"
