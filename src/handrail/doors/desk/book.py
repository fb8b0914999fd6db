"""The Customers page: three statements for its rows, one for all its counts, whatever the book's size."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from json import loads
from typing import Any

from django.db import connection
from django.db.models import Count

from handrail.house.ledger.reading import holding
from handrail.house.people.queries import my_team
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current
from handrail.kit.web.numbers import whole
from handrail.record.customers.models import TIERS, Customer
from handrail.watch.health.checks.score import WEEK
from handrail.watch.health.models import STATES, Standing
from handrail.watch.health.queries import brief

PER_PAGE = 50
SORTS = {
    "name": "lower(c.name)",
    "health": "s.rank",
    "score": "s.score",
    "plan": "s.plan_state",
    "arr": "c.arr",
    "renewal": "c.renewal_on",
    "touch": "s.last_touch_on",
    "next": "s.next_on",
    "owner": "lower(m.name)",
}
RENEWALS = (30, 60, 90, 180)
MOVERS = 6
"""How many that have moved since last week a page names."""

JOINED = """
FROM customers_customer c
LEFT JOIN health_standing s ON s.workspace_id = c.workspace_id AND s.customer_id = c.id
LEFT JOIN workspaces_member m ON m.workspace_id = c.workspace_id AND m.id = c.owner_id
WHERE c.workspace_id = %(ws)s AND c.removed_at IS NULL
"""
THEN = """(SELECT e.v FROM jsonb_array_elements(s.trail) WITH ORDINALITY AS e (v, n)
  WHERE e.v->>0 <= %(week)s ORDER BY e.n DESC LIMIT 1)"""
"""[day, score, state] as it held a week ago; null where nothing was judged then."""
MOVED = f"s.moved_on > %(week)s::date AND s.score {{}} ({THEN}->>1)::int"
CONDITIONS = {
    "health": dict.fromkeys(STATES, "s.state = %(health)s"),
    "plan": {
        "missing": "s.plan_needed = 'missing'",
        "incomplete": "s.plan_state = 'incomplete'",
        "complete": "s.plan_state = 'complete'",
        "needed": "s.plan_needed IN ('missing', 'present')",
        "waived": "s.plan_needed = 'waived'",
    },
    "tier": dict.fromkeys(TIERS, "c.tier = %(tier)s"),
    "renewal": {str(days): "c.renewal_on BETWEEN %(today)s AND %(until)s" for days in RENEWALS},
    "moved": {"worse": MOVED.format("<"), "better": MOVED.format(">")},
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for; an unknown word is as good as none."""

    q: str = ""
    health: str = ""
    plan: str = ""
    tier: str = ""
    renewal: str = ""
    moved: str = ""
    owner: str = ""
    sort: str = "health"
    page: int = 1
    unasked: bool = False
    """Whether the owner is not the reader's choice but where the page begins."""

    @classmethod
    def read(cls, asked: Mapping[str, str], begin: str = "all") -> Wanted:
        """`begin` is whose customers the page shows where the address does not say."""
        chosen = {name: asked.get(name, "") for name in CONDITIONS}
        chosen = {name: value if value in CONDITIONS[name] else "" for name, value in chosen.items()}
        sort, page = asked.get("sort", "health"), asked.get("page", "1")
        return cls(
            q=asked.get("q", "").strip()[:100],
            owner=asked.get("owner") or begin,
            unasked=not asked.get("owner"),
            sort=sort if sort.removeprefix("-") in SORTS else "health",
            page=max(1, whole(page, 6) or 1),
            **chosen,
        )

    @property
    def filtered(self) -> bool:
        chosen = "" if self.unasked or self.owner == "all" else self.owner
        return any((self.q, self.health, self.plan, self.tier, self.renewal, self.moved, chosen))


@dataclass(frozen=True, slots=True)
class Listed:
    customer: Customer
    standing: Standing | None


def where(wanted: Wanted, member: Member, today: date, *, but: str = "") -> tuple[str, dict[str, Any]]:
    """The conditions, and what they are filled with; `but` leaves one out, for the counts beside it."""
    parts = [JOINED]
    for name, words in CONDITIONS.items():
        value = getattr(wanted, name)
        if value and name != but:
            parts.append(f"AND {words[value]}")
    if wanted.q:
        parts.append("AND (c.name ILIKE %(q)s OR c.key ILIKE %(q)s)")
    if wanted.owner not in ("", "all") and but != "owner":
        parts.append(OWNERS.get(wanted.owner, "AND m.key = %(owner)s"))
    until = today + timedelta(days=int(wanted.renewal or 0))
    return " ".join(parts), {
        "ws": current().workspace_id,
        "me": member.pk,
        "team": list(my_team(member)) if wanted.owner == "team" else [],
        "today": today,
        "until": until,
        "week": (today - timedelta(days=WEEK)).isoformat(),
        "q": holding(wanted.q),
        "health": wanted.health,
        "tier": wanted.tier,
        "owner": wanted.owner,
    }


OWNERS = {
    "mine": "AND c.owner_id = %(me)s",
    "team": "AND c.owner_id = ANY(%(team)s)",
    "gap": "AND c.owner_id IS NULL",
}


def begin(member: Member) -> str:
    """Whose customers a page shows first: the own book, where there is one. One statement."""
    return "mine" if Customer.objects.filter(owner=member, removed_at=None).exists() else "all"


def sizes() -> dict[int | None, int]:
    """How many customers each member owns; under None those that nobody does. One statement."""
    rows = Customer.objects.filter(removed_at=None).order_by()
    return dict(rows.values_list("owner_id").annotate(Count("pk")))


def order(sort: str) -> str:
    name = sort.removeprefix("-")
    down = "DESC" if sort.startswith("-") else "ASC"
    tie = "c.arr DESC NULLS LAST, c.id" if name != "arr" else "c.id"
    return f"ORDER BY {SORTS[name]} {down} NULLS LAST, {tie}"


def page(wanted: Wanted, member: Member, today: date) -> list[Listed]:
    """Three statements: which ones, the customers with their owners, their standings."""
    sql, params = where(wanted, member, today)
    params |= {"limit": PER_PAGE, "offset": (wanted.page - 1) * PER_PAGE}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT c.id {sql} {order(wanted.sort)} LIMIT %(limit)s OFFSET %(offset)s", params)
        ids = [ident for (ident,) in cursor.fetchall()]
    customers = Customer.objects.select_related("owner").in_bulk(ids)
    standings = {
        row.customer_id: row for row in brief().filter(customer_id__in=ids).defer("criteria", "need")
    }
    return [Listed(customers[ident], standings.get(ident)) for ident in ids]


def counts(wanted: Wanted, member: Member, today: date) -> dict[str, int]:
    """How many there are in all, and behind each choice of a filter, in one statement."""
    sql, params = where(wanted, member, today)
    names = [
        "all",
        *(f"health:{state}" for state in STATES),
        *(f"plan:{name}" for name in CONDITIONS["plan"]),
        "gap",
        "mine",
    ]
    columns = ["count(*)"]
    columns += [f"count(*) FILTER (WHERE s.state = '{state}')" for state in STATES]
    columns += [f"count(*) FILTER (WHERE {condition})" for condition in CONDITIONS["plan"].values()]
    columns += ["count(*) FILTER (WHERE c.owner_id IS NULL)", "count(*) FILTER (WHERE c.owner_id = %(me)s)"]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(columns)} {sql}", params)
        return dict(zip(names, cursor.fetchone(), strict=True))


@dataclass(frozen=True, slots=True)
class Mover:
    """A customer whose score or state is another than a week ago."""

    key: str
    name: str
    state: str
    score: int | None
    then: tuple[str, int | None, str]

    @property
    def by(self) -> int | None:
        """How far the score went; None where one of the two is not known."""
        then = self.then[1]
        return self.score - then if self.score is not None and then is not None else None


def meter(members: Collection[int] | None, today: date) -> tuple[dict[str, int], list[Mover]]:
    """How many customers stand how, of these members or of all; and who has moved in a week. One statement."""
    narrowed = "" if members is None else " AND c.owner_id = ANY(%(members)s)"
    week = (today - timedelta(days=WEEK)).isoformat()
    params: dict[str, Any] = {"ws": current().workspace_id, "members": list(members or ())}
    params |= {"week": week, "most": MOVERS}
    with connection.cursor() as cursor:
        cursor.execute(METER.format(joined=JOINED + narrowed, then=THEN), params)
        rows = cursor.fetchall()
    found = loads(rows[0][2]) if rows and rows[0][2] else []
    return {state or "no_data": count for state, count, _movers in rows}, [moved(one) for one in found]


def moved(told: dict[str, Any]) -> Mover:
    return Mover(**{**told, "then": tuple(told["then"])})


METER = """
WITH moved AS (
  SELECT c.key, c.name, s.state, s.score, {then} AS then {joined} AND s.moved_on > %(week)s::date
), movers AS (
  SELECT moved.* FROM moved WHERE moved.then IS NOT NULL
    AND (moved.then->1 IS DISTINCT FROM coalesce(to_jsonb(moved.score), 'null') OR moved.then->>2 <> moved.state)
  ORDER BY moved.score - (moved.then->>1)::int NULLS LAST, moved.name LIMIT %(most)s
)
SELECT s.state, count(*), (SELECT jsonb_agg(to_jsonb(movers))::text FROM movers) {joined} GROUP BY 1
"""
