"""What people do about something raised: raise it, take it on, put it off, hand it on, end it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from handrail.house.ledger.rows import Values, edit_many, today
from handrail.house.nudges import verbs as nudges
from handrail.house.nudges.models import ESCALATION
from handrail.house.workspaces.models import Member, Tenanted
from handrail.house.workspaces.scope import current
from handrail.kit import clock
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import say

from . import acting, rights
from .acting import Crowd
from .causes import HAND, hand_chain
from .firing import placed, raise_all, under_way
from .models import ACKNOWLEDGED, RESOLVED, SNOOZED, Escalation
from .rungs import Way, morning_after, morning_of

LONGEST_SNOOZE = 14
"""Days; and it is put off three times at most: then somebody has to say what happens."""
MOST_SNOOZES = 3
LONGEST_PROMISE = 366


def raise_to(subject: Tenanted, member: Member, reason: str, *, title: str, path: str) -> Escalation:
    """By hand, from a record: "Raise this to ..." with a reason."""
    reason = needed("reason", reason, 1000, say("Write why somebody else has to look at this."))
    kind = str(subject._meta.model_name)
    about = subject.pk if kind == "customer" else getattr(subject, "customer_id", None)
    row = Escalation(
        cause=HAND, subject_kind=kind, subject_id=subject.pk, subject_key=subject.key, about_id=about,
        title=title[:500], why=reason, path=path, since=clock.now(),
    )  # fmt: skip
    crowd = Crowd()
    refuse_absent("to", member, crowd, about)
    if under_way(row):
        raise Invalid(
            [Problem("to", say("This is raised already."), say("Say there what has changed, or hand it on."))]
        )
    raise_all([placed(row, crowd, Way(hand_chain(f"member:{member.key}"), about))])
    return row


def acknowledge(row: Escalation, promise: str, by: date | None) -> None:
    """Somebody says what happens next and by when: it stops climbing until that day is over."""
    start(row)
    promise = needed("promise", promise, 500, say("Write what happens next."))
    day = within("by", by, LONGEST_PROMISE)
    values: dict[str, Any] = {
        "state": ACKNOWLEDGED, "promise": promise, "promised_on": day,
        "next_at": morning_after(day, acting.week()),
    }  # fmt: skip
    done(row, values, "acknowledged", promise)
    nudges.settle([("escalation", row.pk)], ESCALATION)


def snooze(row: Escalation, until: date | None, reason: str) -> None:
    """Put off for a while; on that morning it is back with the same person."""
    start(row)
    reason = needed("reason", reason, 300, say("Write why it can wait."))
    day = within("until", until, LONGEST_SNOOZE, first=1)
    if row.snoozes >= MOST_SNOOZES:
        fix = say("Say what happens next and by when, or hand it on.")
        raise Invalid([Problem("until", say("This was put off %(n)s times.", n=row.snoozes), fix)])
    values: dict[str, Any] = {
        "state": SNOOZED, "snoozed_for": reason, "snoozes": row.snoozes + 1,
        "next_at": morning_of(day, acting.week()),
    }  # fmt: skip
    done(row, values, "snoozed", reason)
    nudges.settle([("escalation", row.pk)], ESCALATION)


def resolve(row: Escalation, words: str) -> None:
    """Over, in somebody's words; what was missed does not start it again."""
    start(row)
    words = needed("words", words, 500, say("Write how it was solved."))
    acting.end([row], {row.pk: words}, current().member)
    inform(row)


def hand_to(row: Escalation, member: Member) -> None:
    """To somebody else, who has the time of this rung from now on; above them is their own manager."""
    start(row)
    crowd = Crowd()
    refuse_absent("to", member, crowd, row.about_id)
    if member.pk == row.owner_id:
        raise Invalid([Problem("to", say("It is with them already."), say("Choose somebody else."))])
    before = row.owner_id
    acting.change([(row, acting.standing(row, row.rung, crowd.everybody[member.pk]))], "handed")
    acting.tell([row])
    acting.remember([(row, "raised", member.name)])
    if before:
        inform(row, before)


def edit_escalations(pairs: Iterable[tuple[Escalation, Values]]) -> int:
    """A book that changes hands: whom it is raised to, who is told now and has their time."""
    pairs = [(row, {**values, **taken_over(values, row)}) for row, values in pairs]
    count = edit_many(pairs)
    acting.tell([row for row, _values in pairs])
    return count


def taken_over(values: Values, row: Escalation) -> Values:
    owner = values.get("owner")
    return acting.received(row, owner) if isinstance(owner, Member) else {}


# -- what they do alike ---------------------------------------------------------------------------------------


def start(row: Escalation) -> None:
    rights.need(row)
    if row.state == RESOLVED:
        raise Invalid([Problem("state", say("This is over already."), say("Look at the list again."))])


def done(row: Escalation, values: dict[str, Any], kind: str, words: str) -> None:
    acting.change([(row, values)], kind)
    acting.remember([(row, kind, words)])
    inform(row)


def inform(row: Escalation, member: int | None = None) -> None:
    """Whom it is raised to hears when somebody else acts: nothing is ended behind their back."""
    to, me = member or row.owner_id, current().actor.member_id
    if to and to != me:
        nudges.tell([acting.news(row, to)])


def needed(field: str, text: str, most: int, fix: str) -> str:
    text = text.strip()
    if not text:
        raise Invalid([Problem(field, say("This needs words."), fix)])
    if len(text) > most:
        raise Invalid([Problem(field, say("This is too long."), say("Write up to %(n)s letters.", n=most))])
    return text


def within(field: str, day: date | None, most: int, first: int = 0) -> date:
    start, last = today() + timedelta(days=first), today() + timedelta(days=most)
    if day is None or not start <= day <= last:
        fix = say("Choose one from %(first)s to %(last)s.", first=start, last=last)
        raise Invalid([Problem(field, say("This day can not be chosen."), fix)])
    return day


def refuse_absent(field: str, member: Member, crowd: Crowd, about: int | None) -> None:
    if member.pk not in crowd.who_may_see(about):
        words = say("%(who)s can not be asked about this.", who=member.name)
        raise Invalid([Problem(field, words, say("Choose somebody who is here and may see it."))])


__all__ = ["acknowledge", "edit_escalations", "hand_to", "raise_to", "resolve", "snooze"]
