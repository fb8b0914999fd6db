"""The findings of one account: the product's own judgement, and what only files can get wrong. No Django."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from handrail.house.workspaces.owners import Directory, match
from handrail.kit.shapes import Row
from handrail.kit.shapes.kinds import word
from handrail.kit.verdict import Standing, Today, Verdict, Where
from handrail.kit.words import mark, say, say_many
from handrail.record.assumptions import states as assumptions
from handrail.record.decisions import deadlines as decisions
from handrail.record.plans.checks import completeness, need
from handrail.record.risks import deadlines as risks
from handrail.record.tasks.files import CLOSED
from handrail.watch.health.checks import judge_customer, judge_plan
from handrail.watch.health.checks.standing import WEIGHTS, Weight
from handrail.watch.health.policy import Policy
from handrail.watch.health.words import say as say_verdict

from .boarding import boarded
from .entities import Account, Entity, Place
from .facts import health_facts
from .findings import Finding
from .pointing import at, at_field
from .references import link_noun, reference
from .ruled import ruled
from .tree import Source

OWNED = {
    "risk": mark("Risk"),
    "assumption": mark("Assumption"),
    "decision": mark("Decision"),
    "task": mark("Action"),
    "milestone": mark("Milestone"),
    "note": mark("Note"),
}
GAPS = {
    "nobody": mark("nobody is named"),
    "group": mark("“%(words)s” is a group"),
    "two_people": mark("“%(words)s” is more than one person"),
    "role": mark("“%(words)s” is a role"),
    "left": mark("“%(words)s” has left"),
    "guest": mark("“%(words)s” is a guest"),
}


@dataclass(frozen=True, slots=True)
class Rules:
    """What an account is judged by."""

    policy: Policy
    today: Today
    directory: Directory


def judge(account: Account, rules: Rules) -> list[Finding]:
    if not account.entities and not account.loose:
        return []
    found = [finding for source in account.sources for finding in counted(source)]
    found += [finding for entity in account.entities for finding in waiting(entity, rules)]
    found += [finding for entity in account.entities for finding in stale(entity, rules)]
    found += [*doubled(account), *linked(account), *unplaced(account), *boarded(account)]
    found += ruled(account, rules.directory)
    if account.name:
        found += standings(account, rules)
    return found


# -- the product's judgement ----------------------------------------------------------------------------


def standings(account: Account, rules: Rules) -> Iterator[Finding]:
    facts = health_facts(account, rules.directory)
    first = facts.customer.at or Where(account.sources[0].path if account.sources else account.name, 1, 1)
    needed = need(facts.customer, facts.plans, rules.policy, rules.today)
    if needed.state in ("missing", "unknown"):
        yield asked(needed, first, rules)
    for plan in facts.plans:
        at = plan.at or first
        yield from told(failed(completeness(plan, rules.policy)), at, rules, "warning")
        standing = judge_plan(plan, rules.policy, rules.today, facts.customer)
        yield from weighed(standing.criteria, standing, at, rules)
    whole = judge_customer(facts, rules.policy, rules.today)
    own = [v for v in whole.criteria if not v.code.startswith("plan.")]
    if not facts.plans or whole.state != "no_data":
        yield from weighed(own, whole, first, rules)


def failed(standing: Standing) -> list[Verdict]:
    return [verdict for verdict in standing.criteria if not verdict.passed]


def weighed(verdicts: Iterable[Verdict], whole: Standing, at: Where, rules: Rules) -> Iterator[Finding]:
    """What failed, by its weight; what is not known only where that decides."""
    deciding = {id(verdict) for verdict in whole.reasons}
    for verdict in verdicts:
        if verdict.passed is False:
            danger = WEIGHTS.get(verdict.code) is Weight.RISK
            yield from told([verdict], at, rules, "error" if danger else "warning")
        elif verdict.passed is None and id(verdict) in deciding:
            yield from told([verdict], at, rules, "note")


def asked(needed: Standing, first: Where, rules: Rules) -> Finding:
    """That a plan is missing, and why one is asked for, in one finding."""
    reasons = sorted(needed.reasons, key=lambda verdict: verdict.passed is True)
    words = [say_verdict(verdict, rules.today) for verdict in reasons]
    place = located(reasons, first)
    message = " ".join(each.reason for each in words)
    fix = next((each.fix for each in words if each.fix), "")
    severity, code = ("error", "plan.missing") if needed.state == "missing" else ("note", "plan.unknown")
    return Finding(place.file, place.line or 1, place.column or 1, code, severity, message, fix)


def told(verdicts: Iterable[Verdict], first: Where, rules: Rules, severity: str) -> Iterator[Finding]:
    """Verdicts as findings at their evidence."""
    for verdict in verdicts:
        words, place = say_verdict(verdict, rules.today), located([verdict], first)
        yield Finding(
            place.file, place.line or 1, place.column or 1, verdict.code, severity, words.reason, words.fix
        )


def located(verdicts: Iterable[Verdict], first: Where) -> Where:
    return next((e.where for verdict in verdicts for e in verdict.evidence if e.where), first)


# -- owners and dates -----------------------------------------------------------------------------------


def waiting(entity: Entity, rules: Rules) -> Iterator[Finding]:
    """An open thing without one owner, or past its day."""
    if entity.noun not in OWNED or is_closed(entity):
        return
    name = say(OWNED[entity.noun])
    found = match(entity.values["owner"], rules.directory)
    gap = "guest" if found.guest is not None else found.gap
    if found.member is None and gap in GAPS:
        reason = say(GAPS[gap], words=found.text)
        message = say(
            "%(name)s “%(label)s” has no one owner: %(reason)s.", name=name, label=entity.label, reason=reason
        )
        yield at_field(entity, "owner", f"owner.{gap}", "warning", message, say("Name one person."))
    due = entity.values.get("due_on")
    if due is not None and due < rules.today.day and entity.noun in ("task", "decision"):
        days = rules.today.since(due)
        message = say_many(
            "%(name)s “%(label)s” was due on %(day)s, %(n)s day ago.",
            "%(name)s “%(label)s” was due on %(day)s, %(n)s days ago.",
            days,
            name=name,
            label=entity.label,
            day=due.isoformat(),
        )
        fix = say("Finish it, or agree a new date with its owner.")
        yield at_field(entity, "due_on", f"{entity.noun}.overdue", "warning", message, fix)


def stale(entity: Entity, rules: Rules) -> Iterator[Finding]:
    """A note that nobody vouches for any more."""
    until = entity.values.get("fresh_until") if entity.noun == "note" else None
    if until is not None and until < rules.today.day:
        message = say(
            "Note “%(label)s” was good until %(day)s, and nobody has confirmed it since.",
            label=entity.label,
            day=until.isoformat(),
        )
        fix = say("Read it again, and write the day until which it holds.")
        yield at_field(entity, "fresh_until", "note.stale", "warning", message, fix)


def is_closed(entity: Entity) -> bool:
    if entity.noun == "note":
        return False
    state = entity.values.get("state")
    if entity.noun in ("task", "milestone"):
        return state in CLOSED
    if entity.noun == "assumption":
        return state not in assumptions.OPEN
    if entity.noun == "decision":
        return state not in decisions.OPEN
    return state in risks.CLOSED


# -- ids and references ---------------------------------------------------------------------------------


def doubled(account: Account) -> Iterator[Finding]:
    """The same id twice in one file."""
    for source in account.sources:
        assert source.root is not None
        seen: dict[tuple[str, str], Row] = {}
        for row in source.root.walk():
            ident = str(row.values.get("key") or "").casefold()
            if not ident or not row.noun:
                continue
            first = seen.setdefault((row.noun, ident), row)
            if first is not row:
                line = source.where(first.place("key")).line
                message = say(
                    "The id %(values)s is used twice; first in line %(line)s.",
                    values=row.values["key"],
                    line=line,
                )
                yield at(
                    source,
                    row.place("key"),
                    "id.twice",
                    "error",
                    message,
                    say("Give one of them another id."),
                )


def linked(account: Account) -> Iterator[Finding]:
    """References to things that no file of the account holds."""
    known: dict[str, set[str]] = {}
    for entity in account.entities:
        idents = {str(place.row.values.get("key") or "").casefold() for place in entity.places}
        known.setdefault(entity.noun, set()).update(idents - {""}, {entity.label.casefold()})
    for source in account.sources:
        assert source.root is not None
        for row in source.root.walk():
            if isinstance(row.node, dict):
                yield from broken(source, row, known)


def broken(source: Source, row: Row, known: Mapping[str, set[str]]) -> Iterator[Finding]:
    for key, value in row.node.items():
        noun = link_noun(key)
        if not noun:
            continue
        items = value if isinstance(value, list) else [value]
        for index, item in enumerate(items):
            ident = reference(item)
            if ident and ident.casefold() not in known.get(noun, set()):
                path = (*row.path, key, index) if isinstance(value, list) else (*row.path, key)
                what = OWNED.get(noun, noun.capitalize())
                message = say(
                    "%(what)s %(ident)s is named here, and no file of this account holds it.",
                    what=what,
                    ident=ident,
                )
                yield at(
                    source,
                    path,
                    "link.missing",
                    "error",
                    message,
                    say("Correct the id, or add what it names."),
                )


def unplaced(account: Account) -> Iterator[Finding]:
    for place in account.loose:
        message = say("These criteria belong to a plan, and the account has none or several.")
        yield at(
            place.source, place.row.path, "plan.which", "warning", message, say("Move them into csp.yaml.")
        )
        return


# -- counts written by hand -----------------------------------------------------------------------------


def counted(source: Source) -> Iterator[Finding]:
    """Numbers of a `summary` that differ from what the file holds."""
    summary = source.root.node.get("summary") if source.root is not None else None
    if not isinstance(summary, dict) or source.root is None:
        return
    tally = tallied(source.root.children)
    for path, name, written in numbers(summary, ("summary",)):
        right = tally.get(name)
        if right is not None and written not in right:
            message = say(
                "The summary says %(name)s: %(written)s; the file holds %(right)s.",
                name=name.replace("_", " "),
                written=written,
                right=right[0],
            )
            yield at(source, path, "summary.differs", "warning", message, say("Correct it, or leave it out."))


def numbers(block: Mapping[str, Any], path: tuple[Any, ...]) -> Iterator[tuple[Any, str, int]]:
    for key, value in block.items():
        if isinstance(value, dict):
            yield from numbers(value, (*path, key))
        elif isinstance(value, int) and not isinstance(value, bool):
            yield (*path, key), word(key), value


_TOTALS = (
    "total",
    "total_risks",
    "total_decisions",
    "total_actions",
    "count",
    "risks",
    "decisions",
    "actions",
)


def tallied(rows: list[Row]) -> dict[str, tuple[int, ...]]:
    """Every name a count may go by: a level, a state (in our word or the file's), a total.

    A level may count all, or only what is open: both are right.
    """
    every: Counter[str] = Counter()
    active: Counter[str] = Counter()
    for row in rows:
        names = set(labels(row))
        every.update(names)
        if not closed(row):
            active.update(names | {"open", "active"})
    nouns = {row.noun for row in rows}
    found: dict[str, tuple[int, ...]] = {name: (count, active[name]) for name, count in every.items()}
    found |= {name: (active[name],) for name in ("open", "active") if "open" not in every}
    found |= {name: (every[name], active[name]) for name in levels(nouns) if name not in found}
    plural = {"risk": "risks", "decision": "decisions", "task": "actions"}
    own = {plural[noun] for noun in nouns if noun in plural}
    totals = {f"total_{name}" for name in own} | own | {"total", "count"}
    return found | dict.fromkeys(totals & set(_TOTALS), (len(rows),))


def levels(nouns: set[str]) -> tuple[str, ...]:
    """Words that count nothing when no row has them."""
    if "risk" in nouns:
        return ("critical", "high", "medium", "low", "mitigating", "mitigated", "closed", "accepted")
    if "task" in nouns:
        return ("not_started", "in_progress", "completed", "blocked", "cancelled")
    return ("pending", "approved", "implemented", "rejected", "superseded") if "decision" in nouns else ()


def labels(row: Row) -> Iterator[str]:
    for name in ("severity", "priority", "state"):
        path = row.places.get(name)
        if path is not None and isinstance(row.node, dict):
            yield word(row.node.get(path[-1]))
            yield word(row.values.get(name))


def closed(row: Row) -> bool:
    return is_closed(Entity(row.noun, [Place(None, row)], values=row.values)) if row.noun in OWNED else False  # type: ignore[arg-type]
