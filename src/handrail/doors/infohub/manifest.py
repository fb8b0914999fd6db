"""What an export has written, as its last file."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from . import keeping


@dataclass
class Manifest:
    """What was written: the last file, so that a half export is none."""

    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    keys: dict[str, dict[str, list[Any]]] = field(default_factory=dict)
    accounts: dict[str, str] = field(default_factory=dict)

    def note(self, path: str, content: bytes) -> None:
        self.files[path] = {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}

    def as_bytes(self) -> bytes:
        whole = {
            "format": keeping.FORMAT,
            "accounts": dict(sorted(self.accounts.items())),
            "counts": dict(sorted(self.counts.items())),
            "files": dict(sorted(self.files.items())),
            "keys": {path: dict(sorted(names.items())) for path, names in sorted(self.keys.items())},
        }
        return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()
