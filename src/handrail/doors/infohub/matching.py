"""Which record of ours a thing in a file is: as the last import had it, by id, by its words, or a new one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from handrail.house.escalations import rights
from handrail.house.escalations.models import RESOLVED, Escalation
from handrail.house.workspaces.scope import current
from handrail.kit.words import say

from .binding import NOUNS
from .entities import PARTS, Account, Entity, identity
from .tree import slug

if TYPE_CHECKING:
    from .ground import Ground

Placement = tuple[str, tuple[str | int, ...]]
"""A file and the path of a row in it."""


def natural_key(noun: str, ident: str, account: str, label: str) -> str:
    """The key that a thing gets while nothing else has it."""
    if ident and noun != "customer":
        return slug(ident)
    if noun in ("plan", "customer"):
        return account or noun
    if noun in ("member", "team"):
        return slug(label)
    return slug(f"{account[:30]} {label}".strip()) if label else slug(f"{account} {noun}")


@dataclass
class Past:
    """The last import: which key stood where, and what the kept texts say."""

    places: dict[Placement, str] = field(default_factory=dict)
    """(file, path) -> "noun:key"."""
    entities: dict[str, Entity] = field(default_factory=dict)
    """"noun:key" -> as the kept texts have it."""
    by_ident: dict[tuple[str, str, str], str] = field(default_factory=dict)
    by_words: dict[tuple[str, str, str, str], list[str]] = field(default_factory=lambda: defaultdict(list))

    def learn(self, accounts: Mapping[str, Account]) -> None:
        for account in accounts.values():
            for entity in account.entities:
                names = (self.places.get(place.path) for place in entity.places)
                name = next(filter(None, names), None)
                if name is None:
                    continue
                self.entities[name] = entity
                if entity.ident:
                    self.by_ident.setdefault((entity.noun, account.name, entity.ident.casefold()), name)
                words = identity(entity.noun, entity.values)
                self.by_words[entity.noun, account.name, _above(entity), words].append(name)


def _above(entity: Entity) -> str:
    """The file and plan a part stands in, so that equal titles in two plans are two things."""
    plan = entity.plan
    return plan.source.path if plan is not None and entity.noun in PARTS else ""


class Matcher:
    """Hands out keys. `hints` are keys that the exported tree itself names."""

    def __init__(self, past: Past, hints: Mapping[Placement, str]) -> None:
        self.past = past
        self.hints = hints
        self.rows: dict[str, dict[str, Any]] = defaultdict(dict)
        self.by_words: dict[tuple[str, Any, str], list[Any]] = defaultdict(list)
        self.used: dict[str, set[str]] = defaultdict(set)
        self.reserved: dict[str, set[str]] = defaultdict(set)
        self.taken: dict[str, set[str]] = defaultdict(set)
        for key in hints.values():
            noun, _, name = key.partition(":")
            self.reserved[noun].add(name)

    def know(self, noun: str, rows: Iterable[Any]) -> None:
        """Rows that are in the workspace."""
        for row in rows:
            self.rows[noun][row.key] = row
            self.by_words[noun, owner_of(noun, row), words_of(noun, row)].append(row)

    def find(self, entity: Entity, above: Any) -> Any | None:
        """The row that this thing is, where there is one. Each row is found once."""
        noun = entity.noun
        for key in self._candidates(entity, above):
            row = self.rows[noun].get(key)
            if row is not None and key not in self.used[noun] and owner_of(noun, row) == above:
                self.used[noun].add(key)
                return row
        return None

    def _candidates(self, entity: Entity, above: Any) -> Iterable[str]:
        noun, account = entity.noun, entity.account
        names = [self.hints.get(place.path) for place in entity.places]
        ident = entity.ident.casefold()
        if ident:
            names.append(self.past.by_ident.get((noun, account, ident)))
        words = identity(noun, entity.values)
        if not ident:
            names += self.past.by_words.get((noun, account, _above(entity), words), [])
        yield from (name.partition(":")[2] for name in names if name)
        if ident:
            yield slug(ident)
            yield prefixed(account, slug(ident))
        if noun == "customer":
            yield account
        yield from (row.key for row in self.by_words.get((noun, above, words), []) if words)
        if noun == "plan":
            yield from self._only_plan(above)

    def _only_plan(self, customer: Any) -> Iterable[str]:
        mine = [row.key for row in self.rows["plan"].values() if row.customer_id == customer]
        return mine if len(mine) == 1 else []

    def new_key(self, entity: Entity) -> str:
        """The tree's own hint, else the natural key; where that is taken, with the account or a number."""
        noun = entity.noun
        if noun == "goal":
            return str(entity.values["measure"])  # there is one of each
        for place in entity.places:
            hinted = self.hints.get(place.path, "").partition(":")[2]
            if hinted and hinted not in self.taken[noun]:
                return self._take(noun, hinted)
        base = natural_key(noun, entity.ident, entity.account, entity.label)
        choices = [base]
        if entity.ident and entity.account:
            choices.append(prefixed(entity.account, base))
        number = 2
        while True:
            for choice in choices:
                if choice not in self.taken[noun] and choice not in self.reserved[noun]:
                    return self._take(noun, choice)
            choices = [f"{choices[-1] if number == 2 else choices[-1].rpartition('-')[0]}-{number}"]
            number += 1

    def _take(self, noun: str, key: str) -> str:
        self.taken[noun].add(key)
        return key


def prefixed(account: str, key: str) -> str:
    return f"{account[:30]}-{key}"[:75]


def owner_of(noun: str, row: Any) -> Any:
    """What a row must stand in to be found: its plan, its metric, its customer."""
    parent = NOUNS[noun].parent if noun in NOUNS else ""
    return getattr(row, f"{parent}_id", None) if parent else None


def over(row: Any) -> bool:
    """What is raised leaves the files when it is over: they mean it no more, and nobody has taken it out of them."""
    return isinstance(row, Escalation) and row.state == RESOLVED


def closed(ground: Ground, row: Any, entity: Entity) -> bool:
    """What is raised is answered by those who may, in a file too; what others say of it there is left, visibly."""
    if not isinstance(row, Escalation) or rights.may(row, current().member):
        return False
    message = say(
        "“%(label)s” is raised to somebody else; what the file says of it was left.", label=entity.label
    )
    fix = say("Ask whom it is raised to, the one who owns the record, or an administrator.")
    ground.flag(entity, "state", "import.kept", message, fix)
    return True


_ROW_WORDS: dict[str, tuple[str, ...]] = {
    "teamplace": ("member", "job"),
    "renewal": ("due_on",),
    "supportcase": ("number",),
    "touchpoint": ("on", "summary"),
    "reading": ("on", "source"),
    "mapping": ("kind", "fingerprint"),
    "link": ("source", "target", "relation"),
    "evidence": ("subject", "title"),
    "goal": ("measure",),
    "feedback": ("subject", "title"),
    "check": ("side", "kind", "params"),
    "card": ("key",),
}


def words_of(noun: str, row: Any) -> str:
    names = _ROW_WORDS.get(noun)
    if names is None:
        names = ("name",) if hasattr(row, "name") else ("title",)
    values = {name: getattr(row, name, "") for name in names}
    if noun == "teamplace":
        values["member"] = row.member.name
    if noun == "escalation":
        return "" if over(row) else f"{row.subject_kind}:{row.subject_key}\n{row.cause}".casefold()
    if noun == "step":
        return f"{row.customer.key}\n{row.step}".casefold()
    if noun == "tie":
        return ""  # found by its date, see `Rollouts`
    if noun == "clearance":
        return str(row.opportunity.key).casefold()
    if noun == "waiver":
        return "\n".join([row.opportunity.key if row.opportunity else "", str(row.given_on)]).strip()
    return "\n".join(str(v if v is not None else "").strip().casefold() for v in values.values()).strip()
