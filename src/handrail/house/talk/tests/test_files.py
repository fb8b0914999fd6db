"""Attached files: what they are by what is in them, where they lie, who gets them and how, and what is dropped."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from handrail.house.ledger import undoing
from handrail.house.talk import filing, sniffing, storing
from handrail.house.talk.models import Attachment, Evidence
from handrail.house.talk.tests.files import PNG, attach, zipped
from handrail.house.workspaces.models import Workspace
from handrail.kit.refusals import Invalid
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer

HTML = b"<!DOCTYPE html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
KINDS = {
    "image/png": PNG,
    "application/pdf": b"%PDF-1.7 x",
    "image/webp": b"RIFF\x00\x00\x00\x00WEBPVP8 ",
    "video/mp4": b"\x00\x00\x00\x20ftypisom",
    "application/zip": zipped(a="x"),
    sniffing.OFFICE[0][1]: zipped(**{"[Content_Types].xml": "", "word__document_xml": "<w/>"}),
    "text/plain": "Größe: 5 €".encode(),
    "": b"\x00\x01\x02\x03",
    "program": b"MZ\x90\x00\x03",
}


@pytest.mark.parametrize("media", KINDS)
def test_what_it_is_by_what_is_in_it(media):
    assert sniffing.media_of(io.BytesIO(KINDS[media])) == media


@given(st.binary(max_size=300))
def test_nothing_that_a_browser_could_run_is_shown_in_place(content):
    for start in (b"", HTML, SVG, PNG[:8], b"GIF89a", b"PK\x03\x04"):
        media = sniffing.media_of(io.BytesIO(start + content))
        assert media not in ("text/html", "image/svg+xml", "application/xhtml+xml", "text/xml")
        assert media not in sniffing.PICTURES or (start + content).startswith(
            (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF")
        )


@given(st.text(max_size=300))
def test_a_name_is_a_plain_name(name):
    clean = sniffing.clean_name(name)
    assert len(clean) <= sniffing.LONGEST_NAME + 4
    assert "/" not in clean and "\\" not in clean and not sniffing.CONTROLS.search(clean)
    assert not sniffing.RUN_BY_NAME.search(clean)
    assert sniffing.clean_name(clean) == clean


def test_names_that_lie():
    said = {
        "../../etc/passwd": "passwd",
        "C:\\x\\invoice.pdf.exe": "invoice.pdf.exe.txt",
        "a\u202efdp.js": "afdp.js.txt",
        " . ": "",
    }
    assert {name: sniffing.clean_name(name) for name in said} == said


@pytest.fixture
def place(scene, tmp_path):
    there = {"BACKEND": "handrail.kit.whole_files.WholeFiles", "OPTIONS": {"location": str(tmp_path)}}
    with override_settings(STORAGES={**settings.STORAGES, "default": there}):
        yield furnished(scene)


def furnished(scene):
    with scene.inside():
        customers.add_customers([Customer(key="acme", name="Acme", owner=scene.alice)])
    return scene


def test_the_same_content_lies_once_and_counts_once(place, monkeypatch, tmp_path):
    def lying():
        return sorted(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())

    monkeypatch.setattr(settings, "FILES_MOST", 25)
    with place.inside():
        first, second = (
            attach("customer:acme", "a.txt", b"x" * 20),
            attach("customer:acme", "b.txt", b"x" * 20),
        )
        assert (first.digest, filing.used(), lying()) == (second.digest, 20, [b"x" * 20])
        with pytest.raises(Invalid, match="would take more than"):
            attach("customer:acme", "c.txt", b"y" * 6)
        filing.remove_attachments([first, second])
        third = attach("customer:acme", "c.txt", b"y" * 6)
        with pytest.raises(Invalid, match="would take more than"):
            filing.restore_attachments([first])
        filing.remove_attachments([third])
        filing.restore_attachments([first])
        assert filing.used() == 20
    assert filing.forget() == 0, "a month is not over"
    with place.inside():
        Attachment.objects.filter(removed_at__isnull=False).update(
            removed_at=first.created_at - timedelta(days=31)
        )
    assert filing.forget_in(place.workspace.pk) == 1
    assert lying() == [b"x" * 20], "what is attached elsewhere stays"
    with place.inside(), pytest.raises(Invalid, match="dropped a month after"):
        filing.restore_attachments([Attachment.objects.get(pk=third.pk)])


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("x.txt", b"", "is empty"),
        ("holiday.png", b"MZ\x90\x00", "is a program, whatever it is called"),
        ("x.dat", b"\x00\x01", "can not be told"),
        (" / ", b"words", "needs a name"),
        ("x.txt", b"w" * 11, "is larger than"),
    ],
)
def test_what_is_refused_and_leaves_nothing(place, monkeypatch, tmp_path, name, content, words):
    monkeypatch.setattr(settings, "FILE_MOST", 10)
    with place.inside(), pytest.raises(Invalid, match=words):
        attach("customer:acme", name, content)
    assert list(tmp_path.iterdir()) == []
    with place.inside(), pytest.raises(Invalid, match="not here any more"):
        attach("customer:nobody", "x.txt", b"x")


def test_by_page_and_api_with_rights_and_a_way_back(place):
    bob, url = place.client(place.bob), place.url
    files = [
        SimpleUploadedFile("page.html", HTML),
        SimpleUploadedFile("logo.svg", SVG),
        SimpleUploadedFile("dot.png", PNG),
    ]
    done = bob.post(f"{url}files/new/?of=customer:acme", {"files": files}, follow=True)
    assert "Attached: page.html, logo.svg, dot.png" in done.content.decode()
    with place.inside():
        rows = {row.name: row for row in Attachment.objects.all()}
    answers = {name: bob.get(f"{url}files/{row.key}/") for name, row in rows.items()}
    for name in ("page.html", "logo.svg"):
        assert answers[name].headers["Content-Type"] == "text/plain; charset=utf-8"
        assert answers[name].headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answers["dot.png"].headers["Content-Disposition"].startswith("inline")
    assert b"".join(answers["dot.png"].streaming_content) == PNG
    for answer in answers.values():
        assert answer.headers["Content-Security-Policy"].endswith("sandbox")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    etag = answers["dot.png"].headers["ETag"]
    assert bob.get(f"{url}files/{rows['dot.png'].key}/", headers={"if-none-match": etag}).status_code == 304
    refused = bob.post(
        f"{url}files/new/?of=customer:acme", {"files": [SimpleUploadedFile("a.png", b"\x7fELF")]}
    )
    assert (refused.status_code, "is a program" in refused.content.decode()) == (422, True)
    assert bob.post(f"{url}files/new/?of=customer:acme").status_code == 422

    head = {"authorization": f"Bearer {place.token(place.bob)}"}
    api = f"/api/v1/w/{place.workspace.slug}/attachments"
    files_api = f"/api/v1/w/{place.workspace.slug}/files"
    sent = place.client().post(
        f"{files_api}?subject=customer:acme&name=report.pdf",
        b"%PDF-1.7",
        content_type="application/octet-stream",
        headers=head,
    )
    assert (sent.status_code, sent.json()["media"], sent.json()["by"]) == (201, "application/pdf", "bob")
    key = sent.json()["key"]
    got = place.client().get(f"{files_api}/{key}", headers=head)
    assert (b"".join(got.streaming_content), got.headers["Content-Security-Policy"][-7:]) == (
        b"%PDF-1.7",
        "sandbox",
    )
    wrong = place.client().post(
        f"{files_api}?subject=customer:acme&name=x", b"x", content_type="text/plain", headers=head
    )
    assert wrong.status_code == 415
    listed = place.client().get(f"{api}?subject=customer:acme", headers=head).json()["items"]
    assert {row["name"] for row in listed} == {"page.html", "logo.svg", "dot.png", "report.pdf"}

    form = f"{url}evidence/new/?subject=customer:acme&kind=file"
    proof = {"content": SimpleUploadedFile("signed.pdf", b"%PDF-1.4"), "title": "Their signature"}
    assert bob.post(form, proof).status_code == 302
    with place.inside():
        kept = Attachment.objects.get(name="signed.pdf")
        assert Evidence.objects.get().target == f"attachment:{kept.key}"
    assert f'href="{url}files/{kept.key}/"' in bob.get(f"{url}customers/acme/").content.decode()
    bad = bob.post(form, {"content": SimpleUploadedFile("x.pdf", b"MZ\x00")})
    assert (bad.status_code, "is a program" in bad.content.decode()) == (422, True)

    assert bob.post(f"{url}files/{key}/remove/").status_code == 302
    assert bob.get(f"{url}files/{key}/").status_code == 404
    with place.inside(place.bob):
        undoing.undo(undoing.recent()[0].batch)
    assert bob.get(f"{url}files/{key}/").status_code == 200
    for who, status in ((place.gita, 403), (place.charlie, 404)):
        assert place.client(who).get(f"{url}files/{key}/").status_code == status
    with place.inside():
        customers.edit_customer(Customer.objects.get(key="acme"), {"private": True})
    assert bob.get(f"{url}files/{key}/").status_code == 404
    with place.elsewhere():
        theirs = storing.place(rows["dot.png"].digest)
    assert theirs.split("/")[0] == str(place.other.pk) != str(place.workspace.pk)
    assert Workspace.objects.count() == 0
