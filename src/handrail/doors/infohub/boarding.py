"""What a file gets wrong about a board: its stages, what they ask, and where the cards are. No Django."""

from __future__ import annotations

from collections.abc import Iterator

from handrail.kit.words import say
from handrail.record.projects import own
from handrail.record.projects.checks import own_asked
from handrail.record.projects.files import is_window
from handrail.record.projects.params import misspelt

from .entities import Account, Entity
from .findings import Finding
from .pointing import at_field


def boarded(account: Account) -> Iterator[Finding]:
    for project in account.of("project"):
        yield from windowed(project)
    for check in account.of("check"):
        yield from asked(check)
    yield from placed(account)


def windowed(project: Entity) -> Iterator[Finding]:
    if not is_window(project.values["starts_on"], project.values["ends_on"]):
        message, fix = say("The window ends before it begins."), say("Choose a later day.")
        yield at_field(project, "ends_on", "project.window", "error", message, fix)


def asked(check: Entity) -> Iterator[Finding]:
    """A check that is misspelt would hold up every card."""
    params = check.values["params"]
    if not isinstance(params, dict):
        message = say("`%(name)s` is not %(wanted)s.", name="params", wanted="{...}")
        yield at_field(check, "params", "board.check", "error", message, "params: {fields: [owner]}")
        return
    kind, board = str(check.values["kind"]), check.parent.parent if check.parent is not None else None
    specs = board.values["card_fields"] if board is not None else []
    for problem in (*misspelt(kind, params), *own.unknown_names(specs, own_asked(kind, params))):
        yield at_field(check, problem.field, "board.check", "error", problem.message, problem.fix)


def placed(account: Account) -> Iterator[Finding]:
    """A card is in a stage of its board, once; a customer's board holds tasks of that customer."""
    stages = stages_of(account)
    tasks = {words.casefold() for e in account.of("task") for words in (e.ident, e.label) if words}
    seen: dict[str, str] = {}
    for card in account.of("card"):
        words = card.values["stage"].strip().casefold()
        known = stages.get(id(card.parent), {})
        if words and words not in known:
            message = say("“%(stage)s” is no stage of its board.", stage=card.values["stage"])
            fix = say("Write one of: %(known)s.", known=", ".join(dict.fromkeys(known.values())) or "–")
            yield at_field(card, "stage", "board.stage", "error", message, fix)
        ident = card.ident.casefold()
        if seen.get(ident, card.source.path) != card.source.path:
            message = say("“%(task)s” is on a board twice.", task=card.ident)
            yield at_field(card, "key", "board.twice", "error", message, say("Take one of the two out."))
        elif account.name and ident not in tasks:
            message = say("There is no task “%(key)s” in these files.", key=card.ident[:80])
            fix = say("Correct the id, or add what it names.")
            yield at_field(card, "key", "board.task", "warning", message, fix)
        yield from own_of(card)
        seen.setdefault(ident, card.source.path)


def own_of(card: Entity) -> Iterator[Finding]:
    """What a card holds beside, and its board says nothing of."""
    specs = card.parent.values["card_fields"] if card.parent is not None else []
    for problem in own.wrong_values(specs, card.values["own"]):
        yield at_field(card, "own", "board.own", "error", problem.message, problem.fix)


def stages_of(account: Account) -> dict[int, dict[str, str]]:
    """Of each board the words that name a stage, with its title."""
    found: dict[int, dict[str, str]] = {}
    for stage in account.of("stage"):
        known = found.setdefault(id(stage.parent), {})
        known |= {words.casefold(): stage.label for words in (stage.label, stage.ident) if words}
    return found
