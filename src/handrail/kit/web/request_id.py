"""A name for every request, in its answer, in the log and on the page that says that something broke."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

HEADER = "X-Request-ID"
GIVEN = re.compile(r"[\w.-]{8,64}", re.ASCII)


class RequestIdMiddleware:
    """The first of all: what a proxy in front of us has named keeps its name."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get(HEADER, "")
        request.id = given if GIVEN.fullmatch(given) else secrets.token_hex(8)  # type: ignore[attr-defined]
        response = self.get_response(request)
        response.headers.setdefault(HEADER, id_of(request))
        return response


def id_of(request: HttpRequest | None) -> str:
    return str(getattr(request, "id", ""))
