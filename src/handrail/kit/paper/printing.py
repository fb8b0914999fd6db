"""From a sheet to a PDF, by typst and one template of ours.

What is printed comes to the template as data: a text is set as it is, whatever is written in it. The compiler may read
a new folder with itself and the logo in it, and no package, so that not even a mistake in the template could open a
file. How long it takes is bounded by how much is printed.
"""

from __future__ import annotations

import json
import logging
import re
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import typst

from handrail.kit.refusals import Invalid, Problem, Refusal
from handrail.kit.words import say

from .sheet import Block, Sheet

log = logging.getLogger(__name__)
MOST = 200_000
"""Letters of one paper: a good fifty pages."""
MOST_LINES = 2_000
OURS = "#0f5f5c"
"""The colour where nobody has chosen one."""
PATIENCE = 10
LONG, PIECE = 40, 20
"""A word of more letters than this may be broken after each so many."""
AT_ONCE = threading.BoundedSemaphore(2)
"""So many are set at the same time by one process: the others wait, and pages are served meanwhile."""
MACHINERY = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
ADDRESS = re.compile(r"https?://[!-~]+")
COUNT = re.compile(rb"/Type/Pages/Count (\d+)")
"""The first of a file is that of the whole."""
UNBROKEN = re.compile(rf"\S{{{LONG + 1},}}")


def pdf(sheet: Sheet) -> bytes:
    """Tagged for those who have it read to them; as PDF/UA where every letter can be shown."""
    told = json.dumps(plain(sheet), ensure_ascii=False)
    refuse_long(told, sheet)
    with turn(), tempfile.TemporaryDirectory(prefix="handrail-paper-") as folder:
        (Path(folder) / "paper.typ").write_bytes(template())
        if sheet.look.logo:
            (Path(folder) / "logo.png").write_bytes(sheet.look.logo)
        try:
            return made(told, folder, ["ua-1"])
        except typst.TypstError:
            return plainly(told, folder)  # a letter that no font here has: a box stands in its place


def plainly(told: str, folder: str) -> bytes:
    """The words of the compiler are for the log: they speak of our template."""
    try:
        return made(told, folder, [])
    except typst.TypstError as error:
        log.warning("A document could not be set: %s", error)
        fix = say("Shorten or remove its most unusual text, or print the page itself.")
        raise Refusal(say("This document could not be made."), fix) from error


@contextmanager
def turn() -> Iterator[None]:
    """Whoever has waited for long hears it: what waits here serves no page meanwhile."""
    if not AT_ONCE.acquire(timeout=PATIENCE):
        raise Refusal(say("Too many documents are being made just now."), say("Try again in a minute."))
    try:
        yield
    finally:
        AT_ONCE.release()


def made(told: str, folder: str, standards: list[Any]) -> bytes:
    return typst.compile(
        f"{folder}/paper.typ", root=folder, font_paths=fonts(), sys_inputs={"told": told}, format="pdf",
        pdf_standards=standards, package_path=folder, package_cache_path=folder,
    )  # fmt: skip


@cache
def template() -> bytes:
    return (Path(__file__).parent / "paper.typ").read_bytes()


@cache
def fonts() -> typst.Fonts:
    """Those that come with the compiler, and behind them those of the machine, looked for once."""
    return typst.Fonts()


def refuse_long(told: str, sheet: Sheet) -> None:
    if len(told) > MOST or sum(map(lines, sheet.blocks)) > MOST_LINES:
        fix = say("Print the page itself, or shorten the longest texts.")
        raise Invalid([Problem("", say("This is too long for one document."), fix)])


def lines(block: Block) -> int:
    some = getattr(block, "items", None) or getattr(block, "rows", None) or ()
    return len(some) + 1 + sum(len(getattr(one, "lines", ())) for one in some)


def pages(content: bytes) -> int:
    """How many pages a PDF of ours has."""
    found = COUNT.search(content)
    return int(found[1]) if found else 0


# -- plain values -------------------------------------------------------------------------------------------


def plain(sheet: Sheet) -> dict[str, Any]:
    return {
        "title": written(sheet.title),
        "under": written(sheet.under),
        "language": sheet.language.partition("-")[0][:3].lower() or "en",
        "name": written(sheet.look.name),
        "colour": sheet.look.colour or OURS,
        "logo": bool(sheet.look.logo),
        "small": sheet.small,
        "blocks": [{"is": type(one).__name__.lower(), **cleaned(asdict(one))} for one in sheet.blocks],
    }


def cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return written(value)
    if isinstance(value, dict):
        return {name: opened(inner) if name == "url" else cleaned(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [cleaned(inner) for inner in value]
    return value


def opened(url: str) -> str:
    """An address whole, without places to break: of the web, or none."""
    return url if ADDRESS.fullmatch(url) else ""


def written(text: str) -> str:
    """Without letters that drive machines, and with places to break what is longer than a line."""
    text = MACHINERY.sub("", str(text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    return UNBROKEN.sub(lambda found: "\u200b".join(pieces(found[0])), text)


def pieces(word: str) -> Iterator[str]:
    return (word[start : start + PIECE] for start in range(0, len(word), PIECE))
