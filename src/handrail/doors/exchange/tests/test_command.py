"""`handrail import`, as it is called."""

from __future__ import annotations

import json
import re
import secrets
from pathlib import Path
from typing import Any

import pytest

from handrail.cli import importing
from handrail.cli.session import Unusable
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import enter
from handrail.kit.refusals import NotFound
from handrail.record.customers.models import Customer, Opportunity

ACCOUNTS = "Id,Name,Industry\n001Nq00000AAAAA,Northwind,Logistics\n"
DEALS = "Id,AccountId,Name,StageName,Amount\n006Nq00000AAAAA,001Nq00000AAAAA,Rollout,Proposal,420000\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "accounts.csv").write_text(ACCOUNTS)
    (tmp_path / "deals.csv").write_text(DEALS)
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *argv: object) -> tuple[int, dict[str, Any], str]:
    code = importing.main([str(one) for one in argv])
    said = capsys.readouterr()
    return code, json.loads(said.out) if said.out else {}, said.err


def count(slug: str, model: Any) -> int:
    with enter(slug):
        return int(model.objects.count())


def test_a_folder_goes_into_a_workspace(scene: Any, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    slug = scene.workspace.slug
    code, report, _ = run(capsys, folder, "--workspace", slug, "--format", "json")
    assert code == 0
    assert (report["workspace"], report["dry_run"]) == (slug, False)
    assert report["created"] == {"accounts": 1, "opportunities": 1}
    assert count(slug, Opportunity) == 1
    code, report, said = run(capsys, folder, "--workspace", slug, "--format", "json")
    assert report["unchanged"] == {"accounts": 1, "opportunities": 1}
    assert "Nothing to change" in said


def test_a_dry_run_writes_nothing_and_makes_no_workspace(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    slug = f"new-{secrets.token_hex(4)}"
    code, report, _ = run(
        capsys, folder, "-w", slug, "--owner", "mara@example.com", "--dry-run", "--format", "json"
    )
    assert (code, report["created"]) == (0, {"accounts": 1, "opportunities": 1})
    with pytest.raises(NotFound), enter(slug):
        pass


def test_a_workspace_is_made_with_its_owner(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    slug = f"new-{secrets.token_hex(4)}"
    with pytest.raises(Unusable, match="needs an owner"):
        run(capsys, folder, "-w", slug)
    assert run(capsys, folder, "-w", slug, "--owner", f"{slug}@example.com")[0] == 0
    with enter(slug):
        assert Member.objects.get().role == "owner"
        assert Customer.objects.get().name == "Northwind"


def test_refused_rows_write_nothing_unless_the_rest_is_accepted(
    scene: Any, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    slug = scene.workspace.slug
    (folder / "deals.csv").write_text(DEALS + "006Nq00000AAAAB,001Nq00000AAAAA,Late,Proposal,many\n")
    code, report, said = run(capsys, folder, "-w", slug, "--format", "json")
    assert code == 1
    [refusal] = report["refused"]
    assert (refusal["file"], refusal["line"], refusal["column"], refusal["found"]) == (
        "deals.csv",
        3,
        "Amount",
        "many",
    )
    assert "Nothing was written" in said
    assert count(slug, Customer) == 0
    code, report, _ = run(capsys, folder, "-w", slug, "--accept-partial", "--format", "json")
    assert (code, len(report["refused"])) == (0, 1)
    assert count(slug, Opportunity) == 1


def test_what_is_not_there_or_holds_no_table_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(Unusable, match="nothing at"):
        run(capsys, tmp_path / "gone", "-w", "any")
    (tmp_path / "readme.doc").write_text("hello")
    with pytest.raises(Unusable, match="no tables"):
        run(capsys, tmp_path, "-w", "any")


def test_a_folder_with_yaml_is_a_tree(tmp_path: Path) -> None:
    (tmp_path / "acme").mkdir()
    (tmp_path / "acme" / "account.yaml").write_text("name: Acme\n")
    (tmp_path / "acme" / "usage.csv").write_text("a,b\n1,2\n")
    assert importing.is_tree(importing.gathered([tmp_path]))


def test_a_database_that_goes_away_is_a_sentence(
    scene: Any, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The connection is really cut in the middle."""
    from django.db import connection

    from handrail.doors.exchange.importing import whole as exchange

    def cut(self: Any, target: str) -> None:
        if target == "accounts":
            connection.connection.close()

    monkeypatch.setattr(exchange.Later, "settle", cut)
    with pytest.raises(Unusable, match="Nothing was written"):
        run(capsys, folder, "-w", scene.workspace.slug)
    connection.close()
    assert count(scene.workspace.slug, Customer) == 0


def test_it_tells_how_far_it_is_and_nothing_of_it_on_stdout(
    scene: Any, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handrail.cli.progress.QUIET", 0.0)
    monkeypatch.setattr("handrail.cli.progress.REPEATED", 0.0)
    slug = scene.workspace.slug
    _, report, said = run(capsys, folder, "-w", slug, "--dry-run", "--format", "json")
    assert "Looking: 1 of" in said
    _, report, said = run(capsys, folder, "-w", slug, "--format", "json")
    assert "Importing: 1 of" in said
    assert report["created"]["accounts"] == 1


def test_a_tree_tells_its_files_and_records_and_so_does_its_export(
    scene: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from handrail.cli import export

    monkeypatch.setattr("handrail.cli.progress.QUIET", 0.0)
    monkeypatch.setattr("handrail.cli.progress.REPEATED", 0.0)
    tree = Path(__file__).resolve().parents[5] / "tests/trees/commented"
    for words in ((), ("--dry-run",)):
        _, _, said = run(capsys, tree, "-w", scene.workspace.slug, "--format", "json", *words)
        assert re.search(r"Reading: 1 of \d+ files", said)
        assert re.search(rf"{'Looking' if words else 'Importing'}: (\d+) of \1 records", said)
    assert export.main(["-w", scene.workspace.slug, str(tmp_path / "out")]) == 0
    out, said = capsys.readouterr()
    assert "Writing: 1 files" in said and "Writing" not in out
