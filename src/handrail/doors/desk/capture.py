"""One line of writing as a task: "call Tomas about carrier API by friday @mara #northwind". Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
TAGE = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")
MONATE = {"mär": "mar", "mai": "may", "okt": "oct", "dez": "dec"}
LEAD = r"(?:\b(?:by|on|due|until|before|at|bis(?:\s+zum)?|am|vor)\s+)?"
DAY = "|".join([*(f"{name}|{name[:3]}" for name in WEEKDAYS), *TAGE])
MONTH = "|".join([*MONTHS, *MONATE])
MARK = re.compile(r"(?<!\S)([@#])([\w.\-]+)")
TRAILING = re.compile(r"[\s,;:\-]+$")


@dataclass(frozen=True, slots=True)
class Captured:
    """What was understood. `whose` and `customer` are the words behind @ and #, not yet looked up."""

    title: str
    due_on: date | None = None
    due_words: str = ""
    whose: str = ""
    customer: str = ""


def understand(text: str, today: date) -> Captured:
    """Marks first, then the last words that name a day; the rest is what to do."""
    found = dict(MARK.findall(text))
    rest = MARK.sub(" ", text)
    due, words, rest = day_in(rest, today)
    title = TRAILING.sub("", " ".join(rest.split()))
    return Captured(title, due, words, found.get("@", ""), found.get("#", ""))


def day_in(text: str, today: date) -> tuple[date | None, str, str]:
    """(the day, its words, the text without them); the last mention counts."""
    best: tuple[re.Match[str], date] | None = None
    for pattern, read in PATTERNS:
        for match in pattern.finditer(text):
            day = read(match, today)
            if day is not None and (best is None or match.start() > best[0].start()):
                best = match, day
    if best is None:
        return None, "", text
    match, day = best
    return day, match[0].strip(), text[: match.start()] + " " + text[match.end() :]


def written(pattern: str) -> re.Pattern[str]:
    return re.compile(LEAD + pattern, re.IGNORECASE)


def iso(match: re.Match[str], today: date) -> date | None:
    return calendar(int(match["y"]), int(match["m"]), int(match["d"]))


def named(match: re.Match[str], today: date) -> date | None:
    """The coming 12 Dec, this year or the next."""
    found = match["month"].lower()[:3]
    month = MONTHS.index(MONATE.get(found, found)) + 1
    return coming(int(match["d"]), month, today)


def dotted(match: re.Match[str], today: date) -> date | None:
    return coming(int(match["d"]), int(match["m"]), today)


def coming(day: int, month: int, today: date) -> date | None:
    found = calendar(today.year, month, day)
    return found if found is None or found >= today else calendar(today.year + 1, month, day)


def calendar(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def weekday(match: re.Match[str], today: date) -> date:
    """The next such day; "next friday" is the one of next week."""
    said = match["day"].lower()
    wanted = TAGE.index(said) if said in TAGE else [name[:3] for name in WEEKDAYS].index(said[:3])
    ahead = (wanted - today.weekday()) % 7 or 7
    if match["next"] and ahead <= 6 - today.weekday():
        ahead += 7
    return today + timedelta(days=ahead)


def distance(match: re.Match[str], today: date) -> date | None:
    count = int(match["n"])
    days = {"d": 1, "t": 1, "w": 7, "m": 30}[match["unit"].lower()[0]] * count
    return today + timedelta(days=days) if days < 4000 else None


def word(match: re.Match[str], today: date) -> date:
    name = " ".join(match["word"].lower().split())
    if name in ("next week", "nächste woche"):
        return today + timedelta(days=7 - today.weekday())
    if name in ("end of month", "ende des monats"):
        first = date(today.year + today.month // 12, today.month % 12 + 1, 1)
        return first - timedelta(days=1)
    return today + timedelta(days=int(name in ("tomorrow", "morgen")))


PATTERNS = (
    (written(r"\b(?P<y>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)\b"), iso),
    (written(rf"\b(?P<d>\d\d?)(?:st|nd|rd|th)?\.?\s+(?P<month>{MONTH})[a-zä]*\b"), named),
    (written(rf"\b(?P<month>{MONTH})[a-z]*\s+(?P<d>\d\d?)(?:st|nd|rd|th)?\b"), named),
    (written(r"(?<!\d)(?P<d>\d\d?)\.(?P<m>\d\d?)\.(?!\d)"), dotted),
    (written(rf"\b(?P<next>next\s+|nächste[rn]?\s+)?(?P<day>{DAY})\b"), weekday),
    (
        written(
            r"\bin\s+(?P<n>\d{1,3})\s*(?P<unit>days?|weeks?|months?|d|w|tag(?:en)?|wochen?|monat(?:en)?)\b"
        ),
        distance,
    ),
    (
        written(
            r"\b(?P<word>today|tomorrow|next\s+week|end\s+of\s+month|heute|morgen|nächste\s+woche|ende\s+des\s+monats)\b"
        ),
        word,
    ),
)


def best(words: str, named: Iterable[tuple[str, str]]) -> str:
    """The key that these words mean best: equal, then the beginning of a key or of any word of a name."""
    wanted = words.casefold()
    ranked = sorted(
        (score, key) for key, name in named if (score := closeness(wanted, key, name)) is not None
    )
    return ranked[0][1] if ranked else ""


def closeness(wanted: str, key: str, name: str) -> int | None:
    key, name = key.casefold(), name.casefold()
    if wanted in (key, name):
        return 0
    if key.startswith(wanted) or name.startswith(wanted):
        return 1
    return 2 if any(part.startswith(wanted) for part in re.split(r"[\s\-.]+", name)) else None
