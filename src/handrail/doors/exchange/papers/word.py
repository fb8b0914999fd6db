"""A paper as a Word document: each block in a content control, so that what was edited in Word is known and kept."""

from __future__ import annotations

import io
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, RGBColor
from docx.text.paragraph import Paragraph

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
from .points import Paper

KIND = "wordprocessingml"
VARIABLE = "handrail"
Line = tuple[str, str]
"""(style, text)."""


def made(paper: Paper, base: bytes | None) -> Outcome:
    """A new document, one on the company's template, or an earlier one brought up to date."""
    with reading(base):
        try:
            document: Any = Document(opened(base, KIND)) if base is not None else Document()
        except (ValueError, KeyError):
            raise refusal(say("This is no Word document.")) from None
        detach(document)
        refuse_fetching(document.part.package)
        if base is None:
            dress(document, paper.look)
        return Writer(document).write(paper)


def dress(document: Any, look: Look) -> None:
    """Where no template says how it looks."""
    if look.colour:
        for name in ("Title", "Heading 1"):
            document.styles[name].font.color.rgb = RGBColor.from_string(look.colour.lstrip("#").upper())
    if look.logo:
        document.sections[0].header.paragraphs[0].add_run().add_picture(io.BytesIO(look.logo), height=Mm(12))


def detach(document: Any) -> None:
    """A document remembers the template that it was made from, and Word would go and fetch it."""
    settings = document.settings.element
    for one in settings.findall(qn("w:attachedTemplate")):
        settings.remove(one)
    rels = document.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS).rels
    for ident in [ident for ident, rel in rels.items() if rel.reltype.endswith("/attachedTemplate")]:
        del rels[ident]


def blocks_of(paper: Paper) -> Iterator[tuple[str, list[Line]]]:
    yield "title", [("Title", paper.title)]
    yield "under", [("Subtitle", paper.under)]
    for chapter in paper.chapters:
        yield f"chapter:{chapter.id}", [("Heading 1", chapter.title)]
        for point in chapter.points:
            yield f"{chapter.id}:{point.id}", [("List Bullet", point.text), ("Caption", point.source)]


class Writer:
    def __init__(self, document: Any) -> None:
        self.document, self.outcome = document, Outcome()
        self.body = document.element.body
        self.here: dict[str, Any] = {}
        for control in self.body.iter(qn("w:sdt")):
            tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
            found = parted(tag.get(qn("w:val"), "")) if tag is not None else None
            if found:
                self.here[found[0]] = control
        self.before = remembered(self._variable().get(qn("w:val"), ""))

    def write(self, paper: Paper) -> Outcome:
        last: Any = None
        wanted = list(blocks_of(paper))
        for ident, lines in wanted:
            last = self._block(ident, lines, last)
        self._take_away({short(ident) for ident, _ in wanted})
        self._variable().set(qn("w:val"), remember(self.before | {short(ident) for ident, _ in wanted}))
        out = io.BytesIO()
        self.document.save(out)
        self.outcome.content = out.getvalue()
        return self.outcome

    def _block(self, ident: str, lines: list[Line], last: Any) -> Any:
        control = self.here.get(short(ident))
        if control is not None:
            self._renew(ident, control, lines)
            return control
        if short(ident) in self.before:
            self.outcome.left_out += 1
            return last
        self.outcome.added += 1
        control = self._control(ident, lines)
        if last is not None:
            last.addnext(control)
        else:
            end = self.body.find(qn("w:sectPr"))
            end.addprevious(control) if end is not None else self.body.append(control)
        return control

    def _renew(self, ident: str, control: Any, lines: list[Line]) -> None:
        """Replaced where nobody touched it; kept, and told, where somebody did."""
        text, new = text_of(control), "\n".join(words for _style, words in lines)
        written = parted(control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")))
        if written and written[1] == short(new):
            return
        if written and written[1] == short(text):
            fresh = self._control(ident, lines)
            control.getparent().replace(control, fresh)
            self.here[short(ident)] = fresh
            self.outcome.replaced += 1
        elif text != new:
            self.outcome.kept.append(Kept(lines[0][1][:80], text, new))

    def _take_away(self, wanted: set[str]) -> None:
        for ident, control in self.here.items():
            written = parted(control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")))
            if ident in wanted or written is None or control.getparent() is None:
                continue
            if written[1] == short(text_of(control)):
                control.getparent().remove(control)
                self.outcome.removed += 1
            else:
                text = text_of(control)
                self.outcome.kept.append(Kept(text.splitlines()[0][:80] if text else "", text, ""))

    def _control(self, ident: str, lines: list[Line]) -> Any:
        control, about, content = (OxmlElement(name) for name in ("w:sdt", "w:sdtPr", "w:sdtContent"))
        tag = OxmlElement("w:tag")
        tag.set(qn("w:val"), mark(ident, "\n".join(words for _style, words in lines)))
        about.append(tag)
        control.append(about)
        control.append(content)
        for style, words in lines:
            content.append(self._paragraph(style, words))
        return control

    def _paragraph(self, style: str, words: str) -> Any:
        """In the template's own style of that name, where it has one."""
        made = self.document.add_paragraph(words)
        if style in {one.name for one in self.document.styles}:
            made.style = style
        element = deepcopy(made._element)
        made._element.getparent().remove(made._element)
        return element

    def _variable(self) -> Any:
        """Where Word keeps what programs remember in a document."""
        settings = self.document.settings.element
        place = settings.find(qn("w:docVars"))
        if place is None:
            place = OxmlElement("w:docVars")
            put_in_order(settings, place)
        for one in place:
            if one.get(qn("w:name")) == VARIABLE:
                return one
        one = OxmlElement("w:docVar")
        one.set(qn("w:name"), VARIABLE)
        one.set(qn("w:val"), "")
        place.append(one)
        return one


def put_in_order(settings: Any, place: Any) -> None:
    """Word minds the order of its settings: behind `compat`, before `rsids`."""
    before, after = settings.find(qn("w:compat")), settings.find(qn("w:rsids"))
    if before is not None:
        before.addnext(place)
    elif after is not None:
        after.addprevious(place)
    else:
        settings.append(place)


def text_of(control: Any) -> str:
    return "\n".join(Paragraph(one, None).text for one in control.iter(qn("w:p")))  # type: ignore[arg-type]
