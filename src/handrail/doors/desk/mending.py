"""What passes a check that holds a card back, where it can be done at once: a button, with what it asks for before.

Each goes through the verbs of its own room, and so by its rules; then the move is tried again (`views/moving.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import Case, Q, When
from django.http import QueryDict
from django.utils.translation import gettext as _

from handrail.house.ledger import reading
from handrail.house.ledger.rows import today
from handrail.house.talk import verbs as talk
from handrail.house.talk.models import Link
from handrail.house.talk.subjects import ref
from handrail.kit.refusals import Invalid, NotAllowed, NotFound, Problem
from handrail.kit.verdict import Evidence, Verdict
from handrail.kit.web.numbers import whole
from handrail.record.decisions import verbs as decisions
from handrail.record.decisions.models import Constraint, Decision
from handrail.record.decisions.queries import constraints
from handrail.record.decisions.yielding import CARRIES
from handrail.record.metrics import verbs as metrics
from handrail.record.metrics.models import Metric, Reading
from handrail.record.notes import verbs as notes
from handrail.record.notes.models import Note
from handrail.record.projects import own, queries, verbs
from handrail.record.projects.models import Card
from handrail.record.projects.words import FIELDS
from handrail.record.risks import verbs as risks
from handrail.record.risks.models import Risk
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task

from .answers import me
from .controls import Control, control, members
from .kinds import Field
from .kinds.projects import CARD
from .kinds.work import TASK
from .parsing import parsed
from .values import Cell

FILLED = "fill-"
"""In front of the names of what a form fills in: what it repeats of the move has names of its own."""
OF_TASK = frozenset(TASK.by_name)
OF_CARD = frozenset({"track", "labels", "reviewer", "review_on", "context_owner"})


@dataclass(frozen=True, slots=True)
class Offer:
    """One button. `what` says of which record or point it speaks; `points` are chosen from and `controls` filled in
    before. Without an `act` it moves the card to the stage called so."""

    act: str
    label: str
    what: str = ""
    points: tuple[tuple[str, str], ...] = ()
    controls: tuple[Control, ...] = ()
    stage: str = ""


def offers(card: Card, verdict: Verdict) -> list[Offer]:
    make = OFFERS.get(verdict.remedy)
    return list(make(card, verdict)) if make is not None and not verdict.passed else []


def do(card: Card, act: str, data: QueryDict) -> None:
    run = ACTS.get(act)
    if run is None:
        raise NotFound(_("There is nothing called “%s” to do here.") % act)
    run(card, data.get("what", ""), data)


# -- what is offered ----------------------------------------------------------------------------------------


def ticking(card: Card, verdict: Verdict) -> Iterator[Offer]:
    left = [(str(place), point["text"]) for place, point in enumerate(card.checklist) if not point["done"]]
    if len(left) == 1:
        yield Offer("tick", _("Tick “%(text)s”") % {"text": left[0][1]}, left[0][0])
    elif left:
        yield Offer("tick", _("Tick what is done"), points=tuple(left))


def pointing(card: Card, verdict: Verdict) -> Iterator[Offer]:
    asked = Control(f"{FILLED}checklist", _("What is to be done"), "", "text", "", required=True)
    yield Offer("fill", _("Add to the checklist"), "checklist", controls=(asked,))


def filling(card: Card, verdict: Verdict) -> Iterator[Offer]:
    missing = [str(name) for name in verdict.params.get("missing", ())]
    controls = tuple(found for name in missing if (found := asking(card, name)) is not None)
    if controls:
        yield Offer("fill", _("Fill this in"), ",".join(missing), controls=controls)


def naming(card: Card, verdict: Verdict) -> Iterator[Offer]:
    names = ("reviewer", "review_on")
    controls = tuple(found for name in names if (found := asking(card, name)) is not None)
    yield Offer("fill", _("Name the reviewer"), ",".join(names), controls=controls)


def reviewing(card: Card, verdict: Verdict) -> Iterator[Offer]:
    if card.reviewer_id == me().pk != card.task.owner_id:
        yield Offer("approve", _("Approve"))
    elif card.review != "asked" and card.reviewer is not None:
        yield Offer("ask", _("Ask %(who)s to approve") % {"who": card.reviewer.name})


def settling(card: Card, verdict: Verdict) -> Iterator[Offer]:
    for item in verdict.evidence[1:]:
        called = {"title": item.label}
        if (label := settled_by(item)) is not None:
            controls = ASKING[item.kind](item.key) if item.kind in ASKING else ()
            yield Offer(f"settle-{item.kind}", label % called, item.key, controls=controls)
        if item.field == "before":
            yield Offer("free", _("It does not wait for “%(title)s”") % called, item.key)
        else:
            yield Offer("untie", _("Take the connection with “%(title)s” off") % called, str(item.value))


def settled_by(item: Evidence) -> str | None:
    if item.kind == "decision" and not mine_to_decide(item.key):
        return None
    labels = {
        "task": _("“%(title)s” is done"),
        "risk": _("“%(title)s” is mitigated"),
        "decision": _("Approve “%(title)s”"),
    }
    return labels.get(item.kind)


def next_stage(card: Card, verdict: Verdict) -> Iterator[Offer]:
    stages = queries.stages_of(card.board)
    place = next((n for n, row in enumerate(stages) if row.pk == card.stage_id), len(stages))
    for stage in stages[place + 1 : place + 2]:
        yield Offer("", _("Move it to “%(stage)s”") % {"stage": stage.title}, stage=stage.key)


def deciding(card: Card, verdict: Verdict) -> Iterator[Offer]:
    key = verdict.evidence[0].key
    if mine_to_decide(key):
        label = _("Approve “%(title)s”") % {"title": verdict.evidence[0].label}
        yield Offer("settle-decision", label, key, controls=asking_answer(key))


def confirming(card: Card, verdict: Verdict) -> Iterator[Offer]:
    item = verdict.evidence[0]
    if item.kind == "note":
        yield Offer("confirm", _("“%(title)s” is still true") % {"title": item.label}, item.key)


def carrying(card: Card, verdict: Verdict) -> Iterator[Offer]:
    """What approved decisions ask for, those of the card's customer where it has one; its project's first."""
    rows = constraints()
    rows = rows.filter(customer=card.customer_id) if card.customer_id else rows
    ours = Case(When(decision__subject=f"project:{card.board.project.key}", then=0), default=1)
    rows = rows.order_by(ours, "title", "pk")
    choices: Any = [(row.key, f"{row.title} ({row.decision.title})") for row in rows[:200]]
    if choices:
        asked = Control(
            f"{FILLED}constraint", _("What the work has to keep to"), "", "select", "", choices=choices
        )
        yield Offer("carry", _("The card carries this"), controls=(asked,))


def renewing(card: Card, verdict: Verdict) -> Iterator[Offer]:
    for item in verdict.evidence[1:]:
        if item.value:
            yield Offer(
                "untie",
                _("Take the connection with “%(title)s” off") % {"title": item.label},
                str(item.value),
            )
    yield from carrying(card, verdict)


def measuring(card: Card, verdict: Verdict) -> Iterator[Offer]:
    row = Metric.objects.filter(key=verdict.evidence[0].key, removed_at=None).first()
    if row is not None and row.target is not None:
        asked = Control(f"{FILLED}value", row.unit or _("Value"), "", "text", "", required=True)
        yield Offer("read", _("Add the reading"), row.key, controls=(asked,))


OFFERS: dict[str, Callable[[Card, Verdict], Iterable[Offer]]] = {
    "tick": ticking,
    "write-checklist": pointing,
    "fill-in": filling,
    "name-reviewer": naming,
    "ask-reviewer": reviewing,
    "rework": reviewing,
    "do-before": settling,
    "go-by-the-next": next_stage,
    "decide": deciding,
    "confirm-note": confirming,
    "carry-constraint": carrying,
    "renew-constraint": renewing,
    "read-metric": measuring,
    "reach-target": measuring,
}
"""By the remedy that a verdict names. What only another page can do stays a link to it."""


# -- what a form asks for -----------------------------------------------------------------------------------


def asking(card: Card, name: str) -> Control | None:
    """The control of one field that is missing: of the task, of the card, or of the board's own."""
    if name.startswith(own.REQUIRED):
        return of_own(card, name)
    if name == "checklist":
        return Control(f"{FILLED}{name}", _("Checklist"), _("Its first point."), "text", "")
    if name == "collaborators":
        choices: Any = [("", "–"), *members()]
        return Control(f"{FILLED}{name}", _("Collaborators"), "", "select", "", choices=choices)
    if (cell := cell_of(card, name)) is None:
        return None
    return replace(control(cell), name=f"{FILLED}{name}", required=False, help="")


def of_own(card: Card, name: str) -> Control | None:
    spec = spec_of(card, name)
    if spec is None:
        return None
    kind = {"choice": "select", "date": "date"}.get(spec["kind"], "text")
    choices: Any = [("", "–"), *((one, one) for one in spec.get("choices", ()))]
    return Control(f"{FILLED}{name}", spec["label"], "", kind, "", choices=choices)


def spec_of(card: Card, name: str) -> Any:
    wanted = name.removeprefix(own.REQUIRED)
    return next((spec for spec in card.board.card_fields if spec["name"] == wanted), None)


def cell_of(card: Card, name: str) -> Cell | None:
    if name in OF_CARD:
        return Cell(CARD, card, CARD.field(name))
    if name in OF_TASK and name in FIELDS:
        field: Field = TASK.field(name)
        return Cell(TASK, card.task, field)
    return None


# -- what is done -------------------------------------------------------------------------------------------


def tick(card: Card, what: str, data: QueryDict) -> None:
    places = [what] if what else data.getlist("point")
    if not places:
        raise Invalid([Problem("point", _("Nothing is ticked."), _("Tick what is done."))])
    for place in places:
        number = whole(place)
        verbs.tick(card, -1 if number is None else number, True)


def fill(card: Card, what: str, data: QueryDict) -> None:
    """What is left empty stays so, and is asked for again."""
    names = [name for name in what.split(",") if data.get(f"{FILLED}{name}", "").strip()]
    if not names:
        raise Invalid([Problem("change", _("Nothing is filled in."), _("Fill in at least one field."))])
    typed = {name: data.get(f"{FILLED}{name}", "").strip() for name in names}
    said = QueryDict(mutable=True)
    said.update(typed)
    task: dict[str, Any] = {}
    mine: dict[str, Any] = {}
    for name in names:
        cell = cell_of(card, name)
        if cell is None:
            mine |= beside(card, name, typed[name], mine)
        else:
            (task if cell.row is card.task else mine).update(parsed(cell, said))
    if task:
        tasks.edit_task(card.task, task)
    if mine:
        verbs.edit_card(card, mine)


def beside(card: Card, name: str, text: str, mine: dict[str, Any]) -> dict[str, Any]:
    """A point of the checklist, one who helps, a field of the board's own."""
    if name == "checklist":
        return {name: [*card.checklist, {"text": text[:500], "done": False}]}
    if name == "collaborators":
        return {name: [*card.collaborators, text]}
    spec = spec_of(card, name)
    if spec is None:
        raise NotFound(_("A card has no field “%(name)s”.") % {"name": name})
    return {"own": {**mine.get("own", card.own), spec["name"]: own.typed(spec, text)}}


def answer(said: str) -> Callable[[Card, str, QueryDict], None]:
    def run(card: Card, what: str, data: QueryDict) -> None:
        verbs.review_cards([card], said)

    return run


def finish(card: Card, what: str, data: QueryDict) -> None:
    tasks.finish([reading.find(Task, what)])


def mitigate(card: Card, what: str, data: QueryDict) -> None:
    said = data.get(f"{FILLED}mitigation", "").strip()
    risks.step_risks([reading.find(Risk, what)], "settle", {"mitigation": said} if said else {})


def decide(card: Card, what: str, data: QueryDict) -> None:
    if not mine_to_decide(what):
        raise NotAllowed(_("Only who decides approves a decision."), _("Ask them."))
    answer = data.get(f"{FILLED}answer", "").strip()
    decisions.step_decisions([reading.find(Decision, what)], "approve", {"answer": answer} if answer else {})


def mine_to_decide(key: str) -> bool:
    return Decision.objects.filter(Q(owner=me()) | Q(delegate=me()), key=key, removed_at=None).exists()


def asking_answer(key: str) -> tuple[Control, ...]:
    """A decision is not approved without its answer: who decides writes it here, where it is missing."""
    missing = Decision.objects.filter(key=key, removed_at=None, answer="").exists()
    return (Control(f"{FILLED}answer", _("The answer"), "", "text", "", required=True),) if missing else ()


def asking_mitigation(key: str) -> tuple[Control, ...]:
    """Nothing is mitigated without saying how: who clicks writes it here, where it is missing."""
    rows = Risk.objects.filter(key=key, removed_at=None, mitigation="", mitigation_actions=[])
    words = _("What was done about it")
    return (Control(f"{FILLED}mitigation", words, "", "text", "", required=True),) if rows.exists() else ()


ASKING = {"decision": asking_answer, "risk": asking_mitigation}


def free(card: Card, what: str, data: QueryDict) -> None:
    verbs.edit_card(card, {"blocked_by": [key for key in card.blocked_by if key != what]})


def untie(card: Card, what: str, data: QueryDict) -> None:
    talk.remove_links([reading.find(Link, what)])


def carry(card: Card, what: str, data: QueryDict) -> None:
    row = reading.find(Constraint, data.get(f"{FILLED}constraint", ""))
    talk.add_links([Link(source=ref(card), target=ref(row), relation=CARRIES)])


def confirm(card: Card, what: str, data: QueryDict) -> None:
    notes.confirm_notes([reading.find(Note, what)])


def read(card: Card, what: str, data: QueryDict) -> None:
    try:
        value = Decimal(data.get(f"{FILLED}value", "").strip().replace(" ", "").replace(",", "."))
    except InvalidOperation:
        raise Invalid([Problem("value", _("This is no number."), _("Write a number."))]) from None
    metrics.add_readings([Reading(metric=reading.find(Metric, what), on=today(), value=value)])


ACTS: dict[str, Callable[[Card, str, QueryDict], None]] = {
    "tick": tick,
    "fill": fill,
    "approve": answer("approved"),
    "ask": answer("asked"),
    "settle-task": finish,
    "settle-risk": mitigate,
    "settle-decision": decide,
    "free": free,
    "untie": untie,
    "carry": carry,
    "confirm": confirm,
    "read": read,
}
