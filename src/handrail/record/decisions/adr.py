"""Decision records as Markdown, in the dialects that are met: MADR with and without front matter, Nygard's five
headings, GOV.UK's. A text in, what a decision holds out. No Django.

What has no place of its own is kept: in the context, in its words. Nothing is invented: no owner, no date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath

from handrail.kit import yamlio

MOST = 200_000
SEARCHED = 4_000
"""Patterns look at no more letters than this at once, so that a hostile text costs no more than a long one."""
FRONT = re.compile(r"\A---\r?\n(.*?)\r?\n---\r?\n?", re.DOTALL)
HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*\s*\Z")
FENCE = re.compile(r"\s*(```|~~~)")
NUMBER = re.compile(r"\A(?:adr[-\s#]*)?\d+\s*[.:)-]?\s+", re.IGNORECASE)
ITEM = re.compile(r"\A\s{0,3}[*+-]\s+(.*)")
SIDE = re.compile(
    r"\A\**(good|bad|neutral|pro|con|ok)\**\s*[,:]?\s*(?:because\s+)?(.*)", re.IGNORECASE | re.DOTALL
)
CHOSEN = re.compile(
    r"chosen (?:option|alternative)s?:?\s*[\"“„`*]*(.+?)[\"”“`*]*(?:,|\.|;|\s+because|\Z)", re.IGNORECASE
)
LINKED = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
PLACEHOLDER = re.compile(r"\{[^{}]{3,}\}")
PLAIN = re.compile(r"\A[*-]?\s*(status|date|deciders?|decision[- ]makers?)\s*:\s*(.+)", re.IGNORECASE)
WORDS = {
    "accept": "approved", "approv": "approved", "implement": "approved", "decided": "approved",
    "reject": "rejected", "declin": "rejected", "deprecat": "reverted", "withdraw": "reverted",
    "review": "in_review",
}  # fmt: skip
NAMES: dict[str, tuple[str, ...]] = {
    "status": ("status",),
    "context": (
        "context and problem statement",
        "context",
        "problem",
        "problem statement",
        "issue",
        "background",
    ),
    "drivers": ("decision drivers", "drivers", "forces"),
    "options": (
        "considered options",
        "considered alternatives",
        "options",
        "alternatives",
        "alternatives considered",
    ),
    "weighed": ("pros and cons of the options", "pros and cons of the alternatives", "options in detail"),
    "answer": ("decision outcome", "decision", "outcome", "resolution", "proposal"),
    "follows": ("consequences", "implications", "positive consequences", "negative consequences"),
    "checked": ("confirmation", "validation", "acceptance criteria"),
}
KNOWN = {title: name for name, titles in NAMES.items() for title in titles}


@dataclass(slots=True)
class Section:
    """A heading with the lines below it, and the sections inside."""

    title: str
    level: int
    lines: list[str] = field(default_factory=list)
    inside: list[Section] = field(default_factory=list)

    @property
    def name(self) -> str:
        return KNOWN.get(re.sub(r"[^a-z ]", "", self.title.lower()).strip(), "")

    @property
    def text(self) -> str:
        return "\n".join(self.lines).strip()

    def whole(self) -> str:
        parts = [self.text, *(f"{'#' * one.level} {one.title}\n\n{one.whole()}" for one in self.inside)]
        return "\n\n".join(part for part in parts if part).strip()


@dataclass(frozen=True, slots=True)
class Record:
    """What one text says. `replaced_by` and `replaces` name other files, or their numbers."""

    path: str
    title: str
    question: str = ""
    context: str = ""
    options: tuple[Mapping[str, object], ...] = ()
    answer: str = ""
    rationale: str = ""
    acceptance: tuple[str, ...] = ()
    implications: tuple[str, ...] = ()
    state: str = "proposed"
    status: str = ""
    decided_on: date | None = None
    deciders: str = ""
    replaced_by: str = ""
    replaces: tuple[str, ...] = ()

    @property
    def number(self) -> str:
        found = re.match(r"\D*(\d+)", PurePosixPath(self.path).stem)
        return found[1].lstrip("0") or "0" if found else ""


def read(path: str, text: str) -> Record | None:
    """None where this is no decision record: a table of contents, a template with its blanks, another text."""
    text = text[:MOST].replace("\r\n", "\n").lstrip("\ufeff")
    front, body = front_of(text)
    top = sections(uncommented(body).split("\n"))
    heads = [one for one in top.inside if one.level == 1] or [Section("", 1, inside=top.inside)]
    head = heads[0]
    title = NUMBER.sub("", head.title).strip()
    parts = {one.name: one for one in (*head.inside, *top.inside) if one.name}
    if (
        not title
        or PLACEHOLDER.search(title)
        or not ("answer" in parts or ("context" in parts and "status" in parts))
    ):
        return None
    return told(path, title, front | plain_of([*top.lines, *head.lines]), parts, head)


def told(
    path: str, title: str, front: Mapping[str, str], parts: Mapping[str, Section], head: Section
) -> Record:
    status = front.get("status", "") or (parts["status"].whole() if "status" in parts else "")
    answer, rationale = outcome(parts.get("answer"))
    inside = parts["answer"].inside if "answer" in parts else []
    beside = {one.name: one for one in inside if one.name} | dict(parts)
    said, replaced_by, replaces = state_of(status)
    return Record(
        path=path,
        title=title[:500],
        question=question_of(parts.get("context")),
        context=context_of(parts, head),
        options=tuple(options_of(parts, answer)),
        answer=answer,
        rationale=rationale,
        acceptance=tuple(points(beside.get("checked"))),
        implications=tuple(points(beside.get("follows"))),
        state=said,
        status=status,
        decided_on=day(front.get("date", "")),
        deciders=front.get("decision-makers", "")[:300],
        replaced_by=replaced_by,
        replaces=tuple(replaces),
    )


# -- the text -----------------------------------------------------------------------------------------------


def front_of(text: str) -> tuple[dict[str, str], str]:
    """What stands in front in YAML, as texts; what can not be read there is left out."""
    found = FRONT.match(text)
    if found is None:
        return {}, text
    data = yamlio.read(found[1].encode(), file="", mapping=True).data
    said = data.items() if isinstance(data, dict) else ()
    return {key_of(str(k)): line_of(v) for k, v in said if v is not None}, text[found.end() :]


def uncommented(text: str) -> str:
    """Without what stands in the comments of HTML; one that does not end goes on to the end."""
    kept, rest = [], text
    while rest:
        before, mark, behind = rest.partition("<!--")
        kept.append(before)
        rest = behind.partition("-->")[2] if mark else ""
    return "".join(kept)


def key_of(name: str) -> str:
    name = name.strip().lower().replace(" ", "-").replace("_", "-")
    return "decision-makers" if name in ("deciders", "decider", "decision-maker") else name


def line_of(value: object) -> str:
    said = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return "" if PLACEHOLDER.fullmatch(said.strip()) else said.strip()


def plain_of(lines: Iterable[str]) -> dict[str, str]:
    """`Date: 2017-08-29` and `* Status: accepted` below the title."""
    found = (PLAIN.match(line.strip()) for line in lines)
    return {key_of(one[1]): line_of(one[2]) for one in found if one is not None}


def sections(lines: Iterable[str]) -> Section:
    """The text by its headings. A line of dashes or of equals signs makes the one above it a heading, too."""
    root = Section("", 0)
    open_, fenced = [root], False
    for line in settled(lines):
        if FENCE.match(line):
            fenced = not fenced
        found = None if fenced else HEADING.match(line)
        if found is None:
            open_[-1].lines.append(line.rstrip())
            continue
        one = Section(found[2].strip(), len(found[1]))
        while open_[-1].level >= one.level:
            open_.pop()
        open_[-1].inside.append(one)
        open_.append(one)
    return root


def settled(lines: Iterable[str]) -> Iterator[str]:
    before: str | None = None
    for line in lines:
        if before and before.strip() and re.fullmatch(r"(=|-){3,}\s*", line) and not ITEM.match(before):
            yield f"{'#' if line.startswith('=') else '##'} {before.strip()}"
            before = None
            continue
        if before is not None:
            yield before
        before = line
    if before is not None:
        yield before


# -- its parts ----------------------------------------------------------------------------------------------


def state_of(status: str) -> tuple[str, str, list[str]]:
    """(state, what replaces it, what it replaces), from the words of a status."""
    status = status[:SEARCHED]
    words = status.strip().lower()
    lines = [line for line in status.splitlines() if "supersed" in line.lower() or "replac" in line.lower()]
    by = ""
    of: list[str] = []
    for line in lines:
        partly = "part" in line.lower()
        named = [PurePosixPath(one).name for one in LINKED.findall(line)] or re.findall(
            r"(?:adr[-\s#]*)?(\d{1,4})", line, re.IGNORECASE
        )
        if re.search(r"(supersed|replac)ed\s+by", line, re.IGNORECASE):
            by = by if partly or not named else named[0]
        elif not partly:
            of += named
    if re.match(r"\W*(superseded|replaced)\b", words) or by:
        return "superseded", by, of
    return next((state for word, state in WORDS.items() if word in words.split("\n")[0]), "proposed"), by, of


def outcome(section: Section | None) -> tuple[str, str]:
    """(the answer, why): of "Chosen option: X, because Y" both; of a text its words, and why is in the context."""
    if section is None:
        return "", ""
    found = CHOSEN.search(section.text[:SEARCHED])
    if found is None:
        return outcome_text(section), ""
    because = re.search(r"because\b[:\s]*(.+)", section.text, re.IGNORECASE | re.DOTALL)
    return found[1].strip(), because[1].strip() if because else section.text[found.end() :].strip(" .,\n")


def outcome_text(section: Section) -> str:
    """All of it but what has a place of its own; all of it where nothing else is there."""
    rest = (f"{'#' * one.level} {one.title}\n\n{one.whole()}" for one in section.inside if not one.name)
    return "\n\n".join(part for part in (section.text, *rest) if part) or section.whole()


def question_of(section: Section | None) -> str:
    """The last sentence of the problem that asks."""
    asked = re.findall(r"[^.!?\n][^.!?]*\?", section.text[:SEARCHED]) if section is not None else []
    said = [" ".join(one.split()) for one in asked]
    return next((one for one in reversed(said) if one.count(" ") > 1), "")


def context_of(parts: Mapping[str, Section], head: Section) -> str:
    """The problem and what drives it; and under their headings all that has no place of its own."""
    own = [parts[name] for name in ("context",) if name in parts]
    rest = [one for one in head.inside if not one.name or one.name == "drivers"]
    said = [one.whole() for one in own]
    said += [f"## {one.title}\n\n{one.whole()}" for one in rest if one.whole()]
    return "\n\n".join(filter(None, said))


def options_of(parts: Mapping[str, Section], answer: str) -> Iterator[dict[str, object]]:
    """Those that are listed, each with what is said for and against it further down."""
    weighed = {
        plain(one.title): one
        for name in ("weighed", "options")
        if name in parts
        for one in parts[name].inside
    }
    listed = list(points(parts.get("options"))) or [one.title for one in weighed.values()]
    for title in listed:
        section = weighed.pop(plain(title), None)
        yield {"title": unmarked(title), **sides(section)}


def plain(title: str) -> str:
    return re.sub(r"[^a-z0-9]", "", unmarked(title).lower())


def unmarked(text: str) -> str:
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text[:500]).strip(' *_`"“”').rstrip(".")


def sides(section: Section | None) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"pros": [], "cons": []}
    for point in points(section):
        if (match := SIDE.match(point)) is not None:
            said = match[1].lower()
            side = "pros" if said in ("good", "pro") else "cons" if said in ("bad", "con") else ""
            if side:
                found[side].append(" ".join(match[2].split()))
    return found


def points(section: Section | None) -> Iterator[str]:
    """The items of a list, each with the lines that go on with it; of a text without a list, its paragraphs."""
    if section is None:
        return
    items: list[str] = []
    fenced = False
    for line in section.lines:
        if FENCE.match(line):
            fenced = not fenced
        match = None if fenced else ITEM.match(line)
        if match is not None:
            items.append(match[1].strip())
        elif items and line.startswith("  ") and line.strip():
            items[-1] += f" {line.strip()}"
    said = items or [" ".join(part.split()) for part in section.text.split("\n\n")]
    yield from (one for one in said if one and one != "…" and not PLACEHOLDER.search(one))


def day(text: str) -> date | None:
    found = re.search(r"(\d{4})[-/](\d{2})[-/](\d{2})", text)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
