"""What surrounds every page of a workspace: the menu, who you are, where to go."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from handrail.house.access.queries import workspaces_of
from handrail.house.nudges import queries as nudges
from handrail.house.workspaces.models import Member, User
from handrail.house.workspaces.scope import current

PAGES: tuple[tuple[str, str, str, str, str], ...] = (
    ("desk:today", "home", "Today", "", "t"),
    ("desk:inbox", "bell", "Inbox", "", "n"),
    ("desk:customers", "building-2", "Customers", "", "c"),
    ("desk:plans", "file-check", "Plans", "", "p"),
    ("desk:projects", "square-kanban", "Projects", "", "j"),
    ("desk:reviews", "presentation", "Reviews", "", "v"),
    ("calendar:show", "calendar-days", "Calendar", "", "a"),
    ("desk:renewals", "refresh-cw", "Renewals", "", "l"),
    ("desk:tasks", "list-checks", "Tasks", "Work", "k"),
    ("desk:decisions", "gavel", "Decisions", "Work", "d"),
    ("desk:feedback", "message-square", "Feedback", "Work", "g"),
    ("desk:assumptions", "lightbulb", "Assumptions", "Work", "z"),
    ("desk:risks", "shield-alert", "Risks", "Work", "r"),
    ("desk:blockers", "octagon-alert", "Blockers", "Work", "q"),
    ("desk:notes", "notebook-pen", "Notes", "Work", "w"),
    ("desk:handoffs", "arrow-left-right", "Handoffs", "Work", "f"),
    ("desk:raised", "hand", "Raised", "Work", "e"),
    ("desk:gaps", "user-x", "Needs an owner", "Work", "o"),
    ("desk:insights", "chart-line", "Insights", "Work", "h"),
    ("desk:summaries", "file-text", "Summaries", "Work", "1"),
    ("desk:playbooks", "scroll-text", "Playbooks", "Workspace", "y"),
    ("desk:rules", "workflow", "Rules", "Workspace", "u"),
    ("desk:time", "history", "Time machine", "Workspace", "x"),
    ("desk:books", "book-open", "Books", "Workspace", "b"),
    ("desk:members", "users", "Members", "Workspace", "m"),
    ("exchange:start", "upload", "Import", "Workspace", "i"),
    ("desk:settings", "settings", "Settings", "Workspace", "s"),
)


def words() -> dict[str, str]:
    """The words of the menu, where the translator finds them."""
    return {
        "Today": _("Today"),
        "Inbox": _("Inbox"),
        "Calendar": _("Calendar"),
        "Customers": _("Customers"),
        "Plans": _("Plans"),
        "Projects": _("Projects"),
        "Reviews": _("Reviews"),
        "Insights": _("Insights"),
        "Summaries": _("Summaries"),
        "Tasks": _("Tasks"),
        "Decisions": _("Decisions"),
        "Feedback": _("Feedback"),
        "Assumptions": _("Assumptions"),
        "Risks": _("Risks"),
        "Blockers": _("Blockers"),
        "Notes": _("Notes"),
        "Handoffs": _("Handoffs"),
        "Renewals": _("Renewals"),
        "Raised": _("Raised"),
        "Needs an owner": _("Needs an owner"),
        "Work": _("Work"),
        "Import": _("Import"),
        "Playbooks": _("Playbooks"),
        "Books": _("Books"),
        "Rules": _("Rules"),
        "Time machine": _("Time machine"),
        "Members": _("Members"),
        "Settings": _("Settings"),
        "Workspace": _("Workspace"),
        "": "",
    }


def frame(request: HttpRequest) -> dict[str, Any]:
    """For whole pages; it may cost two statements: the list of the user's workspaces, and the unread ones."""
    visitor = getattr(request, "visitor", None)
    if visitor is None or visitor.scope is None:
        return {}
    workspace, member = visitor.scope.workspace, visitor.member
    menu = nav(workspace.slug, request.path)
    mine: Any = SimpleLazyObject(lambda: places(request.user, workspace.slug))
    ring(menu, member)
    return {
        "workspace": workspace,
        "member": member,
        "nav": menu,
        "workspaces": mine,
        "account": [
            {
                "label": _("How I am told"),
                "url": reverse("desk:told", args=[workspace.slug]),
                "icon": "bell",
            },
            {
                "label": _("Settings"),
                "url": reverse("desk:settings", args=[workspace.slug]),
                "icon": "settings",
            },
            {"label": _("Your workspaces"), "url": reverse("people:places"), "icon": "building-2"},
            {"label": _("Your security"), "url": reverse("mfa_index"), "icon": "shield-check"},
        ],
        "sign_out_url": reverse("access:sign-out"),
        "stream_url": f"/w/{workspace.slug}/stream",
        "palette": lambda: palette(menu, workspace.slug, mine),
        "palette_url": reverse("desk:palette", args=[workspace.slug]),
        "undo_url": reverse("desk:undo", args=[workspace.slug]),
        "search_url": reverse("desk:search", args=[workspace.slug]),
        "capture_url": reverse("desk:capture", args=[workspace.slug]),
    }


def ring(menu: list[dict[str, Any]], member: Member) -> None:
    """The bell: how many wait unread, kept up to date while the page is open."""
    for line in menu:
        if line["icon"] == "bell":
            line["id"], line["live"] = "bell", f"nudges:{member.pk}"
            line["live_url"] = f"{line['url']}bell/"
            line["count"] = SimpleLazyObject(lambda: nudges.unread(member))


def nav(slug: str, path: str) -> list[dict[str, Any]]:
    said = words()
    found = ((reversed_(name, slug), icon, label, group, go) for name, icon, label, group, go in PAGES)
    return [
        {
            "label": said[label],
            "url": url,
            "icon": icon,
            "group": said[group],
            "go": go,
            "current": here(url, path, slug),
        }
        for url, icon, label, group, go in found
        if url
    ]


def reversed_(name: str, slug: str) -> str:
    """A door that does not hang yet has no line in the menu."""
    try:
        return reverse(name, args=[slug])
    except NoReverseMatch:
        return ""


def here(url: str, path: str, slug: str) -> bool:
    return path == url if url == f"/w/{slug}/" else path.startswith(url)


def entries(request: HttpRequest) -> list[dict[str, Any]]:
    """Pages and actions, for whoever has no script: each with an address."""
    slug = current().workspace.slug
    return palette(nav(slug, request.path), slug, [])


def palette(menu: list[dict[str, Any]], slug: str, mine: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Every page and action by its name, and the other workspaces, behind what the search finds."""
    pages = [
        {"label": line["label"], "url": line["url"], "group": _("Pages"), "hint": f"G {line['go'].upper()}"}
        for line in menu
    ]
    return [*pages, *settings(slug), *actions(slug)]


def settings(slug: str) -> list[dict[str, Any]]:
    here = reverse("desk:settings", args=[slug])
    words = {
        "policy": _("Policy and thresholds"),
        "raised": _("What is raised, and to whom"),
        "tokens": _("API tokens"),
        "members": _("Members"),
        "workspace": _("Name, time zone and currency"),
    }
    return [
        {"label": label, "url": f"{here}#{name}", "group": _("Settings")} for name, label in words.items()
    ]


def actions(slug: str) -> list[dict[str, Any]]:
    new = {
        "customers": _("New customer"),
        "decisions": _("New decision"),
        "assumptions": _("New assumption"),
        "risks": _("New risk"),
        "blockers": _("New blocker"),
        "metrics": _("New metric"),
        "projects": _("New project"),
        "notes": _("New note"),
    }
    capture = reverse("desk:capture", args=[slug])
    return [
        {
            "label": _("New task or touchpoint"),
            "opens": "capture",
            "url": capture,
            "group": _("Do"),
            "hint": "C",
        },
        *(
            {"label": label, "url": reverse("desk:new", args=[slug, kind]), "group": _("Do")}
            for kind, label in new.items()
        ),
        {
            "label": _("Undo my last change"),
            "posts": reverse("desk:undo", args=[slug]),
            "url": reverse("desk:undo", args=[slug]),
            "group": _("Do"),
            "hint": "Z",
        },
        {"label": _("Keyboard help"), "opens": "help", "group": _("Do"), "hint": "?"},
    ]


def places(user: Any, slug: str) -> list[dict[str, Any]]:
    if not isinstance(user, User) and not user.is_authenticated:
        return []
    return [
        {"name": place.name, "url": place.start, "current": place.slug == slug}
        for place in workspaces_of(user)
    ]
