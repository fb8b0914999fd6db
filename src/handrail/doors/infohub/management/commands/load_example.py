"""Fill the example workspace from the tree that Handrail ships; on later days, turn its clock back to its day."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand, CommandError

from handrail.doors.infohub import example, example_board, example_share, example_summary, importing
from handrail.house.access import verbs
from handrail.house.access.workspace import set_clock
from handrail.house.ledger import sweeps
from handrail.house.workspaces.models import Workspace
from handrail.house.workspaces.scope import enter
from handrail.kit import clock
from handrail.kit.refusals import NotFound
from handrail.watch.health.verbs import judge_all
from handrail.watch.rules import furnishing

ZONE = "Europe/Berlin"


class Command(BaseCommand):
    help = "Open the example workspace “Fernway”, or set its clock to its own day again."

    def handle(self, *args: Any, **options: Any) -> None:
        workspace = found()
        if workspace is None:
            self.stderr.write("Loading the example workspace.")
            workspace = opened()
            turn_clock(workspace)
            fill()
        else:
            turn_clock(workspace)
        sweeps.serve_workspace(workspace.pk)


def found() -> Workspace | None:
    try:
        with enter(example.SLUG) as scope:
            return scope.workspace
    except NotFound:
        return None


def opened() -> Workspace:
    owner = verbs.find_or_add_user(example.YOU, "Mara Adeyemi")
    return verbs.open_workspace(example.SLUG, example.NAME, owner=owner, time_zone=ZONE, currency="EUR")


def turn_clock(workspace: Workspace) -> None:
    """The example is always at the working day on which it was opened, at this hour: so it never rots."""
    zone = ZoneInfo(ZONE)
    now = clock.real().astimezone(zone)
    day = example.working_day(workspace.created_at.astimezone(zone).date())
    there = datetime.combine(day, max(now.time(), time(8)), zone)
    with enter(workspace.pk):
        set_clock(there - now)
    with enter(workspace.pk):
        judge_all()


def fill() -> None:
    with enter(example.SLUG):
        folder = example.written(clock.today(ZONE))
    try:
        report = importing.run(folder, workspace_slug=example.SLUG, owner_email=example.YOU)
    finally:
        example.remove(folder)
    if report.refused:
        raise CommandError(f"The example has lines that are refused: {report.refused[:3]}")
    with enter(example.SLUG):
        today = clock.today(ZONE)
    example_board.lay(example.SLUG, today)
    example_share.lay(example.SLUG)
    example_summary.lay(example.SLUG)
    with enter(example.SLUG):
        furnishing.furnish()
