"""No id stands twice in a document, also while a record stands in the side panel: what is refreshed, named by a label or
sent for is found by its id. Every page of the example, with all that it opens beside itself."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from django.test import Client

from handrail.doors.infohub import example, example_board, importing
from handrail.kit import clock
from handrail.ui.templatetags.ui import BESIDE
from tests.cast import Scene, stage

ID = re.compile(r'\sid="([^"]+)"')
LINK = re.compile(r'<a\b[^>]*\shref="([^"#]+)"[^>]*>')
EMPTY = re.compile(r"<dt>\s*</dt>")
BEGIN = (
    "", "projects/spring-checkout/", "boards/spring-checkout/", "projects/spring-checkout/readiness/",
    "projects/spring-checkout/scope/", "customers/northwind-logistics/", "plans/kestrel-bank-plan/", "decisions/?state=all",
    "risks/", "blockers/", "feedback/?state=all", "assumptions/?state=all", "tasks/", "calendar/", "reviews/", "notes/",
)  # fmt: skip
RECORDS = (
    "decisions",
    "risks",
    "blockers",
    "feedback",
    "assumptions",
    "tasks",
    "milestones",
    "scope-changes",
    "drills",
    "notes",
)
MOST = 2
"""Records of one kind that are looked at from one page."""


@pytest.fixture(scope="module")
def place() -> tuple[Scene, Client]:
    scene, today = stage(), clock.today("Europe/Berlin")
    folder = example.written(today)
    try:
        report = importing.run(
            folder, workspace_slug=scene.workspace.slug, owner_email=scene.alice.user.email
        )
    finally:
        example.remove(folder)
    assert not report.refused
    example_board.lay(scene.workspace.slug, today)
    return scene, scene.client(scene.alice)


def read(client: Client, address: str, **headers: str) -> str:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200, (address, headers, answer.status_code)
    return answer.content.decode()


def links(page: str, root: str, *, beside: bool) -> list[str]:
    """Addresses of our own, a few of each kind."""
    found = [m[1].replace("&amp;", "&") for m in LINK.finditer(page) if not beside or " data-side" in m[0]]
    kept: list[str] = []
    for address in dict.fromkeys(one for one in found if one.startswith(root)):
        kind = address.removeprefix(root).split("/")[0]
        if sum(one.startswith(f"{root}{kind}/") for one in kept) < MOST:
            kept.append(address)
    return kept


def twice(*pages: str) -> list[str]:
    return [
        name
        for name, count in Counter(name for page in pages for name in ID.findall(page)).items()
        if count > 1
    ]


def said(wrong: dict[str, list[str]]) -> list[str]:
    """Every id that stands twice, with one place where it does."""
    return sorted({name: f"{name}: {where}" for where, names in wrong.items() for name in names}.values())


def test_no_id_stands_twice_in_a_document(place):
    scene, client = place
    root = f"/w/{scene.workspace.slug}/"
    pages = {f"{root}{one}" for one in BEGIN}
    for address in sorted(pages):
        found = links(read(client, address), root, beside=False)
        pages |= {
            one for one in found if one.removeprefix(root).split("/")[0] in RECORDS and one.count("/") == 5
        }
    wrong: dict[str, list[str]] = {}
    for address in sorted(pages):
        page = read(client, address)
        wrong[address] = twice(page)
        assert not EMPTY.search(page), f"a term without a name on {address}"
        for near in links(page, root, beside=True):
            if near.split("?")[0] == address.split("?")[0]:
                continue
            part = read(client, near, **{"HX-Request": "true", BESIDE: "1"})
            wrong[f"{near} beside {address}"] = twice(page, part)
    assert len(wrong) > 100
    found = said(wrong)
    assert not found, "\n".join(found)
