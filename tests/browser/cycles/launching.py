"""The shop commits itself, works, rehearses and goes live."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from handrail.house.ledger.rows import today
from handrail.house.talk.models import Link
from handrail.house.talk.verbs import add_links
from handrail.record.assumptions import verbs as assumptions
from handrail.record.assumptions.models import Assumption
from handrail.record.decisions.models import Constraint
from handrail.record.drills import paths
from handrail.record.drills.models import Drill
from handrail.record.drills.verbs import walk_path
from handrail.record.projects import verbs as projects
from handrail.record.projects.models import Card, Stage
from handrail.record.tasks.verbs import edit_task

from ..hands import clean, column, pushed, tried
from .stage import SHOWN, Cycle, on_board


def locked(cycle: Cycle) -> None:
    """The gate asks what is left; then nothing comes in without a trade that Alice has decided."""
    scene, alice, ada, bob = cycle.scene, cycle.alice, cycle.ada, cycle.bob
    with scene.inside(scene.ada):
        for row in Assumption.objects.filter(owner=scene.ada, state="open"):
            assumptions.step_assumptions([row], "validate", {"finding": "The pilot shows it"})
    with scene.inside(scene.bob):
        for row in Assumption.objects.filter(owner=scene.bob, state="open"):
            assumptions.step_assumptions([row], "validate", {"finding": "Ten buyers did"})
    cycle.goto(alice, "projects/spring-shop/")
    alice.locator("#scope").get_by_role("link", name="Open the scope").click()
    for who in ("Ada", "Alice", "Bob"):
        row = alice.get_by_role("row").filter(has_text=who)
        row.get_by_role("textbox").fill("9")
        row.get_by_role("button", name="Save").click()
        expect(row.get_by_text("not said yet")).to_have_count(0)
    alice.get_by_role("button", name="Lock the scope").click()
    expect(alice.locator("#lock")).to_contain_text("Locked by Alice")

    on_board(cycle)
    bob.get_by_label("New card in Frame").fill("Vouchers for the campaign")
    bob.keyboard.press("Enter")
    expect(bob.locator("#side")).to_contain_text("nothing comes in without a scope change")
    bob.locator("#side").get_by_role("link", name=re.compile("^Ask for a scope change")).click()
    expect(bob.get_by_label("What is to come in")).to_have_value("Vouchers for the campaign")
    bob.get_by_label(re.compile("^Why")).fill("The campaign has promised them")
    bob.get_by_role("button", name="Add", exact=True).click()
    weighing = bob.locator("#next")
    weighing.get_by_label("What it does to the metric").fill("More orders, more questions")
    weighing.get_by_label("What it costs").fill("Four days of delivery")
    weighing.get_by_label("What is given up for it").fill("Gift wrapping waits for the next cycle")
    weighing.get_by_role("button", name="It is weighed").click()
    expect(bob.locator("#next")).to_contain_text("It waits for Alice")
    there = bob.url

    alice.goto(there)
    expect(alice.locator("#next")).to_contain_text("Gift wrapping waits for the next cycle")
    alice.get_by_role("button", name="Accept").click()
    expect(alice.locator("#brought")).to_contain_text("Vouchers for the campaign")
    on_board(cycle)
    column(bob, "Frame").get_by_role("link", name="More cards").click()
    expect(column(bob, "Frame")).to_contain_text("Vouchers for the campaign")


def through(cycle: Cycle) -> None:
    """One card by keys from the first stage to the last; what a stage asks is done where it is asked."""
    bob, alice = on_board(cycle), cycle.alice
    side = bob.locator("#side")

    def approved() -> None:
        with cycle.scene.inside():
            key = Card.objects.get(task__title=SHOWN).key
        cycle.goto(alice, f"cards/{key}/")
        alice.get_by_role("button", name="Approve").click()
        expect(alice.locator("main")).to_contain_text("Approved")

    pushed(bob, SHOWN)
    expect(column(bob, "Validate")).to_contain_text(SHOWN)
    pushed(bob, SHOWN)
    expect(side).to_contain_text("0 of 3 points are ticked.")
    for point in ("Expected", "Likeliest failure", "Recovery"):
        side.get_by_role("checkbox", name=point).check()
    side.get_by_role("button", name="Tick what is done").click()
    expect(column(bob, "Approve")).to_contain_text(SHOWN)
    approved()
    on_board(cycle)
    pushed(bob, SHOWN)
    carried = side.get_by_label("What the work has to keep to")
    carried.select_option(label="One order in twenty calls us by day 14 (What must be true to go live)")
    side.get_by_role("button", name="The card carries this").click()
    expect(column(bob, "Implement")).to_contain_text(SHOWN)
    pushed(bob, SHOWN)
    expect(column(bob, "Ready")).to_contain_text(SHOWN)
    approved()
    on_board(cycle)
    pushed(bob, SHOWN)
    side.get_by_label("Context owner").select_option(label="Bob")
    side.get_by_role("button", name="Fill this in").click()
    expect(column(bob, "Live")).to_contain_text(SHOWN)


def worked(cycle: Cycle) -> None:
    """The other cards, as that one: what each stage asks is there, and all move at once."""
    scene = cycle.scene
    with scene.inside(scene.bob):
        rest = list(Card.objects.exclude(stage__title="Live").exclude(task__title="Retrospective"))
        what = f"constraint:{Constraint.objects.first().key}"
        add_links([Link(source=f"task:{card.key}", target=what, relation="carries") for card in rest])
        for card in rest:
            ready = {"due_on": card.task.due_on or today(), "next_action": card.task.next_action or "Look"}
            edit_task(card.task, ready)
            points = card.checklist or [{"text": "Done", "done": False}]
            reviewer = scene.alice if card.task.owner_id != scene.alice.pk else scene.ada
            projects.edit_card(
                card,
                {
                    "checklist": [{**point, "done": True} for point in points], "reviewer": reviewer,
                    "context_owner": scene.bob,
                },
            )  # fmt: skip
    for title in ("Validate", "Approve", "Implement", "Ready", "Live"):
        if title in ("Implement", "Live"):
            for member in (scene.alice, scene.ada):
                with scene.inside(member):
                    mine = Card.objects.filter(pk__in=[card.pk for card in rest], reviewer=member)
                    projects.review_cards(list(mine), "approved")
        with scene.inside(scene.bob):
            found = list(Card.objects.filter(pk__in=[card.pk for card in rest]))
            projects.move_cards(found, Stage.objects.get(title=title))


def rehearsed(cycle: Cycle) -> None:
    """The playbook's scenario, on the paths that there are by now; one of them nobody answers for."""
    scene, bob = cycle.scene, cycle.goto(cycle.bob, "projects/spring-shop/")
    bob.locator("#drills").get_by_role("link", name="A late problem between product and growth").click()
    bob.get_by_role("button", name=re.compile("Begin the drill")).click()
    expect(bob.locator("#now")).to_contain_text("Path 1 of")
    expect(bob.locator("#paths")).not_to_contain_text("What must be true to go live")
    expect(bob.get_by_label("Who is called?")).to_have_value("alice")
    bob.keyboard.press("n")
    expect(bob.locator("#now")).to_contain_text("Path 2 of")
    bob.get_by_label("What do they do?").fill("Ada stops the campaign and sends buyers the old way")
    bob.keyboard.press("Control+Enter")
    bob.get_by_role("button", name="Next").click()
    expect(bob.locator("#now")).to_contain_text("Path 3 of")
    with scene.inside(scene.bob):
        row = Drill.objects.get()
        found = paths.read(row.paths)
        for place, one in list(enumerate(found))[2:-1]:
            walk_path(row, place, scene.bob, one.response or "Switch it off")
    bob.goto(f"{bob.url.partition('?')[0]}?path={len(found)}")
    bob.get_by_label("Who is called?").select_option(label="Nobody")
    bob.get_by_role("button", name="Next").click()
    bob.get_by_role("button", name="End the drill").click()
    expect(bob.locator("main")).to_contain_text("1 gap is open")
    clean(bob)
    there = bob.url

    alice = cycle.goto(cycle.alice, "projects/spring-shop/")
    tried(alice, "State", "Done")
    expect(alice.locator("main")).to_contain_text("Close them first")
    bob.goto(f"{there.partition('?')[0]}?path={len(found)}")
    bob.get_by_label("Who is called from now on?").select_option(label="Ada")
    bob.get_by_role("button", name="Next").click()
    expect(bob.locator("main")).to_contain_text("nothing is missing")


def live(cycle: Cycle) -> None:
    """The day itself: what buyers are told is told, and the work is where buyers come through it."""
    bob = cycle.goto(cycle.bob, "projects/spring-shop/rollout/")
    bob.get_by_role("button", name="Mark as told: It is live").click()
    expect(bob.get_by_role("row", name=re.compile("^It is live"))).to_contain_text("Told")
    on_board(cycle)
    expect(column(bob, "Live").get_by_role("listitem")).to_have_count(12)
