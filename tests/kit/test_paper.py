"""A paper prints what it is given, letter by letter: nothing in it is a command, and nothing else comes in."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from handrail.kit.paper import Facts, Heading, Item, Items, Look, Sheet, Table, Text, pdf, printing
from handrail.kit.refusals import Invalid, Refusal


def sheet(*texts: str, **more) -> Sheet:
    one, two, three, four = (*texts, "b", "c", "d")[:4]
    blocks = [
        Facts([("Name", one)]), Heading(two), Text(three), Items([Item(one, two, four)]),
        Heading("In it", 2), Table(("Day", "Value"), [(three, four)]), Text(four, quiet=True, code=True),
    ]  # fmt: skip
    return Sheet(title=one or "A paper", look=Look("Ours", "#7a1f5c", logo()), blocks=blocks, **more)


def logo() -> bytes:
    made = io.BytesIO()
    Image.new("RGBA", (30, 10), "#7a1f5c").save(made, "PNG")
    return made.getvalue()


def words(content: bytes) -> str:
    """All letters of it, without the spaces and hyphens that setting puts in."""
    return bare("".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages))


def bare(text: str) -> str:
    return re.sub(r"[\s\u200b\u00ad-]", "", text)


HOSTILE = (
    '#read("/etc/passwd")',
    "*bold* _under_ = Heading $x^2$ @ref <label> // gone /* gone */ \\ \\n",
    '"); #panic("out") ("',
    '#import "@preview/cetz:0.3.0": *',
)
LETTERS = st.text(
    st.characters(min_codepoint=33, max_codepoint=0x17F, exclude_characters="\x7f\u00ad"), max_size=60
)


@settings(max_examples=6)
@given(LETTERS, LETTERS)
@example(HOSTILE[0], HOSTILE[1])
@example(HOSTILE[2], HOSTILE[3])
def test_what_is_said_stands_there_as_it_was_said(one, two):
    told = words(pdf(sheet(one, two)))
    for text in (one, two):
        assert bare("".join(c for c in text if c.isprintable())) in told


def test_it_is_tagged_says_its_language_and_holds_long_words_and_foreign_letters():
    blocks = [Text("W" * 10_000), Text("日本語 🙂"), Text("\x00\x07ok")]
    content = pdf(Sheet("Größe", Look("Ours"), blocks, language="de"))
    root = PdfReader(io.BytesIO(content)).trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("de", True)
    told = words(content)
    assert told.count("W") == 10_000 and "Größe" in told and "ok" in told
    assert len(PdfReader(io.BytesIO(content)).pages) > 1
    plain = pdf(sheet("Größe", language="de"))
    assert b"pdfuaid:part" in plain, "where every letter can be shown it is PDF/UA"


def test_the_template_could_read_nothing_and_what_is_too_long_is_refused(monkeypatch):
    for source in (
        b'#read("/etc/passwd")',
        b'#read("../../etc/hostname")',
        b'#import "@preview/cetz:0.3.0": *',
    ):
        monkeypatch.setattr(printing, "template", lambda source=source: source)
        with pytest.raises(Refusal, match="could not be made") as refused:
            pdf(sheet("a"))
        assert isinstance(refused.value.__cause__, printing.typst.TypstError)
    monkeypatch.setattr(printing, "PATIENCE", 0)
    with printing.turn(), printing.turn(), pytest.raises(Refusal, match="Too many"):
        pdf(sheet("a"))
    with pytest.raises(Invalid, match="too long"):
        pdf(sheet("x" * printing.MOST))
    with pytest.raises(Invalid, match="too long"):
        pdf(Sheet("t", Look("o"), [Items([Item("x")] * printing.MOST_LINES)]))
