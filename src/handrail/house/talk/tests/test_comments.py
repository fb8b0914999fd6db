"""Comments: whose words they are, who is told, who may see them, and the same by page, API and search."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from handrail.house.ledger import undoing
from handrail.house.ledger.sweeps import serve_workspace
from handrail.house.nudges.models import Nudge
from handrail.house.search.queries import search
from handrail.house.talk import commenting as verbs
from handrail.house.talk import mentions, queries
from handrail.house.talk.models import Comment
from handrail.kit import marks
from handrail.kit.refusals import Invalid, NotAllowed
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer
from handrail.record.projects import verbs as projects
from handrail.record.projects.models import Board, Card, Project, Stage
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task

PEOPLE = {"mara-adeyemi": "Mara Adeyemi", "bob": "Bob", "mara": "Mara Lind", "bob-2": "Bob"}
TAG = re.compile(r"</?([a-z]+)([^>]*)>")
FINE = re.compile(r' (?:href="(?:https?:|mailto:)[^"]*"|rel="[a-z ]+"|start="\d+")')


@given(st.text(alphabet="@*_`<>[]()!#&\"'= \n:/.-amrbojvscritphlnd", max_size=80))
@example("[x](javascript:alert(1)) <img src=x onerror=alert(1)> ![a](http://b) <svg/onload=1>")
@example('[a](https://a.example "x onmouseover=1") <https://a.example/\'> @bob&lt;b&gt;')
def test_whatever_is_written_becomes_harmless_markup(text):
    drawn = marks.html(text, PEOPLE | {"bob": "<script>Bob"})
    for name, rest in TAG.findall(drawn):
        assert name in marks.TAGS
        assert FINE.sub("", rest) in ("", " /"), rest
    assert re.search(r"<(?!/?[a-z]+[ />])", drawn) is None


@given(
    st.lists(
        st.sampled_from([*PEOPLE.values(), "@", " ", "x", ".", "`", "\n", "@mara", "@bob", "a@bob"]),
        max_size=12,
    )
)
def test_who_is_named_for_sure_stands_by_their_key_and_stays(parts):
    once = mentions.settled("".join(parts), PEOPLE)
    assert mentions.settled(once, PEOPLE) == once
    assert set(mentions.keys(once, PEOPLE)) <= set(PEOPLE)


def test_names_as_people_type_them():
    said = "@Mara Adeyemi, @Mara LIND and @Bob: see `@mara`. a@bob.example @mara-adeyemi."
    settled = mentions.settled(said, PEOPLE)
    # two are called Bob; "bob" is a key and "Bob" is not
    assert settled == "@mara-adeyemi, @mara and @Bob: see `@mara`. a@bob.example @mara-adeyemi."
    assert mentions.keys(settled, PEOPLE) == ["mara-adeyemi", "mara"]
    assert marks.html(settled, PEOPLE).count("<b>@Mara Adeyemi</b>") == 2
    shown = marks.html(
        "See https://a.example/x?y=1&z=2. [https://b.example](https://c.example) (http://d.example)"
    )
    assert re.findall(r'href="([^"]*)"', shown) == [
        "https://a.example/x?y=1&amp;z=2",
        "https://c.example",
        "http://d.example",
    ]
    assert mentions.settled("@bo @Mara @ @@", {"mara": "Mara Lind"}) == "@bo @mara @ @@"


@pytest.fixture
def place(scene):
    with scene.inside():
        acme = customers.add_customers([Customer(key="acme", name="Acme", owner=scene.alice)])[0]
        tasks.add_tasks([Task(key="call", title="Call them", customer=acme, owner=scene.bob)])
    return scene


def say(text: str, **more) -> Comment:
    return verbs.add_comments([Comment(**{"subject": "task:call", "text": text} | more)])[0]


def told(member) -> list[tuple[str, str]]:
    rows = Nudge.objects.filter(recipient=member, name="comment.said", done_at=None).order_by("pk")
    return [(row.reason, row.params["words"]) for row in rows]


def test_who_is_named_is_told_once_and_only_who_may_see_it(place):
    with place.inside(place.ada):
        first = say("@Bob @alice @ada @gita look **here**")
        assert (first.told, first.untold) == (("Alice", "Bob"), ())  # not oneself, and no guest
        verbs.edit_comment(first, {"text": "@bob look, @alice too"})
        assert told(place.bob) == [
            (
                "%(who)s mentioned you: “%(words)s”",
                "@bob @alice @ada @gita look here",
            )
        ]
        assert told(place.gita) == told(place.ada) == []
    with place.inside(place.bob):
        say("On it", parent=Comment.objects.get(pk=first.pk))
        assert told(place.ada) == [("%(who)s answered you: “%(words)s”", "On it")]
    with place.inside(place.alice):
        customers.edit_customer(Customer.objects.get(key="acme"), {"private": True})
        hush = say("@bob @ada hush")
        assert (hush.told, hush.untold) == ((), ("Ada", "Bob"))
        verbs.remove_comments([hush])
    with place.inside(place.bob):
        assert not Comment.objects.exists(), "hidden with the customer"
        with pytest.raises(Invalid, match="not here any more, or you may not see it"):
            say("Hello?")


def test_words_are_their_authors(place):
    with place.inside(place.bob):
        mine = say("Mine")
        batch = undoing.recent()[0].batch
    with place.inside(place.ada):
        theirs = Comment.objects.get(pk=mine.pk)
        with pytest.raises(NotAllowed, match="Only who wrote"):
            verbs.edit_comment(theirs, {"text": "Yours"})
        verbs.resolve_comments([theirs])
        answer = say("Done", parent=theirs)
        for wrong in (
            {"parent": answer},
            {"subject": "customer:acme", "parent": theirs},
            {"text": "  "},
            {"text": "x" * 10_001},
        ):
            with pytest.raises(Invalid):
                say(**{"text": "No"} | wrong)
        with pytest.raises(Invalid, match="This is an answer"):
            verbs.resolve_comments([answer])
        verbs.remove_comments([theirs])
        (thread,) = queries.comments_of("task:call")
        assert (thread.first.removed_at is None, [row.text for row in thread.answers]) == (False, ["Done"])
        verbs.restore_comments([theirs])
    with place.inside(place.bob):
        answer = Comment.objects.get(pk=answer.pk)
        with pytest.raises(NotAllowed):
            verbs.remove_comments([answer])
        verbs.edit_comment(
            Comment.objects.get(pk=mine.pk), {"text": "Mine again", "subject": "customer:acme"}
        )
        row = Comment.objects.get(pk=mine.pk)
        assert (row.text, row.subject, row.edited_at is None) == ("Mine again", "task:call", False)
        undoing.undo(undoing.recent()[0].batch)
        assert Comment.objects.get(pk=mine.pk).text == "Mine"
    assert batch


def test_one_talk_by_page_api_and_search(place):
    """A card and its task are one; what is said on a page is read by a program, found, and gone where it was taken back."""
    with place.inside():
        (project,) = projects.add_projects([Project(title="Launch", owner=place.alice)])
        (board,) = projects.add_boards([Board(project=project, title="Work", owner=place.alice)])
        (stage,) = projects.add_stages([Stage(board=board, title="To do")])
        projects.add_cards([Card(task=Task.objects.get(key="call"), stage=stage)])
    bob, url = place.client(place.bob), place.url
    added = bob.post(
        f"{url}talk/new/?of=card:call", {"text": "Is it @Alice's? zebra", "tell": "ada"}, follow=True
    )
    page = added.content.decode()
    assert "<b>@Alice</b>" in page
    assert "Told: Ada, Alice." in page
    for address in ("cards/call/", "tasks/call/", "talk/?of=task:call"):
        assert "zebra" in bob.get(url + address).content.decode(), address
    head = {"authorization": f"Bearer {place.token(place.ada)}"}
    api = f"/api/v1/w/{place.workspace.slug}/comments"
    (one,) = place.client().get(f"{api}?subject=task:call", headers=head).json()["items"]
    assert (one["by"], one["text"]) == ("bob", "@ada Is it @alice's? zebra")
    body = {"subject": "task:call", "parent": one["key"], "text": "No, mine"}
    assert place.client().post(api, body, content_type="application/json", headers=head).status_code == 201
    wrong = place.client().patch(
        f"{api}/{one['key']}", {"text": "x"}, content_type="application/json", headers=head
    )
    assert wrong.status_code == 403
    settled = place.client().post(
        f"{api}/{one['key']}/resolve", content_type="application/json", headers=head
    )
    assert (settled.status_code, settled.json()["resolved_by"]) == (200, "ada")
    part = bob.get(f"{url}talk/?of=task:call", headers={"hx-request": "true"}).content.decode()
    assert "settled by Ada" in part
    assert "No, mine" in part
    with place.inside(place.ada):
        told_ = Nudge.objects.get(recipient=place.ada)
    gone = place.client(place.ada).get(url + told_.step_path)
    assert gone.headers["Location"].startswith(f"{url}tasks/call/#comment-")
    serve_workspace(place.workspace.pk)
    with place.inside():
        assert [hit.kind for hit in search("zebra").items] == ["comment"]
        tasks.remove_tasks([Task.objects.get(key="call")])
    serve_workspace(place.workspace.pk)
    with place.inside():
        assert search("zebra").items == []
        tasks.restore_tasks([Task.objects.get(key="call")])
        other = customers.add_customers([Customer(key="hush", name="Hush", private=True, owner=place.alice)])[
            0
        ]
        tasks.edit_task(Task.objects.get(key="call"), {"customer": other})
    serve_workspace(place.workspace.pk)
    with place.inside(place.bob):
        assert search("zebra").items == [], "with its task it has come to a private customer"
    refused = bob.post(f"{url}talk/new/?of=task:call", {"text": "x"})
    assert refused.status_code == 404
    mine = place.client(place.alice)
    key = one["key"]
    htmx = {"hx-request": "true"}
    assert mine.post(f"{url}talk/{key}/edit/", {"text": "x"}, headers=htmx).status_code == 403
    answer = mine.post(f"{url}talk/{key}/reopen/", headers=htmx)
    assert json.loads(answer.headers["HX-Trigger"])["toast"]["undo"]
    assert mine.post(f"{url}talk/new/?of=task:call", {"text": " "}, headers=htmx).status_code == 422
    assert 'data-key="alice"' in mine.get(f"{url}talk/people/?q=al", headers=htmx).content.decode()
