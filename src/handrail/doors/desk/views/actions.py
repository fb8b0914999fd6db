"""One click, one verb: what a line of Today or a plan offers to do at once, each with its way back."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from handrail.house.ledger.rows import today
from handrail.kit.refusals import NotFound
from handrail.record.plans import acting
from handrail.record.plans import verbs as plans
from handrail.record.tasks import verbs as tasks

from ..answers import address, at, back, done, page
from ..kinds import Kind
from ..values import name
from ..words import Words
from .records import find


@dataclass(frozen=True, slots=True)
class Action:
    run: Callable[[Any], Any]
    said: Words


def reviewed(row: Any) -> None:
    plans.edit_plan(row, {"customer_reviewed_on": today()})


ACTIONS: dict[tuple[str, str], Action] = {
    ("task", "done"): Action(lambda row: tasks.finish([row]), gettext_lazy("Done: %s")),
    ("task", "reopen"): Action(lambda row: tasks.reopen([row]), gettext_lazy("Open again: %s")),
    ("milestone", "done"): Action(lambda row: plans.finish_milestones([row]), gettext_lazy("Done: %s")),
    ("milestone", "reopen"): Action(
        lambda row: plans.reopen_milestones([row]), gettext_lazy("Open again: %s")
    ),
    ("milestone", "task"): Action(
        lambda row: acting.make_actions([row]), gettext_lazy("There is a task for it now: %s")
    ),
    ("plan", "reviewed"): Action(reviewed, gettext_lazy("Reviewed with the customer today: %s")),
}


@page()
@require_POST
def do(request: HttpRequest, kind: Kind, key: str, action: str) -> HttpResponse:
    wanted = ACTIONS.get((kind.name, action))
    if wanted is None:
        raise NotFound(_("There is nothing called “%s” to do here.") % action)
    row = find(kind, key)
    wanted.run(row)
    said = str(wanted.said) % name(kind, row)
    response = done(request, said, back(request, address(kind, row)), stays=True)
    return offering(response, row) if (kind.name, action) == ("task", "done") else response


def offering(response: HttpResponse, row: Any) -> HttpResponse:
    """A task that is done asks in the same word whether its milestone is reached."""
    served = acting.served_by([row])
    if "HX-Trigger" not in response or not served:
        return response
    stone, events = served[0][0], json.loads(response["HX-Trigger"])
    label = _("Reached: %(milestone)s") % {"milestone": stone.title[:60]}
    events["toast"] |= {
        "fix": _("Is the milestone “%(milestone)s” reached?") % {"milestone": stone.title},
        "offer": {"label": label, "url": at("do", "milestones", stone.key, "done")},
    }
    response["HX-Trigger"] = json.dumps(events)
    return response
