"""A plan on its way from phase to phase: judged whole before anything moves, by every path alike.

The page, the API, an edit that names another phase, files, a command and an undo all end in `shift`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from secrets import token_hex
from typing import Any, Protocol

from django.db import transaction

from handrail import wiring
from handrail.house.ledger import rows as ledger_rows
from handrail.house.ledger import write
from handrail.house.ledger.rows import Values, today
from handrail.house.ledger.undoing import reason_or_undo
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import because, current
from handrail.kit.gating import allowed
from handrail.kit.refusals import Invalid, NotAllowed, Problem, Refused
from handrail.kit.verdict import Verdict, as_json
from handrail.kit.words import mark, say
from handrail.record.customers.facts import CustomerFacts

from . import gathering
from .checks import PlanRules
from .facts import PlanFacts
from .models import PHASES, Attempt, Plan
from .phases import Candidate, following, judge

LONGEST_CAUSE = 200
NAMES = {
    "initiate": mark("Initiate"),
    "develop": mark("Develop"),
    "finalize": mark("Finalize"),
    "execute": mark("Execute"),
    "completed": mark("Completed"),
}
STATUS_OF = {"execute": "active", "completed": "completed"}
"""What a plan is called from this phase on, unless somebody says otherwise."""


@dataclass(slots=True)
class Shift:
    """One plan on its way: to a phase, with all that is written of it there."""

    plan: Plan
    goes: str
    values: dict[str, Any] = field(default_factory=dict)
    verdicts: tuple[Verdict, ...] = ()
    came: str = ""

    def __post_init__(self) -> None:
        self.came = self.came or self.plan.phase

    @property
    def allowed(self) -> bool:
        return allowed(self.verdicts)


def rules() -> PlanRules:
    """The workspace's policy, which a room above keeps."""
    found: Any = wiring.load(wiring.PLAN_RULES)(current().workspace)
    return found  # type: ignore[no-any-return]


def move_plans(plans: Sequence[Plan], phase: str, *, reason: str = "", override: bool = False) -> int:
    """Bring plans to a phase. Raises `Refused` with every answer, and moves none, where one of them may not.

    `override` lets them through all the same: only a manager may, with a reason. Returns how many really changed.
    """
    if phase not in PHASES:
        fix = say("Write one of: %(known)s.", known=", ".join(PHASES))
        raise Invalid([Problem("phase", say("There is no phase “%(phase)s”.", phase=phase[:40]), fix)])
    with transaction.atomic():
        return shift([Shift(plan, phase) for plan in plans], reason=reason, override=override)


def shift(shifts: Sequence[Shift], *, reason: str = "", override: bool = False) -> int:
    judge_shifts(shifts, reason)
    settle(shifts, reason, override)
    through = override and not all(one.allowed for one in shifts)
    back = any(PHASES.index(one.goes) < PHASES.index(one.came) for one in shifts)
    with because(reason[:LONGEST_CAUSE] if reason and (through or back) else current().cause):
        return ledger_rows.edit_many([(one.plan, arriving(one)) for one in shifts], kind="moved")


def arriving(one: Shift) -> Values:
    values = {"updated_on": today(), **one.values, "phase": one.goes}
    status = STATUS_OF.get(one.goes) or ("in_review" if one.plan.status in STATUS_OF.values() else "")
    return {"status": status, **values} if status and one.goes != one.came else values


def judge_shifts(shifts: Sequence[Shift], reason: str = "") -> None:
    """Give every plan its answers. The same statements for one plan and for a hundred."""
    going = [one for one in shifts if one.goes != one.came]
    candidates = candidates_of([one.plan for one in going])
    for one in going:
        found = candidates[one.plan.pk]
        one.verdicts = judge(came_from(found, one.came), one.goes, today(), reason_or_undo(reason))


def came_from(one: Candidate, phase: str) -> Candidate:
    return one if one.plan.phase == phase else replace(one, plan=replace(one.plan, phase=phase))  # type: ignore[arg-type]


def candidates_of(plans: Sequence[Plan]) -> dict[int, Candidate]:
    """What a judgement of these plans looks at, from the record as it stands. At most 31 statements."""
    if not plans:
        return {}
    known, policy = gathering.gather({plan.customer_id for plan in plans}), rules()
    return {plan.pk: candidate(plan, known[plan.customer_id], policy) for plan in plans}


class Known(Protocol):
    """A customer's facts with those of its plans, whoever gathered them."""

    @property
    def customer(self) -> CustomerFacts: ...
    @property
    def plans(self) -> tuple[PlanFacts, ...]: ...


def candidate(plan: Plan, known: Known, policy: PlanRules) -> Candidate:
    facts = next(one for one in known.plans if one.key == plan.key)
    deals = {deal.key: deal for deal in known.customer.opportunities}
    return Candidate(facts, deals.get(facts.opportunity_key), policy)


def next_step(plan: Plan, known: Known | None = None) -> tuple[Verdict, ...]:
    """What is asked before this plan goes on to the phase after its own; empty behind the last one."""
    goes = following(plan.phase)
    if not goes:
        return ()
    one = candidate(plan, known, rules()) if known else candidates_of([plan])[plan.pk]
    return judge(one, goes, today())


# -- refusing -----------------------------------------------------------------------------------------------


def settle(shifts: Sequence[Shift], reason: str, override: bool) -> None:
    """Refuse where one plan may not; keep every attempt that anything was asked of."""
    refused = [one for one in shifts if not one.allowed]
    if refused and not override:
        note(shifts, reason)
        raise refusal(shifts, refused)
    if refused:
        refuse_others(reason)
    write.create([attempt(one, True, reason, not one.allowed) for one in shifts if one.verdicts])


def note(shifts: Sequence[Shift], reason: str = "") -> None:
    """Keep these attempts, whatever becomes of all else."""
    tried = [attempt(one, False, reason, False) for one in shifts if one.verdicts]
    current().kept.append(partial(keep, tried))


def refusal(shifts: Sequence[Shift], refused: Sequence[Shift]) -> Refused:
    checks = tuple(verdict for one in refused for verdict in one.verdicts)
    phase = say(NAMES[refused[0].goes])
    if len(shifts) == 1:
        hold = sum(1 for verdict in checks if verdict.passed)
        words = say(
            "“%(plan)s” can not go to “%(phase)s” yet: %(hold)s of %(all)s checks hold.",
            plan=refused[0].plan.title, phase=phase, hold=hold, all=len(checks),
        )  # fmt: skip
    else:
        words = say(
            "%(some)s of %(all)s plans can not go to “%(phase)s” yet, so none was moved.",
            some=len(refused), all=len(shifts), phase=phase,
        )  # fmt: skip
    return Refused(checks, words, of={one.plan.key: one.verdicts for one in refused})


def refuse_others(reason: str) -> None:
    """Only a manager lets something through, and says why. A command on the server has no member."""
    member = current().member
    if member is not None and not may_let_through(member):
        raise NotAllowed(
            say("Only a manager lets this through."), say("Ask your manager or an administrator to do it.")
        )
    if not reason.strip():
        fix = say("One sentence; it stays in the history.")
        raise Invalid([Problem("reason", say("Say why it is let through."), fix)])


def may_let_through(member: Member) -> bool:
    """Administrators, managers by job, and whoever somebody reports to."""
    if member.role in ("admin", "owner") or member.job.strip().lower() == "manager":
        return True
    return Member.objects.here().filter(manager=member).exists()


def attempt(one: Shift, passed: bool, reason: str, overridden: bool) -> Attempt:
    return Attempt(
        key=f"{one.plan.key[:60]}-{token_hex(6)}",
        customer_id=one.plan.customer_id, plan_id=one.plan.pk, came=one.came, goes=one.goes,
        by=current().member, passed=passed, overridden=overridden, reason=reason,
        checks=as_json(list(one.verdicts)),
    )  # fmt: skip


def keep(attempts: Sequence[Attempt]) -> None:
    """What is left of a refused try, once all of it has been rolled back."""
    plans = [row.plan_id for row in attempts if row.plan_id]
    there = set(Plan.objects.filter(pk__in=plans).values_list("pk", flat=True))
    write.create([row for row in attempts if row.plan_id in there or row.plan_id is None])


# -- edits that move ----------------------------------------------------------------------------------------


def split(row: Plan, values: Values) -> str:
    """The other phase that these values name, if any. To call a plan completed is to bring it there."""
    done = values.get("status", row.status) == "completed" and row.status != "completed"
    phase = PHASES[-1] if done else str(values.get("phase", row.phase))
    return phase if phase in PHASES and phase != row.phase else ""
