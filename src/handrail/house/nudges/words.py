"""A nudge in the reader's language: its words are stored as they stand in the catalogue."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from handrail.house.workspaces.scope import current
from handrail.kit.words import readable, say

from .models import Nudge


def reason(nudge: Nudge, *, room: bool = False, hidden: Collection[int] | None = None) -> str:
    """Why it came, in a sentence. What tells each reader something of their own (`words`) has others for a room
    (`room`), where nobody may hear of private customers. `hidden` are the customers that whoever reads it may not see;
    None: as whoever is here."""
    unseen = current().hidden if hidden is None else hidden
    if room and "room" in nudge.params:
        return seen(nudge.params, "room", unseen)
    if "named" not in nudge.params:
        return filled(nudge.reason, nudge)
    return say(
        nudge.reason, **{**nudge.params, "words": seen(nudge.params, "words", unseen), "title": nudge.title}
    )


def seen(params: dict[str, Any], name: str, hidden: Collection[int]) -> str:
    """Its lines without those that name a customer who has turned private since it was told."""
    named = dict(params.get("named", {}).get(name, ()))
    lines = enumerate(str(params[name]).split("\n"))
    return "\n".join(text for place, text in lines if named.get(place) not in hidden)


def lines(nudge: Nudge, *, room: bool, hidden: Collection[int]) -> list[tuple[str, str]]:
    """(text, what it opens inside the workspace) of each of its lines that whoever reads it may see; empty where its
    words are one sentence."""
    name = "room" if room and "room" in nudge.params else "words"
    if "links" not in nudge.params:
        return []
    named = dict(nudge.params.get("named", {}).get(name, ()))
    links = dict(nudge.params["links"].get(name, ()))
    told = enumerate(str(nudge.params[name]).split("\n"))
    return [(text, links.get(place, "")) for place, text in told if named.get(place) not in hidden]


def named_in(nudge: Nudge) -> Iterator[int]:
    """The customers that its words name, beside the one it is about."""
    for pairs in nudge.params.get("named", {}).values():
        yield from (customer for _place, customer in pairs)


def step(nudge: Nudge) -> str:
    """What to do about it: the label of its button."""
    return filled(nudge.step, nudge)


def filled(template: str, nudge: Nudge) -> str:
    params = {name: readable(value) for name, value in nudge.params.items()}
    return say(template, **{**params, "title": nudge.title})
