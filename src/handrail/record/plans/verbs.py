"""Every change of a success plan and of its parts.

A person's change moves the plan's `updated_on`. A file brings the plan's own date, so that its reader says
`from_file=True`, and may also bring what a person may not: a sixth success criterion.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db import transaction
from django.db.models import Max

from handrail import wiring
from handrail.house.ledger import reading, write
from handrail.house.ledger import rows as ledger_rows
from handrail.house.ledger.models import Event
from handrail.house.ledger.rows import Values, today
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current
from handrail.kit.refusals import Invalid, NotAllowed, Problem
from handrail.kit.words import say
from handrail.record.customers.models import Customer, Opportunity

from . import furnishing, moving
from .models import PHASES, Criterion, Milestone, Part, Plan, PlanMetric, PlanRisk, Waiver
from .moving import Shift
from .moving import move_plans as move_plans
from .patterns import MOST_CRITERIA as MOST_CRITERIA

Pairs = Iterable[tuple[Part, Values]]


# -- plans --------------------------------------------------------------------------------------------------


def add_plans(rows: Sequence[Plan], *, from_file: bool = False) -> Sequence[Plan]:
    """From a person a plan that begins in a later phase is one that goes there: judged as any other.

    One with a `template` begins with what that holds.
    """
    if from_file:
        return ledger_rows.add(rows, lambda row: row.title)
    furnished = [(row, row.template) for row in rows if row.template is not None]
    for row in rows:
        row.updated_on = row.updated_on or today()
    for row, template in furnished:
        furnishing.begin(row, template)
    with transaction.atomic():
        ledger_rows.add(rows, lambda row: row.title)
        for parts in furnishing.parts_of(furnished) if furnished else ():
            add_parts(parts)
        late = [row for row in rows if row.phase != PHASES[0] or row.status == "completed"]
        arrived = [Shift(row, "completed" if row.status == "completed" else row.phase) for row in late]
        for one in arrived:
            one.came = PHASES[0]
        moving.shift(arrived)
    return rows


def edit_plan(row: Plan, values: Values, *, revision: int | None = None, from_file: bool = False) -> bool:
    revision = seen(row, revision)
    if not from_file and revision in (None, row.revision):
        if moving.split(row, values):
            return edit_plans([(row, values)]) == 1
        values = stamped(row, values)
    numbered = [] if from_file else newly_numbered([(row, values)])
    changed = ledger_rows.edit(row, values, revision=revision)
    keep_versions(numbered)
    return changed


def edit_plans(pairs: Iterable[tuple[Plan, Values]], *, from_file: bool = False) -> int:
    """Many at once. Those whose values name another phase go there: judged whole, before anything changes."""
    if from_file:
        return ledger_rows.edit_many(pairs)
    pairs = list(pairs)
    going = [Shift(row, phase, dict(values)) for row, values in pairs if (phase := moving.split(row, values))]
    staying = [(row, stamped(row, values)) for row, values in pairs if not moving.split(row, values)]
    numbered = newly_numbered(pairs)
    with transaction.atomic():
        changed = (moving.shift(going) if going else 0) + ledger_rows.edit_many(staying)
        keep_versions(numbered)
    return changed


def newly_numbered(pairs: Iterable[tuple[Plan, Values]]) -> list[tuple[Plan, str]]:
    """Plans that these values give another number."""
    return [
        (row, str(values["version"]))
        for row, values in pairs
        if values.get("version") and values["version"] != row.version
    ]


def keep_versions(numbered: Sequence[tuple[Plan, str]]) -> None:
    """Each as it stands now, as a file beside its own."""
    if numbered:
        wiring.load(wiring.PLANS_NUMBERED)(numbered)


def remove_plans(rows: Sequence[Plan]) -> int:
    return ledger_rows.remove(rows)


def restore_plans(rows: Sequence[Plan]) -> int:
    return ledger_rows.restore(rows)


def stamped(row: Plan, values: Values) -> Values:
    """With today's date beside them, where `values` really change something."""
    if "updated_on" in values or not write.real_changes(row, ledger_rows.own(row, values)):
        return values
    return {**values, "updated_on": today()}


def seen(row: Plan, revision: int | None) -> int | None:
    """The revision to hold the writer to: changes of `updated_on` alone are no news to anybody."""
    if revision is None or revision >= row.revision or not only_touched(row, row.revision - revision):
        return revision
    return row.revision


def only_touched(row: Plan, times: int) -> bool:
    events = Event.objects.filter(subject_kind="plan", subject_id=row.pk).exclude(changes={})
    events = reading.newest_first(events)
    return all(set(changes) == {"updated_on"} for changes in events.values_list("changes", flat=True)[:times])


# -- parts --------------------------------------------------------------------------------------------------


def add_parts(rows: Sequence[Part], *, from_file: bool = False) -> Sequence[Part]:
    """Add rows of one kind to their plans; from a person they go to the end of their section."""
    if not rows:
        return rows
    for row in rows:
        row.customer_id = row.plan.customer_id
    with transaction.atomic():
        if not from_file:
            refuse_sixth(rows)
            number(rows)
        ledger_rows.add(rows, words)
        touch_plans_of(rows, from_file)
    return rows


def edit_part(row: Part, values: Values, *, revision: int | None = None, from_file: bool = False) -> bool:
    with transaction.atomic():
        changed = ledger_rows.edit(row, dated(row, values), revision=revision)
        if changed:
            touch_plans_of([row], from_file)
    return changed


def edit_parts(pairs: Pairs, *, from_file: bool = False) -> int:
    pairs = [(row, dated(row, values)) for row, values in pairs]
    with transaction.atomic():
        changed = ledger_rows.edit_many(pairs)
        if changed:
            touch_plans_of([row for row, _ in pairs], from_file)
    return changed


def remove_parts(rows: Sequence[Part], *, from_file: bool = False) -> int:
    with transaction.atomic():
        touch_plans_of(rows, from_file)
        return ledger_rows.remove(rows)


def restore_parts(rows: Sequence[Part], *, from_file: bool = False) -> int:
    with transaction.atomic():
        if not from_file:
            refuse_sixth([row for row in rows if row.removed_at is not None])
        touch_plans_of(rows, from_file)
        return ledger_rows.restore(rows)


add_outcomes = add_criterions = add_adoption_phases = add_milestones = add_parts
add_activities = add_initiatives = add_responsibilities = add_plan_metrics = add_plan_risks = add_parts
edit_outcome = edit_criterion = edit_adoption_phase = edit_milestone = edit_part
edit_activity = edit_initiative = edit_responsibility = edit_part
edit_outcomes = edit_criterions = edit_adoption_phases = edit_milestones = edit_parts
edit_activities = edit_initiatives = edit_responsibilities = edit_parts
remove_outcomes = remove_criterions = remove_adoption_phases = remove_milestones = remove_parts
remove_activities = remove_initiatives = remove_responsibilities = remove_parts
remove_plan_metrics = remove_plan_risks = remove_parts
restore_outcomes = restore_criterions = restore_adoption_phases = restore_milestones = restore_parts
restore_activities = restore_initiatives = restore_responsibilities = restore_parts
restore_plan_metrics = restore_plan_risks = restore_parts


def finish_milestones(rows: Sequence[Milestone]) -> int:
    return edit_parts((row, {"state": "done"}) for row in rows if row.state != "done")


def reopen_milestones(rows: Sequence[Milestone]) -> int:
    return edit_parts((row, {"state": "planned"}) for row in rows if row.state in ("done", "dropped"))


def words(row: Part) -> str:
    """A part's key begins with its plan's: a person who reads it knows where to look."""
    if isinstance(row, PlanMetric):
        return f"{row.plan.key}-{row.metric.key}" if row.metric_id else row.plan.key
    if isinstance(row, PlanRisk):
        return f"{row.plan.key}-{row.risk.key}" if row.risk_id else row.plan.key
    return f"{row.plan.key[:30]}-{getattr(row, 'title', '')}"


def number(rows: Sequence[Part]) -> None:
    """Rows without a position go behind the last one of their plan; positions count from 1."""
    new = [row for row in rows if not row.position]
    if not new:
        return
    there = type(rows[0])._default_manager.filter(plan_id__in={row.plan_id for row in new})
    last: defaultdict[int, int] = defaultdict(int)
    last.update(there.values_list("plan_id").annotate(Max("position")))
    for row in new:
        last[row.plan_id] = row.position = last[row.plan_id] + 1


def refuse_sixth(rows: Sequence[Part]) -> None:
    """A plan has one to five success criteria."""
    coming = Counter(row.plan_id for row in rows if isinstance(row, Criterion))
    if not coming:
        return
    lock(coming)
    there = Criterion.objects.filter(plan_id__in=list(coming), removed_at=None)
    coming.update(there.values_list("plan_id", flat=True))
    if any(count > MOST_CRITERIA for count in coming.values()):
        fix = say("Remove or merge one first: five that everybody remembers are worth more than six.")
        raise Invalid(
            [
                Problem(
                    "plan",
                    say(
                        "A plan has at most %(most_criteria)s success criteria.", most_criteria=MOST_CRITERIA
                    ),
                    fix,
                )
            ]
        )


def lock(plans: Iterable[int]) -> None:
    """Until the transaction ends nobody else adds to these plans: two fifth criteria are one too many."""
    list(
        Plan.objects.filter(pk__in=list(plans))
        .order_by("pk")
        .select_for_update(no_key=True)
        .values_list("pk")
    )


def touch_plans_of(rows: Sequence[Part], from_file: bool) -> None:
    if from_file:
        return
    plans = (
        Plan.objects.filter(pk__in={row.plan_id for row in rows})
        .order_by("pk")
        .select_for_update(no_key=True)
    )
    ledger_rows.edit_many([(plan, {"updated_on": today()}) for plan in plans])


def dated(row: Part, values: Values) -> Values:
    """A milestone that is done was done on a day: today, unless the writer knows another."""
    if not isinstance(row, Milestone) or "done_on" in values or values.get("state", row.state) == row.state:
        return values
    return {**values, "done_on": today() if values["state"] == "done" else None}


# -- waivers ------------------------------------------------------------------------------------------------


def waive(
    customer: Customer, opportunity: Opportunity | None, by: Member, reason: str, until: date | None = None
) -> Waiver:
    """A manager says that no plan is needed, why, and until when."""
    refuse_others(by)
    if not reason.strip():
        raise Invalid(
            [Problem("reason", say("A waiver needs its reason."), say("Write why no plan is needed."))]
        )
    waiver = Waiver(customer=customer, opportunity=opportunity, by=by, reason=reason.strip(), until_on=until)
    waiver.given_on = today()
    return add_waivers([waiver])[0]


def waive_each(rows: Sequence[Waiver]) -> list[Waiver]:
    """Whoever asks is the one who waives."""
    by = refuse_others(current().member)
    return [waive(row.customer, row.opportunity, by, row.reason, row.until_on) for row in rows]


def refuse_others(member: Member | None) -> Member:
    if member is None or not may_waive(member):
        raise NotAllowed(
            say("Only a manager can waive a plan."), say("Ask your manager or an administrator to do it.")
        )
    return member


may_waive = moving.may_let_through


def add_waivers(rows: Sequence[Waiver]) -> Sequence[Waiver]:
    """Waivers as a file tells them; a person's go through `waive`, `edit_waiver` and `withdraw_waivers`.

    The file of somebody who may not waive brings them unsigned: kept, and counting for nothing.
    """
    if not trusted_with_waivers():
        for row in rows:
            row.by, row.by_text = None, ""
    return ledger_rows.add(rows, lambda row: f"waiver-{(row.opportunity or row.customer).key}")


def edit_waiver(row: Waiver, values: Mapping[str, object], *, revision: int | None = None) -> bool:
    """A manager's change of the reason or the end; who waived, and when, stays what it was."""
    refuse_others(current().member)
    if kept := sorted(values.keys() & {"by", "by_text", "given_on"}):
        fix = say("Remove this waiver, and waive the plan again.")
        raise Invalid(
            [Problem(name, say("Who waived a plan, and when, can not be changed."), fix) for name in kept]
        )
    return ledger_rows.edit(row, values, revision=revision)


def edit_signed_waivers(pairs: Iterable[tuple[Waiver, Values]]) -> int:
    """Several changes by a manager at once."""
    return sum(edit_waiver(row, write.differing(row, values)) for row, values in pairs)


def edit_waivers(pairs: Iterable[tuple[Waiver, Values]]) -> int:
    """What a file says of waivers that are there; of somebody who may not waive, nothing."""
    return ledger_rows.edit_many(pairs) if trusted_with_waivers() else 0


def trusted_with_waivers() -> bool:
    """A command on the server has no member and counts as the owner."""
    member = current().member
    return member is None or may_waive(member)


def remove_waivers(rows: Sequence[Waiver]) -> int:
    return ledger_rows.remove(rows)


def withdraw_waivers(rows: Sequence[Waiver]) -> int:
    refuse_others(current().member)
    return remove_waivers(rows)


def restore_waivers(rows: Sequence[Waiver]) -> int:
    refuse_others(current().member)
    return ledger_rows.restore(rows)


remove_signed_waivers, restore_signed_waivers = withdraw_waivers, restore_waivers
