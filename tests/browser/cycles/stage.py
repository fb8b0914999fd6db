"""The three of the shop at their pages, and how their cycle begins."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

from handrail.record.decisions.models import Decision
from handrail.record.projects.models import Board

from ..hands import board_there, started

BOOK = "Launch readiness for an online shop"
SHOWN = "Write down the expected path and how it fails"


@dataclass
class Cycle:
    """The three at their pages, and how the days go by."""

    scene: Any
    bob: Page
    alice: Page
    ada: Page
    goes_by: Callable[[int], None]

    @property
    def url(self) -> str:
        return str(self.scene.url)

    def goto(self, page: Page, path: str) -> Page:
        page.goto(self.url + path)
        return page

    def decision(self, title: str) -> Decision:
        return Decision.objects.get(title=title)

    def page_of(self, page: Page, title: str) -> Page:
        with self.scene.inside():
            return self.goto(page, f"decisions/{self.decision(title).key}/")


def begun(cycle: Cycle, name: str, book: str = BOOK) -> None:
    hers = dict.fromkeys(("Owner after the launch", "Support lead", "Delivery lead"), "Ada")
    started(cycle.bob, cycle.url, book, name, {"Signs off": "Alice", **hers})


def on_board(cycle: Cycle) -> Page:
    with cycle.scene.inside():
        key = Board.objects.get(project__title="Spring shop").key
    return board_there(cycle.bob, f"{cycle.url}boards/{key}/")
