"""Whom something is raised to, as a drill walks it: by the policy of today, for the people who are here."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from handrail.house.access.workspace import edit_workspace
from handrail.house.deadlines.tests.stage import DAY, customer, day, milestone, plan, sweep
from handrail.house.escalations.causes import CAUSES
from handrail.house.escalations.models import Escalation
from handrail.house.people.books import Wishes
from handrail.house.people.leaving import leave
from handrail.house.people.members import edit_member
from handrail.house.talk.models import Link
from handrail.house.talk.verbs import add_links
from handrail.house.workspaces.models import Member
from handrail.kit import clock
from handrail.record.blockers.models import Blocker
from handrail.record.blockers.verbs import add_blockers
from handrail.record.customers.models import Customer
from handrail.record.customers.verbs import add_customers
from handrail.record.decisions.models import Decision
from handrail.record.decisions.verbs import add_decisions
from handrail.record.drills import queries
from handrail.record.drills.paths import Path
from handrail.record.drills.raised import TITLES
from handrail.record.feedback.models import Feedback
from handrail.record.feedback.verbs import add_feedback
from handrail.record.projects.models import Board, Card, Project, Stage
from handrail.record.projects.verbs import add_boards, add_cards, add_projects, add_stages
from handrail.record.risks.models import Risk
from handrail.record.risks.verbs import add_risks
from handrail.record.tasks.models import Task
from handrail.watch.health.thresholds import set_policy

SURVIVED = "chain:review.survived"
BY_BOB = "to Bob, after 1 working day to Ada, after 2 working days to Alice"
BY_ADA = "to Ada, after 1 working day to Alice"
UP_FROM_ADA = "to Alice, after 2 working days to Ada"
UP_FROM_ADA_SOON = "to Alice, after 1 working day to Ada"


def chains(project: Project) -> dict[str, Path]:
    return {path.subject: path for path in queries.critical(project) if path.kind == "chain"}


def test_every_chain_is_a_path_and_one_in_which_somebody_is_missing_a_gap(scene):
    """What survived a review and what is raised by hand are chains like those of missed dates."""
    with scene.inside():
        (project,) = add_projects([Project(title="Spring", owner=scene.bob)])
        found = chains(project)
        assert {*found} == {*(f"chain:{name}" for name in CAUSES), SURVIVED, "chain:hand"}
        assert {path.gap for path in found.values()} == {"owner"}, "Bob has no manager"
        assert found[SURVIVED].response == (
            "to Bob, after 1 working day to nobody (the manager), after 2 working days to Ada, after 2 working days "
            "to Alice"
        )
        assert found["chain:plan.updated"].response.startswith("to nobody (the manager), ")
        edit_member(scene.bob, {"manager": scene.ada})
        found = chains(project)
        assert {(path.owner, path.gap) for path in found.values()} == {("alice", "")}
        asked = "to Bob, after 1 working day to Ada, after 2 working days to Alice"
        assert found[SURVIVED].response == found["chain:hand"].response == asked, "each is asked once"


def test_a_chain_is_walked_by_the_policy_and_for_who_is_here_and_may_see_it(scene):
    with scene.inside():
        edit_member(scene.bob, {"manager": scene.ada})
        hush, acme = add_customers(
            [Customer(name="Hush", owner=scene.alice, private=True), Customer(name="Acme")]
        )
        known, bare, secret = add_projects(
            [
                Project(title="Known", owner=scene.bob, customer=acme),
                Project(title="Bare"),
                Project(title="Secret", owner=scene.alice, customer=hush),
            ]
        )
        set_policy({"raised": {"decision.due": ["owner 1wd", "member:ada"]}})
        path = chains(known)["chain:decision.due"]
        assert (path.owner, path.response) == ("ada", "to Bob, after 1 working day to Ada")
        path = chains(bare)["chain:decision.due"]
        assert (path.gap, path.response) == ("owner", "to nobody (its owner), after 1 working day to Ada")
        path = chains(secret)["chain:decision.due"]
        assert (path.gap, path.response) == ("owner", "to Alice, after 1 working day to nobody (Ada)")
        leave(scene.ada, Wishes())
        path = chains(known)["chain:decision.due"]
        assert (path.gap, path.response) == ("owner", "to Bob, after 1 working day to nobody (Ada)"), (
            "she has left"
        )
        survived = chains(known)[SURVIVED]
        assert survived.gap == "owner" and "to nobody (the manager)" in survived.response


def test_who_owns_the_workspace_is_its_administrator_where_nobody_else_is(scene):
    with scene.inside():
        edit_member(scene.ada, {"role": "member"})
        edit_member(scene.bob, {"manager": scene.ada})
        (project,) = add_projects([Project(title="Spring", owner=scene.bob)])
        assert {path.gap for path in chains(project).values()} == {""}
        assert TITLES.keys() == {*CAUSES, "hand"}, "each cause has words of its own"


# -- records that go another way than what the project's owner owns -------------------------------------------


def others(project: Project) -> dict[str, Path]:
    return {path.subject: path for path in chains(project).values() if not path.subject.startswith("chain:")}


@pytest.fixture
def spring(scene):
    """Bob's project; Bob reports to Ada, Ada to Alice; every day is a working day."""
    with scene.inside():
        edit_workspace({"working_days": [1, 2, 3, 4, 5, 6, 7]})
        edit_member(scene.bob, {"manager": scene.ada})
        edit_member(scene.ada, {"manager": scene.alice})
        (project,) = add_projects([Project(key="spring", title="Spring", owner=scene.bob)])
    return project


def of_each_kind(scene, owner: Member, project: Project) -> None:
    """A dated and an undated decision, a plan with a milestone, feedback, a card, a blocker and a risk."""
    about = {"subject": f"project:{project.key}", "owner": owner}
    made = plan(customer(scene, key="northwind", owner=scene.bob), key="harbor", owner=owner, phase="execute")
    milestone(made, day(3), key="live", owner=owner)
    add_links([Link(source=f"project:{project.key}", target="plan:harbor")])
    add_decisions(
        [
            Decision(key="price", title="Which price", due_on=day(1), **about),
            Decision(key="name", title="Which name", **about),
        ]
    )
    add_feedback([Feedback(key="wide", title="Too wide", due_at=clock.now() + DAY, **about)], from_file=True)
    (board,) = add_boards([Board(project=project, title="Launch")])
    (stage,) = add_stages([Stage(board=board, title="Prep")])
    add_cards([Card(task=Task(key="macros", title="Macros", owner=owner), stage=stage)])
    add_blockers([Blocker(key="stop", title="No key", blocks=["project:spring"], due_on=day(9), owner=owner)])
    add_risks([Risk(key="slip", title="Slips", **about)])


def test_what_somebody_else_owns_is_a_path_by_the_chain_that_it_would_go(scene, spring):
    with scene.inside():
        of_each_kind(scene, scene.ada, spring)
    with scene.inside():
        found = others(spring)
        assert {subject: (path.title, path.response, path.owner) for subject, path in found.items()} == {
            "milestone:live": ("Raised: a milestone is late: “Live”", BY_ADA, "alice"),
            "plan:harbor": ("Raised: a plan is not kept up: “Harbor”", UP_FROM_ADA, "ada"),
            "feedback:wide": ("Raised: feedback is not answered: “Too wide”", UP_FROM_ADA_SOON, "ada"),
            "decision:price": ("Raised: a decision is late: “Which price”", BY_ADA, "alice"),
            "decision:name": (
                "Raised: a decision waits at two reviews in a row: “Which name”", BY_ADA, "alice",
            ),
            "task:macros": (
                "Raised: work is held up at two reviews in a row: “Macros” and 1 more", BY_ADA, "alice",
            ),
            "risk:slip": ("Raised by hand, to who owns it: “Slips”", BY_ADA, "alice"),
        }  # fmt: skip
        assert chains(spring)["chain:decision.due"].response == BY_BOB, "what the project's owner owns"


def test_what_goes_as_the_projects_own_does_is_no_path_of_its_own(scene, spring):
    with scene.inside():
        of_each_kind(scene, scene.bob, spring)
    with scene.inside():
        assert not others(spring)


def test_of_another_customer_only_those_are_asked_who_may_see_it(scene, spring):
    with scene.inside():
        customer(scene, key="hush", private=True, owner=scene.alice)
        hush = Customer.objects.get(key="hush")
        said = {"subject": "project:spring", "customer": hush, "owner": scene.bob}
        add_decisions([Decision(key="price", title="Which price", due_on=day(1), **said)])
    with scene.inside():
        path = others(spring)["decision:price"]
        assert (path.gap, path.response) == (
            "owner",
            "to nobody (its owner), after 1 working day to nobody (the manager), after 2 working days to Alice",
        ), "neither Bob nor Ada may see it"


def test_the_words_of_a_drill_are_who_is_really_told(scene, spring):
    """The clock raises the same record: each who is told is named on the path, in this order, and nobody else."""
    with scene.inside():
        set_policy(
            {"decision_raised_days": 1, "raised": {"decision.due": ["owner 1h", "manager 1h", "admin"]}}
        )
        edit_member(scene.ada, {"role": "member"})
        of_each_kind(scene, scene.ada, spring)
    with scene.inside():
        asked = re.findall(r"to (\w+)", others(spring)["decision:price"].response)
    for number in (2, 3, 4):
        sweep(number)
    with scene.inside():
        (row,) = Escalation.objects.filter(subject_key="price")
        told = list(dict.fromkeys(key for key, _moment in row.told))
        assert told == ["ada", "alice"] and asked == ["Ada", "Alice"]


def test_a_chain_that_ends_with_nobody_is_a_gap(scene, spring):
    """No one administers the workspace, and who owns it is not asked by this chain: the clock asks nobody either."""
    with scene.inside():
        set_policy({"raised": {"decision.due": ["owner 1h", "admin"]}})
        edit_member(scene.ada, {"role": "member"})
        path = chains(spring)["chain:decision.due"]
        assert (path.gap, path.response) == ("owner", "to Bob, after 1 hour to nobody (an administrator)")


def test_the_statements_do_not_grow_with_the_records(scene, spring):
    with scene.inside():
        of_each_kind(scene, scene.ada, spring)
    with scene.inside():
        few = asked_of(spring)
        said = {"subject": "project:spring", "due_on": day(1)}
        add_decisions(
            [Decision(title=f"D{n}", owner=(scene.ada, scene.alice)[n % 2], **said) for n in range(20)]
        )
    with scene.inside():
        assert asked_of(spring) == few


def asked_of(project: Project) -> int:
    with CaptureQueriesContext(connection) as asked:
        queries.critical(project)
    return len(asked)
