"""Calendar files: meetings become touchpoints, and dates of ours that were moved elsewhere are moved here."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st

from handrail.cli import importing as command
from handrail.doors.calendar import feeds
from handrail.doors.exchange.tables import table_of
from handrail.house.ledger.models import Event
from handrail.kit import clock
from handrail.kit.icsio import Window, calendar_table
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer, Stakeholder, Touchpoint
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task

from .importer import Importer, importer
from .test_pages import Visit

__all__ = ["importer"]  # the fixture


def day(number: int) -> date:
    return clock.real().date() + timedelta(days=number)


def stamp(number: int, time: str = "T100000Z") -> str:
    return f"{day(number):%Y%m%d}{time}"


def calendar(*events: str) -> str:
    inside = "".join(f"BEGIN:VEVENT\n{event.strip()}\nEND:VEVENT\n" for event in events)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{inside}END:VCALENDAR\n".replace("\n", "\r\n")


def meeting(uid: str, on: int, *who: str, more: str = "", title: str = "Weekly") -> str:
    people = "\n".join(f"ATTENDEE;CN=Somebody:mailto:{one}" for one in who)
    return f"UID:{uid}\nDTSTART:{stamp(on)}\nSUMMARY:{title}\n{people}\n{more}"


@pytest.fixture
def north(scene: Any) -> Customer:
    with scene.inside():
        row = Customer(
            key="northwind", name="Northwind", website="https://www.northwind.example/de", owner=scene.bob
        )
        solo = Customer(key="solo", name="Solo", website="https://gmail.com/solo")
        customers.add_customers([row, solo])
        customers.add_stakeholders(
            [Stakeholder(customer=row, key="erik", name="Erik Lund", email="Erik@private.example")]
        )
    return row


def touches(importer: Importer) -> dict[str, Touchpoint]:
    return {f"{row.on} {row.summary}": row for row in importer.rows(Touchpoint)}


def flags(preview: Any) -> dict[str, tuple[int, str]]:
    return {flag.remark.code: (flag.count, flag.remark.found) for flag in preview.flags}


def test_a_calendar_through_the_page_and_the_command(
    scene: Any, north: Customer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A series with a moved, a cancelled and a left-out date; a declined guest; what is nobody's; the same again."""
    text = calendar(
        meeting("weekly", -20, "erik@private.example", scene.bob.email, more="RRULE:FREQ=DAILY;COUNT=5\nEXDATE:" + stamp(-19)),
        f"UID:weekly\nRECURRENCE-ID:{stamp(-18)}\nDTSTART:{stamp(-10)}\nSUMMARY:Moved\nATTENDEE:mailto:erik@private.example",
        f"UID:weekly\nRECURRENCE-ID:{stamp(-17)}\nDTSTART:{stamp(-17)}\nSTATUS:CANCELLED",
        meeting("domain", -3, "mara@eu.northwind.example", scene.alice.email, title="Review; with\\, Mara", more="DESCRIPTION:Long\n  folded line\nX-BROKEN:;;"),
        meeting("ahead", 30, "erik@private.example", title="Next month"),
        meeting("friends", -2, "somebody@gmail.com", title="Lunch"),
        meeting("us", -2, scene.alice.email, title="Stand-up"),
        "UID:bad\nDTSTART:2026-13-40\nSUMMARY:Broken",
    )  # fmt: skip
    bob = Visit(scene, scene.bob)
    sent = SimpleUploadedFile("meetings.ics", text.encode())
    columns = str(bob.client.post(bob.home, {"files": [sent]})["Location"])
    assert "Attendees" in bob.page(columns)
    preview = bob.check_columns(columns)
    told = re.sub(r"<[^>]+>|\s+", " ", bob.page(preview + "?list=flagged"))
    for words in (
        "It lies ahead",
        "Lunch",
        "somebody@gmail.com",
        "Nobody from outside",
        "2026-13-40",
        "cancelled",
    ):
        assert words in told, words
    assert "Imported." in bob.confirm(preview)

    rows = touches(Importer(scene))
    first, moved, last = (
        rows[f"{day(at)} {name}"] for at, name in ((-20, "Weekly"), (-10, "Moved"), (-16, "Weekly"))
    )
    review = rows[f"{day(-3)} Review; with, Mara"]
    assert len(rows) == 4
    assert {row.customer_id for row in rows.values()} == {north.pk}
    assert (first.people, first.member_id, first.external_ids) == (["erik"], scene.bob.pk, {"ical": "weekly"})
    assert moved.external_ids == {"ical": f"weekly/{day(-18)}"}
    assert last.kind == "meeting"
    assert (review.people, review.member_id, review.text) == ([], scene.alice.pk, "Long folded line")

    path = tmp_path / "again.ics"
    path.write_text(text)
    assert command.main([str(path), "-w", scene.workspace.slug, "--format", "json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["created"], report["unchanged"]) == ({"touchpoints": 0}, {"touchpoints": 4})
    assert len(touches(Importer(scene))) == 4


def test_what_people_made_of_a_touchpoint_stays(scene: Any, north: Customer, importer: Importer) -> None:
    """Words and people added here stay; the day follows the calendar; what was taken away here does not come back."""
    say_no = "ATTENDEE;PARTSTAT=DECLINED:mailto:erik@private.example"
    gone, kept = meeting("gone", -5, "erik@private.example"), meeting("kept", -5, "mara@northwind.example")
    importer.apply({"a.ics": calendar(gone, kept, meeting("no", -4, scene.bob.email, more=say_no))})
    both = importer.rows(Touchpoint)
    assert [row.external_ids["ical"] for row in both] == ["gone", "kept"], "who says no does not take part"
    with scene.inside():
        customers.remove_touchpoints([both[0]])
        customers.edit_touchpoint(
            both[1], {"summary": "They will sign", "people": ["erik"], "kind": "review"}
        )
    later = meeting("kept", -4, "mara@northwind.example", title="Renamed", more="DESCRIPTION:Agenda")
    preview = importer.apply(
        {"mine.ics": calendar(gone, later), "hers.ics": calendar(later + "\nSEQUENCE:1")}
    )
    assert preview.numbers("changed") == {"touchpoints": 1}
    assert {"taken_away", "twice"} <= flags(preview).keys()
    [row] = importer.rows(Touchpoint)
    assert (row.on, row.summary, row.text, row.people, row.kind) == (
        day(-4), "They will sign", "Agenda", ["erik"], "review",
    )  # fmt: skip


def test_only_one_customer_can_be_meant(scene: Any, north: Customer, importer: Importer) -> None:
    """Two customers at a table, or two with one domain: somebody has to say. New contacts count in the preview too."""
    with scene.inside():
        twins = [Customer(key=f"twin-{n}", name=f"Twin {n}", website="twin.example") for n in (1, 2)]
        customers.add_customers(twins)
    contacts = "Name,Email,Account Name,Title\nAnn Roe,ann@fresh.example,Fresh,CIO\n"
    file = calendar(
        meeting("two", -2, "erik@private.example", "ann@fresh.example", title="Round table"),
        meeting("twin", -2, "x@twin.example", title="Which twin"),
        meeting("new", -1, "ann@fresh.example", title="Hello"),
    )
    files = {"contacts.csv": contacts, "calendar.ics": file}
    for preview in (importer.plan(files), importer.apply(files)):
        assert preview.numbers("created")["touchpoints"] == 1
        assert flags(preview)["several_customers"] == (1, "Round table")
        assert flags(preview)["no_customer"] == (1, "Which twin")
    [row] = importer.rows(Touchpoint)
    assert (row.summary, row.people) == ("Hello", ["ann-roe"])


# -- dates of ours ------------------------------------------------------------------------------------------


def feed(scene: Any) -> str:
    with scene.inside(scene.alice):
        path = urlsplit(feeds.make_feed(scene.alice, "mine")[1]).path
    return str(scene.client().get(path).content.decode())


def shifted(text: str, title: str, to: date) -> str:
    """The feed with one of its dates on another day, as another calendar writes it back."""
    events = text.split("BEGIN:VEVENT")
    made = [
        re.sub(r"DTSTART[^\r]*", f"DTSTART;VALUE=DATE:{to:%Y%m%d}", event) if title in event else event
        for event in events
    ]
    assert made != events
    return "BEGIN:VEVENT".join(made)


def test_a_date_moved_in_another_calendar_is_moved_here(scene: Any, importer: Importer) -> None:
    with scene.inside():
        north = Customer(key="north", name="North", owner=scene.alice, notice_on=day(20), renewal_on=day(40))
        customers.add_customers([north])
        call = Task(title="Call them", owner=scene.alice, due_on=day(3))
        tasks.add_tasks([call, Task(title="Stay", owner=scene.alice, due_on=day(4))])
    asked = feed(scene)
    moved = shifted(asked, "Call them", day(9))

    page = Visit(scene, scene.alice)
    sent = SimpleUploadedFile("handrail.ics", moved.encode())
    preview = page.check_columns(str(page.client.post(page.home, {"files": [sent]})["Location"]))
    said = re.sub(r"<[^>]+>|\s+", " ", page.page(preview))
    assert "Task: Call them" in said
    assert "due on" in said
    assert "Task: Stay" not in said, "what has not moved says nothing"
    with scene.inside():
        assert Task.objects.get(pk=call.pk).due_on == day(3), "a preview moves nothing"
        assert not Event.objects.filter(kind="task.changed").exists()
    assert "Imported." in page.confirm(preview)
    with scene.inside():
        assert Task.objects.get(pk=call.pk).due_on == day(9)
        assert Event.objects.get(kind="task.changed").actor_kind == "import"

    again = importer.apply({"h.ics": moved})
    assert (again.numbers("changed"), again.refused_count) == ({"touchpoints": 0, "dates": 0}, 0)
    old = importer.apply({"h.ics": asked})
    assert old.numbers("changed")["dates"] == 0, "an older copy of the feed moves nothing back"
    conflict = importer.apply({"h.ics": shifted(asked, "Call them", day(15))})
    assert flags(conflict)["moved_here"][0] == 1
    fixed = importer.refused({"h.ics": shifted(asked, "notice", day(30))})
    assert [remark.code for remark in fixed.refused] == ["fixed_date"]
    with scene.inside():
        tasks.edit_task(Task.objects.get(pk=call.pk), {"state": "done"})
    over = importer.apply({"h.ics": shifted(moved, "Call them", day(20))})
    assert flags(over)["date_over"][0] == 1


# -- whatever a calendar is ----------------------------------------------------------------------------------

ENDLESS = {
    "by the second": "FREQ=SECONDLY",
    "a million times": "FREQ=DAILY;COUNT=100000000",
    "never": "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
    "never in a year": "FREQ=YEARLY;BYWEEKNO=1;BYMONTH=6;BYDAY=MO",
    "each hour of a day": "FREQ=DAILY;BYHOUR=" + ",".join(map(str, range(24))),
    "by nothing": "FREQ=WEEKLY;INTERVAL=0",
}


def test_files_that_mean_harm_are_bounded_and_the_rest_comes_in(
    scene: Any, north: Customer, importer: Importer
) -> None:
    who = "erik@private.example"
    nested = "BEGIN:VALARM\n" * 20_000 + "END:VALARM\n" * 20_000
    events = [
        *(meeting(name, -450, who, title=name, more=f"RRULE:{rule}") for name, rule in ENDLESS.items()),
        meeting("dates", -3, who, title="dates", more="RDATE:" + ",".join([stamp(-2)] * 5_000)),
        meeting("deep", -3, who, title="deep", more=nested + "STATUS:CONFIRMED"),
        meeting("long", -3, who, title="l" * 2_000 + "\0", more="DESCRIPTION:" + "é\n " * 50_000),
        meeting("zone", -3, who, title="zone")
        .replace("DTSTART:", "DTSTART;TZID=Mars/Base:")
        .replace("Z\n", "\n", 1),
        meeting("crowd", -3, *(f"p{n}@nowhere.example" for n in range(3_000)), title="crowd"),
        meeting("year one", -3, who).replace(stamp(-3), "00010101T000000"),
    ]
    cut = calendar(*events)[: -len("END:VEVENT\r\nEND:VCALENDAR\r\n")] + "\r\nBEGIN:VEVENT\r\nDTST"
    preview = importer.apply({"hostile.ics": cut.encode("utf-16")})
    found = touches(importer)
    assert {row.summary[:9] for row in found.values()} == {"a million", "deep", "l" * 9, "zone"}
    assert 395 <= sum(row.summary == "a million times" for row in found.values()) <= 401
    codes = flags(preview)
    assert {"endless", "broken_event", "too_old", "unknown_zone", "no_customer"} <= codes.keys()
    assert all(remark.line for remark in preview.refused)
    assert importer.refused({"empty.ics": b""}).refused[0].code == "no_events"
    assert importer.refused({"page.ics": b"<html>"}).refused[0].code == "no_events"


def test_every_real_calendar_gives_a_table_or_says_why_not(scene: Any, shared: Path) -> None:
    files = sorted((shared / "data" / "ics").rglob("*.ics"))
    assert files
    with scene.inside(), clock.frozen(datetime(2015, 1, 1, tzinfo=UTC)):
        for path in files:
            table = table_of(path, path.name)
            rows = list(table.rows)
            assert rows or table.problems or any(note.line for note in table.notes), path.name
            assert all(isinstance(row.values[0], date) and row.line for row in rows), path.name
            assert bool(table.columns) != bool(table.problems), path.name


DATES = [
    "20261101T100000Z", "20261102", "20261103T100000", "19000101", "22001231T235959", "00010101",
    "20261101T100000Z/PT1H", "P1D", "20261104,20261105T100000Z", "",
]  # fmt: skip
RULES = [
    "FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,-1TU", "FREQ=MONTHLY;BYSETPOS=0;BYDAY=MO", "FREQ=DAILY;COUNT=-1",
    "FREQ=YEARLY;UNTIL=20261101;COUNT=3", "FREQ=DAILY;UNTIL=20261110T000000Z", "FREQ=DAILY;INTERVAL=0", "FREQ=HOURLY",
    "FREQ=MONTHLY;BYMONTHDAY=40", "FREQ=WEEKLY;WKST=XX", "UNTIL=20261101", "BYDAY=MO;FREQ=DAILY;;",
]  # fmt: skip
ZONES = [
    "",
    ";TZID=Europe/Berlin",
    ";VALUE=DATE",
    ";TZID=W. Europe Standard Time",
    ";VALUE=PERIOD",
    ";RANGE=THISANDFUTURE",
]
dated = st.builds("{}{}:{}".format, st.sampled_from(["RDATE", "EXDATE", "RECURRENCE-ID"]), st.sampled_from(ZONES),
                  st.sampled_from(DATES))  # fmt: skip
started = st.builds("DTSTART{}:{}".format, st.sampled_from(ZONES), st.sampled_from(DATES))
other = st.builds("{}:{}".format, st.sampled_from(["UID", "SUMMARY", "ATTENDEE;CN=\"A;B\"", "STATUS", "SEQUENCE", "BEGIN",
                  "END", " ", "X"]), st.sampled_from(["u", "CANCELLED", "VEVENT", "VALARM"]) | st.text(max_size=8))  # fmt: skip
LINES = st.tuples(started, st.sampled_from(RULES).map("RRULE:{}".format) | other,
                  st.lists(dated | other, max_size=4).map("\n".join))  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(st.lists(LINES, max_size=4), st.binary(max_size=20), st.sampled_from(["utf-8", "utf-16", "latin-1"]))
def test_no_file_is_an_exception(events: list[tuple[str, ...]], noise: bytes, encoding: str) -> None:
    """Whatever stands in it, its events become rows in the window, or are told."""
    text = "BEGIN:VCALENDAR\n" + "".join(
        "BEGIN:VEVENT\n" + "\n".join(one) + "\nEND:VEVENT\n" for one in events
    )
    window = Window(datetime(2026, 11, 21, 12, tzinfo=UTC), "Europe/Berlin")
    table = calendar_table(text.encode(encoding, "replace") + noise, filename="any.ics", window=window)
    rows = list(table.rows)
    assert len(rows) <= 500 * max(1, len(events))
    assert not table.columns or rows or table.left_out or table.notes
    first = date(2026, 11, 21) - timedelta(days=400)
    assert all(
        isinstance(row.values[0], date) and first <= row.values[0] <= date(2026, 11, 21) for row in rows
    )
