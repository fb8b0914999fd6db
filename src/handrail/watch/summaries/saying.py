"""A summary in sentences: what changed first, each sentence with the line whose records it counts. Pure, no Django."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from handrail.kit.words import choose, mark, mark_many, numbered, readable, say
from handrail.ui.dates import written
from handrail.watch.insights.measures import MEASURES, Counted, Measure, reached, spoken, value_of

from .facts import TEN, Item, Number, Section, Sentence, Told, difference
from .lines import LINES, SECTIONS, is_number, measure_of, names_in

MOST_CHANGES, MOST_ITEMS = 4, 26
"""Of ten lines, so many may say what changed; and so many records fit on one page under their lines."""
MOST_MEASURES = 10
READ = mark("%(title)s: %(value)s")
STANDS = mark("%(title)s: %(value)s (target %(target)s)")
MOVED = mark("%(title)s: %(before)s → %(value)s")
NOTHING = mark("Nothing is in the way, and nothing has changed.")
MORE = mark_many("and %(n)s more", "and %(n)s more")
UNSAID = mark("What it means for the customer: nobody has written it.")
ASKS = ("risks",)
"""Summaries that promise of each open issue what it means for the customer."""
Targets = dict[str, Decimal]


def sections(told: Told, targets: Targets, length: str = "page", most: int = MOST_ITEMS) -> list[Section]:
    """The whole page with so many records at `most`, or its ten lines under the same headings."""
    found = [Section("changed", say(SECTIONS["changed"]), tuple(changes(told)))]
    for name, some in grouped(told, targets):
        found.append(Section(name, say(SECTIONS[name]), tuple(some)))
    found = [one for one in found if one.sentences]
    return ten(found) if length == "ten" else paged(told, found, most)


def grouped(told: Told, targets: Targets) -> Iterator[tuple[str, list[Sentence]]]:
    """In the order of the kind's lines; those that count nothing are left out."""
    groups: dict[str, list[Sentence]] = {}
    for name in names_in(told.kind, told.lines):
        said = said_of(told, name, targets)
        if said is not None:
            groups.setdefault(section_of(name), []).append(said)
    for name, some in groups.items():
        if name == "measures":  # what misses its target first
            some = sorted(some, key=lambda one: one.tone != "bad")[:MOST_MEASURES]
        yield name, some


def said_of(told: Told, name: str, targets: Targets) -> Sentence | None:
    if is_number(name):
        return read(told, name)
    return standing(told, name, targets) if measure_of(name) else counted(told, name)


def section_of(name: str) -> str:
    return "numbers" if is_number(name) else "measures" if measure_of(name) else LINES[name].section


def counted(told: Told, name: str) -> Sentence | None:
    items, line = told.lines.get(name, ()), LINES[name]
    if not items:
        return None
    return Sentence(sentence(*line.here, len(items)), name, "", len(items), line.tone)


def sentence(one: str, many: str, count: int) -> str:
    return choose(one, many, count) % {"n": count}


# -- what changed -------------------------------------------------------------------------------------------


def changes(told: Told) -> Iterator[Sentence]:
    """Nothing where there was none before."""
    if told.before is None:
        return
    for name in names_in(told.kind, told.lines):
        if is_number(name):
            yield from read_anew(told, name)
        elif measure_of(name):
            yield from moved(told, name)
        elif name in told.lines:
            yield from came_and_went(told, name)


def came_and_went(told: Told, name: str) -> Iterator[Sentence]:
    line, found = LINES[name], difference((told.before or {}).get(name, ()), told.lines[name])
    if found.new:
        yield Sentence(sentence(*line.more, len(found.new)), name, "new", len(found.new), line.tone)
    if found.gone and name != "decisions.closed":
        yield Sentence(sentence(*line.less, len(found.gone)), name, "gone", len(found.gone))


def moved(told: Told, name: str) -> Iterator[Sentence]:
    """A measure that stands elsewhere than it did; where it had no number before, it is no change. Where it counts
    nothing any more, there is nothing that its sentence could open."""
    one = MEASURES[measure_of(name)]
    before, now = value(one, (told.before or {}).get(name, ())), value(one, told.lines.get(name, ()))
    if told.lines.get(name) and before is not None and now is not None and before != now:
        text = say(MOVED, title=say(one.title), before=spoken(one, before), value=spoken(one, now))
        worse = now < before if one.more_is_better else now > before
        yield Sentence(text, name, "", len(told.lines.get(name, ())), "bad" if worse else "good")


# -- measures -----------------------------------------------------------------------------------------------


def standing(told: Told, name: str, targets: Targets) -> Sentence | None:
    """None where there is no data, and where a number of bad things is nought."""
    one, items = MEASURES[measure_of(name)], told.lines.get(name, ())
    found = value(one, items)
    if found is None or not items:
        return None
    target = targets.get(one.name, one.target)
    text = say(STANDS, title=say(one.title), value=spoken(one, found), target=spoken(one, target))
    return Sentence(text, name, "", len(items), "good" if reached(one, found, target) else "bad")


def value(one: Measure, items: Sequence[Item]) -> Decimal | None:
    rows = [
        Counted(item.kind, item.pk, item.due, item.good, None, item.value, item.group)
        for item in items
        if item.due
    ]
    return value_of(one, rows)


# -- what the project set out to reach ----------------------------------------------------------------------


def read(told: Told, name: str) -> Sentence | None:
    """As it was read last: from where it began, to where it is to be, until when. None where nothing of it is kept."""
    items = told.lines.get(name, ())
    number = items[0].number if items else None
    if number is None:
        return None
    parts = (
        [say("from %(value)s", value=amount(number, number.baseline))] if number.baseline is not None else []
    )
    if number.target is not None:
        parts.append(say("target %(value)s", value=amount(number, number.target)))
    if number.until is not None:
        parts.append(say("by %(day)s", day=readable(number.until.isoformat())))
    now = amount(number, number.value) if number.value is not None else say("not read yet")
    text = say(READ, title=number.title, value=now)
    tone = {None: "", True: "good", False: "bad"}[number.reached]
    return Sentence(f"{text} ({', '.join(parts)})" if parts else text, name, "", len(items), tone)


def read_anew(told: Told, name: str) -> Iterator[Sentence]:
    """Another number than the one before said."""
    before, now = (
        next((one.number for one in lines.get(name, ())), None) for lines in (told.before or {}, told.lines)
    )
    if before is None or now is None or None in (before.value, now.value) or before.value == now.value:
        return
    worse = (now.value > before.value) == now.down  # type: ignore[operator]
    text = say(MOVED, title=now.title, before=amount(before, before.value), value=amount(now, now.value))
    yield Sentence(text, name, "", len(told.lines[name]), "bad" if worse else "good")


def amount(number: Number, value: Decimal | None) -> str:
    return f"{numbered(f'{value.normalize():f}')} {number.unit}".strip() if value is not None else ""


# -- lengths ------------------------------------------------------------------------------------------------


def ten(found: Sequence[Section]) -> list[Section]:
    """Ten lines: of what changed, then what stands, the sections in turn so that none is left out by another."""
    first = [one for one in found if one.name == "changed"]
    taken: dict[str, int] = {one.name: min(len(one.sentences), MOST_CHANGES) for one in first}
    rest = [one for one in found if one.name != "changed"]
    while sum(taken.values()) < TEN:
        open_ = [one for one in rest if taken.get(one.name, 0) < len(one.sentences)]
        if not open_:
            break
        for one in open_[: TEN - sum(taken.values())]:
            taken[one.name] = taken.get(one.name, 0) + 1
    return [
        Section(one.name, one.title, one.sentences[: taken[one.name]]) for one in found if taken.get(one.name)
    ]


def paged(told: Told, found: Sequence[Section], most: int) -> list[Section]:
    """With the records under their lines, as many as fit on one page: each line has its share, and what some do not
    need goes to the first that do."""
    wanted = [one.count for section in found for one in section.sentences if bears(one, told.kind)]
    given = iter(shares(wanted, most))
    pages = []
    for section in found:
        some = []
        for one in section.sentences:
            items = told.items(one.line, one.which)[: next(given)] if bears(one, told.kind) else ()
            some.append(replace(one, items=tuple(items), rest=one.count - len(items)) if items else one)
        pages.append(Section(section.name, section.title, tuple(some)))
    return pages


def shares(wanted: Sequence[int], most: int) -> list[int]:
    """How many of `most` each of these gets, in their order."""
    share = max(1, most // len(wanted)) if wanted else 0
    given, left = [], most
    for count in wanted:
        given.append(min(count, share, left))
        left -= given[-1]
    for place, count in enumerate(wanted):
        more = min(count - given[place], left)
        given[place] += more
        left -= more
    return given


def bears(one: Sentence, kind: str) -> bool:
    """A number of a measure, and one that went away, need no list; open decisions are no news to an executive."""
    return (
        not measure_of(one.line)
        and not is_number(one.line)
        and one.which != "gone"
        and not (one.which == "new" and kind != "blockers")
    )


# -- a record -----------------------------------------------------------------------------------------------


def around(one: Item, customer: str = "") -> list[str]:
    """Of whom it is, what it means for them, what else is said of it, whose it is, until when."""
    due = written(one.due, "j M Y") if one.due else ""
    return [words for words in (customer, one.impact, one.note, one.who, due) if words]


def more(left: int) -> str:
    """That there are more than are shown."""
    return choose(*MORE, left) % {"n": left}


def unsaid(kind: str, one: Item) -> bool:
    """Whether it is to be told plainly that nobody has written what it means for the customer."""
    return kind in ASKS and not one.impact and bool(one.where)
