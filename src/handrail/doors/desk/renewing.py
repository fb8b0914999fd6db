"""The renewals to come: of the list, and of customers of whom only the day is known. What is at risk, and whose it is.

Money is summed by its currency: nothing converts it silently.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection

from handrail.house.ledger.reading import holding
from handrail.house.people.queries import my_team
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current
from handrail.kit.web.numbers import whole

PER_PAGE = 50
MOST = 20_000
"""Lines in one file."""
WINDOWS: dict[str, int | None] = {"30": 30, "90": 90, "180": 180, "365": 365, "late": 0, "all": None}
SORTS = {
    "due": "due_on",
    "notice": "notice_on",
    "customer": "lower(name)",
    "arr": "arr",
    "forecast": "lower(nullif(forecast, ''))",
    "health": "rank",
    "owner": "lower(owner)",
}
STATES = ("open", "won", "lost")
RISKS = ("risk", "calm")

LINES = """
WITH lines AS (
  SELECT r.id, r.key AS renewal, c.key AS customer, c.name, r.due_on, coalesce(r.notice_on, c.notice_on) AS notice_on,
         coalesce(r.arr, c.arr) AS arr, coalesce(nullif(r.currency, ''), c.currency) AS currency,
         r.forecast, r.risk_reason, r.save_plan, r.state, coalesce(r.owner_id, c.owner_id) AS owner_id, c.id AS about
  FROM customers_renewal r
  JOIN customers_customer c ON c.workspace_id = r.workspace_id AND c.id = r.customer_id AND c.removed_at IS NULL
  WHERE r.workspace_id = %(ws)s AND r.removed_at IS NULL
  UNION ALL
  SELECT NULL, '', c.key, c.name, c.renewal_on, c.notice_on, c.arr, c.currency, '', '', '', 'open', c.owner_id, c.id
  FROM customers_customer c
  WHERE c.workspace_id = %(ws)s AND c.removed_at IS NULL AND c.renewal_on IS NOT NULL
    AND NOT EXISTS (SELECT FROM customers_renewal r WHERE r.workspace_id = c.workspace_id
                    AND r.customer_id = c.id AND r.removed_at IS NULL
                    AND (r.state = 'open' OR r.due_on = c.renewal_on))
), told AS (
  SELECT l.*, s.state AS health, s.rank, s.score, coalesce(nullif(l.currency, ''), %(currency)s) AS paid_in,
         coalesce(m.name, '') AS owner, coalesce(m.key, '') AS owner_key,
         l.state = 'open' AND (l.risk_reason <> '' OR s.state = 'at_risk') AS at_risk,
         (SELECT t.source FROM talk_link t
          WHERE t.workspace_id = %(ws)s AND t.target = 'renewal:' || l.renewal AND t.relation = 'saves'
            AND t.removed_at IS NULL ORDER BY t.id DESC LIMIT 1) AS saved_by
  FROM lines l
  LEFT JOIN health_standing s ON s.workspace_id = %(ws)s AND s.customer_id = l.about
  LEFT JOIN workspaces_member m ON m.workspace_id = %(ws)s AND m.id = l.owner_id
)
"""
COLUMNS = (
    "renewal", "customer", "name", "due_on", "notice_on", "arr", "paid_in", "forecast", "risk_reason",
    "save_plan", "state", "health", "score", "owner", "owner_key", "at_risk", "about",
    "saved_by",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for; an unknown word is as good as none."""

    q: str = ""
    window: str = "180"
    risk: str = ""
    state: str = "open"
    owner: str = "all"
    sort: str = "due"
    page: int = 1

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> Asked:
        sort, page = asked.get("sort", ""), asked.get("page", "1")
        return cls(
            q=asked.get("q", "").strip()[:100],
            window=one_of(asked.get("window", ""), WINDOWS, "180"),
            risk=one_of(asked.get("risk", ""), RISKS, ""),
            state=one_of(asked.get("state", ""), (*STATES, "all"), "open"),
            owner=asked.get("owner") or "all",
            sort=sort if sort.removeprefix("-") in SORTS else "due",
            page=max(1, whole(page, 6) or 1),
        )

    @property
    def filtered(self) -> bool:
        return self != Asked(sort=self.sort, page=self.page)


def one_of(word: str, known: Any, usual: str) -> str:
    return word if word in known else usual


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One renewal. `renewal` is empty where only the customer's day is known; `at_risk` says why it counts so.

    `saved_by` names the project or plan that is to save it, as "project:spring".
    """

    renewal: str
    customer: str
    name: str
    due_on: date
    notice_on: date | None
    arr: Decimal | None
    paid_in: str
    forecast: str
    risk_reason: str
    save_plan: str
    state: str
    health: str | None
    score: int | None
    owner: str
    owner_key: str
    at_risk: bool
    about: int
    saved_by: str | None


@dataclass(slots=True)
class Sum:
    """A month, a person, or everything: how many, and how much in each currency."""

    name: str = ""
    count: int = 0
    risky: int = 0
    money: dict[str, Decimal] = field(default_factory=dict)
    at_risk: dict[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sums:
    all: Sum
    months: Sequence[Sum]
    owners: Sequence[Sum]


def where(asked: Asked, member: Member, today: date) -> tuple[str, dict[str, Any]]:
    parts = ["WHERE true"]
    if asked.state != "all":
        parts.append("AND state = %(state)s")
    if asked.window == "late":
        parts.append("AND due_on < %(today)s AND state = 'open'")
    elif asked.window != "all":
        parts.append("AND due_on <= %(until)s AND (due_on >= %(today)s OR state = 'open')")
    if asked.risk:
        parts.append("AND at_risk" if asked.risk == "risk" else "AND NOT at_risk")
    if asked.q:
        parts.append("AND (name ILIKE %(q)s OR forecast ILIKE %(q)s OR risk_reason ILIKE %(q)s)")
    if asked.owner != "all":
        parts.append(OWNERS.get(asked.owner, "AND owner_key = %(owner)s"))
    return " ".join(parts), {
        "ws": current().workspace_id,
        "currency": current().workspace.currency,
        "state": asked.state,
        "today": today,
        "until": today + timedelta(days=WINDOWS[asked.window] or 0),
        "q": holding(asked.q),
        "me": member.pk,
        "team": list(my_team(member)) if asked.owner == "team" else [],
        "owner": asked.owner,
    }


OWNERS = {
    "mine": "AND owner_id = %(me)s",
    "team": "AND owner_id = ANY(%(team)s)",
    "gap": "AND owner_id IS NULL",
}


def lines(asked: Asked, member: Member, today: date, *, whole: bool = False) -> list[Line]:
    """One page of them, or all for a file. One statement."""
    sql, params = where(asked, member, today)
    down = "DESC" if asked.sort.startswith("-") else "ASC"
    order = f"ORDER BY {SORTS[asked.sort.removeprefix('-')]} {down} NULLS LAST, due_on, name"
    start, most = (0, MOST) if whole else ((asked.page - 1) * PER_PAGE, PER_PAGE)
    told = f"{LINES} SELECT {', '.join(COLUMNS)} FROM told {sql} {order} LIMIT {most} OFFSET {start}"
    with connection.cursor() as cursor:
        cursor.execute(told, params)
        return [Line(**dict(zip(COLUMNS, row, strict=True))) for row in cursor.fetchall()]


def sums(asked: Asked, member: Member, today: date) -> Sums:
    """By month, by owner and of all that fits, on every page. One statement."""
    sql, params = where(asked, member, today)
    with connection.cursor() as cursor:
        cursor.execute(LINES + GROUPED.format(where=sql), params)
        rows = cursor.fetchall()
    found: dict[tuple[str, str], Sum] = defaultdict(Sum)
    for by, name, money, count, risky, arr, danger in rows:
        one = found[by, name or ""]
        one.name, one.count, one.risky = name or "", one.count + count, one.risky + risky
        add(one.money, money, arr)
        add(one.at_risk, money, danger)
    months = [one for (by, _name), one in sorted(found.items()) if by == "month"]
    owners = [one for (by, _name), one in found.items() if by == "owner"]
    owners.sort(key=lambda one: (-max(one.at_risk.values(), default=Decimal(0)), one.name))
    return Sums(found["all", ""], months, owners)


def add(money: dict[str, Decimal], currency: str, amount: Decimal | None) -> None:
    if amount:
        money[currency] = money.get(currency, Decimal(0)) + amount


GROUPED = """
SELECT CASE WHEN grouping(month) = 0 THEN 'month' WHEN grouping(owner) = 0 THEN 'owner' ELSE 'all' END,
       coalesce(month, owner), paid_in, count(*), count(*) FILTER (WHERE at_risk), sum(arr),
       sum(arr) FILTER (WHERE at_risk)
FROM (SELECT told.*, to_char(due_on, 'YYYY-MM') AS month FROM told {where}) AS shown
GROUP BY GROUPING SETS ((month, paid_in), (owner, paid_in), (paid_in))
"""
