"""The one engine: rules look at records, and act. Everything here is part of the caller's transaction.

Whoever asks has taken a ticket, a date or a turn; the run is written under the name of that occasion before anything is
done, and what is done rolls back with it. Killed in between, nothing of it has happened, and somebody else asks again.
"""

from __future__ import annotations

import json
import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

from django.db import InterfaceError, OperationalError, connection, transaction

from handrail.house.ledger.inserting import listed, plain
from handrail.house.ledger.rows import today
from handrail.house.workspaces.scope import Actor, current, on_behalf_of, unveiled
from handrail.kit import clock
from handrail.kit.refusals import NotFound, Refusal
from handrail.kit.words import say

from . import acting, checks, gathering, housed, limits
from .checks import Answer
from .deeds import Said
from .facts import When
from .gathering import Looked
from .models import Rule, Run
from .stepping import count_refusals, step_aside

log = logging.getLogger(__name__)
DEEPEST = 5
"""How many rules may lead to one another."""
Link = tuple[str, str, int]
Verdict = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Ask:
    """One rule is asked about one record. `occasion` names why, once and for all; `before` holds what an event says
    of the time before it; `chain` are the rules and records that led here.

    `spoken`: some of what it does is the house's own part of this date, which this lets speak or not.
    """

    rule: Rule
    when: When
    subject: int
    occasion: str
    before: Mapping[str, Any] = field(default_factory=dict)
    chain: tuple[Link, ...] = ()
    spoken: bool = False

    @property
    def link(self) -> Link:
        return self.rule.key, self.when.subject, self.subject


@dataclass(slots=True)
class Judged:
    """An ask with what was seen, what was said of it, and the run that tells of it."""

    ask: Ask
    seen: Looked
    answer: Answer
    run: Run


def consider(asks: Iterable[Ask]) -> list[Judged]:
    """Judge and act. Returns all that was judged now: an occasion that was acted on before is not in it."""
    with unveiled():
        judged = judge(asks)
        acting_now = [one for one in judged if one.run.verdict == "acted"]
        limits.hold([one.run for one in acting_now if not one.run.spoken])
        for one in judged:
            if one.run.verdict == "limited":
                one.run.words = say("Rules have acted as often today as the policy allows.")
        mine = once(judged)
        now = [one for one in mine if one.run.verdict == "acted"]
        act_all(now)
        settle([*now, *(one for one in mine if one.answer.problem)])
    return mine


# -- judging ------------------------------------------------------------------------------------------------


def judge(asks: Iterable[Ask]) -> list[Judged]:
    """What each rule says, with nothing done or written. The same statements for any number of one kind."""
    groups: defaultdict[str, list[Ask]] = defaultdict(list)
    for ask in asks:
        groups[ask.when.subject].append(ask)
    found: list[Judged] = []
    for subject in sorted(groups):
        group = groups[subject]
        wanted = frozenset().union(*(checks.used(ask.rule.condition) for ask in group))
        looked = gathering.look(group[0].when, {ask.subject for ask in group}, wanted)
        found += [judged(ask, looked[ask.subject]) for ask in group if ask.subject in looked]
    return found


def judged(ask: Ask, seen: Looked) -> Judged:
    started = perf_counter()
    values = {**seen.values, **ask.before}
    answer = checks.judge(ask.rule.condition, ask.when, values)
    verdict, words = verdict_of(ask, answer)
    wanted = sorted(checks.used(ask.rule.condition))
    run = Run(
        workspace_id=current().workspace_id,
        rule=ask.rule,
        occasion=(
            ask.occasion
            if verdict in ("acted", "would", "loop")
            else f"last:{ask.when.subject}:{ask.subject}"
        ),
        subject_kind=ask.when.subject,
        subject_id=ask.subject,
        subject_key=seen.row.key,
        about_id=gathering.customer_of(seen.row),
        title=gathering.label(seen.row)[:500],
        at=clock.now(),
        day=today(),
        verdict=verdict,
        inputs={name: values.get(name) for name in wanted},
        words=words[:500],
        chain=[list(link) for link in (*ask.chain, ask.link)],
        took_ms=round((perf_counter() - started) * 1000, 3),
        spoken=ask.spoken and all(housed.is_house(said, ask.when) for said in ask.rule.then),
    )
    return Judged(ask, seen, answer, run)


def verdict_of(ask: Ask, answer: Answer) -> Verdict:
    if answer.problem:
        return "failed", answer.problem
    if answer.holds is None:
        return "no_data", say("“%(fact)s” is not known.", fact=answer.missing)
    if not answer.holds:
        return "not_met", ""
    if ask.rule.state != "on":
        return "would", ""
    if ask.link in ask.chain:
        return "loop", say("This rule led here itself: it does not go round again.")
    if len(ask.chain) >= DEEPEST:
        return "loop", say("%(most)s rules in a row led here: the next one does not act.", most=DEEPEST)
    return "acted", ""


# -- writing down -------------------------------------------------------------------------------------------

COLUMNS = [str(f.column) for f in Run._meta.concrete_fields if not f.primary_key]
INSERT = f"""
INSERT INTO rules_run AS r ({listed(COLUMNS)})
SELECT {listed(COLUMNS)} FROM jsonb_populate_recordset(NULL::rules_run, %s::jsonb) ORDER BY rule_id, occasion
ON CONFLICT (workspace_id, rule_id, occasion) """
ONCE = f"{INSERT} DO NOTHING RETURNING rule_id, occasion, id"
LAST = f"""{INSERT} DO UPDATE SET {", ".join(f'"{c}" = EXCLUDED."{c}"' for c in COLUMNS[3:])}
WHERE (r.verdict, r.inputs, r.words, r.day) IS DISTINCT FROM
      (EXCLUDED.verdict, EXCLUDED.inputs, EXCLUDED.words, EXCLUDED.day)
RETURNING rule_id, occasion, id"""


def once(judged: Sequence[Judged]) -> list[Judged]:
    """Write the runs. Of two that act on one occasion the second finds it taken and is left out; of answers without
    an effect only the last one about a record is kept, and the same answer is written once a day."""
    final = [one for one in judged if not one.run.occasion.startswith("last:")]
    last = {
        (one.run.rule_id, one.run.occasion): one for one in judged if one.run.occasion.startswith("last:")
    }
    numbers = written(ONCE, [one.run for one in final]) | written(LAST, [one.run for one in last.values()])
    for one in (*final, *last.values()):
        one.run.pk = numbers.get((one.run.rule_id, one.run.occasion))
    return [*(one for one in final if one.run.pk is not None), *last.values()]


def written(sql: str, runs: Sequence[Run]) -> dict[tuple[int, str], int]:
    if not runs:
        return {}
    rows = [{str(f.column): getattr(run, f.attname) for f in Run._meta.concrete_fields} for run in runs]
    with connection.cursor() as cursor:
        cursor.execute(sql, [json.dumps(rows, default=plain)])
        return {(rule, occasion): pk for rule, occasion, pk in cursor.fetchall()}


# -- acting -------------------------------------------------------------------------------------------------


def cause_of(run: Run, rule: Rule) -> str:
    """What every effect names: the rule, and the run that says why."""
    return f"rule:{rule.key}:{run.pk}"


def act_all(judged: Sequence[Judged]) -> None:
    """A rule that has crashed once does not go on."""
    failed: set[int] = set()
    touched: set[tuple[str, int]] = set()
    for one in judged:
        subject = one.run.subject_kind, one.run.subject_id
        if one.ask.rule.pk in failed:
            one.run.verdict, one.run.words = "failed", say("The rule had failed just before.")
        elif subject not in touched or still(one):
            act(one)
        touched.add(subject)
        if one.run.verdict == "failed":
            failed.add(one.ask.rule.pk)


def still(one: Judged) -> bool:
    """Whether it holds still, now that another rule has acted on the same record."""
    wanted = checks.used(one.ask.rule.condition)
    seen = gathering.look(one.ask.when, [one.ask.subject], wanted).get(one.ask.subject)
    held = seen is not None and checks.judge(
        one.ask.rule.condition, one.ask.when, {**seen.values, **one.ask.before}
    )
    if seen is None or not held or not held.holds:
        one.run.verdict = "not_met"
        one.run.words = say("It did not hold any more: another rule had acted on it just before.")
        return False
    one.seen = seen
    return True


def act(one: Judged) -> None:
    """All that the rule does to this record, or none of it. A refusal is an answer; a crash sets the rule aside, and so
    does what is not there any more."""
    ask, run, started = one.ask, one.run, perf_counter()
    if run.spoken:  # nothing is written for it here: no savepoint is needed either
        run.effects = [done(one, said) for said in ask.rule.then]
        return
    try:
        with transaction.atomic(), on_behalf_of(Actor("rule", None, ask.rule.title), cause_of(run, ask.rule)):
            run.effects = [done(one, said) for said in ask.rule.then]
    except (OperationalError, InterfaceError):
        raise
    except NotFound as gone:  # what it names is not there any more: it would be refused for ever
        run.verdict, run.words = "failed", gone.message[:500]
    except Refusal as refused:
        run.verdict, run.words = "refused", refused.message[:500]
    except Exception as error:
        log.exception("rule %s failed on %s %s", ask.rule.key, run.subject_kind, run.subject_key)
        run.verdict, run.words = "failed", f"{type(error).__name__}: {error}"[:500]
    run.took_ms = round(run.took_ms + (perf_counter() - started) * 1000, 3)


def done(one: Judged, said: Said) -> acting.Effect:
    action = acting.action_of(said)
    if action is None:
        raise LookupError(f"there is no action {said}")
    if one.ask.spoken and housed.is_house(said, one.ask.when):
        return {"did": action.name, "words": say("As the policy says it.")}
    return action.act(acting.Doing(one.ask.rule, one.ask.occasion, one.run.pk, one.seen.row, said))


SETTLE = """
UPDATE rules_run AS r SET verdict = v.verdict, words = v.words, effects = v.effects, took_ms = v.took_ms
FROM jsonb_to_recordset(%s::jsonb) AS v (id bigint, verdict text, words text, effects jsonb, took_ms float)
WHERE r.id = v.id
"""


def settle(judged: Sequence[Judged]) -> None:
    """What came of it; rules that failed step aside, of those that are refused again and again the owner hears."""
    if not judged:
        return
    rows = [
        {
            "id": one.run.pk, "verdict": one.run.verdict, "words": one.run.words, "effects": one.run.effects,
            "took_ms": one.run.took_ms,
        }
        for one in judged
        if one.run.pk is not None
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(SETTLE, [json.dumps(rows, default=plain)])
    failed = {one.ask.rule.pk: one for one in reversed(judged) if one.run.verdict == "failed"}
    for one in failed.values():
        step_aside(one.ask.rule, one.run.words)
    refused = {one.ask.rule.pk: one for one in judged if one.run.verdict == "refused"}
    for one in refused.values():
        count_refusals(one.ask.rule, one.run.words)
