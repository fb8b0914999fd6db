"""Fill the example workspace from the tree that Handrail ships, with dates around today."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from handrail.doors.infohub import example, importing
from handrail.house.access import verbs
from handrail.house.ledger import sweeps
from handrail.kit import clock


class Command(BaseCommand):
    help = "Open the example workspace “Fernway”."

    def handle(self, *args: Any, **options: Any) -> None:
        today = example.working_day(clock.today("Europe/Berlin"))
        owner = verbs.find_or_add_user(example.YOU, "Mara Adeyemi")
        workspace = verbs.open_workspace(
            example.SLUG, example.NAME, owner=owner, time_zone="Europe/Berlin", currency="EUR"
        )
        folder = example.written(today)
        try:
            report = importing.run(folder, workspace_slug=example.SLUG, owner_email=example.YOU)
        finally:
            example.remove(folder)
        if report.refused:
            raise CommandError(f"The example has lines that are refused: {report.refused[:3]}")
        sweeps.serve_workspace(workspace.pk)
