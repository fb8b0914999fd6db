"""What the shop decides before it commits itself, and what holds it up."""

from __future__ import annotations

import re
from datetime import timedelta

from playwright.sync_api import expect

from handrail.house.ledger.rows import today
from handrail.house.talk.models import Evidence
from handrail.house.talk.verbs import add_evidence
from handrail.record.decisions import verbs as decisions
from handrail.record.decisions.models import Decision
from handrail.record.projects.models import Card

from ..hands import clean, edit
from .stage import Cycle, on_board


def whole(cycle: Cycle) -> None:
    """Everything from the first decision to the retrospective is there, each with one name."""
    bob = cycle.bob
    asked = bob.locator("#decisions").get_by_role("listitem")
    expect(asked).to_have_count(8)
    expect(asked.filter(has_text="Is the evidence good enough")).to_contain_text("Ada")
    expect(asked.filter(has_text="What must be true to go live")).to_contain_text("Alice")
    expect(bob.locator("#drills")).to_contain_text("not begun yet")
    for title in ("Evidence before the launch", "Support signals in week two", "Retrospective"):
        expect(bob.locator("#reviews")).to_contain_text(title)
    clean(bob)


def refused_and_back(cycle: Cycle) -> None:
    """Bob proposes an answer with its evidence; Alice says no and why; he reworks it, and she says yes."""
    title = "What must be true to go live"
    bob, alice = cycle.page_of(cycle.bob, title), cycle.alice
    edit(bob, "The answer", "Fewer contacts to support", within=bob.locator("#answer"))
    bob.locator("#evidence").get_by_role("link", name="Add evidence").click()
    side = bob.locator("#side")
    side.get_by_role("link", name="Note").click()
    side.get_by_label("What you know").fill("Last season one order in nine led to a call.")
    side.get_by_role("button", name="Add", exact=True).click()
    expect(bob.locator("#evidence")).to_contain_text("one order in nine")
    bob.get_by_role("button", name="Ask for approval").click()
    expect(bob.locator("#next")).to_contain_text("It waits for Alice")

    cycle.goto(alice, "inbox/")
    alice.get_by_role("link", name=title).first.click()
    expect(alice.locator("#next")).to_contain_text("Bob asked on")
    alice.get_by_text("Do not approve it, or let somebody else decide").click()
    alice.get_by_label("Why not").fill("Fewer than what, and by when?")
    alice.get_by_role("button", name="Reject").click()
    expect(alice.locator("#lead")).to_contain_text("Rejected")

    cycle.goto(bob, "inbox/")
    expect(bob.locator("main")).to_contain_text("Alice did not approve it: Fewer than what, and by when?")
    bob.get_by_role("link", name=title).first.click()
    expect(bob.locator("#standing")).to_contain_text("Fewer than what, and by when?")
    edit(bob, "The answer", "One order in twenty calls us by day 14", within=bob.locator("#answer"))
    bob.get_by_label("What is different now").fill("Baseline, target and day are in it")
    bob.get_by_role("button", name="Ask again").click()
    expect(bob.locator("#next")).to_contain_text("It waits for Alice")

    alice.reload()
    expect(alice.locator("#standing")).to_contain_text("Baseline, target and day are in it")
    alice.get_by_role("button", name="Approve").click()
    expect(alice.locator("#lead")).to_contain_text("Approved")
    bound = alice.locator("#constraints")
    expect(bound).to_contain_text("One order in twenty calls us by day 14")
    expect(bound).to_contain_text("What must be true is written for each phase")


def unanswered(cycle: Cycle) -> None:
    """Ada is asked, and does not answer in 48 hours: it is Alice's to see to, until Ada says how it ends."""
    title, question = "Is the evidence good enough", "Who answers at night?"
    bob, alice, ada = cycle.page_of(cycle.bob, title), cycle.alice, cycle.ada
    bob.get_by_role("link", name="Ask for feedback").click()
    side = bob.locator("#side")
    expect(side).to_contain_text("has 48 hours to answer")
    side.get_by_label("What do you want to know, or have done?").fill(question)
    side.get_by_label("It holds up the approval").check()
    side.get_by_role("button", name="Ask", exact=True).click()
    expect(bob.locator("#feedback")).to_contain_text("holds up the approval")

    cycle.goes_by(3)
    cycle.goto(alice, "raised/")
    alice.locator("#raised-list").get_by_role("link", name=question).click()
    expect(alice.locator("#chain")).to_contain_text("The time to answer this")
    expect(alice.locator("#chain")).to_contain_text("Alice was told on")
    alice.get_by_label("What happens next").fill("Ada names the night rota today")
    alice.get_by_role("button", name="I look after it").click()
    expect(alice.locator("#chain")).to_contain_text("Ada names the night rota today")

    cycle.page_of(ada, title)
    expect(ada.locator("#next")).to_contain_text(question)
    ada.locator("#feedback").get_by_role("link", name=question).click()
    panel = ada.locator("#side")
    expect(panel).to_contain_text("Raised to Alice")
    panel.get_by_role("link", name="Own page").click()
    ada.locator("#next summary", has_text="It is decided").click()
    ada.get_by_label("What was decided").fill("The delivery rota answers at night")
    ada.get_by_role("button", name="Decided", exact=True).click()
    expect(ada.locator("#standing")).to_contain_text("The delivery rota answers at night")
    expect(alice.locator("#chain")).to_contain_text("It was answered, or is not needed any more.")


def decided(cycle: Cycle) -> None:
    """The others, in their order, as the first one was."""
    scene = cycle.scene
    owners = {"alice": scene.alice, "ada": scene.ada, "bob": scene.bob}
    with scene.inside():
        rows = list(
            Decision.objects.exclude(state="approved").order_by("due_on").values_list("key", "owner__key")
        )
        add_evidence(
            [Evidence(subject=f"decision:{key}", kind="note", text="Looked at") for key, _owner in rows]
        )
    for key, owner in rows:
        with scene.inside(owners[owner]):
            row = Decision.objects.get(key=key)
            decisions.step_decisions([row], "approve", {"answer": f"Yes: {row.title}"})
    bob = cycle.goto(cycle.bob, "projects/spring-shop/")
    expect(bob.locator("#decisions").get_by_text("Approved")).to_have_count(8)


def fallen_back(cycle: Cycle) -> None:
    """A blocker of a card, its fallback armed by its owner; its day passes, and the board shows what that did."""
    with cycle.scene.inside():
        card = Card.objects.get(task__title="Pilot on one workflow")
        was, due = card.task.due_on, today() + timedelta(days=1)
    bob = cycle.goto(cycle.bob, f"cards/{card.key}/")
    bob.locator("#blockers").get_by_role("link", name="Add a blocker").click()
    side = bob.locator("#side")
    side.get_by_label("What holds work up").fill("The payment sandbox is down")
    side.get_by_label("Owner").select_option(label="Bob")
    side.get_by_label("To be solved by").fill(due.isoformat())
    side.get_by_label(re.compile("^Fallback")).fill("Pilot on the returns workflow, five days later")
    side.get_by_role("button", name="Add", exact=True).click()
    expect(bob.get_by_role("heading", name="The payment sandbox is down")).to_be_visible()
    bob.get_by_text("Add a change").click()
    bob.get_by_label("Of what", exact=True).select_option(label="Pilot on one workflow")
    bob.get_by_label("What happens to it").select_option(value="move")
    bob.get_by_label("By how many days").fill("5")
    bob.locator("#fallback").get_by_role("button", name="Add", exact=True).click()
    bob.get_by_role("button", name="Arm the fallback").click()
    expect(bob.locator("#next")).to_contain_text("This takes effect by itself")
    on_board(cycle)
    expect(bob.locator(f'[data-card="{card.key}"]')).to_contain_text("Blocked")

    cycle.goes_by(6)
    on_board(cycle)
    face = bob.locator(f'[data-card="{card.key}"]')
    expect(face).to_be_visible()
    expect(face).not_to_contain_text("Blocked")
    with cycle.scene.inside():
        card = Card.objects.get(pk=card.pk)
        assert card.task.due_on == was + timedelta(days=5)
    cycle.goto(bob, "blockers/?state=took_effect")
    expect(bob.locator("main")).to_contain_text("The payment sandbox is down")
