"""One file: a kept text with what changed written into it, or a new one."""

from __future__ import annotations

from typing import Any

from handrail.kit.shapes import Record, Row, edits, read_row, render
from handrail.kit.yamlio import dump, read, splice

from .. import tree
from ..binding import NOUNS
from ..comparing import Comparer, named_rows
from ..laying import Sheaf
from ..manifest import Manifest
from ..matching import natural_key
from ..tree import FRONT, LIMITS, slug


class Writing:
    def __init__(self, manifest: Manifest) -> None:
        self.manifest = manifest

    def written(self, sheaf: Sheaf, comparer: Comparer, account: str) -> bytes:
        assert sheaf.root is not None
        if sheaf.source is None or sheaf.document is None:
            if sheaf.sheet.kind == "note":
                return self._new_note(sheaf, account)
            text = dump(render(sheaf.root))
            self._note_keys(sheaf, read_row(sheaf.sheet.shape, read(text, file=sheaf.path).data), account)
            return text.encode()
        return self._spliced(sheaf, comparer, account)

    def _new_note(self, sheaf: Sheaf, account: str) -> bytes:
        root = sheaf.root
        assert root is not None
        front = dump(render(Record(root.shape, root.key, {**root.values, "text": ""})))
        content = f"---\n{front}---\n\n{root.values['text']}\n".encode()
        again = tree.read(sheaf.path, content).root
        assert again is not None  # we have just written it
        self._note_keys(sheaf, again, account)
        return content

    def _spliced(self, sheaf: Sheaf, comparer: Comparer, account: str) -> bytes:
        source = sheaf.source
        assert source is not None
        assert source.root is not None
        assert source.document is not None
        assert sheaf.root is not None
        changes = list(
            edits(source.root, sheaf.root, sheaf.known, comparer.for_file(source.path, sheaf.sheet.kind))
        )
        if account and (slug(source.said_id) if source.said_id else source.folder) != account:
            self.manifest.accounts[sheaf.path] = account
        body = sheaf.root.values.get("text") if sheaf.sheet.kind in tree.MARKDOWN else None
        if not changes and (body is None or body == source.root.values["text"]):
            self._note_keys(sheaf, source.root, account)
            return source.content
        text = splice(source.document, changes)
        again = read(text, file=sheaf.path, limits=LIMITS)
        self._note_keys(sheaf, read_row(sheaf.sheet.shape, again.data), account)
        if sheaf.sheet.kind not in tree.MARKDOWN:
            return text.encode()
        kept = body is None or body == source.root.values["text"]
        if sheaf.sheet.kind == "note" and not kept:
            body = f"\n{body}\n"
        return _with_front(source.content, text, None if kept else body)

    def _note_keys(self, sheaf: Sheaf, root: Row, account: str) -> None:
        """The keys that a new reader of this file would not come to by itself."""
        assert sheaf.root is not None
        found = {}
        old = sheaf.source.root if sheaf.source is not None else None
        for name, row in named_rows(old, sheaf.root, sheaf.known, root):
            noun, _, key = name.partition(":")
            ident = str(row.values.get("key") or "")
            label = str(row.values.get(row.shape.title) or ident)
            if noun in NOUNS and natural_key(noun, ident, account, label) != key:
                found[name] = list(row.path)
        if found:
            self.manifest.keys[sheaf.path] = found


def _with_front(content: bytes, front: str, body: Any) -> bytes:
    found = FRONT.match(content)
    assert found is not None
    after = content[found.end() :] if body is None else str(body).encode()
    return content[: found.start(1)] + front.encode() + content[found.end(1) : found.end()] + after
