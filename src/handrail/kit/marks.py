"""A few marks in a text (Markdown) as safe HTML: emphasis, lists, quotations, code, links, people. Knows no Django.

What the marks are not for (headings, pictures, HTML of any kind) stays the text that it is. The result is cleaned a
second time by another library, so that a mistake in one of them lets nothing through.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

OFF = ("image", "heading", "lheading", "html_block", "html_inline", "reference", "hr")
TAGS = {"p", "br", "em", "strong", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a", "b"}
ATTRIBUTES: dict[str, set[str]] = {"*": set(), "a": {"href"}, "ol": {"start"}}
NAMED = re.compile(r"(?<![\w@/.])@([A-Za-z0-9][A-Za-z0-9._~-]{0,79})")
"""Somebody named by their key: @mara-adeyemi, not the middle of a mail address."""


HEADING = re.compile(r"(?:(?<=\s)|^)#{1,6}\s+")
"""The mark of a heading, also where a text has lost its lines."""
ADDRESS = re.compile(r"https?://[^\s<>\"]{3,}")


def html(text: str, people: Mapping[str, str] | None = None) -> str:
    """Safe HTML. `people` are names by key: who is not among them stays as it was written."""
    drawn = parser().render(text, {"people": people or {}})
    return nh3.clean(
        drawn,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )


@cache
def parser() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": False, "breaks": True, "maxNesting": 12})
    made.enable("strikethrough").disable(list(OFF))
    made.add_render_rule("text", plain)
    return made


def plain(self: Any, tokens: Sequence[Token], at: int, options: Any, env: Mapping[str, Any]) -> str:
    """A piece of plain text, in which people are called by their names and addresses of the web can be followed."""
    text, people = tokens[at].content, env.get("people", {})
    drawn = [(start, end, f"<b>@{escape(people[key])}</b>") for start, end, key in named(text, people)]
    if sum(token.nesting for token in tokens[:at] if token.type.startswith("link_")) == 0:
        drawn += [(start, end, anchor(text[start:end])) for start, end in addresses(text)]
    done, parts = 0, []
    for start, end, html in sorted(drawn):
        if start >= done:
            parts += [escape(text[done:start]), html]
            done = end
    return "".join((*parts, escape(text[done:])))


def spoken(text: str, people: Mapping[str, str]) -> str:
    """The text as it was written, in which people are called by their names: for paper."""
    done, parts = 0, []
    for start, end, key in sorted(named(text, people)):
        parts += [text[done:start], people[key]]
        done = end
    return "".join((*parts, text[done:]))


def unmarked(text: str) -> str:
    """Its words on one line, as somebody reads them: for lists, mails and chats. A part that was cut out of a text may
    begin or end within a mark; such a mark stays."""
    parts = [word for token in reading().parse(text) for word in words_of(token)]
    told = " ".join(" ".join(parts).split())
    return HEADING.sub("", told) or " ".join(text.split())


def words_of(token: Token) -> list[str]:
    if token.type in ("fence", "code_block"):
        return [token.content]
    if token.type != "inline":
        return []
    return ["".join(" " if one.type.endswith("break") else one.content for one in token.children or ())]


@cache
def reading() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "maxNesting": 12}).enable(["strikethrough", "table"])


def addresses(text: str) -> list[tuple[int, int]]:
    """Where whole addresses stand; the full stop or bracket behind one is no part of it."""
    return [
        (match.start(), match.start() + len(match[0].rstrip(".,;:!?)]}'")))
        for match in ADDRESS.finditer(text)
    ]


def anchor(address: str) -> str:
    return f'<a href="{escape(address)}">{escape(address)}</a>'


def named(text: str, people: Mapping[str, str]) -> list[tuple[int, int, str]]:
    """(from, to, key) of everybody whom the text names by their key; a full stop behind it is no part of it."""
    found = []
    for match in NAMED.finditer(text):
        key = match[1] if match[1] in people else match[1].rstrip("._~-")
        if key in people:
            found.append((match.start(), match.start() + 1 + len(key), key))
    return found
