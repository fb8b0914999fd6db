"""Plan: every section with who sees it, what is missing, and every field open to the hand."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from handrail.house.ledger import reading
from handrail.house.ledger.rows import today
from handrail.house.talk.subjects import ref
from handrail.house.workspaces.scope import current
from handrail.kit.refusals import Invalid, Refusal, Stale
from handrail.record.assumptions import queries as assumptions
from handrail.record.blockers.queries import naming
from handrail.record.customers import queries as customers
from handrail.record.plans import checks, queries, verbs
from handrail.record.plans.facts import PlanFacts
from handrail.record.plans.models import PHASES, AdoptionPhase, Milestone, Outcome, Plan, PlanMetric
from handrail.watch.health import queries as health
from handrail.watch.health.catalogue import TERMS
from handrail.watch.health.checks import judge_plan

from .. import (
    blocked,
    charts,
    horizons,
    kinds,
    lifecycle,
    proofs,
    raised,
    reasons,
    sectioned,
    served,
    story,
    their_view,
)
from ..answers import at, page, undo_url
from ..grids import Grid, grid
from ..kinds.plans import PLAN
from ..values import Cell
from ..words import choice
from .records import find

ASSUMED = 20
"""Assumptions that a plan's page shows; the matrix has all of them."""
HEAD = (
    "title",
    "owner",
    "status",
    "phase",
    "opportunity",
    "version",
    "started_on",
    "customer_reviewed_on",
    "next_review_on",
)
SECTIONS = (
    ("background", gettext_lazy("Background"), "shared"),
    ("current_state", gettext_lazy("Current state"), "shared"),
    ("desired_state", gettext_lazy("Desired state"), "shared"),
    ("evaluation", gettext_lazy("Evaluation"), "shared"),
    ("handoff", gettext_lazy("Handoff"), "internal"),
    ("competition", gettext_lazy("Competition"), "internal"),
    ("commercial", gettext_lazy("Commercial notes"), "internal"),
)
ANCHORS = {"success_criteria": "criteria", "technical_activities": "activities"}


@page()
@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    row: Any = find(PLAN, key, removed_too=True)
    parts = queries.all_parts(row)
    facts = health.facts_of([row.customer_id]).get(row.customer_id)
    mine = next((plan for plan in facts.plans if plan.key == row.key), None) if facts else None
    judgement = judged(row, mine, facts)
    shown = {ref(part) for rows in parts.values() for part in rows}
    known = proofs.cited(shown | reasons.resting_on(judgement["criteria"], judgement["complete"]))
    tables = grids(row, parts, known)
    decided = served.of_outcomes(parts[Outcome])
    return render(
        request,
        "desk/plan.html",
        {
            "plan": row,
            "customer": row.customer,
            "kind": PLAN,
            "raised": raised.of_record(row),
            "raise_url": raised.raise_url(row),
            "crumbs": crumbs(row),
            "phases": phases(row),
            "head": [Cell(PLAN, row, field) for field in PLAN.some(HEAD)],
            "sections": {name: section(row, name, label, audience) for name, label, audience in SECTIONS},
            "change_log": Cell(PLAN, row, PLAN.field("change_log")),
            "grids": tables,
            "assumed": assumptions.about(f"plan:{row.key}")[:ASSUMED],
            "decided": [(one, decided[one.pk]) for one in parts[Outcome] if one.pk in decided],
            "metrics": values_of(parts),
            "horizons": horizons.columns(tables["initiatives"]),
            "horizon_url": horizons.address(),
            "timeline": timeline(row, parts),
            "timeline_url": at("reschedule", "KEY").replace("KEY", "{key}"),
            "phase_url": at("move-phase", "KEY").replace("KEY", "{key}"),
            "next_dates": next_dates(parts),
            "their_view": their_view.of(row),
            "from_note": sectioned.note_in_address(request, row),
            "cadence": queries.cadence_of(row, parts[AdoptionPhase]).sentence(),
            "lifecycle": lifecycle.of_plan(row, facts),
            "proposal": lifecycle.of_deal(row.opportunity, facts)
            if lifecycle.asked_of(row.opportunity)
            else None,
            "history": story.of_record(PLAN, row, 12),
            "live": f"plan:{row.pk} customer:{row.customer_id}",
            "today": today(),
            **judgement,
            **{name: reasons.proven(judgement[name], known) for name in ("criteria", "complete")},
            **blocked.near(
                naming([f"plan:{row.key}", *(f"milestone:{stone.key}" for stone in parts[Milestone])]),
                {"blocks": f"plan:{row.key}"},
            ),
            **proofs.beside(PLAN, row),
        },
    )


def values_of(parts: Any) -> list[dict[str, Any]]:
    """The plan's value metrics, each with its chart and the row that links it to the plan."""
    links = parts[PlanMetric]
    return [
        {"link": link, "chart": chart}
        for link, chart in zip(links, charts.of_metrics([link.metric for link in links]), strict=True)
    ]


def crumbs(row: Plan) -> list[dict[str, Any]]:
    return [
        {"label": _("Customers"), "url": at("customers")},
        {"label": row.customer.name, "url": at("customer", row.customer.key)},
        {"label": _("Plan")},
    ]


def phases(row: Plan) -> list[dict[str, Any]]:
    here = PHASES.index(row.phase)
    states = ["done" if n < here else "now" if n == here else "next" for n in range(len(PHASES))]
    owner = row.owner.name if row.owner else _("nobody owns it")
    return [
        {"name": choice(phase), "state": state, "note": owner if state == "now" else ""}
        for phase, state in zip(PHASES, states, strict=True)
    ]


def judged(row: Plan, mine: PlanFacts | None, facts: Any) -> dict[str, Any]:
    """The verdict on this plan and its completeness, judged now from the record."""
    if mine is None:
        return {"state": "no_data", "criteria": [], "missing": [], "complete": [], "counted": ""}
    day, policy = health.this_day(), health.policy_of(current().workspace)
    standing = judge_plan(mine, policy, day, facts.customer)
    complete = checks.completeness(mine, policy)
    filled = [
        name for name in policy.required_sections if name in mine.sections and mine.sections[name].filled
    ]
    empty = [name for name in policy.required_sections if name not in filled]
    return {
        "state": standing.state,
        "criteria": sorted(
            reasons.of_verdicts(standing.criteria, row.customer.key),
            key=lambda r: (r.passed is not False, r.passed is True),
        ),
        "failing": sum(1 for v in standing.criteria if v.passed is False),
        "unfinished": complete.state == "incomplete",
        "settled": row.phase in ("execute", "completed"),
        "complete": reasons.of_verdicts(complete.criteria, row.customer.key),
        "missing": [{"name": section_name(name), "anchor": ANCHORS.get(name, name)} for name in empty],
        "filled": len(filled),
        "required": len(policy.required_sections),
    }


def section_name(name: str) -> str:
    said = _(TERMS.get(name, name.replace("_", " ")))
    return said[:1].upper() + said[1:]  # German keeps the capitals inside


def section(row: Plan, name: str, label: Any, audience: str) -> dict[str, Any]:
    """The declared fields of a JSON section, and behind them what a file brought besides."""
    declared = [field for field in PLAN.fields if field.column == name]
    known = {field.inner for field in declared}
    stored = getattr(row, name)
    others = (
        [PLAN.field(f"{name}.{key}") for key in stored if key and key not in known]
        if isinstance(stored, dict)
        else []
    )
    return {
        "id": name,
        "title": label,
        "audience": audience,
        "internal": audience == "internal",
        "cells": [Cell(PLAN, row, field) for field in (*declared, *others)],
    }


def grids(row: Plan, parts: Any, known: Mapping[str, Any]) -> dict[str, Grid]:
    def of(name: str, show: tuple[str, ...], **more: Any) -> Grid:
        rows = parts[kinds.BY_NAME[name].model]
        return grid(name, rows, show, row, movable=True, proofs=known, **more)

    people = customers.stakeholders_of([row.customer_id]).get(row.customer_id, [])
    criteria = parts[kinds.BY_NAME["criterion"].model]
    count = _("%(n)s of at most %(most)s") % {"n": len(criteria), "most": verbs.MOST_CRITERIA}
    return {
        "outcomes": of(
            "outcome",
            ("title", "metric_text", "baseline", "target", "current", "by_on", "sponsor"),
            empty=_("What will be better for the customer, and by when?"),
        ),
        "criteria": of(
            "criterion",
            ("title", "measurement", "target", "state", "evidence"),
            tag=count,
            tag_tone="bad" if len(criteria) > verbs.MOST_CRITERIA else "",
            empty=_("How will both sides know that it worked? One to five criteria."),
        ),
        "stakeholders": grid(
            "stakeholder",
            people,
            ("name", "title", "buying_role", "cadence", "sentiment"),
            row.customer,
            id="stakeholders",
            title=_("Stakeholders"),
            empty=_("Who decides, who pays, who uses it?"),
        ),
        "activities": of(
            "activity",
            ("title", "owner", "state", "on", "outcome"),
            empty=_("What has to be tried or built for the evaluation?"),
        ),
        "adoption": of(
            "adoptionphase",
            ("title", "kind", "starts_on", "ends_on", "objectives"),
            id="adoption",
            empty=_("Implementation, after go-live, steady state: when is what?"),
        ),
        "milestones": of(
            "milestone",
            ("title", "due_on", "state", "side", "counterpart", "owner"),
            empty=_("Which dates did you agree on?"),
        ),
        "initiatives": of(
            "initiative",
            ("title", "horizon", "owner", "criteria", "state"),
            empty=_("What comes in the first 30, 90, 180 days?"),
        ),
        "responsibilities": of(
            "responsibility",
            ("title", "side", "who", "by_on", "state"),
            empty=_("Who does what, on both sides?"),
        ),
        "risks": of(
            "planrisk",
            ("risk",),
            id="risks",
            title=_("Risks"),
            audience="shared",
            empty=_("Which risks does the customer know of?"),
        ),
    }


def timeline(row: Plan, parts: Any) -> dict[str, Any]:
    spans = [p for p in parts[AdoptionPhase] if p.starts_on and p.ends_on]
    stones = [m for m in parts[Milestone] if m.due_on and m.state != "dropped"]
    return {
        "today": today().isoformat(),
        "phases": [bar(p) for p in spans],
        "milestones": [stone(m) for m in stones],
    }


def bar(row: AdoptionPhase) -> dict[str, Any]:
    return {
        "key": row.key,
        "name": row.title,
        "start": str(row.starts_on),
        "end": str(row.ends_on),
        "url": at("record", "adoption-phases", row.key),
        "revision": row.revision,
    }


def stone(row: Milestone) -> dict[str, Any]:
    return {
        "key": row.key,
        "title": row.title,
        "due": row.due_on.isoformat() if row.due_on else "",
        "status": "done" if row.state == "done" else "open",
        "owner": row.owner.name if row.owner else "",
        "side": "customer" if row.side == "customer" else "ours",
        "url": at("record", "milestones", row.key),
        "revision": row.revision,
        "fixed": row.state == "done",
    }


def next_dates(parts: Any) -> list[Milestone]:
    rows = [m for m in parts[Milestone] if m.due_on and m.state in queries.OPEN_MILESTONES]
    return sorted(rows, key=lambda m: (m.due_on, m.pk))[:5]


@page()
@require_http_methods(["PATCH"])
def reschedule(request: HttpRequest, key: str) -> HttpResponse:
    """A milestone was drawn to another day on the timeline."""
    row = reading.find(Milestone, key)
    return drawn(request, row, verbs.edit_milestone, {"due_on": "due"})


@page()
@require_http_methods(["PATCH"])
def move_phase(request: HttpRequest, key: str) -> HttpResponse:
    """An adoption phase was drawn to other days, as long as it is."""
    row = reading.find(AdoptionPhase, key)
    return drawn(request, row, verbs.edit_part, {"starts_on": "starts_on", "ends_on": "ends_on"})


def drawn(
    request: HttpRequest, row: Any, edit: Callable[..., bool], names: Mapping[str, str]
) -> HttpResponse:
    """`names`: the columns that are sent, and what the answer calls them."""
    try:
        sent = json.loads(request.body)
        days = {name: str(sent[name]) for name in names}
        edit(row, days, revision=int(request.headers.get("If-Match", "").strip('"') or 0))
    except (ValueError, KeyError, TypeError, RecursionError):
        return JsonResponse({"detail": _("That is not a day."), "status": 400}, status=400)
    except Stale:
        message = _("Somebody else has changed it. Reload the page to see the newest state.")
        return JsonResponse({"detail": message, "status": 412}, status=412)
    except Invalid as refusal:
        return problem(refusal)
    told = {said: days[name] for name, said in names.items()}
    return JsonResponse({"revision": row.revision, **told, "undo": undo_url()})


def problem(refusal: Refusal) -> JsonResponse:
    return JsonResponse(
        {"detail": refusal.message, "fix": refusal.fix, "status": refusal.status}, status=refusal.status
    )
