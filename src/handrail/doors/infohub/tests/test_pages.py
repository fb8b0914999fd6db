"""The whole way through the browser's pages: upload, look, confirm, report; and archives that mean harm."""

from __future__ import annotations

import io
import tarfile
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from handrail.doors.infohub import archives, flow, tasks
from handrail.house.imports.models import Import
from handrail.kit.refusals import Invalid
from handrail.record.customers.models import Customer
from handrail.record.risks.models import Risk

TREES = Path(__file__).resolve().parents[5] / "tests" / "trees"


def zipped(files):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def tree(name="commented"):
    folder = TREES / name
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def upload(scene, content, name="tree.zip", member=None):
    client = scene.client(member or scene.bob)
    answer = client.post(f"{scene.url}import/tree/", {"files": [SimpleUploadedFile(name, content)]})
    return client, answer


def test_from_upload_to_report(scene):
    client, answer = upload(scene, zipped(tree()))
    assert answer.status_code == 302, answer.content[-500:]
    address = answer["Location"]
    page = client.get(address).content.decode()
    assert "This is what would happen." in page
    assert "Success plans" in page
    with scene.inside():
        assert not Customer.objects.exists()
    assert client.post(f"{address}confirm").status_code == 302
    assert "Imported." in client.get(address).content.decode()
    with scene.inside():
        assert Customer.objects.get().name == "Northwind Logistics"
    client, answer = upload(scene, zipped(tree()))
    assert "Nothing to change." in client.get(answer["Location"]).content.decode()


def test_what_is_refused_is_told_and_waits_for_a_person(scene):
    files = {"acme/risk_register.yaml": "risks:\n- title: One\n", "acme/decision_log.yaml": "decisions: [\n"}
    client, answer = upload(scene, zipped(files))
    page = client.get(answer["Location"]).content.decode()
    assert "1 place needs another look." in page
    assert "acme/decision_log.yaml, line" in page
    client.post(f"{answer['Location']}confirm")
    with scene.inside():
        assert not Risk.objects.exists()
    client.post(f"{answer['Location']}confirm", {"accept_partial": "1"})
    with scene.inside():
        assert Risk.objects.get().title == "One"


def test_single_files_come_in_too(scene):
    client = scene.client(scene.bob)
    files = [SimpleUploadedFile("risk_register.yaml", b"account_id: acme\nrisks:\n- title: One\n")]
    files.append(SimpleUploadedFile("decision_log.yaml", b"account_id: acme\ndecisions:\n- title: Two\n"))
    answer = client.post(f"{scene.url}import/tree/", {"files": files})
    client.post(f"{answer['Location']}confirm")
    with scene.inside():
        assert Risk.objects.get().customer.key == "acme"


def test_a_guest_and_a_stranger_stay_outside(scene):
    assert upload(scene, zipped(tree()), member=scene.gita)[1].status_code == 403
    assert upload(scene, zipped(tree()), member=scene.charlie)[1].status_code == 404


def test_a_large_tree_is_the_workers(scene, monkeypatch):
    monkeypatch.setattr(flow, "LARGE", 1)
    client, answer = upload(scene, zipped(tree()))
    address = answer["Location"]
    assert "Reading" in client.get(address).content.decode()
    key = address.rstrip("/").rpartition("/")[2]
    tasks.preview(scene.workspace.pk, key)
    assert "This is what would happen." in client.get(address).content.decode()
    client.post(f"{address}confirm")
    tasks.run(scene.workspace.pk, key, False)
    assert "Imported." in client.get(address).content.decode()
    with scene.inside():
        assert Import.objects.get(key=key).state == "done"
        assert Customer.objects.exists()


def test_names_that_lead_outside_and_links_are_left_out():
    files = {
        "../evil.yaml": "a: 1",
        "/etc/evil.yaml": "a: 1",
        "C:\\evil.yaml": "a: 1",
        "acme/good.yaml": "a: 1",
    }
    link = zipfile.ZipInfo("acme/link.yaml")
    link.external_attr = 0o120777 << 16
    made = io.BytesIO(zipped(files))
    with zipfile.ZipFile(made, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    bundle = archives.unpack("tree.zip", made.getvalue())
    assert set(bundle.files) == {"acme/good.yaml"}
    assert sorted(f.code for f in bundle.findings) == [
        "file.link",
        "file.outside",
        "file.outside",
        "file.outside",
    ]


def test_a_tar_is_read_without_its_links():
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as archive:
        for name, kind, target in (
            ("a/x.yaml", tarfile.REGTYPE, ""),
            ("a/y.yaml", tarfile.SYMTYPE, "/etc/passwd"),
        ):
            info = tarfile.TarInfo(name)
            info.type, info.linkname, info.size = kind, target, 4 if not target else 0
            archive.addfile(info, io.BytesIO(b"a: 1"))
    bundle = archives.unpack("tree.tar.gz", made.getvalue())
    assert set(bundle.files) == {"a/x.yaml"}
    assert [f.code for f in bundle.findings] == ["file.special"]


def test_a_bomb_is_refused_before_it_swells(monkeypatch):
    monkeypatch.setattr(archives, "MOST_TOGETHER", 1_000_000)
    with pytest.raises(Invalid, match="too much"):
        archives.unpack("bomb.zip", archives.pack((f"f{n}", bytes(900_000)) for n in range(3)))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"no archive at all"])
def test_what_is_no_archive_is_told(scene, content):
    answer = upload(scene, content)[1]
    assert answer.status_code == 422
    assert upload(scene, content, name="tree.tar.gz")[1].status_code == 422
