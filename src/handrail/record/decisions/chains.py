"""What hangs on what, as numbers in and numbers out: circles, the longest chain, bottlenecks, a picture's places. Pure.

An edge (a, b) says that a waits for b. All of it costs once through the edges; nothing follows every path.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

Edge = tuple[int, int]


def ahead(edges: Iterable[Edge]) -> dict[int, list[int]]:
    """{what: all that it waits for}."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    for one, other in edges:
        found[one].append(other)
    return found


def circle(there: Iterable[Edge], new: Sequence[Edge]) -> list[int]:
    """A way from one of the new edges back to its start, over what is there and the others; empty where there is none.

    The first and the last of it are the same."""
    waits = ahead([*there, *new])
    for start in dict.fromkeys(one for one, _ in new):
        if path := way(waits, start):
            return path
    return []


def way(waits: Mapping[int, Sequence[int]], start: int) -> list[int]:
    """The shortest way from `start` back to itself."""
    came: dict[int, int] = {}
    left = deque([start])
    while left:
        here = left.popleft()
        for there in waits.get(here, ()):
            if there == start:
                return [start, *reversed(back(came, here, start)), start] if here != start else [start, start]
            if there not in came:
                came[there] = here
                left.append(there)
    return []


def back(came: Mapping[int, int], here: int, start: int) -> list[int]:
    path = []
    while here != start:
        path.append(here)
        here = came[here]
    return path


# -- over a whole -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Whole:
    """What can be said of all nodes at once. `depth`: how many lie, one after the other, before it; `holds`: how many
    wait for it, over however many steps; `chain` is the longest one, what has to be decided first comes first."""

    depth: Mapping[int, int]
    holds: Mapping[int, int]
    chain: tuple[int, ...]

    def bottlenecks(self, most: int, least: int = 2) -> list[int]:
        """Those that hold up the most, the worst first."""
        found = [node for node, count in self.holds.items() if count >= least]
        return sorted(found, key=lambda node: (-self.holds[node], node))[:most]


def whole(nodes: Collection[int], edges: Iterable[Edge]) -> Whole:
    """Edges to what is not among the nodes do not count. There is no circle among them."""
    known = set(nodes)
    pairs = sorted({(one, other) for one, other in edges if one in known and other in known})
    order = in_order(known, pairs)
    waits = ahead(pairs)
    depth: dict[int, int] = {}
    before: dict[int, int] = {}
    for node in order:
        longest = max(waits.get(node, ()), key=lambda other: (depth[other], -other), default=None)
        depth[node] = 0 if longest is None else depth[longest] + 1
        if longest is not None:
            before[node] = longest
    return Whole(depth, counted(order, waits), chained(depth, before))


def in_order(nodes: Collection[int], pairs: Sequence[Edge]) -> list[int]:
    """What is waited for comes first; among equals the smaller number."""
    waiting: defaultdict[int, list[int]] = defaultdict(list)
    left = dict.fromkeys(sorted(nodes), 0)
    for one, other in pairs:
        waiting[other].append(one)
        left[one] += 1
    free = deque(node for node, count in left.items() if not count)
    order = []
    while free:
        node = free.popleft()
        order.append(node)
        for one in waiting.get(node, ()):
            left[one] -= 1
            if not left[one]:
                free.append(one)
    return order


def counted(order: Sequence[int], waits: Mapping[int, Sequence[int]]) -> dict[int, int]:
    """How many wait for each: sets as bits of one number, so that ten thousand are a few milliseconds."""
    place = {node: number for number, node in enumerate(order)}
    held = dict.fromkeys(order, 0)
    for node in reversed(order):
        mine = held[node] | (1 << place[node])
        for other in waits.get(node, ()):
            held[other] |= mine
    return {node: bits.bit_count() for node, bits in held.items()}


def chained(depth: Mapping[int, int], before: Mapping[int, int]) -> tuple[int, ...]:
    """Empty where nothing waits for anything."""
    last = max(depth, key=lambda node: (depth[node], -node), default=None)
    if last is None or not depth[last]:
        return ()
    chain = [last]
    while chain[-1] in before:
        chain.append(before[chain[-1]])
    return tuple(reversed(chain))


def reached(start: int, edges: Iterable[Edge]) -> dict[int, int]:
    """{node: how many steps away} of all that can be reached."""
    waits = ahead(edges)
    steps = {start: 0}
    left = deque([start])
    while left:
        here = left.popleft()
        for there in waits.get(here, ()):
            if there not in steps:
                steps[there] = steps[here] + 1
                left.append(there)
    del steps[start]
    return steps


# -- the picture --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a node is drawn: its column from the left, its row from the top."""

    column: int
    row: int


def places(found: Whole, edges: Iterable[Edge]) -> dict[int, Spot]:
    """Columns by depth; within one, near to what it waits for, so that lines cross little."""
    waits = ahead(edges)
    columns: defaultdict[int, list[int]] = defaultdict(list)
    for node, depth in found.depth.items():
        columns[depth].append(node)
    spots: dict[int, Spot] = {}
    for column in sorted(columns):
        for row, node in enumerate(
            sorted(columns[column], key=lambda node: weight(node, waits, spots, found))
        ):
            spots[node] = Spot(column, row)
    return spots


def weight(
    node: int, waits: Mapping[int, Sequence[int]], spots: Mapping[int, Spot], found: Whole
) -> tuple[float, int, int]:
    rows = [spots[other].row for other in waits.get(node, ()) if other in spots]
    return (sum(rows) / len(rows) if rows else 0.0, -found.holds[node], node)
