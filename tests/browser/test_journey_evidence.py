"""From a claim to its proof: evidence added to a criterion, seen on the plan, cited by why, live, by keyboard alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from handrail.house.talk import verbs
from handrail.house.talk.models import Evidence, Link
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer
from handrail.record.decisions import verbs as decisions
from handrail.record.decisions.models import Decision
from handrail.record.metrics import verbs as metrics
from handrail.record.metrics.models import Metric, Reading
from handrail.record.plans import verbs as plans
from handrail.record.plans.models import Criterion, Plan
from handrail.record.risks import verbs as risks
from handrail.record.risks.models import Risk
from tests.cast import Scene

from .test_look import LOOKS, arrived, examined


@dataclass
class Place:
    scene: Scene
    plan: str
    risk: str
    criterion: int


@pytest.fixture
def north(scene: Scene) -> Place:
    """A plan that was carried out and ends well once its only criterion is proven, and a risk beside it."""
    with scene.inside(scene.alice):
        row = customers.add_customers([Customer(name="Northwind", owner=scene.alice)])[0]
        plan = plans.add_plans(
            [Plan(customer=row, title="North plan", owner=scene.alice, phase="completed")], from_file=True
        )[0]
        criterion = Criterion(
            plan=plan, title="50 agents live", measurement="Report", target="50", state="met"
        )
        plans.add_parts([criterion])
        metric = metrics.add_metrics(
            [Metric(customer=row, name="Agents live", owner=scene.alice, unit="agents")]
        )[0]
        metrics.add_readings([Reading(metric=metric, on="2026-03-01", value=53)])
        risk = risks.add_risks([Risk(customer=row, title="Carrier API stays closed", owner=scene.bob)])[0]
        decisions.add_decisions(
            [Decision(customer=row, title="Connect carriers one by one", owner=scene.alice)]
        )
    return Place(scene, f"{scene.url}plans/{plan.key}/", f"{scene.url}risks/{risk.key}/", criterion.pk)


def row(page: Page, place: Place) -> Any:
    return page.locator(f"#row-criterion-{place.criterion}")


def test_evidence_from_the_keyboard_to_a_colleagues_screen_and_into_why(north: Place, person) -> None:
    page, other = person(north.scene.alice), person(north.scene.bob)
    page.goto(north.plan)
    other.goto(north.plan)
    expect(other.locator("#health")).to_contain_text("50 agents live")
    keys = page.keyboard

    row(page, north).get_by_label("More about 50 agents live").focus()
    keys.press("Enter")
    row(page, north).get_by_role("link", name="Add evidence").focus()
    keys.press("Enter")
    address = page.locator("#side").get_by_label("Address")
    expect(address).to_be_focused()
    keys.type("javascript:alert(1)")
    keys.press("Enter")
    expect(page.locator("#side")).to_contain_text("is no address of the web")
    expect(address).to_be_focused()
    keys.press("Control+a")
    keys.type("https://reports.example/march")
    keys.press("Tab")
    keys.type("Go-live report of March")
    keys.press("Enter")
    expect(page.locator("#side")).not_to_be_visible()

    for window in (page, other):
        cited = window.get_by_role("link", name=re.compile("Go-live report of March"))
        expect(
            row(window, north).get_by_role("link", name=re.compile("Go-live report of March"))
        ).to_be_visible()
        expect(
            window.locator("#health").get_by_role("link", name=re.compile("Go-live report"))
        ).to_have_count(1)
        expect(cited.first).to_have_attribute("rel", "noopener noreferrer")
        expect(cited.first).to_have_attribute("href", "https://reports.example/march")
    with north.scene.inside():
        proof = Evidence.objects.get()
        assert (proof.by.name, proof.title) == ("Alice", "Go-live report of March")

    page.locator(".toast").filter(has_text="Evidence added").get_by_role("button", name="Undo").click()
    expect(row(page, north).get_by_role("link", name=re.compile("Go-live report"))).to_have_count(0)
    expect(row(other, north).get_by_role("link", name=re.compile("Go-live report"))).to_have_count(0)
    assert [line for line in page.errors if "status of 422" not in line] == []
    assert other.errors == []


def test_a_record_is_found_by_typing_and_connected_by_keyboard(north: Place, person) -> None:
    page, other = person(north.scene.alice), person(north.scene.bob)
    other.goto(f"{north.scene.url}decisions/connect-carriers-one-by-one/")
    page.goto(north.risk)
    keys = page.keyboard
    page.locator("#connected").get_by_role("link", name="Connect").focus()
    keys.press("Enter")
    expect(page.locator("#side").get_by_label("Carrier API stays closed")).to_be_focused()
    keys.type("threatens")
    keys.press("Tab")
    expect(page.get_by_label("Which one")).to_be_focused()
    keys.type("one by")
    expect(page.locator("#side .offers").get_by_role("radio")).to_have_count(1)
    keys.press("Enter")
    expect(page.get_by_role("radio", name=re.compile("Connect carriers one by one"))).to_be_focused()
    keys.press("Enter")
    expect(page.locator("#side")).not_to_be_visible()
    expect(page.locator("#connected")).to_contain_text("Connect carriers one by one")
    expect(page.locator("#connected")).to_contain_text("1 open")
    expect(other.locator("#connected")).to_contain_text("is threatened by Carrier API stays closed")
    page.get_by_role("button", name="Disconnect Connect carriers one by one").click()
    expect(other.locator("#connected")).to_contain_text("Not connected with anything yet")
    page.locator(".toast").filter(has_text="Removed").get_by_role("button", name="Undo").click()
    expect(page.locator("#connected")).to_contain_text("Connect carriers one by one")
    assert page.errors == other.errors == []


def test_e_edits_the_field_one_is_on_or_the_first(north: Place, person) -> None:
    page = person(north.scene.alice)
    page.goto(north.risk)
    page.keyboard.press("e")
    first = (
        page.locator("main form.cell").get_by_role("textbox").or_(page.locator("main form.cell select")).first
    )
    expect(first).to_be_focused()
    page.keyboard.press("Escape")
    # The field that is left takes the focus back when its answer comes.
    expect(page.locator("form.cell")).to_have_count(0)
    expect(page.locator("main a.edit:focus")).to_have_count(1)
    page.get_by_role("link", name=re.compile("^Edit Fallback:")).focus()
    page.keyboard.press("e")
    expect(page.get_by_role("textbox", name="Fallback")).to_be_focused()
    page.keyboard.type("eee")
    expect(page.get_by_role("textbox", name="Fallback")).to_have_value("eee")
    page.goto(north.plan)
    page.keyboard.press("?")
    expect(page.locator("#help")).to_contain_text("Edit the field you are on")
    page.keyboard.press("e")
    expect(page.locator("form.cell")).to_have_count(0)


def test_without_script_evidence_is_searched_and_added_all_the_same(north: Place, person) -> None:
    page = person(north.scene.alice, script=False)
    page.goto(north.risk)
    page.locator("#evidence").get_by_role("link", name="Add").click()
    page.get_by_role("link", name="Reading", exact=True).click()
    page.get_by_label("Which one").fill("agents")
    page.get_by_role("button", name="Search", exact=True).click()
    expect(page.get_by_role("radio", name=re.compile("Agents live, 1 Mar 2026: 53"))).to_be_checked()
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page).to_have_url(re.compile(f"{north.risk}$"))
    expect(page.locator("#evidence")).to_contain_text("Agents live, 1 Mar 2026: 53")
    expect(page.locator("#evidence")).to_contain_text("added by Alice")


def test_on_a_phone_why_and_facts_come_before_what_happened(north: Place, person) -> None:
    page = person(north.scene.alice, width=390, height=844)
    page.goto(f"{north.scene.url}customers/northwind/")
    tops = {name: page.locator(f"#{name}").bounding_box()["y"] for name in ("criteria", "facts", "timeline")}
    assert tops["criteria"] < tops["facts"] < tops["timeline"]
    wide = person(north.scene.alice)
    wide.goto(f"{north.scene.url}customers/northwind/")
    panel, story = (wide.locator(f"#{name}").bounding_box() for name in ("connected", "timeline"))
    assert abs(panel["x"] - story["x"]) < 2, "beside the facts, under the content"
    assert 0 < story["y"] - panel["y"] - panel["height"] < 60


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_evidence_and_connections_look_right(north: Place, person, look) -> None:
    with north.scene.inside(north.scene.bob):
        said_much()
    page = arrived(person, north.scene.alice, look)
    problems = []
    pages = {
        "evidence-record": north.risk,
        "evidence-plan": north.plan,
        "evidence-customer": f"{north.scene.url}customers/northwind/",
        "evidence-own-page": f"{north.scene.url}evidence/their-words/",
        "evidence-link-page": f"{north.scene.url}links/a-link/",
        "evidence-new": f"{north.scene.url}evidence/new/?subject=risk:carrier-api-stays-closed&kind=record",
        "link-new": f"{north.scene.url}links/new/?source=risk:carrier-api-stays-closed",
        "evidence-table": f"{north.plan}edit/background.challenges/",
    }
    for name, path in pages.items():
        assert page.goto(path).status == 200, name
        problems += examined(page, name, look)
    page.goto(north.risk)
    page.locator("#evidence").get_by_role("link", name="Add").click()
    page.locator("#side").get_by_label("Address").fill("javascript:alert(1)")
    page.locator("#side").get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("#side")).to_contain_text("is no address of the web")
    problems += [
        line for line in examined(page, "evidence-side", look, whole=False) if "status of 422" not in line
    ]
    assert not problems, "\n".join(problems)


def said_much() -> None:
    subject = "risk:carrier-api-stays-closed"
    reading = Reading.objects.get().key
    verbs.add_evidence(
        [
            Evidence(
                subject=subject, kind="link", title="Status page", url=f"https://a.example/{'long/' * 30}"
            ),
            Evidence(
                subject=subject,
                kind="file",
                url="Drive / Northwind / 2026 / benchmark of the carriers.pdf",
                on="2026-03-01",
            ),
            Evidence(subject=subject, kind="note", text="Asked Tomas.\nHe does not know yet."),
            Evidence(
                key="their-words",
                subject=subject,
                kind="quotation",
                title="Tomas, 3 March",
                text="We will not open it before June.",
            ),
            Evidence(subject=subject, kind="reading", target=f"reading:{reading}"),
            Evidence(subject=subject, kind="record", target="decision:connect-carriers-one-by-one"),
            Evidence(
                subject=f"criterion:{Criterion.objects.get().key}",
                kind="reading",
                target=f"reading:{reading}",
            ),
            Evidence(subject="customer:northwind", kind="note", text="They renew."),
        ]
    )
    verbs.add_links(
        [
            Link(
                key="a-link",
                source=subject,
                target="decision:connect-carriers-one-by-one",
                relation="threatens",
            ),
            Link(source=subject, target="customer:northwind", relation="mentions"),
            Link(source=f"plan:{Plan.objects.get().key}", target=subject, relation="leans_on"),
        ]
    )
