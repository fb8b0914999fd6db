"""On an empty installation: a first person and a first workspace, so that the printed link leads somewhere."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from handrail.house.access import verbs
from handrail.house.workspaces.models import User

EMAIL, SLUG, NAME = "owner@handrail.local", "home", "My team"


class Command(BaseCommand):
    help = "Open the first workspace, where nobody is here yet. Does nothing otherwise."

    def handle(self, *args: Any, **options: Any) -> None:
        if User.objects.exists():
            return
        verbs.open_workspace(SLUG, NAME, owner=verbs.find_or_add_user(EMAIL, "Owner"))
        self.stderr.write(f"Opened a first workspace, “{NAME}”, for {EMAIL}.")
