"""Reading which playbook a project follows, and how far it is. Every function says how many statements it takes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from handrail.house.ledger import reading
from handrail.record.notes import queries as notes
from handrail.record.projects import queries as projects
from handrail.record.projects.models import Board, Project, Stage
from handrail.record.rollout import queries as rollout
from handrail.record.rollout.models import Announcement
from handrail.watch.reviews import queries as reviews

from . import library
from .checks import Line, checklist
from .facts import Work
from .following import points_of
from .models import Following


def days_of(project: Project) -> dict[str, int] | None:
    """How far from the go-live day each step of the rollout is, by the project's playbook. One statement."""
    row = following(project)
    book = library.read(row.text) if row is not None else None
    return {one.step: one.due for one in book.rollout} or None if book is not None else None


NEXT = 200
"""Cards that are looked through for notes: a board may hold ten thousand."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a look at a project found: boards with their stages, how many cards are open, the rollout, what is said."""

    boards: list[tuple[Board, list[Stage]]]
    active: int
    unowned: list[str]
    counts: list[rollout.Count]
    said: list[Announcement]
    notes: int
    reviews: list[str]


def following(project: Project) -> Following | None:
    """One statement."""
    return reading.present(Following).filter(project=project).first()


def look(project: Project) -> Seen:
    """Eight statements, and one for each board."""
    boards = projects.boards_of([project.pk]).get(project.pk, [])
    active, unowned = projects.under_way(project)
    return Seen(
        [(board, projects.stages_of(board)) for board in boards],
        active,
        unowned,
        rollout.counts_of(project),
        rollout.announcements_of(project),
        notes_of(project),
        [row.title for row in reviews.cadences_of(project).filter(on=True)],
    )


def notes_of(project: Project) -> int:
    """How many notes are connected with the project or one of its next cards. Two statements."""
    keys = projects.active(project).values_list("key", flat=True)[:NEXT]
    named = {f"project:{project.key}", *(f"{kind}:{key}" for key in keys for kind in ("card", "task"))}
    return len(frozenset().union(*notes.linked_keys(named).values()))


def done_of(row: Following, project: Project, seen: Seen) -> list[Line]:
    """The checklist, judged over what was seen. No statement beside those of other rooms' signs."""
    book = library.read(row.text)
    if book is None:
        return []
    return checklist(replace(book, checklist=points_of(row, book)), work(project, seen), row.ticks)


def work(project: Project, seen: Seen) -> Work:
    said = [one for one in seen.said if one.state != "dropped"]
    stages = [stage for _board, some in seen.boards for stage in some]
    return Work(
        workflow_owner=next(
            (board.owner.name for board, _stages in seen.boards if board.owner is not None), ""
        ),
        sign_off=name_of(project.owner),
        post_launch=name_of(project.post_launch_owner),
        outcome=bool(project.outcome) and None not in (project.baseline, project.target, project.by_on),
        stages=tuple((stage.title, bool(stage.exit_rule)) for stage in stages),
        active=seen.active,
        unowned=tuple(seen.unowned),
        customers=max((count.all for count in seen.counts), default=0),
        messages=len(said),
        messages_open=len(
            [one for one in said if one.state == "planned" and not (one.owner_id and one.due_on)]
        ),
        notes=seen.notes,
        reviews=tuple(seen.reviews),
    )


def name_of(member: object) -> str:
    return str(member) if member is not None else ""
