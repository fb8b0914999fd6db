"""The only place where an upper room plugs into a lower one: plain tables of dotted names, by what they are about.

A lower room reads its table here and imports the name when it is needed, so that no import runs up the stairs.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from handrail.wiring.asked import ACTIONS as ACTIONS
from handrail.wiring.asked import CUSTOMER_NAMES as CUSTOMER_NAMES
from handrail.wiring.asked import CUSTOMERS_PRIVATE as CUSTOMERS_PRIVATE
from handrail.wiring.asked import FRAME as FRAME
from handrail.wiring.asked import MAY_JOIN as MAY_JOIN
from handrail.wiring.asked import MEASURES as MEASURES
from handrail.wiring.asked import OWNED as OWNED
from handrail.wiring.asked import PLAN_RULES as PLAN_RULES
from handrail.wiring.asked import STANDS_FOR as STANDS_FOR
from handrail.wiring.asked import SUMMED as SUMMED
from handrail.wiring.dates import CLOCK_SHIFTED as CLOCK_SHIFTED
from handrail.wiring.dates import DATES_ABOVE as DATES_ABOVE
from handrail.wiring.dates import DEADLINES as DEADLINES
from handrail.wiring.dates import DEADLINES_ALONG as DEADLINES_ALONG
from handrail.wiring.dates import DEADLINES_LEAN as DEADLINES_LEAN
from handrail.wiring.dates import DEADLINES_REST as DEADLINES_REST
from handrail.wiring.dates import FIRES as FIRES
from handrail.wiring.dates import HEEDED as HEEDED
from handrail.wiring.dates import PERIODIC as PERIODIC
from handrail.wiring.dates import PROMISED as PROMISED
from handrail.wiring.dates import SURVIVED_OVER as SURVIVED_OVER
from handrail.wiring.ledger import AT_ONCE as AT_ONCE
from handrail.wiring.ledger import CHANGE_READERS as CHANGE_READERS
from handrail.wiring.ledger import HEARS as HEARS
from handrail.wiring.ledger import LEDGER_READERS as LEDGER_READERS
from handrail.wiring.ledger import SETTLES as SETTLES
from handrail.wiring.ledger import TOUCHED as TOUCHED
from handrail.wiring.projects import ASSUMED as ASSUMED
from handrail.wiring.projects import CARDS_SHOWN_OUTSIDE as CARDS_SHOWN_OUTSIDE
from handrail.wiring.projects import CHECKS as CHECKS
from handrail.wiring.projects import CORRECTS as CORRECTS
from handrail.wiring.projects import DRILLED as DRILLED
from handrail.wiring.projects import ENTERS as ENTERS
from handrail.wiring.projects import FIRST_DAYS as FIRST_DAYS
from handrail.wiring.projects import HANGS as HANGS
from handrail.wiring.projects import HELD_UP as HELD_UP
from handrail.wiring.projects import LOCKS as LOCKS
from handrail.wiring.projects import PLAYBOOK_ROOMS as PLAYBOOK_ROOMS
from handrail.wiring.projects import RESTS_ON as RESTS_ON
from handrail.wiring.projects import SIGNED_OFF as SIGNED_OFF
from handrail.wiring.projects import TASKS_BACK as TASKS_BACK
from handrail.wiring.projects import TAUGHT as TAUGHT
from handrail.wiring.search import SEARCHED as SEARCHED
from handrail.wiring.told import DONE as DONE
from handrail.wiring.told import EVIDENCE_KEPT as EVIDENCE_KEPT
from handrail.wiring.told import EVIDENCED as EVIDENCED
from handrail.wiring.told import FOLLOWED as FOLLOWED
from handrail.wiring.told import LEANING as LEANING
from handrail.wiring.told import LINKED as LINKED
from handrail.wiring.told import MOVED as MOVED
from handrail.wiring.told import PLANS_NUMBERED as PLANS_NUMBERED
from handrail.wiring.told import READ as READ
from handrail.wiring.told import RULES_KEPT as RULES_KEPT
from handrail.wiring.told import SAID as SAID
from handrail.wiring.told import SAID_OUTSIDE as SAID_OUTSIDE
from handrail.wiring.told import SCOPE_DECIDED as SCOPE_DECIDED
from handrail.wiring.told import START_HANDOFFS as START_HANDOFFS
from handrail.wiring.told import TOLD_OUTSIDE as TOLD_OUTSIDE
from handrail.wiring.undo import UNDONE as UNDONE
from handrail.wiring.undo import UNDONE_WORKSPACE as UNDONE_WORKSPACE


def load(dotted: str) -> Callable[..., Any]:
    module, name = dotted.rsplit(".", 1)
    return getattr(import_module(module), name)  # type: ignore[no-any-return]
