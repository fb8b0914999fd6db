"""All that happened around a customer, for programs."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from handrail.kit.web import json
from handrail.kit.web.resource import Slug
from handrail.record.customers import queries as customers

from . import history
from .documents import EventPage
from .operations import Cursor, Limit

router = Router(tags=["customers"])


@router.get(
    "/customers/{key}/events",
    response=EventPage,
    operation_id="customers_events",
    summary="What happened around a customer, newest first",
)
def events(
    request: HttpRequest, slug: Slug, key: str, cursor: Cursor = "", limit: Limit = 50
) -> HttpResponse:
    return json.response(history.of_customer(customers.get(key), cursor, limit))
