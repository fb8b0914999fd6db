"""The numbers behind `/metrics`: requests as this web server counted them, and what waits in the database."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from django.db import connection, transaction
from prometheus_client import REGISTRY, CollectorRegistry, generate_latest, multiprocess
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from handrail.kit import clock

from .asking import GAUGES, Gauge


class Waiting(Collector):
    """Asked of the database at each scrape, with the sweeps' own role; each gauge is one statement."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE handrail_system")
            for gauge in GAUGES:
                cursor.execute(gauge.sql, {"now": clock.real()})
                yield family(gauge, cursor.fetchall())


def family(gauge: Gauge, rows: Iterable[tuple[object, ...]]) -> GaugeMetricFamily:
    """Rows of label values with the number last."""
    made = GaugeMetricFamily(gauge.name, gauge.says, labels=gauge.labels)
    for *labels, value in rows:
        made.add_metric([str(label) for label in labels], float(str(value or 0)))
    return made


def text() -> bytes:
    """All numbers in Prometheus' text format."""
    asked = CollectorRegistry()
    asked.register(Waiting())
    return counted() + generate_latest(asked)


def counted() -> bytes:
    """What the processes of this web server have counted together; of a single one, its own count."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return generate_latest(REGISTRY)
    together = CollectorRegistry()
    multiprocess.MultiProcessCollector(together)  # type: ignore[no-untyped-call]
    return generate_latest(together)
