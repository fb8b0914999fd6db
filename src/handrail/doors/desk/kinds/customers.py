"""The customer and what stands around it, as the desk shows it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from handrail.record.customers import models, verbs

from .kind import Field as F
from .kind import Kind, Verbs

CUSTOMER = Kind(
    model=models.Customer,
    slug="customers",
    one=_("customer"),
    many=_("Customers"),
    icon="building-2",
    title="name",
    page="customer",
    asks=("name", "owner", "tier", "arr", "currency", "renewal_on"),
    verbs=Verbs(verbs.add_customers, verbs.edit_customer, verbs.remove_customers, verbs.restore_customers),
    fields=(
        F("name", _("Name")),
        F("owner", _("Owner"), _("The one person who answers for this customer.")),
        F("tier", _("Tier"), _("Strategic customers need a plan for every deal.")),
        F("arr", _("Yearly value"), _("What they pay in a year."), "money"),
        F("currency", _("Currency"), _("Three letters, such as EUR.")),
        F("renewal_on", _("Renewal"), _("The day the contract ends or renews.")),
        F("notice_on", _("Notice by"), _("The last day on which they can cancel.")),
        F("anniversary_on", _("Anniversary")),
        F("sentiment", _("Your feeling"), _("How do you think they are doing? Only your team sees this.")),
        F("sentiment_note", _("Why you feel so")),
        F("industry", _("Industry")),
        F("region", _("Region")),
        F("size", _("Size")),
        F("website", _("Website")),
        F("parent", _("Part of"), _("The customer this one belongs to.")),
        F("private", _("Private"), _("Only its owner, its team, their managers and who is named see it.")),
    ),
)

OPPORTUNITY = Kind(
    model=models.Opportunity,
    slug="opportunities",
    one=_("opportunity"),
    many=_("Opportunities"),
    icon="handshake",
    title="name",
    parent="customer",
    asks=("name", "kind", "stage", "arr", "currency", "close_on", "owner"),
    verbs=Verbs(
        verbs.add_opportunities,
        verbs.edit_opportunity,
        verbs.remove_opportunities,
        verbs.restore_opportunities,
    ),
    fields=(
        F("name", _("Name")),
        F(
            "kind",
            _("Kind"),
            _("New business and expansions may need a plan; a renewal does not ask for a new one."),
        ),
        F("stage", _("Stage"), _("Our stage. The CRM's own word is kept beside it.")),
        F("stage_text", _("Stage in the CRM")),
        F("arr", _("Yearly value"), "", "money"),
        F("currency", _("Currency")),
        F("close_on", _("Closes")),
        F("sa_validated", _("Evaluation validated by an SA")),
        F("owner", _("Owner")),
        F("kind_text", _("Kind in the CRM")),
    ),
)

RENEWAL = Kind(
    model=models.Renewal,
    slug="renewals",
    settled=frozenset({"won", "lost"}),
    one=_("renewal"),
    many=_("Renewals"),
    icon="refresh-cw",
    title="due_on",
    parent="customer",
    asks=("due_on", "notice_on", "arr", "forecast", "owner"),
    verbs=Verbs(verbs.add_renewals, verbs.edit_renewal, verbs.remove_renewals, verbs.restore_renewals),
    fields=(
        F("due_on", _("Renews on")),
        F("notice_on", _("Notice by")),
        F("arr", _("Yearly value"), "", "money"),
        F("currency", _("Currency")),
        F("forecast", _("Forecast")),
        F("risk_reason", _("Why it is at risk")),
        F("save_plan", _("What we do to save it")),
        F("state", _("State")),
        F("owner", _("Owner")),
    ),
)

STAKEHOLDER = Kind(
    model=models.Stakeholder,
    slug="people",
    one=_("person"),
    many=_("People"),
    icon="user",
    title="name",
    parent="customer",
    asks=("name", "title", "buying_role", "email"),
    verbs=Verbs(
        verbs.add_stakeholders, verbs.edit_stakeholder, verbs.remove_stakeholders, verbs.restore_stakeholders
    ),
    fields=(
        F("name", _("Name")),
        F("title", _("Title")),
        F("buying_role", _("Role in the deal")),
        F("email", _("E-mail")),
        F("phone", _("Phone")),
        F("priorities", _("What matters to them"), _("One per line.")),
        F("cadence", _("How often you talk")),
        F("sentiment", _("Your feeling"), _("Only your team sees this.")),
        F("notes", _("Private notes"), _("Only your team sees this.")),
        F("role_text", _("Role as it came in")),
        F("left_on", _("Left on")),
    ),
)

TOUCHPOINT = Kind(
    model=models.Touchpoint,
    slug="touchpoints",
    one=_("touchpoint"),
    many=_("Touchpoints"),
    icon="phone",
    title="summary",
    parent="customer",
    asks=("kind", "on", "summary", "people", "text"),
    verbs=Verbs(
        verbs.add_touchpoints, verbs.edit_touchpoint, verbs.remove_touchpoints, verbs.restore_touchpoints
    ),
    fields=(
        F("kind", _("Kind")),
        F("on", _("On")),
        F("summary", _("In one line")),
        F("people", _("Who took part"), _("People at the customer."), "people"),
        F("text", _("Notes")),
        F("member", _("By")),
    ),
)

CASE = Kind(
    model=models.SupportCase,
    slug="cases",
    one=_("support case"),
    many=_("Support cases"),
    icon="ticket",
    parent="customer",
    asks=("number", "title", "severity", "opened_on"),
    verbs=Verbs(
        verbs.add_support_cases,
        verbs.edit_support_case,
        verbs.remove_support_cases,
        verbs.restore_support_cases,
    ),
    fields=(
        F("number", _("Number")),
        F("title", _("Title")),
        F("severity", _("Severity")),
        F("state_text", _("State in the help desk")),
        F("opened_on", _("Opened")),
        F("solved_on", _("Solved")),
        F("is_open", _("Still open")),
        F("escalated", _("Escalated by the customer")),
    ),
)

REQUEST = Kind(
    model=models.CustomerRequest,
    slug="requests",
    settled=frozenset({"done", "declined"}),
    one=_("customer request"),
    many=_("Customer requests"),
    icon="message-square",
    parent="customer",
    asks=("title", "kind", "asked_by", "asked_on", "owner", "text"),
    folded=frozenset({"text"}),
    verbs=Verbs(
        verbs.add_customer_requests,
        verbs.edit_customer_request,
        verbs.remove_customer_requests,
        verbs.restore_customer_requests,
    ),
    fields=(
        F("title", _("What they ask for")),
        F("kind", _("Kind")),
        F("state", _("State"), _("Open until somebody has told them what becomes of it.")),
        F("owner", _("Owner"), _("Who tells them what becomes of it.")),
        F("asked_by", _("Asked by")),
        F("asked_on", _("Asked on")),
        F("answer", _("What we told them")),
        F("answered_on", _("Answered on")),
        F("text", _("Details")),
        F("number", _("Number")),
    ),
)

TEAM_PLACE = Kind(
    model=models.TeamPlace,
    slug="team-places",
    one=_("place on the account team"),
    many=_("places on account teams"),
    icon="users",
    title="member",
    called="member__name",
    parent="customer",
    asks=("member", "job"),
    verbs=Verbs(
        verbs.add_team_places, verbs.edit_team_place, verbs.remove_team_places, verbs.restore_team_places
    ),
    fields=(
        F("member", _("Who"), _("Sees the customer too while it is private.")),
        F("job", _("As what"), _("What they do for this customer, such as SA or sponsor.")),
    ),
)

KINDS = (CUSTOMER, OPPORTUNITY, RENEWAL, STAKEHOLDER, TOUCHPOINT, CASE, REQUEST, TEAM_PLACE)
