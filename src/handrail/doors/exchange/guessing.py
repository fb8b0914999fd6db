"""What a table holds and which column is which field, by their names and their content. No Django.

A guess is never silent: each says why, and how sure it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from handrail.house.workspaces.external import is_salesforce
from handrail.kit.words import mark, say

from .choosing import NO_CHOICES, choose
from .mapping import Choices, Reading
from .shapes import KEEP, LEAVE, NOISE, TARGETS, Field, Target, fold

SURE, LIKELY, CONTENT, ENOUGH = 0.95, 0.6, 0.65, 0.5

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """What one column is taken for. `sure` from 0 to 1."""

    column: str
    field: str
    sure: float
    why: str
    samples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Guess:
    """What a table is taken for; `target` is empty where nobody could tell."""

    target: str
    sure: float
    why: str
    columns: tuple[ColumnGuess, ...] = ()
    choices: Choices = NO_CHOICES

    @property
    def reading(self) -> Reading:
        return Reading(self.target, {guess.column: guess.field for guess in self.columns}, self.choices)


def guess(columns: Sequence[str], rows: Rows, filename: str = "", target: str = "") -> Guess:
    """The best guess; with `target`, only its columns and choices are still to be guessed."""
    samples = [sample(rows, at) for at in range(len(columns))]
    tried = {t.name: guess_columns(t, columns, samples) for t in TARGETS.values() if target in ("", t.name)}
    scores = {name: score(TARGETS[name], found, samples, filename) for name, found in tried.items()}
    if target:
        return finished(target, 1.0, say("You said so."), tried[target], columns, samples)
    ranked = sorted((name for name in scores if scores[name] > 0), key=scores.__getitem__, reverse=True)
    if not ranked or scores[ranked[0]] < 3:
        return Guess("", 0.0, say("None of its columns tell what it holds."))
    best, rest = ranked[0], [scores[name] for name in ranked[1:2]]
    sure = scores[best] / (scores[best] + sum(rest))
    return finished(best, sure, because(TARGETS[best], tried[best]), tried[best], columns, samples)


def sample(rows: Rows, at: int) -> list[str]:
    return [text for row in rows if at < len(row) and (text := row[at].strip())]


def finished(
    target: str,
    sure: float,
    why: str,
    found: list[ColumnGuess],
    columns: Sequence[str],
    samples: list[list[str]],
) -> Guess:
    texts = dict(zip(columns, samples, strict=True))
    choices = choose(TARGETS[target], {one.column: one.field for one in found}, texts)
    return Guess(target, round(sure, 2), why, tuple(found), choices)


def because(target: Target, found: list[ColumnGuess]) -> str:
    telling = [g.column for g in found if target.has(g.field)][:4]
    return say("It has the columns %(name)s.", name=", ".join(f"“{name}”" for name in telling))


# -- which target ---------------------------------------------------------------------------------------


def score(target: Target, found: list[ColumnGuess], samples: list[list[str]], filename: str) -> float:
    """How much speaks for this target; 0 where something is missing that it can not do without."""
    names = {guess.field for guess in found}
    if not all(need & names for need in target.needs):
        return 0
    telling = sum(3 / targets_with(fold(g.column)) for g in found if target.has(g.field) and g.sure >= 0.9)
    named = 4 if any(part in fold(filename) for part in target.filenames) else 0
    ids = next((s for g, s in zip(found, samples, strict=True) if g.field == "id"), [])
    prefixed = 5 if target.prefix and share(ids, salesforce(target.prefix)) > 0.8 else 0
    return telling + named + prefixed


@cache
def targets_with(alias: str) -> int:
    return max(1, sum(any(alias in f.names for f in target.fields) for target in TARGETS.values()))


# -- which column ---------------------------------------------------------------------------------------


def guess_columns(target: Target, columns: Sequence[str], samples: list[list[str]]) -> list[ColumnGuess]:
    """The surest pairs of column and field first; each field and each column once."""
    pairs = [
        (sure, -at, column, found, why)
        for at, column in enumerate(columns)
        for found in target.fields
        for sure, why in [likeness(target, found, column, samples[at])]
        if sure >= ENOUGH
    ]
    chosen: dict[str, tuple[str, float, str]] = {}
    taken: set[str] = set()
    for sure, _at, column, found, why in sorted(pairs, key=lambda p: (-p[0], -p[1])):
        if column not in chosen and found.name not in taken:
            chosen[column] = (found.name, round(sure, 2), why)
            taken.add(found.name)
    return [
        ColumnGuess(
            column, *(chosen.get(column) or aside(target, column, samples[at])), tuple(distinct(samples[at]))
        )
        for at, column in enumerate(columns)
    ]


def aside(target: Target, column: str, texts: list[str]) -> tuple[str, float, str]:
    if fold(column) in NOISE:
        return LEAVE, 1.0, say("It changes whenever somebody looks at the record.")
    if not texts:
        return LEAVE, 1.0, say("It is empty.")
    if not target.keeps:
        return LEAVE, 1.0, say("No field of ours, and a %(one)s has no place for more.", one=say(target.one))
    return KEEP, 1.0, say("No field of ours; it is kept beside the record.")


def distinct(texts: list[str]) -> list[str]:
    return [text[:80] for text in dict.fromkeys(texts)][:3]


def likeness(target: Target, found: Field, column: str, texts: list[str]) -> tuple[float, str]:
    sure, why = by_name(found, column)
    if not sure:
        return by_content(found, column, texts)
    fits = FITS.get(found.kind)
    if fits and texts and share(texts, fits) < 0.5:
        return sure * 0.4, say("Its name fits, its content does not.")
    return sure, why


def by_name(found: Field, column: str) -> tuple[float, str]:
    name = fold(column)
    if name in found.names:
        return SURE - 0.001 * place(found, name), say("“%(column)s” is a name for it.", column=column)
    if any(len(alias) > 2 and alias not in GENERIC and name.endswith(alias) for alias in found.names):
        return LIKELY, say("“%(column)s” ends like a name for it.", column=column)
    return 0, ""


def place(found: Field, name: str) -> int:
    return next(at for at, alias in enumerate(found.aliases) if fold(alias) == name)


GENERIC = frozenset(
    fold(word)
    for word in [
        "name",
        "id",
        "type",
        "date",
        "status",
        "state",
        "title",
        "owner",
        "description",
        "email",
        "phone",
        "source",
        "created",
        "closed",
        "close",
        "start",
        "on",
        "number",
        "role",
        "amount",
        "value",
        "account",
        "company",
        "customer",
        "client",
        "summary",
        "notes",
        "subject",
        "active",
        "risk",
        "land",
        "area",
        "level",
        "region",
        "size",
        "web",
        "mail",
        "art",
        "typ",
        "phase",
        "deal",
        "user",
        "open",
        "rating",
        "due",
        "url",
        "contact",
        "person",
        "business",
        "currency",
        "priority",
        "stage",
        "comment",
        "comments",
    ]
)
"""Too common to be recognised at the end of a longer name: “Forecast Category Name” is nobody's name."""


def by_content(found: Field, column: str, texts: list[str]) -> tuple[float, str]:
    tell = CONTENT_TELLS.get(found.kind)
    if tell is None or len(texts) < 2 or re.search("created|modified|geaendert|erstellt", fold(column)):
        return 0, ""
    fits, why = tell[0], say(tell[1])
    return (CONTENT, why) if share(texts, fits) > 0.9 else (0, "")


Fits = Callable[[str], bool]
_MAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
_DATE = re.compile(
    r"^\s*(\d{4}-\d\d?-\d\d?([T ].*)?|\d{1,4}[./-]\s?\d{1,2}[./-]\s?\d{1,4}\.?( .*)?"
    r"|.*\d.*[^\W\d]{3,}.*|\d{8}|\d{5})\s*$"
)
_NUMBER = re.compile(r"\d")


def share(texts: Iterable[str], fits: Fits) -> float:
    seen = list(texts)[:200]
    return sum(map(fits, seen)) / len(seen) if seen else 0.0


def salesforce(prefix: str) -> Fits:
    return lambda text: text.startswith(prefix) and is_salesforce(text)


FITS: dict[str, Fits] = {
    "date": lambda text: bool(_DATE.match(text)),
    "money": lambda text: bool(_NUMBER.search(text)) and not re.search(r"[^\W\d_]{6,}", text),
    "number": lambda text: bool(_NUMBER.search(text)) and not re.search(r"[^\W\d_]{6,}", text),
    "email": lambda text: bool(_MAIL.match(text)),
    "flag": lambda text: len(text) <= 6,
    "account": lambda text: not is_salesforce(text) or text.startswith("001"),
}
CONTENT_TELLS: dict[str, tuple[Fits, str]] = {
    "account_id": (salesforce("001"), mark("It holds Salesforce account ids.")),
    "owner": (salesforce("005"), mark("It holds Salesforce user ids.")),
    "email": (lambda text: bool(_MAIL.match(text)), mark("It holds e-mail addresses.")),
}
