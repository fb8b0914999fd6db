"""A step of the record in the side panel: what is said to the panel, which asks with "step" where it sends a form."""

from __future__ import annotations

import json
from html import unescape

import pytest

from handrail.record.assumptions import verbs as assumptions
from handrail.record.assumptions.models import Assumption
from handrail.record.blockers import verbs as blockers
from handrail.record.blockers.models import Blocker
from handrail.record.decisions import verbs as decisions
from handrail.record.decisions.models import Decision
from handrail.record.risks import verbs as risks
from handrail.record.risks.models import Risk
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task


def headers(url: str, beside: str = "step") -> dict[str, str]:
    return {"HX-Request": "true", "HX-Current-URL": f"http://testserver{url}", "Handrail-Beside": beside}


@pytest.fixture
def panels(scene):
    """Addresses of records, each with a step that may be taken: (address, step, what is typed)."""
    with scene.inside():
        (decision,) = decisions.add_decisions([Decision(title="Which region", owner=scene.bob)])
        (risk,) = risks.add_risks([Risk(title="Late data", owner=scene.alice)])
        (blocker,) = blockers.add_blockers([Blocker(title="No access", owner=scene.alice)])
        (guess,) = assumptions.add_assumptions([Assumption(title="They read mail", owner=scene.alice)])
    return [
        (f"{scene.url}decisions/{decision.key}/", "ask", {}),
        (f"{scene.url}risks/{risk.key}/", "accept", {"reason": "We live with it"}),
        (f"{scene.url}blockers/{blocker.key}/", "resolve", {"reason": "They let us in"}),
        (f"{scene.url}assumptions/{guess.key}/", "validate", {"finding": "Nine of ten do"}),
    ]


def test_the_panel_shows_the_record_anew_and_nothing_is_left(scene, panels):
    alice = scene.client(scene.alice)
    for url, step, typed in panels:
        answer = alice.post(f"{url}act/{step}/", typed, headers=headers(url))
        assert (answer.status_code, answer.content) == (200, b""), url
        assert answer["HX-Reswap"] == "none" and "HX-Redirect" not in answer
        said = json.loads(answer["HX-Trigger"])
        assert said["beside"] == {"url": url} and said["toast"]["message"]
        assert "close-dialog" not in said


def test_what_is_in_the_way_is_said_in_the_panel(scene, panels):
    alice = scene.client(scene.alice)
    url = panels[0][0]
    answer = alice.post(f"{url}act/approve/", {"answer": "North"}, headers=headers(url))
    page = unescape(answer.content.decode())
    assert answer.status_code == 409 and "Only Bob decides this" in page
    assert "<html" not in page and "HX-Reswap" not in answer


def test_who_stands_elsewhere_goes_on_as_before(scene, panels):
    alice = scene.client(scene.alice)
    url, step, typed = panels[1]
    plain = alice.post(f"{url}act/{step}/", typed)
    assert plain.status_code == 302 and plain["Location"] == url
    with scene.inside():
        (task,) = tasks.add_tasks([Task(title="Call Tomas", owner=scene.alice)])
    here = f"{scene.url}tasks/{task.key}/"
    gone = alice.post(f"{here}remove/", headers=headers(here) | {"Referer": f"http://testserver{here}"})
    said = json.loads(gone["HX-Trigger"])
    assert "close-dialog" in said and "beside" not in said, "what is gone is not shown anew"


def test_a_form_of_its_own_in_the_panel_closes_as_before(scene):
    """What the panel asks by itself is no step: a new record closes it, though the address of its form stands there."""
    alice, url = scene.client(scene.alice), f"{scene.url}tasks/new/"
    typed = {"title": "Call Tomas", "owner": scene.alice.key, "next": url}
    answer = alice.post(url, typed, headers=headers(url, beside="1"))
    said = json.loads(answer["HX-Trigger"])
    assert "close-dialog" in said and "beside" not in said
