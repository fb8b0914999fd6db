"""A full disk under a command: one sentence, exit code 2, and nothing half-written."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from .conftest import OWNER, House

TREE = Path(__file__).resolve().parents[1] / "trees/commented"
ACCOUNTS = "Id,Name,Industry\nA-1,Northwind,Logistics\nA-2,Harbour,Food\n"
DEALS = "Id,AccountId,Name,StageName,Amount\nD-1,A-1,Rollout,Proposal,420000\n"


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    folder = tmp_path / "crm"
    folder.mkdir()
    (folder / "accounts.csv").write_text(ACCOUNTS)
    (folder / "deals.csv").write_text(DEALS)
    return folder


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TREE, tmp_path / "tree"))


@pytest.mark.parametrize(
    ("kind", "table"), [("tables", "customers_opportunity"), ("tree", "infohub_document")]
)
def test_an_import_rolls_back_whole_and_goes_in_when_there_is_room(
    house: House, request: pytest.FixtureRequest, kind: str, table: str
) -> None:
    """What comes last does not fit: the customers before it are taken back too."""
    command = ("import", request.getfixturevalue(kind), "-w", kind, "--owner", OWNER)
    with house.full(table):
        before = [house.rows(name) for name in ("workspaces_workspace", "customers_customer", "ledger_event")]
        done = house.handrail(*command)
        assert (done.returncode, done.stdout) == (2, "")
        assert "The disk is full" in done.stderr
        assert "Nothing was written" in done.stderr
        assert "Traceback" not in done.stderr
        said = done.stderr.strip().splitlines()
        assert [line for line in said if not line.startswith("Importing:")] == said[-1:]
        after = [house.rows(name) for name in ("workspaces_workspace", "customers_customer", "ledger_event")]
        assert after == before
    assert house.handrail(*command).returncode == 0
    assert house.rows("customers_customer") > before[1] and house.rows(table)


def test_no_connection_to_spare_is_a_sentence(house: House, tables: Path) -> None:
    name = house.urls.app.rsplit("/", 1)[1]
    with psycopg.connect(house.admin) as connection:
        connection.execute(f'ALTER DATABASE "{name}" CONNECTION LIMIT 0')
    done = house.handrail("import", tables, "-w", "none", "--owner", OWNER)
    with psycopg.connect(house.admin) as connection:
        connection.execute(f'ALTER DATABASE "{name}" CONNECTION LIMIT -1')
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "no connection to spare" in done.stderr


def test_an_export_to_a_full_disk_leaves_the_old_tree(house: House, tree: Path, tmp_path: Path) -> None:
    """The second export has a file that is larger than the system lets this process write."""
    out = tmp_path / "out"
    assert house.handrail("import", tree, "-w", "old", "--owner", OWNER).returncode == 0
    assert house.handrail("export", "-w", "old", out).returncode == 0
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    (tree / "northwind/new").mkdir()
    (tree / "northwind/new/long.md").write_text("many words\n" * 20_000)
    assert house.handrail("import", tree, "-w", "old").returncode == 0

    done = limited(house, "export", "-w", "old", out)
    assert done.returncode == 2
    assert "Nothing in it was changed" in done.stderr
    assert "Traceback" not in done.stderr
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before
    assert limited(house, "export", "-w", "old", tmp_path / "deep/out").returncode == 2
    assert not (tmp_path / "deep").exists(), "nothing stays of a first export either"
    assert not (out / "northwind/new").exists() and not list(out.glob(".handrail*"))

    assert house.handrail("export", "-w", "old", out).returncode == 0
    assert (out / "northwind/new/long.md").stat().st_size == 220_000


def limited(house: House, *words: object):
    """The command under a limit of 100 KB for each file."""
    command = [
        "sh",
        "-c",
        'ulimit -f 200; exec "$@"',
        "sh",
        sys.executable,
        "-m",
        "handrail",
        *map(str, words),
    ]
    return subprocess.run(command, env=house.environ, capture_output=True, text=True, timeout=240)


def test_output_to_a_full_disk_is_said_and_what_was_done_stands(
    house: House, tables: Path, tmp_path: Path
) -> None:
    full = Path("/dev/full")
    done = house.handrail("import", tables, "-w", "output", "--owner", OWNER, "--format", "json", to=full)
    assert done.returncode == 2
    assert "The output could not be written" in done.stderr
    assert "Traceback" not in done.stderr and "Exception ignored" not in done.stderr
    done = house.handrail("export", "-w", "output", tmp_path / "out", to=full)
    assert done.returncode == 2
    assert (tmp_path / "out/manifest.json").exists()
