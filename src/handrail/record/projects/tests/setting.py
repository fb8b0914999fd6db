"""A small board that tests move cards over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from handrail.record.projects import verbs
from handrail.record.projects.models import Board, Card, Check, Project, Stage
from handrail.record.tasks.models import Task


@dataclass
class Setting:
    project: Project
    board: Board
    stages: list[Stage]

    def card(self, title: str = "Macros", stage: int = 0, **values: Any) -> Card:
        task = {
            name: values.pop(name)
            for name in ("owner", "due_on", "customer", "next_action")
            if name in values
        }
        return verbs.add_cards([Card(task=Task(title=title, **task), stage=self.stages[stage], **values)])[0]

    def check(self, stage: int, kind: str, side: str = "leave", **params: Any) -> Check:
        return verbs.add_checks(
            [Check(stage=self.stages[stage], kind=kind, side=side, params=params, on=True)]
        )[0]


def build(owner: Any, *titles: str, **rules: Any) -> Setting:
    """Call it inside a scope."""
    (project,) = verbs.add_projects([Project(title="Spring checkout", owner=owner)])
    (board,) = verbs.add_boards([Board(project=project, title="Launch", owner=owner, **rules)])
    names = titles or ("Prep", "Enablement", "Launch")
    stages = [verbs.add_stages([Stage(board=board, title=name, owner=owner)])[0] for name in names]
    return Setting(project, board, stages)
