"""Reading an owner that came in as free text: one member, or a gap that keeps the words. No Django.

directory = load_directory()
match("Maria Santos (SA)", directory).values()   # {"owner": <member>, "owner_text": "Maria Santos (SA)", ...}
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .external import same

LONGEST = 300

_MAIL = re.compile(r"[^\s<>()\[\],;:]+@[^\s<>()\[\],;:]+\.[^\s<>()\[\],;:]+")
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|<[^>]*>")
_TOGETHER = re.compile(r"\s*(?:[+&/;|]|\s(?:and|und|et|with|mit)\s)\s*", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")

NOBODY = frozenset(
    [
        "tbd",
        "tba",
        "tbc",
        "tbh",
        "none",
        "nobody",
        "na",
        "n/a",
        "nil",
        "null",
        "unknown",
        "unassigned",
        "unowned",
        "open",
        "?",
        "-",
        "–",
        "—",
        "x",
        "offen",
        "keiner",
        "niemand",
        "unbekannt",
    ]
)
GROUPS = frozenset(
    [
        "team",
        "teams",
        "queue",
        "group",
        "squad",
        "department",
        "dept",
        "division",
        "committee",
        "board",
        "everyone",
        "all",
        "both",
        "staff",
        "crew",
        "pool",
        "desk",
        "office",
        "guild",
        "chapter",
        "council",
        "gruppe",
        "abteilung",
        "mannschaft",
        "vendor",
        "customer",
        "partner",
        "leadership",
        "management",
        "engineering",
        "operations",
        "marketing",
        "sales",
        "support",
        "product",
        "finance",
        "legal",
        "delivery",
        "company",
        "kunde",
    ]
)
ROLES = frozenset(
    [
        "agent",
        "bot",
        "admin",
        "administrator",
        "ae",
        "sa",
        "ca",
        "csm",
        "sdr",
        "bdr",
        "tam",
        "vp",
        "ceo",
        "cto",
        "cio",
        "cfo",
        "coo",
        "ciso",
        "pm",
        "po",
        "se",
        "lead",
        "manager",
        "director",
        "owner",
        "head",
        "sponsor",
        "champion",
        "architect",
        "engineer",
        "executive",
        "specialist",
        "consultant",
        "analyst",
        "officer",
        "coordinator",
        "representative",
        "rep",
        "integration",
        "automation",
        "system",
        "leiter",
        "berater",
    ]
)


@dataclass(frozen=True, slots=True)
class Ownership:
    """Exactly one of `member` and `gap` is there. `text` are the words it came in.

    `guest` is whom they name where that is a guest: they own nothing, and are somebody all the same.
    """

    member: Any | None
    text: str
    gap: str
    guest: Any | None = None

    def values(self) -> dict[str, Any]:
        """As the columns of anything that is owned."""
        return {"owner": self.member, "owner_text": self.text, "owner_gap": self.gap}


@dataclass(slots=True)
class Directory:
    """Who could be meant. Holds anything with `name`, `email`, `key`, `role`, `left_on` and `external_ids`."""

    by_mail: dict[str, Any] = field(default_factory=dict)
    by_key: dict[str, Any] = field(default_factory=dict)
    by_id: dict[str, Any] = field(default_factory=dict)
    by_name: dict[str, list[Any]] = field(default_factory=dict)
    known: dict[str, Ownership] = field(default_factory=dict)
    """Answers given before: an export names the same few owners in each of its thousands of rows."""

    @classmethod
    def of(cls, members: Iterable[Any]) -> Directory:
        made = cls()
        for member in members:
            made.add(member)
        return made

    def add(self, member: Any) -> None:
        self.known.clear()
        if member.email:
            self.by_mail[member.email.casefold()] = member
        if member.key:
            self.by_key[member.key.casefold()] = member
        for value in ids(member.external_ids):
            self.by_id[same(value)] = member
        name = plain_name(member.name)
        self.by_name[name] = [one for one in self.by_name.get(name, []) if not same_person(one, member)] + [
            member
        ]

    def find(self, text: str) -> Any | None:
        """The one member these words name, whole: by id, e-mail, name or key. None where it could be two."""
        mail = _MAIL.search(text)
        if mail:
            return self.by_mail.get(mail[0].casefold())
        return self.by_id.get(same(text)) or self.one_named(text) or self.by_key.get(text.casefold())

    def one_named(self, text: str) -> Any | None:
        for name in (plain_name(text), turned(text)):
            found = self.by_name.get(name, [])
            if len(found) == 1:
                return found[0]
        return None


def same_person(one: Any, other: Any) -> bool:
    """One object, or one row read twice."""
    number = getattr(one, "pk", None)
    return one is other or (number is not None and number == getattr(other, "pk", None))


def ids(external: Mapping[str, Any]) -> list[str]:
    return [str(value) for value in external.values() if value]


def plain_name(text: str) -> str:
    """A name without asides ("(SA)"), case and doubled spaces."""
    return " ".join(_ASIDE.sub(" ", text).casefold().split())


def turned(text: str) -> str:
    """ "Santos, Maria" is Maria Santos."""
    last, comma, first = plain_name(text).partition(",")
    return f"{first.strip()} {last.strip()}" if comma else ""


def match(text: object, directory: Directory) -> Ownership:
    """One member, or a gap that says why not: nobody, group, two_people, role, left or unknown."""
    words = " ".join(str(text or "").split())[:LONGEST]
    if words not in directory.known:
        directory.known[words] = read(words, directory)
    return directory.known[words]


def read(words: str, directory: Directory) -> Ownership:
    member = directory.find(words) if words else None
    if member is None:
        return Ownership(None, words, gap_of(words))
    if member.left_on:
        return Ownership(None, words, "left")
    if member.role == "guest":
        return Ownership(None, words, "unknown", member)
    return Ownership(member, words, "")


def gap_of(words: str) -> str:
    """Which gap these words are when they name no member of ours."""
    bare = plain_name(words)
    if not bare.strip(" .!") or bare.strip(" .!") in NOBODY or bare.startswith(("tbd", "tba", "to be ")):
        return "nobody"
    parts = set(_WORD.findall(bare))
    if parts & GROUPS and not parts & ROLES - {"lead"}:
        return "group"
    if len(people_in(words)) > 1:
        return "two_people"
    return "role" if parts & ROLES else "unknown"


def people_in(words: str) -> list[str]:
    """The parts of "Nina Kowalski + Maria Santos"; one part where nothing joins."""
    bare = _ASIDE.sub(" ", words)
    parts = [part for part in _TOGETHER.split(bare) if part.strip()]
    if len(parts) == 1 and bare.count(",") >= 1 and all(len(p.split()) > 1 for p in bare.split(",")):
        parts = [part for part in bare.split(",") if part.strip()]
    return [part.strip() for part in parts]


def load_directory() -> Directory:
    """All members of the current workspace, also those who left: they are named by what they did."""
    from .models import Member
    from .scope import current

    members = Member.objects.filter(workspace_id=current().workspace_id, removed_at=None)
    return Directory.of(members.order_by("pk"))
