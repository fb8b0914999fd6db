"""What the worker does for reviews: give a workspace, or a project, the rhythm that it never had."""

from __future__ import annotations

import logging

from handrail.house.ledger.sweeps import across
from handrail.house.workspaces.scope import enter
from handrail.record.projects.models import Project

from . import planning
from .models import Cadence

log = logging.getLogger(__name__)
MOST, MOST_PROJECTS = 20, 200
"""How many workspaces a round looks at, the newest first, and projects in each: the next round goes on."""

# A workspace with customers and nothing of its own, or with a project at work; whoever removed a cadence has had one.
LACKING = """
SELECT w.id FROM workspaces_workspace w WHERE (
  EXISTS (SELECT FROM customers_customer c WHERE c.workspace_id = w.id AND c.removed_at IS NULL)
  AND NOT EXISTS (SELECT FROM reviews_cadence r WHERE r.workspace_id = w.id AND r.project_id IS NULL)
) OR EXISTS (
  SELECT FROM projects_project p WHERE p.workspace_id = w.id AND p.removed_at IS NULL AND p.state = 'active'
  AND p.kind <> 'free'
  AND NOT EXISTS (SELECT FROM reviews_cadence r WHERE r.workspace_id = w.id AND r.project_id = p.id)
) ORDER BY w.id DESC LIMIT %s
"""


def begin_missing() -> int:
    """Where nothing is missing, one statement. Returns how many workspaces were looked at."""
    lacking = across(LACKING, [MOST])
    for workspace in lacking:
        try:
            with enter(workspace, cause="rhythm"):
                begin_here()
        except Exception:
            log.exception("workspace %d has no rhythm yet; it is tried again", workspace)
    return len(lacking)


def begin_here() -> None:
    """Inside the workspace. What is there already is left alone."""
    planning.furnish_workspace()
    had = Cadence.objects.filter(project__isnull=False).values("project_id")
    rows = Project.objects.filter(removed_at=None, state="active").exclude(kind="free").exclude(pk__in=had)
    planning.furnish_projects(list(rows.select_related("owner").order_by("pk")[:MOST_PROJECTS]))
