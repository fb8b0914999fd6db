"""Ways of working that are shipped as files: the stages of a board with their rules and checks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

import handrail
from handrail.house.workspaces.models import Member
from handrail.kit.refusals import NotFound
from handrail.kit.words import say

from .models import Board, Check, Project, Stage
from .verbs import add_boards, add_checks, add_stages

RULES = ("input", "output", "signal", "entry_rule", "exit_rule", "most")


@dataclass(frozen=True, slots=True)
class Sop:
    name: str
    title: str
    kind: str
    board: dict[str, Any]


def folder() -> Path:
    """Beside the package when installed, at the top of the tree in a checkout."""
    package = Path(handrail.__file__).parent
    inside = package / "_library"
    return (inside if inside.is_dir() else package.parents[1] / "library") / "sops"


@cache
def all_sops() -> tuple[Sop, ...]:
    found = []
    for path in sorted(folder().glob("*.yaml")):
        said = yaml.safe_load(path.read_text(encoding="utf-8"))
        found.append(Sop(path.stem, said["title"], said["kind"], said["board"]))
    return tuple(found)


def furnish(project: Project, name: str, *, owner: Member | None) -> Board:
    """A board for a project with everything that a way of working says; without a name, one without stages."""
    sop = next((one for one in all_sops() if one.name == name), None)
    if name and sop is None:
        raise NotFound(say("There is no way of working called “%(name)s”.", name=name[:80]))
    said = sop.board if sop is not None else {}
    rules = {rule: said[rule] for rule in ("backwards", "skipping") if rule in said}
    with transaction.atomic():
        (board,) = add_boards([Board(project=project, title=project.title, owner=owner, **rules)])
        stages = [
            Stage(board=board, title=one["title"], owner=owner, **{r: one[r] for r in RULES if r in one})
            for one in said.get("stages", ())
        ]
        add_stages(stages)
        add_checks(
            [
                Check(
                    stage=stage,
                    side=check["side"],
                    kind=check["kind"],
                    params=check.get("params", {}),
                    on=True,
                )
                for stage, one in zip(stages, said.get("stages", ()), strict=True)
                for check in one.get("checks", ())
            ]
        )
    return board
