"""A notice as Slack's incoming webhooks and Teams' workflow webhooks take it. Pure."""

from __future__ import annotations

import json
import re
from typing import Any

from .notices import Act, Item, Notice, line

MOST_ITEMS = 20
"""A message is read at a glance; Slack takes 50 blocks and Teams 28 kB, and both refuse more."""
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!~|>])")


def slack(notice: Notice) -> dict[str, Any]:
    """`text` is what a notification shows. Words of people go into plain text, where nothing is a link or a mention."""
    blocks: list[dict[str, Any]] = [{"type": "header", "text": slack_text(notice.subject, 150)}]
    if notice.lead:
        blocks.append({"type": "section", "text": slack_text(notice.lead, 3_000)})
    for item in notice.items[:MOST_ITEMS]:
        blocks += slack_item(item)
    end = [act for act in (notice.more, notice.settings) if act]
    if end:
        blocks.append({"type": "context", "elements": [slack_link(act) for act in end]})
    return {"text": slack_escaped(line(notice.subject, 300)), "blocks": blocks, "unfurl_links": False}


def slack_item(item: Item) -> list[dict[str, Any]]:
    section: dict[str, Any] = {"type": "section", "text": slack_text(told(item), 3_000)}
    if item.step:
        section["accessory"] = {
            "type": "button",
            "text": slack_text(item.step.label, 75),
            "url": item.step.url[:3_000],
        }
    return [section]


def slack_text(words: str, longest: int) -> dict[str, Any]:
    return {"type": "plain_text", "text": shortened(words, longest), "emoji": False}


def slack_link(act: Act) -> dict[str, Any]:
    return {"type": "mrkdwn", "text": f"<{act.url}|{slack_escaped(act.label)}>"}


def slack_escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def teams(notice: Notice) -> dict[str, Any]:
    body: list[dict[str, Any]] = [teams_text(notice.subject, weight="Bolder", size="Medium")]
    if notice.lead:
        body.append(teams_text(notice.lead))
    for item in notice.items[:MOST_ITEMS]:
        body.append(teams_item(item))
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": body,
        "actions": [teams_open(act) for act in (notice.more, notice.settings) if act],
        "msteams": {"width": "Full"},
    }
    kind = "application/vnd.microsoft.card.adaptive"
    return {"type": "message", "attachments": [{"contentType": kind, "contentUrl": None, "content": card}]}


def teams_item(item: Item) -> dict[str, Any]:
    items = [teams_text(item.title, weight="Bolder")]
    items += [teams_text(words, subtle=True) for words in (around(item), item.why) if words]
    if item.step:
        items.append({"type": "ActionSet", "actions": [teams_open(item.step)]})
    return {"type": "Container", "separator": True, "items": items}


def teams_text(words: str, *, subtle: bool = False, **more: str) -> dict[str, Any]:
    """Cards read Markdown: what people wrote is escaped, so that it stays what they wrote."""
    text = _MARKDOWN.sub(r"\\\1", shortened(words, 1_000))
    return {"type": "TextBlock", "text": text, "wrap": True, "isSubtle": subtle, **more}


def teams_open(act: Act) -> dict[str, Any]:
    return {"type": "Action.OpenUrl", "title": line(act.label, 60), "url": act.url}


def program(notice: Notice) -> dict[str, Any]:
    """What a signed webhook carries: the same words, each under its name."""
    return {
        **notice.facts,
        "subject": notice.subject,
        "items": [
            {
                "kind": item.kind,
                "record": item.record,
                "title": item.title,
                "why": item.why,
                "about": item.about,
                "due": item.due,
                "urgent": item.urgent,
                "url": item.url,
                "step": {"label": item.step.label, "url": item.step.url} if item.step else None,
            }
            for item in notice.items
        ],
    }


def told(item: Item) -> str:
    return "\n".join(words for words in (item.title, around(item), item.why) if words)


def around(item: Item) -> str:
    return " · ".join(words for words in (item.about, item.due) if words)


def shortened(words: str, longest: int) -> str:
    """As `line`, but line ends stay."""
    return words if len(words) <= longest else words[: longest - 1] + "…"


def body(message: dict[str, Any]) -> bytes:
    return json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode()
