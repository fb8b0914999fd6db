"""The register in SQL: how high each risk is, what it lacks, what is at stake, the matrix, and what is there twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import TrigramSimilarity
from django.db import connection
from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, Lower

from handrail.house.ledger import reading
from handrail.record.customers.models import Customer

from .exposure import MEDIUM_WORDS, Limits
from .models import Risk
from .states import OPEN, UNANSWERED

AXES = ("likelihood", "impact", "closeness")
ALIKE = 0.5
"""So much of two titles has to be the same, by their groups of three letters, to be suggested as the same risk."""
MOST = 5


def leveled(rows: QuerySet[Any], limits: Limits) -> QuerySet[Any]:
    """With `product`, `score`, `level`, `worth` and `lacks` of each: what `exposure.py` says of one, in SQL."""
    rows = rows.annotate(product=F("likelihood") * F("impact"))
    rows = rows.annotate(score=F("product") * F("closeness"), worth=Coalesce("stake", "customer__arr"))
    found: QuerySet[Any] = rows.annotate(level=level(limits)).annotate(lacks=lacks())
    return found


def level(limits: Limits) -> Case:
    high = reaching(limits.red_product, limits.red_exposure) | Q(severity__in=limits.red_severities)
    return Case(
        When(high, then=Value("high")),
        When(severity="", product=None, then=Value("")),
        When(
            reaching(-(-limits.red_product // 2), -(-limits.red_exposure // 2)) | Q(severity__in=MEDIUM_WORDS),
            then=Value("medium"),
        ),
        default=Value("low"),
        output_field=CharField(),
    )  # fmt: skip


def reaching(product: int, score: int) -> Q:
    return Q(closeness=None, product__gte=product) | Q(score__gte=score)


def lacks() -> Case:
    """Of a high one that is open: the mitigation, or the fallback before work on it starts."""
    bare = Q(mitigation="", mitigation_actions=[])
    return Case(
        When(~Q(level="high") | ~Q(state__in=OPEN), then=Value("")),
        When(bare, then=Value("mitigation")),
        When(state__in=UNANSWERED, fallback="", then=Value("fallback")),
        default=Value(""),
        output_field=CharField(),
    )


def lacking(limits: Limits) -> QuerySet[Any]:
    """High ones that are open and that nobody has an answer to: exceptions. One statement."""
    rows = leveled(reading.present(Risk).filter(state__in=OPEN), limits).exclude(lacks="")
    return rows.order_by(F("score").desc(nulls_last=True), "pk")


# -- the matrix ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Counted:
    """How many risks stand in one cell of the matrix, and how many of them are high."""

    all: int = 0
    high: int = 0


def matrix(rows: QuerySet[Risk], across: str, up: str) -> dict[tuple[int | None, int | None], Counted]:
    """{(across, up): how many} of leveled rows; None where one is not rated. One statement."""
    found = (
        rows.order_by()
        .values_list(across, up)
        .annotate(n=Count("pk"), red=Count("pk", filter=Q(level="high")))
    )
    return {(x, y): Counted(n, red) for x, y, n, red in found}


# -- what is there twice ------------------------------------------------------------------------------------


def alike(title: str, customer: Customer | None = None, but: Sequence[int] = ()) -> list[Risk]:
    """Open risks of the same customer that are called nearly the same, the nearest first. One statement."""
    if len(title.strip()) < 4:
        return []
    rows = reading.present(Risk).filter(customer=customer, state__in=OPEN).exclude(pk__in=but)
    near = rows.annotate(near=TrigramSimilarity(Lower("title"), title.strip().lower()[:500]))
    return list(near.filter(near__gt=ALIKE).order_by("-near", "pk")[:MOST])


# Those of no customer stand together too; said as an equation, which can be looked up and not only tried on every pair.
TWICE = """
    SELECT a.id, b.key, b.title FROM risks_risk a JOIN risks_risk b
        ON b.workspace_id = a.workspace_id AND coalesce(b.customer_id, 0) = coalesce(a.customer_id, 0) AND b.id <> a.id
        AND b.removed_at IS NULL AND b.state = ANY(%s)
    WHERE a.id = ANY(%s) AND a.state = ANY(%s) AND similarity(lower(a.title), lower(b.title)) > %s
    ORDER BY a.id, similarity(lower(a.title), lower(b.title)) DESC, b.id"""


def twice(rows: Iterable[Risk]) -> dict[int, list[tuple[str, str]]]:
    """{risk: [(key, title) of open ones of its customer that say nearly the same]}. One statement."""
    ids = [row.pk for row in rows]
    found: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    if ids:
        with connection.cursor() as cursor:
            cursor.execute(TWICE, [list(OPEN), ids, list(OPEN), ALIKE])
            for pk, key, title in cursor.fetchall():
                found[pk].append((key, title))
    return found
