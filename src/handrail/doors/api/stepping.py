"""The steps of a record with a state table, made alike for every room: what can be done about it, and doing it."""

# No `from __future__ import annotations` here: ninja reads the shapes made below out of the signatures.

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, Field, create_model

from handrail.kit.gating import allowed
from handrail.kit.verdict import Verdict
from handrail.kit.web import json
from handrail.kit.web.resource import Resource, Slug

from . import shapes
from .documents import DocumentCheck
from .operations import add, find, fresh
from .shapes import Body


class Spoken(Protocol):
    @property
    def reason(self) -> str: ...
    @property
    def fix(self) -> str: ...


class Step(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def goes(self) -> str: ...


class Standing(BaseModel):
    """What is told of a record before its steps; a room that tells more inherits it."""

    state: str


@dataclass(frozen=True, kw_only=True)
class Door:
    """A room's table, its verb and its words.

    `names` are the steps that a program may take; `take` does one with what was said, and its docstring is the
    description. `stands` tells more of a record, in the shape `standing`. `held`: the record is locked before the step.
    """

    resource: Resource
    called: str
    names: Iterable[str]
    possible: Callable[[Any], Iterable[tuple[Step, Iterable[Verdict]]]]
    said: Callable[[Verdict], Spoken]
    shows: str
    takes: str
    stepping: type[Body]
    take: Callable[[Any, str, Any], object]
    standing: type[Standing] = Standing
    stands: Callable[[Any], Mapping[str, Any]] = lambda _: {}
    held: bool = True


def add_steps(router: Router, door: Door) -> None:
    add_possible(router, door)
    add_taking(router, door)


def add_possible(router: Router, door: Door) -> None:
    step = create_model(
        f"{door.called}Step",
        step=(names_of(door), ...),
        goes=(str, Field(description="The state it leads to")),
        allowed=(bool, Field(description="Whether who asks may take it, as it stands")),
        checks=(list[DocumentCheck], ...),
    )
    Way = create_model(f"{door.called}Way", __base__=door.standing, steps=(list[step], ...))  # type: ignore[valid-type]

    def operation(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
        row = find(door.resource, key)
        return json.response({"state": row.state, **door.stands(row), "steps": told(door, row)})

    path = f"/{door.resource.plural}/{{key}}/steps"
    add(router, "GET", path, operation, door.resource, "steps", door.shows, Way)


def add_taking(router: Router, door: Door) -> None:
    Name, Said = names_of(door), door.stepping

    def operation(request: HttpRequest, slug: Slug, key: str, step: Name, said: Said) -> HttpResponse:  # type: ignore[valid-type]
        door.take(find(door.resource, key, lock=door.held), step, said)
        return fresh(door.resource, key)

    operation.__doc__ = door.take.__doc__
    path = f"/{door.resource.plural}/{{key}}/steps/{{step}}"
    add(router, "POST", path, operation, door.resource, "step", door.takes, shapes.showing(door.resource))


def names_of(door: Door) -> Any:
    return Literal[tuple(door.names)]


def told(door: Door, row: Any) -> list[dict[str, Any]]:
    return [
        {
            "step": step.name,
            "goes": step.goes,
            "allowed": allowed(verdicts),
            "checks": [checked(verdict, door.said) for verdict in verdicts],
        }
        for step, verdicts in door.possible(row)
    ]


def checked(verdict: Verdict, said: Callable[[Verdict], Spoken]) -> dict[str, Any]:
    """A check as `DocumentCheck` shows it, in its room's words."""
    spoken = said(verdict)
    return {"code": verdict.code, "passed": verdict.passed, "reason": spoken.reason, "fix": spoken.fix}


def given(said: Body, *names: str) -> dict[str, Any]:
    """The texts that were said, without those that were left empty."""
    return {name: text for name in names if (text := getattr(said, name))}
