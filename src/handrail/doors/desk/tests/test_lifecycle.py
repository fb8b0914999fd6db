"""The same answers on the page, over the API and from files: a phase refused, its remedy, a proposal cleared."""

from __future__ import annotations

import json
from pathlib import Path

from handrail.doors.infohub import importing
from handrail.doors.infohub.exporting import Exporter
from handrail.house.ledger.rows import today
from handrail.record.customers.models import Customer
from handrail.record.customers.verbs import add_customers
from handrail.record.decisions.models import Decision
from handrail.record.decisions.verbs import add_decisions
from handrail.record.plans import acting, verbs
from handrail.record.plans.models import Attempt, Clearance, Milestone, Outcome, Plan
from handrail.record.plans.tests.setting import complete, deal, develop, finalize, initiate, plan_for
from handrail.record.projects.models import Card
from handrail.record.projects.tests.setting import build
from handrail.record.projects.verbs import add_cards


def test_a_page_refuses_says_why_and_lets_a_manager_through(scene):
    with scene.inside():
        row = deal(scene.bob, "4")
        plan = plan_for(row)
    bob, ada = scene.client(scene.bob), scene.client(scene.ada)
    here = f"{scene.url}plans/{plan.key}/"
    page = bob.get(here)
    assert page.context["lifecycle"]["next"] == "develop"
    assert [reason.passed for reason in page.context["lifecycle"]["checks"]] == [False]
    assert page.context["proposal"]["tag"] == "Blocked"
    refused = bob.post(here + "phase/", {"phase": "develop"})
    assert refused.status_code == 409
    assert "Still empty" in refused.text
    assert "Let it through" not in refused.text
    assert bob.post(here + "phase/", {"phase": "nowhere"}).status_code == 409
    assert "Let it through" in ada.post(here + "phase/", {"phase": "develop"}).text
    with scene.inside():
        initiate(plan)
    assert bob.post(here + "phase/", {"phase": "develop"}).status_code == 302
    told = bob.get(here).context["lifecycle"]
    assert [one.passed for one in told["attempts"]] == [True, False, False]
    proposal = f"{scene.url}proposals/{row.key}/"
    assert bob.get(proposal).context["proposal"]["blocked"]
    assert "proposals/" + row.key in bob.get(scene.url).text  # Today
    assert bob.get(f"{scene.url}opportunities/{row.key}/").context["proposal"]["blocked"]
    assert bob.post(proposal + "clear/").status_code == 409
    assert ada.post(proposal + "clear/", {"reason": "Board wants it", "override": "1"}).status_code == 302
    assert bob.get(proposal).context["proposal"]["cleared"].overridden
    assert bob.post(proposal + "block/").status_code == 302
    with scene.inside():
        assert not Clearance.objects.filter(removed_at=None).exists()


def test_programs_ask_move_and_clear(scene):
    with scene.inside():
        row = deal(scene.bob, "4")
        plan = plan_for(row)
    client, headers = scene.client(), {"Authorization": f"Bearer {scene.token(scene.bob)}"}
    root = f"/api/v1/w/{scene.workspace.slug}/"

    def post(path, **body):
        return client.post(root + path, body, content_type="application/json", headers=headers)

    phase, offer = f"plans/{plan.key}/phase", f"opportunities/{row.key}/proposal"
    told = client.get(root + phase, headers=headers).json()
    assert (told["phase"], told["next"], told["allowed"]) == ("initiate", "develop", False)
    assert told["checks"][0]["fix"]
    assert told["cadence"] == {"stage": "pre_sales", "every": "milestones", "next": None}
    assert post(phase, phase="develop").status_code == 409
    assert post(phase, phase="develop", reason="x", override=True).status_code == 403
    assert client.get(root + offer, headers=headers).json()["state"] == "blocked"
    answer = post(offer + "/clear")
    assert answer.status_code == 409
    assert all(check["reason"] != check["code"] for check in answer.json()["checks"])
    with scene.inside():
        initiate(plan), develop(plan), finalize(plan)
    assert post(phase, phase="develop").json()["phase"] == "develop"
    assert client.get(root + offer, headers=headers).json()["state"] == "free"
    assert post(offer + "/clear").json()["cleared"]["by"] == scene.bob.key
    assert post(offer + "/block").json()["state"] == "free"


def test_a_file_moves_a_plan_only_where_it_may_go(scene, tmp_path):
    with scene.inside():
        plan, ready = plan_for(deal(scene.bob)), complete(deal(scene.bob))
        for name, data in Exporter().files():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            if name.endswith("csp.yaml"):  # what is as it begins is not written
                data = data.replace(b"metadata:\n", b"metadata:\n  phase: develop\n")
            (tmp_path / name).write_bytes(data)
    with scene.inside(scene.bob):
        report = importing.apply(importing.read_folder(tmp_path), scene.bob, accept_partial=True)
        [line] = report.refused
        assert (line.code, Path(line.file).name) == ("import.gate", "csp.yaml")
        assert "Still empty" in line.message
    with scene.inside():
        assert {row.key: row.phase for row in Plan.objects.all()} == {
            plan.key: "initiate",
            ready.key: "develop",
        }
        tried = Attempt.objects.values_list("plan__key", "passed")
        assert set(tried) == {(plan.key, False), (ready.key, True)}


def test_a_task_that_is_done_offers_its_milestone_and_a_decision_names_what_it_serves(scene):
    with scene.inside(scene.ada):
        row = deal(scene.bob)
        plan = complete(row)
        stone = Milestone(plan=plan, title="Live", due_on=today(), owner=scene.bob)
        (task,) = acting.make_actions(verbs.add_milestones([stone]))
        decision = Decision(title="Which region", customer=row.customer, owner=scene.bob)
        add_decisions([decision])
        outcome = Outcome.objects.get(plan=plan)
        (other,) = add_customers([Customer(name="Elsewhere")])
        (apart,) = add_decisions([Decision(title="Apart", customer=other)])
        (card,) = add_cards([Card(task=task, stage=build(scene.bob).stages[0])])
    bob, here = scene.client(scene.bob), f"{scene.url}tasks/{task.key}/"
    assert "reached?" not in bob.get(here).text
    said = bob.post(f"{here}do/done/", headers={"HX-Request": "true"})
    offer = json.loads(said["HX-Trigger"])["toast"]["offer"]
    assert (offer["label"], "reached?" in bob.get(here).text) == ("Reached: Live", True)
    assert "reached?" in bob.get(f"{scene.url}cards/{card.key}/").text
    with scene.inside():
        assert Milestone.objects.get(pk=stone.pk).state == "planned", "nothing ends by itself"
    assert bob.post(offer["url"]).status_code == 302
    with scene.inside():
        assert Milestone.objects.get(pk=stone.pk).state == "done"
    assert "reached?" not in bob.get(here).text
    page, serve = f"{scene.url}decisions/{decision.key}/", {"outcome": outcome.key}
    assert bob.get(page).context["outcomes_left"] == [outcome]
    assert bob.post(f"{page}outcome/", serve).status_code == 302
    assert [one for one, _link in bob.get(page).context["outcomes_served"]] == [outcome]
    assert bob.get(f"{scene.url}plans/{plan.key}/").context["decided"] == [(outcome, [decision])]
    assert bob.post(f"{scene.url}decisions/{apart.key}/outcome/", serve).status_code == 404
