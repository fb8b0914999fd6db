"""The API under /api/v1/: every resource of every room, and the description of it all."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path
from django.views.decorators.http import require_safe
from ninja import NinjaAPI

import handrail
from handrail.house.access.entry import open_to
from handrail.house.talk import api as talk
from handrail.kit.web import json
from handrail.kit.web.by_word import ByWord
from handrail.record.agreed import api as agreed
from handrail.record.assumptions import api as assumptions
from handrail.record.blockers import api as blockers
from handrail.record.customers import api as customers
from handrail.record.decisions import api as decisions
from handrail.record.drills import api as drills
from handrail.record.feedback import api as asking
from handrail.record.handoffs import api as handoffs
from handrail.record.metrics import api as metrics
from handrail.record.notes import api as written
from handrail.record.outside import api as outside
from handrail.record.plans import api as plans
from handrail.record.projects import api as projects
from handrail.record.readiness import api as readiness
from handrail.record.risks import api as risks
from handrail.record.rollout import api as rollout
from handrail.record.scope import api as scope
from handrail.record.tasks import api as tasks
from handrail.watch.health import api as health
from handrail.watch.insights import api as aims
from handrail.watch.playbooks import api as playbooks
from handrail.watch.reviews import api as reviews
from handrail.watch.rules import api as rules
from handrail.watch.summaries import api as briefings

from . import (
    answering,
    assuming,
    attaching,
    blocking,
    boards,
    changes,
    deadlines,
    deciding,
    drilling,
    feedback,
    feeding,
    following,
    git,
    handing,
    hanging,
    importing,
    insights,
    launching,
    library,
    lifecycle,
    looking,
    notes,
    nudges,
    papers,
    people,
    portal,
    raised,
    readying,
    renewing,
    reviewing,
    risking,
    ruling,
    scoping,
    searching,
    sharing,
    summing,
    talking,
    telling,
    timeline,
    workspace,
)
from .description import described
from .door import StrictJson, guarded, nowhere, refuse
from .entering import Bearer, Session
from .operations import router_of

ROOMS = (
    customers,
    metrics,
    written,
    tasks,
    asking,
    assumptions,
    decisions,
    risks,
    plans,
    handoffs,
    projects,
    blockers,
    drills,
    rollout,
    outside,
    agreed,
    scope,
    readiness,
    reviews,
    aims,
    briefings,
    playbooks,
    rules,
    talk,
)
RESOURCES = (*(resource for room in ROOMS for resource in room.RESOURCES), people.MEMBERS, people.TEAMS)
INSIDE = "/w/{slug}"


def made() -> NinjaAPI:
    api = NinjaAPI(
        title="Handrail",
        version=handrail.__version__,
        urls_namespace="api",
        openapi_url=None,
        docs_url=None,
        auth=[Bearer(), Session()],
        parser=StrictJson(),
    )
    for kind in (Exception, *api._exception_handlers):
        api.add_exception_handler(kind, refuse)  # type: ignore[arg-type]
    rooms = (
        health,
        changes,
        searching,
        timeline,
        workspace,
        people,
        deadlines,
        nudges,
        raised,
        insights,
        summing,
        reviewing,
        telling,
        boards,
        notes,
        talking,
        attaching,
        library,
        launching,
        following,
        looking,
        feeding,
        importing,
        lifecycle,
        assuming,
        deciding,
        blocking,
        feedback,
        handing,
        renewing,
        hanging,
        scoping,
        readying,
        sharing,
        answering,
        portal,
        risking,
        ruling,
        drilling,
        git,
        papers,
    )
    for router in (room.router for room in rooms):
        api.add_router(INSIDE, router)
    for resource in RESOURCES:
        api.add_router(f"{INSIDE}/{resource.plural}", router_of(resource))
    return api


api = made()


@open_to("anyone")
@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    return json.response(description())


@cache
def description() -> dict[str, Any]:
    return described(api)


def closed(patterns: list[Any]) -> list[URLPattern]:
    """Every address with the door in front of it."""
    for pattern in patterns:
        pattern.callback = guarded(pattern.callback)
    return patterns


ADDRESSES = closed(api.urls[0])
app_name = "api"
urlpatterns = [
    path("openapi.json", openapi, name="openapi"),
    ByWord(ADDRESSES, INSIDE.count("/")),
    re_path(r"^.*$", nowhere),
]
