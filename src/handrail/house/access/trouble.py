"""What comes out where no view has answered: crashes, a database that is away, addresses that are none.

A program gets problem details whatever happens, a person a page; neither gets a detail of what broke.
"""

from __future__ import annotations

import logging
import sys

from django.conf import settings
from django.core.exceptions import PermissionDenied, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import override
from django.views import defaults

from handrail.kit.pg.strain import strain_of
from handrail.kit.refusals import NotAllowed, NotFound, Refusal
from handrail.kit.web import problems
from handrail.kit.web.request_id import id_of

log = logging.getLogger(__name__)
API = "/api/"
PAGES = {500: "500.html", 503: "503.html", 507: "507.html"}


def fault(request: HttpRequest | None, error: BaseException | None) -> Refusal:
    """Our own failing, written to the log under the request's name and told without a word of it."""
    where = (getattr(request, "method", ""), getattr(request, "path", ""), id_of(request))
    if error and (away := strain_of(error)):
        log.error("%s %s: %s (request %s): %s", *where[:2], away.title, where[2], error)
        return type(away)(f"{away.message} Nothing was changed.", away.fix)
    log.error("%s %s failed (request %s)", *where, exc_info=error)
    return problems.Broken(
        "", "Try again. If it stays, tell whoever runs this Handrail, with the request_id."
    )


def refused(refusal: type[Refusal], *words: str) -> HttpResponse:
    with override("en"):
        return problems.answer(refusal(*words))


def is_program(request: HttpRequest) -> bool:
    return request.path_info.startswith(API)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django calls this inside the `except` of whatever broke."""
    with override("en"):  # for the log and for programs
        refusal = fault(request, sys.exc_info()[1])
    if is_program(request) or "HX-Request" in request.headers:  # a part is told in the corner of its page
        response = problems.answer(refusal, request_id=id_of(request))
    else:
        page = render_to_string(PAGES[refusal.status], {"request_id": id_of(request)})
        response = HttpResponse(page, status=refusal.status, headers=problems.HEADERS.get(refusal.status))
    response._has_been_logged = True  # type: ignore[attr-defined]  # `fault` has said it
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if is_program(request):
        return refused(BadRequest, "", "Look at the address and the headers.")
    if isinstance(exception, TooManyFilesSent):
        said = {"most": settings.DATA_UPLOAD_MAX_NUMBER_FILES}
        return HttpResponse(render_to_string("too_many_files.html", said), status=400)
    return defaults.bad_request(request, exception)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    if is_program(request):
        return refused(NotAllowed)
    return defaults.permission_denied(request, PermissionDenied(*exception.args))


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if is_program(request):
        return refused(NotFound)
    return defaults.page_not_found(request, Http404(*exception.args))


class BadRequest(Refusal):
    code = "bad-request"
    title = "This request can not be read"
