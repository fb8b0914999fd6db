"""Whoever is given a task hears of it once, with or without a date."""

from __future__ import annotations

from handrail.house.nudges import preferring
from handrail.house.nudges.models import Delivery, Nudge
from handrail.house.workspaces.scope import Actor, on_behalf_of
from handrail.record.customers.models import Customer
from handrail.record.customers.verbs import add_customers
from handrail.record.tasks import verbs
from handrail.record.tasks.models import Task


def told(scene) -> list[tuple[str, str, dict]]:
    with scene.inside():
        rows = Nudge.objects.filter(name="task.given").order_by("pk").select_related("recipient")
        return [(row.recipient.name, row.title, row.params) for row in rows]


def test_who_is_given_a_task_without_a_date_hears_of_it_once(scene):
    ada = scene.client(scene.ada)
    sent = {"title": "Call Ida", "owner": scene.bob.key}
    assert ada.post(f"{scene.url}tasks/new/", sent).status_code == 302
    assert told(scene) == [("Bob", "Call Ida", {"who": "Ada"})]
    inbox = scene.client(scene.bob).get(f"{scene.url}inbox/").content.decode()
    assert "Call Ida" in inbox and "Ada gave you this task." in inbox
    with scene.inside(scene.ada):
        row = Task.objects.get()
        verbs.edit_task(row, {"text": "Ask for the number", "owner": scene.bob})
    assert len(told(scene)) == 1, "nothing was given anew"
    with scene.inside(scene.ada):
        verbs.edit_task(row, {"owner": scene.alice})
        verbs.edit_tasks([(row, {"owner": scene.bob})])
    assert [name for name, _title, _params in told(scene)] == ["Bob", "Alice", "Bob"]


def test_as_they_want_to_be_told(scene):
    with scene.inside(scene.ada):
        preferring.save(scene.bob, {"mail": "at_once"})
        preferring.save(scene.alice, {"mail": "off"})
        verbs.add_tasks([Task(title="One", owner=scene.bob), Task(title="Two", owner=scene.alice)])
        assert [one.member_id for one in Delivery.objects.filter(nudge__name="task.given")] == [scene.bob.pk]


def test_many_in_one_go_are_told_as_one_and_what_is_ones_own_or_over_not_at_all(scene):
    with scene.inside(scene.ada):
        verbs.add_tasks(
            [
                *(Task(title=f"T{n}", owner=scene.bob) for n in range(4)),
                Task(title="Mine", owner=scene.ada),
                Task(title="Over", owner=scene.alice, state="done"),
                Task(title="Nobody's"),
            ]
        )
    assert told(scene) == [("Bob", "T0", {"who": "Ada", "n": 3})]
    with scene.inside(scene.ada), on_behalf_of(Actor("import", None, "tasks.csv")):
        verbs.add_tasks([Task(title="From a file", owner=scene.bob)])
    assert len(told(scene)) == 1


def test_nobody_hears_of_a_private_customer_that_they_may_not_see(scene):
    with scene.inside(scene.ada):
        (secret,) = add_customers([Customer(name="Secret", private=True, owner=scene.ada)])
        verbs.add_tasks([Task(title="Hush", owner=scene.bob, customer=secret)])
    assert told(scene) == []
