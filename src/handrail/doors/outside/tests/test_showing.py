"""What is shared: only to whom, only for how long, and only what is for people outside."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import models
from django.test import Client

from handrail.doors.calendar import feeds
from handrail.house.ledger import write
from handrail.house.ledger.rows import today
from handrail.house.nudges.models import Nudge
from handrail.house.talk import commenting, filing
from handrail.house.talk.models import Attachment, Comment
from handrail.house.talk.tests.files import attach
from handrail.kit import clock
from handrail.kit.refusals import Invalid, NotAllowed
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer
from handrail.record.notes import verbs as notes
from handrail.record.notes.models import Note
from handrail.record.outside import projection, sharing
from handrail.record.outside.models import Share
from handrail.record.projects import verbs as projects
from handrail.record.projects.models import Board, Card, Project, Stage
from handrail.record.rollout import verbs as rollout
from handrail.record.rollout.models import Announcement, Step
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task
from handrail.watch.reviews import verbs as reviews
from handrail.watch.reviews.models import Review

SECRET = "Zanzibar"


@pytest.fixture
def place(scene):
    """A project of a customer with two boards, in which every word that is ours alone is the secret one."""
    with scene.inside():
        (acme,) = customers.add_customers([Customer(key="acme", name=f"{SECRET} Ltd", owner=scene.alice)])
        (project,) = projects.add_projects(
            [Project(key="launch", title="Launch", customer=acme, owner=scene.bob)]
        )
        boards = projects.add_boards(
            [Board(key=key, project=project, title=key.title(), owner=scene.ada) for key in ("work", "other")]
        )
        stages = projects.add_stages([Stage(board=board, title="To do", owner=scene.ada) for board in boards])
        for stage in stages:
            task = Task(key=f"in-{stage.board.key}", title=f"Card of {stage.board.key}", owner=scene.bob)
            projects.add_cards([Card(task=task, stage=stage)])
        for row in (project, *boards, *stages, *Task.objects.all(), *Card.objects.all()):
            fill(row)
        commenting.add_comments([Comment(subject="task:in-work", text=SECRET)])
        attach("task:in-work", f"{SECRET}.txt")
    return scene


def fill(row) -> None:
    texts = [f for f in row._meta.concrete_fields if isinstance(f, models.TextField | models.CharField)]
    ours = [
        f for f in texts if f.name not in type(row).SHARED | {"key", "rank", "owner_gap"} and not f.choices
    ]
    write.change(row, {f.name: f"{SECRET} {f.name}"[: f.max_length or 100] for f in ours})


def share(scene, row: str = "work", who=None, **more) -> tuple[Share, str]:
    with scene.inside(scene.bob):
        model = Project if row == "launch" else Board
        return sharing.share(sharing.Wish(model.objects.get(key=row), who, **more))


def test_by_an_address_somebody_sees_what_is_for_them_and_nothing_else(place):
    made, secret = share(place, label=SECRET)
    visitor, address = Client(), f"/shared/{secret}/"
    page = visitor.get(address)
    html = page.content.decode()
    assert page.status_code == 200
    assert "Launch" in html and "Card of work" in html
    for word in (SECRET, "Card of other", "Alice", "Bob", "Ours", place.workspace.slug, "/w/"):
        assert word not in html, word
    assert (page.headers["Referrer-Policy"], page.headers["X-Robots-Tag"]) == (
        "no-referrer",
        "noindex, nofollow",
    )
    assert visitor.post(address).status_code == 405
    with place.inside(place.bob):
        kept = Share.objects.get()
        assert (kept.visits, kept.last_visit_on, secret in str(vars(kept))) == (1, clock.real().date(), False)
    whole = Client().get(f"/shared/{share(place, 'launch')[1]}/").content.decode()
    assert "Card of work" in whole and "Card of other" in whole and SECRET not in whole

    with place.inside(place.bob):
        sharing.revoke_shares([Share.objects.get(pk=made.pk)])
    over, gone = share(place, days=1), share(place)
    with place.inside():
        Share.objects.filter(pk=over[0].pk).update(expires_at=clock.real() - timedelta(seconds=1))
    answers = [visitor.get(f"/shared/{one}/") for one in (secret, over[1], "nothing")]
    with place.inside():
        projects.remove_projects(list(Project.objects.all()))
    answers.append(visitor.get(f"/shared/{gone[1]}/"))
    assert {answer.status_code for answer in answers} == {404}
    assert len({re.sub(rb'"csrf-token" content="[^"]*"', b"", answer.content) for answer in answers}) == 1


@pytest.mark.parametrize("row", ["work", "launch"])
def test_an_address_closes_when_the_customer_becomes_private(place, row):
    """Whoever has it is named nowhere. A guest is seen to by the customer's own list of names."""
    address = f"/shared/{share(place, row)[1]}/"
    assert Client().get(address).status_code == 200
    with place.inside():
        customers.edit_customer(Customer.objects.get(key="acme"), {"private": True})
    assert Client().get(address).status_code == 404
    with place.inside():
        assert not sharing.live(), "and the page for sharing no longer calls it open"


def test_a_guest_sees_what_is_shared_with_them_and_nothing_else(place):
    gita, url = place.client(place.gita), place.url
    assert "Nothing is shared with you" in gita.get(f"{url}shared/").content.decode()
    made, secret = share(place, who=place.gita)
    assert secret == ""
    assert gita.get("/").headers["Location"] == f"{url}shared/"
    assert "Work" in gita.get(f"{url}shared/").content.decode()
    html = gita.get(f"{url}shared/{made.key}/").content.decode()
    assert "Card of work" in html and "Card of other" not in html and SECRET not in html
    for page in (
        "boards/work/",
        "projects/launch/",
        "tasks/in-work/",
        "talk/?of=task:in-work",
        "files/",
        "boards/work/share/",
    ):
        assert gita.get(url + page).status_code == 403, page
    for who in (place.bob, place.ada):
        assert place.client(who).get(f"{url}shared/{made.key}/").status_code == 404, "it is for her"
    with pytest.raises(Invalid, match="already"):
        share(place, who=place.gita)
    with pytest.raises(Invalid, match="is no guest"):
        share(place, who=place.ada)
    with place.inside(place.alice):
        customers.edit_customer(Customer.objects.get(), {"private": True, "insiders": ["bob"]})
    assert gita.get(f"{url}shared/{made.key}/").status_code == 404, "a private customer is hidden from her"
    with pytest.raises(Invalid, match="may not see this customer"):
        share(place, "launch", who=place.gita)


def test_who_may_share_and_the_page_for_it(place):
    with place.inside():
        Project.objects.update(owner=place.alice)
    with pytest.raises(NotAllowed):
        share(place)
    bob, ada, url = place.client(place.bob), place.client(place.ada), f"{place.url}boards/work/share/"
    assert bob.post(url, {"way": "address", "days": "7"}).status_code == 403
    assert "Make an address" not in bob.get(url).content.decode()
    for wrong in ({"days": "0"}, {"days": "x"}, {"days": "999"}, {"way": "person", "member": "bob"}):
        assert ada.post(url, {"way": "address"} | wrong).status_code == 422
    made = ada.post(url, {"way": "address", "days": "7", "label": "Ida"})
    (address,) = re.findall(r"/shared/[\w-]+/", made.content.decode())
    assert made.headers["Cache-Control"] == "no-store"
    assert Client().get(address).status_code == 200
    assert ada.post(url, {"way": "person", "member": "gita"}).status_code == 302
    page = ada.get(f"{place.url}projects/launch/share/").content.decode()
    assert "Ida" in page and "Gita" in page and address not in page
    with place.inside():
        keys = list(Share.objects.values_list("key", flat=True))
    assert bob.post(f"{place.url}shares/{keys[0]}/revoke/").status_code == 403
    assert ada.post(f"{place.url}shares/{keys[0]}/revoke/").status_code == 302
    assert Client().get(address).status_code == 404


def test_a_note_that_is_shared(place):
    with place.inside(place.bob):
        (note,) = notes.add_notes([Note(title="How we start", text="Read **this** <b>", owner=place.bob)])
        write.change(note, {"fields": {"ours": SECRET}})
        _made, secret = sharing.share(sharing.Wish(note))
    with place.inside(place.bob):
        sharing.share(sharing.Wish(Note.objects.get(), place.gita))
    html = Client().get(f"/shared/{secret}/").content.decode()
    assert (
        "<h1>How we start</h1>" in html and "<strong>this</strong> &lt;b&gt;" in html and SECRET not in html
    )
    listed = place.client(place.gita).get(f"{place.url}shared/").content.decode()
    assert "How we start" in listed
    page = place.client(place.bob).get(f"{place.url}notes/{note.key}/share/").content.decode()
    assert "Gita" in page and "looked at 1 time" in page
    with place.inside(place.bob):
        notes.remove_notes([Note.objects.get()])
    assert Client().get(f"/shared/{secret}/").status_code == 404


def test_sharing_by_a_program(place):
    head = {"authorization": f"Bearer {place.token(place.ada)}"}
    api, body = f"/api/v1/w/{place.workspace.slug}", {"content_type": "application/json", "headers": head}
    for wrong in ({}, {"board": "work", "project": "launch"}, {"board": "work", "member": "bob"}):
        assert Client().post(f"{api}/shares", wrong, **body).status_code == 422
    made = Client().post(f"{api}/shares", {"board": "work", "days": 3}, **body)
    assert (made.status_code, made.headers["Cache-Control"]) == (201, "no-store")
    path = made.json()["address"].partition("/shared/")[2]
    assert Client().get(f"/shared/{path}").status_code == 200
    (listed,) = Client().get(f"{api}/projects/launch/shares", headers=head).json()["items"]
    assert (listed["visits"], listed["address"]) == (1, None)
    assert Client().get(f"{api}/boards/work/shares", headers=head).json()["items"] == [listed]
    assert Client().get(f"{api}/boards/other/shares", headers=head).json()["items"] == []
    with place.inside(place.ada):
        notes.add_notes([Note(key="start", title="How we start", owner=place.ada)])
    Client().post(f"{api}/shares", {"note": "start", "days": 3}, **body)
    (of_note,) = Client().get(f"{api}/notes/start/shares", headers=head).json()["items"]
    assert (of_note["note"], of_note["board"]) == ("start", None)
    assert Client().post(f"{api}/shares/{listed['key']}/revoke", {}, **body).status_code == 200
    assert Client().get(f"/shared/{path}").status_code == 404


def test_what_is_internal_can_not_be_asked_for(place):
    with place.inside():
        with pytest.raises(projection.Internal, match="next_action"):
            projection.shown(Task.objects.first(), ("title", "next_action"))


def test_cards_of_other_customers_never_leave(scene):
    with scene.inside():
        (project,) = projects.add_projects([Project(key="p", title="House", owner=scene.bob)])
        (board,) = projects.add_boards([Board(key="work", project=project, title="Work", owner=scene.bob)])
        (stage,) = projects.add_stages([Stage(board=board, title="To do")])
        (acme,) = customers.add_customers([Customer(name="Acme", owner=scene.alice)])
        projects.add_cards([Card(task=Task(title="Ours"), stage=stage)])
        projects.add_cards([Card(task=Task(title=SECRET, customer=acme), stage=stage)])
    html = Client().get(f"/shared/{share(scene)[1]}/").content.decode()
    assert "Ours" in html and SECRET not in html


def test_cards_that_are_too_many_are_told(place, monkeypatch):
    with place.inside():
        first = Card.objects.get(key="in-work")
        projects.add_cards([Card(task=Task(title=f"More {n}"), stage=first.stage) for n in range(3)])
    address = f"/shared/{share(place)[1]}/"
    assert "not shown here" not in Client().get(address).content.decode()
    monkeypatch.setattr(projection, "MOST", 2)
    html = Client().get(address).content.decode()
    assert "2 more cards are not shown here." in html and html.count("More ") == 1


def test_a_feed_of_one_project(place):
    with place.inside(place.bob):
        project = Project.objects.get()
        soon = today() + timedelta(days=9)
        projects.edit_project(project, {"by_on": soon})
        for key in ("in-work", "in-other"):
            tasks.edit_task(Task.objects.get(key=key), {"due_on": soon})
        tasks.add_tasks([Task(title="Elsewhere", due_on=soon, owner=place.bob)])
        rollout.add_steps([Step(project=project, customer=project.customer, step="told", due_on=soon)])
        rollout.add_announcements([Announcement(project=project, title="It is coming", due_on=soon)])
        meeting = Review(project=project, title="Launch together", at=clock.now() + timedelta(days=9))
        other = Review(project=None, title="Elsewhere too", at=meeting.at)
        reviews.add_reviews([meeting, other])
    page = f"{place.url}projects/launch/feed/"
    made = place.client(place.bob).post(page)
    (address,) = re.findall(r"/feed/[\w-]+/handrail.ics", made.content.decode())
    body = Client().get(address).content.decode()
    assert "Card of work" in body and "Card of other" in body and "Project outcome: Launch" in body
    for said in ("Rollout: Launch: tell them", "Message: It is coming", "Review: Launch together"):
        assert said in body, said
    assert "Elsewhere" not in body
    with place.inside(place.bob):
        assert feeds.feed_of(place.bob) is None, "one's own feed is another"
    assert place.client(place.bob).post(page, {"withdraw": "1"}).status_code == 302
    assert Client().get(address).status_code == 404


def test_comments_and_files_leave_only_where_the_sharer_says_so_and_only_those_that_are_marked(place):
    bare, with_talk = share(place)[1], share(place, talk="write", files=True, label="Ines")[1]
    read_only = share(place, talk="read")[1]
    guest = share(place, "launch", place.gita, talk="write", files=True)[0]
    with place.inside(place.bob):
        told = [Comment(subject="task:in-work", text="We are *ready*", shared=True)]
        told += [Comment(subject="task:in-other", text=f"{SECRET} too", shared=True)]
        commenting.add_comments(told)
        hidden = Attachment.objects.get()
        shown = attach("task:in-work", "Plan.txt", b"the plan")
        filing.edit_attachments([(shown, {"shared": True})])
    visitor = Client()
    page = visitor.get(f"/shared/{with_talk}/").content.decode()
    assert "We are <em>ready</em>" in page and "Bob" in page and "Plan.txt" in page
    assert SECRET not in page, "what is ours, and what is said of the other board, stays"
    for secret in (bare, read_only):
        other = visitor.get(f"/shared/{secret}/").content.decode()
        assert "Plan.txt" not in other and "<textarea" not in other
        assert ("We are" in other) is (secret == read_only)
        assert visitor.get(f"/shared/{secret}/files/{shown.key}/").status_code == 404
        assert visitor.post(f"/shared/{secret}/", {"name": "Eve", "text": "x"}).status_code == 405
    got = visitor.get(f"/shared/{with_talk}/files/{shown.key}/")
    assert b"".join(got.streaming_content) == b"the plan"
    assert got.headers["Content-Disposition"].startswith("attachment")
    assert visitor.get(f"/shared/{with_talk}/files/{hidden.key}/").status_code == 404
    here = f"/shared/{with_talk}/"
    assert visitor.post(here, {"name": "", "text": "Hi"}).status_code == 422
    assert visitor.post(here, {"name": "Bot", "text": "Buy", "website": "x"}).status_code == 302
    assert visitor.post(here, {"name": "Ines\0", "text": "Thanks @Bob, @ada"}).status_code == 302
    gita, home = place.client(place.gita), f"{place.url}shared/{guest.key}/"
    assert SECRET in gita.get(home).content.decode(), (
        "the whole project is shared with her, the other board too"
    )
    assert gita.post(home, {"text": "And mine"}).status_code == 302
    assert gita.get(f"{home}files/{shown.key}/").status_code == 200
    with place.inside(place.bob):
        [ines] = Comment.objects.filter(voice="Ines")
        assert (ines.subject, ines.by, ines.shared, ines.text) == (
            "board:work", None, True, "Thanks @Bob, @ada",
        )  # fmt: skip
        mine = Comment.objects.get(text="And mine")
        assert (mine.subject, mine.by, mine.shared) == ("project:launch", place.gita, True)
        assert Comment.objects.filter(text="Buy").count() == 0
        heard = set(Nudge.objects.filter(name="comment.said").values_list("recipient__name", flat=True))
        assert heard == {"Bob", "Ada"}, (
            "who shares it and who owns it; naming somebody outside-in reaches nobody"
        )
    team = place.client(place.bob)
    panel = team.get(f"{place.url}talk/?of=task:in-work").content.decode()
    assert "Write to people outside" in panel and "Hide outside" in panel
    assert "Ines" in team.get(f"{place.url}talk/?of=board:work").content.decode()
    with place.inside(place.bob):
        own = Comment.objects.get(text="We are *ready*").key
    team.post(f"{place.url}talk/{own}/hide/")
    assert "We are" not in visitor.get(here).content.decode()
    with place.inside(place.ada):
        with pytest.raises(NotAllowed, match="show it to people outside"):
            commenting.show_comments([Comment.objects.get(key=own)])
    with place.inside():
        customers.edit_customer(Customer.objects.get(), {"private": True})
    assert gita.get(home).status_code == 404
    assert visitor.get(here).status_code == 404
