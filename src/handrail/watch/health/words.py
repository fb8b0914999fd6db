"""The words for every verdict, by code. Checks speak in codes and params; only this file speaks English.

How a param is spoken follows from its name: `x_on` is a date and also gives `x_ago`; a whole number whose
name ends in a unit (`limit_days`, `cases`) gets its plural; a list becomes “one” and “two”; an amount with a
currency becomes EUR 250,000. They are said in the language of whoever is listening (`kit/words.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from handrail.kit.verdict import Today, Verdict
from handrail.kit.words import Plural, Translate, choose
from handrail.kit.words import say as translated
from handrail.watch.health.catalogue import CATALOGUE, REMEDIES, TERMS
from handrail.watch.health.phrases import Pair, _, ngettext


@dataclass(frozen=True, slots=True)
class Words:
    title: str
    reason: str
    fix: str


def say(verdict: Verdict, today: Today, translate: Translate = translated, plural: Plural = choose) -> Words:
    """A verdict in words, as of `today`: what is judged, why it came out so, and what would pass it."""
    phrases = CATALOGUE[verdict.code]
    voice = Voice(today, translate, plural)
    spoken = dict(voice.speak(verdict.params))
    template = {True: phrases.passed, False: phrases.failed, None: phrases.no_data}[verdict.passed]
    fix = "" if verdict.passed or not verdict.remedy else REMEDIES[verdict.remedy]
    title, reason, fix = (translate(text) % spoken if text else "" for text in (phrases.title, template, fix))
    return Words(title, reason, fix)


UNITS: dict[str, Pair] = {
    "days": ngettext("%(n)s day", "%(n)s days"),
    "milestones": ngettext("%(n)s milestone", "%(n)s milestones"),
    "cases": ngettext("%(n)s case", "%(n)s cases"),
    "readings": ngettext("%(n)s reading", "%(n)s readings"),
    "criteria": ngettext("%(n)s criterion", "%(n)s criteria"),
    "sections": ngettext("%(n)s section", "%(n)s sections"),
    "metrics": ngettext("%(n)s metric", "%(n)s metrics"),
    "phases": ngettext("%(n)s phase", "%(n)s phases"),
    "people": ngettext("%(n)s person", "%(n)s people"),
}
MONTHS = (
    _("Jan"), _("Feb"), _("Mar"), _("Apr"), _("May"), _("Jun"),
    _("Jul"), _("Aug"), _("Sep"), _("Oct"), _("Nov"), _("Dec"),
)  # fmt: skip
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Voice:
    """How dates, counts, lists and amounts are said on this day, in this language."""

    today: Today
    translate: Translate
    plural: Plural

    def speak(self, params: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        for name, value in params.items():
            if value is None:
                continue
            if name.endswith("_on"):
                day = date.fromisoformat(value)
                yield name, self.dated(day)
                yield f"{name.removesuffix('_on')}_ago", self.ago(day)
            else:
                yield name, self.said(name, value)

    def said(self, name: str, value: Any) -> str:
        if isinstance(value, Mapping):
            return self.amount(value)
        if isinstance(value, list):
            return self.listed(value)
        unit = UNITS.get(name.rsplit("_", 1)[-1])
        if unit and isinstance(value, int):
            return self.counted(unit, value)
        return self.translate(TERMS[value]) if value in TERMS else str(value)

    def dated(self, day: date) -> str:
        parts = {"day": day.day, "month": self.translate(MONTHS[day.month - 1]), "year": day.year}
        return self.translate(_("%(day)s %(month)s %(year)s")) % parts

    def ago(self, day: date) -> str:
        gone = self.today.since(day)
        if gone == 0:
            return self.translate(_("today"))
        span = self.counted(UNITS["days"], abs(gone))
        return self.translate(_("%(span)s ago") if gone > 0 else _("in %(span)s")) % {"span": span}

    def counted(self, unit: Pair, count: int) -> str:
        return self.plural(*unit, count) % {"n": count}

    def listed(self, items: Sequence[str]) -> str:
        """Product terms as they are, names in quotes; after the third only how many more."""
        quoted = self.translate(_("“%(name)s”"))
        said = [
            self.translate(TERMS[item]) if item in TERMS else quoted % {"name": item}
            for item in items[:SHOWN]
        ]
        if len(items) > SHOWN:
            said.append(self.translate(_("%(n)s more")) % {"n": len(items) - SHOWN})
        if len(said) < 2:
            return "".join(said)
        return self.translate(_("%(first)s and %(last)s")) % {"first": ", ".join(said[:-1]), "last": said[-1]}

    def amount(self, value: Mapping[str, Any]) -> str:
        number = Decimal(value["amount"])
        shown = f"{number:,.0f}" if number == number.to_integral_value() else f"{number:,.2f}"
        points = str.maketrans(dict(zip(",.", self.translate(_(",.")), strict=True)))
        return f"{value['currency']} {shown.translate(points)}".strip()
