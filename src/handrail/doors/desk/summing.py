"""Summaries as a page shows them: each sentence opens exactly what it counts, and each record its own page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import npgettext

from handrail.kit.words import say
from handrail.record.customers.models import Customer
from handrail.record.projects.models import Project
from handrail.ui.dates import written
from handrail.watch.insights import queries as insights
from handrail.watch.insights.measures import MEASURES
from handrail.watch.summaries import saying
from handrail.watch.summaries.facts import Item, Section, Sentence, Told
from handrail.watch.summaries.lines import LEADS, LINES, TITLES, is_number, measure_of
from handrail.watch.summaries.models import Summary

from .answers import at
from .ruling import page_of

TONES = {"good": "good", "bad": "bad"}


@dataclass(frozen=True, slots=True)
class Record:
    """One record under a sentence, with its own page."""

    item: Item
    url: str
    customer: Any = None
    unsaid_url: str = ""
    """Where it is written what it means for the customer, if this summary asks for it and nobody has."""

    @property
    def unsaid(self) -> str:
        return say(saying.UNSAID)

    @property
    def around(self) -> list[str]:
        return saying.around(self.item, str(self.customer or ""))

    @property
    def side(self) -> str:
        if self.item.number is not None:
            return saying.amount(self.item.number, self.item.number.value)
        days = self.item.value
        if days is None:
            return self.item.group
        return npgettext("alone", "%(n)s day", "%(n)s days", int(days)) % {"n": int(days)}


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence, what it opens, and the records below it."""

    sentence: Sentence
    url: str
    records: Sequence[Record]

    @property
    def rest(self) -> list[str]:
        """That there are more than are shown, as one line; none where all are."""
        return [saying.more(self.sentence.rest)] if self.sentence.rest else []

    @property
    def tone(self) -> str:
        return TONES.get(self.sentence.tone, "")


@dataclass(frozen=True, slots=True)
class Page:
    """A summary with all that surrounds it. `kept` None: it is the one of now."""

    told: Told
    sections: Sequence[Section]
    length: str
    kept: Summary | None = None

    @property
    def title(self) -> str:
        return say(TITLES[self.told.kind])

    @property
    def whose(self) -> str:
        of = self.told.asked.project or self.told.asked.customer
        return str(of) if of is not None else _("The whole workspace")

    @property
    def lead(self) -> str:
        return say(LEADS[self.told.kind])

    @property
    def days(self) -> str:
        first, last = written(self.told.asked.first, "j M Y"), written(self.told.asked.last, "j M Y")
        return f"{first} – {last}"

    @property
    def since(self) -> str:
        return written(self.told.since, "j M Y") if self.told.since else ""

    @property
    def scope(self) -> dict[str, str]:
        return scope_of(self.told.asked.project, self.told.asked.customer)

    @property
    def said(self) -> Iterator[tuple[Section, list[Said]]]:
        names = customers_of(self.sections)
        for section in self.sections:
            yield (
                section,
                [
                    Said(one, self.url(one), records(one.items, names, self.told.kind))
                    for one in section.sentences
                ],
            )

    def url(self, one: Sentence) -> str:
        if self.kept is not None:
            return f"{at('summary-records', self.kept.key)}?{one.query}"
        whole = f"&{urlencode(self.scope)}" if self.scope else ""
        return f"{at('summary-now-records', self.told.kind)}?{one.query}{whole}"

    @property
    def here(self) -> str:
        """This page without its length."""
        if self.kept is not None:
            return at("summary", self.kept.key)
        return at("summary-now", self.told.kind)

    def link(self, **more: str) -> str:
        asked = {**({} if self.kept is not None else self.scope), **more}
        return f"{self.here}?{urlencode(asked)}" if asked else self.here


def scope_of(project: Project | None, customer: Customer | None) -> dict[str, str]:
    if project is not None:
        return {"project": project.key}
    return {"customer": customer.key} if customer is not None else {}


def targets() -> saying.Targets:
    """One statement."""
    return {name: goal.target for name, goal in insights.goals().items()}


def page_for(told: Told, length: str, kept: Summary | None = None, most: int = saying.MOST_ITEMS) -> Page:
    """One statement."""
    return Page(told, saying.sections(told, targets(), length, most), length, kept)


def customers_of(sections: Sequence[Section]) -> dict[int, Customer]:
    """One statement."""
    ids = {
        item.customer
        for section in sections
        for one in section.sentences
        for item in one.items
        if item.customer
    }
    return Customer.objects.in_bulk(ids)


def records(items: Sequence[Item], names: dict[int, Customer], kind: str = "") -> list[Record]:
    return [
        Record(
            one,
            address_of(one),
            whose(one, names),
            at("today") + one.where if saying.unsaid(kind, one) else "",
        )
        for one in items
    ]


def whose(one: Item, names: dict[int, Customer]) -> Customer | None:
    """A customer is nobody's but its own."""
    return None if one.kind == "customer" else names.get(one.customer or 0)


def address_of(one: Item) -> str:
    return at("review", one.key) if one.kind == "review" else page_of(one.kind, one.key)


def line_title(told: Told, line: str) -> str:
    """What a line counts, as a heading and as a sentence."""
    name = measure_of(line)
    if is_number(line):
        return next((one.number.title for one in told.lines[line] if one.number is not None), "")
    return say(MEASURES[name].title) if name else say(LINES[line].says)


# -- as text ------------------------------------------------------------------------------------------------


def markdown(shown: Page, root: str) -> str:
    """`root` is the address before the first slash, so that what is copied elsewhere still opens."""
    lines = [f"# {shown.title}", "", f"{escaped(shown.whose)} · {shown.days}", ""]
    for section, some in shown.said:
        lines += [f"## {section.title}", ""]
        for one in some:
            lines.append(f"- [{escaped(one.sentence.text)}]({root}{one.url})")
            lines += [f"  - {linked(record, root)}" for record in one.records]
            lines += [f"  - [{words}]({root}{one.url})" for words in one.rest]
        lines.append("")
    if not shown.sections:
        lines.append(say(saying.NOTHING))
    return "\n".join(lines).rstrip() + "\n"


def linked(record: Record, root: str) -> str:
    title = escaped(record.item.title)
    told = f"[{title}]({root}{record.url})" if record.url else title
    unsaid = [f"[{escaped(record.unsaid)}]({root}{record.unsaid_url})"] if record.unsaid_url else []
    return " – ".join([told, *map(escaped, record.around), *unsaid])


def escaped(text: str) -> str:
    """What people wrote is text, and no Markdown."""
    return "".join(
        f"\\{letter}" if letter in "\\`*_{}[]<>#|" else letter for letter in " ".join(text.split())
    )
