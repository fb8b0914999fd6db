"""Each line of a summary leads to what it tells of, in every form; each open issue says what it means for the customer;
one page is one page."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from email.message import EmailMessage
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from pypdf import PdfReader

from handrail.house.escalations.verbs import raise_to
from handrail.house.nudges import channels, parcels, preferring
from handrail.house.nudges.models import Delivery, Nudge
from handrail.house.workspaces.scope import unveiled
from handrail.kit.outward import chats, letters
from handrail.kit.outward.notices import Act, Item, Notice
from handrail.record.assumptions import verbs as assuming
from handrail.record.assumptions.models import Assumption
from handrail.record.blockers import verbs as blocking
from handrail.record.blockers.models import Blocker
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer, SupportCase
from handrail.record.decisions import verbs as decisions
from handrail.record.decisions.models import Decision
from handrail.record.risks import verbs as risks
from handrail.record.risks.models import Risk
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task
from handrail.watch.summaries import gathering, turning, verbs
from handrail.watch.summaries.facts import KINDS
from handrail.watch.summaries.models import Briefing

from .test_summaries import DAY, at, live


def send(scene, kind="risks", length="page"):
    """A summary of now, sent to bob and ada and to a room. Returns the room's message, and the mails by member."""
    with scene.inside(), unveiled():
        room, _secret = channels.add_channel("slack", "Room", "https://hooks.example.com/T/B")
        for member in (scene.bob, scene.ada):
            preferring.save(member, {"mail": "at_once"})
        row = Briefing(kind=kind, length=length, members=["bob", "ada"], channels=[room.key], owner=scene.bob)
        verbs.add_briefings([row])
        turning.send(row, "now")
        told = Delivery.objects.filter(nudge__name="briefing")
        packed = {one: parcels.pack(one, parcels.desk_for([one])) for one in told}
        chat = next(json.loads(got.body) for one, got in packed.items() if one.channel_id)
        mails = {one.member_id: got.letter for one, got in packed.items() if got.letter}
    return chat, mails


def texts(letter) -> tuple[str, str]:
    sent: EmailMessage = letters.message(letter).message()
    plain, html = (part.get_payload(decode=True).decode() for part in sent.get_payload())
    return plain, html


def opens(client, address):
    """The page of an address in the workspace, wherever it leads on to."""
    assert address.startswith(settings.URL + "/w/"), address
    return client.get(urlsplit(address)._replace(scheme="", netloc="").geturl(), follow=True)


def slack_links(chat) -> list[tuple[str, str]]:
    told = [
        block["text"]["text"] for block in chat["blocks"] if block.get("text", {}).get("type") == "mrkdwn"
    ]
    return re.findall(r"<(\S+?)\|([^>]*)>", "\n".join(told))


def test_every_line_of_a_mail_and_of_a_chat_leads_to_what_it_tells_of(scene):
    live(scene)
    bob = scene.client(scene.bob)
    with at(0):
        chat, mails = send(scene)
        plain, html = texts(mails[scene.bob.pk])
        found = {label.strip(): to for to, label in re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)</a>', html)}
        for start in (
            "– 4 risks are open",
            "Grave – Acme – They can not pay",
            "No key – Acme – Nobody can log in",
        ):
            label = next(one for one in found if one.startswith(start))
            opened = opens(bob, found[label].replace("&amp;", "&"))
            assert opened.status_code == 200, label
            assert re.search("Grave|No key", opened.content.decode()), label
            lines = plain.splitlines()
            place = next(n for n, one in enumerate(lines) if one.strip().startswith(start))
            assert lines[place + 1].strip() == found[label].replace("&amp;", "&"), "in words it stands below"
        in_room = slack_links(chat)
        assert any(label.startswith("Grave – Acme") for _to, label in in_room)
        for to, label in in_room:
            assert opens(bob, to).status_code == 200, label
        assert len({label for _to, label in in_room}) > 8
        assert "Hidden" not in json.dumps(chat) + plain + html, "no title, and no link that names it"
        assert "hidden-risk" not in json.dumps(chat) + plain + html
        hers = texts(mails[scene.ada.pk])[0]
        assert "hidden-risk" in hers


def test_a_line_goes_with_its_link_when_its_customer_turns_private(scene):
    _project, acme, _secret = live(scene)
    with at(0):
        send(scene)
        with scene.inside():
            customers.edit_customers([(acme, {"private": True, "owner": scene.ada})])
            told = Delivery.objects.filter(nudge__name="briefing")
            for one in told:
                got = parcels.pack(one, parcels.desk_for([one]))
                said = got.body.decode() + (got.letter.text + got.letter.html if got.letter else "")
                mine = one.member_id == scene.ada.pk
                assert ("risk:grave" in said, "Grave" in said) == (mine, mine), one


def test_a_line_in_a_chat_stays_a_line_whatever_is_written_in_it():
    evil = Act("   <!channel> *x* [a](http://evil) |> & `b`", "https://here.example/w/x/go/risk:a/")
    item = Item("T", why="all", lines=(Act("At risk:", ""), evil, *[Act("y" * 290, evil.url)] * 200))
    notice = Notice("S", (item,))
    slack = chats.slack(notice)
    assert len(slack["blocks"]) <= 50
    told = [block["text"]["text"] for block in slack["blocks"] if block["text"]["type"] == "mrkdwn"]
    assert all(len(one) <= 3_000 and one.count("<") == one.count(">") for one in told)
    assert told[0].startswith("At risk:\n   <https://here.example/w/x/go/risk:a/|&lt;!channel&gt; *x*")
    teams = chats.teams(notice)
    assert len(chats.body(teams)) < 28_000
    cards = teams["attachments"][0]["content"]["body"][1]["items"]
    assert r"\[a\]\(http://evil\)" in cards[2]["text"] and cards[2]["text"].endswith(f"]({evil.url})")
    assert chats.program(notice)["items"][0]["lines"][1]["url"] == evil.url


def pdf_of(client, url):
    return PdfReader(BytesIO(client.get(url).content))


def addresses(reader) -> list[str]:
    return [
        one.get_object()["/A"]["/URI"]
        for page in reader.pages
        for one in page.get("/Annots", ())
        if one.get_object().get("/Subtype") == "/Link"
    ]


def test_every_line_of_a_pdf_can_be_clicked(scene):
    live(scene)
    bob = scene.client(scene.bob)
    with at(0):
        reader = pdf_of(bob, f"{scene.url}summaries/risks/pdf/")
        assert len(reader.pages) == 1
        found = addresses(reader)
        for to in found:
            assert opens(bob, to).status_code == 200, to
        assert f"{settings.URL}{scene.url}risks/grave/" in found
        assert any("line=risks.open" in to for to in found)
        assert not any("hidden" in to for to in found)


def test_one_page_is_one_page_and_ten_lines_are_ten_however_much_is_open(scene):
    live(scene)
    long = "which is told at great length, with all that goes with it " * 8
    with at(-1), scene.inside():
        acme = Customer.objects.get(key="acme")
        mine = {"customer": acme, "owner": scene.bob}
        risks.add_risks(
            [Risk(title=f"R{n} {long}"[:500], severity="high", impact_text=long, **mine) for n in range(40)]
        )
        blocking.add_blockers([Blocker(title=f"B{n} {long}"[:500], **mine) for n in range(40)])
        tasks.add_tasks([Task(title=f"T{n} {long}"[:500], state="blocked", **mine) for n in range(40)])
        decisions.add_decisions([Decision(title=f"D{n} {long}"[:500], due_on=DAY, **mine) for n in range(40)])
        customers.add_support_cases(
            [SupportCase(customer=acme, number=str(n), title=long[:400], escalated=True) for n in range(40)]
        )
    bob = scene.client(scene.bob)
    with at(0):
        for kind in KINDS:
            bob.post(f"{scene.url}summaries/{kind}/keep/")
        with scene.inside(scene.bob):
            acme = Customer.objects.get(key="acme")
            risks.add_risks([Risk(title=f"N{n}", severity="low", customer=acme) for n in range(9)])
            blocking.remove_blockers(list(Blocker.objects.filter(key__startswith="b1")))
    with at(3):
        for kind in KINDS:
            for length in ("page", "ten"):
                url = f"{scene.url}summaries/{kind}/pdf/?length={length}"
                reader = pdf_of(bob, url)
                assert len(reader.pages) == 1, (kind, length)
                said = reader.pages[0].extract_text()
                if length == "ten":
                    assert len(addresses(reader)) <= 10 and not re.search(r"and \d+ more", said)
                else:
                    (more,) = re.findall(r"and \d+ more", said)[:1]
                    whole = bob.get(f"{scene.url}summaries/{kind}/").content.decode()
                    assert re.search(r"and \d+ more", whole), more
        _chat, mails = send(scene, "executive", "ten")
        plain, _html = texts(mails[scene.bob.pk])
        assert 0 < plain.count("records/?") <= 10
        reader = pdf_of(bob, f"{scene.url}summaries/risks/pdf/")
        assert any("line=risks.open" in to for to in addresses(reader)), "what more there is can be opened"


# -- what it means for the customer -------------------------------------------------------------------------


def issues(scene, kind="risks"):
    with scene.inside(scene.bob):
        lines = gathering.gather(kind, gathering.asked_for(DAY))
    return {one.title: one for items in lines.values() for one in items}


@pytest.fixture
def told(scene):
    """Something open of each kind, with what it means for the customer written where it is written."""
    with at(-3), scene.inside():
        (acme, other) = customers.add_customers(
            [Customer(name="Acme", owner=scene.bob), Customer(name="Other", owner=scene.bob)]
        )
        mine = {"customer": acme, "owner": scene.bob}
        decisions.add_decisions(
            [
                Decision(title="Way", due_on=DAY, customer_impact="They wait for the way", **mine),
                Decision(title="Theirs", customer_impact="Nobody else reads this", customer=other),
            ]
        )
        tasks.add_tasks(
            [
                Task(
                    title="Of the way", state="blocked", subject="decision:way", next_action="Ask Ida", **mine
                ),
                Task(title="Alone", state="blocked", next_action="Wait", **mine),
                Task(title="Crossed", state="blocked", subject="decision:theirs", **mine),
            ]
        )
        blocking.add_blockers(
            [Blocker(title="Key", text="No key", customer_impact="They can not log in", **mine)]
        )
        customers.add_support_cases(
            [
                SupportCase(customer=acme, number="7", title="Down", escalated=True),
                SupportCase(customer=acme, number="8", title="Slow", escalated=True),
            ]
        )
        case = SupportCase.objects.get(number="7")
        risks.add_risks(
            [Risk(title="Disk", subject=f"supportcase:{case.key}", impact_text="No orders come in", **mine)]
        )
        risks.add_risks([Risk(title="Bare", text="What it is", severity="high", **mine)])
        assuming.add_assumptions(
            [Assumption(title="Holds", expires_on=DAY - timedelta(1), finding="Hm", **mine)]
        )
        raised = raise_to(
            Task.objects.get(key="of-the-way"),
            scene.ada,
            "It hangs",
            title="Raised",
            path="tasks/of-the-way/",
        )
        type(raised).objects.filter(pk=raised.pk).update(promise="Ada calls them")
    return acme


def test_each_open_issue_says_what_it_means_for_the_customer_and_nothing_else_in_its_place(scene, told):
    with at(0):
        found = issues(scene)
    assert found["Key"].impact == "They can not log in"
    assert (found["Of the way"].impact, found["Of the way"].note) == ("They wait for the way", "Ask Ida")
    assert (found["Raised"].impact, found["Raised"].note) == ("They wait for the way", "Ada calls them")
    assert found["7 Down"].impact == "No orders come in"
    for bare in ("Alone", "Crossed", "Bare", "Holds", "8 Slow"):
        assert found[bare].impact == "" and found[bare].where, bare


def test_where_nobody_has_written_it_that_is_said_with_the_place_to_write_it(scene, told):
    bob = scene.client(scene.bob)
    with at(0):
        page = bob.get(f"{scene.url}summaries/risks/").content.decode()
        said = "What it means for the customer: nobody has written it."
        places = re.findall(rf'href="([^"]+)">{said}', page)
        assert f"{scene.url}risks/bare/edit/impact_text/" in places
        assert f"{scene.url}blockers/new/?blocks=task:alone" in places
        for place in places:
            form = bob.get(place)
            assert form.status_code == 200 and "<textarea" in form.content.decode(), place
        assert said not in bob.get(f"{scene.url}summaries/executive/").content.decode(), "it promises none"
        text = bob.get(f"{scene.url}summaries/risks/?file=md").content.decode()
        assert f"[{said}]({settings.URL}{scene.url}risks/bare/edit/impact\\_text/)" in text or (
            f"({settings.URL}{scene.url}risks/bare/edit/impact_text/)" in text
        )
        reader = pdf_of(bob, f"{scene.url}summaries/risks/pdf/")
        assert f"{settings.URL}{scene.url}risks/bare/edit/impact_text/" in addresses(reader)
        _chat, mails = send(scene)
        plain, html = texts(mails[scene.bob.pk])
        assert "They can not log in" in plain and "Ada calls them" in plain
        assert said in plain and f"{settings.URL}{scene.url}risks/bare/edit/impact_text/" in html
        with scene.inside():
            assert Nudge.objects.filter(name="briefing").count() == 2
