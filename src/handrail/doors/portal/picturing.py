"""Logos: any picture that was sent becomes a small PNG of ours, so that nothing of the file that came is handed on."""

from __future__ import annotations

import hashlib
import io
import re
from functools import lru_cache
from typing import IO, Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageOps

from handrail.house.workspaces.scope import current
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import say

FORMATS = ("PNG", "JPEG", "WEBP")
MOST, MOST_PIXELS = 5 * 2**20, 16_000_000
LARGEST = (960, 320)
"""In pixels, of what is kept: enough for print."""
HASH = re.compile(r"[0-9a-f]{64}")


def is_one(digest: str) -> bool:
    return bool(HASH.fullmatch(digest))


def keep(file: IO[bytes], size: int) -> str:
    """The hash under which the picture is kept from now on. What it was before stays for papers that are under way."""
    made = redrawn(file, size)
    digest = hashlib.sha256(made).hexdigest()
    if not default_storage.exists(place(digest)):
        default_storage.save(place(digest), ContentFile(made))
    return digest


def redrawn(file: IO[bytes], size: int) -> bytes:
    if size > MOST:
        raise refusal(say("This picture is larger than %(most)s MB.", most=MOST >> 20))
    try:
        picture: Any = Image.open(file, formats=FORMATS)
        if picture.width * picture.height > MOST_PIXELS:
            raise refusal(say("This picture has too many pixels."))
        picture = ImageOps.exif_transpose(picture).convert("RGBA")
    except Invalid:
        raise
    except Exception:  # whatever a broken or crafted file makes of those who read it
        raise refusal(say("This is no picture that can be read.")) from None
    picture.thumbnail(LARGEST)
    bare = Image.new("RGBA", picture.size)
    bare.paste(picture)  # the pixels alone, and nothing that was written beside them
    made = io.BytesIO()
    bare.save(made, "PNG", optimize=True)
    return made.getvalue()


def refusal(words: str) -> Invalid:
    return Invalid([Problem("logo", words, say("Choose a PNG, JPEG or WebP file of your logo."))])


def place(digest: str) -> str:
    return f"{current().workspace_id}/look/{digest}.png"


def content(digest: str) -> bytes:
    """Empty where it is not here: the files of a workspace may have come without it."""
    try:
        return read(place(digest))
    except FileNotFoundError:
        return b""


@lru_cache(maxsize=64)
def read(name: str) -> bytes:
    with default_storage.open(name, "rb") as file:
        return bytes(file.read())
