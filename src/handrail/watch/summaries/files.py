"""Who gets which summary when, as it looks in `briefings.yaml`. No Django."""

from __future__ import annotations

from handrail.kit.shapes import DATE, FLAG, OWNER, REFERENCE, TEXT, TEXTS, Field, Part, Shape, words
from handrail.record.projects.files import PEOPLE
from handrail.watch.reviews.files import RULE, TIME

from .facts import KINDS, LENGTHS

KIND = words({kind: kind for kind in KINDS}, {"risk": "risks", "blocker": "blockers"}, "executive")
LENGTH = words({one: one for one in LENGTHS}, {"ten_lines": "ten", "10": "ten", "one_page": "page"}, "ten")
BRIEFING = Shape(
    "briefing",
    (
        Field("key", TEXT, ("key", "id"), settled=True),
        Field("customer", REFERENCE, ("account", "account_id", "customer")),
        Field("project", REFERENCE, ("project",)),
        Field("title", TEXT, ("title", "name"), most=200),
        Field("kind", KIND, ("kind", "summary"), default="executive"),
        Field("length", LENGTH, ("length",), default="ten"),
        Field("rule", RULE, ("rule", "rrule"), default="FREQ=WEEKLY;BYDAY=MO"),
        Field("at", TIME, ("at", "time"), default="08:00"),
        Field("starts_on", DATE, ("starts", "starts_on")),
        Field("members", PEOPLE, ("members",)),
        Field("channels", TEXTS, ("channels",)),
        Field("on", FLAG, ("switched_on", "active"), default=True),
        Field("owner", OWNER, ("owner",)),
    ),
)
BRIEFINGS = Part(("briefings",), BRIEFING)
