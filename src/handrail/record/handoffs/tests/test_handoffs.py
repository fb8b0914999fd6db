"""A customer changes hands: nothing before whoever takes over accepts, and then everything at once."""

from __future__ import annotations

import json
from datetime import date

import pytest

from handrail.doors.infohub import verbs as tree
from handrail.house.access import verbs as access
from handrail.house.ledger import undoing
from handrail.house.nudges.models import Nudge
from handrail.house.workspaces.models import Member
from handrail.kit.refusals import Invalid, NotAllowed
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer, Opportunity, Renewal
from handrail.record.handoffs import accepting, checks, promising, queries, starting, verbs
from handrail.record.handoffs.facts import POINTS, Ground, Item
from handrail.record.handoffs.models import Handoff, Promise
from handrail.record.plans import verbs as plans
from handrail.record.plans.models import Criterion, Milestone, Plan
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task
from tests.cast import person

DAY = date(2027, 1, 15)


@pytest.fixture
def sold(scene):
    """Bob sold Acme with a plan that says what was promised; Ada is its CSM."""
    with scene.inside():
        (acme,) = customers.add_customers([Customer(name="Acme", owner=scene.ada)])
        (deal,) = customers.add_opportunities(
            [Opportunity(customer=acme, name="First", kind="new", stage="won", owner=scene.bob)]
        )
        said = {
            "promises": [{"what": "SSO by summer", "owner": "Bob"}, "A monthly report"],
            "open_items": [{"item": "Sign the annex", "owner": "Bob", "due": "2027-01-10"}],
        }
        (plan,) = plans.add_plans(
            [Plan(customer=acme, opportunity=deal, title="Acme plan", owner=scene.bob, handoff=said)]
        )
        plans.add_milestones(
            [
                Milestone(plan=plan, title="Live", due_on=DAY, owner=scene.bob),
                Milestone(plan=plan, title="Kick-off", state="done", owner=scene.bob),
                Milestone(plan=plan, title="Hers", due_on=DAY, owner=scene.alice),
            ]
        )
        tasks.add_tasks(
            [
                Task(customer=acme, title="Call back", due_on=DAY, owner=scene.bob),
                Task(title="Of no customer", owner=scene.bob),
            ]
        )
    return acme, deal, plan


def owners(model):
    return {row.title: row.owner.key if row.owner else "" for row in model.objects.select_related("owner")}


def ready(scene, key):
    """Both have talked: every point is written down and ticked."""
    with scene.inside(scene.bob):
        row = queries.get(key)
        promising.edit_promises([(one, {"owner": scene.bob}) for one in Promise.objects.filter(owner=None)])
        verbs.edit_handoff(row, {"context": "The CFO decides.", "cadence": "every two weeks"})
    with scene.inside(scene.ada):
        verbs.tick(queries.get(key), POINTS)


def test_from_the_sale_to_whoever_looks_after_them(scene, sold):
    _acme, deal, plan = sold
    with scene.inside():
        (row,) = starting.start_for_deals([deal])
        key = row.key
        assert (row.plan, row.giver, row.owner) == (plan, scene.bob, scene.ada)
        assert starting.start_for_deals([deal]) == []
        told = {nudge.recipient_id for nudge in Nudge.objects.filter(name="handoff.told")}
        assert told == {scene.bob.pk, scene.ada.pk}
        mine = owners(Task)
        assert mine["Hand over Acme plan to Ada"] == "bob" and mine["Take over Acme plan from Bob"] == "ada"
        assert mine["Sign the annex"] == "bob"
        assert owners(Promise) == {"SSO by summer": "bob", "A monthly report": ""}
        assert owners(Plan)["Acme plan"] == "bob"
    with scene.inside(scene.bob), pytest.raises(NotAllowed):
        accepting.accept_handoff(queries.get(key))
    with scene.inside(scene.ada), pytest.raises(Invalid) as refusal:
        accepting.accept_handoff(queries.get(key))
    assert [problem.field for problem in refusal.value.problems] == list(POINTS)
    with scene.inside(scene.ada):
        verbs.return_handoff(queries.get(key), "Nobody owns the report.")
        assert Nudge.objects.filter(recipient=scene.bob, reason__contains="returned").exists()
    ready(scene, key)
    with scene.inside(scene.bob):
        verbs.send_again(queries.get(key))
    with scene.inside(scene.ada):
        row = accepting.accept_handoff(queries.get(key))
        assert owners(Plan) == {"Acme plan": "ada"}
        assert owners(Milestone) == {"Live": "ada", "Kick-off": "bob", "Hers": "alice"}
        assert owners(Task)["Call back"] == "ada" and owners(Task)["Of no customer"] == "bob"
        assert owners(Task)["Sign the annex"] == "bob", "what was agreed stays with whom it was agreed"
        assert set(owners(Promise).values()) == {"ada"}
        assert row.moved == {"plan": 1, "milestone": 1, "task": 1, "promise": 2}
        assert row.returns == 1
        sides = Task.objects.filter(fields__has_key=queries.SIDE)
        assert {task.state for task in sides} == {"done"}
        section = Plan.objects.get().handoff
        assert (section["state"], section["from"], section["to"]) == ("accepted", "Bob", "Ada")
        assert [line["promise"] for line in section["promises"]] == ["SSO by summer", "A monthly report"]
    with scene.inside(scene.ada):
        undoing.undo(undoing.last().batch)
    with scene.inside():
        assert owners(Plan) == {"Acme plan": "bob"} and owners(Milestone)["Live"] == "bob"
        assert Handoff.objects.get().state == "requested"


def test_a_renewal_that_is_won_starts_nothing(scene, sold):
    acme, deal, _plan = sold
    with scene.inside():
        for kind, stage in (("renewal", "won"), ("new", "4"), ("", "won")):
            assert (
                starting.start_for_deals([Opportunity(customer=acme, name="x", kind=kind, stage=stage)]) == []
            )
        first = starting.start_handoff(acme, opportunity=deal)
        with pytest.raises(Invalid):
            starting.start_handoff(acme)
        verbs.remove_handoffs([first])
        assert {t.state for t in Task.objects.filter(fields__has_key=queries.SIDE)} == {"dropped"}
        starting.start_handoff(acme, kind="csm_to_csm", giver=scene.ada, to=scene.bob)


def test_each_deal_is_handed_over_also_while_another_is(scene, sold):
    acme, deal, plan = sold
    page = f"{scene.url}customers/{acme.key}/"

    def won(name: str, kind: str = "expansion") -> Opportunity:
        row = Opportunity(customer=acme, name=name, kind=kind, stage="won", owner=scene.bob)
        return customers.add_opportunities([row])[0]

    with scene.inside():
        (first,) = starting.start_for_deals([deal])
        again = won("Again", "renewal")
        assert starting.start_for_deals([again]) == []
    assert "nobody has taken over yet" not in scene.client(scene.alice).get(page).text
    with scene.inside():
        second, third = won("Second"), won("Third")
        (own,) = plans.add_plans([Plan(customer=acme, opportunity=second, title="More", owner=scene.bob)])
    assert "“Third” is won, and nobody has taken over yet" in scene.client(scene.alice).get(page).text
    with scene.inside():
        begun = starting.start_for_deals([deal, second, third])
        assert [(row.opportunity, row.plan) for row in begun] == [(second, own), (third, None)]
        assert starting.start_for_deals([deal, second, third]) == []
        assert first.plan == plan and Handoff.objects.count() == 3
    assert "nobody has taken over yet" not in scene.client(scene.alice).get(page).text


def test_all_of_a_colleagues_customer_changes_hands(scene, sold):
    acme, _deal, _plan = sold
    with scene.inside():
        customers.add_renewals([Renewal(customer=acme, due_on=DAY, owner=scene.ada)])
        row = starting.start_handoff(acme, kind="csm_to_csm", giver=scene.ada, to=scene.alice)
        promising.edit_promises([(one, {"owner": scene.bob}) for one in Promise.objects.filter(owner=None)])
        verbs.edit_handoff(row, {"context": "Quiet.", "cadence": "monthly"})
        verbs.tick(row, POINTS)
        accepting.accept_handoff(queries.get(row.key))
        assert Customer.objects.get().owner_id == scene.alice.pk == Renewal.objects.get().owner_id
        assert owners(Task)["Call back"] == "bob", "only what the giver has changes hands"


def test_who_sells_on_still_sees_a_private_customer(scene, sold):
    acme, deal, _plan = sold
    for insiders in ([], ["bob", "ada"]):
        with scene.inside():
            row = Customer.objects.get(pk=acme.pk)
            values = {"private": True, "insiders": [*insiders, "ada"][:2], "owner": scene.bob}
            customers.edit_customer(row, values)
            row = starting.start_handoff(
                row, kind="ae_to_csm", giver=scene.bob, to=scene.ada, opportunity=deal
            )
        ready(scene, row.key)
        with scene.inside(scene.ada):
            accepting.accept_handoff(queries.get(row.key))
        with scene.inside(scene.bob):
            there = Customer.objects.get(pk=acme.pk)
            assert (there.owner, Opportunity.objects.get().owner) == (scene.ada, scene.bob)
            assert set(there.insiders) == {"ada", "bob"}


def test_only_those_whom_it_concerns_say_who_takes_over_and_they_confirm_anew(scene, sold):
    _acme, deal, _plan = sold
    with scene.inside():
        cleo = tree.add_members([Member(name="Cleo", role="member")])[0]
        (row,) = starting.start_for_deals([deal])
        key = row.key
    with scene.inside(cleo):
        verbs.edit_handoff(queries.get(key), {"context": "Anybody writes down what they know."})
        for values in ({"owner": cleo}, {"giver": cleo}, {"owner": None}):
            for edit in (verbs.edit_handoff, lambda one, said: verbs.edit_filed_handoffs([(one, said)])):
                with pytest.raises(NotAllowed):
                    edit(queries.get(key), values)
        assert queries.get(key).owner == scene.ada
    with scene.inside(scene.ada):
        verbs.tick(queries.get(key), POINTS)
        verbs.edit_handoff(queries.get(key), {"cadence": "weekly", "owner": scene.ada})
        assert queries.get(key).checklist == list(POINTS)
    with scene.inside(scene.ada):
        verbs.edit_handoff(queries.get(key), {"owner": cleo})
    with scene.inside(cleo):
        row = queries.get(key)
        assert (row.owner, row.checklist) == (cleo, [])
    with scene.inside(scene.ada):
        undoing.undo(undoing.last().batch)
        row = queries.get(key)
        assert (row.owner, row.checklist) == (scene.ada, list(POINTS))


def test_only_whose_it_is_and_their_manager_start_one_or_call_it_off(scene, sold):
    acme, deal, plan = sold
    with scene.inside():
        people = [(name, person(name, scene.workspace.slug)) for name in ("Cleo", "Dora")]
        cleo, dora = access.add_members([Member(name=n, email=u.email, user=u) for n, u in people])
        tree.edit_members([(Member.objects.get(pk=scene.bob.pk), {"manager": dora})])
    page, new = f"{scene.url}customers/{acme.key}/", f"{scene.url}handoffs/new/?customer={acme.key}"
    said = {"kind": "sa_to_ca", "plan": "", "owner": "cleo", "giver": "bob", "due_on": ""}
    outside = scene.client(cleo)
    assert "Start the handoff" not in outside.get(page).text
    assert "Start the handoff" in scene.client(scene.bob).get(page).text
    refused = outside.post(new, said)
    assert refused.status_code == 403 and "Ask Ada, Bob, their manager or an administrator." in refused.text
    api = f"/api/v1{scene.url}handoffs"
    head = {"Authorization": f"Bearer {scene.token(cleo)}"}
    body = json.dumps({"customer": acme.key, "owner": "cleo"})
    answer = scene.client().post(api, body, content_type="application/json", headers=head)
    assert answer.status_code == 403 and "not yours to start" in answer.text
    with scene.inside(cleo):
        for start in (starting.start_handoffs, verbs.add_handoffs):
            with pytest.raises(NotAllowed):
                start([Handoff(customer=acme, plan=plan, giver=scene.bob, owner=cleo)])
        (row,) = starting.start_for_deals([deal])
        for change in (verbs.remove_handoffs, verbs.restore_handoffs):
            with pytest.raises(NotAllowed):
                change([row])
    assert outside.post(f"{scene.url}handoffs/{row.key}/remove/").status_code == 403
    for who in (scene.bob, scene.ada, dora):
        with scene.inside(who):
            verbs.remove_handoffs([queries.get(row.key)])
            deal = Opportunity.objects.get()
            row = starting.start_handoff(deal.customer, opportunity=deal, to=scene.ada, giver=scene.bob)


def test_a_promise_is_owned_until_it_is_settled(scene, sold):
    _acme, deal, plan = sold
    with scene.inside():
        (one, other) = promising.add_promises(
            [Promise(customer=plan.customer, plan=plan, title=t, owner=scene.bob) for t in ("SSO", "Report")]
        )
        assert one.opportunity == deal
        with pytest.raises(Invalid):
            promising.edit_promise(one, {"state": "released"})
        with pytest.raises(Invalid):
            promising.edit_promise(one, {"state": "criterion"})
        promising.edit_promise(one, {"state": "released", "outcome": "Ines let us off."})
        assert one.settled_on is not None
        criterion = promising.make_criterion(other)
        assert (other.state, other.criterion) == ("criterion", criterion)
        assert promising.make_criterion(other) == criterion, "a double click"
        with pytest.raises(Invalid):
            promising.make_criterion(one)
        assert one.state == "released"
        assert Criterion.objects.get().title == "Report"


@pytest.mark.parametrize("owned", [True, False])
@pytest.mark.parametrize("dated", [True, False])
def test_the_checklist_says_what_is_missing(owned, dated):
    thing = Item("Annex", owned, DAY if dated else None)
    ground = Ground(
        ticked=frozenset(POINTS), context="Who decides", cadence="weekly", items=[thing], promises=[thing]
    )
    missing = {one.code for one in checks.missing(ground)}
    assert missing == ({"items"} if not (owned and dated) else set()) | (set() if owned else {"promises"})
    assert {one.code for one in checks.missing(Ground(context="x", cadence="y"))} == set(POINTS)


def test_the_same_on_pages_and_for_programs(scene, sold):
    acme, deal, _plan = sold
    bob, ada, alice = (scene.client(who) for who in (scene.bob, scene.ada, scene.alice))
    page = f"{scene.url}customers/{acme.key}/"
    assert "nobody has taken over yet" in bob.get(page).text
    new = f"{scene.url}handoffs/new/?customer={acme.key}&opportunity={deal.key}"
    assert bob.get(new).status_code == 200
    place = bob.post(new, {"kind": "sa_to_ca", "plan": "", "owner": "", "giver": "", "due_on": ""})
    assert place.status_code == 302, place.text[:3000]
    there = place.headers["Location"]
    key = there.rstrip("/").rsplit("/", 1)[1]
    shown = bob.get(there).text
    assert "SSO by summer" in shown and "Sign the annex" in shown and "Accept the handoff" not in shown
    added = bob.post(f"{there}act/item/", {"title": "Order seats", "owner": "bob", "due_on": "2027-02-01"})
    assert added.status_code == 302, added.text[:2000]
    assert ada.post(f"{there}act/accept/").status_code == 422
    assert bob.post(f"{there}act/accept/").status_code == 403
    head = {"Authorization": f"Bearer {scene.token(scene.ada)}"}
    api = f"/api/v1{scene.url}handoffs/{key}"
    ground = scene.client().get(f"{api}/ground", headers=head).json()
    assert ground["ready"] is False and {one["title"] for one in ground["open_items"]} == {
        "Sign the annex", "Order seats",
    }  # fmt: skip
    sent = {"content_type": "application/json", "headers": head}
    returned = scene.client().post(f"{api}/return", json.dumps({"reason": "No dates"}), **sent)
    assert returned.json()["state"] == "returned"
    assert "No dates" in bob.get(there).text
    ready(scene, key)
    assert bob.post(f"{there}act/again/").status_code == 302
    assert scene.client().post(f"{api}/accept", "{}", **sent).json()["state"] == "accepted"
    assert "Milestones: 1" in alice.get(there).text
    for where in (
        page,
        f"{scene.url}handoffs/?state=all",
        f"{scene.url}promises/",
        f"{scene.url}opportunities/first/",
    ):
        assert alice.get(where).status_code == 200
    assert "handed over" in alice.get(page).text
