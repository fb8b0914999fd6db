"""The judgement: pure functions from facts, policy and a day to a standing that explains itself."""

from __future__ import annotations

from handrail.watch.health.checks.standing import STATES, judge_customer, judge_plan, worst

__all__ = ["STATES", "judge_customer", "judge_plan", "worst"]
