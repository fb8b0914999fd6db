"""Where the lines of Today come from: each source one SELECT of the same columns, all of them one statement.

A line at this point is what the order needs and no more, for most lines are never drawn.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection

from handrail.house.ledger.rows import today as this_day
from handrail.house.people.queries import my_team
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current
from handrail.kit import clock
from handrail.record.assumptions import states as assumptions
from handrail.record.blockers import queries as blockers
from handrail.record.customers.models import Customer
from handrail.record.decisions import queries as decisions
from handrail.record.feedback import queries as feedback
from handrail.record.plans import queries as plans
from handrail.record.projects.deadlines import OPEN_PROJECTS
from handrail.record.risks import queries as risks
from handrail.record.risks.states import UNANSWERED
from handrail.record.scope import states as scope
from handrail.record.tasks import queries as tasks
from handrail.watch.health.policy import Policy
from handrail.watch.health.queries import policy_of

from .ranking import SOON, Line, Subject
from .reasons import RECORDS


@dataclass(frozen=True, slots=True)
class View:
    """Whose lines: what the `members` own and what belongs to their customers (`book`), or everybody's (None)."""

    members: frozenset[int] | None
    book: tuple[int, ...]
    admin: bool
    today: date
    policy: Policy


def view_of(member: Member, whose: str = "mine") -> View:
    """`whose`: "mine", "team" (the own team and whoever reports to one) or "everybody"."""
    admin = member.role in ("admin", "owner")
    policy, day = policy_of(current().workspace), this_day()
    if whose == "everybody":
        return View(None, (), admin, day, policy)
    members = frozenset(my_team(member) if whose == "team" else {member.pk})
    book = Customer.objects.filter(owner__in=members, removed_at=None).values_list("pk", flat=True)
    return View(members, tuple(book), admin, day, policy)


MOST = 40
RENEWALS = timedelta(days=90)

OWN = "(%(everybody)s OR {0}.owner_id = ANY(%(members)s))"
MINE = "(%(everybody)s OR t.owner_id = ANY(%(members)s) OR t.customer_id = ANY(%(book)s))"
CUSTOMER = "JOIN customers_customer c ON c.workspace_id = t.workspace_id AND c.id = t.customer_id"
PRESENT = "t.removed_at IS NULL AND c.removed_at IS NULL"
RED = """(t.severity = ANY(%(red)s)
    OR CASE WHEN t.closeness IS NULL THEN t.likelihood * t.impact >= %(red_product)s
        ELSE t.likelihood * t.impact * t.closeness >= %(red_exposure)s END IS TRUE)"""
BARE = "(t.mitigation = '' AND t.mitigation_actions = '[]')"
EXPOSED = f"({RED} AND ({BARE} OR (t.fallback = '' AND t.state = ANY(%(unanswered)s))))"
RUNNING = f"{PRESENT} AND t.phase <> 'completed' AND {MINE}"
GROUNDS = """array(
    SELECT concat(item ->> 'kind', ':', item ->> 'key')
    FROM jsonb_array_elements_text(t.deciding) AS place,
         jsonb_array_elements(t.criteria -> place::int -> 'evidence') AS item
)"""


def source(
    name: str, table: str, where: str, order: str, *, kind: str = "", key: str = "t.key", danger: str = "1",
    due: str = "NULL::date", covers: str = "NULL::text[]", join: str = CUSTOMER, most: int = MOST,
) -> str:  # fmt: skip
    """`t` is the record, `c` its customer."""
    return f"""(
        SELECT '{name}', '{kind or name}', t.id, {key}, c.key, c.arr, c.renewal_on, {due}, {danger}, {covers}
        FROM {table} t {join} WHERE {where} ORDER BY {order} LIMIT {most}
    )"""


def gap(kind: str, table: str, *, where: str = "", join: str = CUSTOMER, due: str = "NULL::date") -> str:
    """Nobody owns it: of our customers, and all of them for whoever runs the workspace."""
    owned = "(%(all_gaps)s OR c.owner_id = ANY(%(members)s))"
    where = f"{PRESENT} AND {owned} AND {where or 't.owner_id IS NULL'}"
    return source(f"gap:{kind}", table, where, "t.id", kind=kind, join=join, due=due, most=MOST // 4)


OPTIONAL = f"LEFT {CUSTOMER}"
SELF = "JOIN customers_customer c ON c.workspace_id = t.workspace_id AND c.id = t.id"
PLAN = "JOIN plans_plan p ON p.workspace_id = t.workspace_id AND p.id = t.plan_id AND p.removed_at IS NULL"
PLACE = "JOIN workspaces_member m ON m.workspace_id = t.workspace_id AND m.id = t.member_id"
PROJECT = """JOIN projects_project p
    ON p.workspace_id = t.workspace_id AND p.id = t.project_id AND p.removed_at IS NULL"""
BOARD = """JOIN projects_board b ON b.workspace_id = t.workspace_id AND b.id = t.board_id AND b.removed_at IS NULL
    JOIN projects_project p ON p.workspace_id = t.workspace_id AND p.id = b.project_id AND p.removed_at IS NULL"""
DECISION = """JOIN decisions_decision d
    ON d.workspace_id = t.workspace_id AND d.id = t.decision_id AND d.removed_at IS NULL"""
TASK = "JOIN tasks_task k ON k.workspace_id = t.workspace_id AND k.id = t.task_id AND k.removed_at IS NULL"
OPEN_PROJECT = "t.owner_id IS NULL AND p.state = ANY(%(open_projects)s)"
FORM = """JOIN outside_form f ON f.workspace_id = t.workspace_id AND f.id = t.form_id AND f.removed_at IS NULL
    JOIN projects_board b ON b.workspace_id = f.workspace_id AND b.id = f.board_id AND b.removed_at IS NULL
    JOIN projects_project p ON p.workspace_id = b.workspace_id AND p.id = b.project_id AND p.removed_at IS NULL
    LEFT JOIN workspaces_member k ON k.workspace_id = b.workspace_id AND k.id = b.owner_id AND k.left_on IS NULL
    LEFT JOIN workspaces_member s ON s.workspace_id = p.workspace_id AND s.id = p.owner_id AND s.left_on IS NULL"""
ANSWERS = """(%(everybody)s OR coalesce(k.id, s.id) = ANY(%(members)s)
    OR (k.id IS NULL AND s.id IS NULL AND EXISTS (
        SELECT FROM workspaces_member o
        WHERE o.workspace_id = t.workspace_id AND o.id = ANY(%(members)s) AND o.role = 'owner'
    )))"""
BROKEN = """JOIN (
        SELECT DISTINCT substr(l.source, strpos(l.source, ':') + 1) AS key
        FROM decisions_decision d JOIN decisions_constraint k
            ON k.workspace_id = d.workspace_id AND k.decision_id = d.id AND k.removed_at IS NULL
        JOIN talk_link l ON l.workspace_id = k.workspace_id AND l.target = 'constraint:' || k.key
            AND l.relation = 'carries' AND l.removed_at IS NULL
        WHERE d.state IN ('superseded', 'reverted', 'in_review', 'proposed') AND d.removed_at IS NULL
    ) x ON x.key = t.key"""
STANDING = """JOIN health_standing s ON s.workspace_id = t.workspace_id AND s.customer_id = t.customer_id
    AND s.blocked <> '[]' AND s.removed_at IS NULL"""

HELD_SINCE = """SELECT FROM reviews_review n WHERE n.workspace_id = t.workspace_id AND n.cadence_id = t.cadence_id
    AND n.at > t.at AND n.state IN ('open', 'done', 'missed') AND n.removed_at IS NULL"""

SOURCES = (
    # Customers at risk or to watch, each with the records its deciding criteria rest on.
    source(
        "standing", "health_standing",
        f"c.removed_at IS NULL AND t.rank <= 1 AND t.deciding <> '[]' AND {OWN.format('c')}",
        "t.rank, c.arr DESC NULLS LAST, t.customer_id",
        key="c.key", danger="CASE t.state WHEN 'at_risk' THEN 2 ELSE 1 END", covers=GROUNDS,
    ),
    source(
        "plan-missing", "health_standing",
        f"c.removed_at IS NULL AND t.plan_needed = 'missing' AND {OWN.format('c')}",
        "c.arr DESC NULLS LAST, t.customer_id", key="c.key",
    ),
    # Plans that nobody has touched for a while, and worse after a long one.
    source(
        "plan", "plans_plan", f"{RUNNING} AND t.updated_on < %(fresh)s", "t.updated_on, t.id",
        danger="CASE WHEN t.updated_on <= %(stale)s THEN 2 ELSE 1 END",
    ),
    # A proposal is to go out, and something holds it up.
    source(
        "proposal", "customers_opportunity",
        f"{PRESENT} AND {MINE} AND s.blocked ? t.key", "t.close_on, t.id", kind="opportunity",
        join=f"{CUSTOMER} {STANDING}", due="t.close_on",
        danger="CASE WHEN t.close_on <= %(soon)s THEN 2 ELSE 1 END",
    ),
    source(
        "milestone", "plans_milestone",
        f"{PRESENT} AND t.state = ANY(%(open_milestones)s) AND t.due_on <= %(soon)s AND {MINE}",
        "t.due_on, t.id", join=f"{CUSTOMER} {PLAN}", due="t.due_on",
        danger="CASE WHEN t.due_on < %(today)s THEN 2 ELSE 1 END",
    ),
    source(
        "task", "tasks_task",
        f"{PRESENT} AND t.state = ANY(%(open_tasks)s) AND t.due_on <= %(soon)s AND {OWN.format('t')}",
        "t.due_on, t.id", join=OPTIONAL, due="t.due_on",
        danger="CASE WHEN t.priority IN ('critical', 'high') OR t.state = 'blocked' THEN 1 ELSE 0 END",
    ),
    source(
        "decision", "decisions_decision",
        f"{PRESENT} AND t.state = ANY(%(open_decisions)s) AND t.due_on <= %(soon)s AND {OWN.format('t')}",
        "t.due_on, t.id", join=OPTIONAL, due="t.due_on",
    ),
    # What holds work up and is due soon; and fallbacks that wait for a word, whatever their date.
    source(
        "blocker", "blockers_blocker",
        f"{PRESENT} AND t.state = ANY(%(open_blockers)s) AND {OWN.format('t')}"
        " AND (t.due_on <= %(soon)s OR t.state IN ('waiting', 'refused'))",
        "t.due_on NULLS LAST, t.id", join=OPTIONAL, due="t.due_on",
        danger="CASE WHEN t.state IN ('waiting', 'refused') OR t.due_on < %(today)s THEN 2 ELSE 1 END",
    ),
    # Somebody asks for an answer: the clock runs, or it was answered and nobody has said how it ends.
    source(
        "feedback", "feedback_feedback",
        f"{PRESENT} AND t.state = ANY(%(open_feedback)s) AND {OWN.format('t')}", "t.due_at, t.id",
        join=OPTIONAL,
        due="CASE WHEN t.state = 'open' THEN (t.due_at AT TIME ZONE %(zone)s)::date END",
        danger="CASE WHEN t.state <> 'open' THEN 0 WHEN t.due_at < %(now)s THEN 2 ELSE 1 END",
    ),
    # What is assumed and to be known by a day, and what runs out or has run out.
    source(
        "assumption", "assumptions_assumption",
        f"{PRESENT} AND {OWN.format('t')} AND ((t.state = ANY(%(open_assumptions)s) AND t.due_on <= %(soon)s)"
        " OR (t.state = ANY(%(standing_assumptions)s) AND t.expires_on <= %(soon)s))",
        "least(t.due_on, t.expires_on), t.id", join=OPTIONAL,
        due="CASE WHEN t.state = ANY(%(open_assumptions)s) THEN least(t.due_on, t.expires_on) ELSE t.expires_on END",
    ),
    # A change of scope that its owner has to decide, whatever its date, and what is to be shown by a day.
    source(
        "scopechange", "scope_scopechange",
        f"{PRESENT} AND t.state = ANY(%(open_changes)s) AND {OWN.format('t')}", "t.due_on NULLS LAST, t.id",
        join=f"{OPTIONAL} {PROJECT}", due="t.due_on", danger="CASE WHEN t.due_on < %(today)s THEN 2 ELSE 1 END",
    ),
    source(
        "signal", "readiness_signal",
        f"{PRESENT} AND t.standing <> 'proven' AND p.state = ANY(%(open_projects)s) AND t.due_on <= %(soon)s"
        f" AND {OWN.format('t')}",
        "t.due_on, t.id", join=f"{OPTIONAL} {PROJECT}", due="t.due_on",
        danger="CASE WHEN t.due_on < %(today)s THEN 2 ELSE 1 END",
    ),
    # A card carries what followed from a decision that does not hold any more.
    source(
        "broken", "tasks_task",
        f"{PRESENT} AND t.state = ANY(%(open_tasks)s) AND {OWN.format('t')}",
        "t.id", kind="task", join=f"{BROKEN} {OPTIONAL}", due="t.due_on",
    ),
    # Risks to look at again, and red ones that nobody does anything about.
    source(
        "risk", "risks_risk",
        f"{PRESENT} AND t.state <> ALL(%(closed_risks)s) AND {MINE}"
        f" AND (t.review_on <= %(soon)s OR {EXPOSED})",
        "t.review_on NULLS LAST, t.id", join=OPTIONAL, due="t.review_on",
        danger=f"CASE WHEN {EXPOSED} THEN 2 ELSE 1 END",
    ),
    source(
        "renewal", "customers_customer",
        f"t.removed_at IS NULL AND t.renewal_on BETWEEN %(today)s AND %(renewals)s AND {OWN.format('t')}",
        "t.renewal_on, t.id", join=SELF,
        due="CASE WHEN t.notice_on >= %(today)s THEN t.notice_on ELSE t.renewal_on END",
        danger="CASE WHEN t.renewal_on - %(today)s <= 30 THEN 1 ELSE 0 END",
    ),
    # What came in by a form and is no card yet: whoever keeps the board answers, and somebody in any case.
    source(
        "submission", "outside_submission",
        f"{PRESENT} AND t.task_id IS NULL AND t.change_id IS NULL AND t.declined = '' AND {ANSWERS}",
        "t.answer_by, t.id",
        join=f"{OPTIONAL} {FORM}", due="(t.answer_by AT TIME ZONE %(zone)s)::date",
    ),
    # A card whose reviewer has not said yet that they approve it, or what is to change.
    source(
        "card-review", "projects_card",
        f"{PRESENT} AND t.review IN ('', 'asked') AND k.state = ANY(%(open_tasks)s)"
        " AND p.state = ANY(%(open_projects)s) AND t.reviewer_id IS NOT NULL"
        " AND (t.review_on IS NULL OR t.review_on <= %(soon)s)"
        " AND (%(everybody)s OR t.reviewer_id = ANY(%(members)s))",
        "t.review_on NULLS LAST, t.id", kind="card", join=f"{OPTIONAL} {BOARD} {TASK}", due="t.review_on",
    ),
    # A review that nobody has opened, until the next one of its rhythm is held; a daily check has its next day.
    source(
        "review", "reviews_review",
        f"{PRESENT} AND t.state = 'missed' AND t.kind <> 'daily' AND {OWN.format('t')} AND NOT EXISTS ({HELD_SINCE})",
        "t.at, t.id", join=OPTIONAL, due="(t.at AT TIME ZONE %(zone)s)::date",
    ),
    gap("customer", "customers_customer", join=SELF, where="t.owner_id IS NULL AND %(all_gaps)s"),
    gap("plan", "plans_plan", where="t.owner_id IS NULL AND t.phase <> 'completed'"),
    gap(
        "milestone", "plans_milestone", join=f"{CUSTOMER} {PLAN}", due="t.due_on",
        where="t.owner_id IS NULL AND t.state = ANY(%(open_milestones)s)",
    ),
    gap(
        "task", "tasks_task", join=OPTIONAL, due="t.due_on",
        where="t.owner_id IS NULL AND t.state = ANY(%(open_tasks)s)",
    ),
    gap(
        "decision", "decisions_decision", join=OPTIONAL, due="t.due_on",
        where="t.owner_id IS NULL AND t.state = ANY(%(open_decisions)s)",
    ),
    gap(
        "blocker", "blockers_blocker", join=OPTIONAL, due="t.due_on",
        where="t.owner_id IS NULL AND t.state = ANY(%(open_blockers)s)",
    ),
    gap(
        "feedback", "feedback_feedback", join=OPTIONAL,
        due="(t.due_at AT TIME ZONE %(zone)s)::date",
        where="t.owner_id IS NULL AND t.state = ANY(%(open_feedback)s)",
    ),
    gap(
        "assumption", "assumptions_assumption", join=OPTIONAL, due="t.due_on",
        where="t.owner_id IS NULL AND t.state = ANY(%(open_assumptions)s)",
    ),
    gap(
        "dependency", "decisions_dependency", join=f"{OPTIONAL} {DECISION}", due="t.due_on",
        where="t.owner_id IS NULL AND t.state = 'open' AND d.state = ANY(%(open_decisions)s)",
    ),
    gap(
        "risk", "risks_risk", join=OPTIONAL, where="t.owner_id IS NULL AND t.state <> ALL(%(closed_risks)s)"
    ),
    gap(
        "project", "projects_project", join=OPTIONAL, due="t.by_on",
        where="t.owner_id IS NULL AND t.state = ANY(%(open_projects)s)",
    ),
    gap(
        "scopechange", "scope_scopechange", join=f"{OPTIONAL} {PROJECT}", due="t.due_on",
        where=f"{OPEN_PROJECT} AND t.state = ANY(%(open_changes)s)",
    ),
    gap(
        "signal", "readiness_signal", join=f"{OPTIONAL} {PROJECT}", due="t.due_on",
        where=f"{OPEN_PROJECT} AND t.standing <> 'proven'",
    ),
    gap("board", "projects_board", join=f"{OPTIONAL} {PROJECT}", where=OPEN_PROJECT),
    gap("stage", "projects_stage", join=f"{OPTIONAL} {BOARD}", where=OPEN_PROJECT),
    gap(
        "card", "projects_card", join=f"{OPTIONAL} {BOARD} {TASK}", due="t.review_on",
        where="t.left_by <> '{}' AND k.state = ANY(%(open_tasks)s) AND p.state = ANY(%(open_projects)s)",
    ),
    gap(
        "step", "rollout_step", join=f"{CUSTOMER} {PROJECT}", due="t.due_on",
        where=f"{OPEN_PROJECT} AND t.state = 'open'",
    ),
    gap(
        "announcement", "rollout_announcement", join=f"{OPTIONAL} {PROJECT}", due="t.due_on",
        where=f"{OPEN_PROJECT} AND t.state = 'planned'",
    ),
    gap(
        "teamplace", "customers_teamplace", join=f"{CUSTOMER} {PLACE}",
        where="(m.left_on IS NOT NULL OR m.removed_at IS NOT NULL)",
    ),
)  # fmt: skip
WAITING = " UNION ALL ".join(SOURCES)


def lines(view: View) -> Iterator[Line]:
    """One statement, at most `MOST` lines of each source."""
    with connection.cursor() as cursor:
        cursor.execute(WAITING, parameters(view))
        for name, kind, pk, key, customer, arr, renewal_on, due_on, danger, covers in cursor.fetchall():
            yield Line(
                kind=kind, key=key, customer=customer or "", arr=arr, renewal_on=renewal_on, due_on=due_on,
                danger=danger, covers=grounds(covers), source=name, pk=pk,
            )  # fmt: skip


def grounds(covers: list[str] | None) -> frozenset[Subject]:
    parts = (item.partition(":") for item in covers or ())
    return frozenset((RECORDS.get(kind, kind), key) for kind, _, key in parts)


def parameters(view: View) -> dict[str, Any]:
    everybody = view.members is None
    return {
        "everybody": everybody,
        "all_gaps": everybody or view.admin,
        "members": sorted(view.members or ()),
        "book": list(view.book),
        "today": view.today,
        "zone": current().workspace.time_zone,
        "soon": view.today + SOON,
        "fresh": view.today - timedelta(days=view.policy.fresh_days),
        "stale": view.today - timedelta(days=view.policy.stale_days),
        "renewals": view.today + RENEWALS,
        "red": list(view.policy.red_severities),
        "red_product": view.policy.red_product,
        "red_exposure": view.policy.red_exposure,
        "unanswered": list(UNANSWERED),
        "open_milestones": list(plans.OPEN_MILESTONES),
        "open_tasks": list(tasks.OPEN),
        "open_assumptions": list(assumptions.OPEN),
        "standing_assumptions": list(assumptions.STANDING),
        "open_decisions": list(decisions.OPEN),
        "open_blockers": list(blockers.OPEN),
        "open_feedback": list(feedback.OPEN),
        "now": clock.now(),
        "open_projects": list(OPEN_PROJECTS),
        "open_changes": list(scope.OPEN),
        "closed_risks": list(risks.CLOSED),
    }
