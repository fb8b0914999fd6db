"""A pack as it was sent, looked through before anything keeps it: kilobytes can unpack to gigabytes. No Django."""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable
from tempfile import SpooledTemporaryFile
from typing import IO

PIECE = 2**14
IN_MEMORY = 2**20
HEAD = 20
"""Bytes of a change that say how large its two sides are."""
BY_OFFSET, BY_NAME = 6, 7
NAME = 20


def spooled(read: Callable[[int], bytes]) -> IO[bytes]:
    """What is sent, in a file; whoever asks for it closes it."""
    spool: IO[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
    while piece := read(PIECE):
        spool.write(piece)
    spool.seek(0)
    return spool


def refuse_swelling(pack: IO[bytes], most: int, together: int) -> None:
    """Raise ValueError where an object says that it has more than `most` bytes, or all of them more than `together`.

    Nothing is held meanwhile.
    """
    rest = together
    head = pack.read(12)
    if len(head) < 12 or head[:4] != b"PACK":
        raise ValueError("it is no pack")
    for _ in range(int.from_bytes(head[8:], "big")):
        kind, size = heading(pack)
        refuse_above(size, most)
        if kind == BY_OFFSET:
            number(pack)
        elif kind == BY_NAME:
            pack.seek(NAME, os.SEEK_CUR)
        begin = past(pack, most)
        if kind in (BY_OFFSET, BY_NAME):
            size = result_of(begin)
            refuse_above(size, most)
        rest -= size
        if rest < 0:
            raise ValueError(f"it unpacks to more than {together:,} bytes: push in several steps")
    pack.seek(0)


def refuse_above(size: int, most: int) -> None:
    if size > most:
        raise ValueError(f"it holds something of {size:,} bytes, and at most {most:,} are taken")


def heading(pack: IO[bytes]) -> tuple[int, int]:
    """Of which kind the next object is, and what it says of its size."""
    raw = number(pack)
    return raw[0] >> 4 & 7, (raw[0] & 15) + (little(raw[1:]) << 4)


def number(pack: IO[bytes]) -> bytes:
    """Bytes up to the first one without its highest bit."""
    raw = pack.read(1)
    while raw and raw[-1] & 128:
        following = pack.read(1)
        if not following or len(raw) >= HEAD:
            raise ValueError("it ends too early")
        raw += following
    if not raw:
        raise ValueError("it ends too early")
    return raw


def little(raw: bytes) -> int:
    return sum((byte & 127) << 7 * at for at, byte in enumerate(raw))


def past(pack: IO[bytes], most: int) -> bytes:
    """Read over packed bytes, of which the first ones are given."""
    opened, begin, size, piece = zlib.decompressobj(), b"", 0, b""
    while not opened.eof:
        piece = opened.unconsumed_tail or pack.read(PIECE)
        plain = opened.decompress(piece, PIECE)
        if not piece and not plain:
            raise ValueError("it ends too early")
        begin = begin if len(begin) >= HEAD else begin + plain[:HEAD]
        size += len(plain)
        refuse_above(size, most)
    pack.seek(-len(opened.unused_data), os.SEEK_CUR)
    return begin


def result_of(begin: bytes) -> int:
    """How large something is once it is made from another: the second of the numbers that a change begins with."""
    ends = [at for at, byte in enumerate(begin) if byte < 128][:2]
    if len(ends) < 2:
        raise ValueError("it holds a change that can not be read")
    return little(begin[ends[0] + 1 : ends[1] + 1])
