"""Find out how a text file was written: its encoding and what separates its columns."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from typing import BinaryIO

from handrail.kit.csvio.table import Unreadable
from handrail.kit.words import mark, say

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}
_ODD_DELIMITERS = {":": mark("colon"), "^": mark("caret"), "~": mark("tilde"), "  ": mark("spaces")}
_CHUNK = 1024 * 1024
_SAMPLE = 64 * 1024
_SEP_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_MARKUP = re.compile(r"\s*<(?:!doctype|html|\?xml|table|meta|head)\b", re.IGNORECASE)
_FOREIGN = (
    (b"\xd0\xcf\x11\xe0", "xls", mark("This is an old Excel file (.xls), or one with a password.")),
    (b"%PDF", "pdf", mark("This is a PDF, not a table.")),
    (b"\x1f\x8b", "gzip", mark("This is a packed file (gzip).")),
    (b"\x89PNG", "image", mark("This is a picture, not a table.")),
)


@dataclass(frozen=True, slots=True)
class Encoding:
    name: str
    odd_line: int = 0  # the first line that is not UTF-8, where another encoding was assumed
    nul_line: int = 0  # the first line with a NUL


def refuse_foreign(start: bytes) -> None:
    for magic, code, message in _FOREIGN:
        if start.startswith(magic):
            raise Unreadable(code, say(message), say("Save it as XLSX or CSV."))


def find_encoding(stream: BinaryIO, most: int) -> Encoding:
    """Read the whole stream once: a file may be UTF-8 up to its last line."""
    start = stream.read(4096)
    stream.seek(0)
    wide = _wide_encoding(start)
    if wide:
        return Encoding(wide)
    decoder = codecs.getincrementaldecoder("utf-8")()
    size = lines = odd_line = nul_line = 0
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if size > most:
            raise Unreadable(
                "too_big",
                say("The file has more than %(most)s bytes.", most=f"{most:,}"),
                say("Split it into smaller files."),
            )
        if not nul_line and b"\0" in chunk:
            nul_line = lines + chunk[: chunk.index(b"\0")].count(b"\n") + 1
        if not odd_line:
            odd_line = _odd_line(decoder, chunk, lines)
        lines += chunk.count(b"\n")
    return Encoding("cp1252" if odd_line or _ends_cut(decoder) else "utf-8-sig", odd_line, nul_line)


def _wide_encoding(start: bytes) -> str:
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if len(start) >= 4 and start.count(b"\0") * 10 > len(start) * 4:
        return "utf-16-be" if start[0] == 0 else "utf-16-le"
    return ""


def _odd_line(decoder: codecs.IncrementalDecoder, chunk: bytes, lines: int) -> int:
    try:
        decoder.decode(chunk)
    except UnicodeDecodeError as error:
        # The error counts from bytes the decoder still held, at most three, none of them a line end.
        return lines + chunk[: error.start].count(b"\n") + 1
    return 0


def _ends_cut(decoder: codecs.IncrementalDecoder) -> bool:
    try:
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        return True
    return False


def find_delimiter(sample: str) -> tuple[str, bool]:
    """The delimiter, and whether the file's first line only names it (`sep=;`)."""
    if said := _SEP_LINE.match(sample):
        return said.group(1), True
    if _MARKUP.match(sample):
        message = say("This is a web page or XML, though it may be named like a spreadsheet.")
        raise Unreadable(
            "web_page", message, say("Open it in a spreadsheet program and save it as XLSX or CSV.")
        )
    scores = {delimiter: _score(sample, delimiter) for delimiter in DELIMITERS}
    best = max(scores, key=lambda delimiter: scores[delimiter])
    return (best if scores[best][0] else ","), False


def _score(sample: str, delimiter: str) -> tuple[float, int]:
    """How many records agree on a number of columns, and that number."""
    counts = Counter(len(record) for record in _records(sample, delimiter) if record)
    several = [(times, columns) for columns, times in counts.items() if columns > 1]
    if not several:
        return 0.0, 0
    times, columns = max(several)
    return round(times / counts.total(), 1), columns


def _records(sample: str, delimiter: str) -> list[list[str]]:
    whole = len(sample) < _SAMPLE
    try:
        records = list(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter))
    except csv.Error:
        return []
    return (records if whole or len(records) < 2 else records[:-1])[:200]


def odd_delimiter(lines: list[str]) -> str:
    """What else may separate the columns of a file that has only one."""
    for sign, name in _ODD_DELIMITERS.items():
        counts = {line.strip().count(sign) for line in lines}
        if len(lines) > 1 and 0 not in counts and (len(counts) == 1 or sign == "  "):
            return say(name)
    return ""


def sample_of(stream: BinaryIO, encoding: str) -> str:
    """The start of the file, as text."""
    stream.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    text = decoder.decode(stream.read(_SAMPLE))
    stream.seek(0)
    return text.removeprefix("\ufeff")
