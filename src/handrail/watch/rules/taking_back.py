"""Taking back what a rule did in one run: by the inverse verbs, as far as it can be taken back.

It is the change of whoever asks. The rules that led to the run do not act on it: they would do it again at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction

from handrail.house.ledger import undoing
from handrail.house.ledger.undoing import Change
from handrail.house.workspaces.scope import current
from handrail.kit import clock
from handrail.kit.refusals import NotAllowed, NotFound, Overtaken
from handrail.kit.words import say

from . import acting, verbs
from .engine import cause_of
from .listening import BACK
from .models import Run

LASTS = timedelta(days=30)
WITHIN = timedelta(hours=1)
"""How long after its look all that a run did was written at the latest."""


def take_back(run: Run) -> Change:
    """All that this run changed, or a refusal that says what is in the way."""
    refuse_others(run)
    cause = cause_of(run, run.rule)
    with transaction.atomic():
        run = Run.objects.select_for_update(no_key=True, of=("self",)).select_related("rule").get(pk=run.pk)
        if not can(run):
            raise NotFound(
                say("There is nothing here that could be taken back."),
                say("Only what a rule did in the last 30 days, and once."),
            )
        change = undoing.of_cause(cause, run.at, run.at + WITHIN)
        if change is None or not change.nets:
            raise Overtaken(say("What this rule did can not be taken back."), " ".join(remains(run)))
        undoing.reverse(change, f"{BACK}{cause}")
        mark(run)
    return change


def refuse_others(run: Run) -> None:
    if not may(run):
        raise NotAllowed(
            say("Only an administrator, or who owns the rule, can take back what it did."),
            say("Ask one of them to look at it."),
        )


def may(run: Run) -> bool:
    member = current().member
    return verbs.may_rule() or (member is not None and run.rule.owner_id == member.pk)


def can(run: Run) -> bool:
    """Whether it changed anything that could still be put back; no statement."""
    recent = run.at > clock.now() - LASTS
    return run.verdict == "acted" and recent and not is_back(run) and any(map(undoable, run.effects))


def is_back(run: Run) -> bool:
    return any("back" in effect for effect in run.effects)


def undoable(effect: acting.Effect) -> bool:
    """It changed a record, rather than telling somebody or finding everything done."""
    action = acting.actions().get(str(effect.get("did")))
    return action is not None and not action.stays and not effect.get("nothing")


def remains(run: Run) -> Sequence[str]:
    """What stays as it is, in words: each thing once."""
    found = (acting.actions().get(str(effect.get("did"))) for effect in run.effects)
    return list(dict.fromkeys(say(action.stays) for action in found if action is not None and action.stays))


def mark(run: Run) -> None:
    """The log tells who took it back, and when."""
    member = current().member
    back = {"by": member.name if member else "", "at": clock.now().isoformat()}
    Run.objects.filter(pk=run.pk).update(
        effects=[{**effect, "back": back} if undoable(effect) else effect for effect in run.effects]
    )
