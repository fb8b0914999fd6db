"""What one judgement reads several times is read once, and read again after anything was written."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

from handrail.house.access.verbs import add_member
from handrail.house.ledger import reading
from tests.cast import Scene


def test_members_are_read_once_until_something_is_written(scene: Scene) -> None:
    with scene.inside():
        with CaptureQueriesContext(connection) as statements:
            assert reading.member_keys() == reading.member_keys()
        assert len(statements) == 1
        late = add_member("Lou Late")
        assert reading.member_keys()[late.pk] == late.key


def test_nothing_is_remembered_from_one_visit_to_the_next(scene: Scene) -> None:
    with scene.inside():
        reading.member_keys()
    with scene.inside(), CaptureQueriesContext(connection) as statements:
        reading.member_keys()
    assert len(statements) == 1
