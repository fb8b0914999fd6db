"""What is raised, on Today, on its record, in its list; and what a click does about it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from handrail.house.access.workspace import set_clock
from handrail.house.deadlines import sweeps
from handrail.house.deadlines.tests.stage import DAY, customer, day, milestone, plan
from handrail.house.escalations import queries, verbs
from handrail.house.ledger import write
from handrail.kit import clock


@pytest.fixture
def team(scene):
    """Bob reports to Ada; a milestone of his was missed."""
    with scene.inside():
        write.change(scene.bob, {"manager": scene.ada})
        write.change(scene.gita, {"role": "member"})
        milestone(plan(customer(scene, owner=scene.bob)), day(2))
        set_clock(3 * DAY + until_noon())
    sweeps.fire_due()
    return scene


def until_noon() -> timedelta:
    """What is missed is told at nine in the morning: at whatever hour this runs, that has been."""
    now = clock.real()
    return now.replace(hour=12, minute=0) - now


def page(scene, member, path: str) -> str:
    answer = scene.client(member).get(scene.url + path)
    assert answer.status_code == 200
    return answer.content.decode()


def only(scene):
    with scene.inside():
        return queries.all_raised().get()


def test_it_is_on_top_of_today_with_the_why_and_one_click(team):
    shown = page(team, team.bob, "")
    assert "It was due yesterday and is not done." in shown
    assert "raised to Bob" in shown
    assert shown.index('id="raised"') < shown.index('id="now"')
    key = only(team).key
    assert f"raised/{key}/acknowledge/" in shown
    assert f"raised/{key}/acknowledge/" not in page(team, team.ada, "?for=everybody"), "hers it is not"
    answer = team.client(team.bob).post(f"{team.url}raised/{key}/acknowledge/")
    assert answer.status_code == 302
    assert (only(team).state, only(team).promise) == ("acknowledged", "I am looking into it")


def test_its_record_its_plan_and_its_customer_say_to_whom(team):
    for path in ("milestones/live/", "customers/northwind/"):
        shown = page(team, team.gita, path)
        assert "Raised to Bob" in shown and "See who was told" in shown
    with team.inside():
        made = only_plan()
        verbs.raise_to(made, team.ada, "50% is idle", title=made.title, path="plans/harbor/")
    shown = page(team, team.bob, "plans/harbor/")
    assert "Raised to Ada" in shown and "50% is idle" in shown
    assert "to Ada" in page(team, team.bob, "customers/northwind/")


def only_plan():
    from handrail.record.plans.models import Plan

    return Plan.objects.get()


def test_its_page_says_who_was_told_and_who_is_next(team):
    shown = page(team, team.gita, f"raised/{only(team).key}/")
    assert "Bob was told on" in shown
    assert "If nothing happens, Ada is told on" in shown
    assert "How it was solved" not in shown, "a guest of the matter only looks"
    assert "How it was solved" in page(team, team.ada, f"raised/{only(team).key}/")


def test_the_list_and_its_filters(team):
    assert "raised to Bob" in page(team, team.bob, "raised/")
    assert "Nothing is raised here" in page(team, team.ada, "raised/")
    assert "raised to Bob" in page(team, team.ada, "raised/?for=everybody")
    assert "Nothing is raised here" in page(team, team.bob, "raised/?state=resolved")
    assert page(team, team.bob, "raised/?state=odd&for=odd&page=x")


def test_acts_and_what_is_wrong_with_them(team):
    client, here = team.client(team.bob), f"{team.url}raised/{only(team).key}/"
    for act, sent in (
        ("resolve", {"words": " "}),
        ("snooze", {"until": "never", "reason": "x"}),
        ("snooze", {"until": day(5).isoformat(), "reason": ""}),
        ("hand", {"to": "nobody"}),
        ("acknowledge", {"promise": "", "by": day(5).isoformat()}),
        ("acknowledge", {"promise": "x", "by": "yesterday"}),
    ):
        answer = client.post(f"{here}{act}/", sent)
        assert answer.status_code == 422, (act, sent)
        assert 'role="alert"' in answer.content.decode()
    assert client.post(f"{here}dance/").status_code == 404
    assert client.post(f"{here}hand/", {"to": "ada"}).status_code == 302
    assert only(team).owner_id == team.ada.pk
    assert team.client(team.ada).post(f"{here}resolve/", {"words": "Agreed"}).status_code == 302
    assert only(team).state == "resolved"
    assert "Agreed" in page(team, team.bob, f"raised/{only(team).key}/")
    assert client.post(f"{here}resolve/", {"words": "Twice"}).status_code == 422


def test_who_may_not_is_refused(team):
    here = f"{team.url}raised/{only(team).key}/"
    assert team.client(team.gita).post(f"{here}resolve/", {"words": "Mine"}).status_code == 403
    assert team.client(team.charlie).get(here).status_code == 404


def test_raising_by_hand_from_a_record(team):
    client, address = team.client(team.bob), f"{team.url}raised/new/?subject=customer:northwind"
    assert address.replace("&", "&amp;") in page(team, team.bob, "customers/northwind/").replace("%3A", ":")
    assert client.post(address, {"to": "ada", "reason": " "}).status_code == 422
    assert client.post(address, {"to": "ada", "reason": "They call twice a day"}).status_code == 302
    shown = page(team, team.ada, "")
    assert "They call twice a day" in shown
    assert client.get(f"{team.url}raised/new/?subject=customer:none").status_code == 404
    assert client.get(f"{team.url}raised/new/").status_code == 404


def test_the_history_tells_it_in_words(team):
    shown = page(team, team.bob, "customers/northwind/")
    assert "Milestone raised: “Live”" in shown and "to Bob" in shown


def test_a_long_list_costs_as_many_statements_as_a_short_one(team):
    client = team.client(team.bob)
    client.get(f"{team.url}raised/")
    with CaptureQueriesContext(connection) as few:
        client.get(f"{team.url}raised/")
    with team.inside():
        made = only_plan()
        for n in range(12):
            milestone(made, day(2), key=f"m{n}")
            verbs.raise_to(customer(team, key=f"c{n}"), team.bob, "Look", title="C", path=f"customers/c{n}/")
    with CaptureQueriesContext(connection) as many:
        client.get(f"{team.url}raised/")
    assert len(many) == len(few)
