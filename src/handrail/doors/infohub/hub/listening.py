"""Whether the files of a workspace are kept under git. Asked at every change, so it costs nothing."""

from __future__ import annotations

from handrail.house.workspaces.models import Workspace


def listens(workspace: Workspace) -> bool:
    return workspace.under_git
