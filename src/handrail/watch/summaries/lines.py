"""The lines of each summary, each with the sentence that says what it counts. Pure, no Django."""

from __future__ import annotations

from handrail.kit.words import mark, mark_many
from handrail.watch.insights.measures import MEASURES

from .facts import MEASURE, METRIC, OUTCOME, Line, Lines

TITLES = {
    "executive": mark("Executive summary"),
    "risks": mark("Risk summary"),
    "blockers": mark("Weekly blocker summary"),
}
LEADS = {
    "executive": mark("What was decided, what is in the way, and how the measures stand."),
    "risks": mark("Every open issue with what it means for the customer, on one page."),
    "blockers": mark("What is in the way, what came and went since last week, and what falls due next."),
}
SECTIONS = {
    "changed": mark("Since the last one"),
    "decisions": mark("Decisions"),
    "blockers": mark("In the way"),
    "risks": mark("At risk"),
    "ahead": mark("Ahead"),
    "numbers": mark("What it set out to reach"),
    "measures": mark("How the measures stand"),
}

LINES: dict[str, Line] = {
    line.name: line
    for line in (
        Line(
            name="decisions.closed", section="decisions", tone="good",
            says=mark("Decisions that were approved or rejected in the time."),
            here=mark_many("%(n)s decision was made", "%(n)s decisions were made"),
            more=mark_many("%(n)s decision was made", "%(n)s decisions were made"),
            less=mark_many("%(n)s decision was made before that", "%(n)s decisions were made before that"),
        ),
        Line(
            name="decisions.open", section="decisions",
            says=mark("Decisions that wait for an answer, those that are late first."),
            here=mark_many("%(n)s decision is open", "%(n)s decisions are open"),
            more=mark_many("%(n)s decision came up", "%(n)s decisions came up"),
            less=mark_many("%(n)s decision is not open any more", "%(n)s decisions are not open any more"),
        ),
        Line(
            name="decisions.late", section="decisions", tone="bad",
            says=mark("Open decisions whose day is over."),
            here=mark_many("%(n)s decision is late", "%(n)s decisions are late"),
            more=mark_many("%(n)s decision has become late", "%(n)s decisions have become late"),
            less=mark_many("%(n)s decision is not late any more", "%(n)s decisions are not late any more"),
        ),
        Line(
            name="blockers.open", section="blockers", tone="bad",
            says=mark("Blockers that are not solved, those of a customer first."),
            here=mark_many("%(n)s blocker is open", "%(n)s blockers are open"),
            more=mark_many("%(n)s blocker came up", "%(n)s blockers came up"),
            less=mark_many("%(n)s blocker is not open any more", "%(n)s blockers are not open any more"),
        ),
        Line(
            name="blockers.urgent", section="blockers", tone="bad",
            says=mark("Open blockers that touch a customer's work, or fall due within two working days."),
            here=mark_many("%(n)s blocker is urgent", "%(n)s blockers are urgent"),
            more=mark_many("%(n)s blocker has become urgent", "%(n)s blockers have become urgent"),
            less=mark_many("%(n)s blocker is not urgent any more", "%(n)s blockers are not urgent any more"),
        ),
        Line(
            name="blockers.closed", section="blockers", tone="good",
            says=mark("Blockers that were solved or dropped in the time, or whose fallback took effect."),
            here=mark_many("%(n)s blocker is over", "%(n)s blockers are over"),
            more=mark_many("%(n)s blocker is over", "%(n)s blockers are over"),
            less=mark_many("%(n)s blocker was over before that", "%(n)s blockers were over before that"),
        ),
        Line(
            name="tasks.blocked", section="blockers", tone="bad",
            says=mark("Tasks that are blocked and that no open blocker names."),
            here=mark_many("%(n)s task is blocked", "%(n)s tasks are blocked"),
            more=mark_many("%(n)s task was blocked", "%(n)s tasks were blocked"),
            less=mark_many("%(n)s task is not blocked any more", "%(n)s tasks are not blocked any more"),
        ),
        Line(
            name="blockers.due", section="ahead",
            says=mark("Open blockers that fall due within seven days, or are late."),
            here=mark_many("%(n)s blocker falls due within a week", "%(n)s blockers fall due within a week"),
            more=mark_many("%(n)s more falls due within a week", "%(n)s more fall due within a week"),
            less=mark_many("%(n)s does not fall due so soon any more", "%(n)s do not fall due so soon any more"),
        ),
        Line(
            name="blockers.waiting", section="ahead", tone="bad",
            says=mark("Blockers whose fallback waits for a person's word, or was refused by a check."),
            here=mark_many("%(n)s fallback waits for somebody", "%(n)s fallbacks wait for somebody"),
            more=mark_many("%(n)s fallback has come to wait", "%(n)s fallbacks have come to wait"),
            less=mark_many("%(n)s fallback does not wait any more", "%(n)s fallbacks do not wait any more"),
        ),
        Line(
            name="blockers.bare", section="ahead", tone="bad",
            says=mark("Open blockers for which no fallback is written down."),
            here=mark_many("%(n)s blocker has no fallback", "%(n)s blockers have no fallback"),
            more=mark_many("%(n)s more blocker without a fallback", "%(n)s more blockers without a fallback"),
            less=mark_many("%(n)s blocker has one now, or is over", "%(n)s blockers have one now, or are over"),
        ),
        Line(
            name="raised.open", section="blockers", tone="bad",
            says=mark("What is raised to somebody and not settled."),
            here=mark_many("%(n)s thing is raised to somebody", "%(n)s things are raised to somebody"),
            more=mark_many("%(n)s thing was raised", "%(n)s things were raised"),
            less=mark_many("%(n)s of what was raised is settled", "%(n)s of what was raised are settled"),
        ),
        Line(
            name="cases.escalated", section="blockers", tone="bad",
            says=mark("Open support cases that the customer has escalated."),
            here=mark_many("%(n)s support case is escalated", "%(n)s support cases are escalated"),
            more=mark_many("%(n)s support case was escalated", "%(n)s support cases were escalated"),
            less=mark_many("%(n)s escalated case is over", "%(n)s escalated cases are over"),
        ),
        Line(
            name="risks.open", section="risks",
            says=mark("Risks that are neither mitigated nor accepted, those with the highest exposure first."),
            here=mark_many("%(n)s risk is open", "%(n)s risks are open"),
            more=mark_many("%(n)s risk is new", "%(n)s risks are new"),
            less=mark_many("%(n)s risk is over", "%(n)s risks are over"),
        ),
        Line(
            name="risks.bare", section="risks", tone="bad",
            says=mark("Open risks that are high by the policy, and for which nobody wrote what is done about them."),
            here=mark_many("%(n)s grave risk has no mitigation", "%(n)s grave risks have no mitigation"),
            more=mark_many("%(n)s more grave risk without a mitigation", "%(n)s more grave risks without a mitigation"),
            less=mark_many("%(n)s grave risk has one now, or is over", "%(n)s grave risks have one now, or are over"),
        ),
        Line(
            name="feedback.open", section="blockers",
            says=mark("Feedback that nobody has answered, what runs out first standing first."),
            here=mark_many(
                "%(n)s piece of feedback waits for an answer", "%(n)s pieces of feedback wait for an answer"
            ),
            more=mark_many("%(n)s piece of feedback was asked for", "%(n)s pieces of feedback were asked for"),
            less=mark_many("%(n)s piece of feedback has an answer", "%(n)s pieces of feedback have an answer"),
        ),
        Line(
            name="assumptions.broken", section="risks", tone="bad",
            says=mark("Assumptions that were found wrong in the time, and those whose day has passed."),
            here=mark_many("%(n)s assumption does not hold any more", "%(n)s assumptions do not hold any more"),
            more=mark_many("%(n)s assumption has broken", "%(n)s assumptions have broken"),
            less=mark_many("%(n)s assumption is looked after again", "%(n)s assumptions are looked after again"),
        ),
        Line(
            name="assumptions.expiring", section="ahead",
            says=mark("Assumptions that run out within seven days."),
            here=mark_many("%(n)s assumption runs out within a week", "%(n)s assumptions run out within a week"),
            more=mark_many("%(n)s more assumption runs out soon", "%(n)s more assumptions run out soon"),
            less=mark_many(
                "%(n)s assumption does not run out so soon any more",
                "%(n)s assumptions do not run out so soon any more",
            ),
        ),
        Line(
            name="customers.risk", section="risks", tone="bad",
            says=mark("Customers whose health is at risk."),
            here=mark_many("%(n)s customer is at risk", "%(n)s customers are at risk"),
            more=mark_many("%(n)s customer has come to be at risk", "%(n)s customers have come to be at risk"),
            less=mark_many("%(n)s customer is not at risk any more", "%(n)s customers are not at risk any more"),
        ),
        Line(
            name="metrics.missed", section="risks", tone="bad",
            says=mark("Metrics whose last reading is not at their target, or outside their band."),
            here=mark_many("%(n)s metric is off its target", "%(n)s metrics are off their target"),
            more=mark_many("%(n)s more metric is off its target", "%(n)s more metrics are off their target"),
            less=mark_many("%(n)s metric is at its target again", "%(n)s metrics are at their target again"),
        ),
        Line(
            name="launches", section="ahead",
            says=mark("Projects at work that go live within thirty days."),
            here=mark_many("%(n)s project goes live within thirty days", "%(n)s projects go live within thirty days"),
            more=mark_many("%(n)s more project goes live soon", "%(n)s more projects go live soon"),
            less=mark_many("%(n)s launch is not near any more", "%(n)s launches are not near any more"),
        ),
    )
}  # fmt: skip

ALL_MEASURES = tuple(f"{MEASURE}{name}" for name in MEASURES)
OF: dict[str, tuple[str, ...]] = {
    "executive": (
        "decisions.closed", "decisions.late", "decisions.open", "blockers.open", "tasks.blocked", "raised.open",
        "cases.escalated", "feedback.open", "customers.risk", "risks.bare", "assumptions.broken", "metrics.missed",
        "launches",
        *ALL_MEASURES,
    ),
    "risks": (
        "risks.bare", "risks.open", "assumptions.broken", "assumptions.expiring", "blockers.open", "tasks.blocked",
        "cases.escalated", "raised.open", "feedback.open", "customers.risk",
    ),
    "blockers": (
        "blockers.urgent", "blockers.open", "blockers.closed", "tasks.blocked", "blockers.due", "blockers.waiting",
        "blockers.bare", "decisions.late", "feedback.open", "raised.open", "cases.escalated",
    ),
}  # fmt: skip
"""Which lines each kind of summary has, in the order in which they are read."""


def measure_of(line: str) -> str:
    """The measure whose line this is; empty for every other line."""
    return line.removeprefix(MEASURE) if line.startswith(MEASURE) else ""


def is_number(line: str) -> bool:
    """Whether it says the last reading of a metric, of this project alone."""
    return line.startswith((METRIC, OUTCOME))


def names_in(kind: str, lines: Lines) -> list[str]:
    """Every line in the order in which it is read: the project's own numbers come before the measures."""
    own = [name for name in lines if is_number(name)]
    fixed = [name for name in OF[kind] if not measure_of(name)]
    return [*fixed, *own, *(name for name in OF[kind] if measure_of(name))]
