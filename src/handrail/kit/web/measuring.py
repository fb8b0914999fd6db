"""How many requests, how long, how they ended: one line in the log and one number for Prometheus each.

A route is told by its name, never by its address: addresses hold names of customers, and sometimes secrets.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from prometheus_client import Histogram

from handrail.kit import logs

from .request_id import id_of

log = logging.getLogger("handrail.requests")
SECONDS = Histogram(
    "handrail_request_seconds",
    "Seconds from a request to its answer, by route.",
    ["method", "route", "status"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class MeasureMiddleware:
    """Right after the request has its name."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        with logs.about(request=id_of(request)):
            response = self.get_response(request)
            seconds = time.perf_counter() - started
            method = request.method if request.method in METHODS else "other"
            route = route_of(request)
            SECONDS.labels(method, route, response.status_code).observe(seconds)
            told = {**who(request), "ms": f"{seconds * 1000:.1f}", "status": response.status_code}
            log.info("%s %s", method, route, extra={"about": told})
        return response


def route_of(request: HttpRequest) -> str:
    match = request.resolver_match
    if match is None:
        return "none"
    return match.view_name or match.route or "unnamed"


def who(request: HttpRequest) -> dict[str, object]:
    """The workspace and the member's number, once the door has let somebody in."""
    scope = getattr(getattr(request, "visitor", None), "scope", None)
    if scope is None:
        return {}
    return {"workspace": scope.workspace.slug, "member": scope.actor.member_id or ""}
