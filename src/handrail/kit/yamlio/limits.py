"""What a YAML file may cost us, and how a fault in one is told."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    bytes: int = 4 * 1024 * 1024
    depth: int = 64
    nodes: int = 200_000
    aliases: int = 20
    expanded: int = 1_000  # values that all aliases of a file may add together
    directives: int = 16
    problems: int = 50


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault in a file, in words for the person who wrote it. Line and column count from 1."""

    code: str
    message: str
    fix: str
    line: int = 1
    column: int = 1
