"""Whom something is raised to, as a drill walks it: by the policy of today, for the people who are here."""

from __future__ import annotations

from handrail.house.escalations.causes import CAUSES
from handrail.house.people.books import Wishes
from handrail.house.people.leaving import leave
from handrail.house.people.members import edit_member
from handrail.record.customers.models import Customer
from handrail.record.customers.verbs import add_customers
from handrail.record.drills import queries
from handrail.record.drills.paths import Path
from handrail.record.drills.raised import TITLES
from handrail.record.projects.models import Project
from handrail.record.projects.verbs import add_projects
from handrail.watch.health.thresholds import set_policy

SURVIVED = "chain:review.survived"


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
