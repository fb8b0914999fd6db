"""A number that did not come near its target after the launch: the scope is corrected first, by whoever decides it."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from handrail import wiring
from handrail.house.ledger.rows import today
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import say
from handrail.record.scope.models import ScopeChange
from handrail.record.scope.verbs import add_scope_changes

from . import ending
from .models import AgendaItem

SOON = timedelta(days=2)


def correct(item: AgendaItem, words: str = "") -> str:
    """Take up the correction that a miss proposes. Returns what was made of it."""
    if item.review.project is None or not missed(item):
        fix = say("Make it a decision or an action.")
        raise Invalid([Problem("item", say("Nothing was missed here."), fix)])
    ending.start(item)
    with transaction.atomic():
        made = str(wiring.load(wiring.CORRECTS)(item, words.strip() or item.title))
        ending.end(item, "action", words=words.strip() or say("The scope is corrected first."), made=made)
    return made


def missed(item: AgendaItem) -> bool:
    return any(reason.get("code") == "missed" for reason in item.reasons)


def propose(item: AgendaItem, words: str) -> str:
    """A scope change for who signs the project off: it is weighed and decided before anything new."""
    project = item.review.project
    assert project is not None
    row = ScopeChange(
        title=say("Correct the scope: %(what)s", what=words)[:300], project=project, due_on=today() + SOON,
        metric=ending.subject(item) if item.subject_kind == "metric" else None,
        why=say("%(review)s found a miss: %(title)s", review=item.review.title, title=item.title),
    )  # fmt: skip
    add_scope_changes([row])
    ending.connect(f"scopechange:{row.key}", item)
    return f"scopechange:{row.key}"
