"""The example workspace's project: laid by the verbs, with a way of working and a refused move, which no file holds."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import yaml

from handrail.house.ledger import reading
from handrail.house.talk.models import Evidence, Link
from handrail.house.talk.verbs import add_evidence, add_links
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import enter
from handrail.kit.refusals import Refused
from handrail.record.assumptions.models import Assumption
from handrail.record.assumptions.verbs import add_assumptions
from handrail.record.blockers.models import Blocker
from handrail.record.blockers.verbs import add_blockers
from handrail.record.customers.models import Customer
from handrail.record.decisions.depending import add_dependencies
from handrail.record.decisions.grounds import LEANS
from handrail.record.decisions.models import Constraint, Decision, Dependency
from handrail.record.decisions.verbs import add_decisions
from handrail.record.decisions.yielding import CARRIES, bind
from handrail.record.drills.models import Drill
from handrail.record.drills.verbs import add_drills
from handrail.record.metrics.models import Metric, Reading
from handrail.record.metrics.verbs import add_metrics, add_readings
from handrail.record.projects import queries, verbs
from handrail.record.projects.models import Board, Card, Check, Project, Stage
from handrail.record.readiness.models import Result, Signal
from handrail.record.readiness.verbs import add_results, add_signals
from handrail.record.risks.models import Risk
from handrail.record.risks.verbs import add_risks
from handrail.record.rollout.models import Announcement
from handrail.record.rollout.verbs import add_announcements, edit_steps, put_customers, tie_dates
from handrail.record.scope.locking import add_commitments
from handrail.record.scope.models import Commitment, ScopeChange
from handrail.record.scope.verbs import add_scope_changes
from handrail.record.tasks.models import Task
from handrail.watch.playbooks import library
from handrail.watch.playbooks.starting import furnish
from handrail.watch.playbooks.verbs import follow

from . import example

FILE = "projects/spring-checkout.yaml"
PEOPLE = (
    "owner", "post_launch_owner", "reviewer", "context_owner", "by", "answers", "delegate", "asked_by", "decided_by",
)  # fmt: skip
TASK = ("title", "owner", "due_on", "next_action")


def told(today: date) -> dict[str, Any]:
    text = (example.library() / FILE).read_text(encoding="utf-8")
    said: dict[str, Any] = yaml.safe_load(example.dated(text, today))
    return said


def lay(slug: str | int, today: date) -> None:
    """The whole project in one transaction, and one move that is refused, as somebody tried it."""
    said = told(today)
    with enter(slug):
        board = furnished(said)
        place(board, said)
        carry(said)
        launch(board.project, said)
        commit(board.project, said)
        show(board, said)
        add_blockers([Blocker(**people(one)) for one in said["blockers"]])
        add_risks([Risk(**people(one)) for one in said["risks"]], from_file=True)
        add_drills([Drill(project=board.project, **said["drill"])])
    attempt(slug, board, said["refused"])


def furnished(said: dict[str, Any]) -> Board:
    (metric,) = add_metrics([Metric(**people(said["metric"], without="readings"))])
    add_readings(
        [Reading(metric=metric, on=on, value=Decimal(str(n))) for on, n in said["metric"]["readings"]]
    )
    decide(said)
    (project,) = verbs.add_projects([Project(metric=metric, **people(said["project"]))])
    board = furnish(project, library.find(said["playbook"]).book, owner=person(said["workflow_owner"]))
    verbs.edit_board(board, {"card_fields": said["card_fields"]})
    stages = queries.stages_of(board)
    verbs.edit_stages((stage, {"owner": person(said["stage_owners"][stage.title])}) for stage in stages)
    more = {stage.title: stage for stage in stages}
    verbs.add_checks([Check(**{**check, "stage": more[check["stage"]]}, on=True) for check in said["checks"]])
    return board


def decide(said: dict[str, Any]) -> None:
    """What is decided and what is not yet, what waits for what, and what follows from it."""
    add_assumptions([Assumption(**people(one)) for one in said["assumptions"]], from_file=True)
    rows = add_decisions([Decision(**people(one)) for one in said["decisions"]], from_file=True)
    bind([row for row in rows if row.state == "approved"])
    known = {row.key: row for row in rows}
    named = [
        {**one, "decision": known[one["decision"]], "needs": known.get(one.get("needs", ""))}
        for one in said["dependencies"]
    ]
    add_dependencies([Dependency(**people(one)) for one in named])
    proof = Evidence(subject="decision:refunds-on-their-own-page", kind="note", title="Test with six guests",
                     text="Five of six looked for the refund in the mail.")  # fmt: skip
    add_evidence([proof])
    add_links(
        [
            Link(source=f"decision:{decision}", target=f"assumption:{one}", relation=LEANS)
            for decision, some in said["leans"].items()
            for one in some
        ]
    )


def carry(said: dict[str, Any]) -> None:
    """Which card carries what follows from a decision."""
    keys = {row.title: row.key for row in Constraint.objects.all()}
    add_links(
        [
            Link(source=f"card:{card}", target=f"constraint:{keys[title]}", relation=CARRIES)
            for card, title in said["carries"].items()
        ]
    )


def place(board: Board, said: dict[str, Any]) -> None:
    """Where the cards are today they came over weeks: what a stage asks is switched on behind them."""
    checks = queries.checks_of(board)
    verbs.edit_checks((check, {"on": False}) for check in checks)
    stages = {stage.title: stage for stage in queries.stages_of(board)}
    verbs.add_cards([card(one, stages) for one in said["cards"]])
    verbs.edit_checks((check, {"on": True}) for check in checks)


def launch(project: Project, said: dict[str, Any]) -> None:
    """What the playbook's checklist is read from, how far each customer is, and who is told what."""
    follow(project, said["playbook"])
    for one in said["rollout"]:
        customers = list(Customer.objects.filter(key=one["customer"]))
        steps = put_customers(project, customers, cohort=one["cohort"])
        done = [(row, {"state": "done"}) for row in steps if row.step in one.get("done", ())]
        edit_steps(done)
    rows = add_announcements([Announcement(project=project, **people(one)) for one in said["messages"]])
    days = ((row.due_on - project.go_live_on).days for row in rows)  # type: ignore[operator]
    tie_dates(project, [(row, "due_on", number) for row, number in zip(rows, days, strict=True)])


def commit(project: Project, said: dict[str, Any]) -> None:
    """Who has said what they can take, and what is to come in."""
    add_commitments([Commitment(project=project, capacity=said["capacity"])])
    rows = [ScopeChange(project=project, **people(one)) for one in said["scope_changes"]]
    add_scope_changes(rows, from_file=True)


def show(board: Board, said: dict[str, Any]) -> None:
    """What has to be seen before the work goes on, and what shows it so far."""
    stages = {stage.title: stage for stage in queries.stages_of(board)}
    named = [{**one, "stage": stages[one["stage"]]} for one in said["signals"]]
    known = {row.key: row for row in Metric.objects.filter(key__in=[one.get("metric", "") for one in named])}
    add_signals([Signal(**{**people(one), "metric": known.get(one.get("metric", ""))}) for one in named])
    noon = [(one, datetime.combine(one["at"], time(12), UTC)) for one in said["results"]]
    add_results([Result(**{**one, "project": board.project, "at": at}) for one, at in noon])


def card(said: dict[str, Any], stages: dict[str, Stage]) -> Card:
    values = people(said)
    points = [{"text": text, "done": done} for text, done in values.pop("checklist", {}).items()]
    task = Task(**{name: values.pop(name) for name in TASK if name in values})
    return Card(task=task, checklist=points, **{**values, "stage": stages[said["stage"]]})


def attempt(slug: str | int, board: Board, said: dict[str, str]) -> None:
    with enter(slug):
        member = person(said["by"])
    try:
        with enter(slug, member=member):
            stages = {stage.title: stage for stage in queries.stages_of(board)}
            verbs.move_cards([reading.find(Card, said["card"])], stages[said["stage"]])
    except Refused:
        return


def people(said: dict[str, Any], without: str = "") -> dict[str, Any]:
    """The values with members for their keys."""
    return {
        name: person(value) if name in PEOPLE else value for name, value in said.items() if name != without
    }


def person(key: str) -> Member:
    return reading.find(Member, key)
