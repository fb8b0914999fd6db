"""Notes from the page: written about a card, found again, confirmed, and every version of them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handrail.house.ledger.models import Event
from handrail.house.ledger.rows import today
from handrail.house.talk.models import Link
from handrail.kit.refusals import Invalid
from handrail.record.notes import strokes, verbs
from handrail.record.notes.models import Note
from handrail.record.notes.shared import Shared
from handrail.record.plans.models import Outcome
from handrail.record.plans.tests.setting import complete, deal
from handrail.record.projects import verbs as projects
from handrail.record.projects.models import Card
from handrail.record.projects.tests.setting import build
from handrail.ui.markdown import excerpt, rendered


@pytest.fixture
def board(scene):
    with scene.inside():
        made = build(scene.alice, "Prep", "Live")
        made.check(0, "fresh_note", note_kind="support_prep")
        made.card("Macros", owner=scene.alice)
    return made


def text(answer) -> str:
    return answer.content.decode()


def test_a_card_may_not_go_without_a_note_and_the_refusal_leads_to_writing_it(scene, board):
    client = scene.client(scene.alice)
    with scene.inside():
        card = Card.objects.get()
        goal = board.stages[1]
    move = {"card": card.key, "stage": goal.key}
    refused = text(client.post(f"{scene.url}boards/{board.board.key}/move/", move))
    assert "No note of the kind that is asked for is linked with this card." in refused
    where = f"notes/new/?about=card%3A{card.key}&amp;kind=support_prep"
    assert where in refused
    form = text(client.get(f"{scene.url}{where.replace('&amp;', '&')}"))
    assert "It is connected with “Macros”." in form
    assert "What customers will ask" in form, "it begins with the words of its kind"
    day = (today_in(scene) - timedelta(1)).isoformat()
    said = {"title": "How to answer", "owner": scene.bob.key, "fresh_until": day, "text": "Ask **Jo** first"}
    made = client.post(f"{scene.url}{where.replace('&amp;', '&')}", said)
    assert made.status_code == 302, text(made)
    page = text(client.get(f"{scene.url}cards/{card.key}/"))
    assert "How to answer" in page and "not confirmed since" in page and "Ask Jo first" in page
    refused = text(client.post(f"{scene.url}boards/{board.board.key}/move/", move))
    assert "Nobody vouches for “How to answer”" in refused
    assert f"{scene.url}notes/how-to-answer/" in refused
    answer = client.post(f"{scene.url}notes/how-to-answer/confirm/", follow=True)
    assert "Still true: good until" in text(answer)
    with scene.inside():
        assert projects.move_cards([Card.objects.get()], goal) == 1


def today_in(scene):
    with scene.inside():
        return today()


def test_a_check_that_names_no_kind_of_note_is_refused(scene, board):
    with scene.inside(), pytest.raises(Invalid, match="no kind of note"):
        board.check(0, "fresh_note", note_kind="gossip")


def test_a_note_is_written_compared_and_put_back(scene):
    client = scene.client(scene.bob)
    with scene.inside(scene.alice):
        verbs.add_notes([Note(key="n", title="Freeze", kind="account", text="Never on Friday\nAsk Jo")])
    page = text(client.get(f"{scene.url}notes/n/write/"))
    was = '"Never on Friday\\nAsk Jo"'
    assert "Never on Friday" in page
    save = {"text": "Never on Monday\r\nAsk Jo", "was": was, "next": f"{scene.url}notes/n/"}
    assert client.post(f"{scene.url}notes/n/edit/text/", save).status_code == 302
    late = client.post(f"{scene.url}notes/n/edit/text/", {**save, "text": "Never"})
    assert late.status_code == 409 and "Somebody else changed this" in text(late)
    past = text(client.get(f"{scene.url}notes/n/versions/"))
    assert "<del>Friday</del>" in past and "<ins>Monday</ins>" in past and "Bob" in past and "Alice" in past
    first = past.split("Have this version again")[0].rsplit('action="', 1)[1].split('"')[0]
    answer = client.post(first, {"was": '"Never on Monday\\nAsk Jo"'})
    assert answer.status_code == 302
    with scene.inside():
        assert Note.objects.get(key="n").text == "Never on Friday\nAsk Jo"


def test_who_opens_a_note_sees_what_has_just_been_written_in_it(scene):
    with scene.inside(scene.bob):
        (row,) = verbs.add_notes([Note(key="n", title="N", text="One")])
        shared = Shared(data for _pk, data in strokes.opened(row))
        strokes.keep(row, shared.put("One, **two**"), scene.bob)
    client = scene.client(scene.alice)
    for page in ("versions/", "", "write/"):
        assert "two" in text(client.get(f"{scene.url}notes/n/{page}"))
    with scene.inside():
        told = Event.objects.filter(subject_kind="note", subject_id=row.pk).order_by("-id")[0]
    assert told.actor_label == "Bob", "it is told as the writer's, whoever looks"


def test_the_list_is_filtered_by_what_one_looks_for(scene):
    with scene.inside():
        verbs.add_notes(
            [
                Note(title="Old", kind="risk", owner=scene.bob, fresh_until=today() - timedelta(3)),
                Note(title="Good", kind="learning", fresh_until=today() + timedelta(3)),
            ]
        )
    client = scene.client(scene.alice)
    for query, shown in {
        "": "Old Good", "?fresh=stale": "Old", "?fresh=fresh": "Good", "?kind=risk": "Old", "?owner=gap": "Good",
        "?q=goo": "Good", "?sort=-title": "Old Good", "?owner=mine": "", "?customer=none": "",
    }.items():  # fmt: skip
        page = text(client.get(f"{scene.url}notes/{query}"))
        assert [title for title in ("Old", "Good") if f">{title}</a>" in page] == shown.split(), query
    for query in ("?page=99&sort=x&kind=x&fresh=x", "?customer=nobody"):
        assert client.get(f"{scene.url}notes/{query}").status_code == 200
    assert client.get(f"{scene.url}notes/new/?about=nothing:here").status_code == 404
    assert client.get(f"{scene.url}notes/new/?kind=x&customer=nobody").status_code == 404


def test_markdown_shows_no_script_and_fetches_nothing():
    hostile = (
        "<script>x</script> <img src=x onerror=y> [a](javascript:x) [b](data:text/html,x) ![p](https://e.example/p.png)"
        " [c](https://e.example/)\n\n#### deep\n\n> " * 3
    )
    html = rendered(hostile)
    assert "<script" not in html and "<img" not in html and "onerror=y>" not in html.replace("&gt;", "")
    assert 'href="javascript' not in html and 'href="data' not in html
    assert 'href="https://e.example/" rel="noopener noreferrer nofollow"' in html
    assert "<h2>deep</h2>" in html
    assert excerpt("## For *whom*\n- [Jo](https://x) said\n| a | b |\n|---|---|") == "For whom Jo said a b"
    assert rendered(">" * 5_000 + " x"), "deep nesting ends"


def test_a_note_names_the_sections_of_the_plan_that_were_changed_from_it(scene):
    with scene.inside():
        plan = complete(deal(scene.bob))
        outcome = Outcome.objects.get(plan=plan)
        (note,) = verbs.add_notes([Note(title="QBR", customer=plan.customer, owner=scene.bob)])
        (apart,) = verbs.add_notes([Note(title="Apart", owner=scene.bob)])
    bob, page = scene.client(scene.bob), f"{scene.url}notes/{note.key}/"
    here = f"{scene.url}plans/{plan.key}/?note={note.key}"
    assert here in bob.get(page).text
    assert "the note “QBR” says" in bob.get(here).text
    script = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{here}"}
    field = f"{scene.url}outcomes/{outcome.key}/edit/target/"
    for value in ("6 %", "5 %"):
        assert bob.post(field, {"target": value}, headers=script).status_code == 200
    background = f"{scene.url}plans/{plan.key}/edit/background.why_now/"
    assert bob.post(background, {"background.why_now": "Audit", "next": here}).status_code == 302
    assert bob.post(f"{page}sections/", {"plan": plan.key, "section": "value"}).status_code == 302
    assert bob.post(f"{page}sections/", {"plan": plan.key, "section": "nothing"}).status_code == 404
    apart_page = f"{scene.url}notes/{apart.key}/sections/"
    assert bob.post(apart_page, {"plan": plan.key, "section": "value"}).status_code == 404
    assert [words for _plan, words, _link in bob.get(page).context["changed_sections"]] == [
        "outcomes", "background", "value",
    ]  # fmt: skip
    [line] = bob.get(f"{scene.url}plans/{plan.key}/").context["notes"]
    assert (line.row, list(line.changed)) == (note, ["outcomes", "background", "value"])
    with scene.inside():
        links = Link.objects.values_list("relation", flat=True)
        assert sorted(links) == ["changed_background", "changed_outcomes", "changed_value"]
