"""A text that several people write at once: a Yjs document, and what is asked of one. Knows no database.

Its places are counted in bytes of UTF-8 on this side.
"""

from __future__ import annotations

from collections.abc import Iterable

from pycrdt import Doc, Text, get_state

from handrail.kit.shapes.kinds import clean

from .facts import LONGEST
from .files import even

ROOT = "text"
LARGEST = 4 * 2**20
"""Bytes of a document with all its past, merged; what was deleted leaves little behind."""
NOTHING = b"\x00\x00"


class Unreadable(ValueError):
    """This is no update of a document."""


class Shared:
    """One document. Its updates may come twice, but not before those that their writers had seen: the library loses
    letters where it has to wait for an earlier one. The ids of strokes are in such an order."""

    def __init__(self, updates: Iterable[bytes] = ()) -> None:
        self.doc: Doc[Text] = Doc()
        self._text = self.doc.get(ROOT, type=Text)
        self.size = 0
        for update in updates:
            self.take(update)

    def take(self, update: bytes) -> None:
        self.doc.apply_update(update)
        self.size += len(update)

    @property
    def text(self) -> str:
        return str(self._text)

    @property
    def kept(self) -> str:
        """The text as the record holds it."""
        return even(clean(self.text))

    def since(self, state: bytes) -> bytes:
        """What somebody lacks who has `state`."""
        return self.doc.get_update(state)

    @property
    def state(self) -> bytes:
        return self.doc.get_state()

    def whole(self) -> bytes:
        """One update that gives all of it."""
        return self.doc.get_update()

    def put(self, new: str) -> bytes:
        """Bring it to `new` by changing what differs, and no more; the update that does it."""
        before, old = self.state, self.text.encode()
        start, end, middle = difference(old, new.encode())
        with self.doc.transaction():
            if start < end:
                del self._text[start:end]
            if middle:
                self._text.insert(start, middle.decode())
        return self.since(before)

    def has_room_for(self, update: bytes) -> bool:
        """Whether it stays within its limits. Only where it comes near them it is tried out."""
        if len(self._text) + len(update) < LONGEST and self.size + len(update) < LARGEST:
            return True
        trial = Shared([whole := self.whole(), update])
        self.size = len(whole)
        return len(trial.text) <= LONGEST and len(trial.whole()) < LARGEST


def difference(old: bytes, new: bytes) -> tuple[int, int, bytes]:
    """Replace old[start:end] by these bytes; never in the middle of a letter."""
    start, most = 0, min(len(old), len(new))
    while start < most and old[start] == new[start]:
        start += 1
    while start and (cut(old, start) or cut(new, start)):
        start -= 1
    back = 0
    while back < most - start and old[-1 - back] == new[-1 - back]:
        back += 1
    while back and (cut(old, len(old) - back) or cut(new, len(new) - back)):
        back -= 1
    return start, len(old) - back, new[start : len(new) - back]


def cut(text: bytes, place: int) -> bool:
    """Whether this place is inside of a letter."""
    return place < len(text) and text[place] & 0xC0 == 0x80


def checked(update: bytes) -> bytes:
    try:
        get_state(update)
    except ValueError:
        raise Unreadable from None
    return update
