"""What a file is, by what is in it; its name may say anything. No Django."""

from __future__ import annotations

import re
import zipfile
from typing import BinaryIO

PEEK = 64 * 1024
PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
"""What a browser may show in place: nothing in them runs."""
TEXT, ZIP = "text/plain", "application/zip"
STARTS: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", ZIP),
    (b"PK\x05\x06", ZIP),
    (b"\x1f\x8b", "application/gzip"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-cfb"),  # Word, Excel and mails of before 2007
    (b"\x1aE\xdf\xa3", "video/webm"),
    (b"OggS", "audio/ogg"),
    (b"ID3", "audio/mpeg"),
    (b"\xff\xfb", "audio/mpeg"),
)
PROGRAMS: tuple[bytes, ...] = (
    b"MZ", b"\x7fELF", b"#!", b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf", b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe", b"\x00asm", b"dex\n", b"L\x00\x00\x00\x01\x14\x02\x00",
)  # fmt: skip
OFFICE = (
    ("word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
)
OPEN_DOCUMENT = re.compile(rb"application/vnd\.oasis\.opendocument\.[a-z-]{1,40}")
RUN_BY_NAME = re.compile(
    r"\.(?:bat|chm|cmd|com|command|cpl|desktop|exe|hta|inf|jar|jse?|lnk|mjs|msc|msi|pif|ps1|psm1|reg|scf|scr|sct|sh"
    r"|url|vbe?|vbs|wsc|wsf|wsh)$",
    re.IGNORECASE,
)
"""Endings that make a computer run what it opens."""
CONTROLS = re.compile(r"[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
LONGEST_NAME = 200


def media_of(file: BinaryIO) -> str:
    """The media type of a file that can be sought in; "program" for what a computer runs, "" for what is not known."""
    file.seek(0)
    head = file.read(PEEK)
    if head.startswith(PROGRAMS) and not (head.startswith(b"MZ") and is_text(head)):
        return "program"
    found = next((media for start, media in STARTS if head.startswith(start)), "") or inside(head)
    if found == ZIP:
        return in_zip(file, head)
    if found == "image/bmp" and is_text(head):
        return TEXT
    return found or (TEXT if is_text(head) else "")


def inside(head: bytes) -> str:
    """What says what it is a little behind its beginning."""
    if head[:4] == b"RIFF":
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}.get(head[8:12], "")
    if head[4:8] == b"ftyp":
        brand = head[8:12]
        pictures = {
            b"heic": "image/heic",
            b"heix": "image/heic",
            b"mif1": "image/heic",
            b"avif": "image/avif",
        }
        return pictures.get(brand, "audio/mp4" if brand == b"M4A " else "video/mp4")
    return ""


def in_zip(file: BinaryIO, head: bytes) -> str:
    if head[30:38] == b"mimetype" and (match := OPEN_DOCUMENT.match(head, 38)):
        return match[0].decode()
    try:
        file.seek(0)
        with zipfile.ZipFile(file) as packed:
            names = packed.namelist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return ""
    if "[Content_Types].xml" in names:
        return next((media for folder, media in OFFICE if any(n.startswith(folder) for n in names)), ZIP)
    return ZIP


def is_text(head: bytes) -> bool:
    """Words in UTF-8 or UTF-16, or in an older alphabet without what no text holds."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if b"\x00" in head:
        return False
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(head) - 4:
            return not re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]", head)
    return True


def clean_name(name: str) -> str:
    """The last part of a path, without what hides its ending; what would be run by its name becomes a text."""
    last = CONTROLS.sub("", name.replace("\\", "/").rpartition("/")[2]).strip(" .")
    if len(last) > LONGEST_NAME:
        stem, dot, ending = last.rpartition(".")
        last = (
            stem[: LONGEST_NAME - len(ending) - 1] + dot + ending
            if dot and len(ending) < 10
            else last[:LONGEST_NAME]
        )
    return f"{last}.txt" if RUN_BY_NAME.search(last) else last
