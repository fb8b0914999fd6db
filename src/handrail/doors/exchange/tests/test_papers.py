"""Papers for the customer: nothing that is only ours, each line with its source, and what people edited is kept."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from PIL import Image
from pptx import Presentation
from pypdf import PdfReader

from handrail.doors.exchange.papers import making, slides, word
from handrail.doors.exchange.papers.points import Chapter, Paper, Point
from handrail.doors.infohub.tests import full
from handrail.doors.portal import branding, picturing
from handrail.house.talk import queries, storing
from handrail.kit.refusals import Invalid
from handrail.record.plans import verbs as plans
from handrail.record.plans.deadlines import OPEN_MILESTONES
from handrail.record.plans.models import Milestone, Outcome, Plan
from handrail.record.risks.models import Risk


def drawn() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (40, 20), "#7a1f5c").save(made, "PNG")
    return made.getvalue()


PNG = drawn()


def pictures(content):
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return sum(name.endswith(".png") for name in parts.namelist())


@pytest.fixture
def scene_with_plan(scene):
    with scene.inside():
        full.fill(scene.alice)
    return scene


def words_of(content):
    """Every text in an Office file, wherever it stands."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return "\n".join(
            parts.read(n).decode("utf-8", "replace") for n in parts.namelist() if n.endswith(".xml")
        )


def test_slides_and_documents_follow_the_plan_and_keep_what_somebody_edited(scene_with_plan):
    scene = scene_with_plan
    with scene.inside():
        plan = Outcome.objects.order_by("pk")[0].plan
        Risk.objects.update(analysis="TOPSECRET analysis")
        Plan.objects.filter(pk=plan.pk).update(
            competition={"rivals": "TOPSECRET rival"}, commercial={"discount": "TOPSECRET"}
        )
        outcome = Outcome.objects.filter(plan=plan).order_by("pk")[0]
        milestone = Milestone.objects.filter(plan=plan, state__in=OPEN_MILESTONES)[0]
        for kind in ("qbr", "finalize"):
            paper = making.paper_of(plan, kind)
            assert all(point.text and point.source for chapter in paper.chapters for point in chapter.points)
        branding.choose(colour="#7a1f5c", logo=picturing.keep(io.BytesIO(PNG), len(PNG)))
        _row, first = making.make(plan, "finalize", "docx")
        _row, deck = making.make(plan, "finalize", "pptx")
        assert outcome.title in words_of(first.content)
        assert outcome.title in words_of(deck.content)
        assert "TOPSECRET" not in words_of(first.content) + words_of(deck.content)
        assert first.added > 3
        assert "7A1F5C" in words_of(first.content) and "7A1F5C" in words_of(deck.content)
        assert pictures(first.content) == pictures(deck.content) == 1, "the logo, where no template has one"
        row, printed = making.make(plan, "finalize", "pdf")
        told = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(printed.content)).pages)
        assert outcome.title in told and "Success plan, outcome" in told and "TOPSECRET" not in told
        assert (row.media, printed.added) == ("application/pdf", first.added - 2 - len(paper.chapters))
        with pytest.raises(Invalid):
            making.make(plan, "finalize", "pdf", printed.content)

    # Somebody works on both: one place is written anew, one is taken out, one of their own is put in.
    document = Document(io.BytesIO(first.content))
    controls = list(
        document.element.body.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}sdt")
    )
    texts = {paragraph_text(one): one for one in controls}
    mine = next(one for text, one in texts.items() if outcome.title in text)
    gone = next(one for text, one in texts.items() if text.startswith(milestone.title))
    next(mine.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t")).text = "As we say it"
    gone.getparent().remove(gone)
    document.add_paragraph("Our own closing words")
    edited = saved(document)
    presentation = Presentation(io.BytesIO(deck.content))
    slide = next(
        s
        for s in presentation.slides
        if any(outcome.title in sh.text_frame.text for sh in s.shapes if sh.has_text_frame)
    )
    body = next(sh for sh in slide.shapes if sh.has_text_frame and outcome.title in sh.text_frame.text)
    body.text_frame.text = "Our own slide"

    with scene.inside():
        plans.edit_outcome(outcome, {"title": "Faster than ever"})
        others = [row for row in Outcome.objects.filter(plan=plan) if row.pk != outcome.pk]
        _row, again = making.make(plan, "finalize", "docx", edited)
        words = words_of(again.content)
        assert "As we say it" in words
        assert "Our own closing words" in words
        assert [kept.theirs.splitlines()[0] for kept in again.kept] == ["As we say it"]
        assert "Faster than ever" in again.kept[0].ours
        assert (again.left_out, again.added) == (1, 0)
        assert not others or others[0].title in words
        _row, slides = making.make(plan, "finalize", "pptx", saved(presentation))
        assert "Our own slide" in words_of(slides.content)
        assert [kept.theirs for kept in slides.kept] == ["Our own slide"]
        # Nothing was edited: it follows the plan.
        _row, fresh = making.make(plan, "finalize", "docx", first.content)
        assert "Faster than ever" in words_of(fresh.content)
        assert outcome.title in words_of(fresh.content)
        assert fresh.kept == []
        assert fresh.replaced >= 1


def paragraph_text(control):
    from handrail.doors.exchange.papers.word import text_of

    return text_of(control)


def saved(document):
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_the_page_makes_them_on_the_companys_template_and_says_what_can_not_be_read(scene_with_plan):
    scene = scene_with_plan
    with scene.inside():
        plan = Outcome.objects.order_by("pk")[0].plan
    page, address = scene.client(scene.bob), f"{scene.url}plans/{plan.key}/papers/"
    assert address in page.get(f"{scene.url}plans/{plan.key}/").content.decode()
    assert "Source" not in page.get(address).content.decode()
    template = Presentation()
    template.core_properties.author = "House style"
    answer = page.post(
        address, {"format": "pptx", "kind": "qbr", "file": SimpleUploadedFile("house.potx", saved(template))}
    )
    assert answer.status_code == 200
    with scene.inside():
        (row,) = [one for one in queries.attachments_of(f"plan:{plan.key}") if one.name.startswith("qbr-")]
        with storing.opened(row.digest) as file:
            assert Presentation(io.BytesIO(file.read())).core_properties.author == "House style"
    answer = page.post(
        address, {"format": "docx", "kind": "qbr", "file": SimpleUploadedFile("x.docx", b"no zip")}
    )
    assert answer.status_code == 422
    assert page.post(address, {"format": "docx", "kind": "qbr", "base": "nothing"}).status_code == 422

    secret = scene.token(scene.bob)
    asked = {"headers": {"authorization": f"Bearer {secret}"}, "content_type": "application/json"}
    api = f"/api/v1/w/{scene.workspace.slug}/plans/{plan.key}/"
    assert page.get(f"{api}talking-points?kind=qbr", headers=asked["headers"]).json()["chapters"]
    made = scene.client().post(f"{api}papers", {"format": "pptx", "base": row.key}, **asked)
    assert made.status_code == 201, made.content
    assert made.json()["added"] == 0


def test_a_template_is_kept_once_for_the_workspace_by_page_and_program(scene_with_plan):
    scene = scene_with_plan
    template = Presentation()
    template.core_properties.author = "House style"
    admin, page = scene.client(scene.ada), f"{scene.url}settings/papers/"
    assert page in admin.get(f"{scene.url}settings/").content.decode()
    sent = {"pptx": SimpleUploadedFile("house.potx", saved(template))}
    assert scene.client(scene.bob).post(page, sent).status_code == 403
    assert admin.post(page, {"pptx": SimpleUploadedFile("house.potx", b"no zip")}).status_code == 422
    sent = {"pptx": SimpleUploadedFile("house.potx", saved(template))}
    assert admin.post(page, sent).status_code == 302
    assert "house.potx" in admin.get(page).content.decode()

    def author(form):
        with scene.inside():
            _row, made = making.make(Outcome.objects.order_by("pk")[0].plan, "qbr", form)
        read = Presentation if form == "pptx" else Document
        return read(io.BytesIO(made.content)).core_properties.author

    assert (author("pptx"), author("docx")) == ("House style", "python-docx")
    with scene.inside():
        plan = Outcome.objects.order_by("pk")[0].plan
    written = Document()
    written.core_properties.author = "House letter"
    api, key = (
        f"/api/v1/w/{scene.workspace.slug}/",
        {"authorization": f"Bearer {scene.token(scene.ada)}"},
    )
    added = f"{api}files?subject=plan:{plan.key}&name=letter.docx"
    raw = {"content_type": "application/octet-stream", "headers": key}
    row = scene.client().post(added, saved(written), **raw).json()
    said = {"docx": row["key"], "pptx": None, "colour": "#7A1F5C"}
    asked = {"content_type": "application/json", "headers": key}
    told = scene.client().patch(f"{api}workspace/look", said, **asked).json()
    assert told == {"colour": "#7a1f5c", "logo": False, "pptx": "", "docx": "letter.docx"}
    assert scene.client().patch(f"{api}workspace/look", {"colour": "#fefefe"}, **asked).status_code == 422
    assert scene.client().get(f"{api}workspace/look", headers=key).json() == told
    assert author("docx") == "House letter" and author("pptx") != "House style"


PAPER = Paper("qbr", "Review", "Us", [Chapter("done", "Done", [Point("a", "Live", "Plan")])])
BROKEN = b"<w:document"
ELSEWHERE = "http://elsewhere.example/t.dotm"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def crafted(content, changed):
    """An Office file with some of its parts replaced, or put in."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        told = {name: parts.read(name) for name in parts.namelist()} | changed
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for name, words in told.items():
            out.writestr(name, words)
    return made.getvalue()


def bent(content):
    """What it says is packed can not be unpacked."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        info = parts.getinfo("[Content_Types].xml")
    start = info.header_offset + 30 + len(info.filename)
    return content[:start] + b"\xff" * 40 + content[start + 40 :]


def linked(kind, content, part):
    """A file with a part that is somewhere else."""
    rel = f'<Relationship Id="far" Type="{OFFICE}/{kind}" Target="{ELSEWHERE}" TargetMode="External"/>'
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        there = parts.read(part).decode() if part in parts.namelist() else RELS
    return crafted(content, {part: there.replace("</Relationships>", f"{rel}</Relationships>")})


RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'


def hostile():
    document, deck = saved(Document()), saved(Presentation())
    many = b"<w:p/>" * (4 << 20)
    yield "can not be read", word, crafted(document, {"word/document.xml": BROKEN})
    yield "can not be read", word, crafted(document, {"[Content_Types].xml": BROKEN})
    yield "can not be read", word, bent(document)
    yield "unpacks to too much", word, crafted(document, {"word/document.xml": many})
    types = '<Types><Override PartName="/a.png" ContentType="application/xml"/></Types>'
    yield "unpacks to too much", word, crafted(document, {"a.png": many, "[Content_Types].xml": types})
    yield "fetches “http://elsewhere", word, linked("image", document, "word/_rels/document.xml.rels")
    yield "can not be read", slides, crafted(deck, {"ppt/presentation.xml": BROKEN})
    yield "fetches “http://elsewhere", slides, linked("oleObject", deck, "ppt/_rels/presentation.xml.rels")
    yield "no PowerPoint", slides, document
    bare = Presentation()
    for one in list(bare.slide_layouts):
        bare.slide_layouts.remove(one)
    yield "no slide layouts", slides, saved(bare)
    bare.part._element.sldMasterIdLst.clear()
    yield "no slide layouts", slides, saved(bare)


def test_a_crafted_file_is_refused_with_what_is_wrong_with_it():
    for words, maker, base in hostile():
        with pytest.raises(Invalid) as refused:
            maker.made(PAPER, base)
        [problem] = refused.value.problems
        assert problem.field == "base" and words in problem.message and problem.fix


def test_the_template_that_word_would_fetch_is_left_behind_and_links_to_click_stay():
    base = linked("attachedTemplate", saved(Document()), "word/_rels/settings.xml.rels")
    with zipfile.ZipFile(io.BytesIO(base)) as parts:
        told = parts.read("word/settings.xml").decode()
    spot = told.index(">", told.index("<w:settings")) + 1
    asks = f'<w:attachedTemplate xmlns:r="{OFFICE}" r:id="far"/>'
    base = crafted(base, {"word/settings.xml": told[:spot] + asks + told[spot:]})
    base = linked("hyperlink", base, "word/_rels/document.xml.rels")
    made = word.made(PAPER, base).content
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        told = {name: parts.read(name) for name in parts.namelist()}
    assert [name for name, part in told.items() if ELSEWHERE.encode() in part] == [
        "word/_rels/document.xml.rels"
    ]
    assert b"attachedTemplate" not in told["word/settings.xml"]
