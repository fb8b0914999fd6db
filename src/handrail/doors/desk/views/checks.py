"""What a stage asks: tried against the cards that are there, then switched on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from handrail.house.ledger import reading
from handrail.kit.refusals import NotFound
from handrail.kit.words import say
from handrail.record.decisions.models import Decision
from handrail.record.metrics.models import Metric
from handrail.record.notes.facts import KINDS as NOTE_KINDS
from handrail.record.projects import gates, keeping, queries, verbs
from handrail.record.projects.checks import REQUIRABLE, SPOKEN
from handrail.record.projects.models import Board, Check, Stage
from handrail.record.projects.own import REQUIRED
from handrail.record.projects.words import FIELDS

from .. import cards
from ..answers import at, back, done, page
from ..kinds.projects import STAGE
from ..words import choice
from .records import described, find, part_of


@page()
@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    """A stage: its rules in a sentence each, and the checks behind them."""
    row: Any = find(STAGE, key, removed_too=True)
    asked = [check for check in queries.checks_of(row.board) if check.stage_id == row.pk]
    order = queries.stages_of(row.board)
    context = {
        **described(STAGE, row),
        "stage": row,
        "may_keep": keeping.may_keep(row.board),
        "order": order,
        "last": order[-1] if order else None,
        "asked": [shown(check) for check in asked],
        "gates": [(name, say(gate.label)) for name, gate in gates.gates().items()],
        "requirable": [
            *((name, say(FIELDS[name])) for name in REQUIRABLE),
            *((f"{REQUIRED}{spec['name']}", spec["label"]) for spec in row.board.card_fields),
        ],
        "spoken": spoken(row.board),
        "examples": examples(row.board),
        "decisions": reading.present(Decision).order_by("title")[:200],
        "note_kinds": [(kind, choice(kind)) for kind in NOTE_KINDS],
        "metrics": reading.present(Metric).order_by("name")[:200],
    }
    return render(request, part_of(request, "stage"), context)


def spoken(board: Board) -> list[str]:
    """Every name that a condition of this board may use."""
    own = [f"card.{REQUIRED}{spec['name']}" for spec in board.card_fields]
    return [*(name for name, _kind in SPOKEN if name != "card.own"), *own]


def examples(board: Board) -> list[str]:
    """Conditions to begin with, the board's own fields among them."""
    usual = ["card.priority == 'high'", "size(card.labels) > 0", "card.due_on != ''", "card.due_on <= today"]
    return [*(example(spec) for spec in board.card_fields), *usual]


def example(spec: Mapping[str, Any]) -> str:
    name = f"card.{REQUIRED}{spec['name']}"
    if spec["kind"] == "choice":
        return f"{name} == {json.dumps(spec['choices'][0], ensure_ascii=False)}"
    return {"number": f"{name} > 0", "date": f"{name} != '' && {name} <= today"}.get(
        spec["kind"], f"{name} != ''"
    )


def shown(check: Check) -> dict[str, Any]:
    blocked = [] if check.on else queries.would_block(check)
    gate = gates.gates().get(check.kind)
    return {
        "check": check,
        "label": say(gate.label) if gate else check.kind,
        "detail": detail(check),
        "blocked": [(card, cards.reason(verdict)) for card, verdict in blocked[:5]],
        "count": len(blocked),
    }


def detail(check: Check) -> str:
    """What it asks in particular."""
    params = check.params
    if "fields" in params:
        own = {f"{REQUIRED}{spec['name']}": spec["label"] for spec in check.board.card_fields}
        return ", ".join(own.get(name) or say(FIELDS.get(name, name)) for name in params["fields"])
    if params.get("note_kind"):
        return str(choice(params["note_kind"]))
    return str(
        params.get("says") or params.get("expression") or params.get("decision") or params.get("metric") or ""
    )


@page()
@require_POST
def add(request: HttpRequest, key: str) -> HttpResponse:
    """A new check is not switched on yet: first one sees what it would hold up."""
    stage = reading.find(Stage, key)
    kind = request.POST.get("kind", "")
    side = "enter" if request.POST.get("side") == "enter" else "leave"
    verbs.add_checks([Check(stage=stage, side=side, kind=kind, params=params_of(request, kind))])
    return done(request, _("The check is there, and not switched on yet."), at("stage", key))


def params_of(request: HttpRequest, kind: str) -> dict[str, Any]:
    gate = gates.gates().get(kind)
    said: dict[str, Any] = {}
    for name in gate.takes if gate else ():
        value = request.POST.getlist(name) if name == "fields" else request.POST.get(name, "").strip()
        if value:
            said[name] = value
    return said


@page()
@require_POST
def act(request: HttpRequest, key: str, act: str) -> HttpResponse:
    check = reading.find(Check, key)
    if act == "remove":
        verbs.remove_checks([check])
    elif act in ("on", "off"):
        verbs.edit_check(check, {"on": act == "on"})
    else:
        raise NotFound(_("There is nothing called “%s” to do here.") % act)
    return done(request, _("Saved."), back(request, at("stage", check.stage.key)))
