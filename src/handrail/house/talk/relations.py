"""The words between two things: what a link says, read from either end."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

Words = str | Promise
SAVES = "saves"
"""From a project or a plan to the renewal that it is to save."""


@dataclass(frozen=True, slots=True)
class Relation:
    """`there` reads from the source to the target, `back` the other way. Equal words: it has no direction."""

    name: str
    there: Words
    back: Words

    @property
    def directed(self) -> bool:
        return self.name != "relates"


RELATIONS: dict[str, Relation] = {
    relation.name: relation
    for relation in (
        Relation("relates", _("is connected with"), _("is connected with")),
        Relation("leans_on", _("leans on"), _("holds up")),
        Relation("blocks", _("blocks"), _("is blocked by")),
        Relation("threatens", _("threatens"), _("is threatened by")),
        Relation("serves", _("serves"), _("is served by")),
        Relation("follows", _("follows from"), _("leads to")),
        Relation(SAVES, _("saves"), _("is saved by")),
        Relation("mentions", _("mentions"), _("is mentioned by")),
        Relation("carries", _("carries"), _("is carried by")),
        Relation("brings", _("brings"), _("is brought by")),
    )
}


CHANGED = "changed_"
"""Begins a relation that names a section: a note "changed_outcomes" of a plan."""


def section_of(name: str) -> str:
    return name.removeprefix(CHANGED) if name.startswith(CHANGED) else ""


def is_known(name: str) -> bool:
    return name in RELATIONS or (section_of(name).isidentifier() and name.islower())


def section_words(section: str) -> str:
    """As the pages call it; one that only a file knows, as it came."""
    return gettext(section.replace("_", " "))


def said(name: str, *, back: bool = False) -> Words:
    """The relation in words; one that only a file knows, as it came."""
    known = RELATIONS.get(name)
    if known is None and is_known(name):
        words = {"section": section_words(section_of(name))}
        return (
            gettext("“%(section)s” was changed by") if back else gettext("changed “%(section)s” of")
        ) % words
    if known is None:
        return f"{name.replace('_', ' ')} ←" if back else name.replace("_", " ")
    return known.back if back else known.there


Tie = tuple[str, str, str]
"""(source, target, relation), one and the same for both directions where the relation has none."""


def tie(source: str, target: str, relation: str) -> Tie:
    known = RELATIONS.get(relation)
    if known is not None and not known.directed:
        source, target = sorted((source, target))
    return source, target, relation
