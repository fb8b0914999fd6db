"""A whole cycle of "Planning a first version for legal teams": from ranked assumptions to the next version of the playbook.

Bob plans, Alice signs off, Ada builds and answers after the launch, from her phone. Twelve weeks go by in one test.
"""

from __future__ import annotations

import re
from datetime import timedelta

from playwright.sync_api import Locator, Page, expect

from handrail.house.ledger.rows import today
from handrail.house.talk.models import Evidence
from handrail.house.talk.verbs import add_evidence
from handrail.record.assumptions.models import Assumption
from handrail.record.assumptions.verbs import step_assumptions
from handrail.record.customers.models import Customer
from handrail.record.customers.verbs import add_customers
from handrail.record.decisions.models import Decision
from handrail.record.decisions.verbs import step_decisions
from handrail.record.drills import paths
from handrail.record.drills.models import Drill
from handrail.record.drills.verbs import walk_path
from handrail.record.metrics.models import Metric, Reading
from handrail.record.metrics.verbs import add_readings
from handrail.record.projects.cards import edit_card, review_cards
from handrail.record.projects.models import Card, Project, Stage
from handrail.record.projects.moving import move_cards
from handrail.record.readiness.models import Result, Signal
from handrail.record.readiness.verbs import add_results, add_signals
from handrail.record.rollout.verbs import put_customers
from handrail.record.scope.locking import say_capacity

from ..hands import board_there, clean, column, edit, pushed, started, tried

BOOK = "Planning a first version for legal teams"
SCOPE = "What the first version holds"
NAMES = "Approvers at the customer are known by name"
WALK = "Walk the riskiest journey with a design partner"
KNOWN = "Support knows the way up"
QUESTION = "Who covers a withdrawn version?"
STANDARD = "Ask for the approvers by name before anything is drawn"


def line(page: Page | Locator, words: str) -> Locator:
    return page.get_by_role("listitem").filter(has_text=words).first


def opened(page: Page, url: str, title: str) -> None:
    """The record of a list on that page, and from beside the list to its own page."""
    page.goto(url)
    page.get_by_role("main").get_by_role("link", name=title, exact=True).first.click()
    page.locator("#side").get_by_role("link", name="Own page").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def keyed(page: Page, key: str) -> None:
    """What a page offers by a key, as soon as it listens."""
    expect(page.locator(f'hr-agenda:defined [data-key="{key}"]').first).to_be_visible()
    page.keyboard.press(key)


# -- the first weeks ----------------------------------------------------------------------------------------


def begun(bob: Page, scene) -> str:
    """Three clicks, and the cycle is there; what to find out first stands first."""
    roles = {"Signs off": "Alice", "Owner after the launch": "Ada", "Implementation lead": "Ada"}
    started(bob, scene.url, BOOK, "Matter desk", roles)
    expect(bob.locator("#decisions")).to_contain_text("What the first version answers for")
    expect(line(bob.locator("#decisions"), "Which work may begin before its test")).to_contain_text("Ada")
    here = bob.url
    bob.locator("#assumptions").get_by_role("link", name="What to find out first").click()
    first = bob.get_by_role("main").locator("ol", has_text="impact 5, cost 1").get_by_role("link")
    expect(first).to_have_text(["Handoffs need no second question", NAMES])
    return here


def held(bob: Page, title: str, words: str) -> None:
    """What is assumed is found out."""
    bob.get_by_role("link", name=title, exact=True).first.click()
    bob.get_by_role("textbox", name=re.compile("^What we found")).fill(words)
    bob.get_by_role("button", name="It holds", exact=True).click()
    expect(bob.locator("#lead")).to_contain_text("Confirmed")


def asked(bob: Page, here: str) -> str:
    """Bob may not approve: he says what it leans on, asks for approval, and for an answer that holds it up."""
    opened(bob, here, SCOPE)
    leans = bob.locator("#leans")
    leans.get_by_label("An assumption that is there").select_option(label=NAMES)
    leans.get_by_role("button", name="Add what it leans on").click()
    expect(line(leans, NAMES)).to_be_visible()
    assert bob.get_by_role("button", name="Approve", exact=True).count() == 0
    bob.get_by_role("button", name="Ask for approval").click()
    expect(bob.locator("#next")).to_contain_text("It waits for Alice")
    bob.locator("#feedback").get_by_role("link", name="Ask for feedback").click()
    bob.get_by_label("What do you want to know, or have done?").fill(QUESTION)
    bob.get_by_label("It holds up the approval").check()
    bob.get_by_role("button", name="Ask", exact=True).click()
    expect(bob.locator("#feedback")).to_contain_text(QUESTION)
    return bob.url


def refused_and_back(alice: Page, bob: Page, url: str) -> None:
    """Alice refuses with a reason; Bob reads it, adds what was missing, and asks again."""
    alice.goto(url)
    expect(alice.locator("#next")).to_contain_text("This is yours to decide")
    expect(alice.locator("#next")).to_contain_text(QUESTION)
    alice.locator("#next summary").click()
    alice.get_by_label("Why not").fill("Nobody can see that the exceptions hold")
    alice.get_by_role("button", name="Reject", exact=True).click()
    expect(alice.locator("#standing")).to_contain_text("This was not approved.")
    bob.reload()
    expect(bob.locator("#standing")).to_contain_text("Nobody can see that the exceptions hold")
    clean(bob)
    bob.locator("#evidence").get_by_role("link", name="Add evidence").click()
    side = bob.locator("#side")
    side.get_by_role("link", name="Note", exact=True).click()
    side.get_by_label("What you know").fill("Walked with two firms on Tuesday")
    side.get_by_role("button", name="Add", exact=True).click()
    expect(bob.locator("#evidence")).to_contain_text("Walked with two firms")
    bob.get_by_label("What is different now").fill("Two firms have walked them")
    bob.get_by_role("button", name="Ask again").click()
    expect(bob.locator("#next")).to_contain_text("It waits for Alice")


def blocked(bob: Page, here: str, scene) -> None:
    """A blocker with a fallback that the customer would see: armed, it waits for a word."""
    bob.goto(here)
    bob.locator("#blockers").get_by_role("link", name="Add a blocker").click()
    side = bob.locator("#side")
    side.get_by_label("What holds work up").fill("No test matters from the firms")
    with scene.inside():
        side.get_by_label("To be solved by").fill(str(today() + timedelta(days=2)))
    side.get_by_label(re.compile("^Fallback")).fill("Walk it with matters that we made up")
    side.locator("summary", has_text="More").click()
    side.get_by_label("The customer sees the fallback").check()
    side.get_by_role("button", name="Add", exact=True).click()
    expect(bob.get_by_role("heading", level=1)).to_have_text("No test matters from the firms")
    fallback = bob.locator("#fallback")
    fallback.get_by_text("Add a change").click()
    fallback.get_by_label("Of what").select_option(label=WALK)
    fallback.get_by_label("What happens to it").select_option("move")
    fallback.get_by_label("By how many days").fill("5")
    fallback.get_by_role("button", name="Add", exact=True).click()
    expect(fallback).to_contain_text(WALK)
    bob.get_by_role("button", name="Arm the fallback").click()
    expect(bob.locator("#next")).to_contain_text("it waits for the owner")


# -- three days later ---------------------------------------------------------------------------------------


def raised_and_decided(alice: Page, ada: Page, scene, url: str) -> None:
    """The 48 hours are over: Ada has it on her phone. Alice finds it on top of her day, ends it, and approves."""
    ada.goto(f"{scene.url}raised/")
    expect(ada.locator("#raised-list").get_by_role("link", name=QUESTION, exact=True)).to_be_visible()
    expect(ada.locator("#raised-list")).to_contain_text("The time to answer this was over")
    alice.goto(scene.url)
    expect(line(alice.locator("#now"), QUESTION)).to_contain_text("time is over")
    alice.get_by_role("link", name=f"Answer: {QUESTION}").click()
    keyed(alice, "d")
    alice.get_by_label("What was decided").fill("Ada covers it")
    alice.get_by_role("button", name="Decided", exact=True).click()
    expect(alice.locator("#side").get_by_role("button", name="Decided", exact=True)).to_have_count(0)
    alice.goto(url)
    expect(alice.locator("#standing")).to_contain_text("Two firms have walked them")
    alice.get_by_role("textbox", name="The answer").fill("The withdrawal journey, with its exceptions")
    alice.get_by_role("button", name="Approve", exact=True).click()
    expect(alice.locator("#constraints")).to_contain_text("No card carries it yet")


def fell_back(bob: Page, scene) -> None:
    """Nothing has happened by itself: Today asks for the one word."""
    bob.goto(scene.url)
    bob.get_by_role("main").get_by_role("link", name="No test matters from the firms").first.click()
    side = bob.locator("#side")
    expect(side).to_contain_text("the fallback waits for a word")
    side.get_by_role("button", name="Let it take effect").click()
    expect(bob.get_by_role("button", name="Take back what it changed")).to_be_visible()


def in_commit(scene) -> str:
    """By the verbs: the card has been through the stages before."""
    with scene.inside(scene.alice):
        card = Card.objects.select_related("task", "board").get(task__title=WALK)
        stages = {row.title: row for row in Stage.objects.filter(board=card.board)}
        edit_card(card, {"checklist": [{**one, "done": True} for one in card.checklist]})
        for title in ("Map", "Test"):
            move_cards([Card.objects.get(pk=card.pk)], stages[title])
        review_cards([Card.objects.get(pk=card.pk)], "approved")
        move_cards([Card.objects.get(pk=card.pk)], stages["Commit"])
        return f"{scene.url}boards/{card.board.key}/"


def bound(bob: Page, board: str) -> None:
    """The stage of implementation takes no card that carries nothing of what was decided."""
    pushed(board_there(bob, board), WALK)
    side = bob.locator("#side")
    expect(side).to_contain_text("The card stays in")
    side.get_by_role("button", name="The card carries this").click()
    expect(column(bob, "Implement")).to_contain_text(WALK)


def broken(alice: Page, bob: Page, scene, here: str, board: str) -> None:
    """What the decision leaned on does not hold any more: it is open again, and its card says so, until it is mended."""
    opened(bob, here, SCOPE)
    bob.locator("#leans").get_by_role("link", name=NAMES).click()
    bob.get_by_role("textbox", name=re.compile("^What we found")).fill(
        "Two firms change their approvers each week"
    )
    fails = bob.get_by_role("button", name="It does not hold any more")
    fails.click()
    expect(fails).to_have_count(0)
    alice.reload()
    expect(alice.locator("#standing")).to_contain_text("It leans on what does not hold any more.")
    bob.goto(board)
    expect(column(bob, "Implement")).to_contain_text("Its decision does not hold")
    with scene.inside(scene.bob):
        one = Assumption.objects.get(title=NAMES)
        step_assumptions([one], "reopen", {"finding": "With a second name for each"})
        step_assumptions([Assumption.objects.get(pk=one.pk)], "validate", {"finding": "Each firm names two"})
    alice.reload()
    alice.get_by_role("button", name="Approve", exact=True).click()
    expect(alice.locator("#lead")).to_contain_text("Approved")


def locked(bob: Page, scene, project: str, board: str) -> None:
    """Who can take what is said, then the scope is locked: a card that comes along is refused."""
    bob.goto(f"{project}scope/")
    expect(bob.locator("#gate")).to_contain_text(re.compile("Not said yet:.*Bob"))
    bob.get_by_label("How many cards Bob can take here").fill("20")
    bob.get_by_role("row", name=re.compile("^Bob")).get_by_role("button", name="Save").click()
    expect(bob.locator("#gate")).not_to_contain_text("Bob")
    with scene.inside():
        row = Project.objects.get()
        for member in (scene.alice, scene.ada):
            say_capacity(row, member, 10)
    bob.reload()
    bob.get_by_role("button", name="Lock the scope").click()
    expect(bob.locator("#lock")).to_contain_text("Locked by Bob")
    bob.goto(board)
    quick = bob.get_by_label("New card in Align")
    quick.fill("A dashboard")
    quick.press("Enter")
    expect(bob.locator("#side")).to_contain_text("Nothing was added.")
    expect(bob.locator("#side").get_by_role("link", name="Ask for a scope change")).to_be_visible()


def traded(ada: Page, alice: Page, scene, project: str) -> None:
    """What is to come in all the same is weighed, and decided by who signs off."""
    ada.goto(f"{project}scope/")
    ada.get_by_role("link", name="Ask for a scope change").first.click()
    side = ada.locator("#side")
    side.get_by_label("What is to come in").fill("A second approver on leave")
    side.get_by_label(re.compile("^Why")).fill("Both were away in August")
    side.get_by_role("button", name="Add", exact=True).click()
    ada.get_by_role("textbox", name="What it does to the metric").fill("Fewer matters are raised")
    ada.get_by_role("textbox", name="What it costs").fill("Four days")
    ada.get_by_role("textbox", name="What is given up for it").fill("The export comes later")
    ada.get_by_role("button", name="It is weighed").click()
    expect(ada.locator("#next")).to_contain_text("It waits for Alice")
    opened(alice, f"{project}scope/", "A second approver on leave")
    alice.get_by_role("button", name="Accept", exact=True).click()
    expect(alice.locator("#brought")).to_contain_text("A second approver on leave")


# -- before the launch --------------------------------------------------------------------------------------


def ready(bob: Page, scene, project: str) -> None:
    """A gate of the playbook, and what the team adds: one proven, one claimed, two missing; the worst gives the colour."""
    with scene.inside(scene.bob):
        row, stage = Project.objects.get(), Stage.objects.get(title="Implement")
        add_signals([Signal(stage=stage, title=KNOWN, kind="evidence", claim="Ada says so")])
        add_results([Result(project=row, name="Acceptance criteria", passed=True)])
    bob.goto(f"{project}readiness/")
    bob.get_by_role("link", name="Add a signal Implement").click()
    side = bob.locator("#side")
    side.get_by_label("What has to be seen").fill("Exceptions are walked to their end")
    side.get_by_label("Shown by").select_option("metric")
    side.get_by_label(re.compile(r"^Metric\b")).select_option(
        label="Matter desk: Exception-state completion quality"
    )
    side.get_by_role("button", name="Add", exact=True).click()
    gate = bob.locator("#matter-desk-implement")
    expect(line(gate, "Exceptions are walked to their end")).to_contain_text("missing")
    expect(line(gate, "Handoffs need no second question")).to_contain_text("missing")
    expect(line(gate, "The criteria of every decision pass their test")).to_contain_text("proven")
    expect(line(gate, KNOWN)).to_contain_text("claimed")
    with scene.inside(scene.bob):
        for end, value in (
            ("Exception-state completion quality", 92),
            ("Handoffs without a second question", 95),
        ):
            add_readings([Reading(metric=Metric.objects.get(name__endswith=end), on=today(), value=value)])
        proof = Signal.objects.get(title=KNOWN)
        add_evidence([Evidence(subject=f"signal:{proof.key}", kind="note", text="Played with the desk")])
    expect(gate.get_by_text("proven", exact=True)).to_have_count(5)  # four signals, and the gate itself


def rehearsed(bob: Page, alice: Page, scene, here: str) -> None:
    """The drill of the playbook: one path has nobody, and the project is not signed off before it has."""
    bob.goto(here)
    bob.locator("#drills").get_by_role("link", name="An approval that gets stuck").click()
    bob.get_by_role("button", name="Begin the drill").click()
    expect(bob.locator("#paths")).not_to_contain_text(SCOPE)  # it is decided by now
    bob.locator("#paths").get_by_role("link").first.click()
    bob.get_by_label("Who is called?").select_option(label="Alice")
    bob.get_by_label("What do they do?").fill("Takes the step out, and tells the firms")
    bob.get_by_role("button", name="Next").click()
    with scene.inside(scene.bob):
        row = Drill.objects.get()
        for place, path in enumerate(paths.read(row.paths)[1:], 1):
            nobody = path.title == "After go-live"
            walk_path(Drill.objects.get(), place, None if nobody else scene.bob, "Calls whoever decides")
    bob.goto(bob.url.partition("?")[0])
    keyed(bob, "n")
    expect(bob.locator("main")).to_contain_text("1 gap is open")
    alice.goto(here)
    tried(alice, "State", "Done")
    expect(alice.locator("main")).to_contain_text("found 1 gap that is still open: “After go-live”")
    line(bob.locator("#paths"), "After go-live").get_by_role("link", name="What closes it").click()
    bob.locator("#side").get_by_role("button", name="Mark as done").click()
    expect(bob.get_by_role("link", name=re.compile("^Edit State: Done"))).to_be_visible()


def built(scene) -> None:
    """By the verbs: what was left to decide and to do."""
    with scene.inside(scene.bob):
        (firm,) = add_customers([Customer(name="Okafor Legal", owner=scene.ada)])
        put_customers(Project.objects.get(), [firm])
    for member in (scene.alice, scene.bob, scene.ada):
        with scene.inside(member):
            for row in Decision.objects.filter(state="proposed", owner=member):
                add_evidence([Evidence(subject=f"decision:{row.key}", kind="note", text="Seen")])
                step_decisions([row], "approve", {"answer": "As it was written"})
    with scene.inside(scene.ada):
        card = Card.objects.get(task__title=WALK)
        edit_card(card, {"checklist": [{**one, "done": True} for one in card.checklist]})
    with scene.inside(scene.alice):
        review_cards([Card.objects.get(task__title=WALK)], "approved")


def launched(bob: Page, ada: Page, scene, project: str, board: str) -> None:
    """The card goes live by key, the firm by a tick."""
    pushed(board_there(bob, board), WALK)
    expect(column(bob, "Launch")).to_contain_text(WALK)
    ada.goto(f"{project}rollout/")
    ada.get_by_role("checkbox", name="Okafor Legal: Live").check()
    ada.get_by_role("button", name="Save the ticks").click()
    expect(ada.locator("#counts")).to_contain_text("1 / 1")
    clean(ada)


def learned(bob: Page, here: str) -> None:
    """What was assumed stands beside what came; one finding is a standard from now on."""
    bob.goto(here)
    expect(line(bob.locator("#predicted"), "Exception-state completion quality")).to_contain_text("92")
    bob.locator("#reviews").get_by_role("link", name=re.compile("Retrospective")).click()
    bob.get_by_role("button", name="Open the review").click()
    expect(bob.locator("#now")).to_be_visible()
    keyed(bob, "s")
    bob.keyboard.type(STANDARD)
    bob.keyboard.press("Enter")
    expect(bob.locator("#session")).to_contain_text(STANDARD)
    bob.get_by_role("button", name=re.compile("^End")).click()
    expect(bob.get_by_role("link", name="Minutes")).to_be_visible()


def carried(bob: Page, alice: Page, here: str) -> None:
    """The playbook takes it up: the next cycle has it, and the one under way is offered the difference."""
    bob.goto(here)
    bob.get_by_role("link", name="Read the playbook").click()
    standards = bob.locator("#standards")
    standards.get_by_label(f"Take over as: {STANDARD}").select_option(label="a point of the checklist")
    standards.get_by_role("button", name="Make the next version").click()
    bob.get_by_role("link", name="Start a project").click()
    bob.get_by_label("Name").fill("Matter desk two")
    bob.get_by_role("button", name="Make the project").first.click()
    expect(bob.locator("#checklist")).to_contain_text(STANDARD)
    alice.goto(here)
    alice.get_by_role("link", name="See what it would change").click()
    expect(alice.locator("#offers")).to_contain_text(STANDARD)
    alice.get_by_role("button", name="Follow version 2 with what is chosen").click()
    expect(alice.locator("#checklist")).to_contain_text(STANDARD)
    edit(alice, "State", "Done")
    expect(alice.get_by_role("link", name=re.compile("^Edit State: Done"))).to_be_visible()


def test_a_cycle_of_the_mvp_playbook(scene, person, goes_by) -> None:
    alice, bob = person(scene.alice), person(scene.bob)
    ada = person(scene.ada, width=390, height=844, theme="dark")
    here = begun(bob, scene)
    held(bob, NAMES, "Three firms gave us their names")
    decision = asked(bob, here)
    refused_and_back(alice, bob, decision)
    blocked(bob, here, scene)

    goes_by(3)
    raised_and_decided(alice, ada, scene, decision)
    fell_back(bob, scene)
    board = in_commit(scene)
    bound(bob, board)
    broken(alice, bob, scene, here, board)
    locked(bob, scene, here, board)
    traded(ada, alice, scene, here)

    goes_by(47)
    ready(bob, scene, here)
    rehearsed(bob, alice, scene, here)
    built(scene)

    goes_by(57)
    launched(bob, ada, scene, here, board)
    goes_by(71)
    learned(bob, here)
    carried(bob, alice, here)
    said = [text for page in (alice, bob, ada) for text in page.errors]
    assert [text for text in said if "409" not in text and "422" not in text] == []
