"""What of a rule is the house's own part of a date: it lets the house speak there, rather than doing it itself.

Only what the house would do in the same words, to the same person: the plain reminder of the owner, and raising to
whom the chain begins with. Anything else a rule does itself, beside what the house says.
"""

from __future__ import annotations

from handrail.house.escalations.causes import CAUSES
from handrail.house.escalations.policy import chain_of
from handrail.house.workspaces.scope import current

from .deeds import Said
from .facts import DEADLINE, MISSED, REMINDERS, When


def is_house(said: Said, when: When) -> bool:
    if when.trigger != DEADLINE or said.get("words"):
        return False
    if when.at[0] == REMINDERS:
        return said.get("nudge") == "owner"
    return when.at[0] == MISSED and said.get("raise") in beginnings(when.name)


def beginnings(name: str) -> set[str]:
    """Whom a missed date goes to first: by the policy, and by the chain that is shipped with the rules, so that these
    go on to drive it where a workspace has another chain. Nobody where the house does not raise that date."""
    cause = CAUSES.get(name)
    return {chain_of(cause, current().workspace.policy)[0].who, cause.chain[0].who} if cause else set()
