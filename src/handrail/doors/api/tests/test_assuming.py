"""What is assumed, from the sentence to the decision that it opens again: on its page, in the log, over the API."""

from __future__ import annotations

from html import unescape

import pytest

from handrail.record.assumptions import queries
from handrail.record.decisions import queries as decisions
from handrail.record.projects import verbs as projects
from handrail.record.projects.models import Project


@pytest.fixture
def here(scene) -> str:
    with scene.inside():
        projects.add_projects([Project(title="Contract review", key="mvp", owner=scene.ada)])
    return f"/w/{scene.workspace.slug}/"


def test_from_a_sentence_to_the_decision_that_it_opens_again(scene, here, calling):
    ada, bob, api = scene.client(scene.ada), scene.client(scene.bob), calling(scene.bob)
    said = {"title": "Counsel answers in two days", "impact": "5", "cost": "1", "owner": "bob", "due_on": ""}
    assert ada.post(f"{here}assumptions/new/?subject=project:mvp", said).status_code == 302
    page = f"{here}assumptions/counsel-answers-in-two-days/"
    ada.post(f"{here}decisions/new/?subject=project:mvp", {"title": "Which flow", "owner": "ada"})
    decision = f"{here}decisions/which-flow/"
    assert "Nothing that is only assumed" in ada.get(decision).content.decode()
    ada.post(f"{decision}act/lean/", {"assumption": "counsel-answers-in-two-days"})
    ada.post(f"{decision}act/lean/", {"title": "Legal signs the terms"})
    ada.post(f"{decision}act/approve/", {"answer": "Asynchronous"})
    assert ada.post(f"{page}act/invalidate/").status_code == 409
    shown = unescape(ada.get(page).content.decode())
    assert "Test first" in shown and "1 decision leans on it" in shown and "Contract review" in shown
    assert bob.post(f"{page}act/invalidate/", {"finding": "It took nine"}).status_code == 302
    after = unescape(ada.get(decision).content.decode())
    assert "It leans on what does not hold any more." in after and "(It took nine)" in after
    way = api.get("assumptions/counsel-answers-in-two-days/steps").json()
    assert (way["holds"], way["decisions"], way["advice"]) == (False, ["which-flow"], "first")
    assert ada.post(f"{decision}act/approve/").status_code == 409
    assert api.post("assumptions/counsel-answers-in-two-days/steps/validate", {}).status_code == 409
    reopened = api.post("assumptions/counsel-answers-in-two-days/steps/reopen", {"finding": "A new desk"})
    assert reopened.json()["state"] == "open"
    api.patch("assumptions/counsel-answers-in-two-days", {"state": "validated", "finding": "Ten of ten"})
    ada.post(f"{decision}act/approve/")
    with scene.inside():
        row = queries.get("counsel-answers-in-two-days")
        assert (row.state, row.subject) == ("validated", "project:mvp") and row.settled_on
        assert queries.get("legal-signs-the-terms").subject == "project:mvp"
        assert decisions.get("which-flow").state == "approved"
    assert "Counsel answers in two days" in ada.get(f"{here}projects/mvp/").content.decode()


def test_the_log_and_the_matrix_open_the_same(scene, here, calling):
    api, client = calling(scene.bob), scene.client(scene.bob)
    api.post("customers", {"key": "acme", "name": "Acme"})
    for number, (impact, cost) in enumerate([(5, 1), (5, 1), (5, 5), (1, None)]):
        api.post("assumptions", {"title": f"As{number}", "impact": impact, "cost": cost, "owner": "bob"})
    api.post(
        "assumptions", {"title": "As4", "impact": 2, "cost": 2, "customer": "acme", "subject": "project:mvp"}
    )

    def listed(query: str) -> list[str]:
        page = client.get(f"{here}assumptions/?{query}").content.decode()
        return [f"As{n}" for n in sorted(range(5), key=lambda n: page.find(f">As{n}<")) if f">As{n}<" in page]

    assert listed("") == ["As0", "As1", "As4", "As2", "As3"], "what to find out first stands first"
    assert listed("impact=5&cost=1") == listed("corner=first") == ["As0", "As1"]
    assert listed("corner=plan") == listed("q=As2") == ["As2"]
    assert listed("customer=acme") == listed("subject=project:mvp") == ["As4"]
    assert listed("sort=-title&owner=mine") == ["As3", "As2", "As1", "As0"]
    assert set(listed("impact=x&cost=9&corner=none")) == {f"As{n}" for n in range(5)}
    table = client.get(f"{here}assumptions/?file=csv&corner=first").content.decode().splitlines()
    assert table[0].startswith("key,title,customer,impact,cost,state") and len(table) == 3
    matrix = unescape(client.get(f"{here}assumptions/matrix/").content.decode())
    assert "?impact=5&cost=1" in matrix and "<b>2</b>" in matrix and "Rate it first" in matrix
    cells = api.get("assumptions/matrix").json()["cells"]
    assert {"impact": 5, "cost": 1, "count": 2, "advice": "first"} in cells and len(cells) == 4
    api.post("decisions", {"title": "In the log", "category": "Legal", "customer": "acme"})
    api.post("decisions", {"title": "Elsewhere"})
    for query in ("category=Legal", "customer=acme"):
        page = client.get(f"{here}decisions/?{query}").content.decode()
        assert "In the log" in page and "Elsewhere" not in page


def test_a_plan_shows_what_it_assumes_and_takes_one_more(scene, here, calling):
    api, client = calling(scene.bob), scene.client(scene.bob)
    api.post("customers", {"key": "acme", "name": "Acme"})
    assert api.post("plans", {"key": "acme-plan", "title": "Plan", "customer": "acme"}).status_code == 201
    page = f"{here}plans/acme-plan/"
    add = f"{here}assumptions/new/?subject=plan:acme-plan&customer=acme"
    assert add in unescape(client.get(page).content.decode())
    assert client.post(add, {"title": "Their team stays"}).status_code == 302
    assert "Their team stays" in client.get(page).content.decode()
    with scene.inside():
        row = queries.get("their-team-stays")
        assert (row.subject, row.customer.key) == ("plan:acme-plan", "acme")
    assert "Their team stays" in client.get(f"{here}customers/acme/").content.decode()
