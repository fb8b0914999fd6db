"""A standard that a playbook carries is somebody's and has a day, as what it came from had; or it is a listed gap."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handrail.house.ledger.rows import today
from handrail.house.talk import verbs as talk
from handrail.house.talk.models import Link
from handrail.record.decisions.models import Decision
from handrail.record.decisions.verbs import add_decisions
from handrail.record.projects.models import Project
from handrail.record.risks.models import Risk
from handrail.record.tasks.models import Task
from handrail.watch.playbooks import inheriting, library, standards, starting
from handrail.watch.reviews.ending import STANDARD

SHOP = "ecommerce-launch-readiness"


@pytest.fixture
def project(scene) -> Project:
    with scene.inside():
        day = today() + timedelta(days=42)
        wishes = starting.Wishes(
            title="Spring",
            owner=scene.ada,
            workflow_owner=scene.bob,
            post_launch_owner=scene.alice,
            go_live_on=day,
        )
        return starting.start_project(SHOP, wishes)


def a_standard(scene, project: Project, title: str, came_from: str = "") -> str:
    (row,) = add_decisions(
        [
            Decision(
                title=title, answer=title, category=STANDARD, state="approved", subject=f"project:{project.key}",
                owner=scene.bob if came_from else None,
            )
        ],
        from_file=True,
    )  # fmt: skip
    if came_from:
        talk.add_links([Link(source=f"decision:{row.key}", target=came_from, relation="follows")])
    return row.key


def test_a_standard_has_the_role_and_the_day_of_what_it_came_from(scene, project):
    with scene.inside():
        risk = Risk.objects.filter(subject=f"project:{project.key}").first()
        Risk.objects.filter(pk=risk.pk).update(
            owner=scene.alice, review_on=project.go_live_on - timedelta(days=3)
        )
        vouchers = a_standard(scene, project, "Test vouchers on two phones", f"risk:{risk.key}")
        floods = a_standard(scene, project, "Support is told a week before", f"risk:{risk.key}")
        alone = a_standard(scene, project, "Read refunds from the first day")
        row = standards.take_standards(SHOP, {vouchers: "card", floods: "risk", alone: "card"})
        book = library.find(row.key).book
        cards = {one.title: (one.owner, one.due) for one in book.cards if one.learned}
        risks = {one.title: (one.owner, one.review) for one in book.risks if one.learned}
        assert cards["Test vouchers on two phones"] == ("post_launch", -3)
        assert risks["Support is told a week before"] == ("post_launch", -3)
        assert cards["Read refunds from the first day"] == ("", None)
        (gap,) = inheriting.gaps(book)
        assert gap == inheriting.Gap("Read refunds from the first day", ("owner", "day"))
        day = today() + timedelta(days=60)
        wishes = starting.Wishes(
            title="Autumn",
            owner=scene.alice,
            workflow_owner=scene.bob,
            post_launch_owner=scene.ada,
            go_live_on=day,
        )
        starting.start_project(row.key, wishes)
        task = Task.objects.get(title="Test vouchers on two phones")
        assert (task.owner, task.due_on) == (scene.ada, day - timedelta(days=3))
