"""Three-way merges of files, value by value: what both sides changed differently is a conflict, and ours stays.

No Django.

A row is the same row on all sides by the record it stands for, where that is known, else by its id or its words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from handrail.kit.shapes import Row
from handrail.kit.shapes.kinds import data
from handrail.kit.shapes.writing import difference
from handrail.kit.yamlio import Document, Path, SpliceError, read, splice

from .. import tree
from ..entities import identity
from .lines import weave

Names = Mapping[Path, str]
"""Which record stands at which path of a text."""


class _Absent:
    def __repr__(self) -> str:
        return "absent"


ABSENT = _Absent()
"""Where a side has nothing."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """One value that both sides changed. `row` is the record it is of, or its words; `steps` lead inside of it."""

    row: str
    steps: tuple[str, ...]
    base: Any
    ours: Any
    theirs: Any
    place: Path = ()
    """Where it stands in their file, for what is not in ours."""


@dataclass(slots=True)
class Side:
    """A file as one side has it. Without a sheet it is only text."""

    content: bytes | None
    source: tree.Source | None = None
    names: dict[Path, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls, path: str, content: bytes | None, places: Mapping[str, list[str | int]] | None = None
    ) -> Side:
        side = cls(content)
        if content is not None:
            side.source = tree.read(path, content)
        side.names = {tuple(at): name for name, at in (places or {}).items()}
        return side

    @property
    def rows(self) -> Row | None:
        return self.source.root if self.source is not None else None

    @property
    def text(self) -> str | None:
        try:
            return self.content.decode("utf-8") if self.content is not None else None
        except UnicodeDecodeError:
            return None


@dataclass(frozen=True, slots=True)
class Merged:
    content: bytes | None
    conflicts: tuple[Conflict, ...] = ()


def merge(path: str, base: Side, ours: Side, theirs: Side) -> Merged:
    """The file with both sides' changes. Broken files do not come here: theirs was refused before."""
    if theirs.content in (base.content, ours.content):
        return Merged(ours.content)
    if ours.content == base.content:
        return Merged(theirs.content)
    if ours.content is None or theirs.content is None:
        return gone(base, ours, theirs)
    if ours.rows is None or theirs.rows is None or ours.source is None or theirs.source is None:
        return merge_texts(base, ours, theirs)
    return Merger(path, base, ours, theirs).go()


def gone(base: Side, ours: Side, theirs: Side) -> Merged:
    """Taken away on one side and changed on the other."""
    if base.content is None:
        return Merged(ours.content if ours.content is not None else theirs.content)
    return Merged(ours.content, (whole(base, ours, theirs),))


def whole(base: Side, ours: Side, theirs: Side) -> Conflict:
    told = [side.text if side.content is not None else None for side in (base, ours, theirs)]
    return Conflict("", (), told[0], told[1], told[2])


def merge_texts(base: Side, ours: Side, theirs: Side) -> Merged:
    """Files without rows: line by line, and where lines meet, ours as a whole."""
    texts = (base.text if base.content is not None else "", ours.text, theirs.text)
    if any(text is None for text in texts):
        return Merged(ours.content, (whole(base, ours, theirs),))
    woven = weave(*texts)  # type: ignore[arg-type]
    return Merged(woven.text.encode()) if woven.clean else Merged(ours.content, (whole(base, ours, theirs),))


Values = tuple[Any, Any, Any]
Paths = tuple[Path, Path, Path]
"""Of the base, of ours and of theirs."""


class Merger:
    """One file with rows. Its text is woven line by line first, so that comments of both sides stay."""

    def __init__(self, path: str, base: Side, ours: Side, theirs: Side) -> None:
        self.path, self.base, self.ours, self.theirs = path, base, ours, theirs
        self.conflicts: list[Conflict] = []
        named = named_rows(base)
        named_ours = aligned(ours, base, named)
        named_theirs = {**aligned(without_names(theirs), base, named)}
        self.ids = (named, named_ours, meeting(named_theirs, theirs, named_ours, ours, set(named.values())))

    def go(self) -> Merged:
        values = (data_of(self.base), data_of(self.ours), data_of(self.theirs))
        wanted = self._value(values, ((), (), ()), "", ())
        content = self._with_body(self._spliced(wanted))
        return Merged(content, tuple(self.conflicts))

    # -- values -------------------------------------------------------------------------------------------

    def _value(self, values: Values, at: Paths, row: str, steps: tuple[str, ...]) -> Any:
        base, ours, theirs = values
        if alike(theirs, base) or alike(theirs, ours):
            return ours
        if alike(ours, base):
            return theirs
        if isinstance(ours, dict) and isinstance(theirs, dict):
            return self._mapping((base if isinstance(base, dict) else {}, ours, theirs), at, row, steps)
        if self._are_rows(values, at):
            found = self._rows(values, at)
            return found if found or isinstance(ours, list) else ours
        self.conflicts.append(Conflict(row, steps, shown(base), shown(ours), shown(theirs), at[2]))
        return ours

    def _mapping(self, values: Values, at: Paths, row: str, steps: tuple[str, ...]) -> dict[str, Any]:
        base, ours, theirs = values
        made: dict[str, Any] = {}
        for key in [*theirs, *(key for key in ours if key not in theirs)]:
            inner = ((*at[0], key), (*at[1], key), (*at[2], key))
            sides = (base.get(key, ABSENT), ours.get(key, ABSENT), theirs.get(key, ABSENT))
            value = self._value(sides, inner, *self._inside(inner, row, (*steps, str(key))))
            if value is not ABSENT:
                made[key] = value
        return made

    def _inside(self, at: Paths, row: str, steps: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
        """The row that these paths lead to, if they lead to one."""
        found = next((ids[path] for ids, path in zip(self.ids, at, strict=True) if path in ids), "")
        return (found, ()) if found else (row, steps)

    def _are_rows(self, values: Values, at: Paths) -> bool:
        """Whether this is a list of rows on every side that has any."""
        told = list(zip(values, at, self.ids, strict=True))
        return any(isinstance(value, list) and value for value in values) and all(
            value in (ABSENT, None, []) or (isinstance(value, list) and is_rows(value, path, ids))
            for value, path, ids in told
        )

    def _rows(self, values: Values, at: Paths) -> list[Any]:
        """In their order, with the rows that only we have put behind the one they follow here."""
        base, ours, theirs = (
            {
                ids.get((*path, n), f"?{n}"): (one, (*path, n))
                for n, one in enumerate(side or () if side is not ABSENT else ())
            }
            for ids, path, side in zip(self.ids, at, values, strict=True)
        )
        made: list[Any] = []
        nothing: tuple[Any, Path] = (ABSENT, ())
        for name in ordered(list(ours), list(theirs)):
            three = (base.get(name, nothing), ours.get(name, nothing), theirs.get(name, nothing))
            inner = (three[0][1], three[1][1], three[2][1])
            value = self._value((three[0][0], three[1][0], three[2][0]), inner, name, ())
            if value is not ABSENT:
                made.append(value)
        return made

    # -- text ---------------------------------------------------------------------------------------------

    def _spliced(self, wanted: Any) -> str:
        """A text that says what came out: as it stands already, else with the values put into it."""
        fronts = [front_of(side) for side in (self.base, self.ours, self.theirs)]
        carriers = (weave(fronts[0], fronts[1], fronts[2]).text, fronts[2], fronts[1])
        documents = [read(text, file=self.path, limits=tree.LIMITS) for text in carriers]
        usable = [one for one in documents if not one.problems and isinstance(one.data, dict)]
        saying = (str(one.text) for one in usable if alike(one.data, wanted))
        made = (text for one in usable if (text := put(one, wanted)) is not None)
        return next(saying, None) or next(made, fronts[1])

    def _with_body(self, front: str) -> bytes:
        source = self.theirs.source
        assert source is not None
        if not source.above:
            return front.encode()
        bodies = [
            side.source.body if side.source is not None else ""
            for side in (self.base, self.ours, self.theirs)
        ]
        woven = weave(*bodies)
        if not woven.clean:
            self.conflicts.append(Conflict("", ("text",), bodies[0], bodies[1], bodies[2]))
        body = woven.text if woven.clean else bodies[1]
        return f"---\n{front}---\n{body}".encode()


def is_rows(values: Sequence[Any], at: Path, ids: Names) -> bool:
    return all((*at, number) in ids for number in range(len(values)))


def put(document: Document, wanted: Any) -> str | None:
    """The document's text with these values in it; None where they can not be spliced into it."""
    if alike(document.data, wanted):
        return str(document.text)
    try:
        text = splice(document, difference(document.data, wanted, ()))
    except SpliceError:
        return None
    return text if alike(read(text, file=document.file, limits=tree.LIMITS).data, wanted) else None


def front_of(side: Side) -> str:
    """What is YAML of a file."""
    if side.source is None or side.source.root is None or side.content is None:
        return ""
    document = side.source.document or tree.again(side.source)
    return str(document.text)


def data_of(side: Side) -> Any:
    """What a file says; absent where it can not be read."""
    if side.source is None or side.source.root is None or side.source.is_broken:
        return ABSENT
    return side.source.root.node


def alike(one: Any, other: Any) -> bool:
    if one is ABSENT or other is ABSENT:
        return one is other
    return bool(data(one) == data(other))


def shown(value: Any) -> Any:
    return None if value is ABSENT else data(value)


def ordered(ours: list[str], theirs: list[str]) -> Iterator[str]:
    """Theirs in their order; those that only we have, each behind the one it follows in ours."""
    behind: dict[str, list[str]] = defaultdict(list)
    last = ""
    for name in ours:
        if name in theirs:
            last = name
        else:
            behind[last].append(name)
    yield from behind[""]
    for name in theirs:
        yield name
        yield from behind[name]


# -- which row is which -----------------------------------------------------------------------------------


def named_rows(side: Side) -> dict[Path, str]:
    """Every row by its record, else by its id or its words and what it stands in."""
    return dict(_named(side.rows, "", side.names, set())) if side.rows is not None else {}


def _named(row: Row, above: str, names: Names, taken: set[str]) -> Iterator[tuple[Path, str]]:
    name = names.get(row.path) or words_of(row, above)
    number = 2
    while name in taken:
        name = f"{name}#{number}"
        number += 1
    if row.noun or row.path == ():
        taken.add(name)
        yield row.path, name
    for child in row.children:
        yield from _named(child, name, names, taken)


def words_of(row: Row, above: str) -> str:
    ident = str(row.values.get("key") or "").strip().casefold()
    return f"{above}/{row.noun}={ident or identity(row.noun, row.values)}"


def without_names(side: Side) -> Side:
    return Side(side.content, side.source)


def aligned(side: Side, base: Side, named: Names) -> dict[Path, str]:
    """The rows of a side by the names of the base's: the same record, the same words, or the next one in its list."""
    if side.rows is None:
        return {}
    if side.names:
        return named_rows(side)
    found: dict[Path, str] = {}
    if base.rows is not None:
        _align(side.rows, base.rows, named, found)
    rest = _named(side.rows, "", found, set(found.values()))
    return {path: found.get(path, name) for path, name in rest} | found


def _align(row: Row, old: Row, named: Names, found: dict[Path, str]) -> None:
    if old.path in named:
        found[row.path] = named[old.path]
    lists: dict[Path, list[Row]] = defaultdict(list)
    for child in old.children:
        lists[child.path[:-1]].append(child)
    mine: dict[Path, list[Row]] = defaultdict(list)
    for child in row.children:
        mine[child.path[:-1]].append(child)
    for at, rows in mine.items():
        for child, twin in paired(rows, lists.get(_steps(row, old, at), [])):
            _align(child, twin, named, found)


def _steps(row: Row, old: Row, at: Path) -> Path:
    """The same list inside of the other row."""
    return (*old.path, *at[len(row.path) :])


def paired(rows: list[Row], olds: list[Row]) -> Iterator[tuple[Row, Row]]:
    """By id and words; then those without an id that are left over, in order, where none came and none went."""
    left, rest = list(olds), list[Row]()
    for row in rows:
        words = words_of(row, "")
        twin = next((old for old in left if words_of(old, "") == words), None)
        if twin is None:
            rest.append(row)
        else:
            left.remove(twin)
            yield row, twin
    rest, left = ([row for row in rows if not row.values.get("key")] for rows in (rest, left))
    if len(rest) == len(left):
        yield from zip(rest, left, strict=True)


def meeting(
    theirs: dict[Path, str], side: Side, ours: Names, our_side: Side, known: set[str]
) -> dict[Path, str]:
    """Rows that both sides added with the same id or words are one row."""
    if side.rows is None or our_side.rows is None:
        return theirs
    added = {
        (row.path[:-1], words_of(row, "")): ours[row.path]
        for row in our_side.rows.walk()
        if row.path and ours.get(row.path, "") not in (*known, "")
    }
    made = dict(theirs)
    for row in side.rows.walk():
        name = added.get((row.path[:-1], words_of(row, "")), "") if row.path else ""
        if name and made.get(row.path, "") not in known and name not in made.values():
            made[row.path] = name
    return made
