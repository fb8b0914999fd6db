"""The pages of people: members, roles, teams, books, private customers, several workspaces."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client, override_settings

from handrail.doors.desk import roles
from handrail.house.access import verbs as access
from handrail.house.access.entry import LADDER, declared
from handrail.house.people import leaving, members
from handrail.house.people.books import Wishes
from handrail.house.workspaces.models import Member, Team
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer, TeamPlace
from handrail.record.projects import verbs as projects
from handrail.record.projects.models import Project
from handrail.record.projects.tests.setting import build
from handrail.record.rollout import verbs as rollout
from handrail.record.rollout.models import Announcement, Step
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task


@pytest.fixture
def place(scene):
    with scene.inside():
        customers.add_customers(
            [
                Customer(key="a", name="Of Alice", owner=scene.alice),
                Customer(key="b", name="Of Bob", owner=scene.bob),
                Customer(key="c", name="Of Ada", owner=scene.ada),
            ]
        )
        tasks.add_tasks(
            [Task(key="call", title="Call", owner=scene.bob, customer=Customer.objects.get(key="b"))]
        )
    return scene


PAGES = ["members/", "members/?q=bob&sort=-role", "members/roles/", "members/teams/", "members/people/bob/",
         "members/people/bob/leave/", "books/", "books/bob/", "books/bob/hand-over/", "customers/b/private/"]  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_there_for_owner_and_member(place, page):
    for member in (place.alice, place.bob):
        assert place.client(member).get(place.url + page).status_code == 200, page


def names(client, address: str) -> set[str]:
    return {row["customer"].name for row in client.get(address).context["rows"]}


def test_customers_begin_with_ones_own_book_where_there_is_one(place):
    url = place.url + "customers/"
    assert names(place.client(place.bob), url) == {"Of Bob"}
    assert names(place.client(place.bob), url + "?owner=all") == {"Of Alice", "Of Bob", "Of Ada"}
    with place.inside():
        cleo = access.add_member(
            "Cleo",
            "cleo@example.com",
            user=access.find_or_add_user(f"cleo-{place.workspace.slug}@example.com"),
        )
    assert names(place.client(cleo), url) == {"Of Alice", "Of Bob", "Of Ada"}


def test_my_team_is_who_shares_it_and_who_reports_to_me(place):
    with place.inside():
        (team,) = members.add_teams([Team(name="West")])
        members.put_in_team(team, [Member.objects.get(pk=place.bob.pk), Member.objects.get(pk=place.ada.pk)])
        members.edit_member(
            Member.objects.get(pk=place.ada.pk), {"manager": Member.objects.get(pk=place.alice.pk)}
        )
    url = place.url + "customers/?owner=team"
    assert names(place.client(place.bob), url) == {"Of Bob", "Of Ada"}
    assert names(place.client(place.alice), url) == {"Of Alice", "Of Ada"}
    today = place.client(place.bob).get(place.url + "?for=team")
    assert sum(part["value"] for part in today.context["meter"]) == 2


def test_the_roles_page_says_what_the_guards_say(place):
    """Every guarded page stands in a line whose least role is its own: the table can not promise another."""
    told = {(str(line.words), line.least) for line in roles.abilities()}
    for route, name, view in roles.views():
        if route.startswith(roles.WORKSPACE) and declared(view) in LADDER:
            least = declared(view)
            assert (str(roles.words(route, name, least)), least) in told, route
    page = place.client(place.bob).get(place.url + "members/roles/").content.decode()
    for line in roles.abilities():
        assert str(line.words).replace("’", "’") in page.replace("&#x27;", "'").replace("&amp;", "&")
    assert ("Invite people, up to the own role", "admin") in told


def test_an_owner_is_invited_and_changed_on_the_page(place):
    client = place.client(place.alice)
    answer = client.post(
        place.url + "members/invite/", {"emails": "n@example.com", "role": "member", "way": "link"}
    )
    link = re.search(r"/join/[\w-]+", answer.content.decode())[0]
    assert Client().get(link).status_code == 200
    assert link not in client.get(place.url + "members/").content.decode(), "shown once"
    bad = client.post(place.url + "members/invite/", {"emails": "nonsense", "role": "member"})
    assert (bad.status_code, b"is not an e-mail address" in bad.content) == (422, True)
    answer = client.post(
        place.url + "members/people/bob/",
        {"name": "Bob", "role": "admin", "job": "CSM", "team": "", "manager": "ada"},
    )
    assert answer.status_code == 302
    with place.inside():
        bob = Member.objects.get(pk=place.bob.pk)
        assert (bob.role, bob.job, bob.manager_id) == ("admin", "CSM", place.ada.pk)


def test_a_book_is_handed_over_and_back_on_the_page(place):
    client = place.client(place.bob)
    answer = client.post(
        place.url + "books/bob/hand-over/",
        {"to": "ada", "for": "cover", "until": "2099-01-01", "reason": "Sea"},
    )
    assert answer.status_code == 302
    page = client.get(place.url + "books/bob/").content.decode()
    assert "Sea" in page
    key = re.search(r"books/back/([\w-]+)/", page)[1]
    assert client.post(f"{place.url}books/back/{key}/").status_code == 302
    with place.inside():
        assert Task.objects.get(key="call").owner_id == place.bob.pk
    assert "given back" in client.get(place.url + "books/bob/").content.decode()


@pytest.mark.parametrize("until", ["soon", "2020-01-01", "2026-02-31"])
def test_a_day_that_is_none_is_refused_in_place(place, until):
    answer = place.client(place.bob).post(place.url + "books/bob/hand-over/", {"to": "ada", "until": until})
    assert answer.status_code == 422


def test_leaving_shows_all_that_waits_and_ends_at_the_own_workspaces(place):
    client = place.client(place.bob)
    assert b"1 \xc3\x97 task" in client.get(place.url + "members/people/bob/leave/").content
    answer = client.post(place.url + "members/people/bob/leave/", {"to": "ada"})
    assert (answer.status_code, answer["Location"]) == (302, "/workspaces")
    assert client.get("/workspaces").status_code == 200
    assert client.get(place.url).status_code == 404


def test_a_customer_is_made_private_on_its_page(place):
    url = place.url + "customers/b/private/"
    assert place.client(place.bob).post(url, {"private": "on", "insiders": []}).status_code == 302
    assert place.client(place.ada).get(place.url + "customers/b/").status_code == 404
    assert place.client(place.bob).post(url, {"private": "on", "insiders": ["ada"]}).status_code == 302
    page = place.client(place.ada).get(place.url + "customers/b/")
    assert b"Private" in page.content
    assert place.client(place.ada).post(url, {"private": "on", "insiders": ["nobody"]}).status_code == 422


# -- several workspaces -------------------------------------------------------------------------------------


def test_the_workspace_used_last_is_remembered(place):
    with place.elsewhere():
        access.add_member("Bob", place.bob.email, user=place.bob.user)
    client = place.client(place.bob)
    assert client.get("/").status_code == 200, "two, and none was used yet"
    for slug in (place.other.slug, place.workspace.slug):
        assert client.get(f"/w/{slug}/").status_code == 200
        assert client.get("/")["Location"] == f"/w/{slug}/"
    client.get("/w/nowhere/")
    assert client.get("/")["Location"] == place.url


@pytest.mark.parametrize(("setting", "who", "may"), [
    ("OWNERS", "alice", True), ("OWNERS", "bob", False), ("EVERYBODY", "bob", True), ("NOBODY", "alice", False),
])  # fmt: skip
def test_who_opens_a_workspace_is_the_operators_choice(scene, setting, who, may):
    with override_settings(NEW_WORKSPACES=setting):
        client, name = scene.client(getattr(scene, who)), f"Fresh {scene.workspace.slug}"
        answer = client.post("/workspaces", {"name": name})
        assert answer.status_code == (302 if may else 403)
        if may:
            assert client.get(answer["Location"]).status_code == 200
            assert client.post("/workspaces", {"name": name}).status_code == 422, "the address is taken"


def test_who_leaves_while_something_is_hidden_from_them_leaves_all_the_same(place):
    with place.inside():
        customers.edit_customer(Customer.objects.get(key="a"), {"private": True})
    client = place.client(place.bob)
    answer = client.post(place.url + "members/people/bob/leave/", {"to": "ada", "reason": ""})
    assert (answer.status_code, answer["Location"]) == (302, "/workspaces")


# -- who owns the workspace -----------------------------------------------------------------------------------


def role_of(scene, member) -> str:
    with scene.inside():
        return Member.objects.get(pk=member.pk).role


def test_who_owns_the_workspace_is_changed_after_a_fresh_proof_and_by_no_token(scene):
    """At a screen that was left open, and with a token that got about, nobody makes themselves an owner."""
    page, form = f"{scene.url}members/people/bob/", {"name": "Bob", "role": "owner"}
    left_open = scene.client(scene.alice)
    asked = left_open.post(page, form)
    assert asked.status_code == 302 and asked.headers["Location"].startswith("/sign-in/again")
    assert role_of(scene, scene.bob) == "member"
    for path, said in (("members/invite/", {"emails": "x@example.com", "role": "owner", "way": "link"}),
                       ("members/people/alice/leave/", {})):  # fmt: skip
        assert left_open.post(scene.url + path, said).headers["Location"].startswith("/sign-in/again"), path
    assert left_open.post(page, {"name": "Bob", "role": "admin"}).status_code == 302
    assert role_of(scene, scene.bob) == "admin", "other roles need no second look"

    program = {"authorization": f"Bearer {scene.token(scene.alice)}"}
    api = f"/api/v1/w/{scene.workspace.slug}/"
    answer = scene.client().patch(
        f"{api}members/bob", {"role": "owner"}, content_type="application/json", headers=program
    )
    assert (answer.status_code, answer.json()["code"]) == (403, "unproven")

    onward = left_open.post(
        "/sign-in/again", {"password": "a long enough password", "next": asked_for(asked)}
    )
    shown = left_open.get(onward.headers["Location"]).content.decode()
    assert '<option value="owner" selected>' in shown and "Save now to change the role." in shown
    left_open.post(page, form)
    assert role_of(scene, scene.bob) == "owner"


def test_what_a_project_holds_is_listed_with_what_needs_an_owner(place):
    with place.inside():
        row = Customer.objects.get(key="a")
        board = build(place.bob, "Piloting")
        (step,) = rollout.add_steps(
            [Step(project=board.project, customer=row, step="enabled", owner=place.bob)]
        )
        rollout.add_announcements([Announcement(project=board.project, title="Say so", owner=place.bob)])
        leaving.leave(Member.objects.get(pk=place.bob.pk), Wishes())
    client = place.client(place.alice)
    pages = ("projects/spring-checkout/", "boards/launch/", "stages/launch-piloting/")
    listed = {"gaps/": (*pages, f"steps/{step.key}/", "Say so")}
    titles = ("Spring checkout", "Launch", "Piloting", "Of Alice:", "Say so")
    listed["?for=everybody&all=1"] = tuple(f"Name an owner: {title}" for title in titles)
    for path, lines in listed.items():
        page = client.get(place.url + path).content.decode()
        assert not [line for line in lines if line not in page], path
    assert client.post(f"{place.url}boards/launch/edit/owner/", {"owner": "ada"}).status_code == 302
    assert "boards/launch/" not in client.get(f"{place.url}gaps/").content.decode()
    with place.inside():
        projects.edit_project(Project.objects.get(), {"state": "done"})
    for path, lines in listed.items():
        page = client.get(place.url + path).content.decode()
        assert not [line for line in lines if line in page], "what is over keeps no gap"


def asked_for(answer) -> str:
    return parse_qs(urlsplit(answer.headers["Location"]).query)["next"][0]


def test_places_of_who_has_left_are_listed_with_what_needs_an_owner(place):
    with place.inside():
        row = Customer.objects.get(key="a")
        customers.add_team_places(
            [TeamPlace(key="sa", customer=row, member=place.bob, job="Solution architect")]
        )
        leaving.leave(Member.objects.get(pk=place.bob.pk), Wishes())
    client = place.client(place.alice)
    for path in ("gaps/", "?for=everybody&all=1"):
        page = client.get(place.url + path).content.decode()
        assert "Solution architect" in page and "/team-places/sa/" in page, path
    assert client.post(f"{place.url}team-places/sa/edit/member/", {"member": "ada"}).status_code == 302
    assert "Solution architect" not in client.get(f"{place.url}gaps/").content.decode()
    assert "Solution architect" in client.get(f"{place.url}customers/a/").content.decode()
