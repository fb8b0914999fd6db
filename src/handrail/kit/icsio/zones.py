"""Which time zone a calendar's name for one means."""

from __future__ import annotations

from collections.abc import Mapping
from zoneinfo import ZoneInfo

LONGEST = 120


class Zones:
    """Names are looked up, a calendar's own rules for its zones are not read: they can be made never to end."""

    def __init__(self, located: Mapping[str, str]) -> None:
        self.located = located
        self.known: dict[str, str] = {}
        self.unknown: set[str] = set()

    def name(self, said: str) -> str:
        """The name in the public list (Europe/Berlin); "" where nobody knows which place is meant."""
        if said not in self.known:
            tried = (said, self.located.get(said, ""), *tails(said))
            self.known[said] = next((name for one in tried if (name := public(one))), "")
            if not self.known[said]:
                self.unknown.add(said)
        return self.known[said]


def tails(said: str) -> list[str]:
    """ "/freeassociation.sourceforge.net/Europe/Berlin" ends with the name."""
    parts = said[:LONGEST].split("/")
    return ["/".join(parts[-2:]), "/".join(parts[-3:])]


def public(said: str) -> str:
    """A public name, also from the one that Windows has for it."""
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON  # late: few processes ever read one

    name = WINDOWS_TO_OLSON.get(said, said).strip("/")
    if not name or len(name) > LONGEST:
        return ""
    try:
        return ZoneInfo(name).key or ""
    except (KeyError, ValueError, OSError):  # no such zone, or no name of one
        return ""
