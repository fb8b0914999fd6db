"""A drill by page and by program: every critical path is walked, gaps become tasks, and hold up the sign-off."""

from __future__ import annotations

from html import unescape

import pytest

from handrail.house.talk import verbs as talk
from handrail.house.talk.models import Link
from handrail.kit.refusals import Invalid
from handrail.record.blockers.models import Blocker
from handrail.record.blockers.verbs import add_blockers
from handrail.record.customers.models import Customer
from handrail.record.customers.verbs import add_customers
from handrail.record.decisions.models import Decision
from handrail.record.decisions.verbs import add_decisions
from handrail.record.drills import queries, verbs
from handrail.record.drills.models import Drill
from handrail.record.plans.models import Milestone, Plan
from handrail.record.plans.verbs import add_parts, add_plans
from handrail.record.projects.models import Board, Card, Project, Stage
from handrail.record.projects.verbs import add_boards, add_projects, add_stages, edit_project
from handrail.record.risks.models import Risk
from handrail.record.risks.verbs import add_risks
from handrail.record.tasks.models import Task
from handrail.record.tasks.verbs import edit_task


def project_of(scene) -> Project:
    (acme,) = add_customers([Customer(name="Acme")])
    (project,) = add_projects(
        [
            Project(
                title="Spring", customer=acme, owner=scene.bob, failure="The gateway is gone\nNo parcel moves"
            )
        ]
    )
    (board,) = add_boards([Board(project=project, title="Work", owner=scene.bob)])
    add_stages([Stage(board=board, title="Build", owner=scene.ada), Stage(board=board, title="Ship")])
    add_decisions([Decision(title="Which gateway", subject="project:spring", customer=acme, owner=scene.bob)])
    high = {"likelihood": 5, "impact": 5, "customer": acme, "subject": "project:spring"}
    add_risks([Risk(title="Carrier closes", fallback="Take the other one", owner=scene.ada, **high)])
    add_risks([Risk(title="Slow page", likelihood=1, impact=1, subject="project:spring")])
    (plan,) = add_plans([Plan(title="Plan", customer=acme)])
    add_parts([Milestone(plan=plan, customer=acme, title="Pilot live", owner=scene.bob)])
    add_blockers(
        [
            Blocker(title="No contract", blocks=["project:spring"], owner=scene.ada, fallback="Ship by hand"),
            Blocker(title="Solved", blocks=["project:spring"], owner=scene.ada, state="resolved", reason="x"),
            Blocker(title="Elsewhere", owner=scene.ada),
        ],
        from_file=True,
    )
    talk.add_links([Link(source="project:spring", target=f"plan:{plan.key}", relation="relates")])
    return project


def test_a_drill_is_walked_and_its_gaps_hold_up_the_sign_off(scene, calling):
    bob, here, api = scene.client(scene.bob), f"/w/{scene.workspace.slug}", calling(scene.bob)
    with scene.inside():
        project = project_of(scene)
        found = {path.title: (path.kind, path.owner, path.gap) for path in queries.critical(project)}
    assert found["Build"] == ("stage", "ada", "response") and found["Ship"] == ("stage", "", "both")
    assert found["Which gateway"] == ("decision", "bob", "response")
    assert found["Carrier closes"] == ("risk", "ada", "") and "Slow page" not in found
    assert found["No contract"] == ("blocker", "ada", "") and not {"Solved", "Elsewhere"} & found.keys()
    assert found["Pilot live"] == ("milestone", "bob", "response") and found["After go-live"][2] == "both"
    assert not any(title.endswith(".due") for title in found), "whom it is raised to is said in words"
    assert found["Raised: a milestone is late"] == ("chain", "", "owner"), "Bob has no manager"
    begin = bob.get(f"{here}/projects/spring/drills/").content.decode()
    assert "The gateway is gone" in begin and "It has come true: Carrier closes" in begin
    for odd in ("9", "9" * 5_000, "٣"):
        assert bob.post(f"{here}/projects/spring/drills/", {"known": odd}).status_code == 422
    made = bob.post(f"{here}/projects/spring/drills/", {"known": "0"})
    page = f"{here}/drills/the-gateway-is-gone/"
    assert made.headers["Location"] == f"{page}?path=1"
    shown = unescape(bob.get(f"{page}?path=1").content.decode())
    assert f"Path 1 of {len(found)}" in shown and "Who is called?" in shown and 'data-key="n"' in shown
    assert bob.post(f"{page}act/hold/").status_code == 422, "nothing is walked yet"
    assert bob.post(f"{page}act/walk/", {"path": "9" * 5_000}).status_code == 422
    nobody = bob.post(f"{page}act/walk/", {"path": 1, "owner": "zoe", "response": "Act"})
    assert nobody.status_code == 422 and "There is nobody called “zoe” here." in unescape(
        nobody.content.decode()
    )
    odd = [{"kind": "stage", "title": "Build", "owner": "zoe"}]
    assert api.post("drills", {"project": "spring", "title": "Odd", "paths": odd}).status_code == 422
    assert bob.get(f"{page}?path={'9' * 4_500}").status_code == 200
    titles = list(found)
    for number in range(1, len(found) + 1):
        bare = titles[number - 1] in ("Ship", "Build")
        said = {
            "path": number,
            "owner": "" if titles[number - 1] == "Ship" else "bob",
            "response": "" if bare else "Act",
        }
        onward = bob.post(f"{page}act/walk/", said).headers["Location"]
        assert onward == (f"{page}?path={number + 1}" if number < len(found) else page)
    assert "2 gaps are open" in unescape(bob.get(page).content.decode())
    assert edited(scene, "active"), "before it is held it holds nothing up"
    assert bob.post(f"{page}act/hold/").status_code == 302
    assert bob.post(f"{page}act/hold/").status_code == 422, "once"
    with scene.inside():
        row = queries.get("the-gateway-is-gone")
        assert (row.state, row.held_by, row.customer.name) == ("held", scene.bob, "Acme")
        tasks = list(Task.objects.filter(subject="project:spring").order_by("pk"))
        assert [task.title for task in tasks] == [
            "Say what is done: Build",
            "Name who is called and what they do: Ship",
        ]
        assert {task.owner for task in tasks} == {scene.bob}
        stages = Card.objects.filter(key__in=[task.key for task in tasks]).values_list(
            "stage__title", flat=True
        )
        assert list(stages) == ["Build", "Build"], "cards in the first stage of the project's board"
        seen = row.paths
        with pytest.raises(Invalid, match="what was seen that day"):
            verbs.edit_drill(row, {"paths": [{**path, "owner": "ada", "response": "Act"} for path in seen]})
        with pytest.raises(Invalid, match="2 gaps that are still open"):
            edit_project(project_now(), {"state": "done"})
    refused = api.patch("projects/spring", {"state": "done"})
    assert refused.status_code == 422 and "Close them first" in refused.content.decode()
    assert "until they are closed" in bob.get(f"{here}/projects/spring/").content.decode()
    with scene.inside():
        edit_task(tasks[0], {"state": "done"})
    ship = titles.index("Ship")
    left = api.get("drills/the-gateway-is-gone/gaps").json()["gaps"]
    assert [(one["title"], one["gap"]) for one in left] == [("Ship", "both")]
    said = {"place": ship, "owner": "ada", "response": "Ship from the other hub"}
    found_since = api.post("drills/the-gateway-is-gone/walk", said).json()["paths"][ship]
    assert (found_since["owner"], found_since["called"], found_since["answer"]) == (
        "",
        "ada",
        said["response"],
    )
    whole = titles.index("Which gateway")
    assert api.post("drills/the-gateway-is-gone/walk", {**said, "place": whole}).status_code == 422, "no gap"
    assert api.patch("drills/the-gateway-is-gone", {"paths": []}).status_code == 422
    after = unescape(bob.get(page).content.decode())
    assert "Since then: Ada · Ship from the other hub" in " ".join(after.split()) and "gap closed" in after
    assert api.post("drills/the-gateway-is-gone/walk", {**said, "place": 99}).status_code == 422
    assert (
        api.post("drills", {"project": "spring", "title": "Odd", "paths": [{"kind": "cat"}]}).status_code
        == 422
    )
    assert edited(scene, "done")
    with scene.inside():
        verbs.remove_drills([queries.get("the-gateway-is-gone")])


def test_gaps_are_tasks_where_no_board_takes_cards(scene):
    """The rules of a board hold for what a drill found as for all else: it is work all the same."""
    with scene.inside(scene.bob):
        full, none = add_projects([Project(title=title, owner=scene.bob) for title in ("Full", "None")])
        (board,) = add_boards([Board(project=full, title="Work", owner=scene.bob)])
        add_stages([Stage(board=board, title="Build", most=1), Stage(board=board, title="Ship")])
        bare = [{"kind": "chain", "title": title, "walked": True} for title in ("One", "Two")]
        rows = verbs.add_drills([Drill(project=one, title=str(one), paths=bare) for one in (full, none)])
        verbs.hold_drills(rows)
        assert not Card.objects.exists()
        assert Task.objects.filter(title__startswith="Name who", owner=scene.bob).count() == 4
        assert [len(found) for found in queries.gaps(rows).values()] == [2, 2]


def test_a_prepared_drill_walks_what_there_is_on_its_day(scene, calling):
    bob, here, api = scene.client(scene.bob), f"/w/{scene.workspace.slug}", calling(scene.bob)
    with scene.inside():
        project = project_of(scene)
        verbs.prepare_drills([Drill(project=project, title=title) for title in ("Flood", "Fire")])
    page = f"{here}/drills/flood/"
    assert "not begun yet" in bob.get(f"{here}/projects/spring/").content.decode()
    assert "Begin the drill" in bob.get(page).content.decode()
    assert bob.post(f"{page}act/hold/").status_code == 422
    with scene.inside():
        (late,) = add_decisions([Decision(title="Which port", subject="project:spring", owner=scene.ada)])
    assert bob.post(f"{page}act/begin/").headers["Location"] == f"{page}?path=1"
    paths = api.post("drills/fire/begin", {}).json()["paths"]
    with scene.inside():
        row = queries.get("flood")
        assert row.paths == paths == [path.stored() for path in queries.critical(project)]
        assert f"decision:{late.key}" in {path["subject"] for path in paths}
        verbs.walk_path(row, 0, scene.ada, "Call the port")
        assert not verbs.begin_drill(row) and row.paths[0]["walked"], "what is walked stays"


def project_now() -> Project:
    return Project.objects.get(key="spring")


def edited(scene, state: str) -> bool:
    with scene.inside():
        row = project_now()
        edit_project(row, {"state": state})
        return row.state == state
