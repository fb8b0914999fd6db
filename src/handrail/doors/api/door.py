"""What every request of the API passes, before and after its operation."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import orjson
from django.core.exceptions import PermissionDenied, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import override
from ninja.errors import HttpError, ValidationError
from ninja.parser import Parser

from handrail.house.access import trouble
from handrail.house.access.entry import open_to
from handrail.kit.refusals import Invalid, NotAllowed, NotFound, Problem, Refusal
from handrail.kit.verdict import Verdict
from handrail.kit.web import problems
from handrail.kit.web.json import holds_nul
from handrail.kit.web.request_id import id_of
from handrail.record.assumptions import wording as assumptions
from handrail.record.blockers import wording as blockers
from handrail.record.decisions import wording as decisions
from handrail.record.feedback import wording as feedback
from handrail.record.projects import gates
from handrail.record.risks import wording as risks
from handrail.record.scope import wording as scope
from handrail.watch.health.catalogue import CATALOGUE
from handrail.watch.health.queries import this_day
from handrail.watch.health.words import say

from .entering import admit
from .replaying import once

View = Callable[..., HttpResponse]
STEPPED = (decisions, blockers, scope, feedback, risks, assumptions)
"""Rooms whose records go on by a table of steps, with the words of what it asks."""
LANGUAGE = "en"
"""Programs act on codes; the sentences beside them are always the same ones, whoever asks."""


def guarded(view: View) -> View:
    """The door around an operation's view: who comes, how much they bring, the same write twice."""

    @wraps(view)
    def inside(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with override(LANGUAGE):
            return answered(request, *args, **kwargs)

    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            member = admit(request)
            response = once(request, member, lambda: view(request, *args, **kwargs))
        except Exception as error:
            return refuse(request, error)
        return no_such_method(response) if response.status_code == 405 else response

    inside.guarded_by_api = inside.csrf_exempt = True  # type: ignore[attr-defined]
    return inside


def refuse(request: HttpRequest, error: Exception) -> HttpResponse:
    """Every way to fail, as problem details. What nobody expected is logged and stays a 500."""
    refusal = refusal_of(error) or trouble.fault(request, error)
    return problems.answer(refusal, in_words, id_of(request))


def refusal_of(error: Exception) -> Refusal | None:
    if isinstance(error, Refusal):
        return error
    if isinstance(error, ValidationError):
        return Invalid([problem_of(told) for told in error.errors])
    if isinstance(error, Http404):
        return NotFound(str(error))
    if isinstance(error, PermissionDenied):
        return NotAllowed()
    if isinstance(error, RequestDataTooBig):
        return problems.TooLarge()
    if isinstance(error, MultiPartParserError | TooManyFilesSent | TooManyFieldsSent):
        fix = "Send multipart/form-data with up to twenty parts called files."
        return problems.bad_field("body", "The parts of the body could not be read.", fix)
    if isinstance(error, HttpError):
        return refusal_in(error)
    return None


def refusal_in(error: HttpError) -> Refusal | None:
    """Ninja wraps what our parser raises."""
    if isinstance(error.__cause__, Exception):
        return refusal_of(error.__cause__)
    return problems.NotSignedIn() if error.status_code == 401 else None


def problem_of(told: dict[str, Any]) -> Problem:
    """One of pydantic's findings; the first two steps of its place are ours, not the program's."""
    place = [str(step) for step in told["loc"]]
    name = ".".join(place[2:] or place[1:] or place)
    return Problem(name, WORDS.get(told["type"], told["msg"]), FIXES.get(told["type"], ""))


WORDS = {
    "extra_forbidden": "There is no such field.",
    "missing": "This field is needed.",
    "string_too_short": "This can not be empty.",
}
FIXES = {
    "extra_forbidden": "Check its spelling, or leave it out: some fields are only shown, or said only once.",
    "missing": "Send it.",
}


def in_words(verdict: Verdict) -> tuple[str, str]:
    for room in STEPPED:
        if verdict.code in room.PHRASES:
            spoken = room.said(verdict)
            return spoken.reason, spoken.fix
    if verdict.code not in CATALOGUE:
        told = gates.said(verdict)
        return told.reason or verdict.code, told.fix
    words = say(verdict, this_day())
    return words.reason, words.fix


def no_such_method(response: HttpResponse) -> HttpResponse:
    allowed = response.headers.get("Allow", "")
    answer = problems.answer(problems.NoSuchMethod("", f"Use one of: {allowed}."))
    answer.headers["Allow"] = allowed
    return answer


@open_to("anyone")
def nowhere(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """The end of the API's addresses."""
    fix = "Look at /api/v1/openapi.json for those there are."
    return problems.answer(NotFound("There is no such address in the API.", fix))


nowhere.csrf_exempt = True  # type: ignore[attr-defined]


class StrictJson(Parser):
    """JSON by the book, in a body that says so; no NUL, which the database has no place for."""

    def parse_body(self, request: HttpRequest) -> Any:
        try:
            said = orjson.loads(request.body)
        except orjson.JSONDecodeError as error:
            where = f"Line {error.lineno}, column {error.colno}: {error.msg}."
            raise problems.BadSyntax(where, "Send one JSON object.") from None
        if holds_nul(said):
            raise problems.bad_field("body", "A text holds a NUL character.", "Leave it out.")
        if not isinstance(said, dict):
            raise problems.bad_field("body", "This is not an object.", "Send {“field”: value, ...}.")
        return said
