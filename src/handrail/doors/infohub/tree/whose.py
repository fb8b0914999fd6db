"""Which account a file belongs to: by an id, by a name, by its folder."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any

from ..sheets import is_talk
from .sources import Source

STRUCTURE = frozenset(
    (
        "account", "accounts", "action", "actions", "agent_work", "assumption", "assumptions", "clients",
        "context", "csp",
        "csp_artifacts", "csp_history", "customer", "customers", "data", "decision", "decisions", "doc",
        "docs", "examples", "export", "external", "external_hub", "external_infohub",
        "external_infohubs", "frameworks", "governance", "health", "infohub", "infohubs", "internal",
        "internal_hub", "internal_infohub", "internal_infohubs", "journey", "knowledge", "library", "meetings",
        "metrics", "node", "nodes", "notes", "operations", "plan", "plans", "playbooks", "project", "projects",
        "raw", "realm", "realms", "reports", "risk", "risks", "rules", "src", "stakeholders", "strategy",
        "success_plan", "success_plans", "boards", "templates", "touchpoints", "tree", "value",
    )
)  # fmt: skip
"""Folders that name a part of a tree, never an account."""


IDS = ("account_id", "customer_id", "realm_id", "node_id")
NAMES = ("account", "customer")


def claim(source: Source, data: Any) -> None:
    """What a file says about whose it is: an id, a name, or only its folder."""
    source.folder = account_from_path(source.path)
    if source.sheet is not None and source.sheet.kind in (
        "workspace",
        "links",
        "evidence",
        "cadences",
        "measures",
        "plan_templates",
        "rules",
        "rule",
    ):
        source.folder = ""
        return
    source.said_id, source.said_name = _said(data, IDS), _said(data, NAMES)
    if source.sheet is not None and source.sheet.kind in ("account", "profile") and source.root is not None:
        source.said_name = source.said_name or str(source.root.values["name"])
    source.account = slug(source.said_id) if source.said_id else source.folder


def _said(data: Any, keys: tuple[str, ...]) -> str:
    for block in (data, data.get("metadata")):
        for key in keys if isinstance(block, dict) else ():
            value = block.get(key)
            if isinstance(value, dict):
                value = value.get("id") or value.get("key") or value.get("name")
            if isinstance(value, str | int) and str(value).strip():
                return str(value).strip()
    return ""


ROOTED = frozenset(
    (
        "workspace",
        "links",
        "evidence",
        "renewals",
        "cases",
        "tasks",
        "project",
        "briefings",
        "cadences",
        "measures",
        "plan_templates",
        "rules",
        "rule",
    )
)
CERTAIN = frozenset(
    ("account", "profile", "plan", "criteria", "team", "stakeholders", "stakeholder", "value", "health")
)
"""Kinds of files that are always of one account."""


def settle_accounts(sources: Iterable[Source], fallback: str = "") -> None:
    """Give the files of one folder their accounts: an id counts for those beside it, a name for its own file.

    `fallback` is the name of the whole folder: it is the account's own where its plan names none.
    """
    sources = list(sources)
    folders: dict[str, list[Source]] = {}
    for source in sources:
        if source.root is not None:
            folders.setdefault(source.folder, []).append(source)
    for folder, group in folders.items():
        _settle(folder, group)
    nameless = [s for s in folders.get("", ()) if not s.account and s.sheet and s.sheet.kind not in ROOTED]
    if fallback and any(s.sheet and s.sheet.kind in CERTAIN for s in nameless):
        for source in nameless:
            source.account = fallback


def _settle(folder: str, group: list[Source]) -> None:
    ids = {slug(s.said_id) for s in group if s.said_id}
    named = {slug(s.said_name): slug(s.said_id) for s in group if s.said_id and s.said_name}
    names = {slug(s.said_name) for s in group if s.said_name and not s.said_id} - set(named)
    only = next(iter(ids)) if len(ids) == 1 else folder
    for source in group:
        name = slug(source.said_name) if source.said_name else ""
        if source.said_id:
            continue
        if name in named or name in ids:
            source.account = named.get(name, name)
        elif name and (len(names) > 1 or not only):
            source.account = name
        elif source.folder or source.said_name:
            source.account = only


def account_from_path(path: str) -> str:
    if is_talk(path):
        return ""
    for folder in PurePosixPath(path).parts[:-1]:
        if slug(folder).replace("-", "_") not in STRUCTURE:
            return slug(folder)
    return ""


_OTHER = re.compile(r"[^a-z0-9]+")


def slug(text: str) -> str:
    """A key: small letters, digits and hyphens. Letters with marks lose them."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return _OTHER.sub("-", plain).strip("-")[:60].strip("-") or "unnamed"
