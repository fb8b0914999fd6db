"""Which addresses a page may link to. No Django."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_ODD = re.compile(r"[\x00-\x20\x7f<>\"\\]")


def is_web(address: str) -> bool:
    """An http or https address with a host; anything a browser would run or read otherwise is none."""
    if _ODD.search(address):
        return False
    try:
        found = urlsplit(address)
        return found.scheme in ("http", "https") and bool(found.hostname)
    except ValueError:
        return False
