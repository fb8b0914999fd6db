"""What the example page shows. Invented, and fixed in time, so that two screenshots are alike."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any


def _nav(label: str, icon: str, group: str = "", count: int = 0, go: str = "") -> dict[str, Any]:
    return {
        "label": label,
        "icon": icon,
        "group": group,
        "count": count,
        "go": go,
        "url": "#",
        "current": label == "Today",
    }


SHELL: dict[str, Any] = {
    "nav": [
        _nav("Today", "home", count=7, go="t"),
        _nav("Customers", "building-2", go="c"),
        _nav("Calendar", "calendar-days"),
        _nav("Projects", "square-kanban", "Work", go="p"),
        _nav("Decisions", "gavel", "Work", 3),
        _nav("Risks and blockers", "shield-alert", "Work", 2),
        _nav("Reviews", "presentation", "Work"),
        _nav("Notes", "sticky-note", "Knowledge"),
        _nav("Playbooks", "book-open", "Knowledge"),
        _nav("Rules", "workflow", "Discipline"),
        _nav("Suggestions", "sparkles", "Discipline", 4),
        _nav("Insights", "chart-line", "Discipline"),
    ],
    "workspace": {"name": "Brightside CS"},
    "workspaces": [
        {"name": "Brightside CS", "url": "#", "current": True},
        {"name": "Training", "url": "#", "current": False},
    ],
    "member": {"name": "Mara Adler", "pk": 1},
    "account": [{"label": "Your settings", "url": "#", "icon": "settings"}],
    "sign_out_url": "#",
    "capture_url": "/ui/capture/",
    "palette_url": "/ui/palette/",
    "palette": [
        {"label": "Today", "url": "#", "group": "Pages", "hint": "G T"},
        {"label": "Customers", "url": "#", "group": "Pages", "hint": "G C"},
        {"label": "Northwind Logistics", "url": "#", "group": "Customers", "hint": "Watch"},
        {"label": "New card", "opens": "capture", "group": "Do", "hint": "C"},
        {"label": "Keyboard help", "opens": "help", "group": "Do", "hint": "?"},
    ],
}

PARTS: dict[str, Any] = {
    "moment": datetime(2026, 11, 20, 16, 5, tzinfo=UTC),
    "verdicts": ["healthy", "watch", "at_risk", "no_data", "complete", "incomplete"],
    "audiences": ["internal", "shared", "ours", "owner", "public"],
    "crumbs": [
        {"label": "Customers", "url": "#"},
        {"label": "Northwind Logistics", "url": "#"},
        {"label": "Plan"},
    ],
    "tabs": [
        {"label": "Plan", "url": "#", "current": True},
        {"label": "People", "url": "#", "count": 9},
        {"label": "Decisions", "url": "#", "count": 3},
        {"label": "Timeline", "url": "#"},
    ],
    "health": [
        {"label": "Healthy", "value": 6, "tone": "good"},
        {"label": "Watch: stale or a milestone late", "value": 3, "tone": "warn"},
        {"label": "At risk", "value": 2, "tone": "bad", "url": "#"},
    ],
    "facts": [
        {"label": "ARR", "value": "€ 184,000"},
        {"label": "Renewal", "value": "31 Mar 2027"},
        {"label": "Sponsor", "value": "Ines Duarte", "url": "#"},
    ],
    "points": [64, 65, 64, 69, 68, 72, 71, 76, 74, 79, 81, 82],
    "phases": [
        {"name": "Initiate", "state": "done"},
        {"name": "Develop", "state": "done"},
        {"name": "Finalize", "state": "done", "note": "agreed v3, 2 Oct"},
        {"name": "Execute", "state": "now", "note": "Mara A."},
        {"name": "Renew", "state": "next"},
    ],
    "columns": [
        {"key": "name", "label": "Customer", "sort": True},
        {"key": "health", "label": "Health", "sort": True},
        {"key": "arr", "label": "ARR", "sort": True, "num": True},
        {"key": "renewal", "label": "Renewal", "sort": True},
        {"key": "owner", "label": "Owner"},
    ],
    "customers": [
        {
            "name": "Northwind Logistics",
            "health": "watch",
            "arr": "€ 184,000",
            "renewal": "31 Mar 2027",
            "owner": "Mara Adler",
        },
        {
            "name": "Aurelia Health",
            "health": "at_risk",
            "arr": "€ 96,500",
            "renewal": "12 Jan 2027",
            "owner": "",
        },
        {
            "name": "Halden Foods",
            "health": "healthy",
            "arr": "€ 61,200",
            "renewal": "30 Sep 2027",
            "owner": "Jonas Okoye",
        },
        {
            "name": "Kestrel Bank",
            "health": "no_data",
            "arr": "€ 240,000",
            "renewal": "1 Feb 2027",
            "owner": "Mara Adler",
        },
    ],
    "history": [
        {
            "who": "Mara Adler",
            "text": "Milestone “Carrier API” moved to 3 December",
            "note": "was 24 November; their IT lead is away",
            "moment": datetime(2026, 11, 20, 16, 5, tzinfo=UTC),
        },
        {
            "who": "Tomas Rey",
            "kind": "customer",
            "text": "Agreed the plan, version 3",
            "moment": datetime(2026, 10, 2, 9, 12, tzinfo=UTC),
            "url": "#",
        },
        {
            "who": "Handrail",
            "kind": "agent",
            "text": "Health became Watch",
            "note": "two of nine criteria fail",
            "moment": datetime(2026, 9, 18, 6, 0, tzinfo=UTC),
        },
    ],
    "stale": [
        {
            "name": "target",
            "label": "Target",
            "theirs": "50 agents live by 24 November",
            "yours": "45 agents live by 24 November",
        },
        {"name": "owner", "label": "Owner", "theirs": "Tomas Rey", "yours": ""},
    ],
    "problems": [
        {
            "field": "plain_title",
            "message": "Title is missing.",
            "fix": "Write what will be true when it is done.",
        }
    ],
    "plan": {
        "today": "2026-11-21",
        "phases": [
            {"key": "initiate", "name": "Initiate", "start": "2026-09-01", "end": "2026-09-20"},
            {"key": "develop", "name": "Develop", "start": "2026-09-21", "end": "2026-10-18"},
            {"key": "execute", "name": "Execute", "start": "2026-10-19", "end": "2027-01-31"},
        ],
        "milestones": [
            {
                "key": "kickoff",
                "title": "Kick-off held",
                "due": "2026-09-08",
                "status": "done",
                "owner": "Mara Adler",
                "side": "ours",
                "url": "#",
                "revision": 2,
            },
            {
                "key": "api",
                "title": "Carrier API connected",
                "due": "2026-11-17",
                "status": "open",
                "owner": "Tomas Rey",
                "side": "customer",
                "url": "#",
                "revision": 5,
            },
            {
                "key": "agents",
                "title": "First 50 agents live",
                "due": "2026-11-24",
                "status": "open",
                "owner": "Tomas Rey",
                "side": "customer",
                "url": "#",
                "revision": 3,
            },
            {
                "key": "review",
                "title": "Monthly value review",
                "due": "2026-12-02",
                "status": "open",
                "owner": "Mara Adler",
                "side": "ours",
                "url": "#",
                "revision": 1,
            },
            {
                "key": "golive",
                "title": "Go / no-go",
                "due": "2026-12-09",
                "status": "open",
                "owner": "Priya Nair",
                "side": "ours",
                "url": "#",
                "revision": 1,
            },
            {
                "key": "renewal",
                "title": "Renewal talk",
                "due": "2027-01-28",
                "status": "open",
                "owner": "Mara Adler",
                "side": "ours",
                "url": "#",
                "revision": 1,
            },
        ],
    },
    "choices": [("", "Nobody yet"), ("mara", "Mara Adler"), ("jonas", "Jonas Okoye")],
}
