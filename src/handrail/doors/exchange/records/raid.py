"""A RAID log holds more than risks: what it takes for true, what is to be done and what was decided go where those
stand here. What it calls a dependency is told and left out: here it is what a decision waits for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from handrail.house.workspaces.models import Tenanted
from handrail.kit.shapes import Unreadable
from handrail.record.assumptions.files import STATE as ASSUMED
from handrail.record.decisions.files import STATE as DECIDED
from handrail.record.tasks.files import PRIORITY
from handrail.record.tasks.files import STATE as DONE

from ..mapping import Choices
from ..reading import Draft
from ..shapes import RISKS
from ..world import World, folded
from .parts import Columns, Names, customer_of, here, owned

KINDS = {
    **dict.fromkeys(("r", "risk", "risks", "risiko", "risiken"), "risk"),
    **dict.fromkeys(("i", "issue", "issues", "problem", "probleme"), "issue"),
    **dict.fromkeys(("a", "assumption", "assumptions", "annahme", "annahmen"), "assumptions"),
    **dict.fromkeys(("d", "dependency", "dependencies", "abhängigkeit", "abhängigkeiten"), "dependency"),
    **dict.fromkeys(("action", "actions", "task", "aktion", "maßnahme"), "tasks"),
    **dict.fromkeys(("decision", "decisions", "entscheidung", "entscheidungen"), "decisions"),
}
"""What the entries of a RAID log are called, and what they are here."""
BESIDE = ("assumptions", "tasks", "decisions")


def kind_of(draft: Draft) -> str:
    return KINDS.get(draft.text("raid").strip().casefold(), "")


def sorted_out(drafts: Iterable[Draft]) -> dict[str, list[Draft]]:
    """The rows of a register by what they are; what is nothing else is a risk, as far as it is one."""
    found: dict[str, list[Draft]] = {"risks": []}
    for draft in drafts:
        kind = kind_of(draft)
        found.setdefault(kind if kind in BESIDE else "risks", []).append(draft)
    return found


def assumption_columns(draft: Draft, world: World, choices: Choices) -> Columns | None:
    taken = {"impact": "impact", "review_on": "due_on", "mitigation": "test", "source": "source"}
    return entry(draft, world, choices, taken, {"state": ASSUMED})


def task_columns(draft: Draft, world: World, choices: Choices) -> Columns | None:
    taken = {"text": "text", "review_on": "due_on", "mitigation": "next_action", "source": "source"}
    columns = entry(draft, world, choices, taken, {"state": DONE, "severity": PRIORITY})
    if columns is not None and "severity" in columns:
        columns["priority"] = columns.pop("severity")
    if columns is not None and len(columns.get("next_action", "")) > 500:
        draft.fields["mitigation"] = columns.pop("next_action")
    return columns


def decision_columns(draft: Draft, world: World, choices: Choices) -> Columns | None:
    """It stands as its log says: that is the history of another place. What becomes of it then is said here."""
    taken = {
        "text": "context", "review_on": "due_on", "mitigation": "answer", "category": "category", "source": "source",
        "metric_text": "metric_text",
    }  # fmt: skip
    columns = entry(draft, world, choices, taken, {"state": DECIDED})
    if columns is not None and columns.get("state") == "superseded":
        columns["state"] = "reverted"  # by what, a log does not say
    return columns


def entry(
    draft: Draft, world: World, choices: Choices, taken: Mapping[str, str], worded: Mapping[str, Any]
) -> Columns | None:
    """The columns that the record has; what it has no place for is kept beside it, under what we call it."""
    said = {**draft.values}
    title = str(said.pop("title", "") or said.get("text", ""))
    if not title:
        return None
    columns: Columns = {
        "title": " ".join(title.split())[:500],
        "customer": customer_of(draft, world, choices.system),
    }
    for name, kind in worded.items():
        said.pop(name, None)
        columns |= meant(draft, name, kind)
    for name, ours in taken.items():
        if name in said:
            columns[ours] = said.pop(name)
    if said.get("text") == title:
        del said["text"]
    for name in ("id", "raid", "account_id", "account_name", "owner", "impact_text", "likelihood_text"):
        said.pop(name, None)
    if "likelihood" in said:
        said["likelihood"] = draft.text("likelihood_text") or said["likelihood"]
    draft.fields.update({called(name): str(value) for name, value in said.items()})
    return {**columns, **owned(draft, world)}


def meant(draft: Draft, name: str, kind: Any) -> Columns:
    """A word as this kind of record knows it; what it does not know is kept and told, as of a risk."""
    word = draft.words.get(name, "")
    if not word:
        return {}
    for flag in [flag for flag in draft.flags if flag.code == f"unknown_{name}"]:
        draft.flags.remove(flag)
        draft.fields.pop(flag.column, None)
    try:
        return {name: kind.read(word)}
    except Unreadable as error:
        draft.fields[called(name)] = word
        draft.flag(f"unknown_{name}", str(error), column=name, found=word[:80], fix=error.fix)
        return {}


def called(name: str) -> str:
    return RISKS.field(name).label if RISKS.has(name) else name


def without_state(_row: Any, columns: Columns) -> Columns:
    return {name: value for name, value in columns.items() if name != "state"}


def stored(model: type[Tenanted]) -> Any:
    def rows(world: World) -> Iterator[tuple[int, Mapping[str, Any], Names]]:
        found = here(model).values_list("pk", "customer_id", "fields", "title")
        for pk, customer, kept, title in found.iterator():
            near = world.customer_by_pk.get(customer) if customer else None
            yield pk, kept.get("external_ids") or {}, [(near, folded(title))]

    return rows
