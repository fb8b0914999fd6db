"""Decision records come in by the path of every import: read, corrected, looked at, confirmed, told; by page, API
and command alike, and a second time without doubles."""

from __future__ import annotations

import json
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from handrail.cli import importing
from handrail.house.imports.models import Import
from handrail.record.assumptions.models import Assumption
from handrail.record.decisions.models import Decision
from handrail.record.decisions.tests.test_bringing import MADR, NYGARD, TITLES
from handrail.record.projects.models import Project
from handrail.record.projects.verbs import add_projects
from handrail.record.risks.models import Risk

TEXTS = {
    "0012-use-two-hubs.md": MADR,
    "0007-one-hub.md": NYGARD,
    "report.md": TITLES.replace("proposed", "angenommen"),
    "README.md": "# Index",
}
RAID = """\
risks:
  - id: R-1
    title: Vendor is late
    status: closed
issues:
  - title: Vendor went bust
assumptions:
  - statement: They read English
    owner: Bob
actions:
  - action: Order routers
    owner: Bob
decisions:
  - title: Two vendors
    status: approved
    owner: Alice
"""


def uploads(texts: dict[str, str]) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(name, text.encode()) for name, text in texts.items()]


def stands(scene: Any) -> dict[str, tuple[str, str]]:
    with scene.inside():
        rows = Decision.objects.filter(removed_at=None).select_related("owner")
        return {row.key: (row.state, row.owner.name if row.owner else row.owner_gap) for row in rows}


def test_by_page_from_upload_to_report_and_again(scene):
    bob, here = scene.client(scene.alice), f"/w/{scene.workspace.slug}/import/"
    with scene.inside():
        add_projects([Project(title="Hubs", owner=scene.bob)])
    page = bob.post(here, {"files": uploads(TEXTS)}).headers["Location"]
    shown = unescape(bob.get(page).content.decode())
    for words in ("angenommen", "Show what would happen", "This is what would happen.", "Use two hubs"):
        assert words in shown, words
    flagged = unescape(bob.get(f"{page}?list=flagged").content.decode())
    assert (
        "“angenommen” is no status that is known here" in flagged and "This is no decision record." in flagged
    )
    assert stands(scene) == {}, "a look writes nothing"
    words = sorted(words_of(scene))
    said = {
        f"word-{words.index('angenommen')}": "approved",
        "owner": "alice",
        "project": "hubs",
        "leave": "README.md",
    }
    assert bob.post(page, said).status_code == 302
    assert bob.post(page, {**said, "project": "gone"}).status_code == 422
    assert bob.post(f"{page}/confirm").status_code == 302
    done = unescape(bob.get(page).content.decode())
    assert "Imported." in done and "See the decisions" in done and "Undo this import" in done
    assert stands(scene) == {
        "0012-use-two-hubs": ("approved", "Bob"),
        "0007-one-hub": ("superseded", "Alice"),
        "report": ("approved", "Alice"),
    }
    with scene.inside():
        assert set(Decision.objects.values_list("subject", flat=True)) == {"project:hubs"}
    page = bob.post(here, {"files": uploads(TEXTS)}).headers["Location"]
    bob.post(page, said)
    assert "Nothing to change." in unescape(bob.get(page).content.decode())
    dropped = bob.post(f"{page}/drop")
    assert dropped.headers["Location"] == here and "thrown away" in bob.get(here).content.decode()
    many = uploads({f"{n}.md": "# Words" for n in range(101)})
    refused = bob.post(here, {"files": many})
    assert refused.status_code == 400 and "Choose up to 100 files" in refused.content.decode()


def words_of(scene: Any) -> dict[str, str]:
    with scene.inside():
        found: dict[str, str] = Import.objects.latest("pk").settings["words"]
        return found


def test_by_the_command_a_folder_one_record_and_one_register(
    scene: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*argv: object) -> tuple[int, dict[str, Any]]:
        code = importing.main([*map(str, argv), "-w", scene.workspace.slug, "--format", "json"])
        return code, json.loads(capsys.readouterr().out)

    folder = tmp_path / "adr"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text)
    assert run(folder, "--dry-run")[1]["created"] == {"decisions": 3} and stands(scene) == {}
    code, report = run(folder / "report.md")
    assert (code, report["created"]) == (0, {"decisions": 1})
    code, report = run(folder, "--decides", "alice")
    assert (code, report["created"], report["changed"]) == (0, {"decisions": 2}, {"decisions": 1})
    assert run(folder, "--decides", "alice")[1]["unchanged"] == {"decisions": 3}
    (folder / "long.md").write_text(MADR + "".join(f"* Good, because {n}\n" for n in range(101)))
    code, report = run(folder)
    assert (code, [one["file"] for one in report["refused"]]) == (1, ["long.md"])
    assert run(folder, "--accept-partial")[0] == 0
    register = tmp_path / "raid_log.yaml"
    register.write_text(RAID)
    assert run(register, "--dry-run")[1]["created"] == {
        "assumption": 1, "decision": 1, "file": 1, "risk": 2, "task": 1,
    }  # fmt: skip
    assert run(register)[0] == 0
    code, report = run(register)
    assert (code, report["created"], report["changed"]) == (0, {}, {})
    with scene.inside():
        assert sorted(Risk.objects.values_list("title", "state")) == [
            ("Vendor is late", "mitigated"), ("Vendor went bust", "materialised"),
        ]  # fmt: skip
        assert Assumption.objects.get().owner_id == scene.bob.pk


def test_a_register_in_yaml_comes_in_from_the_same_page(scene):
    ada, here = scene.client(scene.ada), f"/w/{scene.workspace.slug}/import/"
    page = ada.post(here, {"files": uploads({"raid_log.yaml": RAID})}).headers["Location"]
    assert "/import/tree/" in page and "This is what would happen" in unescape(ada.get(page).content.decode())
    assert ada.post(f"{page}confirm").status_code == 302
    with scene.inside():
        assert Risk.objects.count() == 2
    assert "raid_log.yaml" in ada.get(here).content.decode()


def test_every_real_file_comes_in_by_page_and_again_changes_nothing(scene, shared):
    """MADR's own, GOV.UK's, a register as CSV, one as YAML, each as somebody would choose it."""
    alice, here = scene.client(scene.alice), f"/w/{scene.workspace.slug}/import/"
    data = shared / "data"
    texts = {path.name: path.read_text() for path in sorted((data / "decisions").rglob("*/decisions/*.md"))}
    registers = [*sorted((data / "infohub").rglob("*.yaml")), *(data / "risks").rglob("risk_register.csv")]
    for turn in ("created", "unchanged"):
        page = alice.post(here, {"files": uploads(texts)}).headers["Location"]
        alice.post(f"{page}/confirm")
        for path in registers:
            page = alice.post(here, {"files": uploads({path.name: path.read_text()})}).headers["Location"]
            if page.endswith("/columns"):
                alice.post(page, {"target-0": "risks"})
                page = page.removesuffix("columns")
            alice.post(f"{page}confirm")
        with scene.inside():
            reports = [row.report for row in Import.objects.filter(state="done").order_by("-pk")[:3]]
        counts = [sum(n for noun, n in one[turn].items() if noun != "file") for one in reports]
        assert counts == [10, 9, 57], (turn, reports)
        assert not any(one["refused"] for one in reports)


def test_a_file_that_is_no_record_says_so_and_what_to_do(scene):
    client, here = scene.client(scene.alice), f"/w/{scene.workspace.slug}/import/"

    def page(**texts: str) -> str:
        sent = client.post(here, {"files": uploads({f"{name}.md": text for name, text in texts.items()})})
        assert sent.status_code == 302
        return unescape(client.get(sent["Location"]).content.decode())

    told = page(letter="# Dear all\n\nWe met on Friday.\n")
    assert "1 file, and it is no decision record." in told
    assert "There is no decision record here." in told and "under a heading such as “Decision”" in told
    assert 'class="banner warn' in told and "Nothing to change" not in told
    assert f"/w/{scene.workspace.slug}/decisions/new/" in told
    told = page(letter="# Dear all\n\nWe met on Friday.\n", one=MADR)
    assert "1 of 2 files are decision records." in told and "There is no decision record here." not in told
    assert "1 file with a decision record." in page(other=MADR)
