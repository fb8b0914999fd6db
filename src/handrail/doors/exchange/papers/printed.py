"""A paper as a PDF: to be handed out, not worked on. It is made anew each time."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import get_language

from handrail.kit.paper import Heading, Item, Items, Sheet, pdf
from handrail.kit.paper.sheet import Block
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import say

from .blocks import Outcome
from .points import Paper


def made(paper: Paper, base: bytes | None) -> Outcome:
    if base is not None:
        words = say("A PDF can not be brought up to date.")
        raise Invalid([Problem("base", words, say("Make a new one, without a template."))])
    language = get_language() or "en"
    content = pdf(Sheet(paper.title, paper.look, list(blocks(paper)), paper.under, language))
    return Outcome(content, added=sum(len(chapter.points) for chapter in paper.chapters))


def blocks(paper: Paper) -> Iterator[Block]:
    for chapter in paper.chapters:
        yield Heading(chapter.title)
        yield Items([Item(point.text, under=point.source) for point in chapter.points])
