"""A paper as slides, on the company's own template: a slide for each chapter, its text box marked as ours."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.exc import PackageNotFoundError
from pptx.util import Inches

from handrail.kit.paper import Look
from handrail.kit.words import say

from .blocks import (
    Kept,
    Outcome,
    mark,
    opened,
    parted,
    reading,
    refusal,
    refuse_fetching,
    remember,
    remembered,
    short,
)
from .points import Chapter, Paper, Point

KIND = "presentationml"
A_SLIDE = 6
"""Points that a slide holds; more go onto the next one."""
TITLES = (1, 3)
"""The placeholders that hold a title: title and centred title."""


def made(paper: Paper, base: bytes | None) -> Outcome:
    """New slides, on the company's template, or earlier ones brought up to date."""
    with reading(base):
        try:
            deck: Any = Presentation(opened(base, KIND)) if base is not None else Presentation()
        except (ValueError, KeyError, PackageNotFoundError):
            raise refusal(say("These are no PowerPoint slides.")) from None
        refuse_fetching(deck.part.package)
        return Writer(deck, paper.look if base is None else None).write(paper)


def leaves(paper: Paper) -> Iterator[tuple[str, str, list[Point]]]:
    """(id, title, points) of each slide behind the first."""
    for chapter in paper.chapters:
        for number, start in enumerate(range(0, len(chapter.points), A_SLIDE)):
            yield ident(chapter, number), chapter.title, chapter.points[start : start + A_SLIDE]


def ident(chapter: Chapter, number: int) -> str:
    return f"slide:{chapter.id}:{number}"


class Writer:
    def __init__(self, deck: Any, look: Look | None = None) -> None:
        """`look` where there is no template that says how it looks."""
        self.deck, self.look, self.outcome = deck, look, Outcome()
        self.here: dict[str, tuple[Any, Any]] = {}
        self.before: set[str] = set()
        for slide in deck.slides:
            for shape in slide.shapes:
                if found := parted(shape.name):
                    self.here[found[0]] = slide, shape
                    self.before |= remembered(described(shape).get("descr", ""))

    def write(self, paper: Paper) -> Outcome:
        wanted = list(leaves(paper))
        idents = {short("first"), *(short(name) for name, _title, _points in wanted)}
        self._first(paper)
        for name, title, points in wanted:
            self._leaf(name, title, points)
        self._take_away(idents)
        self._remember(self.before | idents)
        out = io.BytesIO()
        self.deck.save(out)
        self.outcome.content = out.getvalue()
        return self.outcome

    def _first(self, paper: Paper) -> None:
        self._slide("first", paper.title, [paper.under], "", self._layout(0))

    def _leaf(self, name: str, title: str, points: list[Point]) -> None:
        sources = "\n".join(f"{point.text} [{point.source}]" for point in points)
        self._slide(name, title, [point.text for point in points], sources, self._layout(1))

    def _slide(self, name: str, title: str, lines: list[str], notes: str, layout: Any) -> None:
        text = "\n".join(lines)
        found = self.here.get(short(name))
        if found is not None:
            self._renew(name, title, *found, lines, notes)
        elif short(name) in self.before:
            self.outcome.left_out += 1
        else:
            slide = self.deck.slides.add_slide(layout)
            if slide.shapes.title is not None:
                slide.shapes.title.text_frame.text = title
            if self.look is not None:
                dress(slide, self.look, logo=name == "first")
            body = body_of(slide)
            fill(body, lines)
            body.name = mark(name, text)
            if notes:
                slide.notes_slide.notes_text_frame.text = notes
            self.here[short(name)] = slide, body
            self.outcome.added += 1

    def _renew(self, name: str, title: str, slide: Any, shape: Any, lines: list[str], notes: str) -> None:
        text, now = "\n".join(lines), shape.text_frame.text
        written = parted(shape.name)
        if written is None or written[1] == short(text):
            return
        if written[1] != short(now):
            if now != text:
                self.outcome.kept.append(Kept(title, now, text))
            return
        fill(shape, lines)
        shape.name = mark(name, text)
        if notes:
            slide.notes_slide.notes_text_frame.text = notes
        self.outcome.replaced += 1

    def _take_away(self, wanted: set[str]) -> None:
        """Slides that say nothing any more go, unless somebody has worked on them."""
        for name, (slide, shape) in list(self.here.items()):
            written = parted(shape.name)
            if name in wanted or written is None:
                continue
            if written[1] == short(shape.text_frame.text):
                drop(self.deck, slide)
                self.outcome.removed += 1
            else:
                title = slide.shapes.title.text_frame.text if slide.shapes.title is not None else ""
                self.outcome.kept.append(Kept(title, shape.text_frame.text, ""))

    def _remember(self, idents: set[str]) -> None:
        for _slide, shape in self.here.values():
            described(shape).set("descr", remember(idents))

    def _layout(self, number: int) -> Any:
        """The template's first layout is its title; the others with a title and a text below it hold chapters."""
        layouts = list(self.deck.slide_layouts) if len(self.deck.slide_masters) else []
        if not layouts:
            raise refusal(say("This template has no slide layouts."))
        if number == 0:
            return layouts[0]
        fitting = [one for one in layouts[1:] if has_title(one) and len(bodies(one)) == 1]
        return (fitting or layouts[1:] or layouts)[0]


def dress(slide: Any, look: Look, *, logo: bool) -> None:
    if look.colour and slide.shapes.title is not None:
        for paragraph in slide.shapes.title.text_frame.paragraphs:
            paragraph.font.color.rgb = RGBColor.from_string(look.colour.lstrip("#").upper())  # type: ignore[no-untyped-call]
    if logo and look.logo:
        picture = slide.shapes.add_picture(
            io.BytesIO(look.logo), Inches(0.5), Inches(0.4), height=Inches(0.6)
        )
        described(picture).set("descr", look.name)


def has_title(layout: Any) -> bool:
    return any(one.placeholder_format.type in TITLES for one in layout.placeholders)


def bodies(slide: Any) -> list[Any]:
    """The placeholders that hold a text, and are neither title nor date, number or foot."""
    return [
        one for one in slide.placeholders
        if one.placeholder_format.type not in (*TITLES, 13, 15, 16) and one.has_text_frame
    ]  # fmt: skip


def body_of(slide: Any) -> Any:
    found = bodies(slide)
    if found:
        return found[0]
    return slide.shapes.add_textbox(Inches(0.7), Inches(1.6), Inches(8.5), Inches(5))


def fill(shape: Any, lines: list[str]) -> None:
    frame = shape.text_frame
    frame.text = lines[0] if lines else ""
    for line in lines[1:]:
        frame.add_paragraph().text = line


def described(shape: Any) -> Any:
    return shape._element._nvXxPr.cNvPr


def drop(deck: Any, slide: Any) -> None:
    ids = deck.slides._sldIdLst
    for one in list(ids):
        if deck.part.related_part(one.rId) is slide.part:
            deck.part.drop_rel(one.rId)
            ids.remove(one)
