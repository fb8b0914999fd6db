"""What becomes of a scope change, one card each: a title, or `task:key` of a task that is there. No Django."""

from __future__ import annotations

from typing import Any

from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import say

MOST_CARDS = 100
LONGEST = 500
TASK = "task:"


def cards(said: Any) -> list[str]:
    fine = isinstance(said, list) and len(said) <= MOST_CARDS and all(isinstance(one, str) for one in said)
    if not fine or any(len(one.strip()) > LONGEST for one in said):
        words = say("This is a list of what is to be done, at most %(n)s lines.", n=MOST_CARDS)
        raise Invalid([Problem("cards", words, say("Write a title in each line."))])
    return [one.strip() for one in said if one.strip()]
