"""Shapes that are not a record: events, problems, verdicts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field


class Subject(BaseModel):
    kind: str
    key: str | None = Field(description="null when the record is gone for good")


class Actor(BaseModel):
    kind: str = Field(description="member, token, import, rule or system")
    key: str | None
    label: str


class Event(BaseModel):
    id: str
    at: datetime
    kind: str = Field(examples=["customer.changed"])
    subject: Subject
    changes: dict[str, list[Any]] = Field(description="{field: [old, new]}; records by key")
    actor: Actor
    cause: str


class EventPage(BaseModel):
    items: list[Event]
    next: str | None


class FieldProblem(BaseModel):
    field: str
    message: str
    fix: str


class DocumentCheck(BaseModel):
    code: str
    passed: bool | None
    reason: str
    fix: str


class RecordChecks(BaseModel):
    """One of several records that were asked about together."""

    key: str
    checks: list[DocumentCheck]


class Sides(BaseModel):
    theirs: Any
    yours: Any


class Problem(BaseModel):
    """Problem details (RFC 9457). `problems`, `checks` and `differences` come with 422, 409 and 412."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    fix: str
    problems: list[FieldProblem] | None = None
    checks: list[DocumentCheck] | None = None
    records: list[RecordChecks] | None = None
    revision: int | None = None
    differences: dict[str, Sides] | None = None
