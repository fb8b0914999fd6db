"""Customers and what stands around them, for programs."""

from __future__ import annotations

from handrail.kit.web.resource import Resource

from . import verbs
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

OF_CUSTOMER = frozenset({"customer"})

RESOURCES = (
    Resource(
        model=Customer, plural="customers", add=verbs.add_customers, edit=verbs.edit_customer,
        remove=verbs.remove_customers, restore=verbs.restore_customers,
    ),
    Resource(
        model=TeamPlace, plural="team-places", add=verbs.add_team_places, edit=verbs.edit_team_place,
        remove=verbs.remove_team_places, restore=verbs.restore_team_places, once=OF_CUSTOMER,
    ),
    Resource(
        model=Opportunity, plural="opportunities", add=verbs.add_opportunities, edit=verbs.edit_opportunity,
        remove=verbs.remove_opportunities, restore=verbs.restore_opportunities, once=OF_CUSTOMER,
    ),
    Resource(
        model=Renewal, plural="renewals", add=verbs.add_renewals, edit=verbs.edit_renewal,
        remove=verbs.remove_renewals, restore=verbs.restore_renewals, once=OF_CUSTOMER,
    ),
    Resource(
        model=Stakeholder, plural="stakeholders", add=verbs.add_stakeholders, edit=verbs.edit_stakeholder,
        remove=verbs.remove_stakeholders, restore=verbs.restore_stakeholders, once=OF_CUSTOMER,
    ),
    Resource(
        model=Touchpoint, plural="touchpoints", add=verbs.add_touchpoints, edit=verbs.edit_touchpoint,
        remove=verbs.remove_touchpoints, restore=verbs.restore_touchpoints, once=OF_CUSTOMER,
    ),
    Resource(
        model=SupportCase, plural="cases", add=verbs.add_support_cases, edit=verbs.edit_support_case,
        remove=verbs.remove_support_cases, restore=verbs.restore_support_cases, once=OF_CUSTOMER,
    ),
    Resource(
        model=CustomerRequest, plural="requests", add=verbs.add_customer_requests,
        edit=verbs.edit_customer_request, remove=verbs.remove_customer_requests,
        restore=verbs.restore_customer_requests, once=OF_CUSTOMER,
    ),
)  # fmt: skip
