"""Markdown as people write it, as HTML that is safe to show: no raw HTML, no script, nothing fetched from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from handrail.kit.words import shortened

TAGS = {
    "p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code", "em", "strong",
    "s", "a", "table", "thead", "tbody", "tr", "th", "td", "div",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "div": {"class"}}
SCHEMES = {"http", "https", "mailto"}
LONGEST = 400_000
DEEPEST = 20


class Depths:
    """Headings stand under the page's own and skip no level, whatever level the writer began with."""

    def __init__(self) -> None:
        self.open: list[int] = []

    def of(self, level: int) -> int:
        while self.open and self.open[-1] >= level:
            self.open.pop()
        self.open.append(level)
        return min(len(self.open) + 1, 6)


def made() -> MarkdownIt:
    found = MarkdownIt("commonmark", {"html": False, "maxNesting": DEEPEST})
    found.enable(["table", "strikethrough"])
    found.core.ruler.push("depths", settle_depths)
    found.add_render_rule("image", image)
    found.add_render_rule("table_open", lambda *_: '<div class="tablewrap"><table>')
    found.add_render_rule("table_close", lambda *_: "</table></div>")
    return found


def settle_depths(state: Any) -> None:
    depths, tag = Depths(), "h2"
    for token in state.tokens:
        if token.type == "heading_open":
            tag = f"h{depths.of(int(token.tag[1:]))}"
        if token.type in ("heading_open", "heading_close"):
            token.tag = tag


def image(self: Any, tokens: Sequence[Token], place: int, options: Any, env: Mapping[str, Any]) -> str:
    """An image is a link to it: opening a page must tell nobody elsewhere that it was opened."""
    token = tokens[place]
    words = self.renderInlineAsText(token.children or [], options, env) or str(token.attrs.get("src", ""))
    return f'<a href="{escape(str(token.attrs.get("src", "")))}">{escape(words)}</a>'


def escape(text: str) -> str:
    return nh3.clean_text(text)


_MARKDOWN = made()


def rendered(text: str) -> SafeString:
    html = nh3.clean(
        _MARKDOWN.render(text[:LONGEST]),
        tags=TAGS,
        attributes=ATTRIBUTES,
        allowed_classes={},
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer nofollow",
    )
    return mark_safe(html)  # noqa: S308 - cleaned just now


_LINKS = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_LEADING = re.compile(r"^\s*(?:#{1,6}|[-*+>]|\d+[.)])\s+|^\s*\|?[\s:|-]+\|?\s*$", re.MULTILINE)
_MARKS = re.compile(r"[*_`~]+")


def excerpt(text: str, most: int = 240) -> str:
    """The beginning of it as plain words, for a preview."""
    bare = _LEADING.sub(" ", _LINKS.sub(r"\1", text[: most * 4]))
    words = " ".join(_MARKS.sub("", bare).replace("|", " ").split())
    return shortened(words, most)
