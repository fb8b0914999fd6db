"""Handing out a file that somebody else has sent in: nothing in it runs here, whatever it is."""

from __future__ import annotations

from typing import Any

from django.core.files.base import File
from django.http import FileResponse

POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"


def served(content: File[Any], media: str, name: str, digest: str, *, inline: bool = False) -> FileResponse:
    """As a download; `inline` is for pictures. A text is a text whatever it says it is: HTML and SVG never run."""
    response = FileResponse(content, as_attachment=not inline, filename=name, content_type=media)
    if media == "text/plain":
        response["Content-Type"] = "text/plain; charset=utf-8"
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-cache"
    response["ETag"] = f'"{digest}"'
    return response
