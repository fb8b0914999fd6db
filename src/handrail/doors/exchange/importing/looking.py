"""What a file is taken for: as it was read the last time, else as we guess."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any

from handrail.house.imports import verbs as imports
from handrail.kit.csvio import Problem, as_text
from handrail.kit.words import say

from ..choosing import doubts
from ..guessing import Guess, guess
from ..mapping import Reading, fingerprint, from_json
from ..remarks import Remark
from ..shapes import TARGETS
from ..tables import table_of

HEAD = 1_000
HOPELESS = frozenset({"pivot", "no_header", "one_column", "mixed_dates", "ambiguous_dates", "not_recognised"})
"""With one of these, no row of the file can be trusted."""


@dataclass(slots=True)
class File:
    """One file with what it is taken for. `problems` are about the file as a whole."""

    name: str
    source: Path | bytes
    columns: list[str] = field(default_factory=list)
    guess: Guess | None = None
    reading: Reading | None = None
    remembered: bool = False
    problems: list[Remark] = field(default_factory=list)

    @property
    def target(self) -> str:
        return self.reading.target if self.reading else ""

    @property
    def hopeless(self) -> bool:
        return self.reading is None or any(problem.code in HOPELESS for problem in self.problems)


def look(
    source: Path | bytes,
    name: str,
    *,
    target: str = "",
    given: Mapping[str, Any] | None = None,
    **choices: str,
) -> File:
    """Read the head of a file, and say what it is: as it was read the last time, else as we guess.

    `given` is a reading as JSON that a person confirmed; `choices` (date_order ...) go before the guess.
    """
    table = table_of(source, name)
    file = File(name, source, table.columns)
    rows = [[as_text(cell) for cell in row.values] for row in islice(table.rows, HEAD)]
    if table.columns:
        decide(file, rows, target, given, {key: value for key, value in choices.items() if value})
    told = [
        p for p in table.problems if file.reading is None or p.code in HOPELESS
    ]  # the rest is told on the way
    if table.columns and file.reading is None and not any(p.code in HOPELESS for p in told):
        file.problems.append(unrecognised(file))  # else what it is explains why its columns fit nothing
    file.problems = [*(of_problem(problem, name) for problem in told), *file.problems]
    return file


def decide(
    file: File, rows: list[list[str]], target: str, given: Mapping[str, Any] | None, choices: dict[str, Any]
) -> None:
    known = None if given or target else imports.recall(fingerprint(file.columns))
    file.remembered = known is not None
    file.guess = guess(
        file.columns,
        rows,
        file.name,
        target or (given or {}).get("target", "") or (known.kind if known else ""),
    )
    if not file.guess.target:
        return
    file.reading = chosen(file.guess.reading, given, known)
    file.reading = replace(file.reading, choices=replace(file.reading.choices, **choices))
    texts = {
        c: [row[at] for row in rows if at < len(row) and row[at].strip()] for at, c in enumerate(file.columns)
    }
    found = doubts(TARGETS[file.target], file.reading.columns, texts, file.reading.choices)
    file.problems += [of_problem(problem, file.name) for problem in found]


def chosen(guessed: Reading, given: Mapping[str, Any] | None, known: Any) -> Reading:
    if given:
        return from_json(given)
    if known is None:
        return guessed
    words = {**guessed.choices.words, **known.choices.get("words", {})}
    return Reading(
        guessed.target,
        {**guessed.columns, **known.columns},
        replace(guessed.choices, **{**known.choices, "words": words}),
    )


def unrecognised(file: File) -> Remark:
    kinds = ", ".join(say(target.label) for target in TARGETS.values())
    return Remark(
        "not_recognised",
        say("%(name)s: its columns do not tell whether it holds %(kinds)s.", name=file.name, kinds=kinds),
        file.name,
        1,
        found=", ".join(file.columns)[:200],
        fix=say("Say what it holds, or leave the file out."),
    )


def of_problem(problem: Problem, name: str) -> Remark:
    return Remark(problem.code, problem.message, name, problem.line, fix=problem.fix)
