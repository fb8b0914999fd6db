"""JSON in and out: strict reading, fast writing."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import orjson
from django.http import HttpResponse


def dump(value: Any) -> bytes:
    """Dates in ISO form, moments in UTC with a Z, decimals as text."""
    return orjson.dumps(value, default=other, option=orjson.OPT_UTC_Z)


def other(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, tuple | set | frozenset):
        return list(value)
    raise TypeError(f"{type(value).__name__} is not JSON")


def response(value: Any, status: int = 200, **headers: str) -> HttpResponse:
    """A JSON answer; `headers` are written with _ for -."""
    answer = HttpResponse(dump(value), status=status, content_type="application/json")
    for name, text in headers.items():
        answer.headers[name.replace("_", "-")] = text
    return answer


def holds_nul(value: Any) -> bool:
    """Whether a NUL hides in any text of it: the database has no place for one."""
    if isinstance(value, str):
        return "\0" in value
    if isinstance(value, dict):
        return any(holds_nul(k) or holds_nul(v) for k, v in value.items())
    return isinstance(value, list) and any(map(holds_nul, value))
