"""A rule as one sentence that a manager understands, made from its parts: pure, no Django."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, time

from handrail.house.deadlines import policy as dates
from handrail.kit.words import mark, say
from handrail.watch.health.policy import Policy
from handrail.watch.reviews import recurrence

from .facts import DEADLINE, EVENT, KINDS, MISSED, MONTHLY, REMINDERS, Fact, When, facts_of
from .reading import dates as dated

HAPPENED = {
    "saved": mark("When %(one)s is new or has changed"),
    "created": mark("When %(one)s is new"),
    "changed": mark("When %(one)s changes"),
    "removed": mark("When %(one)s is removed"),
    "restored": mark("When %(one)s is back"),
    "health": mark("When a customer’s health changes"),
    "declined": mark("When %(one)s is declined"),
    "left_band": mark("When %(one)s leaves its band"),
    "came_back": mark("When %(one)s is back in its band"),
}
IN_FIELDS = mark("%(start)s (%(fields)s)")
FIELDS = {
    "tier": mark("tier"),
    "arr": mark("ARR"),
    "renewal_on": mark("renewal date"),
    "notice_on": mark("notice date"),
    "sentiment": mark("sentiment"),
    "owner": mark("owner"),
    "stage": mark("stage"),
    "close_on": mark("close date"),
    "kind": mark("kind"),
    "sa_validated": mark("validated evaluation"),
    "state": mark("state"),
    "due_on": mark("due date"),
    "due_at": mark("due date"),
    "expires_on": mark("last good day"),
    "forecast": mark("forecast"),
    "severity": mark("severity"),
    "is_open": mark("open or solved"),
    "escalated": mark("escalated"),
    "phase": mark("phase"),
    "status": mark("status"),
    "next_review_on": mark("next review"),
    "priority": mark("priority"),
    "go_live_on": mark("go-live day"),
    "anniversary_on": mark("anniversary"),
    "target": mark("target"),
    "low": mark("lowest"),
    "high": mark("highest"),
    "cohort": mark("cohort"),
    "at": mark("when it is held"),
    "task": mark("card"),
    "change": mark("scope change"),
    "declined": mark("declined"),
    "rung": mark("how far it has gone up"),
}
DATED = {
    "customer.renewal": mark("a customer renews"),
    "customer.notice": mark("a customer can last give notice"),
    "renewal.due": mark("a renewal of the list is due"),
    "renewal.notice": mark("notice of a renewal of the list can last be given"),
    "plan.review": mark("a success plan is to be reviewed"),
    "plan.updated": mark("a success plan was last updated"),
    "milestone.due": mark("a milestone is due"),
    "task.due": mark("a task is due"),
    "decision.due": mark("something is to be decided"),
    "feedback.due": mark("feedback is to be answered"),
    "assumption.due": mark("it is to be known whether an assumption holds"),
    "assumption.expires": mark("an assumption runs out"),
    "blocker.due": mark("a blocker is to be solved"),
    "scopechange.due": mark("a scope change is to be decided"),
    "submission.answer": mark("whoever sent something by a form is to hear something"),
    "risk.review": mark("a risk is to be looked at again"),
    "risk.answer": mark("a high risk is to be answered"),
    "project.outcome": mark("a project’s outcome is to be there"),
    "project.go_live": mark("a project goes live"),
}
OPERATORS = {
    "==": mark("%(fact)s is %(value)s"),
    "!=": mark("%(fact)s is not %(value)s"),
    ">": mark("%(fact)s is more than %(value)s"),
    ">=": mark("%(fact)s is %(value)s or more"),
    "<": mark("%(fact)s is less than %(value)s"),
    "<=": mark("%(fact)s is %(value)s or less"),
}
VALUES = {
    "1": mark("stage 1"),
    "2": mark("stage 2"),
    "3": mark("stage 3"),
    "4": mark("stage 4"),
    "won": mark("Closed Won"),
    "lost": mark("Closed Lost"),
    "missing": mark("not there yet"),
    "present": mark("there"),
    "not_required": mark("not required"),
    "at_risk": mark("at risk"),
    "no_data": mark("without data"),
    "in_review": mark("in review"),
    "in_progress": mark("in progress"),
    "customer_accepted": mark("accepted by the customer"),
    "inside": mark("inside its band"),
    "below": mark("below its band"),
    "above": mark("above its band"),
    "": mark("not said"),
}
EQUALS = "=="
TOKEN = re.compile(
    r"\s*(?:(?P<fact>[a-z_]+\.[a-z_]+)\s*(?P<sign>==|!=|>=|<=|>|<)\s*"
    r"(?:\"(?P<text>[^\"]*)\"|(?P<number>-?\d+))|(?P<no>!)?(?P<flag>[a-z_]+\.[a-z_]+))\s*"
)


def sentence(when: When, condition: str, done: Iterable[str], policy: Policy) -> str:
    """ "When an opportunity is new or has changed (stage), and its stage is stage 2: make a plan." """
    start = begins(when, policy)
    said = meant(condition, when) if condition.strip() else ""
    start = say("%(start)s, and %(condition)s", start=start, condition=said) if said else start
    return say("%(start)s: %(done)s.", start=start, done="; ".join(done))


def begins(when: When, policy: Policy) -> str:
    if when.trigger == EVENT:
        start = say(HAPPENED[when.happens], one=say(KINDS[when.subject].one))
        if not when.fields:
            return start
        return say(IN_FIELDS, start=start, fields=", ".join(say(FIELDS[name]) for name in when.fields))
    if when.trigger == DEADLINE:
        what = say(DATED.get(when.name, dated()[when.name].words))
        return say("When %(what)s (%(times)s)", what=what, times=times(when, policy))
    return comes_round(when)


def times(when: When, policy: Policy) -> str:
    kind = dated()[when.name]
    how = dates.Rules(given=policy.as_mapping())
    if when.at == (REMINDERS,):
        return dates.spoken(how.reminders(kind))
    if when.at == (MISSED,):
        return dates.spoken([how.missed(kind)])
    return dates.spoken(when.at)


def comes_round(when: When) -> str:
    """The reader of rhythms says how often."""
    if when.day:
        often = (
            mark("Every month on the day of %(whose)s %(field)s")
            if when.rule == MONTHLY
            else mark("Every year on the day of %(whose)s %(field)s")
        )
        return say(often, whose=say("each customer’s"), field=say(FIELDS[when.day]))
    rhythm = recurrence.sentence(when.rule, date(2024, 1, 1), time.fromisoformat(when.time))
    return say("%(rhythm)s, for %(each)s", rhythm=rhythm, each=say(KINDS[when.subject].each))


def meant(condition: str, when: When) -> str:
    """A chain of plain comparisons in words; anything more is shown as it is written."""
    facts = {fact.name: fact for fact in facts_of(when.subject, when.trigger)}
    said = []
    for part in condition.split("&&"):
        found = TOKEN.fullmatch(part.strip("() \n"))
        words = one(found.groupdict(), facts) if found else None
        if words is None:
            return say("this holds: %(condition)s", condition=" ".join(condition.split()))
        said.append(words)
    return say(" and ").join(said)


def one(found: Mapping[str, str | None], facts: Mapping[str, Fact]) -> str | None:
    fact = facts.get(found["fact"] or found["flag"] or "")
    if fact is None:
        return None
    if found["flag"]:
        template = mark("it is not true that %(fact)s") if found["no"] else mark("%(fact)s")
        return say(template, fact=say(fact.label))
    value = called(found["text"] or "") if found["number"] is None else thousands(found["number"])
    template = OPERATORS[found["sign"] or EQUALS]
    return say(template, fact=say(fact.label), value=value)


def called(value: str) -> str:
    return say(VALUES[value]) if value in VALUES else say(value.replace("_", " ")) if value else ""


def thousands(value: str) -> str:
    return f"{int(value):,}".replace(",", say(",.")[0])
