"""The nouns of files: each with its table, its shape and the verbs of its room."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handrail.house.escalations import files as escalation_files
from handrail.house.escalations import filing
from handrail.house.escalations.models import Escalation
from handrail.house.imports.models import Mapping as Columns
from handrail.house.talk import verbs as talk
from handrail.house.talk.models import Evidence, Link
from handrail.house.workspaces.models import Member, Team, Tenanted
from handrail.kit.shapes import Shape
from handrail.record.assumptions import files as assumption_files
from handrail.record.assumptions import verbs as av
from handrail.record.assumptions.models import Assumption
from handrail.record.blockers import files as blocker_files
from handrail.record.blockers import verbs as kv
from handrail.record.blockers.models import Blocker
from handrail.record.customers import files as customer_files
from handrail.record.customers import models as c
from handrail.record.customers import verbs as cv
from handrail.record.decisions import depending, yielding
from handrail.record.decisions import files as decision_files
from handrail.record.decisions import verbs as dv
from handrail.record.decisions.models import Constraint, Decision, Dependency
from handrail.record.drills import files as drill_files
from handrail.record.drills import verbs as drill_verbs
from handrail.record.drills.models import Drill
from handrail.record.feedback import files as feedback_files
from handrail.record.feedback import verbs as fv
from handrail.record.feedback.models import Feedback
from handrail.record.handoffs import files as handoff_files
from handrail.record.handoffs import promising as hp
from handrail.record.handoffs import verbs as hv
from handrail.record.handoffs.models import Handoff, Promise
from handrail.record.metrics import files as metric_files
from handrail.record.metrics import verbs as mv
from handrail.record.metrics.models import Metric, Reading
from handrail.record.notes import files as note_files
from handrail.record.notes import verbs as nv
from handrail.record.notes.models import Note
from handrail.record.plans import files as plan_files
from handrail.record.plans import models as p
from handrail.record.plans import proposals
from handrail.record.plans import templates as tp
from handrail.record.plans import verbs as pv
from handrail.record.projects import files as project_files
from handrail.record.projects import models as b
from handrail.record.projects import verbs as bv
from handrail.record.readiness import files as signal_files
from handrail.record.readiness import verbs as gv
from handrail.record.readiness.models import Signal
from handrail.record.risks import files as risk_files
from handrail.record.risks import verbs as rv
from handrail.record.risks.models import Risk
from handrail.record.rollout import files as rollout_files
from handrail.record.rollout import verbs as ov
from handrail.record.rollout.models import Announcement, Step, Tie
from handrail.record.scope import files as scope_files
from handrail.record.scope import locking as lv
from handrail.record.scope import verbs as sv
from handrail.record.scope.models import Commitment, ScopeChange
from handrail.record.tasks import files as task_files
from handrail.record.tasks import verbs as tv
from handrail.record.tasks.models import Task
from handrail.watch.insights import files as goal_files
from handrail.watch.insights import verbs as iv
from handrail.watch.insights.models import Goal
from handrail.watch.reviews import files as review_files
from handrail.watch.reviews import verbs as wv
from handrail.watch.reviews.models import Cadence
from handrail.watch.rules import files as rule_files
from handrail.watch.rules import verbs as uv
from handrail.watch.rules.models import Rule
from handrail.watch.summaries import files as briefing_files
from handrail.watch.summaries import verbs as yv
from handrail.watch.summaries.models import Briefing

from . import sheets, verbs

Row = Any
Rows = Sequence[Row]
Pairs = Sequence[tuple[Row, Mapping[str, Any]]]


@dataclass(frozen=True)
class Noun:
    """One table: its shape in files, and its verbs. `parent` is the column of the row it stands inside."""

    name: str
    model: type[Tenanted]
    shape: Shape
    add: Callable[[Rows], Any]
    edit: Callable[[Pairs], int]
    remove: Callable[[Rows], int]
    needs: tuple[str, ...] = ()
    parent: str = ""

    @property
    def columns(self) -> frozenset[str]:
        return frozenset(f.name for f in self.model._meta.concrete_fields)


def _part(name: str, model: type[p.Part], shape: Shape) -> Noun:
    def add(rows: Rows) -> Any:
        return pv.add_parts(rows, from_file=True)

    def edit(pairs: Pairs) -> int:
        return pv.edit_parts(pairs, from_file=True)

    def remove(rows: Rows) -> int:
        return pv.remove_parts(rows, from_file=True)

    return Noun(name, model, shape, add, edit, remove, ("title",), "plan")


def _add_assumptions(rows: Rows) -> Any:
    return av.add_assumptions(rows, from_file=True)


def _edit_assumptions(pairs: Pairs) -> int:
    return av.edit_assumptions(pairs, from_file=True)


def _add_risks(rows: Rows) -> Any:
    return rv.add_risks(rows, from_file=True)


def _edit_risks(pairs: Pairs) -> int:
    return rv.edit_risks(pairs, from_file=True)


def _add_decisions(rows: Rows) -> Any:
    return dv.add_decisions(rows, from_file=True)


def _add_constraints(rows: Rows) -> Any:
    return yielding.add_constraints(rows, from_file=True)


def _add_blockers(rows: Rows) -> Any:
    return kv.add_blockers(rows, from_file=True)


def _add_feedback(rows: Rows) -> Any:
    return fv.add_feedback(rows, from_file=True)


def _add_drills(rows: Rows) -> Any:
    return drill_verbs.add_drills(rows, from_file=True)


def _edit_drills(pairs: Pairs) -> int:
    return drill_verbs.edit_drills(pairs, from_file=True)


def _add_projects(rows: Rows) -> Any:
    return bv.add_projects(rows, from_file=True)


def _edit_projects(pairs: Pairs) -> int:
    return bv.edit_projects(pairs, from_file=True)


def _add_scope_changes(rows: Rows) -> Any:
    return sv.add_scope_changes(rows, from_file=True)


def _add_plans(rows: Rows) -> Any:
    return pv.add_plans(rows, from_file=True)


def _edit_plans(pairs: Pairs) -> int:
    return pv.edit_plans(pairs, from_file=True)


NOUNS: dict[str, Noun] = {
    noun.name: noun
    for noun in (
        Noun(
            "team", Team, sheets.TEAM_OF_MEMBERS, verbs.add_teams, verbs.edit_any, verbs.remove_any,
            ("name",),
        ),
        Noun(
            "member", Member, sheets.MEMBER, verbs.add_members, verbs.edit_members, verbs.remove_members,
            ("name",),
        ),
        Noun(
            "mapping", Columns, sheets.COLUMNS, verbs.add_columns, verbs.edit_any, verbs.remove_any,
            ("kind",),
        ),
        Noun(
            "customer", c.Customer, customer_files.CUSTOMER, cv.add_customers, cv.edit_customers,
            cv.remove_customers,
        ),
        Noun(
            "opportunity", c.Opportunity, customer_files.OPPORTUNITY, cv.add_opportunities,
            cv.edit_opportunities,
            cv.remove_opportunities, ("name",), "customer",
        ),
        Noun(
            "stakeholder", c.Stakeholder, customer_files.STAKEHOLDER, cv.add_stakeholders,
            cv.edit_stakeholders,
            cv.remove_stakeholders, ("name",), "customer",
        ),
        Noun(
            "teamplace", c.TeamPlace, customer_files.TEAM_PLACE, cv.add_team_places, cv.edit_team_places,
            cv.remove_team_places, ("member",), "customer",
        ),
        Noun(
            "renewal", c.Renewal, customer_files.RENEWAL, cv.add_renewals, cv.edit_renewals,
            cv.remove_renewals,
            ("due_on",), "customer",
        ),
        Noun(
            "touchpoint", c.Touchpoint, customer_files.TOUCHPOINT, cv.add_touchpoints, cv.edit_touchpoints,
            cv.remove_touchpoints, ("on",), "customer",
        ),
        Noun(
            "supportcase", c.SupportCase, customer_files.CASE, cv.add_support_cases, cv.edit_support_cases,
            cv.remove_support_cases, ("number",), "customer",
        ),
        Noun(
            "customerrequest", c.CustomerRequest, customer_files.REQUEST, cv.add_customer_requests,
            cv.edit_customer_requests, cv.remove_customer_requests, ("title",), "customer",
        ),
        Noun(
            "metric", Metric, metric_files.METRIC, mv.add_metrics, mv.edit_metrics, mv.remove_metrics,
            ("name",), "customer",
        ),
        Noun(
            "reading", Reading, metric_files.READING, mv.add_readings, mv.edit_readings, mv.remove_readings,
            ("on", "value"), "metric",
        ),
        Noun(
            "risk", Risk, risk_files.RISK, _add_risks, _edit_risks, rv.remove_risks, ("title",),
            "customer",
        ),
        Noun(
            "assumption", Assumption, assumption_files.ASSUMPTION, _add_assumptions, _edit_assumptions,
            av.remove_assumptions, ("title",), "customer",
        ),
        Noun(
            "decision", Decision, decision_files.DECISION, _add_decisions, dv.edit_decisions,
            dv.remove_decisions,
            ("title",), "customer",
        ),
        Noun(
            "dependency", Dependency, decision_files.DEPENDENCY, depending.add_dependencies,
            depending.edit_dependencies, depending.remove_dependencies, (), "decision",
        ),
        Noun(
            "constraint", Constraint, decision_files.CONSTRAINT, _add_constraints, yielding.edit_constraints,
            yielding.remove_constraints, ("title",), "decision",
        ),
        Noun(
            "task", Task, task_files.TASK, tv.add_tasks, tv.edit_tasks, tv.remove_tasks, ("title",),
            "customer",
        ),
        Noun(
            "note", Note, note_files.NOTE, nv.add_notes, nv.edit_notes, nv.remove_notes, ("title",),
            "customer",
        ),
        Noun("plan", p.Plan, plan_files.PLAN, _add_plans, _edit_plans, pv.remove_plans, (), "customer"),
        _part("outcome", p.Outcome, plan_files.OUTCOME),
        _part("activity", p.Activity, plan_files.ACTIVITY),
        _part("criterion", p.Criterion, plan_files.CRITERION),
        _part("adoptionphase", p.AdoptionPhase, plan_files.ADOPTION_PHASE),
        _part("milestone", p.Milestone, plan_files.MILESTONE),
        _part("initiative", p.Initiative, plan_files.INITIATIVE),
        _part("responsibility", p.Responsibility, plan_files.RESPONSIBILITY),
        Noun(
            "waiver", p.Waiver, plan_files.WAIVER, pv.add_waivers, pv.edit_waivers, pv.remove_waivers,
            ("reason", "given_on"), "customer",
        ),
        Noun(
            "clearance", p.Clearance, plan_files.CLEARANCE, proposals.add_clearances,
            proposals.edit_clearances, proposals.remove_clearances, ("opportunity", "given_on"), "customer",
        ),
        Noun(
            "handoff", Handoff, handoff_files.HANDOFF, hv.add_handoffs, hv.edit_filed_handoffs,
            hv.remove_handoffs, ("title",), "customer",
        ),
        Noun(
            "promise", Promise, handoff_files.PROMISE, hp.add_promises, hp.edit_promises, hp.remove_promises,
            ("title",), "customer",
        ),
        Noun(
            "project", b.Project, sheets.PROJECT, _add_projects, _edit_projects,
            bv.remove_projects, ("title",), "customer",
        ),
        Noun(
            "board", b.Board, project_files.BOARD, bv.add_boards, bv.edit_boards, bv.remove_boards,
            ("title",), "project",
        ),
        Noun(
            "stage", b.Stage, project_files.STAGE, bv.add_stages, bv.edit_stages, bv.remove_stages,
            ("title",), "board",
        ),
        Noun(
            "check", b.Check, project_files.CHECK, bv.add_checks, bv.edit_checks, bv.remove_checks,
            ("kind",), "stage",
        ),
        Noun(
            "card", b.Card, project_files.CARD, bv.add_cards, bv.edit_cards, bv.remove_cards, (), "board",
        ),
        Noun(
            "blocker", Blocker, blocker_files.BLOCKER, _add_blockers, kv.edit_filed_blockers,
            kv.remove_blockers, ("title",), "customer",
        ),
        Noun(
            "cadence", Cadence, review_files.CADENCE, wv.add_cadences, wv.edit_cadences, wv.remove_cadences,
            ("title", "rule"),
        ),
        Noun(
            "briefing", Briefing, briefing_files.BRIEFING, yv.add_briefings, yv.edit_briefings,
            yv.remove_briefings, (), "customer",
        ),
        Noun(
            "goal", Goal, goal_files.GOAL, iv.add_goals, iv.edit_goals, iv.drop_from_files, ("measure", "target"),
        ),
        Noun(
            "commitment", Commitment, scope_files.COMMITMENT, lv.add_commitments, lv.edit_commitments,
            lv.remove_commitments, (), "project",
        ),
        Noun(
            "scopechange", ScopeChange, scope_files.SCOPE_CHANGE, _add_scope_changes, sv.edit_scope_changes,
            sv.remove_scope_changes, ("title",), "project",
        ),
        Noun(
            "signal", Signal, signal_files.SIGNAL, gv.add_signals, gv.edit_signals, gv.remove_signals,
            ("title", "stage"), "project",
        ),
        Noun(
            "drill", Drill, drill_files.DRILL, _add_drills, _edit_drills, drill_verbs.remove_drills,
            ("title",), "project",
        ),
        Noun(
            "step", Step, rollout_files.STEP, ov.add_steps, ov.edit_steps, ov.remove_steps,
            ("customer", "step"), "project",
        ),
        Noun(
            "announcement", Announcement, rollout_files.ANNOUNCEMENT, ov.add_announcements,
            ov.edit_announcements, ov.remove_announcements, ("title",), "project",
        ),
        Noun(
            "tie", Tie, rollout_files.TIE, ov.add_ties, ov.edit_ties, ov.remove_ties,
            ("subject_id", "field", "days"), "project",
        ),
        Noun(
            "plantemplate", p.PlanTemplate, plan_files.TEMPLATE, tp.add_plan_templates,
            tp.edit_plan_templates, tp.remove_plan_templates, ("title",),
        ),
        Noun(
            "rule", Rule, rule_files.RULE, uv.bring_rules, uv.follow_files, uv.drop_from_files, ("title", "when"),
        ),
        Noun(
            "link", Link, sheets.LINK, verbs.add_links, talk.edit_links, talk.remove_links,
            ("source", "target"),
        ),
        Noun(
            "evidence", Evidence, sheets.EVIDENCE, verbs.add_evidence, talk.edit_evidence,
            talk.remove_evidence, ("subject", "title"),
        ),
        Noun(
            "feedback", Feedback, feedback_files.FEEDBACK, _add_feedback, fv.follow_files,
            fv.drop_from_files, ("title",),
        ),
        Noun(
            "escalation", Escalation, escalation_files.ESCALATION, filing.add_escalations,
            filing.edit_escalations, filing.remove_escalations, ("subject_key",),
        ),
    )
}  # fmt: skip
"""In the order in which they can be written: what others point at comes first."""
