"""Where the built files are: reads Vite's manifest, again when it changed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.templatetags.static import static

OUTPUT = Path(__file__).resolve().parent / "static" / "handrail"


@dataclass(frozen=True)
class Entry:
    script: str
    styles: tuple[str, ...]


def entry(name: str) -> Entry:
    built = _manifest()[f"src/{name}.ts"]
    return Entry(_url(built["file"]), tuple(_url(style) for style in built.get("css", [])))


def sprite_url() -> str:
    return file_url("sprite.svg")


def file_url(source: str) -> str:
    return _url(_manifest()[source]["file"])


@lru_cache(maxsize=128)
def _url(file: str) -> str:
    return static(f"handrail/{file}")


def _manifest() -> dict[str, dict[str, Any]]:
    path = OUTPUT / "manifest.json"
    try:
        return _read(path, path.stat().st_mtime_ns)
    except FileNotFoundError:
        raise ImproperlyConfigured(
            "The face of Handrail is not built yet. Run `python -m handrail.ui.build` once, then reload."
        ) from None


@lru_cache(maxsize=2)
def _read(path: Path, changed_at: int) -> dict[str, dict[str, Any]]:
    manifest: dict[str, dict[str, Any]] = json.loads(path.read_bytes())
    return manifest
