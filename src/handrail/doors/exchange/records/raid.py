"""A RAID log holds more than risks: what it takes for true, what is to be done, what was decided and what a decision
waits for go where those stand here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from handrail.house.workspaces.models import Tenanted
from handrail.kit.shapes import Unreadable
from handrail.kit.words import say
from handrail.record.assumptions.files import STATE as ASSUMED
from handrail.record.decisions.files import STATE as DECIDED
from handrail.record.decisions.files import WAITS
from handrail.record.decisions.models import Dependency
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
    **dict.fromkeys(("d", "dependency", "dependencies", "abhängigkeit", "abhängigkeiten"), "dependencies"),
    **dict.fromkeys(("action", "actions", "task", "aktion", "maßnahme"), "tasks"),
    **dict.fromkeys(("decision", "decisions", "entscheidung", "entscheidungen"), "decisions"),
}
"""What the entries of a RAID log are called, and what they are here."""
BESIDE = ("assumptions", "tasks", "decisions")
WAITING = ("decision", "decision id", "decision ref", "for decision", "needed for", "needed by", "required for",
           "related decision", "dependent decision", "blocks", "entscheidung", "benötigt für", "blockiert")  # fmt: skip
"""What the column is called that says which decision waits for a dependency."""
TEAMS = (
    "team",
    "other team",
    "responsible team",
    "depends on",
    "dependent on",
    "provider",
    "supplier",
    "zuständiges team",
)
"""And the one that says for whom it waits."""


def kind_of(draft: Draft) -> str:
    return KINDS.get(draft.text("raid").strip().casefold(), "")


def sorted_out(drafts: Iterable[Draft]) -> dict[str, list[Draft]]:
    """The rows of a register by what they are; what is nothing else is a risk, as far as it is one. Without its
    dependencies, which come when all decisions are there (`waits`)."""
    found: dict[str, list[Draft]] = {"risks": []}
    for draft in drafts:
        if not waits(draft):
            kind = kind_of(draft)
            found.setdefault(kind if kind in BESIDE else "risks", []).append(draft)
    return found


def waits(draft: Draft) -> bool:
    """Whether it is a dependency: the decision that waits for it may stand anywhere in the same log."""
    return kind_of(draft) == "dependencies"


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


def dependency_columns(draft: Draft, world: World, choices: Choices) -> Columns | None:
    """It belongs to the decision that waits for it, and waits for another team: whom its log names, else what it is
    called. Without that decision it has no place here, which is told."""
    columns = entry(
        draft, world, choices, {"review_on": "due_on", "metric_text": "metric_text"}, {"state": WAITS}
    )
    if columns is None:
        return None
    customer, named = columns.pop("customer"), kept_under(draft, WAITING)
    decision = world.decision(named, customer, choices.system) if named else None
    if decision is None:
        words = say("This is a dependency, and it does not say which decision waits for it. It was left out.")
        if named:
            words = say(
                "This is a dependency of “%(name)s”, and no such decision is here. It was left out.",
                name=named[:80],
            )
        fix = say(
            "Name the decision in a column “Decision”, by its title or its id; or write it down on the decision."
        )
        draft.flag("left_out", words, column="raid", found=named[:80] or draft.text("raid").strip(), fix=fix)
        return None
    team = kept_under(draft, TEAMS) or columns["title"]
    return {**columns, "decision": decision, "team": team[:200]}


def kept_under(draft: Draft, names: Iterable[str]) -> str:
    """What stands in a column that a risk has no place for, taken out of what is kept beside it."""
    column = next((one for one in draft.fields if folded(one) in names and draft.fields[one].strip()), "")
    return draft.fields.pop(column).strip() if column else ""


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


def stored_dependencies(world: World) -> Iterator[tuple[int, Mapping[str, Any], Names]]:
    decisions = world.decision_by_pk
    for row in here(Dependency).only("decision_id", "fields", "title").iterator():
        near = decisions.get(row.decision_id)
        yield row.pk, row.fields.get("external_ids") or {}, [(near, folded(row.title))]


def stored(model: type[Tenanted]) -> Any:
    def rows(world: World) -> Iterator[tuple[int, Mapping[str, Any], Names]]:
        found = here(model).values_list("pk", "customer_id", "fields", "title")
        for pk, customer, kept, title in found.iterator():
            near = world.customer_by_pk.get(customer) if customer else None
            yield pk, kept.get("external_ids") or {}, [(near, folded(title))]

    return rows
