"""The dates that a customer and its renewals promise."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from handrail.house.deadlines.kinds import Kind, Promise, Says, told
from handrail.kit.words import mark

RENEWS = Says(
    before=mark("The contract renews in %(days)s days."),
    tomorrow=mark("The contract renews tomorrow."),
    today=mark("The contract renews today."),
    yesterday=mark("The contract was to renew yesterday."),
    after=mark("The contract was to renew %(days)s days ago."),
)
NOTICE = Says(
    before=mark("They can give notice for another %(days)s days."),
    tomorrow=mark("They can give notice until tomorrow."),
    today=mark("Today is the last day on which they can give notice."),
    yesterday=mark("Their last day to give notice was yesterday."),
    after=mark("Their last day to give notice was %(days)s days ago."),
)
WEEK = timedelta(days=7)
CUSTOMER_RENEWAL = Kind(
    name="customer.renewal", words=mark("Renewal"), says=RENEWS, offsets=("-90d", "-30d", "-7d", "0d"),
    step=mark("Open the customer"), path="customers/{key}/", late=WEEK,
)  # fmt: skip
CUSTOMER_NOTICE = Kind(
    name="customer.notice", words=mark("Last day to give notice"), says=NOTICE, offsets=("-30d", "-7d", "-1d"),
    step=mark("Open the customer"), path="customers/{key}/",
)  # fmt: skip
RENEWAL_DUE = Kind(
    name="renewal.due", words=mark("Renewal"), says=RENEWS, offsets=("-90d", "-30d", "-7d", "0d"),
    step=mark("Open the renewals"), path="renewals/{key}/", late=WEEK,
)  # fmt: skip
RENEWAL_NOTICE = Kind(
    name="renewal.notice", words=mark("Last day to give notice"), says=NOTICE, offsets=("-30d", "-7d", "-1d"),
    step=mark("Open the renewals"), path="renewals/{key}/",
)  # fmt: skip
KINDS = (CUSTOMER_RENEWAL, CUSTOMER_NOTICE, RENEWAL_DUE, RENEWAL_NOTICE)


def customer(row: Any) -> Iterator[Promise]:
    if row.renewal_on:
        yield Promise(CUSTOMER_RENEWAL.name, row.renewal_on, row.name, (row.owner_id,))
    if row.notice_on:
        yield Promise(CUSTOMER_NOTICE.name, row.notice_on, row.name, (row.owner_id,))


def renewal(row: Any) -> Iterator[Promise]:
    """What the customer itself does not say already: the same date twice would be one too many."""
    if row.state != "open":
        return
    if row.due_on != row.customer.renewal_on:
        yield Promise(RENEWAL_DUE.name, row.due_on, row.customer.name, told(row))
    if row.notice_on and row.notice_on != row.customer.notice_on:
        yield Promise(RENEWAL_NOTICE.name, row.notice_on, row.customer.name, told(row))
