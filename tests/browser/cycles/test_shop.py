"""Launch readiness for an online shop, from its playbook to the next cycle, in an hour of the time machine.

Bob leads the launch, Alice signs off, Ada delivers and looks after it once it is live; Alice is Ada's manager. What one of
them does is done by hand once; what is then only done again is done by the same verbs.
"""

from __future__ import annotations

import pytest

from handrail.house.people.members import edit_member

from .deciding import decided, fallen_back, refused_and_back, unanswered, whole
from .launching import live, locked, rehearsed, through, worked
from .learning import again, looked_after, signed_off, taught
from .stage import Cycle, begun


@pytest.fixture
def cycle(scene, person, goes_by) -> Cycle:
    with scene.inside():
        edit_member(scene.ada, {"manager": scene.alice})
    ada = person(scene.ada, width=390, height=844, theme="dark")
    return Cycle(scene, person(scene.bob), person(scene.alice), ada, goes_by)


def test_a_launch_of_a_shop_from_its_playbook_to_the_next_cycle(cycle) -> None:
    begun(cycle, "Spring shop")
    whole(cycle)
    refused_and_back(cycle)
    unanswered(cycle)
    decided(cycle)
    fallen_back(cycle)
    locked(cycle)
    through(cycle)
    cycle.goes_by(34)
    rehearsed(cycle)
    worked(cycle)
    cycle.goes_by(42)
    live(cycle)
    cycle.goes_by(52)
    looked_after(cycle)
    cycle.goes_by(55)
    taught(cycle)
    signed_off(cycle)
    again(cycle)
    errors = [text for page in (cycle.bob, cycle.alice, cycle.ada) for text in page.errors]
    assert [text for text in errors if "409" not in text and "422" not in text] == []
