"""The inbox: one's own, each with its reason and one click; and how one is told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from handrail.bench.pages import is_work
from handrail.house.nudges import channels, preferring, queries, verbs
from handrail.house.nudges.models import Channel, Delivery
from handrail.house.nudges.tests.somebody import telling
from handrail.kit import clock
from handrail.record.customers.models import Customer
from handrail.record.customers.verbs import add_customers

PART = {"HX-Request": "true"}


def told(scene, member, **more):
    with scene.inside():
        return verbs.tell([telling(member, **more)])[0]


def inbox(scene, member, query=""):
    answer = scene.client(member).get(f"{scene.url}inbox/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def waiting(scene, member):
    with scene.inside():
        return [nudge.title for nudge in queries.inbox(member)]


def test_an_empty_inbox_says_what_comes_here(scene):
    assert "Nothing waits for you" in inbox(scene, scene.bob)
    assert "Nothing is put off" in inbox(scene, scene.bob, "?tab=later")
    assert "Nothing is done yet" in inbox(scene, scene.bob, "?tab=done")


def test_each_line_says_why_it_came_and_offers_its_step(scene):
    with scene.inside():
        (north,) = add_customers([Customer(name="Northwind")])
    nudge = told(scene, scene.bob, about_id=north.pk)
    page = inbox(scene, scene.bob)
    assert "Ten branches live" in page
    assert "It is due today." in page
    assert "Open the plan" in page
    assert f"{scene.url}inbox/{nudge.key}/open/" in page
    assert "customers/northwind/" in page
    assert "Northwind" in inbox(scene, scene.bob, "?by=customer")


def test_nobody_sees_or_touches_anothers(scene):
    nudge = told(scene, scene.bob)
    for member in (scene.alice, scene.ada):
        client = scene.client(member)
        assert "Ten branches live" not in inbox(scene, member)
        for path in ("open/", "done/", "snooze/", "read/"):
            asked = client.get if path == "open/" else client.post
            assert asked(f"{scene.url}inbox/{nudge.key}/{path}").status_code == 404
    assert waiting(scene, scene.bob) == ["Ten branches live"]


def test_opening_one_reads_it_and_leads_to_its_record(scene):
    nudge = told(scene, scene.bob)
    client = scene.client(scene.bob)
    client.head(f"{scene.url}inbox/{nudge.key}/open/")
    with scene.inside():
        assert queries.unread(scene.bob) == 1
    answer = client.get(f"{scene.url}inbox/{nudge.key}/open/")
    assert answer.headers["Location"] == f"{scene.url}plans/harbor-plan/"
    with scene.inside():
        assert queries.unread(scene.bob) == 0


def test_done_and_back_again(scene):
    nudge = told(scene, scene.bob)
    client = scene.client(scene.bob)
    answer = client.post(f"{scene.url}inbox/{nudge.key}/done/", headers=PART)
    assert "Done: Ten branches live" in answer.headers["HX-Trigger"]
    assert "Nothing waits for you" in answer.content.decode()
    assert "Ten branches live" in inbox(scene, scene.bob, "?tab=done")
    assert client.post(f"{scene.url}inbox/{nudge.key}/reopen/").status_code == 302
    assert waiting(scene, scene.bob) == ["Ten branches live"]


@pytest.mark.parametrize("until", ["tomorrow", "week", "day"])
def test_putting_off_with_a_reason(scene, until):
    nudge = told(scene, scene.bob)
    day = (clock.today() + timedelta(days=20)).isoformat()
    given = {"until": until, "day": day, "reason": "Ida is away"}
    assert scene.client(scene.bob).post(f"{scene.url}inbox/{nudge.key}/snooze/", given).status_code == 302
    assert waiting(scene, scene.bob) == []
    page = inbox(scene, scene.bob, "?tab=later")
    assert "Ida is away" in page
    with scene.inside():
        kept = queries.get(scene.bob, nudge.key).snoozed_until
    assert kept.hour == 8
    assert kept.isoweekday() <= 5 or until == "day"
    if until == "week":
        assert kept.date() > clock.today() + timedelta(days=6 - clock.today().weekday())


@pytest.mark.parametrize("day", ["", "soon", "2020-01-01", "9999-12-31"])
def test_a_day_that_is_none_leaves_it_where_it_is(scene, day):
    nudge = told(scene, scene.bob)
    for headers in (PART, {}):
        answer = scene.client(scene.bob).post(
            f"{scene.url}inbox/{nudge.key}/snooze/", {"until": "day", "day": day}, headers=headers
        )
        assert answer.status_code in (200, 409)
    assert waiting(scene, scene.bob) == ["Ten branches live"]


def test_all_are_read_at_once(scene):
    for _ in range(3):
        told(scene, scene.bob)
    scene.client(scene.bob).post(f"{scene.url}inbox/read/")
    with scene.inside():
        assert queries.unread(scene.bob) == 0


def test_the_bell_counts_what_is_unread_on_every_page(scene):
    told(scene, scene.bob)
    page = scene.client(scene.bob).get(f"{scene.url}customers/").content.decode()
    assert f'id="bell" data-live="nudges:{scene.bob.pk}"' in page
    assert '1<span class="unseen"> unread' in page
    assert (
        '1<span class="unseen"> unread'
        in scene.client(scene.bob).get(f"{scene.url}inbox/bell/").content.decode()
    )


def test_ten_thousand_cost_as_many_statements_as_ten(scene):
    def asked():
        client = scene.client(scene.bob)
        client.get(f"{scene.url}inbox/")
        with CaptureQueriesContext(connection) as captured:
            client.get(f"{scene.url}inbox/")
        return len([q for q in captured if is_work(q["sql"])])

    with scene.inside():
        verbs.tell([telling(scene.bob) for _ in range(10)])
    few = asked()
    with scene.inside():
        verbs.tell([telling(scene.bob) for _ in range(1_000)])
    assert asked() == few <= 10


# -- how I am told ------------------------------------------------------------------------------------------

CHOICES = {
    "mail": "at_once", "chat": "off", "digest_at": "07:30", "quiet_from": "20:00", "quiet_until": "06:00",
    "language": "de", "hours": "1", "urgent_anytime": "on",
}  # fmt: skip


def test_choices_are_kept_and_a_wrong_one_says_so(scene):
    client = scene.client(scene.bob)
    assert client.post(f"{scene.url}told/", CHOICES).status_code == 302
    with scene.inside():
        kept = preferring.preference_of(scene.bob)
        assert (kept.mail, kept.language, kept.urgent_anytime, str(kept.digest_at)) == (
            "at_once",
            "de",
            True,
            "07:30:00",
        )
    answer = client.post(f"{scene.url}told/", {**CHOICES, "mail": "pigeon"})
    assert answer.status_code == 422
    assert "not one of the choices" in answer.content.decode()


def test_a_form_that_was_cut_off_changes_nothing_else(scene):
    client = scene.client(scene.bob)
    client.post(f"{scene.url}told/", CHOICES)
    client.post(f"{scene.url}told/", {"mail": "off"})
    with scene.inside():
        kept = preferring.preference_of(scene.bob)
        assert (kept.mail, kept.urgent_anytime) == ("off", True)


def test_a_test_goes_along_every_way(scene):
    with scene.inside():
        channels.add_channel("slack", "mine", "https://hooks.example.com/x", member=scene.bob)
    scene.client(scene.bob).post(f"{scene.url}told/test/")
    with scene.inside():
        assert sorted(bool(d.channel_id) for d in Delivery.objects.all()) == [False, True]


SECRET = "https://hooks.slack.com/services/T00000000/B00000000/aVerySecretTokenIndeed"


@pytest.mark.parametrize(("place", "who"), [("told/", "bob"), ("settings/telling/", "ada")])
def test_a_channels_address_is_never_shown_again(scene, place, who):
    client = scene.client(getattr(scene, who))
    given = {"kind": "slack", "name": "cs-team", "url": SECRET, "carries": "all"}
    assert client.post(f"{scene.url}{place}channels/", given).status_code == 302
    page = client.get(f"{scene.url}{place}").content.decode()
    assert "hooks.slack.com …deed" in page
    assert "aVerySecret" not in page
    token = scene.token(scene.alice)
    history = client.get(
        f"/api/v1/w/{scene.workspace.slug}/events", headers={"authorization": f"Bearer {token}"}
    )
    assert "aVerySecret" not in history.content.decode()


def test_a_programs_signing_secret_is_shown_once(scene):
    client = scene.client(scene.ada)
    given = {"kind": "webhook", "name": "billing", "url": "https://example.com/hook", "carries": "all"}
    answer = client.post(f"{scene.url}settings/telling/channels/", given)
    assert "whsec_" in answer.content.decode()
    assert answer.headers["Cache-Control"] == "no-store"
    assert "whsec_" not in client.get(f"{scene.url}settings/telling/").content.decode()


@pytest.mark.parametrize(
    "url", ["", "ftp://x/", "https://user:pw@x.com/", "nonsense", "https://" + "a" * 3000]
)
def test_an_odd_address_is_refused_and_not_echoed(scene, url):
    given = {"kind": "slack", "name": "x", "url": url, "carries": "all"}
    answer = scene.client(scene.ada).post(f"{scene.url}settings/telling/channels/", given)
    assert answer.status_code == 422
    assert "user:pw" not in answer.content.decode()
    with scene.inside():
        assert not Channel.objects.exists()


def test_nobody_removes_anothers_channel(scene):
    with scene.inside():
        mine, _ = channels.add_channel("slack", "mine", "https://x.example/a", member=scene.ada)
        ours, _ = channels.add_channel("slack", "ours", "https://x.example/b")
    client = scene.client(scene.bob)
    assert client.post(f"{scene.url}told/channels/{mine.key}/remove/").status_code == 404
    assert client.post(f"{scene.url}told/channels/{ours.key}/remove/").status_code == 404
    assert client.post(f"{scene.url}settings/telling/channels/{ours.key}/remove/").status_code == 403
    assert scene.client(scene.ada).post(f"{scene.url}told/channels/{mine.key}/remove/").status_code == 302
    with scene.inside():
        assert channels.secrets_of([mine.pk]) == {}


def test_days_and_holidays(scene):
    client = scene.client(scene.ada)
    given = {"day": ["1", "2"], "holidays": "2026-12-25\n2026-12-26"}
    assert client.post(f"{scene.url}settings/telling/days/", given).status_code == 302
    for wrong in ({"day": ["1"], "holidays": "Christmas"}, {"day": ["9"]}, {"holidays": ""}):
        assert client.post(f"{scene.url}settings/telling/days/", wrong).status_code == 422
    with scene.inside() as scope:
        assert (scope.workspace.working_days, scope.workspace.holidays) == (
            [1, 2],
            ["2026-12-25", "2026-12-26"],
        )


def test_what_did_not_arrive_is_shown_without_its_content_and_sent_again(scene):
    told(scene, scene.bob, title="Private matter")
    with scene.inside():
        Delivery.objects.update(
            state="given_up", next_at=None, ended_at=clock.real(), problem="It answered 500."
        )
        key = Delivery.objects.get().key
    client = scene.client(scene.ada)
    page = client.get(f"{scene.url}settings/telling/").content.decode()
    assert "It answered 500." in page
    assert "Bob" in page
    assert "Private matter" not in page
    assert client.post(f"{scene.url}settings/telling/messages/{key}/again/").status_code == 302
    with scene.inside():
        assert Delivery.objects.get().state == "waiting"


def test_a_chat_is_renamed_tried_turned_off_and_on_where_it_is_listed(scene):
    with scene.inside():
        mine, _ = channels.add_channel("slack", "mine", "https://x.example/a", member=scene.ada)
    client, here = scene.client(scene.ada), f"{scene.url}told/"

    def press(act: str, **said: str) -> str:
        answer = client.post(f"{here}channels/{mine.key}/{act}/", said)
        assert answer.status_code == 302, act
        return client.get(here).content.decode()

    assert "<b>Night watch</b>" in press("edit", name=" Night watch ")
    press("try")
    with scene.inside():
        assert [d.channel_id for d in Delivery.objects.all()] == [mine.pk], "one chat, and no mail beside it"
    shown = press("off")
    assert "Off since" in shown and "Try it" not in shown
    assert client.post(f"{here}channels/{mine.key}/try/").status_code == 409
    assert "Try it" in press("on")
    assert client.post(f"{here}channels/{mine.key}/edit/", {"name": ""}).status_code == 409
