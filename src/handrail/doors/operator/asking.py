"""What is asked of the database for operators: each gauge is one statement whose cost follows what waits."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Gauge:
    """A number, or one per set of labels: `sql` gives the label values and the number last."""

    name: str
    says: str
    sql: str
    labels: tuple[str, ...] = ()


GAUGES: tuple[Gauge, ...] = (
    Gauge(
        "handrail_tickets_waiting",
        "Changes that a reader of the history has not looked at yet.",
        "SELECT reader, count(*) FROM ledger_claim GROUP BY reader",
        ("reader",),
    ),
    Gauge(
        "handrail_tickets_failing",
        "Those of them that have failed at least once and are tried again.",
        "SELECT reader, count(*) FILTER (WHERE attempts > 0) FROM ledger_claim GROUP BY reader",
        ("reader",),
    ),
    Gauge(
        "handrail_ticket_oldest_seconds",
        "How long the oldest due one has been waiting.",
        "SELECT coalesce(extract(epoch FROM %(now)s - min(not_before)), 0) FROM ledger_claim"
        " WHERE not_before <= %(now)s",
    ),
    Gauge(
        "handrail_judgements_overdue",
        "Customers whose standing time has passed a boundary of and nobody has judged again.",
        "SELECT count(*) FROM health_standing WHERE holds_until <= %(now)s",
    ),
    Gauge(
        "handrail_jobs",
        "Jobs in the queue by state.",
        "SELECT status::text, count(*) FROM procrastinate_jobs GROUP BY status",
        ("state",),
    ),
    Gauge(
        "handrail_workers_alive",
        "Workers heard of in the last minute.",
        "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > %(now)s - interval '1 minute'",
    ),
    Gauge("handrail_workspaces", "Workspaces.", "SELECT count(*) FROM workspaces_workspace"),
    Gauge(
        "handrail_database_bytes", "What tables and indexes take on the database's disk.",
        "SELECT sum(pg_relation_size(oid)) FROM pg_class",
    ),
)  # fmt: skip
