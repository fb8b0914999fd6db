"""A page asks the database as often for three hundred customers as for twenty."""

from __future__ import annotations

from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from handrail.bench.batch import Batch
from handrail.bench.pages import is_work
from handrail.house.ledger.rows import today
from handrail.house.ledger.sweeps import serve_workspace
from handrail.house.workspaces.models import Member
from tests.cast import Scene, stage

FEW, MANY = 20, 300
PAGES = {
    "customers": "customers/",
    "customers sorted and filtered": "customers/?sort=-arr&health=at_risk&tier=strategic&renewal=180",
    "customers searched": "customers/?q=alder",
    "today": "",
    "today for everybody": "?for=everybody",
    "calendar": "calendar/?who=all",
    "calendar as an agenda": "calendar/?who=all&view=agenda",
    "customer": "customers/c-3/",
    "plan": "plans/c-3-plan/",
}
API = {"customers": 100, "plans": 100, "milestones": 100, "opportunities": 100}
MOST = 57


@pytest.fixture(scope="module")
def books(caretaker) -> dict[int, Scene]:
    return {size: book(size, caretaker) for size in (FEW, MANY)}


def book(size: int, caretaker) -> Scene:
    """A workspace of its own, as full as a busy team's: every page finds more than it can show.

    The database looks at the first rows before the others come: as it does by itself, a minute later.
    """
    scene, drawn = stage(), Random(7)
    for some in (range(FEW), range(FEW, size)):
        with scene.inside():
            members = list(Member.objects.filter(user__isnull=False).order_by("pk"))[:2]
            Batch(drawn, today(), members, some).write()
        caretaker.execute("ANALYZE")
    serve_workspace(scene.workspace.pk)
    return scene


def asked(client, address: str) -> list[str]:
    """The statements of a second look: what is kept for a process is kept by then."""
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
    assert answer.status_code == 200, answer.content[:500]
    return [query["sql"] for query in captured if is_work(query["sql"])]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_over_many_customers_takes_no_more_statements(books, page):
    few, many = (asked(s.client(s.alice), s.url + PAGES[page]) for s in books.values())
    assert len(many) <= len(few), "\n".join(sql[:200] for sql in many)
    assert len(many) <= MOST


@pytest.mark.parametrize("noun", API)
def test_a_list_of_the_api_takes_the_same_few_statements(books, noun):
    few, many = (
        asked(Bearer(s), f"/api/v1/w/{s.workspace.slug}/{noun}?limit={API[noun]}") for s in books.values()
    )
    assert len(few) == len(many) <= 8, "\n".join(sql[:200] for sql in many)


class Bearer:
    """A program with a token."""

    def __init__(self, scene: Scene) -> None:
        self.client, self.token = scene.client(), scene.token(scene.alice)

    def get(self, address: str):
        return self.client.get(address, headers={"authorization": f"Bearer {self.token}"})
