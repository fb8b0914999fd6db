"""What whoever brings decision records says of them: whose they are, who decides, what a status means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from handrail.house.ledger import reading
from handrail.house.workspaces.models import Member
from handrail.kit.refusals import Invalid, NotFound, Problem
from handrail.kit.words import say
from handrail.record.customers.models import Customer
from handrail.record.decisions import adr
from handrail.record.decisions.bringing import Bringing
from handrail.record.decisions.states import STATES
from handrail.record.projects.models import Project

NAMED: dict[str, Any] = {"customer": Customer, "project": Project, "owner": Member}
LONGEST = 80


@dataclass(frozen=True, slots=True)
class Choice:
    """Keys of a customer, of a project and of who decides where a record names nobody of ours, or none; `words` are
    {word of a status: state}; `leave` are the files that are left out."""

    customer: str = ""
    project: str = ""
    owner: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    leave: tuple[str, ...] = ()

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> Choice:
        words = {str(word): str(state) for word, state in dict(said.get("words") or {}).items()}
        named = {name: str(said.get(name) or "")[:LONGEST] for name in NAMED}
        return cls(**named, words=words, leave=tuple(map(str, said.get("leave") or ())))

    def as_json(self) -> dict[str, Any]:
        return {
            "customer": self.customer, "project": self.project, "owner": self.owner, "words": dict(self.words),
            "leave": list(self.leave),
        }  # fmt: skip


def how(choice: Choice) -> Bringing:
    """Raises `Invalid` where what was chosen is not there (any more)."""
    unknown = sorted(state for state in choice.words.values() if state and state not in STATES)
    if unknown:
        fix = say("Write one of: %(known)s.", known=", ".join(STATES))
        raise Invalid([Problem("words", say("There is no state “%(name)s”.", name=unknown[0][:40]), fix)])
    project, customer = chosen("project", choice.project), chosen("customer", choice.customer)
    subject = f"project:{project.key}" if project is not None else ""
    return Bringing(
        customer or (project.customer if project is not None else None), subject, chosen("owner", choice.owner),
        {word: state for word, state in choice.words.items() if state},
    )  # fmt: skip


def chosen(name: str, key: str) -> Any:
    try:
        return reading.find(NAMED[name], key) if key else None
    except NotFound:
        words = say("“%(key)s” is not here any more.", key=key[:80])
        raise Invalid([Problem(name, words, say("Choose another one."))]) from None


def words_of(texts: Mapping[str, str]) -> dict[str, str]:
    """Every word that these records use for where they stand, and what it is taken for."""
    found = (adr.read(path, text) for path, text in sorted(texts.items()))
    return {one.word: adr.meaning(one.word) for one in found if one is not None and one.state != "superseded"}


def kept(choice: Choice, paths: Iterable[str]) -> set[str]:
    return set(paths) - set(choice.leave)
