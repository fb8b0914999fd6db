"""One line per thing that happened, for people or as JSON for programs, without secrets.

Whose request it was comes along by itself: `about` holds what is known of the work under way.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

_about: ContextVar[dict[str, str] | None] = ContextVar("handrail_log_about", default=None)
_HIDDEN = "•••"
_LEADING = "link|join|act|feed|reset|share|plan|shared|told|mailed|forgotten|form|calendar"
"""What stands before a secret in an address."""
_SECRETS = (
    (re.compile(r"\bhr_[\w-]{8,}"), _HIDDEN),
    (re.compile(r"(?i)\b(bearer|basic)\s+[\w.~+/=-]{8,}"), rf"\1 {_HIDDEN}"),
    (re.compile(r"(?i)(://[^/\s:]*:)[^/\s]+@"), rf"\1{_HIDDEN}@"),
    (re.compile(rf"(/(?:{_LEADING})/)[\w=.:/-]{{12,}}"), rf"\1{_HIDDEN}"),
    (re.compile(r"(hooks\.slack\.com/services/)\S+"), rf"\1{_HIDDEN}"),
    (
        re.compile(r"(?i)([\"']?(?:password|passwd|secret|token|passcode|otp|code|sessionid|csrf\w*)[\"']?\s*[=:]\s*[\"']?)[^\s\"'&,;)}]{4,}"),
        rf"\1{_HIDDEN}",
    ),
)  # fmt: skip
"""What secrets look like: tokens, headers, passwords in addresses, links that let in, chat webhooks, form fields."""


def without_secrets(text: str) -> str:
    for shape, instead in _SECRETS:
        text = shape.sub(instead, text)
    return text


@contextmanager
def about(**known: object) -> Iterator[None]:
    """What every line inside this block says of itself: the request, the workspace, the member, the job."""
    token = _about.set(
        {**(_about.get() or {}), **{name: str(value) for name, value in known.items() if value}}
    )
    try:
        yield
    finally:
        _about.reset(token)


class Line(logging.Formatter):
    """For people: time, level, where, what, and what is known of the work in brackets."""

    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        known = " ".join(f"{name}={value}" for name, value in _known(record).items())
        text = f"{moment} {record.levelname} {record.name} {record.getMessage()}"
        return without_secrets(f"{text} [{known}]" if known else text) + self.trace(record)

    def trace(self, record: logging.LogRecord) -> str:
        return without_secrets("\n" + self.formatException(record.exc_info)) if record.exc_info else ""


class Json(Line):
    """For programs: one JSON object per line."""

    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": without_secrets(record.getMessage()),
            **{name: without_secrets(value) for name, value in _known(record).items()},
        }
        if record.exc_info:
            told["trace"] = self.trace(record).strip()
        return json.dumps(told, ensure_ascii=False)


def _known(record: logging.LogRecord) -> dict[str, str]:
    own = getattr(record, "about", {})
    return {**(_about.get() or {}), **{name: str(value) for name, value in own.items()}}
