"""A launch from its playbook: by the page, by a program and by the verb; its go-live day moved; its rollout."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from handrail.house.deadlines.models import Deadline
from handrail.house.ledger import undoing
from handrail.house.ledger.rows import today
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer
from handrail.record.projects import queries as projects
from handrail.record.projects import verbs as cards
from handrail.record.projects.models import Card, Project
from handrail.record.risks import verbs as risks
from handrail.record.risks.models import Risk
from handrail.record.rollout.models import Announcement, Step, Tie
from handrail.record.rollout.verbs import put_customers
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task
from handrail.watch.playbooks import library, queries, starting, verbs
from handrail.watch.playbooks.models import Playbook

BOOK = library.shipped()["launch-plan"].book


def friday(weeks: int) -> date:
    """A Friday, so many weeks ahead: whatever day the test is run on."""
    day = today() + timedelta(weeks=weeks)
    return day + timedelta(days=4 - day.weekday())


@pytest.fixture
def launch(scene):
    with scene.inside():
        day = friday(10)
        project = verbs.start_project(
            "launch-plan",
            verbs.Wishes(
                title="Spring", go_live_on=day, owner=scene.alice, workflow_owner=scene.bob, weekends="before"
            ),
        )
    return project.key, day


def api(scene, member, method, path, said=None):
    head = {"authorization": f"Bearer {scene.token(member)}"}
    body = json.dumps(said) if said is not None else ""
    return scene.client().generic(
        method,
        f"/api/v1/w/{scene.workspace.slug}/{path}",
        body,
        content_type="application/json",
        headers=head,
    )


def test_a_project_in_three_clicks_has_everything_with_its_day(scene):
    client = scene.client(scene.alice)
    first = client.get(f"{scene.url}projects/").content.decode()
    assert f"{scene.url}projects/start/" in first
    second = client.get(f"{scene.url}projects/start/").content.decode()
    assert f"{scene.url}playbooks/launch-plan/start/" in second
    form = client.get(f"{scene.url}playbooks/launch-plan/start/")
    said = dict(form.context["said"])
    assert (
        client.post(f"{scene.url}playbooks/launch-plan/start/", {**said, "target": "many"}).status_code == 422
    )
    answer = client.post(
        f"{scene.url}playbooks/launch-plan/start/", {**said, "baseline": "14", "target": "9"}
    )
    assert answer.status_code == 302
    with scene.inside():
        project = Project.objects.get()
        assert (project.metric.direction, project.metric.target) == ("down", 9)
        cards = list(projects.cards())
        assert {card.task.title for card in cards} == {card.title for card in BOOK.cards}
        assert all(card.task.due_on.isoweekday() <= 5 for card in cards)
        assert all(card.task.owner == scene.alice for card in cards)
        assert Announcement.objects.filter(due_on__isnull=False).count() == len(BOOK.messages)
        assert {row.name for row in Deadline.objects.all()} >= {
            "project.go_live",
            "task.due",
            "announcement.due",
        }
        seen = queries.look(project)
        done = {one.says for one in queries.done_of(queries.following(project), project, seen) if one.done}
    assert "Name the workflow owner." in done
    page = client.get(answer.headers["Location"]).content.decode()
    assert "What is the next move, and whose?" in page
    assert f"{len(done)} of {len(BOOK.checklist)} done" in page
    hand = BOOK.checklist[5].says
    client.post(f"{scene.url}projects/{project.key}/point/", {"point": hand, "done": "yes"})
    told = api(scene, scene.bob, "GET", f"projects/{project.key}/checklist").json()
    assert [one["done"] for one in told["points"] if one["says"] == hand] == [True]
    assert (
        api(
            scene, scene.bob, "POST", f"projects/{project.key}/checklist", {"point": "x", "done": True}
        ).status_code
        == 422
    )


def test_a_moved_go_live_day_takes_along_what_hangs_on_it_and_is_undone_whole(scene, launch):
    key, day = launch
    with scene.inside():
        rota = Task.objects.get(title="Support rota for the first week")
        done = Task.objects.get(title="Release notes")
        tasks.edit_task(rota, {"due_on": day - timedelta(days=1)})
        tasks.finish([done])
        before = dict(Task.objects.values_list("title", "due_on"))
    shifted, client = day + timedelta(days=8), scene.client(scene.bob)  # a Saturday
    here = f"{scene.url}projects/{key}/go-live/"
    page = client.get(here, {"on": shifted.isoformat(), "weekends": "after"})
    assert {one["one"].title for one in page.context["moves"]} >= {"Spring", "Go or no-go", "It is live"}
    whys = {one["one"].title: one["one"].ref for one in page.context["stays"]}
    assert {"Support rota for the first week", "Release notes"} <= set(whys)
    with scene.inside():
        assert dict(Task.objects.values_list("title", "due_on")) == before, "looking changes nothing"
    assert (
        client.get(here, {"on": "soon"}).status_code
        == client.get(here, {"on": "2027-01-01", "weekends": "x"}).status_code
        == 422
    )
    previewed = {one["one"].ref: one["to"] for one in page.context["moves"]}
    assert client.post(here, {"on": shifted.isoformat(), "weekends": "after"}).status_code == 302
    with scene.inside(scene.bob):
        after = dict(Task.objects.values_list("title", "due_on"))
        assert after["Support rota for the first week"] == before["Support rota for the first week"]
        assert after["Release notes"] == before["Release notes"]
        assert after["Go or no-go"] == previewed["task:go-or-no-go:due_on"]
        assert all(on.isoweekday() <= 5 for title, on in after.items() if on != before[title])
        assert Project.objects.get().go_live_on == shifted
        due = Deadline.objects.get(name="task.due", title="Go or no-go")
        assert due.due_on == after["Go or no-go"]
        undoing.undo(undoing.last().batch)
    with scene.inside():
        assert dict(Task.objects.values_list("title", "due_on")) == before
        assert Project.objects.get().go_live_on == day
        assert all(tie.set_on is not None for tie in Tie.objects.all())
    shown = api(scene, scene.bob, "GET", f"projects/{key}/go-live?on={shifted}&weekends=after").json()
    assert {one["ref"]: one["to"] for one in shown["moves"]} == {
        k: v.isoformat() for k, v in previewed.items()
    }
    along = {"on": shifted.isoformat(), "along": ["task:support-rota-for-the-first-week:due_on"]}
    assert api(scene, scene.bob, "POST", f"projects/{key}/go-live", along).status_code == 200
    with scene.inside():
        assert Task.objects.get(pk=rota.pk).due_on == day + timedelta(days=7)
    there_again = {"on": day.isoformat(), "weekends": "before"}
    assert api(scene, scene.bob, "POST", f"projects/{key}/go-live", there_again).status_code == 200
    with scene.inside():
        back = dict(Task.objects.values_list("title", "due_on"))
        assert {title: on for title, on in back.items() if on != before[title]} == {
            "Support rota for the first week": day + timedelta(days=7)
        }


def test_a_rollout_is_ticked_set_and_told(scene, launch):
    key, day = launch
    with scene.inside():
        names = ("Acme", "Birch", "Cedar")
        made = customers.add_customers([Customer(name=name, owner=scene.bob) for name in names])
        (risk,) = risks.add_risks(
            [Risk(title="Sandbox is slow", customer=made[0], mitigation="A second one", analysis="Ours")]
        )
    client, here = scene.client(scene.bob), f"{scene.url}projects/{key}/rollout/"
    assert client.get(here).status_code == 200
    client.post(f"{here}put/", {"customer": ["acme", "birch", "cedar"], "cohort": "Pilot"})
    client.post(f"{here}put/", {"customer": ["acme"]})
    with scene.inside():
        steps = {(s.customer.key, s.step): s for s in Step.objects.select_related("customer")}
        assert len(steps) == 12
        assert {s.owner for s in steps.values()} == {scene.bob}
        assert {s.due_on for (_c, step), s in steps.items() if step == "live"} == {day}
        acme, birch = steps["acme", "told"].key, steps["birch", "told"].key
    client.post(f"{here}tick/", {"step": [acme, birch]})
    client.post(f"{here}tick/", {"step": [birch], "was": [acme, birch]})
    with scene.inside():
        states = dict(Step.objects.filter(step="told").values_list("customer__key", "state"))
        assert states == {"acme": "open", "birch": "done", "cedar": "open"}
        assert Step.objects.get(key=birch).done_on == today()
    client.post(f"{here}column/", {"column": "affected", "state": "done", "waits": "told"})
    client.post(f"{here}column/", {"column": "enabled", "owner": "ada", "q": "Cedar"})
    grid = api(scene, scene.alice, "GET", f"projects/{key}/rollout").json()
    assert {one["step"]: one["done"] for one in grid["counts"]} == {
        "affected": 2,
        "told": 1,
        "enabled": 0,
        "live": 0,
    }
    assert {one["name"]: one["steps"]["enabled"]["owner"] for one in grid["customers"]}["Cedar"] == "ada"
    page = client.get(f"{scene.url}projects/{key}/").content.decode()
    assert "2 / 3" in page
    table = client.get(f"{here}grid.csv").content.decode()
    assert table.splitlines()[1].startswith("acme,Acme,Pilot,done,")
    assert "Tell Acme of Sandbox is slow" in client.get(here).content.decode()
    client.post(f"{here}tell/", {"risk": risk.key})
    with scene.inside():
        said = Announcement.objects.get(risk=risk)
        assert (said.text, said.state, said.customer) == ("A second one", "planned", made[0]), (
            "never what is ours alone"
        )
    client.post(f"{here}told/", {"message": [said.key]})
    with scene.inside():
        assert Announcement.objects.get(risk=risk).told_on == today()
        customers.edit_customer(Customer.objects.get(key="acme"), {"private": True, "owner": scene.alice})
    hidden = api(scene, scene.bob, "GET", f"projects/{key}/rollout").json()
    assert "acme" not in json.dumps(hidden)
    assert "Acme" not in client.get(f"{here}grid.csv").content.decode() + client.get(here).content.decode()
    assert client.post(f"{here}nothing/").status_code == 404


def test_a_playbook_is_copied_changed_checked_and_has_versions(scene):
    client = scene.client(scene.bob)
    where = client.post(f"{scene.url}playbooks/launch-plan/copy/").headers["Location"]
    with scene.inside():
        row = Playbook.objects.get()
        assert (row.version, row.source) == (1, "launch-plan")
    for page in ("playbooks/", "projects/start/"):
        told = client.get(f"{scene.url}{page}").content.decode()
        assert told.count(f"Yours, from “{row.title}”") == 1, page
    text = row.text.replace("Launch plan for customer success", "Our launch", 1)
    bad = text.replace("kind: review}", "kind: revue}", 1)
    checked = client.post(where, {"text": bad, "check": "yes"})
    assert "There is no check called “revue”." in checked.content.decode()
    assert client.post(where, {"text": bad}).status_code == 422
    assert client.post(where, {"text": text, "revision": row.revision}).status_code == 302
    assert client.post(where, {"text": text + "\nMore", "revision": row.revision}).status_code == 409
    told = api(scene, scene.bob, "GET", f"playbooks/{row.key}").json()
    assert (told["title"], told["version"]) == ("Our launch", 2)
    with scene.inside(scene.bob):
        undoing.undo(undoing.last().batch)
    with scene.inside(scene.bob):
        assert (Playbook.objects.get().title, Playbook.objects.get().version) == (BOOK.title, 1)
        undoing.undo(undoing.recent()[0].batch)
    answer = api(scene, scene.bob, "POST", "library/check", {"text": bad}).json()
    assert (answer["usable"], answer["flaws"][0]["code"]) == (False, "playbook.check")
    assert api(scene, scene.bob, "POST", "playbooks", {"text": bad}).status_code == 422
    made = api(
        scene, scene.bob, "POST", f"library/playbooks/{row.key}/projects", {"title": "Autumn", "owner": "ada"}
    )
    assert made.status_code == 201, made.content
    with scene.inside():
        following = queries.following(Project.objects.get(key="autumn"))
        assert (following.playbook, following.version) == (row.key, 2)
        verbs.remove_playbooks([Playbook.objects.get()])
    assert client.get(f"{scene.url}projects/autumn/").status_code == 200, (
        "it keeps the text that it was made from"
    )
    for page in ("playbooks/", "playbooks/new/", "playbooks/launch-plan/", "playbooks/launch-plan/file/"):
        assert client.get(scene.url + page).status_code == 200


def test_a_rollout_of_many_customers_takes_no_more_statements(scene, launch):
    key, _day = launch
    pages = [f"projects/{key}/", f"projects/{key}/rollout/", f"projects/{key}/go-live/?on=2028-03-01"]
    client, asked = scene.client(scene.bob), []
    for size in (2, 60):
        with scene.inside():
            made = [Customer(name=f"C {size} {n}", owner=scene.bob) for n in range(size)]
            put_customers(Project.objects.get(), customers.add_customers(made))
        for page in pages:
            client.get(scene.url + page)
        asked.append([statements(client, scene.url + page) for page in pages])
    assert asked[0] == asked[1]
    assert max(asked[1]) <= 54


def statements(client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_a_date_is_hung_on_the_go_live_day_moves_with_it_and_is_let_go(scene, launch):
    key, day = launch
    with scene.inside():
        board = projects.cards().filter(board__project__key=key)[0].board
        (card,) = cards.add_cards([Card(task=Task(title="Late idea"), stage=projects.stages_of(board)[0])])
    page = f"{scene.url}cards/{card.key}/"
    client = scene.client(scene.bob)

    def due() -> date | None:
        with scene.inside():
            return Task.objects.get(pk=card.task_id).due_on

    assert client.post(f"{page}act/hang/", {"days": "soon"}).status_code == 409
    assert client.post(f"{page}act/hang/", {"days": "-3"}).status_code == 302
    assert due() == day - timedelta(days=3)
    assert 'name="days" inputmode="numeric" maxlength="6" value="-3"' in client.get(page).content.decode()
    ties, later = f"projects/{key}/ties", day + timedelta(weeks=1)
    said = {"kind": "task", "key": card.task.key, "days": -5}
    assert api(scene, scene.bob, "POST", ties, said).json()["on"] == str(day - timedelta(days=5))
    api(scene, scene.bob, "POST", f"projects/{key}/go-live", {"on": str(later)})
    assert due() == later - timedelta(days=5)
    assert client.post(f"{page}act/hang/", {"days": ""}).status_code == 302
    api(scene, scene.bob, "POST", f"projects/{key}/go-live", {"on": str(day)})
    assert due() == later - timedelta(days=5), "it was let go"
    for wrong, status in (({"key": "nothing"}, 404), ({"days": 99_999}, 422), ({"field": "title"}, 422)):
        assert api(scene, scene.bob, "POST", ties, said | wrong).status_code == status


def test_nobody_is_asked_to_review_their_own_work(scene):
    wishes = starting.Wishes(owner=scene.ada, workflow_owner=scene.bob)
    assert wishes.reviewer_of(scene.bob) == scene.ada
    assert wishes.reviewer_of(scene.ada) == scene.bob
    assert starting.Wishes(owner=scene.ada, workflow_owner=scene.ada).reviewer_of(scene.ada) is None
