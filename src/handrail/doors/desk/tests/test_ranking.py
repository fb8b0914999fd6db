"""Laws of Today's order."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from handrail.doors.desk.ranking import MOST_NEXT, MOST_NOW, Line, is_urgent, once, rank

TODAY = date(2026, 11, 21)
days = st.none() | st.integers(-90, 90).map(lambda n: TODAY + timedelta(days=n))
lines = st.lists(
    st.builds(
        Line,
        kind=st.sampled_from(["task", "milestone", "risk", "standing"]),
        key=st.integers(0, 60).map(str),
        customer=st.sampled_from(["", "aurelia", "kestrel", "northwind"]),
        arr=st.none() | st.integers(0, 10**7).map(Decimal),
        renewal_on=days,
        due_on=days,
        danger=st.integers(0, 2),
        covers=st.frozensets(st.tuples(st.just("task"), st.integers(0, 60).map(str)), max_size=2),
    ),
    max_size=60,
    unique_by=lambda line: (line.kind, line.key, line.customer),
)


@given(lines)
def test_the_order_of_arrival_does_not_matter(given_lines: list[Line]) -> None:
    assert rank(given_lines, TODAY) == rank(reversed(given_lines), TODAY)


@given(lines)
def test_each_line_stands_once_and_none_is_lost(given_lines: list[Line]) -> None:
    ranked = rank(given_lines, TODAY)
    shown = [*ranked.now, *ranked.next, *ranked.later]
    assert sorted(map(id, shown)) == sorted(map(id, once(given_lines)))


@given(lines)
def test_never_more_than_seven_now_and_nothing_urgent_waits_below_a_free_place(
    given_lines: list[Line],
) -> None:
    ranked = rank(given_lines, TODAY)
    assert len(ranked.now) <= MOST_NOW
    assert len(ranked.next) <= MOST_NEXT
    assert all(is_urgent(line, TODAY) for line in ranked.now)
    if len(ranked.now) < MOST_NOW:
        assert not any(is_urgent(line, TODAY) for line in (*ranked.next, *ranked.later))


@given(lines)
def test_lines_of_one_customer_stand_together(given_lines: list[Line]) -> None:
    for part in (rank(given_lines, TODAY).now, rank(given_lines, TODAY).next):
        owners = [line.customer or line.key for line in part]
        runs = [name for n, name in enumerate(owners) if n == 0 or owners[n - 1] != name]
        assert len(runs) == len(set(runs))


def line(key: str, **more: object) -> Line:
    return Line(kind=str(more.pop("kind", "task")), key=key, customer=str(more.pop("customer", key)), **more)  # type: ignore[arg-type]


def test_more_money_and_a_nearer_renewal_come_first() -> None:
    small, large = (
        line("small", arr=Decimal(10_000), due_on=TODAY),
        line("large", arr=Decimal(900_000), due_on=TODAY),
    )
    near = line("near", arr=Decimal(10_000), due_on=TODAY, renewal_on=TODAY + timedelta(days=5))
    assert [n.key for n in rank([small, large, near], TODAY).now] == ["near", "large", "small"]


def test_danger_outweighs_money() -> None:
    rich, hurt = (
        line("rich", arr=Decimal(9_000_000), due_on=TODAY),
        line("hurt", arr=Decimal(20_000), danger=2),
    )
    assert [n.key for n in rank([rich, hurt], TODAY).now] == ["hurt", "rich"]


def test_a_verdict_gives_way_to_the_lines_it_rests_on() -> None:
    late = line("api", kind="milestone", customer="northwind", due_on=TODAY - timedelta(days=4), danger=2)
    verdict = line(
        "northwind", kind="standing", customer="northwind", danger=2, covers=frozenset({("milestone", "api")})
    )
    assert [n.kind for n in rank([late, verdict], TODAY).now] == ["milestone"]
    other = line(
        "northwind", kind="standing", customer="northwind", danger=2, covers=frozenset({("metric", "use")})
    )
    assert {n.kind for n in rank([late, other], TODAY).now} == {"milestone", "standing"}
