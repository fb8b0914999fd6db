"""A refused move: each check has the button that does what would pass it, and then the card goes."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest

from handrail.house.ledger import undoing
from handrail.house.ledger.rows import today
from handrail.house.talk import verbs as talk
from handrail.house.talk.models import Link
from handrail.record.decisions import verbs as decisions
from handrail.record.decisions.models import Decision
from handrail.record.metrics import verbs as metrics
from handrail.record.metrics.models import Metric, Reading
from handrail.record.notes import verbs as notes
from handrail.record.notes.models import Note
from handrail.record.projects import queries, verbs
from handrail.record.projects.models import Board, Card, Move
from handrail.record.projects.tests.setting import build
from handrail.record.risks import verbs as risks
from handrail.record.risks.models import Risk
from handrail.record.tasks.models import Task

HTMX = {"HX-Request": "true"}
FORM = re.compile(r'<form method="post" action="([^"]*/mend/)".*?</form>', re.S)


def forms(html: str) -> dict[str, dict[str, str]]:
    """{the button's words: what its form sends, as the page has it}."""
    found = {}
    for form in FORM.finditer(html):
        label = re.search(r"<button[^>]*>(.*?)</button>", form[0], re.S)
        said = {}
        for tag in re.finditer(r"<(?:input|select)[^>]*>", form[0]):
            name, value = (re.search(rf' {a}="([^"]*)"', tag[0]) for a in ("name", "value"))
            if name and 'type="checkbox"' not in tag[0]:
                said[name[1]] = unescape(value[1]) if value else ""
        found[unescape(label[1].strip())] = said
    return found


@pytest.fixture
def setting(scene):
    with scene.inside():
        return build(scene.alice)


@pytest.fixture
def page(scene, setting):
    """A refused move as a person sees it, and its buttons."""

    class Page:
        client = scene.client(scene.alice)
        url = f"{scene.url}boards/{setting.board.key}/"
        answer = None

        def move(self, *keys: str, to: int = 1, **said: str) -> int:
            said = {"card": list(keys), "stage": setting.stages[to].key, **said}
            self.answer = self.client.post(f"{self.url}move/", said)
            return self.answer.status_code

        @property
        def offered(self) -> dict[str, dict[str, str]]:
            return forms(self.answer.content.decode())

        def press(self, label: str, **filled) -> int:
            said = {**self.offered[label], **filled}
            self.answer = self.client.post(f"{self.url}mend/", said)
            return self.answer.status_code

    return Page()


def place(key: str) -> str:
    return Card.objects.get(key=key).stage.title


def test_what_was_done_stays_though_the_move_asks_for_more(scene, setting, page):
    with scene.inside():
        setting.check(0, "checklist")
        spec = {"name": "region", "label": "Region", "kind": "choice", "choices": ["North", "South"]}
        verbs.edit_board(setting.board, {"card_fields": [spec]})
        setting.check(0, "fields", fields=["due_on", "owner", "track", "own.region", "collaborators"])
        points = [{"text": text, "done": False} for text in ("Ask Jo", "Ask Mo")]
        setting.card(checklist=points)
    assert page.move("macros") == 409
    assert set(page.offered) == {"Tick what is done", "Fill this in"}
    assert page.press("Tick what is done", point=["0"]) == 200
    assert page.press("Tick “Ask Mo”") == 200  # one is left: the button names it
    filled = {"fill-due_on": "2031-03-31", "fill-track": "support", "fill-own.region": "South"}
    assert page.press("Fill this in", **filled) == 200
    assert [name for name in page.offered["Fill this in"] if name.startswith("fill-")] == [
        "fill-owner", "fill-collaborators",
    ]  # fmt: skip
    with scene.inside():
        card = queries.cards().get()
        assert (card.stage.title, card.track, card.own, card.task.due_on) == (
            "Prep", "support", {"region": "South"}, date(2031, 3, 31),
        )  # fmt: skip
        assert [point["done"] for point in card.checklist] == [True, True]
    assert page.press("Fill this in") == 409  # nothing was filled in
    page.move("macros")
    assert page.press("Fill this in", **{"fill-owner": "bob", "fill-collaborators": "ada"}) == 302
    with scene.inside():
        assert place("macros") == "Enablement"
        assert [move.passed for move in Move.objects.order_by("-pk")[:2]] == [True, False]


def test_the_panel_closes_when_it_goes_and_one_undo_takes_both_back(scene, setting, page):
    with scene.inside():
        setting.check(0, "checklist")
        setting.card(checklist=[{"text": "Ask Jo", "done": False}])
    page.move("macros")
    said = page.offered["Tick “Ask Jo”"]
    answer = page.client.post(f"{page.url}mend/", said, headers=HTMX)
    assert (answer.status_code, "close-dialog" in answer.headers["HX-Trigger"]) == (200, True)
    with scene.inside():
        assert place("macros") == "Enablement"
    with scene.inside(scene.alice):
        undoing.undo(undoing.last().batch)
        card = Card.objects.get()
        assert (card.stage.title, card.checklist[0]["done"]) == ("Prep", False)


def test_only_who_may_is_offered_it_and_may_do_it(scene, setting, page):
    with scene.inside():
        setting.check(0, "review")
        setting.card("Rota", owner=scene.bob)
        setting.card("Macros", owner=scene.bob, reviewer=scene.alice)
    page.move("rota")
    with scene.inside():
        verbs.edit_board(Board.objects.get(), {"owner": scene.bob})
    assert page.press("Name the reviewer", **{"fill-reviewer": "ada", "fill-review_on": "2031-01-31"}) == 200
    assert page.offered == {}  # Ada is asked, and she has not answered yet
    page.client = scene.client(scene.ada)
    assert (page.move("rota"), list(page.offered)) == (409, ["Approve"])
    forged = {**page.offered["Approve"]}
    assert scene.client(scene.bob).post(f"{page.url}mend/", forged).status_code == 403
    assert page.press("Approve") == 302
    page.client = scene.client(scene.alice)
    page.move("macros")
    with scene.inside(scene.alice):
        verbs.review_cards([queries.cards().get(key="macros")], "changes")
    page.client = scene.client(scene.bob)
    assert (page.move("macros"), list(page.offered)) == (409, ["Ask Alice to approve"])
    assert page.press("Ask Alice to approve") == 200
    with scene.inside():
        assert (place("rota"), place("macros")) == ("Enablement", "Prep")
        assert Card.objects.get(key="macros").review == "asked"


def test_every_blocker_is_settled_or_taken_off(scene, setting, page):
    with scene.inside():
        setting.check(0, "order")
        for title in ("Macros", "First", "Second"):
            setting.card(title)
        verbs.edit_card(queries.cards().get(key="macros"), {"blocked_by": ["first", "second"]})
        risks.add_risks(
            [Risk(title="Sponsor leaves"), Risk(title="Old risk", state="accepted")], from_file=True
        )
        risks.add_risks([Risk(title="Answered by this")])
        decisions.add_decisions(
            [Decision(title="One owner", owner=scene.alice, answer="Mara"), Decision(title="Theirs")]
        )
        talk.add_links([
            Link(source="risk:sponsor-leaves", target="card:macros", relation="threatens"),
            Link(source="task:macros", target="risk:old-risk", relation="relates"),
            Link(source="card:macros", target="risk:answered-by-this", relation="follows"),
            Link(source="decision:one-owner", target="task:macros", relation="blocks"),
            Link(source="decision:theirs", target="card:macros", relation="blocks"),
            Link(source="card:macros", target="card:second", relation="blocks"),
        ])  # fmt: skip
    assert page.move("macros") == 409
    html = unescape(page.answer.content.decode())
    for words in (
        "Not done yet: First, Second.",
        "Open risk: Sponsor leaves.",
        "Blocked by: One owner, Theirs.",
    ):
        assert words in html
    assert page.press("“First” is done") == 200
    assert page.press("It does not wait for “Second”") == 200
    assert page.press("“Sponsor leaves” is mitigated", **{"fill-mitigation": "Met the new one"}) == 200
    assert page.press("Approve “One owner”") == 200
    assert list(page.offered) == ["Take the connection with “Theirs” off"]
    assert page.press("Take the connection with “Theirs” off") == 302
    with scene.inside():
        assert place("macros") == "Enablement"
        assert Task.objects.get(key="first").state == "done"
        assert Risk.objects.get(key="sponsor-leaves").state == "mitigated"
        assert Decision.objects.get(key="one-owner").state == "approved"
        assert Decision.objects.get(key="theirs").state == "proposed"


def test_decision_metric_note_and_stage(scene, setting, page):
    with scene.inside():
        decisions.add_decisions([Decision(title="One owner", owner=scene.alice)])
        (other,) = decisions.add_decisions(
            [Decision(title="Two languages", owner=scene.alice, answer="German, too")]
        )
        decisions.step_decisions([other], "approve")
        setting.check(0, "constraint")
        metrics.add_metrics([Metric(name="Answers", unit="per cent", target=80)])
        notes.add_notes([Note(title="Talk track", kind="positioning", fresh_until=date(2020, 1, 1))])
        setting.check(0, "decision", decision="one-owner")
        setting.check(0, "metric", metric="answers")
        setting.check(0, "fresh_note", note_kind="positioning")
        setting.card()
        talk.add_links([Link(source="card:macros", target="note:talk-track")])
        verbs.edit_board(Board.objects.get(), {"skipping": "never"})
    page.move("macros", to=2)
    assert page.press("Move it to “Enablement”") == 409
    assert page.press("Approve “One owner”", **{"fill-answer": "Mara"}) == 200
    assert page.press("The card carries this", **{"fill-constraint": "german-too"}) == 200
    assert page.press("“Talk track” is still true") == 200
    assert page.press("Add the reading", **{"fill-value": "many"}) == 409
    page.move("macros")
    assert page.press("Add the reading", **{"fill-value": "79,5"}) == 200
    assert page.press("Add the reading", **{"fill-value": "80"}) == 302
    with scene.inside():
        assert place("macros") == "Enablement"
        assert sorted(Reading.objects.values_list("value", flat=True)) == [79.5, 80]
        assert Note.objects.get().fresh_until > today()


def test_many_at_once_go_on_as_they_were_asked_for(scene, setting, page):
    """A change of many that was held up by one: its button, and all of it happens, a reason and new values included."""
    with scene.inside():
        setting.check(0, "checklist")
        for title, done in (("One", True), ("Two", False)):
            setting.card(title, checklist=[{"text": "Ask Jo", "done": done}])
    said = {"card": ["one", "two"], "to": setting.stages[1].key, "owner": "bob", "add_label": "pilot"}
    page.answer = page.client.post(f"{page.url}change/", said)
    assert page.answer.status_code == 409
    said = page.offered["Tick “Ask Jo”"]
    page.answer = page.client.post(f"{page.url}mend/", {**said, "card": ["one", "two"]})
    assert page.answer.status_code == 302
    with scene.inside():
        assert {(c.stage.title, c.labels[0], c.task.owner_id) for c in queries.cards()} == {
            ("Enablement", "pilot", scene.bob.pk)
        }
