"""What each role may do, read off the guards that the views declare: so the page can not say anything else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handrail.house.access.entry import LADDER, declared, suffices

from .words import choice

WORKSPACE = "w/<"
AREAS = {
    "": gettext_lazy("Today"),
    "calendar": gettext_lazy("Calendar: every date, and an address of one’s own for other calendars"),
    "customers": gettext_lazy("Customers"),
    "plans": gettext_lazy("Success plans"),
    "milestones": gettext_lazy("Success plans"),
    "tasks": gettext_lazy("Tasks"),
    "decisions": gettext_lazy("Decisions"),
    "assumptions": gettext_lazy("Assumptions"),
    "risks": gettext_lazy("Risks"),
    "gaps": gettext_lazy("What needs an owner"),
    "capture": gettext_lazy("Writing something down quickly"),
    "palette": gettext_lazy("Going to anything by name"),
    "import": gettext_lazy("Import"),
    "books": gettext_lazy("Books: looking at them, handing one’s own over"),
    "settings": gettext_lazy("Settings: looking at them, tokens of one’s own"),
    "members": gettext_lazy("Members: who is here, and as what"),
    "evidence": gettext_lazy("Evidence"),
    "links": gettext_lazy("Connections"),
    "pick": gettext_lazy("Search"),
    "search": gettext_lazy("Search"),
    "inbox": gettext_lazy("Inbox"),
    "told": gettext_lazy("How I am told"),
    "raised": gettext_lazy("What is raised: looking at it, raising something, answering"),
    "undo": gettext_lazy("Undo"),
    "talk": gettext_lazy("Comments: saying something, answering, settling"),
    "go": gettext_lazy("Comments: saying something, answering, settling"),
    "files": gettext_lazy("Files: attaching them, fetching them"),
    "shared": gettext_lazy("What is shared with oneself: looking at it"),
    "shares": gettext_lazy("Projects and boards"),
    "projects": gettext_lazy("Projects and boards"),
    "boards": gettext_lazy("Projects and boards"),
    "tokens": gettext_lazy("API tokens"),
    "<kind>": gettext_lazy("Every record: open, change, remove and bring back"),
}
FOR_ALL = gettext_lazy("Settings: where everybody is told, how everybody signs in, who came in when")
SENTENCES = {
    "desk:policy": gettext_lazy("Change the policy by which customers are judged"),
    "desk:raising": gettext_lazy("Say what is raised to whom, and after how long"),
    "desk:workspace": gettext_lazy("Change the name, time zone and currency of the workspace"),
    "desk:invite": gettext_lazy("Invite people, up to the own role"),
    "desk:resend": gettext_lazy("Invite people, up to the own role"),
    "desk:revoke-invitation": gettext_lazy("Invite people, up to the own role"),
    "desk:rejoin": gettext_lazy("Let somebody come back who has left"),
    "desk:teams": gettext_lazy("Make teams and say who is in them"),
    "desk:team": gettext_lazy("Make teams and say who is in them"),
    "desk:team-remove": gettext_lazy("Make teams and say who is in them"),
}


@dataclass(frozen=True, slots=True)
class Ability:
    """One line of the table: what it is, and the least role that may."""

    words: str
    least: str

    @property
    def cells(self) -> list[tuple[Any, bool]]:
        return [(choice(role), suffices(role, self.least)) for role in LADDER]


def views(resolver: Any = None, prefix: str = "", space: str = "") -> Iterator[tuple[str, str, Any]]:
    """(address, name, view) of every page."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from views(entry, route, f"{entry.namespace}:" if entry.namespace else space)
        elif isinstance(entry, URLPattern):
            yield route, f"{space}{entry.name}", entry.callback


def abilities() -> list[Ability]:
    """Every guarded page of the workspace, those that are one thing to a person taken together."""
    found = {
        Ability(str(words(route, name, least)), least)
        for route, name, view in views()
        if route.startswith(WORKSPACE) and (least := declared(view) or "") in LADDER
    }
    return sorted(found, key=lambda ability: (LADDER.index(ability.least), ability.words))


def words(route: str, name: str, least: str) -> Any:
    """The sentence for a page; else the part of the workspace it lies in."""
    if name in SENTENCES:
        return SENTENCES[name]
    area = route.split("/")[2] if route.count("/") > 2 else ""
    if area == "settings" and suffices(least, "admin"):
        return FOR_ALL
    area = "<kind>" if area.startswith("<kind") else area
    return AREAS.get(area, area.replace("-", " ").capitalize())


def table() -> list[dict[str, Any]]:
    """The abilities by the least role that has them."""
    lines = abilities()
    return [
        {"role": role, "word": choice(role), "lines": [line for line in lines if line.least == role]}
        for role in LADDER
    ]


def of(role: str) -> list[str]:
    """What somebody with this role may do, without saying twice what a lower role may."""
    return [ability.words for ability in abilities() if suffices(role, ability.least)]


def ladder() -> list[tuple[Any, str]]:
    """Each role with what it is for, the highest first."""
    told = sentences()
    return [(choice(role), told[role]) for role in reversed(LADDER)]


def sentences() -> dict[str, str]:
    """What each role is for, in a sentence."""
    return {
        "owner": _("Everything; makes others owners; sees private customers."),
        "admin": _(
            "All work with customers, the people and the settings. Private customers only where named."
        ),
        "member": _("All work with customers: plans, tasks, decisions, risks, import."),
        "guest": _("Nothing of this workspace but what is shared with guests."),
    }
