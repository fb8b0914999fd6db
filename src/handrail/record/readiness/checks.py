"""Pure judgement: whether an acceptance signal is proven, claimed or missing, and how its gate stands.

Nothing is green without evidence: what was read, what was sent, or what somebody has laid beside it. Somebody's word
makes it claimed, never proven; and what speaks against it weighs more than any word.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from handrail.kit.refusals import Problem
from handrail.kit.verdict import Evidence, Verdict, cite, plain
from handrail.kit.words import say
from handrail.record.projects.facts import CardFacts

from .facts import CLAIMED, MISSING, PROVEN, SILENT, GateFacts, SignalFacts


def judge(one: SignalFacts) -> Verdict:
    """Passed: proven. False: what there is speaks against it. None: nothing shows it, whatever is said."""
    judged = JUDGES.get(one.kind, by_evidence)(one)
    if judged.passed is None and one.claim.strip():
        evidence = (cite(one, "claim", one.claim), *judged.evidence)
        return Verdict("signal.claimed", None, {**judged.params, "claim": one.claim}, evidence, judged.remedy)
    return judged


def by_metric(one: SignalFacts) -> Verdict:
    read = one.metric
    if read is None:
        return Verdict("signal.no_metric", None, {}, (cite(one, "metric", None),), "name-metric")
    target = one.target if one.target is not None else read.target
    evidence = (Evidence("metric", read.key, "value", plain(read.value), on=read.on, label=read.name),)
    if target is None:
        return Verdict("signal.no_target", None, {"metric": read.name}, evidence, "set-target")
    if read.value is None:
        return Verdict("signal.no_reading", None, {"metric": read.name}, evidence, "read-metric")
    passed = read.value <= target if read.direction == "down" else read.value >= target
    said = {"metric": read.name, "value": shown(read.value, read.unit), "target": shown(target, read.unit)}
    return Verdict("signal.metric", passed, said, evidence, "" if passed else "reach-target")


def shown(value: Decimal, unit: str) -> str:
    return f"{plain(value)} {unit}".strip()


def by_test(one: SignalFacts) -> Verdict:
    found = one.result
    if found is None:
        return Verdict(
            "signal.no_result",
            None,
            {"test": one.test},
            (cite(one, "test", one.test or None),),
            "send-result",
        )
    evidence = (Evidence("result", found.key, "passed", found.passed, on=found.at.date(), label=found.name),)
    said = {"test": found.name, "day": found.at.date().isoformat()}
    return Verdict("signal.test", found.passed, said, evidence, "" if found.passed else "mend-test")


def by_evidence(one: SignalFacts) -> Verdict:
    """A piece of another kind than is asked for is worth no more than a word."""
    fitting = [proof for proof in one.proofs if one.wants in ("", proof.kind)]
    evidence = tuple(
        Evidence("evidence", proof.key, "kind", proof.kind, label=proof.title) for proof in fitting
    )
    if fitting:
        return Verdict("signal.evidence", True, {"pieces": len(fitting)}, evidence)
    if one.proofs:
        other = tuple(Evidence("evidence", p.key, "kind", p.kind, label=p.title) for p in one.proofs)
        return Verdict("signal.other_evidence", None, {"wants": one.wants}, other, "add-evidence")
    return Verdict(
        "signal.no_evidence", None, {"wants": one.wants}, (cite(one, "evidence", None),), "add-evidence"
    )


def unclear(kind: str, metric: object, test: object) -> Problem | None:
    """A signal that can never be seen is none."""
    if kind == "test" and not str(test).strip():
        words = say("It is not said which test shows it.")
        return Problem("test", words, say("Write the name under which its results are sent."))
    if kind == "metric" and not metric:
        return Problem("metric", say("It is not said which metric shows it."), say("Name a metric."))
    return None


JUDGES = {"metric": by_metric, "test": by_test, "evidence": by_evidence}
CLAIMS = frozenset({"signal.claimed", "signal.other_evidence"})


def standing(verdict: Verdict) -> str:
    if verdict.passed:
        return PROVEN
    return CLAIMED if verdict.code in CLAIMS else MISSING


def shade(gate: GateFacts) -> str:
    """One colour for a gate: that of its worst signal."""
    return worst(standing(judge(one)) for one in gate.signals)


def worst(standings: Iterable[str]) -> str:
    found = set(standings)
    return next((one for one in (MISSING, CLAIMED, PROVEN) if one in found), SILENT)


def holds(card: CardFacts, params: Mapping[str, Any], known: Any, today: date) -> Verdict:
    """Of a card that moves: the signals of the stage hold. `known` is the stage with its signals."""
    gate: GateFacts | None = known
    if gate is None or not gate.signals:
        title = gate.title if gate is not None else ""
        return Verdict("card.no_signal", None, {"stage": title}, (cite(card),), "add-signal")
    verdicts = [(one, judge(one)) for one in gate.signals]
    left = [one.title for one, verdict in verdicts if not verdict.passed]
    said = {"stage": gate.title, "left": ", ".join(left), "all": len(verdicts)}
    evidence = tuple(piece for _one, verdict in verdicts for piece in verdict.evidence)
    return Verdict("card.signals", not left, said, evidence, "" if not left else "prove-signals")
