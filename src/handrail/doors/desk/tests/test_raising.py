"""Saying on a page what is raised to whom: sentences, a preview with names, and who may."""

from __future__ import annotations

import pytest

from handrail.house.deadlines.tests.stage import customer, day, milestone, plan
from handrail.house.escalations import queries, verbs
from handrail.house.ledger.models import Event
from handrail.house.workspaces.models import Workspace
from handrail.record.customers import verbs as customers


@pytest.fixture
def late(scene):
    """Two milestones of Bob's are late: by four days and by two."""
    with scene.inside():
        made = plan(customer(scene, owner=scene.bob))
        milestone(made, day(-4), key="four-late")
        milestone(made, day(-2), key="two-late")
    return scene


def form(scene, **changed):
    answer = scene.client(scene.ada).get(scene.url + "settings/raised/")
    sent = {"revision": str(answer.context["place"].revision)}
    for case in answer.context["cases"]:
        name = case.cause.name
        sent[f"{name}.days"] = case.days
        for place in case.places:
            parts = {"who": place.who, "count": place.count, "unit": place.unit}
            sent |= {f"{name}.{place.position}.{part}": value for part, value in parts.items()}
    return {**sent, **changed}


def stored(scene):
    with scene.inside():
        return Workspace.objects.get(pk=scene.workspace.pk).policy


def post(scene, act, **changed):
    sent = {**form(scene, **changed), "act": act}
    return scene.client(scene.ada).post(scene.url + "settings/raised/", sent)


def test_the_settings_say_it_in_sentences_to_everybody(scene):
    for member, button in ((scene.bob, False), (scene.ada, True)):
        page = scene.client(member).get(scene.url + "settings/").content.decode()
        assert "A milestone that is 1 day late is raised to its owner" in page
        assert "for 60 days after the sale is raised to its owner&#x27;s manager" in page
        assert ("Change who is told" in page) is button


def test_saved_unchanged_it_keeps_nothing_and_changed_only_what_differs(scene):
    assert post(scene, "save").status_code == 302
    assert stored(scene) == {}
    post(scene, "save", **{"milestone.due.days": "3", "milestone.due.1.who": "member:alice"})
    chain = ["owner 1wd", "member:alice 2wd", "admin 2wd", "workspace_owner"]
    kept = stored(scene)
    assert kept["milestone_raised_days"] == 3
    assert kept["raised"]["milestone.due"] == chain
    page = scene.client(scene.bob).get(scene.url + "settings/").content.decode()
    assert "is 3 days late is raised to its owner, after 1 working day to Alice" in page
    with scene.inside():
        assert Event.objects.filter(subject_kind="workspace", kind="workspace.changed").count() == 1


def test_a_preview_names_whom_it_would_concern_and_keeps_nothing(late):
    page = post(late, "preview", **{"milestone.due.days": "3"}).content.decode()
    assert "Today this concerns 1 milestone" in page
    assert "Four-Late" in page and "Two-Late" not in page
    assert "would go to Bob first" in page
    assert "Today this concerns 0 plans" in page
    assert 'value="3"' in page, "what was typed is still there"
    assert stored(late) == {}
    with late.inside():
        customers.edit_customer(customers.Customer.objects.get(), {"private": True})
    assert "Four-Late" not in post(late, "preview").content.decode(), "Ada may not see it"


def test_what_is_late_already_is_raised_at_once_where_that_is_asked_for(late):
    page = post(late, "preview").content.decode()
    assert "Raise the 2 when I save that are late already" in page
    post(late, "save", **{"milestone.due.days": "4"})
    with late.inside():
        assert not queries.all_raised().exists(), "a changed rule alone raises nothing"
    chosen = {"milestone.due.also": "on", "milestone.due.0.who": "member:alice", "milestone.due.days": "3"}
    post(late, "save", **chosen)
    with late.inside():
        row = queries.all_raised().get()
        assert (row.subject_key, row.owner_id, row.params) == ("four-late", late.alice.pk, {"days": 4})
    post(late, "save", **{**chosen, "milestone.due.days": "1"})
    with late.inside():
        assert sorted(row.subject_key for row in queries.waiting()) == ["four-late", "two-late"]
        verbs.resolve(queries.waiting().get(subject_key="two-late"), "Agreed")
    post(late, "save", **chosen, **{"milestone.due.1.count": "7"})
    with late.inside():
        assert queries.waiting().get().subject_key == "four-late", "what was ended in words stays over"
    assert "1 is raised already" in post(late, "preview").content.decode()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"milestone.due.days": "soon"}, "“A milestone is raised after days” is"),
        ({"plan.updated.days": "20"}, "must be more than “Updated within days”"),
        ({"milestone.due.0.count": ""}, "It is not said how long they have."),
        ({"milestone.due.0.count": "9999"}, "Write a time from 1 hour to 60 days."),
        ({"milestone.due.1.who": "owner"}, "Each is asked once"),
        ({f"milestone.due.{n}.who": "" for n in range(6)}, "Name at least one person."),
        ({"milestone.due.0.who": "member:../x"}, "Write each as one of"),
        ({"milestone.due.0.unit": "years"}, "Write each as one of"),
    ],
)
def test_what_can_not_be_kept_is_said_beside_it(scene, changed, said):
    for act in ("preview", "save"):
        answer = post(scene, act, **changed)
        assert answer.status_code == 422
        page = answer.content.decode()
        assert said in page
        assert "milestone_raised_days" not in page and "stale_days" not in page
    assert stored(scene) == {}


def test_what_was_saved_meanwhile_is_not_overwritten(scene):
    sent = form(scene, **{"milestone.due.days": "5"})
    post(scene, "save", **{"milestone.due.days": "2"})
    answer = scene.client(scene.ada).post(scene.url + "settings/raised/", {**sent, "act": "save"})
    assert answer.status_code == 409
    assert stored(scene)["milestone_raised_days"] == 2


def test_only_administrators(scene):
    client = scene.client(scene.bob)
    assert client.get(scene.url + "settings/raised/").status_code == 403
    assert client.post(scene.url + "settings/raised/", {"act": "save"}).status_code == 403
    assert scene.client(scene.ada).post(scene.url + "settings/raised/", {}).status_code == 200
