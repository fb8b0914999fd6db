"""From a draft to the columns of a record, for each kind of table. The record's own verbs write it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from handrail.house.imports import verbs as imports
from handrail.house.workspaces.models import Member
from handrail.record.assumptions import verbs as assumptions
from handrail.record.assumptions.models import Assumption
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import (
    Customer,
    CustomerRequest,
    Opportunity,
    Stakeholder,
    SupportCase,
    Touchpoint,
)
from handrail.record.decisions import depending
from handrail.record.decisions import verbs as decisions
from handrail.record.decisions.models import Decision, Dependency
from handrail.record.risks import verbs as risks
from handrail.record.risks.models import Risk
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task

from .. import measured
from ..appointments import still_wanted
from ..world import folded
from .accounts import account_columns, opportunity_columns, stored_accounts
from .asking import case_columns, request_columns
from .measuring import measured_columns, measured_record, readings_columns
from .parts import Columns as Columns
from .parts import Record as Record
from .parts import by_customer, here
from .parts import index as index
from .parts import keyed as keyed
from .people import contact_columns, stored_users, user_columns, user_names
from .raid import (
    assumption_columns,
    decision_columns,
    dependency_columns,
    stored,
    stored_dependencies,
    task_columns,
    without_state,
)
from .register import risk_columns, stored_risks
from .touchpoints import stored_touchpoints, touch_columns

RECORDS: dict[str, Record] = {
    "users": Record(
        Member, user_columns, user_names, stored_users, lambda c: c["name"],
        imports.bring_members, imports.change_members, keeps=False,
    ),
    "accounts": Record(
        Customer, account_columns, lambda c: [folded(c["name"])], stored_accounts, lambda c: c["name"],
        customers.add_customers, customers.edit_customers, unique=True,
    ),
    "contacts": Record(
        Stakeholder, contact_columns, lambda c: [(c["customer"], folded(c["name"]))],
        lambda world: by_customer(world, here(Stakeholder), "external_ids", "name"), lambda c: c["name"],
        customers.add_stakeholders, customers.edit_stakeholders,
    ),
    "opportunities": Record(
        Opportunity, opportunity_columns, lambda c: [(c["customer"], folded(c["name"]))],
        lambda world: by_customer(world, here(Opportunity), "external_ids", "name"), lambda c: c["name"],
        customers.add_opportunities, customers.edit_opportunities,
    ),
    "cases": Record(
        SupportCase, case_columns, lambda c: [(c["customer"], folded(c["number"]))],
        lambda world: by_customer(world, here(SupportCase), "external_ids", "number"), lambda c: c["number"],
        customers.add_support_cases, customers.edit_support_cases, text="title",
    ),
    "requests": Record(
        CustomerRequest, request_columns, lambda c: [(c["customer"], folded(c["title"]))],
        lambda world: by_customer(world, here(CustomerRequest), "external_ids", "title"), lambda c: c["title"],
        customers.add_customer_requests, customers.edit_customer_requests, text="title",
    ),
    "usage": measured_record(
        "usage", measured_columns(measured.usage_columns, "usage reading"), measured.day_names
    ),
    "surveys": measured_record(
        "survey", measured_columns(measured.survey_columns, "survey answer"), measured.survey_names
    ),
    "risks": Record(
        Risk, risk_columns, lambda c: [(c["customer"], folded(c["title"]))], stored_risks,
        lambda c: c["title"],
        partial(risks.add_risks, from_file=True), partial(risks.edit_risks, from_file=True), text="title",
        ids_in_fields=True,
    ),
    "assumptions": Record(
        Assumption, assumption_columns, lambda c: [(c["customer"], folded(c["title"]))], stored(Assumption),
        lambda c: c["title"], partial(assumptions.add_assumptions, from_file=True),
        partial(assumptions.edit_assumptions, from_file=True), text="title", ids_in_fields=True,
    ),
    "tasks": Record(
        Task, task_columns, lambda c: [(c["customer"], folded(c["title"]))], stored(Task),
        lambda c: c["title"], tasks.add_tasks, tasks.edit_tasks, text="title", ids_in_fields=True,
    ),
    "decisions": Record(
        Decision, decision_columns, lambda c: [(c["customer"], folded(c["title"]))], stored(Decision),
        lambda c: c["title"], partial(decisions.add_decisions, from_file=True), decisions.edit_decisions,
        text="title", ids_in_fields=True, wanted=without_state,
    ),
    "dependencies": Record(
        Dependency, dependency_columns, lambda c: [(c["decision"], folded(c["title"]))], stored_dependencies,
        lambda c: c["title"], depending.add_dependencies, depending.edit_dependencies, text="title",
        ids_in_fields=True,
    ),
    "readings": replace(
        measured_record("", readings_columns, measured.day_names), unique=True
    ),
    "touchpoints": Record(
        Touchpoint, touch_columns,
        lambda c: [(c["customer"], c["on"], c["kind"], folded(c.get("summary", "")))],
        stored_touchpoints, lambda c: f"{c['on']} {c.get('summary') or c['kind']}",
        customers.add_touchpoints, customers.edit_touchpoints, text="summary", keeps=False,
        wanted=still_wanted,
    ),
}  # fmt: skip
