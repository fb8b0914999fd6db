"""The steps of a record by their names: each is the one that it is called."""

from __future__ import annotations

from handrail.record.feedback.models import Feedback
from handrail.record.feedback.verbs import add_feedback, step_feedback
from handrail.record.notes.models import Note
from handrail.record.notes.verbs import add_notes


def test_a_step_to_the_same_state_does_not_stand_in_for_the_one_that_was_asked_for(scene, calling):
    """What is over is opened again, not asked once more: said with the step that leads on."""
    with scene.inside(scene.bob):
        (note,) = add_notes([Note(title="Freeze", owner=scene.bob, text="Nobody ships on a Friday.")])
        (row,) = add_feedback([Feedback(subject=f"note:{note.key}", title="Why Friday?")])
        step_feedback([row], "decline", {"reason": "No"})
    api = calling(scene.bob)
    refused = api.post(f"feedback/{row.key}/steps/again", {"reason": "Once more"})
    assert refused.status_code == 409
    (check,) = refused.json()["checks"]
    assert (check["code"], check["reason"], check["fix"]) == (
        "feedback.no_step", "“Ask once more” is no step from “Declined”.",
        "From “Declined” these steps lead on: “Open again”.",
    )  # fmt: skip
    assert api.post(f"feedback/{row.key}/steps/reopen", {"reason": "Once more"}).json()["state"] == "open"
