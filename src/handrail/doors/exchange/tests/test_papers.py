"""Papers for the customer: nothing that is only ours, each line with its source, and what people edited is kept."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from pptx import Presentation

from handrail.doors.exchange.papers import making
from handrail.doors.infohub.tests import full
from handrail.house.talk import queries, storing
from handrail.record.plans import verbs as plans
from handrail.record.plans.models import Milestone, Outcome, Plan
from handrail.record.risks.models import Risk


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
        milestone = Milestone.objects.filter(plan=plan, state__in=("planned", "in_progress"))[0]
        for kind in ("qbr", "finalize"):
            paper = making.paper_of(plan, kind)
            assert all(point.text and point.source for chapter in paper.chapters for point in chapter.points)
        _row, first = making.make(plan, "finalize", "docx")
        _row, deck = making.make(plan, "finalize", "pptx")
        assert outcome.title in words_of(first.content)
        assert outcome.title in words_of(deck.content)
        assert "TOPSECRET" not in words_of(first.content) + words_of(deck.content)
        assert first.added > 3

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
