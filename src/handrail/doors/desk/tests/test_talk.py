"""Evidence and connections on the pages: added, shown with who and when, cited by why, removed and taken back."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest

from handrail.doors.desk import things
from handrail.doors.desk.tests.test_pages import filled, statements
from handrail.house.ledger.rows import today
from handrail.house.talk import verbs
from handrail.house.talk.models import Evidence, Link
from handrail.record.customers.models import Customer
from handrail.record.metrics import verbs as metrics
from handrail.record.metrics.models import Metric, Reading
from handrail.record.plans import verbs as plans
from handrail.record.plans.models import Criterion, Plan
from handrail.record.risks import verbs as risks
from handrail.record.risks.models import Risk
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task
from handrail.watch.health.models import Standing
from tests.cast import Scene


@pytest.fixture
def north(scene: Scene) -> Scene:
    filled(scene)
    return scene


RISK = "risks/keys-come-late/"
ADD = "evidence/new/?subject=risk:keys-come-late"


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


def proofs_in(answer: Any) -> list[str]:
    return [proof.title for proof in answer.context["proofs"]]


def test_evidence_is_added_shown_with_who_and_when_removed_and_taken_back(north: Scene) -> None:
    bob = north.client(north.bob)
    said = {"url": "https://status.example/7", "title": "Their status page", "on": "2026-03-01"}
    assert bob.post(north.url + ADD, said).status_code == 302
    answer = bob.get(north.url + RISK)
    assert proofs_in(answer) == ["Their status page"]
    page = answer.content.decode()
    link = re.search(r'<a[^>]*href="https://status.example/7"[^>]*>', page)
    assert link is not None
    assert 'rel="noopener noreferrer"' in link[0]
    assert "added by Bob" in text(answer)
    assert "1 Mar 2026" in text(answer)
    with north.inside():
        row = Evidence.objects.get()
        assert row.by == north.bob
    toast = bob.post(f"{north.url}evidence/{row.key}/remove/", headers={"HX-Request": "true"})
    assert "/undo/" in toast["HX-Trigger"]
    assert proofs_in(bob.get(north.url + RISK)) == []
    bob.post(f"{north.url}evidence/{row.key}/restore/")
    assert proofs_in(bob.get(north.url + RISK)) == ["Their status page"]


def test_an_address_that_a_browser_would_run_is_refused_with_words_and_kept_in_the_form(north: Scene) -> None:
    bob = north.client(north.bob)
    answer = bob.post(north.url + ADD, {"url": "javascript:alert(1)"})
    assert answer.status_code == 422
    assert "is no address of the web" in text(answer)
    assert 'value="javascript:alert(1)"' in answer.content.decode()
    with north.inside():
        assert not Evidence.objects.exists()
        made = verbs.add_evidence(
            [Evidence(subject="risk:keys-come-late", kind="link", url="https://a.example")]
        )[0]
    changed = bob.post(
        f"{north.url}evidence/{made.key}/edit/url/", {"url": "data:text/html,x", "was": '"https://a.example"'}
    )
    assert changed.status_code == 422


def test_what_a_file_brought_and_no_page_may_open_is_shown_as_words(north: Scene) -> None:
    with north.inside():
        bad = Evidence(subject="risk:keys-come-late", kind="link", title="Odd", url="javascript:alert(1)")
        verbs.add_evidence([bad], from_file=True)
        assert Evidence.objects.get().url == "javascript:alert(1)"
    for page in (RISK, f"evidence/{bad.key}/"):
        answer = north.client(north.bob).get(north.url + page)
        assert "javascript:alert(1)" in text(answer)
        assert 'href="javascript' not in answer.content.decode()


def test_a_reading_and_a_record_are_searched_and_picked(north: Scene) -> None:
    with north.inside():
        metric = metrics.add_metrics(
            [Metric(customer=Customer.objects.get(), name="Seats in use", owner=north.bob)]
        )[0]
        reading = metrics.add_readings([Reading(metric=metric, on="2026-03-01", value="71.50")])[0]
    bob = north.client(north.bob)
    offered = bob.get(f"{north.url}pick/?of=risk:keys-come-late&among=reading&q=seats")
    assert "Seats in use, 1 Mar 2026: 71.5" in text(offered)
    looked = bob.post(f"{north.url}{ADD}&kind=reading", {"q": "seats", "look": "1"})
    assert looked.status_code == 200
    assert [thing.ref for thing in looked.context["offers"]] == [f"reading:{reading.key}"]
    nothing = bob.post(f"{north.url}{ADD}&kind=reading", {"q": "seats"})
    assert nothing.status_code == 422
    assert "Nothing is chosen" in text(nothing)
    chosen = {"q": "seats", "asked": "seats", "look": "1", "target": f"reading:{reading.key}"}
    assert bob.post(f"{north.url}{ADD}&kind=reading", chosen).status_code == 302, (
        "Enter on the chosen one adds it"
    )
    bob.post(f"{north.url}{ADD}&kind=record", {"target": "plan:north-plan", "title": "As agreed"})
    answer = bob.get(north.url + RISK)
    assert proofs_in(answer) == ["Seats in use", "As agreed"]
    assert "Seats in use, 1 Mar 2026: 71.5" in text(answer)
    plan = bob.get(north.url + "plans/north-plan/")
    assert "is evidence for Keys come late" in text(plan)


def test_a_connection_reads_from_both_ends_counts_what_is_open_and_is_taken_back(north: Scene) -> None:
    bob = north.client(north.bob)
    made = {"relation": "blocks:back", "target": "risk:keys-come-late"}
    assert bob.post(f"{north.url}links/new/?source=task:call", made).status_code == 302
    task, risk = bob.get(f"{north.url}tasks/call/"), bob.get(north.url + RISK)
    assert "is blocked by Keys come late" in text(task)
    assert "blocks Call" in text(risk)
    assert risk.context["open_connections"] == 1
    twice = bob.post(f"{north.url}links/new/?source=task:call", made)
    assert (twice.status_code, "connected like this already" in text(twice)) == (422, True)
    with north.inside(north.bob):
        tasks.finish([Task.objects.get(key="call")])
        link = Link.objects.get()
    assert bob.get(north.url + RISK).context["open_connections"] == 0
    bob.post(f"{north.url}links/{link.key}/remove/")
    assert bob.get(north.url + RISK).context["connected"] == []
    bob.post(f"{north.url}links/{link.key}/restore/")
    assert "blocks Call" in text(bob.get(north.url + RISK))
    story = text(bob.get(north.url + "customers/northwind/"))
    assert "Connection added: “Keys come late blocks Call”" in story


def test_what_is_removed_waits_unseen_in_connections(north: Scene) -> None:
    with north.inside(north.bob):
        verbs.add_links([Link(source="task:call", target="risk:keys-come-late")])
        risk = Risk.objects.get()
        risks.remove_risks([risk])
    bob = north.client(north.bob)
    assert bob.get(north.url + "tasks/call/").context["connected"] == []
    with north.inside(north.bob):
        risks.restore_risks([Risk.objects.get()])
    assert len(bob.get(north.url + "tasks/call/").context["connected"]) == 1


def test_a_connection_is_not_edited(north: Scene) -> None:
    with north.inside(north.bob):
        link = verbs.add_links([Link(source="task:call", target="risk:keys-come-late")])[0]
    bob = north.client(north.bob)
    assert bob.get(f"{north.url}links/{link.key}/").status_code == 200
    answer = bob.post(f"{north.url}links/{link.key}/edit/relation/", {"relation": "blocks"})
    assert answer.status_code == 409
    with north.inside():
        assert Link.objects.get().relation == "relates"


def test_why_cites_the_evidence_of_what_it_rests_on(north: Scene) -> None:
    """A completed plan holds when each criterion is met and proven; evidence alone settles it, and is cited."""
    with north.inside(north.bob):
        plan, criterion = Plan.objects.get(), Criterion.objects.get()
        plans.edit_criterion(criterion, {"state": "met"})
        plans.edit_plan(plan, {"phase": "completed"}, from_file=True)
    bob = north.client(north.bob)
    assert verdict(bob, north).passed is False
    bob.post(
        f"{north.url}evidence/new/?subject=criterion:{criterion.key}",
        {"url": "https://a.example/x", "title": "Go-live report"},
    )
    reason = verdict(bob, north)
    assert reason.passed is True
    assert [proof.title for proof in reason.proofs] == ["Go-live report"]
    answer = bob.get(north.url + "plans/north-plan/")
    (line,) = answer.context["grids"]["criteria"].lines
    assert [proof.title for proof in line.proofs] == ["Go-live report"]
    assert answer.content.decode().count('href="https://a.example/x"') >= 2, (
        "in the criterion's cell and in why"
    )


def verdict(client: Any, scene: Scene) -> Any:
    reasons = client.get(scene.url + "plans/north-plan/").context["criteria"]
    return next(r for r in reasons if r.verdict.code == "plan.achieved")


def test_the_customer_is_judged_again_when_evidence_comes_and_goes(north: Scene) -> None:
    def judged() -> Any:
        with north.inside():
            return Standing.objects.get(customer__key="northwind").judged_at

    with north.inside(north.bob):
        criterion = Criterion.objects.get()
    before = judged()
    with north.inside(north.bob):
        verbs.add_evidence([Evidence(subject=f"criterion:{criterion.key}", kind="note", text="Seen")])
    added = judged()
    assert added > before
    with north.inside(north.bob):
        verbs.remove_evidence([Evidence.objects.get()])
    assert judged() > added


@pytest.mark.parametrize(
    "page", ["risks/keys-come-late/", "customers/northwind/", "plans/north-plan/", "tasks/call/"]
)
def test_a_record_asks_as_often_with_many_links_as_with_one(north: Scene, page: str) -> None:
    refs = ("risk:keys-come-late", "customer:northwind", "plan:north-plan", "task:call")
    said_of(north, refs, 1)
    client = north.client(north.alice)
    few = statements(client, north.url + page)
    said_of(north, refs, 25)
    assert statements(client, north.url + page) == few


def said_of(scene: Scene, refs: tuple[str, ...], count: int) -> None:
    """So many pieces of evidence, of all kinds, and links to records of several kinds, for each of these."""
    with scene.inside(scene.bob):
        criterion = Criterion.objects.get()
        for n in range(count):
            new = risks.add_risks(
                [Risk(title=f"Risk {n}", customer=Customer.objects.get(), owner=scene.bob)]
            )[0]
            task = tasks.add_tasks(
                [Task(title=f"Task {n}", owner=scene.bob, due_on=today() + timedelta(days=900))]
            )[0]
            for ref in refs:
                verbs.add_evidence(
                    [
                        Evidence(subject=ref, kind="link", url=f"https://a.example/{n}"),
                        Evidence(subject=f"criterion:{criterion.key}", kind="note", text=f"Note {n}"),
                        Evidence(subject=ref, kind="record", target=f"risk:{new.key}"),
                    ]
                )
                verbs.add_links(
                    [
                        Link(source=ref, target=f"risk:{new.key}"),
                        Link(source=f"task:{task.key}", target=ref, relation="serves"),
                    ]
                )


def test_a_search_finds_the_customers_own_first_and_never_a_strangers(north: Scene) -> None:
    with north.elsewhere():
        risks.add_risks([Risk(key="theirs", title="Keys of a stranger")])
    with north.inside():
        risks.add_risks([Risk(key="house", title="Keys of the house", owner=north.bob)])
        pk = Customer.objects.get().pk
        assert [thing.ref for thing in things.search("keys", pk)] == ["risk:keys-come-late", "risk:house"]
        assert "risk:keys-come-late" in {thing.ref for thing in things.search("", pk)}
        assert things.search("", None) == []
        for words in ("%", "'; DROP TABLE talk_link; --", "\\"):
            assert things.search(words, pk) == []


@pytest.mark.parametrize(
    "page",
    ["evidence/new/", "links/new/", "pick/", "evidence/new/?subject=cat:tom", "links/new/?source=risk:gone"],
)
def test_of_what_is_not_there_nothing_is_said(north: Scene, page: str) -> None:
    assert north.client(north.bob).get(north.url + page).status_code == 404


def test_a_date_in_a_section_is_read_as_one(north: Scene) -> None:
    with north.inside(north.bob):
        plans.edit_plan(
            Plan.objects.get(), {"evaluation": {"decision_date": "2026-03-31"}, "handoff": {"date": "soon"}}
        )
    page = text(north.client(north.bob).get(north.url + "plans/north-plan/"))
    assert "31 Mar 2026" in page
    assert "2026-03-31" not in page
    assert "soon" in page


def test_the_plans_risks_say_that_the_customer_sees_them(north: Scene) -> None:
    grids = north.client(north.bob).get(north.url + "plans/north-plan/").context["grids"]
    assert grids["risks"].audience == "shared"


def test_every_column_of_a_table_field_has_its_label_in_sight(north: Scene) -> None:
    page = (
        north.client(north.bob)
        .get(north.url + "plans/north-plan/edit/background.challenges/")
        .content.decode()
    )
    for column in ("Challenge", "Impact", "Urgency"):
        assert f"<span>{column}</span><input" in page
    assert "placeholder" not in page[page.index("background.challenges-count") : page.index("</fieldset>")]
