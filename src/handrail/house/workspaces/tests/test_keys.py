"""A new key is free, however many are called alike, with whatever holes; and finding it reads no table through."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from handrail.house.workspaces import keys
from handrail.record.tasks import verbs
from handrail.record.tasks.models import Task

NUMBERS = st.sets(st.integers(2, 5_000), max_size=60)
FULL = st.integers(1, 5_000).map(lambda most: set(range(2, most + 1)))


@given(numbers=st.one_of(NUMBERS, FULL, st.tuples(NUMBERS, FULL).map(lambda two: two[0] | two[1])))
def test_what_is_claimed_is_free(numbers):
    used = {"call", *(f"call-{number}" for number in numbers)}
    asked, among = [], keys.among

    def look(_model, words):
        asked.append(words := list(words))
        return used.intersection(words)

    keys.among = look
    try:
        key = keys.claim("call", keys.counted(Task, ["call"]))
    finally:
        keys.among = among
    assert key not in used
    assert len(asked) <= 4


def test_a_key_of_what_was_removed_is_not_given_again_and_indexes_answer(scene):
    with scene.inside():
        rows = [Task(key="call" if n == 1 else f"call-{n}", title="Call", owner=scene.bob) for n in (1, 2, 4)]
        made = verbs.add_tasks(rows)
        verbs.remove_tasks([made[1]])
        assert keys.fresh_many(Task, ["call", "write"]) == ["call-5", "write"]
        assert keys.fresh_many(Task, ["call", "call", "call-2"]) == ["call-3", "call-5", "call-2-2"]
        with CaptureQueriesContext(connection) as captured:
            keys.fresh(Task, "Call")
        read = [query["sql"] for query in captured if "tasks_task" in query["sql"]]
        assert len(read) == 3 and not any("~" in sql for sql in read)
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_indexes WHERE indexname LIKE '%\\_past\\_key'")
            assert cursor.fetchone()[0] > 60


def test_a_lone_row_asks_for_its_key_by_being_written(scene):
    def made(title: str) -> str:
        (row,) = verbs.add_tasks([Task(title=title, owner=scene.alice)])
        return row.key

    with scene.inside():
        with CaptureQueriesContext(connection) as captured:
            assert made("Call") == "call"
        assert [q["sql"] for q in captured if q["sql"].startswith("SELECT")] == []
        assert [made("Call"), made("Call")] == ["call-2", "call-3"]
        verbs.remove_tasks([Task.objects.get(key="call-2"), Task.objects.get(key="call-3")])
        assert made("Call 3") == "call-3-2", "what was removed may come back"
        assert made("Call") == "call-4"
    with scene.inside():
        assert sorted(Task.objects.values_list("key", flat=True)) == [
            "call", "call-2", "call-3", "call-3-2", "call-4",
        ]  # fmt: skip
