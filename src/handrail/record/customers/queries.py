"""Reading customers and what stands around them. Every function says how many statements it takes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from handrail.house.ledger import reading
from handrail.house.workspaces.scope import current, unveiled

from .facts import CaseFacts, CustomerFacts, OpportunityFacts, RequestFacts, StakeholderFacts, WaiverFacts
from .models import (
    Customer,
    CustomerRequest,
    Opportunity,
    Renewal,
    Stakeholder,
    SupportCase,
    TeamPlace,
    Touchpoint,
)

Waivers = Mapping[tuple[int, int | None], WaiverFacts]
"""By customer and opportunity; under None stands one for all deals of the customer."""
CRM_STAGES: dict[str, Any] = {"1": 1, "2": 2, "3": 3, "4": 4, "won": "won", "lost": "lost", "": None}


def listing(**filters: Any) -> QuerySet[Customer]:
    """Customers that match; see `reading.listing` for the filters. One statement."""
    return reading.listing(Customer, **filters)


def get(key: str) -> Customer:
    """One statement; NotFound where there is none."""
    return reading.find(Customer, key)


def out_of_sight() -> list[tuple[str, dict[str, Any]]]:
    """(key, external ids) of the private customers that the reader may not see: what an import must not double.

    Never shown. Nothing hidden: no statement.
    """
    hidden = current().hidden
    if not hidden:
        return []
    with unveiled():
        return list(Customer.objects.filter(pk__in=hidden).values_list("key", "external_ids"))


def opportunities_of(ids: Collection[int]) -> dict[int, list[Opportunity]]:
    """One statement."""
    return reading.of_customers(reading.present(Opportunity).order_by("close_on", "pk"), ids)


def renewals_of(ids: Collection[int]) -> dict[int, list[Renewal]]:
    """One statement."""
    return reading.of_customers(reading.present(Renewal).order_by("due_on", "pk"), ids)


def stakeholders_of(ids: Collection[int]) -> dict[int, list[Stakeholder]]:
    """One statement."""
    return reading.of_customers(reading.present(Stakeholder).order_by("name", "pk"), ids)


def cases_of(ids: Collection[int]) -> dict[int, list[SupportCase]]:
    """One statement; the newest first."""
    return reading.of_customers(reading.present(SupportCase).order_by("-opened_on", "pk"), ids)


def requests(**filters: Any) -> QuerySet[CustomerRequest]:
    """One statement."""
    return reading.listing(CustomerRequest, **filters)


def requests_of(ids: Collection[int]) -> dict[int, list[CustomerRequest]]:
    """One statement; the newest first."""
    return reading.of_customers(reading.present(CustomerRequest).order_by("-asked_on", "pk"), ids)


def team_of(ids: Collection[int]) -> dict[int, list[TeamPlace]]:
    """One statement."""
    return reading.of_customers(reading.present(TeamPlace).order_by("job", "pk"), ids)


def touchpoints_of(ids: Collection[int]) -> dict[int, list[Touchpoint]]:
    """One statement; the newest first."""
    return reading.of_customers(reading.present(Touchpoint).order_by("-on", "-pk"), ids)


def by_external_id(source: str, ids: Collection[str]) -> dict[str, Customer]:
    """Customers by what another system calls them. One statement."""
    rows = Customer.objects.filter(removed_at=None, **{f"external_ids__{source}__in": list(ids)})
    return {row.external_ids[source]: row for row in rows}


# -- touches ------------------------------------------------------------------------------------------------

TOUCHES = """
SELECT DISTINCT ON (customer_id) customer_id, "on", key, count(*) OVER (PARTITION BY customer_id)
FROM customers_touchpoint WHERE customer_id = ANY(%s) AND removed_at IS NULL
ORDER BY customer_id, "on" DESC, id DESC
"""
PEOPLE = """
SELECT t.customer_id, p.key, max(t."on")
FROM customers_touchpoint t, jsonb_array_elements_text(t.people) AS p (key)
WHERE t.customer_id = ANY(%s) AND t.removed_at IS NULL AND jsonb_typeof(t.people) = 'array' GROUP BY 1, 2
"""


def fetch(sql: str, ids: Collection[int]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [list(ids)])
        return list(cursor.fetchall())


def last_touches(ids: Collection[int]) -> dict[int, date]:
    """{customer: the day of its newest touchpoint}; who was never touched is not in it. One statement."""
    return {customer: on for customer, on, _key, _count in fetch(TOUCHES, ids)}


def touched_people(ids: Collection[int]) -> dict[tuple[int, str], date]:
    """{(customer, stakeholder's key): the last day they took part}. One statement."""
    return {(customer, key): on for customer, key, on in fetch(PEOPLE, ids)}


# -- facts --------------------------------------------------------------------------------------------------


def facts_of_customers(ids: Collection[int], waivers: Waivers | None = None) -> dict[int, CustomerFacts]:
    """Nine statements for any number of customers. The waivers come from the plans' room."""
    rows = reading.of_each(Customer, "pk", ids)
    owners, touches = reading.member_keys(), {row[0]: row[1:] for row in fetch(TOUCHES, ids)}
    deals, people = opportunity_facts_of(ids, waivers or {}), stakeholder_facts_of(ids)
    requests = request_facts_of(ids)
    cases, supported = case_facts_of(ids), SupportCase.objects.filter(removed_at=None).exists()
    return {
        row.pk: CustomerFacts(
            **described(row, owners),
            **touch_facts(touches.get(row.pk)),
            opportunities=deals.get(row.pk, ()),
            stakeholders=people.get(row.pk, ()),
            cases=cases.get(row.pk, ()) if supported else None,
            requests=requests.get(row.pk, ()),
        )
        for row in rows
    }


def described(row: Customer, owners: Mapping[int | None, str]) -> dict[str, Any]:
    return {
        "key": row.key,
        "name": row.name,
        "tier": row.tier,
        "arr": row.arr,
        "currency": row.currency,
        "renewal_on": row.renewal_on,
        "notice_on": row.notice_on,
        "owner": owners.get(row.owner_id, ""),
        "sentiment": row.sentiment or None,
        "sentiment_on": row.sentiment_on,
    }


def touch_facts(touch: tuple[date, str, int] | None) -> dict[str, Any]:
    if touch is None:
        return {}
    return {"last_touch_on": touch[0], "last_touch_key": touch[1], "touch_count": touch[2]}


def opportunity_facts_of(ids: Collection[int], waivers: Waivers) -> dict[int, tuple[OpportunityFacts, ...]]:
    rows = reading.of_each(Opportunity, "customer_id", ids, "close_on", "pk")
    return {
        customer: tuple(
            opportunity_facts(row, waivers.get((customer, row.pk)) or waivers.get((customer, None)))
            for row in group
        )
        for customer, group in reading.grouped(rows, "customer_id").items()
    }


def opportunity_facts(row: Opportunity, waiver: WaiverFacts | None) -> OpportunityFacts:
    return OpportunityFacts(
        key=row.key,
        title=row.name,
        kind=row.kind,  # type: ignore[arg-type]
        stage=CRM_STAGES.get(row.stage),
        stage_text=row.stage_text,
        arr=row.arr,
        currency=row.currency,
        close_on=row.close_on,
        sa_validated=row.sa_validated,
        waiver=waiver,
    )


def stakeholder_facts_of(ids: Collection[int]) -> dict[int, tuple[StakeholderFacts, ...]]:
    """Two statements."""
    touched = touched_people(ids)
    rows = reading.of_each(Stakeholder, "customer_id", ids, "name", "pk")
    return {
        customer: tuple(stakeholder_facts(row, touched.get((customer, row.key))) for row in group)
        for customer, group in reading.grouped(rows, "customer_id").items()
    }


def stakeholder_facts(row: Stakeholder, last_touch_on: date | None) -> StakeholderFacts:
    return StakeholderFacts(
        key=row.key,
        name=row.name,
        title=row.title,
        role=row.buying_role,
        last_touch_on=last_touch_on,
        left_on=row.left_on,
    )


def case_facts_of(ids: Collection[int]) -> dict[int, tuple[CaseFacts, ...]]:
    rows = reading.of_each(SupportCase, "customer_id", ids, "opened_on", "pk")
    return {
        customer: tuple(map(case_facts, group))
        for customer, group in reading.grouped(rows, "customer_id").items()
    }


def request_facts_of(ids: Collection[int]) -> dict[int, tuple[RequestFacts, ...]]:
    rows = reading.of_each(CustomerRequest, "customer_id", ids, "asked_on", "pk")
    return {
        customer: tuple(map(request_facts, group))
        for customer, group in reading.grouped(rows, "customer_id").items()
    }


def request_facts(row: CustomerRequest) -> RequestFacts:
    return RequestFacts(key=row.key, title=row.title, is_open=row.state == "open", asked_on=row.asked_on)


def case_facts(row: SupportCase) -> CaseFacts:
    return CaseFacts(
        key=row.key,
        title=row.title or row.number,
        severity=row.severity,  # type: ignore[arg-type]
        opened_on=row.opened_on,
        solved_on=row.solved_on,
    )


def private_of(ids: Collection[int]) -> set[int]:
    """Those of the customers that only some may see. One statement."""
    return set(Customer.objects.filter(pk__in=ids, private=True).values_list("pk", flat=True))


def names_of(ids: Collection[int]) -> dict[int, str]:
    """What customers are called, for messages about them. One statement."""
    return dict(Customer.objects.filter(pk__in=ids, removed_at=None).values_list("pk", "name"))
