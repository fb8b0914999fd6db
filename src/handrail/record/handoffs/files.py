"""Handoffs and promises as they look in files. No Django."""

from __future__ import annotations

from handrail.kit.shapes import DATA, DATE, NUMBER, OWNER, REFERENCE, TEXT, TEXTS, Field, Part, Shape, words

from .facts import KINDS, PROMISE_STATES, STATES

STATE = words(
    {s: s for s in STATES},
    {"started": "requested", "open": "requested", "rejected": "returned", "done": "accepted"},
    "requested",
)
KIND = words({k: k for k in KINDS}, {"sale": "sa_to_ca", "cover": "csm_to_csm"}, "sa_to_ca")
PROMISE_STATE = words(
    {s: s for s in PROMISE_STATES}, {"done": "kept", "fulfilled": "kept", "dropped": "released"}, "open"
)

HANDOFF = Shape(
    "handoff",
    (
        Field("key", TEXT, ("key", "id"), settled=True),
        Field("customer", REFERENCE, ("account", "account_id", "customer")),
        Field("title", TEXT, most=300),
        Field("plan", REFERENCE),
        Field("opportunity", REFERENCE),
        Field("kind", KIND, ("kind",), default="sa_to_ca"),
        Field("giver", OWNER, ("from", "giver")),
        Field("owner", OWNER, ("to", "owner")),
        Field("state", STATE, ("status", "state"), default="requested"),
        Field("due_on", DATE, ("due", "due_on", "due_date")),
        Field("started_on", DATE, ("started", "started_on")),
        Field("accepted_on", DATE, ("accepted", "accepted_on")),
        Field("context", TEXT, ("context",)),
        Field("cadence", TEXT, ("cadence",), most=200),
        Field("checklist", TEXTS, ("checklist",)),
        Field("reason", TEXT, ("reason", "returned_because")),
        Field("returns", NUMBER, ("returns",), default=0),
        Field("moved", DATA, ("moved",)),
    ),
    "title",
)
PROMISE = Shape(
    "promise",
    (
        Field("key", TEXT, ("key", "id"), settled=True),
        Field("customer", REFERENCE, ("account", "account_id", "customer")),
        Field("title", TEXT, ("promise", "title", "what"), most=500),
        Field("plan", REFERENCE),
        Field("opportunity", REFERENCE),
        Field("criterion", REFERENCE),
        Field("text", TEXT, ("text", "description")),
        Field("owner", OWNER),
        Field("made_by", TEXT, ("made_by", "by"), most=200),
        Field("made_to", TEXT, ("made_to",), most=200),
        Field("made_on", DATE, ("date", "made_on", "on")),
        Field("due_on", DATE, ("due", "due_on", "due_date")),
        Field("state", PROMISE_STATE, ("status", "state"), default="open"),
        Field("settled_on", DATE, ("settled", "settled_on")),
        Field("outcome", TEXT, ("outcome",)),
    ),
    "title",
)
HANDOFFS = Part(("handoffs",), HANDOFF)
PROMISES = Part(("promises",), PROMISE)
