"""Which tool a file comes from, and the board in it. No Django."""

from __future__ import annotations

from pathlib import PurePath

from handrail.kit.words import say

from . import tables, trello
from .foreign import MOST_BYTES, Foreign, unusable

TABLES = (".csv", ".tsv", ".txt", ".tab", ".xlsx")


def is_board(name: str, data: bytes) -> bool:
    """Whether this file is read as a board and not as a table of a CRM."""
    suffix = PurePath(name).suffix.lower()
    if suffix == ".json" or (suffix not in TABLES and trello.is_trello(data)):
        return True
    return suffix in TABLES and tables.recognised(data, name) is not None


def read(name: str, data: bytes) -> Foreign:
    """Raises `Invalid` where the file as a whole can not be used."""
    if len(data) > MOST_BYTES:
        raise unusable(
            say("The file is larger than %(most)s bytes.", most=f"{MOST_BYTES:,}"),
            say("Export a smaller board, or split it."),
        )
    suffix = PurePath(name).suffix.lower()
    return trello.read(name, data) if suffix == ".json" or trello.is_trello(data) else tables.read(name, data)
