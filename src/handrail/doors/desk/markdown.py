"""Markdown that anyone may have written, as HTML that does nothing."""

from __future__ import annotations

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

PARSER = MarkdownIt("commonmark", {"html": False}).enable("table")
TAGS = {
    "p", "br", "strong", "em", "code", "pre", "blockquote", "ul", "ol", "li", "a", "h3", "h4", "h5", "h6", "hr",
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip


def html(text: str) -> SafeString:
    """Pictures are left out: they would be fetched from elsewhere."""
    cleaned = nh3.clean(
        PARSER.render(text), tags=TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"}
    )
    return mark_safe(cleaned)  # noqa: S308 - cleaned by nh3
