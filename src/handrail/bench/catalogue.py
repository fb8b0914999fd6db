"""What can be measured, in words, with its usual size."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import cast

from .measure import Result

Bench = Callable[[int, int], list[Result]]


@dataclass(frozen=True, slots=True)
class Entry:
    words: str
    size: int
    function: str
    database: bool = True

    def load(self) -> Bench:
        """Late: most of these need Django to be set up."""
        module, name = self.function.split(":")
        return cast(Bench, getattr(import_module(f"handrail.bench.{module}"), name))


CATALOGUE: dict[str, Entry] = {
    "customers-page": Entry("The Customers page over HTTP, worst first", 10_000, "pages:customers_page"),
    "today": Entry("Today over HTTP, of one who has 200 customers", 10_000, "pages:today"),
    "plan-page": Entry("Plan pages over HTTP, fifty different ones", 10_000, "pages:plan_page"),
    "portal": Entry("The customer's view over HTTP, fifty different plans", 1_000, "portal:portal"),
    "import": Entry("`handrail import` of a CSV of so many opportunities", 50_000, "files:import_"),
    "export": Entry("`handrail export` of a workspace with so many customers", 10_000, "files:export"),
    "check": Entry("`handrail check` over so many plans", 1_000, "trees:check", database=False),
    "start": Entry(
        "`handrail up` in an empty folder, and so many times again", 3, "starting:start", database=False
    ),
    "sweep": Entry("Firing what is due, one in a hundred of so many deadlines", 100_000, "sweeping:sweep"),
    "search": Entry("The search over HTTP and in SQL, among so many records", 100_000, "searching:searched"),
    "judge": Entry("Judging so many customers, and one after a change", 10_000, "judging:judge"),
    "board-page": Entry("A board of so many cards over HTTP", 1_000, "boards:board_page"),
    "board-api": Entry("A whole board of so many cards over the API", 1_000, "boards:board_api"),
    "cards-api": Entry("A page of a hundred out of so many cards over the API", 1_000, "boards:cards_api"),
    "card-create": Entry("Cards made over the API on a board of so many", 1_000, "boards:card_create"),
    "card-move": Entry("Cards moved over the API on a board of so many", 1_000, "boards:card_move"),
    "summary": Entry("Summaries of so many records over HTTP", 5_000, "summing:summary"),
    "decision-log": Entry("The log of so many decisions over HTTP", 10_000, "deciding:decision_log"),
    "decision-graph": Entry(
        "What waits for what: pictures of projects, and of all that is open, three waits each",
        10_000,
        "deciding:decision_graph",
    ),
    "risk-matrix": Entry(
        "The matrix and the register of so many risks over HTTP", 10_000, "risking:risk_matrix"
    ),
    "feedback-clocks": Entry(
        "Feedback whose clocks run: one in a hundred runs out, and the list over HTTP",
        10_000,
        "clocks:feedback_clocks",
    ),
    "inbox": Entry("An inbox over HTTP in which so many wait", 10_000, "outward:inbox"),
    "govern": Entry(
        "Reminders of plans that a rule decides about, one in a hundred due", 10_000, "ruling:govern"
    ),
    "rules": Entry("So many changes in a workspace of a thousand rules", 10_000, "ruling:rules"),
    "webhooks": Entry("Telling so many by signed webhook, one worker", 1_000, "outward:webhooks"),
}
