"""What a workspace's rules listen to, kept with the workspace: a change asks nothing more to know whom it concerns."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from handrail.house.deadlines import verbs as deadlines
from handrail.house.workspaces.models import Workspace
from handrail.house.workspaces.scope import current

from . import queries
from .facts import DEADLINE, EVENT, MISSED, REMINDERS
from .reading import ledger_kinds

ANY = "*"


def heed() -> None:
    """After a change of rules. Where they wait for other moments than before, all dates are looked at again."""
    workspace = Workspace.objects.select_for_update(no_key=True).get(pk=current().workspace_id)
    before = dict(workspace.heeds)
    after = {**before, **listening()}
    if after == before:
        return
    Workspace.objects.filter(pk=workspace.pk).update(heeds=after)
    current().workspace.heeds = after
    if after.get("offsets") != before.get("offsets", {}):
        deadlines.look_again()


def listening() -> dict[str, Any]:
    """The ledger's kinds with the fields that matter, and distances of dates beside those of the policy."""
    events: defaultdict[str, set[str]] = defaultdict(set)
    offsets: defaultdict[str, set[str]] = defaultdict(set)
    for _rule, when in queries.with_meaning(queries.at_work()):
        for kind in ledger_kinds(when) if when.trigger == EVENT else ():
            events[kind] |= set(when.fields) or {ANY}
        if when.trigger == DEADLINE and when.at[0] not in (REMINDERS, MISSED):
            offsets[when.name] |= set(when.at)
    return {
        "events": {kind: sorted(fields) for kind, fields in sorted(events.items())},
        "offsets": {name: sorted(some) for name, some in sorted(offsets.items())},
    }
