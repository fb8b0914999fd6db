"""What was asked about a private customer is read by nobody who may not see that customer."""

from __future__ import annotations

import pytest

from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer
from handrail.record.decisions import verbs as decisions
from handrail.record.decisions.models import Constraint, Decision
from handrail.record.feedback import verbs
from handrail.record.feedback.models import Feedback
from handrail.record.notes import verbs as notes
from handrail.record.notes.models import Note
from handrail.record.risks import verbs as risks
from handrail.record.risks.models import Risk
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task
from tests.cast import stage


@pytest.fixture(scope="module")
def scene():
    return stage()


@pytest.fixture(scope="module")
def secret(scene):
    with scene.inside():
        (row,) = customers.add_customers([Customer(name="Secret", private=True, owner=scene.ada)])
    return row


KINDS = {
    "note": (Note, notes.add_notes, lambda row, values: notes.edit_notes([(row, values)])),
    "decision": (
        Decision,
        decisions.add_decisions,
        lambda row, values: decisions.edit_decisions([(row, values)]),
    ),
    "risk": (Risk, risks.add_risks, lambda row, values: risks.edit_risks([(row, values)])),
    "task": (Task, tasks.add_tasks, lambda row, values: tasks.edit_tasks([(row, values)])),
}


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_asked_goes_with_what_it_is_about(scene, secret, kind):
    model, add, edit = KINDS[kind]
    with scene.inside(scene.ada):
        (row,) = add([model(title="Secret way", owner=scene.ada)])
        (asked,) = verbs.add_feedback([Feedback(subject=f"{kind}:{row.key}", title="Why so secret?")])
        edit(row, {"customer": secret})
    with scene.inside(scene.bob):
        assert not model.objects.filter(pk=row.pk).exists()
        assert not Feedback.objects.filter(pk=asked.pk).exists()


def test_what_a_decision_asks_of_the_work_goes_with_it(scene, secret):
    with scene.inside(scene.ada):
        (row,) = decisions.add_decisions([Decision(title="Quiet way", answer="North", owner=scene.ada)])
        decisions.step_decisions([row], "approve")
        (asks,) = Constraint.objects.filter(decision=row)
        decisions.edit_decisions([(row, {"customer": secret})])
    with scene.inside(scene.bob):
        assert not Decision.objects.filter(pk=row.pk).exists()
        assert not Constraint.objects.filter(pk=asks.pk).exists()
