"""Answers that are not a yes, as problem details (RFC 9457)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import Any

from django.http import HttpResponse

from handrail.kit import words
from handrail.kit.refusals import Invalid, Problem, Refusal, Refused, Stale
from handrail.kit.verdict import Verdict

from .json import dump

MEDIA_TYPE = "application/problem+json"


class NoSuchMethod(Refusal):
    status = 405
    code = "method-not-allowed"
    title = "This address does not know that method"


class NotSignedIn(Refusal):
    status = 401
    code = "not-signed-in"
    title = "Nobody is signed in"


class BadSyntax(Refusal):
    status = 400
    code = "bad-syntax"
    title = "The body is not JSON"


class TooLarge(Refusal):
    status = 413
    code = "too-large"
    title = "The body is too large"


class NotJson(Refusal):
    status = 415
    code = "not-json"
    title = "The body must be JSON"


class TooMany(Refusal):
    """Slow down; `wait` seconds from now it may be tried again."""

    status = 429
    code = "too-many"
    title = "Too many requests"

    def __init__(self, wait: int) -> None:
        super().__init__("", f"Try again in {wait} seconds.")
        self.wait = wait


class Broken(Refusal):
    status = 500
    code = "broken"
    title = "Something went wrong on our side"


HEADERS: dict[int, dict[str, str]] = {
    401: {"WWW-Authenticate": 'Bearer realm="handrail"'},
    503: {"Retry-After": "5"},
}
Say = Callable[[Verdict], tuple[str, str]]
"""A check in words: why it came out so, and what would pass it."""


def in_codes(verdict: Verdict) -> tuple[str, str]:
    return verdict.code, verdict.remedy


def answer(refusal: Refusal, say: Say = in_codes, request_id: str = "") -> HttpResponse:
    """The response for a refusal; `HEADERS` of its status go along. A fault of ours names the request."""
    headers = {"Content-Type": MEDIA_TYPE, **HEADERS.get(refusal.status, {})}
    named = {"request_id": request_id} if request_id and refusal.status >= 500 else {}
    response = HttpResponse(dump(details(refusal, say) | named), status=refusal.status, headers=headers)
    if isinstance(refusal, TooMany):
        response.headers["Retry-After"] = str(refusal.wait)
    return response


def details(refusal: Refusal, say: Say = in_codes) -> dict[str, Any]:
    told = {
        "type": f"urn:handrail:problem:{refusal.code}",
        "title": words.say(refusal.title),
        "status": refusal.status,
        "detail": refusal.message,
        "code": refusal.code,
        "fix": refusal.fix,
    }
    return told | more(refusal, say)


def more(refusal: Refusal, say: Say) -> dict[str, Any]:
    """What only some refusals tell: fields, gate checks, both sides of a conflict."""
    if isinstance(refusal, Invalid):
        return {"problems": [asdict(problem) for problem in refusal.problems]}
    if isinstance(refusal, Refused):
        told = {"checks": told_checks(refusal.checks, say)}
        records = [{"key": key, "checks": told_checks(of, say)} for key, of in refusal.of.items()]
        return {**told, "records": records} if records else told
    if isinstance(refusal, Stale):
        sides = {f: {"theirs": theirs, "yours": yours} for f, (theirs, yours) in refusal.differences.items()}
        return {"revision": refusal.revision, "differences": sides}
    return {}


def told_checks(verdicts: Iterable[Verdict], say: Say) -> list[dict[str, Any]]:
    return [check(verdict, *say(verdict)) for verdict in verdicts]


def check(verdict: Verdict, reason: str, fix: str) -> dict[str, Any]:
    return {"code": verdict.code, "passed": verdict.passed, "reason": reason, "fix": fix}


def bad_field(name: str, message: str, fix: str = "") -> Invalid:
    return Invalid([Problem(name, message, fix)])
