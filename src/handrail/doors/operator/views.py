"""What a supervisor and Prometheus ask for."""

from __future__ import annotations

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe
from prometheus_client.exposition import CONTENT_TYPE_LATEST

import handrail
from handrail.house.access.entry import open_to

from . import gauges


@open_to("anyone")
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """For supervisors and probes: 200 when the database answers, 503 when it does not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('server_version')")
            answer = cursor.fetchone()[0]
    except Exception as error:
        words = {"status": "down", "version": handrail.__version__, "database": type(error).__name__}
        return JsonResponse(words, status=503)
    return JsonResponse({"status": "ok", "version": handrail.__version__, "database": f"PostgreSQL {answer}"})


@open_to("anyone")
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """For Prometheus, with the bearer token that HANDRAIL_METRICS_TOKEN sets. Without that setting: not here."""
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    if not settings.METRICS_TOKEN:
        raise Http404("HANDRAIL_METRICS_TOKEN is not set.")
    if scheme.lower() != "bearer" or not constant_time_compare(given.strip(), settings.METRICS_TOKEN):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})
    return HttpResponse(gauges.text(), content_type=CONTENT_TYPE_LATEST)
