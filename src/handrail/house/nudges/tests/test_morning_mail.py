"""The morning mail: one, by customer, with every reason; nothing to say is no mail."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from django.db import connection

from handrail.house.nudges import digests, sending, verbs
from handrail.house.nudges.models import Digest
from handrail.house.nudges.tests.delivering import send, tell, under_way
from handrail.house.nudges.tests.somebody import telling

WEDNESDAY, NIGHT = datetime(2026, 11, 18, 10, tzinfo=UTC), datetime(2026, 11, 18, 23, tzinfo=UTC)


def morning(scene, at, day=19):
    at(datetime(2026, 11, day, 8, 0, 1, tzinfo=UTC))
    made = digests.make_in(scene.workspace.pk)
    send(scene)
    return made


def test_the_morning_mail_is_one_by_customer_and_each_says_why(scene, post, at):
    from handrail.record.customers.models import Customer
    from handrail.record.customers.verbs import add_customers

    at(WEDNESDAY)
    with scene.inside():
        north, kestrel = add_customers([Customer(name="Northwind"), Customer(name="Kestrel Bank")])
    tell(
        scene,
        telling(scene.bob, urgent=False, title="Call Ida", about_id=north.pk),
        telling(scene.bob, urgent=False, title="Pay rise?", about_id=kestrel.pk, reason="You asked for it."),
        telling(scene.bob, urgent=False, title="Send notes", about_id=north.pk),
    )
    assert morning(scene, at) == 1
    (mail,) = post.to(scene.bob.email)
    text = mail.get_payload()[0].get_payload(decode=True).decode()
    assert mail["Subject"] == "3 things wait for you"
    order = [text.index(words) for words in ("Kestrel Bank", "Pay rise?", "Northwind", "Send notes")]
    assert order == sorted(order)
    assert text.count("Northwind") == 1
    assert "You asked for it." in text
    assert [d.state for d in under_way(scene)] == ["sent"]


def test_nothing_to_say_is_no_mail(scene, post, at):
    at(WEDNESDAY)
    (told,) = tell(scene, telling(scene.bob, urgent=False))
    with scene.inside():
        verbs.mark_read([told])
    assert morning(scene, at) == 0
    assert post.got == []
    with scene.inside():
        assert Digest.objects.get().next_at is None


def test_yesterdays_news_alone_makes_no_second_mail(scene, post, at):
    at(WEDNESDAY)
    tell(scene, telling(scene.bob, urgent=False, title="old"))
    assert morning(scene, at) == 1
    assert morning(scene, at, 20) == 0
    tell(scene, telling(scene.bob, urgent=False, title="new"))
    assert morning(scene, at, 23) == 1
    text = post.got[1].get_payload()[0].get_payload(decode=True).decode()
    assert "old" in text
    assert "new" in text


def test_what_slept_comes_with_the_mail_after_it_wakes(scene, post, at):
    at(WEDNESDAY)
    (told,) = tell(scene, telling(scene.bob, urgent=False))
    assert morning(scene, at) == 1
    with scene.inside():
        verbs.snooze([told], datetime(2026, 11, 24, 7, tzinfo=UTC), "she is away")
    assert morning(scene, at, 20) == 0
    assert morning(scene, at, 24) == 1


def test_two_workers_make_one_morning_mail(scene, post, at):
    at(WEDNESDAY)
    tell(scene, telling(scene.bob, urgent=False))
    at(datetime(2026, 11, 19, 9, tzinfo=UTC))
    with ThreadPoolExecutor(4) as workers:
        made = list(workers.map(lambda _: closing(digests.make_in, scene.workspace.pk), range(8)))
    assert sorted(made) == [0] * 7 + [1]
    assert len(under_way(scene)) == 1


def closing(work, *given):
    """In a thread of its own, whose connection ends with it."""
    try:
        return work(*given)
    finally:
        connection.close()


def test_a_morning_mail_is_the_same_when_it_is_sent_again(scene, post, at):
    at(WEDNESDAY)
    tell(scene, telling(scene.bob, urgent=False))
    at(datetime(2026, 11, 19, 9, tzinfo=UTC))
    digests.make_in(scene.workspace.pk)
    sending.deliver(sending.take(scene.workspace.pk))  # and killed before it is marked
    at(datetime(2026, 11, 19, 9, 10, tzinfo=UTC))
    send(scene)
    first, again = post.got
    assert first["Message-ID"] == again["Message-ID"]
