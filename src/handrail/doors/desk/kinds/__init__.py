"""Every kind of record a person can open on the desk, by its address and by its model."""

from __future__ import annotations

from handrail.kit.refusals import NotFound
from handrail.kit.words import say

from . import (
    assumptions,
    customers,
    drills,
    feedback,
    handoffs,
    launch,
    notes,
    plans,
    projects,
    readiness,
    rules,
    scope,
    talk,
    work,
)
from .kind import Field, Kind, Verbs

ALL: tuple[Kind, ...] = (
    *customers.KINDS,
    *work.KINDS,
    *feedback.KINDS,
    *assumptions.KINDS,
    *notes.KINDS,
    *plans.KINDS,
    *handoffs.KINDS,
    *projects.KINDS,
    *scope.KINDS,
    *readiness.KINDS,
    *drills.KINDS,
    *launch.KINDS,
    *rules.KINDS,
    *talk.KINDS,
)
BY_SLUG = {kind.slug: kind for kind in ALL}
BY_NAME = {kind.name: kind for kind in ALL}

__all__ = ["ALL", "BY_NAME", "BY_SLUG", "Field", "FieldConverter", "Kind", "KindConverter", "Verbs"]


class KindConverter:
    """`<kind:kind>` in an address: the plural word of a kind, such as tasks."""

    regex = "|".join(sorted(BY_SLUG, key=len, reverse=True))

    def to_python(self, value: str) -> Kind:
        return BY_SLUG[value]

    def to_url(self, value: Kind | str) -> str:
        return value.slug if isinstance(value, Kind) else value


class FieldConverter:
    """`<field:name>` in an address: a key that a file brought may hold anything, a slash or a new line too."""

    regex = r"(?s:.+)"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


def named(name: str) -> Kind:
    try:
        return BY_NAME[name]
    except KeyError:
        raise NotFound(say("There is no page for “%(name)s”.", name=name)) from None
