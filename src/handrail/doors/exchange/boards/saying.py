"""What people said on a card of another tool, and what they attached: comments and evidence of its task here.

Each has a key made of what it says and where, so that it comes once: changed or removed here, it stays so. Who said it
there stands in the words, for they are not vouched for by anybody who was signed in here; nobody is told of it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Any

from handrail.house.talk.addresses import is_web
from handrail.house.talk.commenting import LONGEST, add_comments
from handrail.house.talk.models import Comment, Evidence
from handrail.house.talk.verbs import add_evidence

from .foreign import Foreign, Item

ADDRESS = re.compile(r"https?://\S+")


def keep(foreign: Foreign, items: Mapping[str, Item]) -> tuple[int, int]:
    """`items` by the keys of their tasks. How many comments and pieces of evidence are new. Four statements."""
    comments: dict[str, Any] = {}
    evidence: dict[str, Any] = {}
    for key, item in items.items():
        for text in item.comments:
            row = Comment(key=key_of(foreign, item, text), subject=f"task:{key}", text=text[:LONGEST])
            comments.setdefault(row.key, row)
        for text in item.files:
            found = attached(key, text)
            found.key = key_of(foreign, item, f"file {text}")
            evidence.setdefault(found.key, found)
    new = fresh(Comment, comments), fresh(Evidence, evidence)
    if new[0]:
        add_comments(new[0], quietly=True)
    if new[1]:
        add_evidence(new[1])
    return len(new[0]), len(new[1])


def fresh(model: Any, rows: Mapping[str, Any]) -> list[Any]:
    known = set(model.objects.filter(key__in=list(rows)).values_list("key", flat=True)) if rows else set()
    return [row for key, row in rows.items() if key not in known]


def key_of(foreign: Foreign, item: Item, text: str) -> str:
    said = "\n".join((foreign.system, item.ident, text))
    return f"{foreign.system}-{hashlib.sha256(said.encode()).hexdigest()[:16]}"


def attached(key: str, text: str) -> Evidence:
    """A link where there is an address; else what it was called, as a note."""
    match = ADDRESS.search(text)
    url = match[0] if match is not None and is_web(match[0]) and len(match[0]) <= 1000 else ""
    name = text.replace(url, "").strip(" :;") if url else text
    subject = f"task:{key}"
    if url:
        return Evidence(subject=subject, kind="link", title=(name or url)[:300], url=url)
    return Evidence(subject=subject, kind="note", title=name[:300], text=name)
