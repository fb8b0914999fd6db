"""A blocker by page, by program and by the clock: the wall, a fallback that takes over, and the summary."""

from __future__ import annotations

import re
from html import unescape

import pytest

from handrail.house.escalations.models import Escalation
from handrail.house.ledger import undoing
from handrail.house.nudges.models import Nudge
from handrail.kit import clock
from handrail.kit.refusals import Refused
from handrail.record.blockers import holding, queries, verbs
from handrail.record.blockers.models import Blocker
from handrail.record.blockers.tests.setting import a_task, day, fire, on_day
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer
from handrail.record.outside import sharing
from handrail.record.plans import verbs as plans
from handrail.record.plans.models import Milestone, Plan
from handrail.record.projects import verbs as projects
from handrail.record.projects.tests import setting
from handrail.record.tasks import queries as tasks
from handrail.ui.dates import written
from handrail.watch.reviews import checks, gathering
from handrail.watch.reviews import verbs as reviews
from handrail.watch.reviews.models import Review


def page(scene, path: str, member=None) -> str:
    return unescape(
        scene.client(member or scene.bob).get(f"/w/{scene.workspace.slug}/{path}").content.decode()
    )


def post(scene, path: str, member=None, **said) -> int:
    return scene.client(member or scene.bob).post(f"/w/{scene.workspace.slug}/{path}", said).status_code


def told(scene, key: str) -> list[tuple[str, str]]:
    return [
        (n.recipient.key, n.reason.partition(" ")[0] if n.name == "blocker.told" else n.name)
        for n in Nudge.objects.filter(subject_key=key).select_related("recipient").order_by("pk")
    ]


def test_a_card_is_blocked_its_fallback_takes_over_and_is_taken_back(scene, calling):
    with on_day(0):
        with scene.inside():
            made = setting.build(scene.alice)
            made.check(0, "order")
            card, other = (
                made.card(name, owner=scene.ada, due_on=day(10)) for name in ("CRM feed", "Manual list")
            )
        api = calling(scene.bob)
        new = page(scene, f"blockers/new/?blocks=task:{card.key}")
        assert "What holds work up" in new
        assert post(
            scene, f"blockers/new/?blocks=task:{card.key}", title="No access", owner="bob", due_on=str(day(3)),
            fallback="We begin by hand.", customer_impact="They type everything twice",
        ) == 302  # fmt: skip
        with scene.inside():
            assert tasks.get(card.key).state == "blocked", "a blocker on a card makes it blocked"
            with pytest.raises(Refused) as refusal:
                projects.move_cards([card], made.stages[1])
            assert "No access" in str([v.params for v in refusal.value.checks])
        assert "1 open blocker" in page(scene, f"cards/{card.key}/")
        for effect in (
            {"what": f"task:{card.key}", "do": "move", "days": "5"},
            {"what": f"task:{card.key}", "do": "stage", "stage": made.stages[1].key},
            {"what": f"card:{other.key}", "do": "owner", "owner": "bob"},
        ):
            assert post(scene, "blockers/no-access/act/change/", **effect) == 302
        act, it = "blockers/no-access/act/", {"what": f"task:{card.key}"}
        for path, wrong, words in (
            (f"{act}change/", {**it, "do": "date", "day": "soon"}, "“soon” is no day"),
            (
                f"{act}change/",
                {**it, "do": "date", "day": "2001-02-03"},
                "3 Feb 2001 is more than a year ago.",
            ),
            (f"{act}change/", {**it, "do": "state", "state": "planned"}, "Choose one of: open, in progress"),
            (
                f"{act}change/",
                {"what": "milestone:x", "do": "stage"},
                "“Put it into a stage” can not be done",
            ),
            (f"{act}change/", {"what": "", "do": "drop"}, "It is not said which card or milestone"),
            (f"{act}hold/", {"on": ""}, "Choose what it holds up."),
            (
                "blockers/new/",
                {"title": "Old", "due_on": "2001-02-03"},
                "3 Feb 2001 is more than a year ago.",
            ),
            ("blockers/new/", {"title": "Old", "due_on": "never"}, "“never”"),
        ):
            answer = scene.client(scene.bob).post(f"{scene.url}{path}", wrong)
            said = unescape(answer.content.decode())
            assert (answer.status_code, words in said) == (422, True), (path, wrong)
            assert "day" not in wrong or f'value="{wrong["day"]}"' in said, "what was written is still there"
            assert '{"what' not in said and "Look at blocker" not in said, "no code for people"
        assert api.post("blockers", {"title": "Old", "due_on": "2001-02-03"}).status_code == 422
        old = {"title": "Of old", "due_on": "2001-02-03", "state": "resolved"}
        assert api.post("blockers", old).status_code == 201, "history keeps its dates"
        assert api.post("blockers", {"title": "Ownerless", "owner": None}).status_code == 201
        ids = re.findall(r' id="([^"]+)"', page(scene, "blockers/ownerless/"))
        assert len(ids) == len(set(ids)), "its owner stands there twice, each in a place of its own"
        assert sum(one.startswith("blocker-") and "-owner" in one for one in ids) == 2
        assert (
            api.patch("blockers/no-access", {"effects": [{"what": "plan:x", "do": "drop"}]}).status_code
            == 422
        )
        assert post(scene, "blockers/no-access/act/arm/", scene.ada) == 409, "only the owner arms"
        assert api.post("blockers/no-access/steps/arm", {}).json()["armed_by"] == "bob"
        shown = page(scene, "blockers/no-access/")
        assert "moves from 26 Nov 2026 to 1 Dec 2026" in shown and "Fri 20 Nov, 09:00" in shown
        foreseen = api.get("blockers/no-access/foreseen").json()
        assert (foreseen["waits"], len(foreseen["effects"])) == (False, 3)
        wall = page(scene, "blockers/?q=no acc&owner=mine")
        assert "3 days 21 h left" in wall and "Fallback armed" in wall and "CRM feed" in wall
        assert "no-access" in page(scene, "blockers/?file=csv")
    with on_day(4):
        fire(scene, crash=True)
        for _ in range(3):
            fire(scene)
        with scene.inside():
            row, task = queries.get("no-access"), tasks.get(card.key)
            assert (row.state, task.state, task.due_on, tasks.get(other.key).owner.key) == (
                "took_effect", "open", day(15), "bob",
            )  # fmt: skip
            assert tasks.get(card.key).pk == task.pk and row.closed_on == day(4)
            assert told(scene, "no-access") == [("bob", "It")]
            assert sorted(told(scene, card.key)) == [("ada", "blocker.changed"), ("ada", "task.given")]
        assert "the fallback of a blocker" in page(scene, f"tasks/{card.key}/")
        assert post(scene, "blockers/no-access/act/take-back/", scene.ada) == 302
        with scene.inside(scene.ada):
            row, task = queries.get("no-access"), tasks.get(card.key)
            assert (row.state, task.state, task.due_on, tasks.get(other.key).owner.key) == (
                "open", "blocked", day(10), "ada",
            )  # fmt: skip
            undoing.undo(undoing.recent()[0].batch)
            assert tasks.get(card.key).due_on == day(15), "their own undo brings it back"
            assert queries.get("no-access").state == "took_effect"


def test_what_the_customer_sees_waits_for_a_word_and_a_gate_refuses_wholly(scene, calling):
    with on_day(0), scene.inside():
        (acme,) = customers.add_customers([Customer(name="Acme", owner=scene.bob)])
        (plan,) = plans.add_plans([Plan(customer=acme, title="Success", owner=scene.bob)])
        (stone,) = plans.add_parts([Milestone(plan=plan, title="Live", due_on=day(8))])
        made = setting.build(scene.alice)
        made.check(0, "checklist")
        stuck, seen = made.card("Stuck", owner=scene.bob, due_on=day(9)), made.card("Seen", due_on=day(9))
        said = {"owner": scene.bob, "due_on": day(1), "fallback": "Later"}
        late = {"do": "move", "to": 7}
        verbs.add_blockers([Blocker(key="theirs", title="Theirs", blocks=[f"milestone:{stone.key}"],
                                    effects=[{"what": f"milestone:{stone.key}", **late}], **said)])  # fmt: skip
        verbs.add_blockers(
            [Blocker(key="flagged", title="Flagged", blocks=[f"plan:{plan.key}"], customer_sees=True, **said)]
        )
        verbs.add_blockers([Blocker(key="gated", title="Gated", blocks=[f"task:{stuck.key}"], effects=[
            {"what": f"task:{stuck.key}", **late}, {"what": f"task:{stuck.key}", "do": "stage", "to": made.stages[1].key},
        ], **said)])  # fmt: skip
    with on_day(0), scene.inside(scene.bob):
        rows = [queries.get(key) for key in ("theirs", "flagged", "gated")]
        assert verbs.step_blockers(rows, "arm") == 3
        assert [row.customer_id for row in rows] == [acme.pk, acme.pk, None], "of whom it names"
    with on_day(2):
        fire(scene)
        with scene.inside(scene.bob):
            states = {row.key: row.state for row in queries.open_blockers()}
            assert states == {"theirs": "waiting", "flagged": "waiting", "gated": "refused"}
            stone.refresh_from_db()
            assert (stone.due_on, tasks.get(stuck.key).due_on) == (day(8), day(9)), (
                "nothing by itself, nothing by half"
            )
            refusal = queries.get("gated").refusal
            assert any(not check["passed"] for check in refusal["checks"]) and "Stuck" in refusal["message"]
        today = page(scene, "")
        assert "Let it take effect" in today and "/blockers/theirs/act/release/" in today
        assert "The checklist is done" in page(scene, "blockers/gated/")
        assert post(scene, "blockers/theirs/act/release/", scene.ada) == 409, (
            "the owner's word, and nobody else's"
        )
        assert post(scene, "blockers/theirs/act/release/") == 302
        assert calling(scene.bob).post("blockers/gated/steps/release", {}).status_code == 409
        with scene.inside(scene.bob):
            stone.refresh_from_db()
            assert (stone.due_on, queries.get("theirs").state) == (day(15), "took_effect")
            undoing.undo(undoing.last().batch)
            stone.refresh_from_db()
            assert (stone.due_on, queries.get("theirs").state) == (day(8), "waiting")
    with on_day(2), scene.inside(scene.bob):
        row = Blocker(title="Shown", blocks=[f"task:{seen.key}"], effects=[{"what": f"task:{seen.key}", **late}],
                      **{**said, "due_on": day(4)})  # fmt: skip
        verbs.add_blockers([row])
        verbs.step_blockers([row], "arm")
    with on_day(3), scene.inside():
        sharing.share(sharing.Wish(made.board, label="Them"))
    with on_day(5):
        fire(scene)
        with scene.inside():
            assert queries.get(row.key).state == "waiting", "somebody outside looks at this board by now"


def test_two_blockers_on_one_card_and_one_that_survives_a_review_is_raised(scene):
    with on_day(0), scene.inside():
        task = a_task(state="in_progress", owner=scene.bob)
        first, second = (
            Blocker(title=t, blocks=[f"task:{task.key}"], owner=scene.ada, due_on=day(30))
            for t in ("One", "Two")
        )
        verbs.add_blockers([first, second])
        weekly = Review(kind="weekly", title="Before", owner=scene.ada)
        reviews.add_reviews([weekly])
        reviews.open_review(weekly)
    with on_day(1), scene.inside():
        verbs.step_blockers([queries.get("one")], "resolve")
        assert tasks.get(task.key).state == "blocked", "another one holds it"
        assert list(holding.held_up([task.key])) == [task.key]
    with on_day(7), scene.inside():
        weekly = Review(kind="weekly", title="Now", owner=scene.ada)
        reviews.add_reviews([weekly])
        reviews.open_review(weekly)
        raised = Escalation.objects.get(state="open")
        assert (raised.subject_kind, raised.subject_key, raised.owner) == ("blocker", "two", scene.ada)
        daily = Review(kind="daily", title="Daily", owner=scene.ada, at=clock.now())
        reviews.add_reviews([daily])
        points = checks.agenda(gathering.world_of(daily), "daily")
        assert ("blocker", "two") not in {(one.kind, one.key) for one in points}, (
            "not urgent: no customer, a month to go"
        )
        verbs.edit_blocker(queries.get("two"), {"due_on": day(8)})
        points = checks.agenda(gathering.world_of(daily), "daily")
        assert ("blocker", "two") in {(one.kind, one.key) for one in points}
        assert ("task", task.key) not in {(one.kind, one.key) for one in points}, "once, with what blocks it"
    with on_day(7), scene.inside():
        verbs.remove_blockers([queries.get("two")])
        assert tasks.get(task.key).state == "in_progress", "it goes on as it stood"
    with on_day(7), scene.inside():
        assert Escalation.objects.get(pk=raised.pk).state == "resolved"


def test_the_summary_says_what_has_changed_since_the_last_one_first(scene, calling):
    with on_day(0), scene.inside():
        (hush,) = customers.add_customers([Customer(name="Hush", owner=scene.alice, private=True)])
        old, gone = (Blocker(title=t, owner=scene.bob, due_on=day(20)) for t in ("Old", "Gone"))
        verbs.add_blockers([old, gone, Blocker(title="Quiet", customer=hush)])
    with on_day(7):
        with scene.inside():
            verbs.add_blockers([Blocker(title="New [one]", due_on=day(8), customer_impact="Calls\nfail")])
            verbs.step_blockers([queries.get("gone")], "resolve", {"reason": "They let us in"})
        there = f"{scene.url}summaries/blockers/"
        old = scene.client(scene.bob).get(f"{scene.url}blockers/summary/?since={day(6)}")
        assert (old.status_code, old.headers["Location"]) == (302, there), "one page for all summaries"
        assert there in page(scene, "blockers/")
        api = calling(scene.bob)
        gone_to = api.get("blockers/summary?about=project:spring")
        assert gone_to.status_code == 308 and gone_to.headers["Location"].endswith(
            "/summaries/now/blockers?project=spring"
        )
        counts = {
            one["line"]: [each["title"] for each in one["items"]]
            for section in api.get("summaries/now/blockers").json()["sections"] for one in section["sentences"]
        }  # fmt: skip
        assert counts["blockers.urgent"] == ["New [one]"] and counts["blockers.closed"] == ["Gone"]
        assert sorted(counts["blockers.open"]) == ["New [one]", "Old"], "of what everybody may see"
        text = unescape(page(scene, "summaries/blockers/"))
        assert "- [New \\[one\\]](http" in text and "They let us in" in text and "Tell these members" in text
        keep = "summaries/blockers/keep/"
        assert post(scene, keep, send="now") == 409, "nobody is chosen"
        assert post(scene, keep, send="now", to=["alice", "bob"]) == 302
        said = {"kind": "blockers", "to": ["ada"]}
        assert api.post("summaries", said).status_code == 201
        with scene.inside():
            told = {one.recipient.key: one.params["words"] for one in Nudge.objects.filter(name="briefing")}
            assert told.keys() == {"ada", "alice", "bob"} and all("New [one]" in one for one in told.values())
            assert "Quiet" in told["alice"] and "Quiet" not in told["bob"], "each what they may see"
    with on_day(9):
        assert written(day(7), "j M Y") in page(scene, "summaries/blockers/"), "the next one begins there"
