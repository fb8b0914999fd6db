"""The live checklist: what of it can be seen in the project, judged; the rest is what people ticked. No Django."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from handrail.kit.words import mark, say, say_many

from .facts import Book, Point, Work


@dataclass(frozen=True, slots=True)
class Line:
    """One point: whether it is done, what says so, and whether a person may tick it."""

    says: str
    done: bool
    why: str = ""
    by_hand: bool = False


def checklist(book: Book, work: Work, ticks: Collection[str]) -> list[Line]:
    return [line(point, work, ticks) for point in book.checklist]


def line(point: Point, work: Work, ticks: Collection[str]) -> Line:
    sign = SIGNS.get(point.sign)
    if sign is None:
        return Line(point.says, point.says in ticks, by_hand=True)
    done, why = sign(work)
    return Line(point.says, done, why)


def named(who: str) -> tuple[bool, str]:
    return bool(who), say(mark("It is %(who)s."), who=who) if who else say(mark("Nobody is named yet."))


def stage_rules(work: Work) -> tuple[bool, str]:
    """A last stage is left by nobody; every other one says when."""
    missing = [title for title, has_rule in work.stages[:-1] if not has_rule]
    if not work.stages:
        return False, say(mark("There are no stages yet."))
    if missing:
        return False, say(mark("Without a rule: %(stages)s."), stages=", ".join(missing))
    return True, say(mark("All %(n)s stages say it."), n=len(work.stages))


def one_owner(work: Work) -> tuple[bool, str]:
    if not work.active:
        return False, say(mark("Nothing is under way yet."))
    if work.unowned:
        return False, say(mark("Without an owner: %(cards)s."), cards=", ".join(work.unowned[:3]))
    return True, say(mark("All %(n)s open cards have one."), n=work.active)


def outcome(work: Work) -> tuple[bool, str]:
    words = (
        mark("It can be measured.")
        if work.outcome
        else mark("Outcome, baseline, target and day are not all there.")
    )
    return work.outcome, say(words)


def rollout(work: Work) -> tuple[bool, str]:
    count = work.customers
    words = say_many("%(n)s customer is in the rollout.", "%(n)s customers are in the rollout.", count)
    return bool(count), words


def messages(work: Work) -> tuple[bool, str]:
    if not work.messages:
        return False, say(mark("Nothing is planned to be said."))
    if work.messages_open:
        return False, say(mark("%(n)s messages have no owner or no day."), n=work.messages_open)
    return True, say(mark("All %(n)s messages have an owner and a day."), n=work.messages)


def notes(work: Work) -> tuple[bool, str]:
    if not work.notes:
        return False, say(mark("No note is connected with the project or its cards."))
    return True, say_many("%(n)s note is connected.", "%(n)s notes are connected.", work.notes)


def reviews(work: Work) -> tuple[bool, str]:
    return bool(work.reviews), ", ".join(work.reviews) or say(mark("No rhythm is set."))


SIGNS: dict[str, Callable[[Work], tuple[bool, str]]] = {
    "workflow_owner": lambda work: named(work.workflow_owner),
    "sign_off": lambda work: named(work.sign_off),
    "post_launch": lambda work: named(work.post_launch),
    "stage_rules": stage_rules,
    "one_owner": one_owner,
    "outcome": outcome,
    "rollout": rollout,
    "messages": messages,
    "notes": notes,
    "reviews": reviews,
}
