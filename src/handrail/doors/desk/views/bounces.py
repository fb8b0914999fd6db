"""Mail services tell here which mail came back. Only what the service has signed is heard."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from handrail.house.access.entry import open_to
from handrail.house.nudges import failing, outgoing
from handrail.house.workspaces.scope import enter
from handrail.kit.refusals import NotFound
from handrail.kit.web.numbers import whole

FOR_GOOD = frozenset({"invalid", "bounced"})
"""Reasons after which more mail does harm. A full or busy mailbox is none; nor is a letter taken for spam."""

PASSING = re.compile(r"(?<![\d.])4\d\d(?=[ -])|\b4\.\d\.\d|soft_?bounce|transient", re.IGNORECASE)
"""How services and mail servers say that it will pass: they do not agree on one word."""


@open_to("anyone")
@csrf_exempt  # it comes from the service, signed by it
@require_http_methods(["POST", "HEAD"])
def came_back(request: HttpRequest) -> HttpResponse:
    if not settings.MAIL.service:
        raise Http404
    if request.method == "POST":
        for event in heard(request):
            if for_good(event):
                note(event)
    return HttpResponse()


def for_good(event: Any) -> bool:
    if event.event_type not in ("bounced", "rejected") or event.reject_reason not in FOR_GOOD:
        return False
    return not PASSING.search(f"{event.mta_response} {event.description} {event.esp_event}")


def heard(request: HttpRequest) -> list[Any]:
    """The service's events, after its signature. Whatever is not its own is refused with 400."""
    module = import_module(f"anymail.webhooks.{settings.MAIL.service}")
    names = [n for n in vars(module) if n.endswith(("TrackingWebhookView", "CombinedWebhookView"))]
    view = getattr(module, min(names, key=len))()
    view.run_validators(request)
    try:
        return list(view.parse_events(request))
    except (ValueError, KeyError, TypeError) as error:
        raise SuspiciousOperation("This is not what the service sends.") from error


def note(event: Any) -> None:
    """Which message it was stands in what we gave the service along with it."""
    workspace, _, key = str((event.metadata or {}).get("delivery", "")).partition(":")
    if whole(workspace, 18) is None or not key:
        return
    try:
        with enter(int(workspace), cause="mail"):
            delivery = outgoing.by_key(key)
            if delivery is not None:
                failing.came_back(delivery, str(event.mta_response or event.description or "")[:200])
    except NotFound:
        return
