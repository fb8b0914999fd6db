"""What the pages of the documentation say is so: their commands run, their links lead somewhere."""

from __future__ import annotations

import ast
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from types import ModuleType

import psycopg
import pytest
from django.conf import settings

from handrail.bench.catalogue import CATALOGUE
from handrail.cli import COMMANDS
from handrail.doors.infohub.sheets import SHEETS
from handrail.kit import refusals
from handrail.kit.pg import Urls, resolve
from handrail.kit.shapes import Field, Shape
from handrail.kit.web import problems
from tests.laws.inputs import put_inputs
from tests.laws.source import PACKAGE, modules, tree

ROOT = PACKAGE.parents[1]
PAGES = [
    ROOT / "README.md",
    *(ROOT / "docs" / f"{name}.md" for name in ("guide", "files", "api", "operating")),
]
ALL_PAGES = sorted({*PAGES, ROOT / "ARCHITECTURE.md", *(ROOT / "docs").rglob("*.md")})
LASTING = ("up", "web", "worker")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
PORT = "8000"


@dataclass(frozen=True)
class Line:
    page: Path
    number: int
    text: str

    def __str__(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.number}: {self.text}"

    @property
    def words(self) -> list[str]:
        return shlex.split(self.text, comments=True)


def lines_of(page: Path, *starts: str) -> list[Line]:
    """The lines of the page's ```sh blocks that begin so; one that ends in a backslash goes on."""
    text, found = page.read_text(), []
    for block in FENCE.finditer(text):
        if block[1] != "sh":
            continue
        number = text[: block.start(2)].count("\n") + 1
        for line in block[2].replace("\\\n", "\\\0").splitlines():
            if line.startswith(starts):
                found.append(Line(page, number, line.replace("\0", "\n")))
            number += 1 + line.count("\0")
    return found


# -- the commands run ---------------------------------------------------------------------------------------


@dataclass
class Desk:
    """A folder as a reader has it, an installation of its own, and a shell in which variables stay."""

    folder: Path
    urls: Urls
    port: int
    environ: dict[str, str] = field(default_factory=dict)

    def run(self, line: Line) -> None:
        name = re.match(r"(\w+)=", line.text)
        if name:
            self.environ[name[1]] = self.shell(line, f'{line.text}\nprintf %s "${name[1]}"').stdout
            return
        done = self.shell(line, line.text)
        if "# no record changes" in line.text:
            counts = re.findall(r"^ +(\w+) +(\d+) created, (\d+) changed", done.stderr, re.MULTILINE)
            assert {(new, changed) for noun, new, changed in counts if noun != "file"} == {("0", "0")}, counts

    def shell(self, line: Line, script: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            ["sh", "-ec", self.here(script)],
            cwd=self.folder,
            env=self.environ,
            capture_output=True,
            text=True,
            timeout=240,
        )
        assert done.returncode == 0, f"{line}\n{done.stdout[-1500:]}\n{done.stderr[-1500:]}"
        return done

    def here(self, script: str) -> str:
        """The page's port and folder are ours; everything else is taken at its word."""
        return script.replace(PORT, str(self.port)).replace("/srv/handrail", self.environ["HANDRAIL_DATA"])

    @contextmanager
    def lasting(self, line: Line) -> Iterator[None]:
        """A command that runs until it is stopped: it comes up, and it ends well."""
        with (self.folder / "said").open("w+") as said:
            process = subprocess.Popen(
                shlex.split(self.here(line.text), comments=True),
                cwd=self.folder,
                env=self.environ | {"HANDRAIL_PORT": str(self.port)},
                stdout=said,
                stderr=said,
            )
            try:
                ready = self.works if "worker" in line.words else self.answers
                wait(lambda: ready() or process.poll() is not None)
                assert process.poll() is None, f"{line}\n{(self.folder / 'said').read_text()}"
                yield
            finally:
                process.send_signal(signal.SIGINT)
                code = process.wait(30)
            assert code == 0, f"{line} ended with {code}\n{(self.folder / 'said').read_text()}"

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def works(self) -> bool:
        """A worker waits for jobs: it listens."""
        with psycopg.connect(self.urls.app) as connection:
            query = "SELECT count(*) FROM pg_stat_activity WHERE query ILIKE 'listen%procrastinate%'"
            return bool(connection.execute(query).fetchone()[0])


def wait(until: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not until():
        assert time.monotonic() < deadline, "it did not come up in 30 seconds"
        time.sleep(0.1)


@pytest.fixture
def desk() -> Iterator[Desk]:
    folder = Path(tempfile.mkdtemp(prefix="hd-"))
    folder.chmod(0o711)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environ = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(folder),
        "HANDRAIL_DATA": str(folder / "data"),
    }
    put_inputs(folder)
    try:
        with resolve({}, folder / "data") as urls:
            yield Desk(folder, urls, port, environ)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def test_the_commands_of_the_pages_run(desk: Desk) -> None:
    """All pages in one installation, from top to bottom, as somebody would who reads on."""
    first = Line(PAGES[0], 1, "make run")
    desk.shell(first, "handrail login-link 2>&1 | grep -F 'Run `handrail migrate`'")
    desk.shell(first, "handrail migrate --quiet")
    for page in PAGES:
        lines = lines_of(page, "handrail ", "curl ", *VARIABLES)
        if any(line.text.startswith("curl ") for line in lines):
            if shutil.which("curl") is None:
                continue
            with desk.lasting(Line(page, 0, f"handrail web --port {PORT}")):
                run_all(desk, lines)
        else:
            run_all(desk, lines)


VARIABLES = ("TOKEN=", "API=")


def run_all(desk: Desk, lines: list[Line]) -> None:
    for line in lines:
        if line.text.startswith("handrail ") and line.words[1] in LASTING:
            with desk.lasting(line):
                pass
        else:
            desk.run(line)


def test_no_page_is_left_out() -> None:
    """Benches take minutes; tests/load runs them small. Here only that their names are right."""
    others = [line for page in ALL_PAGES if page not in PAGES for line in lines_of(page, "handrail ")]
    for line in others:
        assert line.words[1] == "bench", f"{line}: add its page to PAGES"
        names = [word for word in line.words[2:] if not word.startswith("-") and not word.isdigit()]
        assert set(names) <= {*CATALOGUE, "all", "json", "text"}, line


def test_every_make_is_a_target() -> None:
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    lines = [line for page in ALL_PAGES for line in lines_of(page, "make ")]
    assert lines
    for line in lines:
        assert line.words[1] in targets, line


def test_every_command_in_the_text_is_there() -> None:
    for page in ALL_PAGES:
        for name in re.findall(r"`handrail ([a-z][\w-]*)", page.read_text()):
            assert name in COMMANDS, f"{page.name} speaks of `handrail {name}`"
            module = COMMANDS[name][0].replace(".", "/")
            assert (ROOT / "src" / f"{module}.py").exists() or (ROOT / "src" / module).is_dir(), name


# -- what they point at -------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ALL_PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_to_a_file(page: Path) -> None:
    text = FENCE.sub("", page.read_text())
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        path, _, anchor = target.partition("#")
        if "://" in target:
            continue
        place = (page.parent / path).resolve() if path else page
        assert place.exists(), f"{page.name} links to {target}"
        assert not anchor or anchor in anchors(place), f"{page.name} links to {target}"


def anchors(page: Path) -> set[str]:
    titles = re.findall(r"^#+ (.+)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


# -- what they list -----------------------------------------------------------------------------------------

SETTING = re.compile(r"(?:HANDRAIL|DATABASE)_[A-Z_]+")
INSIDE = {
    "HANDRAIL_PARENT": "one part tells another whose child it is",
    "HANDRAIL_PROCESS": "each part says what it is",
    "HANDRAIL_NO_DATABASE": "for the build, which has none",
}


def test_every_setting_is_documented_and_every_documented_one_is_read() -> None:
    page = (ROOT / "docs/operating.md").read_text()
    documented = set(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE))
    assert documented == read_settings() - set(INSIDE)
    assert set(INSIDE) <= read_settings()


def read_settings() -> set[str]:
    found = set()
    for path in modules():
        for node in ast.walk(tree(path)):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and SETTING.fullmatch(node.value)
            ):
                found.add(node.value)
    return found


def test_the_architecture_names_every_room_and_no_other() -> None:
    named = [
        f"handrail.{step}.{room}"
        for step, cell in steps().items()
        if step in ("house", "record", "watch", "doors")
        for room in re.sub(r"\([^)]*\)", "", cell).replace("·", " ").split()
    ]
    assert ["handrail.ui", *named] == settings.ROOMS


def test_the_architecture_names_every_tool_of_the_kit_and_no_other() -> None:
    there = {p.stem for p in (PACKAGE / "kit").iterdir() if not p.name.startswith("_")}
    assert {name.strip() for name in steps()["kit"].split(",")} == there


def steps() -> dict[str, str]:
    """Step: its rooms, from the table."""
    page = (ROOT / "ARCHITECTURE.md").read_text()
    return dict(re.findall(r"^\| `(\w+)/`[^|]*\| (.+) \|$", page, re.MULTILINE))


def test_every_key_that_is_written_into_a_file_is_documented() -> None:
    told = set(re.findall(r"\w[\w+-]*", (ROOT / "docs/files.md").read_text()))
    for sheet in SHEETS:
        for name in keys_of(sheet.shape):
            assert name in told, f"docs/files.md does not tell of `{name}` ({sheet.kind})"


def keys_of(shape: Shape) -> Iterator[str]:
    for entry in shape.entries:
        if isinstance(entry, Field):
            yield entry.paths[0][-1]
        else:
            yield from keys_of(entry.shape)


def test_every_problem_of_the_api_is_documented() -> None:
    rows = re.findall(r"^\| ([\d, ]+) \| ([^|]+) \|", (ROOT / "docs/api.md").read_text(), re.MULTILINE)
    told = {
        (int(status), code)
        for statuses, codes in rows
        for status, code in zip(statuses.split(","), re.findall(r"`([\w-]+)`", codes), strict=True)
    }
    assert told == codes_in(refusals) | codes_in(problems)


def codes_in(module: ModuleType) -> set[tuple[int, str]]:
    found = [kind for kind in vars(module).values() if isinstance(kind, type)]
    kinds = [k for k in found if issubclass(k, refusals.Refusal) and k is not refusals.Refusal]
    return {(kind.status, kind.code) for kind in kinds}


STATES = sorted(path for floor in ("record", "watch") for path in (PACKAGE / floor).glob("*/states.py"))


@pytest.mark.parametrize("table", STATES, ids=lambda path: path.parent.name)
def test_the_pictures_of_states_are_those_of_the_tables(table):
    """In `docs/pictures` and in the guide; the room of decisions has its table in `record/decisions/states.py`."""
    picture = import_module(f"handrail.{table.parent.parent.name}.{table.parent.name}.states").picture()
    drawn = [path.read_text() for path in (ROOT / "docs/pictures").glob("*-states.mmd")]
    assert len(drawn) == len(STATES) and picture in drawn
    assert picture.strip() in (ROOT / "docs/guide.md").read_text()
