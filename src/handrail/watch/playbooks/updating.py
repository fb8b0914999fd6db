"""What a newer text of its playbook would change in a project that is under way. Taking it over is in `taking.py`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from handrail.house.ledger import reading
from handrail.house.workspaces.models import Tenanted
from handrail.kit.refusals import NotFound
from handrail.kit.words import say
from handrail.record.decisions.states import OPEN as UNDECIDED
from handrail.record.notes import queries as notes
from handrail.record.projects import queries as projects
from handrail.record.projects.deadlines import OPEN_TASKS
from handrail.record.projects.models import Board, Card, Project
from handrail.record.risks import queries as risks
from handrail.record.rollout import hanging
from handrail.record.rollout import queries as rollout
from handrail.record.rollout.models import Tie
from handrail.watch.reviews import queries as reviews
from handrail.watch.reviews import signals

from . import following, furnishing, library, pieces, starting
from .differing import DATED, Offer, Part, There, offers, parts
from .facts import Book
from .models import Following

Rows = dict[str, Tenanted]
Days = Mapping[tuple[str, int, str], int]


@dataclass(frozen=True, slots=True)
class Newer:
    """The text that there is now, and what it would change. `rows` is what the project has, by the playbook's names."""

    there: library.Shown
    old: Book
    offers: list[Offer]
    rows: Rows
    board: Board | None

    @property
    def mark(self) -> str:
        """Which text this is: the version alone may be the same for two."""
        return f"{self.there.version}-{sha256(self.there.text.encode()).hexdigest()[:12]}"


def is_newer(row: Following) -> library.Shown | None:
    """The playbook as it is now, where that is another text than the project was made from. One statement."""
    try:
        there = library.find(row.playbook)
    except NotFound:
        return None
    return there if there.text != row.text else None


def newer(row: Following) -> Newer | None:
    """What the newer text would change. Up to ten statements, and one for each section that another room keeps."""
    there, old = is_newer(row), library.read(row.text)
    if there is None or old is None:
        return None
    rows, board = rows_of(row.project)
    days = days_of(row.project)
    known = parts(old)
    called = {one: ref.partition(":")[2] for ref, one in rows.items()}
    seen = {ref: as_it_is(one, known.get(ref), days, called) for ref, one in rows.items()}
    seen |= {f"point:{one.says}": There(values={"sign": one.sign}) for one in following.points_of(row, old)}
    held = {f"stage:{one.stage.title}" for one in rows.values() if isinstance(one, Card)} if board else set()
    words = say("There are still cards in it.")
    for ref in held & seen.keys():
        seen[ref] = replace(seen[ref], held=words)
    return Newer(there, old, offers(old, there.book, seen), rows, board)


# -- what the project has -----------------------------------------------------------------------------------


def rows_of(project: Project) -> tuple[Rows, Board | None]:
    """By the names that a playbook gives them. Of several boards, the first is the playbook's."""
    found: Rows = {}
    boards = projects.boards_of([project.pk]).get(project.pk, [])
    board = boards[0] if boards else None
    if board is not None:
        titles = {}
        for stage in projects.stages_of(board):
            titles[stage.pk] = stage.title
            put(found, f"stage:{stage.title}", stage)
        for check in projects.checks_of(board):
            if check.stage_id in titles:
                put(found, f"check:{titles[check.stage_id]}/{check.side}/{check.kind}", check)
        for card in projects.cards().filter(board=board).order_by("pk"):
            put(found, f"card:{card.task.title}", card)
    name = f"project:{project.key}"
    for note in notes.linked_with([name]).get(name, ()):
        put(found, f"note:{note.title.rpartition(': ')[2]}", note)
    for cadence in reviews.cadences_of(project).order_by("pk"):
        put(found, f"review:{cadence.title}", cadence)
    for said in rollout.announcements_of(project):
        put(found, f"message:{said.title}", said)
    for row in hanging.decisions_of(project).order_by("pk"):
        put(found, f"decision:{row.title}", row)
    for row in risks.about(name).order_by("pk"):
        put(found, f"risk:{row.title}", row)
    for row in signals.metrics_of(project):
        put(found, f"measure:{row.name.removeprefix(f'{project.title}: ')}", row)
    for noun, piece in pieces.rows_of(project):
        put(found, f"{noun}:{piece.title}", piece)
    return found, board


def put(found: Rows, ref: str, row: Tenanted) -> None:
    number, name = 1, ref
    while name in found:
        number += 1
        name = f"{ref}#{number}"
    found[name] = row


def days_of(project: Project) -> Days:
    """How far from the go-live day a date hangs, where nobody has set it by hand since. One statement."""
    ties = reading.present(Tie).filter(project=project)
    return {(tie.subject_kind, tie.subject_id, tie.field): tie.days for tie in ties}


def as_it_is(row: Any, part: Part | None, days: Days, called: Mapping[Any, str]) -> There:
    """A value that is still what the older text made of it counts as that text's own."""
    kind = str(row._meta.model_name)
    values, over = VALUES[kind](row) if kind in VALUES else pieces.as_said(row, called)
    dated = ("task", row.task_id) if kind == "card" else (kind, row.pk)
    values |= {name: days.get((*dated, of)) for name, of in DATED.get(NOUN.get(kind, kind), {}).items()}
    made = MADE[kind](part) if part is not None and kind in MADE else {}
    kept = {name: part.values[name] for name, value in made.items() if part and values.get(name) == value}
    return There(values={**values, **kept}, over=over)


def of_stage(row: Any) -> tuple[dict[str, Any], bool]:
    return {name: getattr(row, name) for name in starting.STAGE}, False


def of_check(row: Any) -> tuple[dict[str, Any], bool]:
    return {"params": row.params}, False


def of_card(row: Any) -> tuple[dict[str, Any], bool]:
    points = [str(one.get("text", "")) for one in row.checklist]
    task = row.task
    values = {
        "track": row.track, "next_action": task.next_action, "text": task.text, "checklist": points
    }  # fmt: skip
    return values, task.state not in OPEN_TASKS


def of_note(row: Any) -> tuple[dict[str, Any], bool]:
    return {"kind": row.kind, "text": row.text}, False


def of_cadence(row: Any) -> tuple[dict[str, Any], bool]:
    return {name: getattr(row, name) for name in ("rule", "at", "minutes", "kind")}, False


def of_decision(row: Any) -> tuple[dict[str, Any], bool]:
    """What is decided is over: another text does not ask it anew."""
    named = ("question", "context", "category", "acceptance", "scope_in", "scope_out", "proceeds")
    values = {name: getattr(row, name) for name in named}
    values |= {"impact": row.customer_impact, "metric": row.metric_text, "evidence": row.evidence_needed}
    return values, row.state not in UNDECIDED


def of_risk(row: Any) -> tuple[dict[str, Any], bool]:
    named = ("text", "category", "likelihood", "impact", "closeness", "mitigation", "fallback")
    return {
        **{name: getattr(row, name) for name in named},
        "metric": row.metric_text,
    }, row.state in risks.CLOSED


def of_metric(row: Any) -> tuple[dict[str, Any], bool]:
    values = {name: getattr(row, name) for name in furnishing.OF_MEASURE}
    return {**values, "says": row.definition, "computed": row.measure}, False


def of_announcement(row: Any) -> tuple[dict[str, Any], bool]:
    names = ("to", "audience", "channel", "text", "response")
    return {name: getattr(row, name) for name in names}, row.state != "planned"


VALUES: dict[str, Callable[[Any], tuple[dict[str, Any], bool]]] = {
    "stage": of_stage, "check": of_check, "card": of_card, "note": of_note, "cadence": of_cadence,
    "announcement": of_announcement, "decision": of_decision, "risk": of_risk, "metric": of_metric,
}  # fmt: skip
NOUN = {"cadence": "review", "announcement": "message", "metric": "measure"}
"""How a playbook calls what the record calls otherwise."""
MADE: dict[str, Callable[[Part], dict[str, Any]]] = {
    "cadence": lambda part: settled("review", part.values),
}


OTHERWISE = {
    "decision": {"impact": "customer_impact", "metric": "metric_text", "evidence": "evidence_needed"},
    "risk": {"metric": "metric_text"},
    "measure": {"says": "definition", "computed": "measure"},
}
"""Fields that the record calls otherwise than the playbook."""


def settled(noun: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a row that a playbook's values make."""
    if noun == "review":
        return settled_review(values)
    names = OTHERWISE.get(noun, {})
    found = {names.get(name, name): value for name, value in values.items()}
    if noun == "decision" and "acceptance" in found:
        found["acceptance"] = list(found["acceptance"])
    return found


def settled_review(values: Mapping[str, Any]) -> dict[str, Any]:
    kind, minutes = values.get("kind") or "weekly", values.get("minutes") or 30
    said = {"kind": kind, "minutes": min(max(minutes, 5), 480), "at": values.get("at") or "10:00"}
    return {**said, **({"rule": furnishing.rule_of(values["rule"])} if "rule" in values else {})}
