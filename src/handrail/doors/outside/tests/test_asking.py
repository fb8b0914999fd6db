"""The public form: no account, no word of what there is beside it, and each way in is judged."""

from __future__ import annotations

import hashlib
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from handrail.doors.outside import asking, tasks
from handrail.house.nudges.models import Nudge
from handrail.house.signing import limits
from handrail.house.talk.models import Attachment
from handrail.kit import clock
from handrail.record.outside import checks, verbs
from handrail.record.outside.models import Form, Submission
from handrail.record.outside.tests.made import ASKS, form_for, send
from handrail.record.projects import verbs as projects
from handrail.record.projects.models import Board, Card, Check, Project, Stage


@pytest.fixture
def place(scene):
    with scene.inside():
        (project,) = projects.add_projects([Project(title="Secret launch", owner=scene.alice)])
        (board,) = projects.add_boards(
            [Board(key="work", project=project, title="Hidden work", owner=scene.bob)]
        )
        projects.add_stages(
            [Stage(board=board, title="To do", owner=scene.ada), Stage(board=board, title="Done")]
        )
    return scene


def board_form(place, **more) -> Form:
    with place.inside(place.bob):
        return form_for(Board.objects.get(key="work"), **more)


def worked(stamp: str) -> str:
    return next(
        str(n) for n in range(1 << 20)
        if int.from_bytes(hashlib.sha256(f"{stamp}:{n}".encode()).digest()[:4], "big") >> (32 - checks.BITS) == 0
    )  # fmt: skip


def filled(form: Form, age: int = 60, **more) -> dict[str, object]:
    stamp = asking.fresh_stamp(form.token, clock.real() - timedelta(seconds=age))
    said = {
        "stamp": stamp,
        "title": "A new region",
        "name": "Ida  Falk",
        "mail": "ida@example.com",
        "ask-0": "EMEA",
    }
    return said | more


@pytest.fixture
def mails(monkeypatch, settings_):
    deferred = []
    monkeypatch.setattr(asking.acknowledge, "defer", lambda **said: deferred.append(said))
    return deferred


@pytest.fixture
def settings_(monkeypatch):
    from django.conf import settings

    monkeypatch.setattr(settings, "MAIL_ARRIVES", True)
    return settings


def test_what_somebody_sends_becomes_a_card_of_the_first_stage(place, mails):
    form = board_form(place, consent="We keep it for a year.", files=True, thanks="Until soon.")
    visitor, address = Client(), f"/form/{form.token}/"
    page = visitor.get(address)
    html = page.content.decode()
    for words in ("Ask us", "Which region?", "Where you sell", "We keep it for a year.", 'type="file"'):
        assert words in html
    for secret in ("Secret launch", "Hidden work", "To do", "Ours", place.workspace.slug, "/w/"):
        assert secret not in html, secret
    assert (page.headers["Referrer-Policy"], page.headers["X-Robots-Tag"]) == (
        "no-referrer",
        "noindex, nofollow",
    )
    refused = visitor.post(address, filled(form, **{"ask-0": "Mars", "ask-1": "soon", "mail": "ida"}))
    told = refused.content.decode()
    assert refused.status_code == 422
    for words in (
        "not one of the choices",
        "not a day",
        "no mail address",
        "can not be taken in without this",
    ):
        assert words in told
    assert 'value="A new region"' in told, "what was typed is still there"
    program = filled(form, consent="on", files=[SimpleUploadedFile("x.png", b"MZ\x00")])
    assert "is a program" in visitor.post(address, program).content.decode()
    good = filled(
        form, consent="on", files=[SimpleUploadedFile("brief.pdf", b"%PDF-1.7")], **{"ask-1": "2027-01-31"}
    )
    for _twice in range(2):  # a double click
        done = visitor.post(address, good)
        assert (done.status_code, done.headers["Location"]) == (302, f"{address}thanks/")
        good["files"][0].seek(0)
    assert "Until soon." in visitor.get(f"{address}thanks/").content.decode()
    assert [(one["mail"], one["title"]) for one in mails] == [("ida@example.com", "Ask us")]
    with place.inside(place.bob):
        (card,), (sent,) = Card.objects.select_related("task", "stage"), Submission.objects.all()
        assert (card.stage.title, card.task.title, card.task.owner_id) == (
            "To do",
            "A new region",
            place.ada.pk,
        )
        assert card.task.text == "Ida Falk <ida@example.com>\n\nWhich region?\nEMEA\n\nBy when?\n2027-01-31"
        assert (sent.task_id, sent.consented) == (card.task_id, "We keep it for a year.")
        assert [(row.name, row.subject, row.by) for row in Attachment.objects.all()] == [
            ("brief.pdf", f"task:{card.key}", None)
        ]
        assert Nudge.objects.get(recipient=place.bob).params["name"] == "Ida Falk"
    listed = place.client(place.bob).get(f"{place.url}boards/work/form/").content.decode()
    assert "A new region" in listed and "ida@example.com" in listed
    history = place.client(place.bob).get(f"{place.url}tasks/{card.key}/").content.decode()
    assert "Ida Falk" in history


def test_addresses_that_lead_nowhere_look_alike(place):
    form = board_form(place)
    visitor, pages = Client(), []
    with place.inside(place.bob):
        verbs.edit_form(Form.objects.get(), {"is_open": False})
    pages.append(visitor.get(f"/form/{form.token}/"))
    pages.append(visitor.post(f"/form/{form.token}/", filled(form)))
    with place.inside(place.bob):
        verbs.edit_form(Form.objects.get(), {"is_open": True})
        verbs.new_address(Form.objects.get())
    pages.append(visitor.get(f"/form/{form.token}/"))
    pages.append(visitor.get("/form/nothing/"))
    pages.append(visitor.get("/form/nothing/thanks/"))
    with place.inside():
        fresh = Form.objects.get().token
        projects.remove_boards(list(Board.objects.all()))
    pages.append(visitor.get(f"/form/{fresh}/"))
    assert {page.status_code for page in pages} == {404}
    assert len({re.sub(rb'"csrf-token" content="[^"]*"', b"", page.content) for page in pages}) == 1
    with place.inside():
        assert not Submission.objects.exists()


def test_machines_are_told_from_people(place, mails):
    form, visitor = board_form(place), Client()
    address = f"/form/{form.token}/"
    other = asking.fresh_stamp("another form", clock.real() - timedelta(minutes=1))
    tries = {
        "faster than somebody": filled(form, age=1),
        "open for too long": filled(form, age=13 * 3600),
        "A field that nobody sees": filled(form, website="x"),
    }
    for words, said in tries.items():
        answer = visitor.post(address, said)
        assert (answer.status_code, words in answer.content.decode()) == (422, True), words
    for stamp in (other, "", "a.b.c:d", filled(form)["stamp"] + "x"):
        assert visitor.post(address, filled(form, stamp=stamp)).status_code == 422
    quick = filled(form, age=3)
    assert visitor.post(address, quick).status_code == 422, "without work it takes longer"
    quick["work"] = worked(quick["stamp"])
    assert visitor.post(address, quick).status_code == 302
    # a browser without a script may send a few an hour; one that has worked for it still may
    answers = [
        visitor.post(address, filled(form)).status_code for _n in range(limits.LIMITS["form-plain"].each + 1)
    ]
    assert answers == [302] * limits.LIMITS["form-plain"].each + [429]
    busy = visitor.post(address, filled(form, title="Kept words"))
    assert "Kept words" in busy.content.decode() and busy.headers["Retry-After"] == "3600"
    hard = filled(form)
    assert visitor.post(address, hard | {"work": worked(hard["stamp"])}).status_code == 302


def test_what_the_board_refuses_waits_for_its_owner(place):
    form = board_form(place)
    with place.inside(place.bob):
        stage = Stage.objects.get(title="To do")
        projects.add_checks(
            [Check(stage=stage, side="enter", kind="fields", params={"fields": ["due_on"]}, on=True)]
        )
    with place.inside(place.bob):
        waiting = send(Form.objects.get())
        assert (waiting.task, waiting.refused != "", Card.objects.count()) == (None, True, 0)
    bob = place.client(place.bob)
    address = f"{place.url}boards/work/came-in/{waiting.key}/card/"
    assert bob.post(address).status_code == 409
    with place.inside(place.bob):
        projects.edit_check(Check.objects.get(), {"on": False})
    assert bob.post(address).status_code == 302
    with place.inside(place.bob):
        assert Submission.objects.get().task_id == Card.objects.get().task_id
    assert form.pk


def test_what_the_board_refuses_keeps_its_files_and_takes_them_onto_the_board(place, mails):
    form = board_form(place, files=True)
    with place.inside(place.bob):
        stage = Stage.objects.get(title="To do")
        asked = {"fields": ["due_on"]}
        projects.add_checks([Check(stage=stage, side="enter", kind="fields", params=asked, on=True)])
    sent = filled(form, files=[SimpleUploadedFile("brief.pdf", b"%PDF-1.7")])
    assert Client().post(f"/form/{form.token}/", sent).status_code == 302
    bob, page = place.client(place.bob), f"{place.url}boards/work/form/"
    with place.inside(place.bob):
        waiting, file = Submission.objects.get(), Attachment.objects.get()
        assert (waiting.task, file.subject) == (None, f"submission:{waiting.key}")
    assert "brief.pdf" in bob.get(page).content.decode()
    assert bob.get(f"{place.url}files/{file.key}/").status_code == 200
    assert bob.get(place.url).status_code == 200
    with place.inside(place.bob):
        projects.edit_check(Check.objects.get(), {"on": False})
    assert bob.post(f"{place.url}boards/work/came-in/{waiting.key}/card/").status_code == 302
    with place.inside(place.bob):
        assert Attachment.objects.get().subject == f"task:{Card.objects.get().key}"
    assert bob.post(f"{place.url}undo/").status_code == 302
    with place.inside(place.bob):
        assert (Submission.objects.get().task, Attachment.objects.get().subject) == (None, file.subject)


def test_a_question_fills_a_field_of_the_boards_own_which_its_first_stage_may_ask_for(place, mails):
    fields = [
        {"name": "region", "label": "Region", "kind": "choice", "choices": ["North", "South"]},
        {"name": "seats", "label": "Seats", "kind": "number"},
    ]
    with place.inside(place.bob):
        projects.edit_board(Board.objects.get(), {"card_fields": fields})
        stage = Stage.objects.get(title="To do")
        asked = {"fields": ["own.region", "own.seats"]}
        projects.add_checks([Check(stage=stage, side="enter", kind="fields", params=asked, on=True)])
    bob, url = place.client(place.bob), f"{place.url}boards/work/form/"
    assert "Fills the field" in bob.get(url).content.decode()
    said = {"title": "Ask us", "label-0": "Where?", "field-0": "region", "label-1": "How many?"}
    assert bob.post(url, said | {"field-1": "region"}).status_code == 422, "one question for each field"
    assert bob.post(url, said | {"field-1": "seats", "kind-1": "long"}).status_code == 302
    bob.post(f"{url}open/")
    with place.inside(place.bob):
        form = Form.objects.get()
        assert [(one["kind"], one["choices"]) for one in form.asks] == [
            ("choice", ["North", "South"]), ("number", []),
        ]  # fmt: skip
    visitor, address = Client(), f"/form/{form.token}/"
    assert "<option>South</option>" in re.sub(r' value="[^"]*"', "", visitor.get(address).content.decode())
    answers = {"ask-0": "South", "ask-1": "12,5"}
    assert visitor.post(address, filled(form, **answers | {"ask-1": "many"})).status_code == 422
    assert visitor.post(address, filled(form, **answers)).status_code == 302
    with place.inside(place.bob):
        card = Card.objects.get()
        assert (card.own, card.task.text.count("South")) == ({"region": "South", "seats": 12.5}, 1)
        projects.edit_board(
            Board.objects.get(), {"card_fields": [{**fields[0], "choices": ["East"]}, fields[1]]}
        )
    assert visitor.post(address, filled(form, **answers)).status_code == 302
    with place.inside(place.bob):
        waits = Submission.objects.get(task=None)
        assert "Where?" in str(waits.answers), "what does not fit any more is kept as it was said, and waits"


def test_who_decides_what_a_form_asks(place):
    url = f"{place.url}boards/work/form/"
    said = {
        "title": "Ask us",
        "label-0": "Which?",
        "kind-0": "choice",
        "choices-0": "A\nB\n",
        "label-1": "Why?",
        "kind-1": "long",
        "required-1": "on",
    }
    bob = place.client(place.bob)
    assert bob.post(url, said | {"choices-0": "A"}).status_code == 422
    assert bob.post(url, said).status_code == 302
    with place.inside(place.bob):
        form = Form.objects.get()
        assert [(one["label"], one["kind"], one["required"], one["choices"]) for one in form.asks] == [
            ("Which?", "choice", False, ["A", "B"]),
            ("Why?", "long", True, []),
        ]
        assert not form.is_open
        Board.objects.filter(key="work").update(owner=place.ada)
    for act in ("", "open/", "address/"):
        assert bob.post(url + act, said).status_code == 403, "who is not the workflow owner any more"
    assert place.client(place.ada).post(f"{url}open/").status_code == 302
    assert Client().get(f"/form/{form.token}/").status_code == 200
    assert "label-0" not in bob.get(url).content.decode()


def test_thanks_by_mail_say_nothing_of_what_was_sent(settings_, monkeypatch, scene):
    sent = []
    monkeypatch.setattr(tasks, "send_mail", lambda *args: sent.append(args))
    mail = f"someone-{scene.workspace.pk}@example.com"
    for _n in range(limits.MAILS + 2):
        tasks.acknowledge(mail=mail, title="Ask us", language="de")
    assert len(sent) == limits.MAILS, "nobody's mailbox is filled by strangers"
    assert "Ask us" in sent[0][0] and "Ask us" in sent[0][1] and sent[0][3] == [mail]


@given(st.lists(st.text(max_size=40), min_size=2, max_size=2))
def test_whatever_is_answered_is_kept_as_asked_or_refused(given_):
    asks = checks.asks_of(ASKS)
    answers, problems = checks.answered(asks, given_)
    assert all(one["value"] in ("EMEA", "US") or checks.is_day(one["value"]) for one in answers)
    assert len(answers) + len(problems) >= 1
    assert list(checks.unclear(ASKS)) == []


@pytest.mark.parametrize(
    "asks",
    ["x", [1], [{"label": ""}], [{"label": "a", "kind": "x"}], [{"label": "a", "kind": "choice", "choices": ["1"]}],
     [{"label": "a", "choices": [1]}], [{"label": "a", "other": 1}], [{"label": "a"}] * 13, [{"label": 7}],
     [{"label": "a", "help": 1}], [{"label": "a", "required": "yes"}]],
)  # fmt: skip
def test_questions_that_can_not_be_asked(asks):
    assert list(checks.unclear(asks))
