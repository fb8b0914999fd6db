"""The feed: what is in it, for whom, how long its address works; and that other programmes read the same days."""

from __future__ import annotations

import re
import unicodedata
from datetime import timedelta
from unittest.mock import patch
from urllib.parse import urlsplit

import icalendar
import pytest
import recurring_ical_events
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from handrail.doors.calendar import feeds, ical
from handrail.doors.calendar.models import Feed
from handrail.house.access.entry import LADDER
from handrail.house.deadlines import queries
from handrail.house.deadlines.models import Deadline
from handrail.house.people import leaving, members
from handrail.house.people.books import Wishes
from handrail.house.signing.limits import LIMITS, Limit
from handrail.kit import clock
from handrail.record.customers import verbs as customers
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task

from .stage import customer, day, everything, task


def made(scene, member=None, whose="mine"):
    """The path of a new address."""
    member = member or scene.alice
    with scene.inside(member):
        return urlsplit(feeds.make_feed(member, whose)[1]).path


def got(scene, where, **headers):
    return scene.client().get(where, headers=headers)


def read(scene, where):
    answer = got(scene, where)
    assert answer.status_code == 200, answer.content
    return icalendar.Calendar.from_ical(answer.content)


def events(scene, where):
    return {str(event["summary"]): event for event in read(scene, where).walk("VEVENT")}


def test_it_holds_the_same_days_as_the_record(scene):
    with scene.inside():
        promised = everything(scene.alice)
    calendar = read(scene, made(scene))
    found = recurring_ical_events.of(calendar).between(day(-30), day(60))
    assert {(str(event["summary"]), event.start) for event in found} == promised
    with scene.inside():
        wanted = sorted(row.due_on for row in queries.all_deadlines().exclude(name__in=queries.INNER))
    assert sorted(event.start for event in found) == wanted


def test_it_is_a_calendar_that_other_programmes_take(scene):
    with scene.inside():
        task(scene.alice, "Call; them, now\\soon\n" + "ä" * 200)
    answer = got(scene, made(scene))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert not answer.cookies
    body = answer.content
    assert body.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Handrail//Calendar//EN\r\n")
    assert all(len(line) <= 75 for line in body.split(b"\r\n")), "folded"
    (event,) = read(scene, made(scene)).walk("VEVENT")
    assert event["summary"] == "Task: Call; them, now\\soon\n" + "ä" * 200
    for name in ("uid", "dtstamp", "last-modified", "sequence", "url"):
        assert event[name], name
    assert event.end - event.start == timedelta(days=1)


def test_a_moved_date_keeps_its_name_and_counts_on(scene):
    with scene.inside():
        row = task(scene.alice)
    where = made(scene)
    before = events(scene, where)["Task: Call them"]
    with scene.inside():
        tasks.edit_task(Task.objects.get(pk=row.pk), {"due_on": day(9)})
    after = events(scene, where)["Task: Call them"]
    assert after["uid"] == before["uid"]
    assert (before.start, after.start) == (day(3), day(9))
    assert after["sequence"] > before["sequence"]
    assert after["last-modified"].dt >= before["last-modified"].dt
    with scene.inside():
        tasks.remove_tasks([Task.objects.get(pk=row.pk)])
    assert events(scene, where) == {}


def test_nothing_new_is_not_sent_again(scene):
    with scene.inside():
        row = task(scene.alice)
    where = made(scene)
    mark = got(scene, where)["ETag"]
    again = got(scene, where, if_none_match=mark)
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", mark)
    with scene.inside():
        tasks.edit_task(Task.objects.get(pk=row.pk), {"due_on": day(9)})
    assert got(scene, where, if_none_match=mark).status_code == 200


def test_only_a_hash_is_kept_and_only_the_newest_address_works(scene):
    first, second = made(scene), made(scene)
    assert first != second
    assert got(scene, first).status_code == 404
    assert got(scene, second).status_code == 200
    with scene.inside():
        kept = " ".join(Feed.objects.values_list("digest", flat=True))
        assert second.split("/")[2] not in kept
        feeds.revoke_feeds(scene.alice)
    assert got(scene, second).status_code == 404


@pytest.mark.parametrize("odd", ["x", "x" * 500, "%F0%9F%98%80", "%0A"])
def test_an_address_that_is_none_is_nowhere(scene, odd):
    assert got(scene, f"/feed/{odd}/handrail.ics").status_code == 404


def test_who_has_left_is_read_no_more(scene):
    with scene.inside():
        task(scene.bob)
    where = made(scene, scene.bob)
    assert len(events(scene, where)) == 1
    with scene.inside():
        leaving.leave(scene.bob, Wishes(to=scene.alice))
    assert got(scene, where).status_code == 404


def test_whose_dates_it_holds(scene):
    with scene.inside():
        north = customer(scene.alice)
        task(scene.alice, "Mine", 3)
        task(scene.bob, "For my customer", 3, customer=north)
        task(scene.bob, "Bobs own", 3)
    assert set(events(scene, made(scene))) == {"Task: Mine"}
    assert set(events(scene, made(scene, whose="book"))) == {
        "Task: Mine", "Task: For my customer (Northwind)"
    }  # fmt: skip


def test_a_private_customer_is_in_nobody_elses_feed(scene):
    with scene.inside():
        secret = customer(scene.alice, "secret")
        task(scene.bob, "Hush", 3, customer=secret)
        task(scene.bob, "Open", 3)
    where = made(scene, scene.bob)
    assert len(events(scene, where)) == 2
    with scene.inside():
        customers.edit_customer(secret, {"private": True})
    assert set(events(scene, where)) == {"Task: Open"}


def test_who_became_a_guest_sees_their_own_only(scene):
    with scene.inside():
        task(scene.bob, "Bobs", 3, customer=customer(scene.bob))
        task(scene.alice, "Alices", 3, customer=customer(scene.bob, "south"))
    where = made(scene, scene.bob, "book")
    assert len(events(scene, where)) == 2
    with scene.inside():
        members.edit_member(scene.bob, {"role": LADDER[0]})
    assert set(events(scene, where)) == {"Task: Bobs (Northwind)"}


def test_who_asks_too_often_waits(scene):
    where = made(scene)
    with patch.dict(LIMITS, feed=Limit(each=2, spread=100)):
        assert [got(scene, where).status_code for _ in range(3)] == [200, 200, 429]
        assert got(scene, made(scene)).status_code == 200, "another address from the same place"


def test_no_log_holds_the_secret(scene, caplog):
    where = made(scene)
    with patch.dict(LIMITS, feed=Limit(each=1, spread=100)), caplog.at_level("DEBUG"):
        assert [got(scene, where).status_code for _ in range(2)] == [200, 429]
        assert got(scene, "/feed/no-such-secret/handrail.ics").status_code == 404
    said = [record.getMessage() for record in caplog.records if not record.name.startswith("django.db")]
    assert said
    assert not [line for line in said if where.split("/")[2] in line or "no-such-secret" in line]


def test_the_page_shows_the_address_once_and_when_it_was_read(scene):
    client, page = scene.client(scene.bob), f"{scene.url}calendar/feed/"
    assert "Make an address" in client.get(page).content.decode()
    answer = client.post(page, {"whose": "team"})
    assert answer["Cache-Control"] == "no-store"
    (where,) = re.findall(r"/feed/[\w-]+/handrail.ics", answer.content.decode())
    shown = client.get(page).content.decode()
    assert "/handrail.ics" not in shown
    assert "not yet" in shown
    assert got(scene, where).status_code == 200
    assert "not yet" not in client.get(page).content.decode()
    assert client.post(page, {"whose": "everything"}).status_code == 422
    client.post(f"{page}withdraw/")
    assert got(scene, where).status_code == 404


def test_it_takes_the_same_few_statements_however_much_is_due(scene):
    where, counts = made(scene, whose="team"), []
    for size in (3, 90):
        with scene.inside():
            tasks.add_tasks([Task(title=f"T{n}", owner=scene.alice, due_on=day(n % 9)) for n in range(size)])
        got(scene, where)
        with CaptureQueriesContext(connection) as captured:
            got(scene, where)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 40


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=st.text(min_size=1, max_size=200), name=st.text(max_size=60), number=st.integers(-900, 900))
@example(title=r"Now\Next \N \\N", name=r"\N", number=0)
def test_any_title_comes_out_as_it_went_in(scene, title, name, number):
    one = Deadline(
        workspace_id=1, subject_kind="task", subject_id=5, subject_key="t", name="task.due", title=title,
        due_at=clock.real(), due_on=day(number),
    )  # fmt: skip
    with scene.inside():
        made = ical.event(one, ical.Change(), name, "")
    whole = icalendar.Calendar()
    whole.add_component(made)
    body = whole.to_ical()
    assert not [c for c in body.decode() if unicodedata.category(c) == "Cc" and c not in "\r\n\t"]
    (event,) = icalendar.Calendar.from_ical(body).walk("VEVENT")
    assert str(event["summary"]) == ical.text(ical.summary("Task", title, name))
    assert event.start == day(number)
