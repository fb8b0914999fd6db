"""Boards as tables: what Jira, Asana and lists of GitHub issues export as CSV. No Django."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from pathlib import Path

from handrail.kit.csvio import (
    DateOrder,
    Problem,
    Table,
    as_text,
    guess_date_order,
    parse_date,
    read_table,
)
from handrail.kit.words import mark, say

from .foreign import (
    MOST_CARDS,
    MOST_POINTS,
    Foreign,
    Item,
    Lane,
    fold,
    line_of,
    once,
    point,
    text_of,
    unusable,
)

PRIORITIES = {
    "highest": "critical", "critical": "critical", "blocker": "critical", "urgent": "critical", "p0": "critical",
    "high": "high", "major": "high", "p1": "high", "medium": "medium", "normal": "medium", "p2": "medium",
    "low": "low", "lowest": "low", "minor": "low", "trivial": "low", "p3": "low",
}  # fmt: skip
LATE_WORDS = (
    ("backlog", "todo", "open", "new", "selectedfordevelopment", "ready", "triage"),
    ("inprogress", "doing", "started", "active", "indevelopment", "blocked", "waiting"),
    ("inreview", "review", "qa", "testing", "verify"),
    ("done", "closed", "resolved", "complete", "completed", "released", "shipped"),
)
OURS = "\0"
"""In front of a word that is not the file's: nothing that is read holds it."""
OPEN, CLOSED = OURS + mark("Open"), OURS + mark("Closed")
WITHOUT_STATUS, WITHOUT_SECTION = OURS + mark("Without a status"), OURS + mark("Without a section")
CATEGORIES = {"todo": 0, "new": 0, "inprogress": 1, "indeterminate": 1, "done": 3, "complete": 3}


@dataclass(frozen=True)
class Tool:
    """How one tool names its columns. `needs`: each of these groups has a column, or it is another tool's table."""

    system: str
    needs: tuple[tuple[str, ...], ...]
    columns: dict[str, tuple[str, ...]]
    finish: Callable[[Foreign, list[Line]], None]


@dataclass(slots=True)
class Line:
    """One row: the texts of each of our columns, of which a tool may have several by one name."""

    number: int
    texts: dict[str, list[str]] = field(default_factory=dict)

    def one(self, name: str) -> str:
        return next((text for text in self.texts.get(name, ()) if text), "")

    def all(self, name: str) -> list[str]:
        return [text for text in self.texts.get(name, ()) if text]


def tool_of(table: Table) -> Tool | None:
    names = {fold(name) for name in table.names}
    return next((tool for tool in TOOLS if all(set(group) & names for group in tool.needs)), None)


def recognised(source: bytes | Path, name: str) -> Tool | None:
    return tool_of(read_table(source, filename=name))


def read(name: str, data: bytes) -> Foreign:
    """Raises `Invalid` where the table is no board."""
    table = read_table(data, filename=name)
    tool = tool_of(table)
    if tool is None:
        raise unusable(
            say("The columns of this table are not those of a board."),
            say("Export it from Jira, Asana or GitHub, or choose the JSON of a Trello board."),
        )
    board = Foreign(tool.system, name, title=Path(name).stem[:300] or name)
    lines = list(islice(lines_of(table, tool), MOST_CARDS + 1))
    for problem in table.problems:
        if problem.code == "duplicate_header":
            continue  # Jira writes a column for each label and comment
        board.refuse(problem.code, problem.message, line=problem.line, fix=problem.fix)
    for note in table.notes:
        board.flag(note.code, note.message, line=note.line, fix=note.fix)
    tool.finish(board, lines)
    once(board)
    return board


def lines_of(table: Table, tool: Tool) -> Iterator[Line]:
    at: dict[str, list[int]] = {}
    for name, aliases in tool.columns.items():
        for alias in aliases:
            at.setdefault(name, []).extend(n for n, column in enumerate(table.names) if fold(column) == alias)
    for row in table.rows:
        cells = [text_of(as_text(cell)) for cell in row.values]
        yield Line(
            row.line, {name: [cells[n] for n in places if n < len(cells)] for name, places in at.items()}
        )


# -- what they have in common -------------------------------------------------------------------------------


def item(board: Foreign, line: Line, ident: str, lane: str) -> Item | None:
    title = line_of(line.one("title"), 500)
    if not title:
        board.refuse(
            "no_title",
            say("This row has no title."),
            line=line.number,
            fix=say("Write one, or leave it out."),
        )
        return None
    made = Item(
        ident or f"{board.ident or board.title}#{fold(title)[:60]}",
        title,
        lane,
        line.number,
        line.one("text"),
    )
    made.labels = [word[:60] for word in words_of(line.all("labels"))]
    made.people = words_of(line.all("people"))
    made.priority = PRIORITIES.get(fold(line.one("priority")), "")
    made.comments, made.files = line.all("comments"), line.all("files")
    return made


def words_of(texts: Sequence[str]) -> list[str]:
    found = [word.strip() for text in texts for word in re.split(r"[,;\n]", text)]
    return list(dict.fromkeys(filter(None, found)))


_MONTHS = {
    m: n
    for n, m in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_NAMED = re.compile(r"(\d{1,2})[/. -]([A-Za-z]{3})[a-z]*[/. -](\d{4}|\d{2})\b")


def days(board: Foreign, lines: Sequence[Line], items: Sequence[Item | None]) -> None:
    """The due dates, all in the one order that fits them."""
    texts = [line.one("due") for line in lines]
    order = guess_date_order([text for text in texts if text and not _NAMED.match(text)])
    use: DateOrder = order if order in ("YMD", "DMY", "MDY") else "YMD"
    for text, one in zip(texts, items, strict=True):
        if text and one is not None:
            one.due = day(text, use)
            if one.due is None:
                words = say("Its due date “%(text)s” can not be read and is left empty.", text=text[:40])
                board.flag("due", words, line=one.line, fix=say("Write it as 2026-03-15."))


def day(text: str, order: DateOrder) -> date | None:
    named = _NAMED.match(text)
    if named and named[2].lower() in _MONTHS:
        year = int(named[3]) + (2000 if len(named[3]) == 2 else 0)
        try:
            return date(year, _MONTHS[named[2].lower()], int(named[1]))
        except ValueError:
            return None
    found = parse_date(text, order)
    if isinstance(found, Problem):
        found = parse_date(text.split()[0], order)
    if isinstance(found, Problem):
        return None
    return found.date() if isinstance(found, datetime) else found


def in_order(names: Sequence[str], ranks: dict[str, int]) -> list[Lane]:
    """By how far along they are, and then as they come."""
    distinct = list(dict.fromkeys(names))
    return [lane(name) for name in sorted(distinct, key=lambda name: ranks.get(name, far(name)))]


def far(name: str) -> int:
    return next((n for n, words in enumerate(LATE_WORDS) if fold(name) in words), 1)


def lane_of(name: str) -> str:
    return fold(name) or name


def lane(name: str) -> Lane:
    """A word of ours is said in the language of whoever imports; by its name it is known in all of them."""
    title = say(name.removeprefix(OURS)) if name.startswith(OURS) else name[:120]
    return Lane(lane_of(name), title)


def shared(lines: Sequence[Line], name: str) -> str:
    """What all rows say alike."""
    found = {line.one(name) for line in lines}
    return found.pop() if len(found) == 1 else ""


# -- Jira -----------------------------------------------------------------------------------------------------


def jira(board: Foreign, lines: list[Line]) -> None:
    board.ident, board.title = (
        shared(lines, "project")[:80],
        shared(lines, "project_name")[:300] or board.title,
    )
    names = [line.one("lane") or WITHOUT_STATUS for line in lines]
    ranks = {
        name: CATEGORIES[fold(line.one("category"))]
        for name, line in zip(names, lines, strict=True)
        if fold(line.one("category")) in CATEGORIES
    }
    board.lanes = in_order(names, ranks)
    items = [
        item(board, line, line.one("ident"), lane_of(name)) for name, line in zip(names, lines, strict=True)
    ]
    for name, line, one in zip(names, lines, items, strict=True):
        if one is not None:
            resolved = fold(line.one("resolution")) not in ("", "unresolved")
            one.done = resolved or ranks.get(name, far(name)) == 3
            one.comments = [comment(text) for text in one.comments]
            one.files = [file(text) for text in one.files]
    days(board, lines, items)
    board.items = [one for one in items if one is not None]


def comment(text: str) -> str:
    """`date;author;words` as a line of ours."""
    parts = text.split(";", 2)
    return f"{parts[1]}, {parts[0]}: {parts[2]}" if len(parts) == 3 else text


def file(text: str) -> str:
    """`date;author;name;address`."""
    parts = text.split(";", 3)
    return f"{parts[2]}: {parts[3]}" if len(parts) == 4 else text


# -- Asana ----------------------------------------------------------------------------------------------------


def asana(board: Foreign, lines: list[Line]) -> None:
    board.ident = board.title = shared(lines, "project")[:80] or board.title
    board.ident = shared(lines, "project")[:80]
    above = [line for line in lines if not line.one("parent")]
    names = [line.one("lane") or WITHOUT_SECTION for line in above]
    board.lanes = [lane(name) for name in dict.fromkeys(names)]
    items = [
        item(board, line, line.one("ident"), lane_of(name)) for name, line in zip(names, above, strict=True)
    ]
    for line, one in zip(above, items, strict=True):
        if one is not None:
            one.done = bool(line.one("completed"))
            one.people = [person(line)] if person(line) else []
    days(board, above, items)
    board.items = [one for one in items if one is not None]
    parts(board, [line for line in lines if line.one("parent")])


def person(line: Line) -> str:
    name, mail = line.one("people"), line.one("mail")
    return f"{name} <{mail}>" if name and mail and name != mail else name or mail


def parts(board: Foreign, lines: Sequence[Line]) -> None:
    """A part of a task is a point of its checklist."""
    by_title = {one.title.casefold(): one for one in reversed(board.items)}
    for line in lines:
        whole = by_title.get(line_of(line.one("parent"), 500).casefold())
        title = line_of(line.one("title"), 500)
        if whole is None or not title or len(whole.checklist) >= MOST_POINTS:
            words = say("This part belongs to no task of the file and is left out.")
            board.flag("part", words, line=line.number, found=title[:80])
        else:
            whole.checklist.append(point(title, bool(line.one("completed"))))


# -- GitHub ---------------------------------------------------------------------------------------------------


def github(board: Foreign, lines: list[Line]) -> None:
    repository = shared(lines, "repository") or common_repository(lines)
    board.ident, board.title = repository[:80], repository[:300] or board.title
    names = [line.one("lane") or state(line) for line in lines]
    board.lanes = in_order(names, {})
    items = [
        item(board, line, line.one("url") or numbered(board, line), lane_of(name))
        for name, line in zip(names, lines, strict=True)
    ]
    for line, one in zip(lines, items, strict=True):
        if one is not None:
            one.done = state(line) == CLOSED or far(line.one("lane")) == 3
            one.people = [name.removeprefix("@") for name in one.people]
    days(board, lines, items)
    board.items = [one for one in items if one is not None]


def numbered(board: Foreign, line: Line) -> str:
    """A number counts within its repository."""
    return f"{board.ident or board.title}#{line.one('ident')}" if line.one("ident") else ""


def state(line: Line) -> str:
    over = fold(line.one("state")) in ("closed", "merged", "completed", "done") or line.one("closed")
    return CLOSED if over else OPEN


_ISSUE = re.compile(r"https?://[^/\s]+/([^/\s]+/[^/\s]+)/(?:issues|pull)/\d+")


def common_repository(lines: Sequence[Line]) -> str:
    found = {m[1] for line in lines if (m := _ISSUE.match(line.one("url")))}
    return found.pop() if len(found) == 1 else ""


TOOLS = (
    Tool(
        "jira",
        (("issuekey", "key"), ("summary",), ("status",)),
        {
            "ident": ("issuekey", "key"), "title": ("summary",), "lane": ("status",), "text": ("description",),
            "category": ("statuscategory",), "resolution": ("resolution",), "people": ("assignee",),
            "due": ("duedate", "due"), "labels": ("labels", "label"), "priority": ("priority",),
            "comments": ("comment",), "files": ("attachment",), "project": ("projectkey",),
            "project_name": ("projectname", "project"),
        },
        jira,
    ),
    Tool(
        "asana",
        (("taskid",), ("sectioncolumn", "section"), ("name",)),
        {
            "ident": ("taskid",), "title": ("name",), "lane": ("sectioncolumn", "section"), "text": ("notes",),
            "people": ("assignee",), "mail": ("assigneeemail",), "due": ("duedate",), "labels": ("tags",),
            "completed": ("completedat",), "project": ("projects",), "parent": ("parenttask",),
            "priority": ("priority",),
        },
        asana,
    ),
    Tool(
        "github",
        (
            ("title",), ("url", "htmlurl", "number", "issuenumber"), ("state", "status", "closedat"),
            ("labels", "assignees", "assignee", "repository", "milestone"),
        ),
        {
            "ident": ("number", "issuenumber", "id"), "url": ("url", "htmlurl"), "title": ("title",),
            "text": ("body", "description"), "state": ("state",), "lane": ("status",), "closed": ("closedat",),
            "people": ("assignees", "assignee"), "labels": ("labels",), "due": ("duedate", "due"),
            "repository": ("repository",), "priority": ("priority",),
        },
        github,
    ),
)  # fmt: skip
