"""The calendar's page: every date, its filters, why it is there; and moving one, or being told why not."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from handrail.bench.pages import is_work
from handrail.doors.calendar import moving
from handrail.house.deadlines import promising, queries
from handrail.record.customers import verbs as customers
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task

from .stage import customer, day, everything, task

PART = {"HX-Request": "true"}


def shown(scene, query="", member=None):
    answer = scene.client(member or scene.alice).get(f"{scene.url}calendar/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def moved(scene, address, member=None, part=True, **said):
    headers = PART if part else {}
    return scene.client(member or scene.alice).post(
        f"{scene.url}calendar/{address}move/", said, headers=headers
    )


def toast(answer):
    return json.loads(answer["HX-Trigger"])["toast"]


def due(scene, row):
    with scene.inside():
        return type(row).objects.get(pk=row.pk).due_on


@pytest.mark.parametrize("view", ["month", "week", "agenda", "day", "nonsense"])
def test_an_empty_calendar_says_what_comes_here(scene, view):
    assert "No dates here" in shown(scene, f"?view={view}")


@pytest.mark.parametrize(
    "odd", ["day=0001-01-01", "day=9999-12-31", "day=x", "who=nobody", "kind=x", "customer=x"]
)
@pytest.mark.parametrize("view", ["month", "week", "agenda", "day"])
def test_odd_addresses_are_answered(scene, view, odd):
    shown(scene, f"?view={view}&{odd}")


def test_every_kind_of_date_is_there_with_its_customer_and_owner(scene):
    with scene.inside():
        everything(scene.alice)
    page = shown(scene, "?view=agenda")
    for title in ("Rollout", "Go live", "Call them", "Which region", "Champion leaves"):
        assert title in page
    for kind in ("Milestone", "Task", "Decision", "Risk review", "Plan review", "Last day to give notice"):
        assert f'aria-label="{kind}"' in page, "marked in words, not by colour alone"
    assert "Northwind" in page
    assert "Alice" in page


def test_each_view_shows_the_day_it_is_on(scene):
    with scene.inside():
        task(scene.alice, "Call them", 3)
    on = day(3).isoformat()
    for view in ("month", "week", "day", "agenda"):
        page = shown(scene, f"?view={view}&day={on}")
        assert "Call them" in page, view
        assert f'data-on="{on}"' in page, view
    assert "Call them" not in shown(scene, f"?view=day&day={day(4)}")


def test_filters_stand_in_the_address(scene):
    with scene.inside():
        north, south = customer(scene.alice), customer(scene.bob, "southwind")
        task(scene.alice, "Mine", 3, customer=north)
        task(scene.bob, "Bobs", 3, customer=south)
        task(scene.alice, "Late one", -3, customer=north)
    seen = {
        "": {"Mine", "Late one"},
        "&who=all": {"Mine", "Bobs", "Late one"},
        f"&who={scene.bob.key}": {"Bobs"},
        "&who=all&customer=southwind": {"Bobs"},
        "&who=all&q=southw": {"Bobs"},
        "&who=all&overdue=1": {"Late one"},
        "&who=all&kind=task": {"Mine", "Bobs", "Late one"},
        "&who=all&kind=milestone&kind=risk": set(),
    }
    for query, titles in seen.items():
        page = shown(scene, f"?view=agenda{query}")
        found = {title for title in ("Mine", "Bobs", "Late one") if f'data-title="{title}"' in page}
        assert found == titles, query


def test_a_crowded_day_opens(scene):
    with scene.inside():
        tasks.add_tasks([Task(title=f"Call {n}", owner=scene.alice, due_on=day(2)) for n in range(11)])
    page = shown(scene, f"?day={day(2)}")
    assert page.count("data-entry") == 4
    assert "+7 more" in page
    assert shown(scene, f"?view=day&day={day(2)}").count("data-entry") == 11


def test_why_it_is_here_is_said_in_place(scene):
    with scene.inside():
        row = task(scene.alice, customer=customer(scene.alice))
    address = f"{scene.url}calendar/task.due/{row.key}/"
    for headers in ({}, PART):
        page = scene.client(scene.alice).get(address, headers=headers).content.decode()
        assert "Promised by the task" in page
        assert "1 day before, on the day" in page
        assert f"tasks/{row.key}/" in page
        assert "Northwind" in page


def test_what_is_done_is_no_longer_here(scene):
    with scene.inside():
        row = task(scene.alice)
    with scene.inside():
        tasks.finish([row])
    assert "Call them" not in shown(scene, "?view=agenda")
    assert scene.client(scene.alice).get(f"{scene.url}calendar/task.due/{row.key}/").status_code == 404


# -- moving -------------------------------------------------------------------------------------------------


def test_a_date_is_moved_by_its_own_rooms_verb_and_can_be_put_back(scene):
    with scene.inside():
        row = task(scene.alice)
    answer = moved(scene, f"task.due/{row.key}/", day=day(9), was=day(3))
    assert answer.status_code == 200
    assert due(scene, row) == day(9)
    assert f'data-on="{day(9)}"' in shown(scene, "?view=agenda")
    assert scene.client(scene.alice).post(toast(answer)["undo"]).status_code == 302
    assert due(scene, row) == day(3)


def test_every_movable_kind_moves_its_field(scene):
    with scene.inside():
        everything(scene.alice)
    with scene.inside():
        rows = list(queries.all_deadlines().exclude(name__in=queries.INNER))
    assert {row.name for row in rows} >= set(moving.FIELDS) - {"renewal.due"}
    for row in rows:
        answer = moved(scene, f"{row.name}/{row.subject_key}/", day=day(60), was=row.due_on)
        assert answer.status_code == (200 if row.name in moving.FIELDS else 422), row.name
    with scene.inside():
        now = {row.name: row.due_on for row in queries.all_deadlines()}
    assert all(now[name] == day(60) for name in moving.FIELDS if name in now)


def test_every_kind_says_whether_it_can_be_moved(scene):
    assert set(moving.FIELDS) | set(moving.FIXED) <= set(promising.kinds())
    assert not set(moving.FIELDS) & set(moving.FIXED)


def test_what_can_not_be_moved_says_why(scene):
    with scene.inside():
        customer(scene.alice, notice_on=day(5))
    answer = moved(scene, "customer.notice/northwind/", day=day(9), was=day(5))
    assert answer.status_code == 422
    assert "stands in the contract" in toast(answer)["message"]
    page = scene.client(scene.alice).get(f"{scene.url}calendar/customer.notice/northwind/").content.decode()
    assert "stands in the contract" in page
    assert "hx-post" not in page.split('id="main"')[1].split("</main>")[0]


def test_a_change_in_between_stands_in_the_way(scene):
    with scene.inside():
        row = task(scene.alice)
    with scene.inside(scene.bob):
        tasks.edit_task(Task.objects.get(pk=row.pk), {"due_on": day(20)})
    answer = moved(scene, f"task.due/{row.key}/", day=day(9), was=day(3))
    assert answer.status_code == 422
    assert "in the meantime" in toast(answer)["message"]
    assert due(scene, row) == day(20)


def test_a_change_of_something_else_does_not(scene):
    with scene.inside():
        row = task(scene.alice)
    with scene.inside(scene.bob):
        tasks.edit_task(Task.objects.get(pk=row.pk), {"title": "Call them back"})
    assert moved(scene, f"task.due/{row.key}/", day=day(9), was=day(3)).status_code == 200
    assert due(scene, row) == day(9)


@pytest.mark.parametrize("odd", ["", "x", "0001-01-01", "2026-02-30", "9999-12-31"])
def test_what_is_no_day_is_refused(scene, odd):
    with scene.inside():
        row = task(scene.alice)
    assert moved(scene, f"task.due/{row.key}/", day=odd).status_code == 422
    assert moved(scene, f"task.due/{row.key}/", part=False, day=odd).status_code == 409
    assert due(scene, row) == day(3)


def test_without_a_script_a_form_moves_it_and_comes_back(scene):
    with scene.inside():
        row = task(scene.alice)
    back = f"{scene.url}calendar/?view=week"
    answer = moved(scene, f"task.due/{row.key}/", part=False, day=day(4), was=day(3), next=back)
    assert (answer.status_code, answer["Location"]) == (302, back)


def test_dates_of_a_private_customer_are_not_there_for_others(scene):
    with scene.inside():
        secret = customer(scene.alice, "secret", renewal_on=day(5))
        task(scene.alice, "Hush", 3, customer=secret)
        customers.edit_customer(secret, {"private": True})
    assert "Hush" in shown(scene, "?view=agenda")
    assert "Hush" not in shown(scene, "?view=agenda&who=all", scene.bob)
    assert moved(scene, "customer.renewal/secret/", scene.bob, day=day(9)).status_code == 404


@pytest.mark.parametrize("view", ["month", "week", "agenda", "day"])
def test_it_takes_the_same_few_statements_however_much_is_due(scene, view):
    counts = []
    for size in (5, 200):
        with scene.inside():
            some = [customer(scene.alice, f"c-{size}-{n}", renewal_on=day(n % 9)) for n in range(size // 5)]
            tasks.add_tasks(
                [
                    Task(title=f"T{n}", owner=scene.alice, customer=some[n % len(some)], due_on=day(n % 7))
                    for n in range(size)
                ]
            )
        client, address = scene.client(scene.alice), f"{scene.url}calendar/?view={view}&who=team"
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        counts.append(len([q for q in captured if is_work(q["sql"])]))
    assert counts[0] == counts[1] <= 20
