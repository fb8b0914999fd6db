"""A newer playbook for a project under way: shown as a difference, chosen from, taken over, undone; what it teaches."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from handrail.house.ledger import undoing
from handrail.house.ledger.rows import today
from handrail.record.assumptions.models import Assumption
from handrail.record.assumptions.verbs import edit_assumptions
from handrail.record.drills.models import Drill
from handrail.record.notes.models import Note
from handrail.record.projects.models import Board, Card, Check, Project, Stage
from handrail.record.projects.verbs import edit_boards, edit_stages
from handrail.record.readiness.models import Signal
from handrail.record.rollout.models import Announcement
from handrail.record.tasks.models import Task
from handrail.watch.playbooks import library, queries, updating, verbs
from handrail.watch.playbooks.differing import BESIDE, offers, parts
from handrail.watch.playbooks.models import Playbook
from handrail.watch.reviews.models import Cadence

PILOT = """\
    - title: Pilot
      exit_rule: Three pilot customers use it.
      checks:
        - {side: leave, kind: checklist}
    - title: Launch
      input: Teams that are ready
"""
CHANGED = (
    ("    - title: Launch\n      input: Teams that are ready\n", PILOT),
    ("The owner, the day and the next step are written down.", "Owner, day, next step and cohort are there."),
    ("exit_rule: The reviewer has approved the words.", "exit_rule: Two have approved the words."),
    ("cards:\n", "cards:\n  - {title: Call the pilots, stage: Pilot, owner: workflow_owner, due: -7}\n"),
    ("minutes: 30", "minutes: 45"),
    ("Who it is for, what it replaces,", "Who it is for, what it is not,"),
    ("title: What changes for you, to: Affected customers, audience: customers, due: -14", "title: What changes for you, to: Affected customers, audience: customers, due: -16"),
)  # fmt: skip


@pytest.fixture
def launch(scene):
    """A project that was made from the workspace's own playbook, whose text has changed since."""
    with scene.inside():
        book = verbs.copy_playbook("launch-plan")
        day = today() + timedelta(days=70)
        wishes = verbs.Wishes(
            title="Spring", go_live_on=day, owner=scene.alice, workflow_owner=scene.bob, weekends="falls"
        )
        project = verbs.start_project(book.key, wishes)
        text = book.text
        for was, to in CHANGED:
            assert text.count(was) == 1, was
            text = text.replace(was, to)
        head, _, tail = text.partition("  - {title: Pictures and help pages")
        text = head + tail.partition("\n")[2]
    with scene.inside():
        verbs.edit_playbook(Playbook.objects.get(), {"text": text})
        edit_stages([(Stage.objects.get(title="Messaging"), {"exit_rule": "Our lawyer has seen it."})])
    return project.key, day


def caller(scene, member):
    head = {"authorization": f"Bearer {scene.token(member)}"}
    client = scene.client()

    def call(method, path, said=None):
        body = json.dumps(said) if said is not None else ""
        place = f"/api/v1/w/{scene.workspace.slug}/{path}"
        return client.generic(method, place, body, content_type="application/json", headers=head)

    return call


def test_a_newer_playbook_is_a_difference_that_is_chosen_from_and_undone(scene, launch):
    key, day = launch
    client, here = scene.client(scene.bob), f"{scene.url}projects/{key}/newer/"
    assert (
        "Version 2 of this playbook is there." in client.get(f"{scene.url}projects/{key}/").content.decode()
    )
    page = client.get(here)
    offers = {line.one.ref: line.one for line in page.context["offers"]}
    assert {ref: (one.way, one.stands) for ref, one in offers.items()} == {
        "stage:Pilot": ("add", "ready"),
        "check:Pilot/leave/checklist": ("add", "ready"),
        "card:Call the pilots": ("add", "ready"),
        "stage:Prep": ("change", "ready"),
        "stage:Messaging": ("change", "ours"),
        "note:Positioning": ("change", "ready"),
        "review:Weekly account-risk review": ("change", "ready"),
        "message:What changes for you": ("change", "ready"),
        "card:Pictures and help pages": ("remove", "ready"),
    }
    api = caller(scene, scene.bob)
    told = api("GET", f"projects/{key}/playbook/newer").json()
    assert [one["ref"] for one in told["offers"]] == list(offers)
    with scene.inside():
        before = picture(key)
    usual = [ref for ref, one in offers.items() if one.usual]
    seen = {"text": page.context["found"].mark, "take": usual}
    assert client.post(here, {**seen, "text": "1-old"}).status_code == 422
    assert client.post(here, {**seen, "take": ["stage:Nowhere"]}).status_code == 422
    with scene.inside():
        assert picture(key) == before, "what is refused changes nothing"
    answer = client.post(here, seen)
    assert answer.status_code == 302, answer.content.decode()
    with scene.inside(scene.bob):
        stages = [stage.title for stage in Stage.objects.filter(removed_at=None).order_by("position")]
        assert stages == ["Prep", "Messaging", "Creative", "Enablement", "Pilot", "Launch", "Follow-up"]
        rules = dict(Stage.objects.values_list("title", "exit_rule"))
        assert rules["Prep"] == "Owner, day, next step and cohort are there."
        assert rules["Messaging"] == "Our lawyer has seen it.", "theirs stays"
        assert Check.objects.filter(stage__title="Pilot", kind="checklist", on=True, removed_at=None).exists()
        card = Card.objects.get(task__title="Call the pilots")
        assert (card.stage.title, card.task.owner) == ("Prep", scene.bob), "Pilot does not let it in yet"
        assert card.task.due_on == day - timedelta(days=7)
        assert Task.objects.get(title="Pictures and help pages").removed_at is not None
        assert Cadence.objects.get(kind="weekly").minutes == 45
        assert "what it is not" in Note.objects.get(kind="positioning").text
        assert Announcement.objects.get(title="What changes for you").due_on == day - timedelta(days=16)
        following = queries.following(Project.objects.get())
        assert following.version == 2
    assert "This project is up to date" in client.get(here).content.decode()
    assert api("GET", f"projects/{key}/playbook").json()["newer"] is None
    assert api("GET", f"projects/{key}/playbook/newer").status_code == 404
    with scene.inside(scene.bob):
        undoing.undo(undoing.last().batch)
    with scene.inside():
        assert picture(key) == before
    taken = api("POST", f"projects/{key}/playbook/newer", {"text": told["text"], "take": ["stage:Messaging"]})
    assert taken.json() == {"taken": 1, "version": 2}
    with scene.inside():
        assert Stage.objects.get(title="Messaging").exit_rule == "Two have approved the words."
        assert not Stage.objects.filter(title="Pilot", removed_at=None).exists()


def test_a_stage_that_the_newer_text_calls_otherwise_stays_with_its_cards_and_checks(scene):
    """It is known by its key, which is its first name where the older text gave it none."""
    with scene.inside():
        book = verbs.copy_playbook("launch-plan")
        project = verbs.start_project(book.key, verbs.Wishes(title="Spring", owner=scene.alice))
        edit_boards([(Board.objects.get(), {"skipping": "free"})])
        text = book.text.replace("    - title: Prep\n", "    - title: Getting ready\n      key: prep\n", 1)
        text = text.replace("    - title: Follow-up\n", "    - title: After it\n      key: follow-up\n", 1)
        more = "checks:\n        - {side: leave, kind: checklist}\n        - {side: leave, kind: fields,"
        text = text.replace("checks:\n        - {side: leave, kind: fields,", more, 1)
        text = text.replace("cards:\n  -", "cards:\n  - {title: Thank everybody, stage: After it}\n  -", 1)
        here = dict(Card.objects.values_list("key", "stage_id"))
        verbs.edit_playbook(book, {"text": text})
        row = queries.following(project)
        found = updating.newer(row)
        offers = {one.ref: (one.way, one.title) for one in found.offers}
        assert offers == {
            "stage:Prep": ("change", "Getting ready"),
            "stage:Follow-up": ("change", "After it"),
            "check:Prep/leave/checklist": ("add", "checklist"),
            "card:Thank everybody": ("add", "Thank everybody"),
        }
    page = scene.client(scene.alice).get(f"{scene.url}projects/{project.key}/newer/").content.decode()
    assert "Getting ready" in page and "Goes" not in page
    with scene.inside():
        verbs.take_over(row, [ref for ref in offers if ref != "stage:Follow-up"], text=found.mark)
        stages = [stage.title for stage in Stage.objects.filter(removed_at=None).order_by("position")]
        assert stages == ["Getting ready", "Messaging", "Creative", "Enablement", "Launch", "Follow-up"]
        now = dict(Card.objects.values_list("key", "stage_id"))
        assert here.items() <= now.items(), "every card is where it was"
        assert Card.objects.get(task__title="Thank everybody").stage.title == "Follow-up", (
            "its name was not taken"
        )
        kinds = Check.objects.filter(stage__title="Getting ready", removed_at=None).values_list(
            "kind", flat=True
        )
        assert sorted(kinds) == ["checklist", "fields"]
        assert updating.newer(queries.following(project)) is None


PIECES = (
    ("assumptions:\n", "assumptions:\n  - {title: Vouchers work abroad, owner: delivery, due: -22, impact: 4, cost: 1}\n"),
    ("owner: support, due: -30, impact: 5, cost: 2,", "owner: support, due: -28, impact: 5, cost: 3,"),
    ("owner: delivery, due: -26, impact: 5, cost: 3,", "owner: delivery, due: -26, impact: 4, cost: 3,"),
    ("On launch day a handoff", "Two days before the launch a handoff"),
    ("shown_by: test, test: Launch-critical paths}", "shown_by: metric, measure: Paths that hold}"),
    ("signals:\n", "signals:\n  - {title: The pilot holds, stage: Pilot, owner: delivery, due: -15, shown_by: test, test: Pilot}\n"),
    ("    - title: Approve\n", "    - title: Pilot\n      exit_rule: It holds.\n    - title: Approve\n"),
    ("measures:\n", "measures:\n  - {title: Paths that hold, owner: delivery, unit: paths, target: 9}\n"),
)  # fmt: skip
GONE = ("Buyers understand the change without a call", "Less is raised than before")


def test_assumptions_drills_and_signals_of_a_newer_playbook_are_offered_too(scene):
    """Added, changed and taken out as all else; what was answered since is not asked anew."""
    with scene.inside():
        book = verbs.copy_playbook("ecommerce-launch-readiness")
        day = today() + timedelta(days=42)
        wishes = verbs.Wishes(
            title="Spring", go_live_on=day, owner=scene.alice, workflow_owner=scene.bob, weekends="falls"
        )
        project = verbs.start_project(book.key, wishes)
        tested = Assumption.objects.get(title="Exceptions can be validated before go-live")
        edit_assumptions([(tested, {"state": "validated"})], from_file=True)
        text = book.text
        for was, to in PIECES:
            assert text.count(was) == 1, was
            text = text.replace(was, to)
        text = "".join(
            line for line in text.splitlines(keepends=True) if not any(one in line for one in GONE)
        )
        verbs.edit_playbook(book, {"text": text})
        before = pieces_here()
    client, here = scene.client(scene.bob), f"{scene.url}projects/{project.key}/newer/"
    page = client.get(here)
    offers = {line.one.ref: line.one for line in page.context["offers"]}
    assert {ref: one.way for ref, one in offers.items()} == {
        "stage:Pilot": "add",
        "measure:Paths that hold": "add",
        "assumption:Vouchers work abroad": "add",
        "assumption:Support and delivery can answer with the people there are": "change",
        "assumption:Buyers understand the change without a call": "remove",
        "drill:A late problem between product and growth": "change",
        "signal:The pilot holds": "add",
        "signal:The launch-critical paths work as they were decided": "change",
        "signal:Less is raised than before": "remove",
    }
    assert (
        "Acceptance signal" in page.content.decode() and "Two days before the launch" in page.content.decode()
    )
    mark = page.context["found"].mark
    took = [ref for ref in offers if ref.partition(":")[0] in ("assumption", "drill", "signal")]
    assert client.post(here, {"text": mark, "take": took}).status_code == 302
    with scene.inside():
        pilot = Signal.objects.get(title="The pilot holds")
        assert (pilot.stage.title, pilot.test, pilot.owner) == ("Pilot", "Pilot", scene.bob), (
            "its stage came along"
        )
        assert pilot.due_on == day - timedelta(days=15)
        paths = Signal.objects.get(title="The launch-critical paths work as they were decided")
        assert (paths.kind, paths.metric.name) == ("metric", "Spring: Paths that hold"), (
            "and so did its metric"
        )
        asked = Assumption.objects.get(title="Support and delivery can answer with the people there are")
        assert (asked.cost, asked.due_on) == (3, day - timedelta(days=28))
        assert Assumption.objects.get(title="Vouchers work abroad").subject == f"project:{project.key}"
        assert Drill.objects.get().scenario.startswith("Two days before")
        assert Assumption.objects.get(pk=tested.pk).impact == 5, "answered, and so left alone"
        gone = [*Assumption.objects.exclude(removed_at=None), *Signal.objects.exclude(removed_at=None)]
        assert {row.title for row in gone} == set(GONE)
        assert updating.newer(queries.following(project)) is None
    with scene.inside(scene.bob):
        undoing.undo(undoing.last().batch)
        assert pieces_here() == before


def pieces_here():
    return {
        *Assumption.objects.filter(removed_at=None).values_list("title", "cost", "due_on"),
        *Drill.objects.filter(removed_at=None).values_list("title", "scenario", "state"),
        *Signal.objects.filter(removed_at=None).values_list("title", "kind", "metric"),
    }


def picture(key):
    """All that a playbook has made in the project, as plain values."""
    project = Project.objects.get(key=key)
    return {
        "stages": list(
            Stage.objects.filter(removed_at=None).order_by("position").values_list("title", "exit_rule")
        ),
        "tasks": set(Task.objects.filter(removed_at=None).values_list("title", "due_on")),
        "checks": Check.objects.filter(removed_at=None, stage__removed_at=None).count(),
        "notes": set(Note.objects.filter(removed_at=None).values_list("title", "text")),
        "rhythm": set(Cadence.objects.filter(removed_at=None).values_list("title", "minutes")),
        "said": set(Announcement.objects.filter(removed_at=None).values_list("title", "due_on")),
        "version": queries.following(project).version,
    }


def test_what_a_playbook_has_caught_and_what_it_only_cost_is_said_with_its_cards(scene, launch):
    key, _day = launch
    call = caller(scene, scene.bob)
    with scene.inside():
        board = Project.objects.get(key=key)
        stages = {stage.title: stage for stage in Stage.objects.filter(board__project=board)}
        cards = list(Card.objects.filter(stage=stages["Prep"]).order_by("pk").values_list("key", flat=True))[
            :4
        ]
        Task.objects.filter(key__in=cards).update(next_action="")
        moves = f"boards/{stages['Prep'].board.key}/moves"
    goes = stages["Messaging"].key
    for one in cards:
        assert call("POST", moves, {"cards": [one], "stage": goes}).status_code == 409
    for one in cards[:3]:
        through = {"cards": [one], "stage": goes, "override": True, "reason": "No time"}
        assert call("POST", moves, through).status_code == 200
    book = library_key(scene)
    [found] = call("GET", f"library/playbooks/{book}/lessons").json()["lessons"]
    assert (found["advice"], found["reason"], found["title"]) == ("shorten", "let_through", "fields")
    assert found["numbers"] == {"asked": 7, "stopped": 4, "righted": 0, "through": 3}
    assert set(found["records"]) == {f"card:{one}" for one in cards[:3]}
    page = scene.client(scene.bob).get(f"{scene.url}playbooks/{book}/").content.decode()
    assert "3 of them were let through all the same" in page
    with scene.inside():
        Task.objects.filter(key=cards[3]).update(next_action="Write")
    assert call("POST", moves, {"cards": [cards[3]], "stage": goes}).status_code == 200
    [found] = call("GET", f"library/playbooks/{book}/lessons").json()["lessons"]
    assert found["advice"] == "shorten", "three let through weigh more than one put right"


def library_key(scene):
    with scene.inside():
        return Playbook.objects.get().key


def test_every_shipped_playbook_differs_in_nothing_from_itself():
    for there in library.shipped().values():
        book = there.book
        beside = sum(len(getattr(book, name)) for name in BESIDE.values())
        beside -= sum(1 for one in book.measures if not one.owner)
        assert len(parts(book)) == len(book.stages) + sum(
            len(stage.checks) for stage in book.stages
        ) + beside + len(book.pieces)
        assert offers(book, book, {}) == []


def test_a_program_follows_furnishes_keeps_views_and_makes_feeds(scene):
    call, other = caller(scene, scene.bob), caller(scene, scene.ada)
    assert call("POST", "projects", {"key": "plain", "title": "Plain"}).status_code == 201
    made = call("POST", "projects/plain/boards", {"playbook": "launch-plan"})
    assert made.status_code == 201
    assert made.json()["owner"] == "bob"
    board = made.json()["key"]
    stages = call("GET", f"stages?board={board}").json()["items"]
    assert len(stages) == 6
    assert call("GET", "projects/plain/playbook").status_code == 404
    assert call("POST", "projects/plain/playbook", {"playbook": "launch-plan"}).json() == {
        "playbook": "launch-plan",
        "version": 1,
        "newer": None,
    }
    assert call("POST", "projects/plain/playbook", {"playbook": "launch-plan"}).status_code == 422
    views = f"boards/{board}/views"
    kept = call("POST", views, {"title": "Mine", "query": "?owner=bob&nonsense=1&view=list"}).json()
    assert kept["query"] == "owner=bob&view=list"
    assert other("GET", views).json() == {"views": []}, "a view is one's own until it is shared"
    assert other("PATCH", f"{views}/{kept['key']}", {"title": "Hers"}).status_code == 404
    assert call("PATCH", f"{views}/{kept['key']}", {"shared": True}).json()["shared"] is True
    assert [one["title"] for one in other("GET", views).json()["views"]] == ["Mine"]
    assert other("DELETE", f"{views}/{kept['key']}").status_code == 403, "whose it is takes it away"
    assert call("DELETE", f"{views}/{kept['key']}").status_code == 204
    feed = call("POST", "calendar/feed", {"project": "plain"})
    address = feed.json()["address"]
    assert feed.headers["Cache-Control"] == "no-store"
    path = "/feed/" + address.partition("/feed/")[2]
    assert scene.client().get(path).status_code == 200
    assert call("GET", "calendar/feed?project=plain").json()["project"] == "plain"
    assert call("GET", "calendar/feed").status_code == 404
    assert call("DELETE", "calendar/feed?project=plain").status_code == 204
    assert scene.client().get(path).status_code == 404
