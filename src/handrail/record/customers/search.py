"""What of a customer, and of what stands around it, is found."""

from __future__ import annotations

from handrail.house.search.found import Finder

from .models import Customer, CustomerRequest, Opportunity, Renewal, Stakeholder, SupportCase, Touchpoint

customers = Finder(
    model=Customer,
    title="name",
    names=("website",),
    text=("industry", "region", "size", "sentiment_note", "fields"),
    weight=1.0,
)
opportunities = Finder(
    model=Opportunity,
    title="name",
    text=("stage_text", "kind_text", "fields"),
    state="stage",
    settled=lambda row: row.stage in ("won", "lost"),
    weight=0.1,
)
renewals = Finder(
    model=Renewal,
    title="due_on",
    text=("forecast", "risk_reason", "save_plan"),
    state="state",
    settled=lambda row: row.state != "open",
)
stakeholders = Finder(
    model=Stakeholder,
    title="name",
    names=("email", "phone"),
    text=("title", "role_text", "priorities", "notes", "fields"),
    settled=lambda row: row.left_on is not None,
    weight=0.4,
)
touchpoints = Finder(model=Touchpoint, title="summary", text=("text",), state="kind")
requests = Finder(
    model=CustomerRequest,
    title="title",
    names=("number",),
    text=("text", "asked_by", "answer", "fields"),
    state="state",
    settled=lambda row: row.state in ("done", "declined"),
)
cases = Finder(
    model=SupportCase,
    title="title",
    names=("number",),
    text=("state_text", "fields"),
    settled=lambda row: not row.is_open,
)
