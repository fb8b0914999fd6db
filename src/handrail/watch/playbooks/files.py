"""A playbook as a file: YAML in front, Markdown behind. Read with the place of every fault. No Django, no server."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import MISSING, dataclass, field, fields
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Any

from handrail import wiring
from handrail.kit import yamlio
from handrail.kit.shapes import Row, read_row
from handrail.kit.words import say
from handrail.record.notes.facts import KINDS as NOTES
from handrail.record.projects.params import misspelt
from handrail.record.readiness import checks as readiness
from handrail.watch.reviews import recurrence
from handrail.watch.reviews.facts import KINDS as REVIEWS

from . import facts
from .facts import Book, Flaw
from .shape import PLAYBOOK, SIGNS

LIMITS = yamlio.Limits(bytes=200_000)
FRONT = re.compile(rb"\A(?:\xef\xbb\xbf)?---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
NAMED = re.compile(rb"^playbook:", re.MULTILINE)
HEADING = re.compile(r"^##\s+(.+?)\s*#*\s*$", re.MULTILINE)
FURTHEST = 1_000
"""Days from the go-live day: nothing is planned three years ahead."""
SECTIONS = tuple(str(name) for name in PLAYBOOK.known if name not in ("fields", None))
UNJUDGED = ("fields",)
OF_ONE_WORKSPACE = ("decision", "metric")
"""Kinds of checks that name a record: a playbook goes to other workspaces, where it is not."""


@dataclass
class Read:
    """What came of a text: the playbook, as far as it can be read, and everything that is wrong with it."""

    book: Book | None = None
    flaws: list[Flaw] = field(default_factory=list)
    document: yamlio.Document | None = None

    @property
    def usable(self) -> bool:
        return self.book is not None and not any(flaw.severity == "error" for flaw in self.flaws)

    def tell(
        self, path: yamlio.Path, code: str, message: str, fix: str = "", severity: str = "error"
    ) -> None:
        line, column = self.document.mark(path) if self.document is not None else (0, 1)
        self.flaws.append(
            Flaw(line=line + 1, column=column, code=code, severity=severity, message=message, fix=fix)
        )


def is_playbook(path: str, data: bytes) -> bool:
    """A Markdown file whose front matter says so."""
    if PurePosixPath(path).suffix.lower() not in (".md", ".markdown"):
        return False
    front = FRONT.match(data)
    return front is not None and NAMED.search(front[1]) is not None


def read(text: str | bytes, *, file: str = "playbook.md") -> Read:
    """Never raises. The first line is line 1."""
    found = Read()
    data = text.encode("utf-8", "replace") if isinstance(text, str) else text
    front = FRONT.match(data)
    if front is None:
        fix = say("Begin with a line of three dashes, the keys, and three dashes again.")
        found.tell(
            (), "playbook.front", say("There is no front matter: the lines between three dashes."), fix
        )
        return found
    found.document = yamlio.read(front[1], file=file, limits=LIMITS, mapping=True)
    for problem in found.document.problems:
        found.flaws.append(
            Flaw(
                line=problem.line + 1, column=problem.column, code=f"yaml.{problem.code}", severity="error",
                message=problem.message, fix=problem.fix,
            )
        )  # fmt: skip
    if isinstance(found.document.data, dict):
        row = read_row(PLAYBOOK, found.document.data)
        take_faults(found, row)
        found.book = book_of(row, sections_of(data[front.end() :].decode("utf-8", "replace")))
        judge(found, row)
    return found


def take_faults(found: Read, root: Row) -> None:
    for row in root.walk():
        for fault in row.faults:
            severity = "error" if fault.code in ("value", "shape", "nested") else fault.severity
            found.tell(fault.path, f"value.{fault.code}", fault.message, fault.fix, severity)


def sections_of(text: str) -> tuple[tuple[str, str], ...]:
    """The text for people, by its headings of the second level; what stands before the first has none."""
    parts = HEADING.split(text.replace("\r\n", "\n"))
    told = [
        ("", parts[0].strip()),
        *((title, body.strip()) for title, body in zip(parts[1::2], parts[2::2], strict=True)),
    ]
    return tuple((title, body) for title, body in told if title or body)


# -- rows to facts ------------------------------------------------------------------------------------------


def book_of(root: Row, sections: tuple[tuple[str, str], ...]) -> Book:
    return Book(
        **plain(root, facts.Book),
        sections=sections,
        roles=made(root, "role", facts.RoleOf),
        stages=tuple(stage_of(row) for row in root.of("stage")),
        cards=made(root, "card", facts.CardOf),
        cadence=tuple(cadence_of(row) for row in root.of("review")),
        measures=tuple(measure_of(row) for row in root.of("measure")),
        decisions=made(root, "decision", facts.DecisionOf),
        risks=made(root, "risk", facts.RiskOf),
        pieces=tuple(piece_of(row) for row in pieces(root)),
        patterns=made(root, "pattern", facts.Pattern),
        notes=made(root, "note", facts.NoteOf),
        messages=made(root, "message", facts.MessageOf),
        rollout=tuple(one for one in made(root, "step", facts.StepOf, due=0)),
        checklist=made(root, "point", facts.Point),
    )


def stage_of(row: Row) -> facts.StageOf:
    return facts.StageOf(**plain(row, facts.StageOf), checks=made(row, "check", facts.Asked))


def cadence_of(row: Row) -> facts.Cadence:
    return facts.Cadence(**plain(row, facts.Cadence), questions=made(row, "question", facts.Question))


def pieces(root: Row) -> list[Row]:
    """The entries of sections that other rooms keep."""
    return [row for row in root.children if "section" in row.values]


def piece_of(row: Row) -> facts.Piece:
    """Its own values as they are written."""
    known = {one.name for one in fields(facts.Piece)}
    values = {one.name: row.values[one.name] for one in row.shape.fields if one.name not in known}
    return facts.Piece(**plain(row, facts.Piece), noun=row.noun, values=values)


def measure_of(row: Row) -> facts.MeasureOf:
    """Its numbers as they are written."""
    numbers = {name: row.values[name] for name in ("baseline", "target")}
    return facts.MeasureOf(**{**plain(row, facts.MeasureOf), **numbers})


def made(root: Row, noun: str, kind: Callable[..., Any], **empty: Any) -> tuple[Any, ...]:
    return tuple(kind(**{**empty, **plain(row, kind)}) for row in root.of(noun))


def plain(row: Row, kind: Any) -> dict[str, Any]:
    """The values that were said, as the fact holds them: whole numbers, tuples of texts."""
    known = {one.name: one for one in fields(kind)}
    said = {name: simple(value) for name, value in row.values.items() if name in known}
    told = {name: value for name, value in said.items() if value not in (None, "", ())}
    return {name: "" for name, one in known.items() if needs(one)} | told


def needs(one: Any) -> bool:
    return one.default is MISSING and one.default_factory is MISSING


def simple(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(max(min(value, Decimal(10**6)), Decimal(-(10**6))))
    if isinstance(value, list):
        return tuple(" ".join(str(item).split()) for item in value if item not in (None, ""))
    return value


# -- what a text must hold ----------------------------------------------------------------------------------


def judge(found: Read, root: Row) -> None:
    for noun, names in NEEDED.items():
        for row in (one for one in root.walk() if one.noun == noun):
            needed(found, row, names)
    if not root.of("stage"):
        fix = say("Write `board:` and under it `stages:`, each with a title.")
        found.tell((), "playbook.stages", say("The playbook has no stages."), fix)
    judge_sections(found, root)
    judge_pieces(found, root)
    judge_stages(found, root)
    judge_cards(found, root)
    judge_named(found, root)
    judge_days(found, root)
    judge_cadence(found, root)
    judge_notes(found, root)
    judge_signs(found, root)


NEEDED = {
    "playbook": ("name", "title"),
    "stage": ("title",),
    "card": ("title",),
    "role": ("key",),
    "review": ("title",),
    "question": ("says",),
    "decision": ("title",),
    "risk": ("title",),
    "pattern": ("title",),
    "measure": ("title",),
    "note": ("title",),
    "message": ("title",),
    "step": ("step",),
    "point": ("says",),
}


def needed(found: Read, row: Row, names: Iterable[str]) -> None:
    for name in names:
        if not row.values.get(name):
            key = row.shape.field(name).paths[0][-1]
            message = say("This %(noun)s says no `%(key)s`.", noun=say(row.noun), key=key)
            found.tell(row.place(name), "playbook.missing", message, say("Write `%(key)s:` here.", key=key))


def judge_sections(found: Read, root: Row) -> None:
    """A section that nothing is made of would be lost without a word."""
    for name in root.extras:
        if name not in UNJUDGED:
            message = say("A playbook has no section called “%(name)s”.", name=str(name)[:40])
            found.tell((name,), "playbook.section", message, one_of(SECTIONS))


def judge_pieces(found: Read, root: Row) -> None:
    """Entries that other rooms keep: whatever their record has no place for would be lost, too."""
    measured = [str(row.values["title"]) for row in root.of("measure") if row.values["owner"]]
    for row in pieces(root):
        needed(found, row, [name for name in ("title", "stage") if name in row.values])
        for name in row.extras:
            message = say("“%(title)s” has no field “%(name)s”.", title=row.label[:80], name=str(name)[:40])
            found.tell(
                (*row.path, name), "playbook.field", message, one_of(key for key in row.shape.known if key)
            )
        if "metric" in row.values:
            named(found, row, "metric", [row.values["metric"]], measured)
    for row in root.of("signal"):
        if problem := readiness.unclear(*(row.values[name] for name in ("kind", "metric", "test"))):
            found.tell(row.path, "playbook.missing", problem.message, problem.fix)


def judge_stages(found: Read, root: Row) -> None:
    for row in root.of("stage"):
        if not row.values["exit_rule"] and row is not root.of("stage")[-1]:
            message = say("“%(stage)s” does not say when work leaves it.", stage=row.label)
            fix = say("Write `exit_rule:` in one sentence.")
            found.tell(row.path, "playbook.no_exit", message, fix, "warning")
        for check in row.of("check"):
            judge_check(found, check)
    repeated(found, root.of("stage"), "title")
    repeated(found, root.of("stage"), "key")


def judge_check(found: Read, row: Row) -> None:
    kind, params = row.values["kind"], row.values["params"]
    if kind not in wiring.CHECKS:
        message = say("There is no check called “%(kind)s”.", kind=kind[:40])
        found.tell(row.place("kind"), "playbook.check", message, one_of(wiring.CHECKS))
        return
    if kind in OF_ONE_WORKSPACE:
        message = say("This check names a record of one workspace, which others do not have.")
        found.tell(
            row.place("kind"),
            "playbook.check",
            message,
            say("Add it to the board once the project is there."),
        )
    if not isinstance(params, dict):
        message = say("What the check asks is not a set of `key: value` lines.")
        found.tell(row.place("params"), "playbook.check", message, "params: {fields: [owner]}")
    for problem in misspelt(kind, params if isinstance(params, dict) else {}):
        found.tell(row.place("params"), "playbook.check", problem.message, problem.fix)


def one_of(known: Iterable[str]) -> str:
    return say("Write one of: %(known)s.", known=", ".join(known))


def judge_cards(found: Read, root: Row) -> None:
    stages = [str(row.values["title"]) for row in root.of("stage")]
    roles = {str(row.values["key"]) for row in root.of("role")}
    for row in root.walk():
        owner, stage = row.values.get("owner"), row.values.get("stage")
        if owner and owner not in roles:
            message = say("There is no role “%(role)s” in this playbook.", role=owner[:40])
            found.tell(row.place("owner"), "playbook.role", message, one_of(sorted(roles)))
        if stage and stage not in stages:
            message = say("There is no stage “%(stage)s” in this playbook.", stage=stage[:40])
            found.tell(row.place("stage"), "playbook.stage", message, one_of(stages))


DAYS = ("due", "review", "days_before", "days_after", "until", "fresh", "most", "version", "minutes")


def judge_days(found: Read, root: Row) -> None:
    for row in root.walk():
        for name in DAYS:
            value = row.values.get(name)
            if value is None:
                continue
            least = {"most": 1, "version": 1, "minutes": 1, "fresh": 1}.get(name, -FURTHEST)
            most = 10_000 if name in ("version", "most", "minutes") else FURTHEST
            if value != value.to_integral_value() or not least <= value <= most:
                words = "`%(name)s` is not a whole number from %(least)s to %(most)s."
                message = say(words, name=name, least=least, most=most)
                fix = say("Write days before go-live as -14, after it as 7.")
                found.tell(row.place(name), "playbook.days", message, fix)


def judge_cadence(found: Read, root: Row) -> None:
    for row in root.of("review"):
        rule = str(row.values["rule"])
        if not rule and row.values["due"] is None:
            message = say("This review says neither how often nor on which day it is.")
            fix = say("Write `rule:` for one that repeats, or `due:` for a single day.")
            found.tell(row.path, "playbook.missing", message, fix)
        if rule and (problem := rule_problem(rule)):
            message = say(
                "“%(rule)s” is not a rule that repeats: %(problem)s", rule=rule[:80], problem=problem
            )
            found.tell(row.place("rule"), "playbook.rule", message, "FREQ=WEEKLY;BYDAY=MO")


def rule_problem(rule: str) -> str:
    """By the reader of the rhythm that comes of it."""
    try:
        recurrence.read(rule)
    except ValueError as error:
        return str(error)
    return ""


def judge_notes(found: Read, root: Row) -> None:
    for noun, known in (("note", NOTES), ("review", REVIEWS)):
        for row in root.of(noun):
            kind = row.values["kind"]
            if kind and kind not in known:
                message = say("“%(kind)s” is not known here.", kind=kind[:40])
                found.tell(row.place("kind"), "playbook.kind", message, one_of(known))


def judge_signs(found: Read, root: Row) -> None:
    for row in root.of("point"):
        sign = row.values["sign"]
        if sign and sign not in SIGNS:
            message = say("There is nothing called “%(sign)s” to look at.", sign=sign[:40])
            found.tell(row.place("sign"), "playbook.sign", message, one_of(SIGNS))
    repeated(found, root.of("point"), "says")


def judge_named(found: Read, root: Row) -> None:
    """What one part of the text calls another by."""
    titles = {
        noun: [str(row.values["title"]) for row in root.of(noun)] for noun in ("measure", "risk", "decision")
    }
    for row in root.walk():
        if row.noun == "question":
            named(found, row, "measure", [row.values["measure"]], titles["measure"])
            named(found, row, "risk", [row.values["risk"]], titles["risk"])
        if row.noun == "decision":
            others = [title for title in titles["decision"] if title != row.values["title"]]
            named(found, row, "needs", row.values["needs"], others)
    for noun in titles:
        repeated(found, root.of(noun), "title")


def named(found: Read, row: Row, name: str, said: Iterable[Any], known: list[str]) -> None:
    for one in said:
        if one and str(one) not in known:
            message = say("There is nothing called “%(title)s” in this playbook.", title=str(one)[:80])
            found.tell(row.place(name), "playbook.named", message, one_of(known))


def repeated(found: Read, rows: list[Row], name: str) -> None:
    seen: set[str] = set()
    for row in rows:
        value = str(row.values[name])
        if value and value in seen:
            message = say("“%(value)s” stands here twice.", value=value[:80])
            found.tell(row.place(name), "playbook.twice", message, say("Give each a name of its own."))
        seen.add(value)
