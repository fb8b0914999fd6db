"""The customer's view as the team and programs look after it: opened, answered, coloured, closed."""

from __future__ import annotations

import io
from datetime import timedelta

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from handrail.doors.portal import branding
from handrail.house.ledger.rows import today
from handrail.house.workspaces.scope import on_behalf_of
from handrail.kit.paper import printing
from handrail.record.agreed import sharing, verbs
from handrail.record.agreed.models import DateRequest, PlanShare
from handrail.record.agreed.tests.made import lived, opened
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer
from handrail.record.plans import verbs as plans
from handrail.record.plans.models import Milestone, Plan
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task
from handrail.watch.reviews.models import Review


def furnish(scene, phase: str = "initiate") -> Plan:
    (acme,) = customers.add_customers([Customer(key="acme", name="Acme", owner=scene.alice)])
    row = Plan(key="p", customer=acme, title="Acme plan", owner=scene.alice, phase=phase)
    (plan,) = plans.add_plans([row], from_file=True)
    plans.add_parts([Milestone(plan=plan, key="m", title="Live", due_on=today() + timedelta(days=5))])
    return plan


def test_a_program_opens_a_plan_reads_what_came_of_it_and_closes_it(scene):
    with scene.inside():
        furnish(scene)
    alice = {"authorization": f"Bearer {scene.token(scene.alice)}"}
    bob = {"authorization": f"Bearer {scene.token(scene.bob)}"}
    api, client = f"/api/v1/w/{scene.workspace.slug}", Client()

    def post(path, said, headers=alice):
        return client.post(f"{api}/{path}", said, content_type="application/json", headers=headers)

    def get(path):
        return client.get(f"{api}/{path}", headers=alice).json()

    assert post("plans/p/shares", {"name": "Ines"}, bob).status_code == 403, "who looks after it opens it"
    assert post("plans/p/shares", {"name": "Ines", "mail": "no mail"}).status_code == 422
    both = {"name": "Ines", "mail": "ines@acme.example", "by_mail": True, "passcode": "blue whale"}
    assert post("plans/p/shares", both).status_code == 422, "only one of them would be asked"
    made = post("plans/p/shares", {"name": "Ines", "days": 10})
    assert made.status_code == 201 and made["Cache-Control"] == "no-store"
    address = made.json()["address"].removeprefix(settings.URL)
    assert Client().get(address).status_code == 200
    (listed,) = get("plan-shares?plan=p")["items"]
    assert (listed["visits"], {"digest", "passcode", "address"} & listed.keys()) == (1, set())

    view = get("plans/p/customer-view")
    assert (view["shown"]["title"], view["agreed"], view["changes"]) == ("Acme plan", False, [])
    said = {"digest": view["digest"], "name": "Ines", "agree": "on"}
    assert Client().post(address + "agree/", said).status_code == 302
    assert get("plans/p/customer-view")["agreed"]
    Client().post(address + "say/", {"name": "Ines", "text": "Who brings the *list*?"})
    paper = client.get(f"{api}/plans/p/customer-view/paper", headers=alice)
    assert paper["Content-Type"] == "application/pdf"
    words = " ".join(leaf.extract_text() for leaf in PdfReader(io.BytesIO(paper.content)).pages)
    assert "Acme plan" in words and "Who brings the *list*?" in words
    assert get("agreements?plan=p")["items"][0]["content"] == view["terms"]

    with scene.inside():
        day = (today() + timedelta(days=30)).isoformat()
    Client().post(f"{address}milestones/m/date/", {"name": "Ines", "due_on": day})
    (asked,) = get("date-requests?plan=p&state=open")["items"]
    assert post(f"date-requests/{asked['key']}/decline", {"reply": "Too late"}, bob).status_code == 403
    assert post(f"date-requests/{asked['key']}/decline", {}).status_code == 422, "the customer reads why"
    assert post(f"date-requests/{asked['key']}/accept", {}).json()["state"] == "accepted"
    assert post(f"date-requests/{asked['key']}/accept", {}).status_code == 400, "answered once"
    (change,) = get("plans/p/customer-view")["changes"]
    assert (change["section"], change["field"], change["after"]) == ("milestones", "due_on", day)

    assert post(f"plan-shares/{made.json()['key']}/revoke", {}).status_code == 200
    assert Client().get(address).status_code == 404


def test_an_accepted_date_is_taken_back_with_the_answer(scene):
    with scene.inside():
        _share, asked, _agreed = lived(furnish(scene))
        before = Milestone.objects.get().due_on
    alice = scene.client(scene.alice)
    answer = alice.post(f"{scene.url}date-requests/{asked.key}/accept/", headers={"hx-request": "true"})
    undo = answer.headers["HX-Trigger"].split('"undo": "')[1].split('"')[0]
    with scene.inside():
        assert Milestone.objects.get().due_on == asked.due_on
    alice.post(undo)
    with scene.inside():
        assert (Milestone.objects.get().due_on, DateRequest.objects.get().state) == (before, "open")


EXIF = b"secretly written beside it"


def drawn(beside: bytes) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (400, 400), "#7a1f5c").save(made, "JPEG", comment=beside)
    return made.getvalue()


def huge() -> bytes:
    """A few bytes that claim to be a picture of twenty million pixels."""
    made = io.BytesIO()
    Image.new("1", (5_000, 4_000)).save(made, "PNG")
    return made.getvalue()


def test_a_plan_is_looked_through_with_its_customer_and_the_next_time_follows(scene):
    with scene.inside():
        plan = furnish(scene, "execute")
        share, _asked, _agreed = lived(plan)
        with on_behalf_of(sharing.actor(share)):
            verbs.comment(share, "Ines", "Who trains the night shift?")
        tasks.add_tasks([Task(title="Order the scanners", customer=plan.customer, due_on=today())])
        soon = {"next_review_on": today() + timedelta(days=1), "customer_reviewed_on": None}
        plans.edit_plan(Plan.objects.get(), soon)
        _share, secret = opened(plan, "Tomas")
    theirs = Client().get(f"/plan/{secret}/").content.decode()
    assert (
        "On " in theirs
        and "Who trains the night shift?" in theirs.split('id="review"')[1].split("</section>")[0]
    )
    bob, view = scene.client(scene.bob), f"{scene.url}plans/p/customer-view/"
    assert "Begin the review" in bob.get(view).content.decode()
    first = bob.post(f"{view}hold/").headers["Location"]
    assert bob.post(f"{view}hold/").headers["Location"] == first, "two who begin are in one"
    agenda = bob.get(first).content.decode()
    for words in ("Order the scanners", "Who trains the night shift?", "Acme plan"):
        assert words in agenda, words
    bob.post(f"{first}act/close/")
    with scene.inside():
        plan = Plan.objects.get()
        assert plan.customer_reviewed_on == today() and (plan.next_review_on - today()).days >= 14
        assert Review.objects.get().plan_id == plan.pk
    html = bob.get(view).content.decode()
    assert "Begin the review" in html and first in html, "the last time is linked"


def test_the_next_review_the_colour_and_an_end(scene, monkeypatch):
    with scene.inside():
        lived(furnish(scene, "execute"))
    alice, ada, bob = (scene.client(one) for one in (scene.alice, scene.ada, scene.bob))
    view = f"{scene.url}plans/p/customer-view/"
    assert "every 2 weeks" in alice.get(view).content.decode()
    with scene.inside():
        first = Plan.objects.get().next_review_on
        assert first and 13 < (first - today()).days < 18, "it followed from the agreement"
    looks = f"{scene.url}settings/customers/"
    assert bob.post(looks, {"colour": "#123456"}).status_code == 403
    for bad in ("red", "#fefefe", "#123456; } body { display: none"):
        assert ada.post(looks, {"colour": bad}).status_code == 422, bad
    for bad in (b"<svg onload='alert(1)'/>", b"\x89PNG\r\n\x1a\n broken", huge()):
        assert ada.post(looks, {"logo": SimpleUploadedFile("l.png", bad)}).status_code == 422, bad[:9]
    sent = drawn(EXIF)
    said = {"colour": "#7A1F5C", "logo": SimpleUploadedFile("logo.jpg", sent)}
    assert EXIF in sent and ada.post(looks, said).status_code == 302
    assert f"{looks}logo.png" in ada.get(looks).content.decode()
    made = alice.post(view, {"name": "Tomas", "days": "5"}).content.decode()
    address = "/plan/" + made.split("/plan/")[1].split("/")[0] + "/"
    assert f'href="{address}look.css"' in Client().get(address).content.decode()
    sheet = Client().get(f"{address}look.css")
    assert "#7a1f5c" in sheet.content.decode() and sheet["Content-Type"] == "text/css"
    logo = Client().get(f"{address}logo.png")
    assert Image.open(io.BytesIO(logo.content)).size == (320, 320) and EXIF not in logo.content
    (page,) = PdfReader(io.BytesIO(Client().get(f"{address}plan.pdf").content)).pages
    assert len(page.images) == 1 and "Acme plan" in page.extract_text()
    monkeypatch.setattr(printing, "MOST", 100)
    assert "too long for one document" in Client().get(f"{address}plan.pdf").content.decode()
    assert ada.post(looks, {"colour": "#7a1f5c", "without": "on"}).status_code == 302
    assert Client().get(f"{address}logo.png").status_code == 404
    with scene.inside():
        keys = list(PlanShare.objects.order_by("pk").values_list("key", flat=True))
    assert bob.post(f"{scene.url}plan-shares/{keys[-1]}/revoke/").status_code == 403
    alice.post(f"{scene.url}plan-shares/{keys[-1]}/revoke/")
    assert Client().get(address).status_code == 404


@given(st.integers(0, 0xFFFFFF))
def test_a_colour_that_is_taken_can_be_read_by_day_and_by_night(number):
    colour = f"#{number:06x}"
    assert not branding.readable(f"{colour}\n"), "a line break would stand in the style sheet"
    if not branding.readable(colour):
        return
    brand = branding.Brand("Ours", colour)
    assert branding.contrast(brand.colour, "#ffffff") >= 4.5
    assert branding.contrast(brand.dark, "#1c1c20") >= 4.5
    assert branding.contrast(brand.ink, brand.colour) >= 4.5
