"""Decision records as Markdown, in the dialects that are met: MADR with and without front matter, Nygard's five
headings, GOV.UK's. A text in, what a decision holds out. No Django.

What has no place of its own is kept: in the context, in its words. Nothing is invented: no owner, no date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath

from handrail.kit import yamlio

from .markdown import ITEM, PLACEHOLDER, Section, blocks, items, points, sections, uncommented

MOST = 200_000
SEARCHED = 4_000
"""Patterns look at no more letters than this at once, so that a hostile text costs no more than a long one."""
FRONT = re.compile(r"\A---\r?\n(.*?)\r?\n---\r?\n?", re.DOTALL)
NUMBER = re.compile(r"\A(?:adr[-\s#]*)?\d+\s*[.:)-]?\s+", re.IGNORECASE)
SIDE = re.compile(r"\A\**(good|bad|pro|con)\b\**\s*[,:]?\s*(?:because\s+)?(.*)", re.IGNORECASE | re.DOTALL)
CHOSEN = re.compile(
    r"chosen (?:option|alternative)s?:?\s*[\"'“„`*]*(.+?)[\"'”“`*]*(?:,|\.(?!\d)|;|\s+because|\Z)",
    re.IGNORECASE,
)
LINKED = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
PLAIN = re.compile(r"\A[*-]?\s*(status|date|deciders?|decision[- ]makers?)\s*:\s*(.+)", re.IGNORECASE)
WORDS = {
    "accept": "approved", "approv": "approved", "implement": "approved", "decided": "approved", "adopt": "approved",
    "agreed": "approved", "reject": "rejected", "declin": "rejected", "deprecat": "reverted", "withdr": "reverted",
    "obsolete": "reverted", "review": "in_review", "supersed": "superseded", "replac": "superseded",
    "propos": "proposed", "draft": "proposed", "pending": "proposed", "on hold": "proposed", "open": "proposed",
}  # fmt: skip
"""How a status begins, and the state that it is; what is none of these is told."""
KNOWN_FRONT = ("status", "date", "decision-makers", "category", "categories", "tags", "title")


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
    category: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    """What the file says beside, by its own names: whom it was talked over with, where it stands in a list."""

    @property
    def word(self) -> str:
        """The status in a word or two, without what it names: “superseded” of “Superseded by [7](0007.md)”."""
        line = self.status.strip().split("\n")[0][:SEARCHED]
        return " ".join(re.split(r"\s+(?:by|on|in)\b|[\[(.,;:\d]", line, maxsplit=1)[0].split())[
            :60
        ].casefold()

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
    title = NUMBER.sub("", head.title).strip() or front.get("title", "")
    parts = gathered((*head.inside, *top.inside))
    if (
        not title
        or PLACEHOLDER.search(title)
        or not ("answer" in parts or ("context" in parts and "status" in parts))
    ):
        return None
    return told(path, title, front | plain_of([*top.lines, *head.lines]), parts, head)


def gathered(found: Iterable[Section]) -> dict[str, Section]:
    """By what they hold. Two that hold the same, such as good and bad consequences, are one; each says which it is."""
    parts: dict[str, Section] = {}
    for one in found:
        if not one.name:
            continue
        side = re.match(r"(positive|negative)\b", one.title, re.IGNORECASE)
        lines = [ITEM.sub(rf"* {side[0]}: \1", line) for line in one.lines] if side else one.lines
        known = parts.setdefault(one.name, Section(one.title, one.level))
        known.lines += ["", *lines]
        known.inside += one.inside
    return parts


def told(
    path: str, title: str, front: Mapping[str, str], parts: Mapping[str, Section], head: Section
) -> Record:
    status = front.get("status", "") or (parts["status"].whole() if "status" in parts else "")
    weighed = weighed_in(parts)
    answer, rationale = outcome(parts.get("answer"), [one.title for one in weighed])
    inside = parts["answer"].inside if "answer" in parts else []
    beside = gathered(inside) | dict(parts)
    said, replaced_by, replaces = state_of(status)
    kept = {name: value for name, value in front.items() if name not in KNOWN_FRONT and value}
    if len(status.split()) > 1:
        kept["status"] = " ".join(status.split())[:SEARCHED]
    return Record(
        path=path,
        title=title[:500],
        question=question_of(parts.get("context")),
        context="\n\n".join(
            filter(None, (context_of(parts, head), *(one.rest for one in weighed), prose_of(parts)))
        ),
        options=tuple(
            {"title": one.title, "pros": one.pros, "cons": one.cons} for one in weighed if one.listed
        ),
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
        category=(front.get("category") or front.get("categories") or front.get("tags") or "")[:120],
        fields=kept,
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
    return meaning(words) or "proposed", by, of


def meaning(status: str) -> str:
    """The state that a status speaks of; "" where we do not know its word."""
    line = status.strip().lower().split("\n")[0]
    if re.search(r"\b(not|partly|partially)\b", line):
        return ""
    return next((state for word, state in WORDS.items() if re.search(rf"\b{word}", line)), "")


def outcome(section: Section | None, options: Sequence[str] = ()) -> tuple[str, str]:
    """(the answer, why): of "Chosen option: X, because Y" both; of a text its words, and why is in the context."""
    if section is None:
        return "", ""
    text = section.text
    found = CHOSEN.search(text[:SEARCHED])
    if found is None:
        return outcome_text(section), ""
    option = named_in(text[found.start(1) :], options)
    end = found.start(1) + reach(text[found.start(1) :], option) if option else found.end(1)
    because = re.compile(r"because\b[:\s]*", re.IGNORECASE).search(text, end)
    why = text[because.end() :] if because else text[end:].strip("\"'”`*.,;: \n")
    beside = (f"{'#' * one.level} {one.title}\n\n{one.whole()}" for one in section.inside if not one.name)
    parts = (text[: found.start()].strip(), why.strip(), *beside)
    return option or found[1].strip(), "\n\n".join(filter(None, parts))


def named_in(text: str, options: Sequence[str]) -> str:
    """The option that these words begin with: its name may hold commas and points."""
    begins = plain(text[:600])
    fitting = [one for one in options if plain(one) and begins.startswith(plain(one))]
    return max(fitting, key=len, default="")


def reach(text: str, option: str) -> int:
    """How far into these words the option's name goes."""
    return next(end for end in range(1, len(text) + 1) if plain(text[:end]) == plain(option))


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
    said = ["\n".join(line for line in head.lines if not PLAIN.match(line.strip())).strip()]
    said += [one.whole() for one in own]
    said += [f"## {one.title}\n\n{one.whole()}" for one in rest if one.whole()]
    return "\n\n".join(filter(None, said))


@dataclass(slots=True)
class Weighed:
    """One option: what is said for and against it, and `rest`, under its name, what is said of it beside."""

    title: str
    listed: bool = True
    pros: list[str] = field(default_factory=list)
    cons: list[str] = field(default_factory=list)
    rest: str = ""


def weighed_in(parts: Mapping[str, Section]) -> list[Weighed]:
    """The options that are listed, each with what is said of it further down; and what is weighed under a name that
    no option has."""
    below = [one for name in ("weighed", "options") if name in parts for one in parts[name].inside]
    listed = list(items(parts.get("options"))) or [one.title for one in below]
    found = []
    for title in listed:
        section = next((one for one in below if alike(one.title, title)), None)
        below = [one for one in below if one is not section]
        found.append(weigh(Weighed(unmarked(title)), section))
    return found + [weigh(Weighed(unmarked(one.title), listed=False), one) for one in below]


def alike(title: str, option: str) -> bool:
    one, other = plain(title), plain(option)
    return one == other or (min(len(one), len(other)) > 3 and (one in other or other in one))


def weigh(one: Weighed, section: Section | None) -> Weighed:
    if section is None:
        return one
    other: list[str] = []
    for block, is_item in blocks(section.lines):
        match = SIDE.match(block) if is_item and one.listed else None
        if match is None:
            other.append(f"* {block}" if is_item else block)
        else:
            (one.pros if match[1].lower() in ("good", "pro") else one.cons).append(" ".join(match[2].split()))
    inside = (f"{'#' * max(4, deep.level)} {deep.title}\n\n{deep.whole()}" for deep in section.inside)
    if said := "\n\n".join((*other, *inside)).strip():
        one.rest = f"### {one.title}\n\n{said}"
    return one


def prose_of(parts: Mapping[str, Section]) -> str:
    """What stands before the options and between them."""
    found = [
        block
        for name in ("options", "weighed")
        if name in parts
        for block, is_item in blocks(parts[name].lines)
        if not is_item and not (name == "options" and not any(items(parts[name])) and not parts[name].inside)
    ]
    return "\n\n".join(found)


def plain(title: str) -> str:
    return re.sub(r"[^a-z0-9]", "", unmarked(title).lower())


def unmarked(text: str) -> str:
    """Without links, and without the marks around all of it."""
    bare = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text[:500]).strip(" *_").rstrip(".")
    quoted = re.fullmatch(r"""(["“„'`])([^"“”„'`]*)["”“'`]""", bare)
    return quoted[2] if quoted else bare


def day(text: str) -> date | None:
    found = re.search(r"(\d{4})[-/](\d{2})[-/](\d{2})", text)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
