"""Who is writing, and where: the awareness of Yjs, in which nobody speaks for anybody else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson
from pycrdt import Decoder, write_var_uint

from .shared import Unreadable

LONGEST = 2_000
"""Bytes of two places in a text. With a name and in other letters it still fits into a notification (8,000 bytes)."""


@dataclass(frozen=True, slots=True)
class Here:
    """One window in which somebody writes. Without a state it has left."""

    client: int
    clock: int
    state: dict[str, Any] | None

    def gone(self) -> Here:
        return Here(self.client, self.clock + 1, None)


def read(payload: bytes) -> list[Here]:
    try:
        decoder = Decoder(payload)
        return [entry(decoder) for _ in range(min(decoder.read_var_uint(), 100))]
    except (IndexError, RuntimeError, ValueError) as error:
        raise Unreadable from error


def entry(decoder: Decoder) -> Here:
    client, clock = decoder.read_var_uint(), decoder.read_var_uint()
    state = orjson.loads(decoder.read_message() or b"null")
    return Here(client, clock, state if isinstance(state, dict) else None)


def written(entries: list[Here]) -> bytes:
    parts = [write_var_uint(len(entries))]
    for one in entries:
        state = orjson.dumps(one.state)
        parts += [write_var_uint(one.client), write_var_uint(one.clock), write_var_uint(len(state)), state]
    return b"".join(parts)


def signed(one: Here, name: str) -> Here:
    """Only the place is theirs to say; the name is ours."""
    if one.state is None:
        return one
    cursor = one.state.get("cursor")
    if len(orjson.dumps(cursor)) > LONGEST:
        cursor = None
    return Here(one.client, one.clock, {"user": {"name": name}, "cursor": cursor})
