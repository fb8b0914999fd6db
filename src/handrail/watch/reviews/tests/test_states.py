"""The steps of a review: every way there is, and no other, by verb, page and program alike."""

from __future__ import annotations

import pytest

from handrail.kit import clock
from handrail.kit.refusals import Invalid
from handrail.watch.reviews import verbs
from handrail.watch.reviews.models import Review
from handrail.watch.reviews.states import STATES, STEPS, steps_from

TAKEN = {
    "open": verbs.open_review,
    "close": verbs.close_review,
    "call_off": lambda row: verbs.call_off(row, "Nobody is here"),
}
PATHS = {"open": "open", "close": "close", "call_off": "off"}


def test_each_step_of_a_person_is_a_verb():
    assert TAKEN.keys() == {name for name, step in STEPS.items() if not step.clock}


@pytest.mark.parametrize("state", STATES)
def test_a_review_goes_on_by_the_table_and_by_nothing_else(scene, state):
    with scene.inside():
        rows = verbs.add_reviews([Review(title=name, at=clock.now(), owner=scene.alice) for name in TAKEN])
        Review.objects.filter(pk__in=[row.pk for row in rows]).update(state=state)
    leads = {step.name: step.goes for step in steps_from(state)}
    client = scene.client(scene.alice)
    for row in rows:
        page = f"{scene.url}reviews/{row.key}/"
        shown = client.get(page).content.decode()
        for name in ("open", "call_off"):
            assert (f"{page}act/{PATHS[name]}/" in shown) == (name in leads), (state, name)
        with scene.inside():
            one = Review.objects.get(pk=row.pk)
            if (goes := leads.get(row.title, "")) or (row.title, state) == ("open", "open"):
                TAKEN[row.title](one)
            else:
                with pytest.raises(Invalid, match="is no step from"):
                    TAKEN[row.title](one)
            assert Review.objects.get(pk=row.pk).state == (goes or state)
