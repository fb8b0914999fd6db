"""A notice as Slack's incoming webhooks and Teams' workflow webhooks take it. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from .notices import Act, Item, Notice, line

MOST_ITEMS = 20
"""A message is read at a glance; Slack takes 50 blocks and Teams 28 kB, and both refuse more."""
MOST_LINES, LONGEST_LINE, MOST_BYTES = 80, 300, 20_000
"""Of what has many lines: so many, each so long; and what Teams is sent of them."""
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
    words = told(replace(item, why="")) if item.lines else told(item)
    section: dict[str, Any] = {"type": "section", "text": slack_text(words, 3_000)}
    if item.step:
        section["accessory"] = {
            "type": "button",
            "text": slack_text(item.step.label, 75),
            "url": item.step.url[:3_000],
        }
    return [section, *slack_lines(item.lines)]


def slack_lines(lines: Sequence[Act]) -> Iterator[dict[str, Any]]:
    """As many sections as it takes, cut between lines: half a link is none."""
    texts = [slack_line(one) for one in lines[:MOST_LINES]]
    held: list[str] = []
    for text in texts:
        if held and len("\n".join([*held, text])) > 3_000:
            yield slack_section(held)
            held = []
        held.append(text)
    if held:
        yield slack_section(held)


def slack_line(one: Act) -> str:
    said = Act(line(one.label, LONGEST_LINE), one.url)
    return f"{indent(one)}{slack_link(said)['text'] if one.url else slack_escaped(said.label)}"


def slack_section(lines: Sequence[str]) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": "\n".join(lines), "verbatim": True}}


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
    why = "" if item.lines else item.why
    items += [teams_text(words, subtle=True) for words in (around(item), why) if words]
    items += teams_lines(item.lines)
    if item.step:
        items.append({"type": "ActionSet", "actions": [teams_open(item.step)]})
    return {"type": "Container", "separator": True, "items": items}


def teams_text(words: str, *, subtle: bool = False, **more: str) -> dict[str, Any]:
    """Cards read Markdown: what people wrote is escaped, so that it stays what they wrote."""
    text = _MARKDOWN.sub(r"\\\1", shortened(words, 1_000))
    return {"type": "TextBlock", "text": text, "wrap": True, "isSubtle": subtle, **more}


def teams_lines(lines: Sequence[Act]) -> Iterator[dict[str, Any]]:
    """As many as Teams takes; the rest is behind the button."""
    left = MOST_BYTES
    for one in lines[:MOST_LINES]:
        block = teams_text(line(one.label, LONGEST_LINE), subtle=True)
        if one.url:
            block["text"] = f"[{block['text']}]({one.url})"
        if indent(one):
            block["spacing"] = "None"
        left -= len(body(block))
        if left < 0:
            return
        yield block


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
                "lines": [{"text": one.label.strip(), "url": one.url} for one in item.lines],
                "about": item.about,
                "due": item.due,
                "urgent": item.urgent,
                "url": item.url,
                "step": {"label": item.step.label, "url": item.step.url} if item.step else None,
            }
            for item in notice.items
        ],
    }


def indent(one: Act) -> str:
    return one.label[: len(one.label) - len(one.label.lstrip())]


def told(item: Item) -> str:
    return "\n".join(words for words in (item.title, around(item), item.why) if words)


def around(item: Item) -> str:
    return " · ".join(words for words in (item.about, item.due) if words)


def shortened(words: str, longest: int) -> str:
    """As `line`, but line ends stay."""
    return words if len(words) <= longest else words[: longest - 1] + "…"


def body(message: dict[str, Any]) -> bytes:
    return json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode()
