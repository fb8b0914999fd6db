"""Projects, boards and what is on them, for programs. Moves of many cards at once are the door's own operation."""

from __future__ import annotations

from handrail.kit.web.resource import Resource

from . import verbs
from .models import Board, Card, Check, Move, Project, Stage

RESOURCES = (
    Resource(
        model=Project, plural="projects", add=verbs.add_projects, edit=verbs.edit_project,
        remove=verbs.remove_projects, restore=verbs.restore_projects, once=frozenset({"customer"}),
    ),
    Resource(
        model=Board, plural="boards", add=verbs.add_boards, edit=verbs.edit_board,
        remove=verbs.remove_boards, restore=verbs.restore_boards,
        once=frozenset({"project"}), derived=frozenset({"customer"}),
    ),
    Resource(
        model=Stage, plural="stages", add=verbs.add_stages, edit=verbs.edit_stage,
        remove=verbs.remove_stages, restore=verbs.restore_stages,
        once=frozenset({"board"}), derived=frozenset({"customer"}),
    ),
    Resource(
        model=Check, plural="checks", add=verbs.add_checks, edit=verbs.edit_check,
        remove=verbs.remove_checks, restore=verbs.restore_checks,
        once=frozenset({"stage"}), derived=frozenset({"board", "customer"}),
    ),
    Resource(
        model=Card, plural="cards", add=verbs.add_cards, edit=verbs.edit_card,
        remove=verbs.remove_cards, restore=verbs.restore_cards,
        once=frozenset({"task"}), derived=frozenset({"board", "customer", "rank", "entered_at", "left_by"}),
    ),
    Resource(model=Move, plural="moves"),
)  # fmt: skip
