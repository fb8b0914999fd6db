"""Who is named in a comment. In the text somebody stands by their key, @mara-adeyemi; what people type is more: @Mara
Adeyemi, or @Mara where there is one. No Django."""

from __future__ import annotations

import re
from collections.abc import Mapping

from handrail.kit import marks

AT = re.compile(r"(?<![\w@/.])@(?=\w)")
CODE = re.compile(r"(`{3,}).*?(?:\1|\Z)|(`+)[^`]+?\2", re.DOTALL)


def settled(text: str, people: Mapping[str, str]) -> str:
    """The text with everybody who is named for sure by their key. `people` are names by key."""
    called, parts, done = by_call(people), [], 0
    for start, end in outside_code(text):
        parts.append(text[done:start])
        parts.append(spelled(text[start:end], called, people))
        done = end
    return "".join((*parts, text[done:]))


def outside_code(text: str) -> list[tuple[int, int]]:
    """The stretches in which a name means somebody."""
    stretches, done = [], 0
    for match in CODE.finditer(text):
        stretches.append((done, match.start()))
        done = match.end()
    return [*stretches, (done, len(text))]


def by_call(people: Mapping[str, str]) -> dict[str, str]:
    """{what somebody may be called: key}; a first or whole name that two bear is nobody's."""
    claims: dict[str, set[str]] = {}
    for key, name in people.items():
        for call in {name.casefold(), name.split(" ")[0].casefold()}:
            claims.setdefault(call, set()).add(key)
    return {call: keys.pop() for call, keys in claims.items() if call and len(keys) == 1}


def spelled(text: str, called: Mapping[str, str], people: Mapping[str, str]) -> str:
    longest = max(map(len, called), default=0)
    parts, done = [], 0
    for match in AT.finditer(text):
        start = match.end()
        near = marks.named(text[match.start() : start + 80], people)
        if near and near[0][0] == 0:
            continue  # by key already
        key, end = longest_call(text, start, longest, called)
        if key:
            parts += [text[done:start], key]
            done = end
    return "".join((*parts, text[done:]))


def longest_call(text: str, start: int, longest: int, called: Mapping[str, str]) -> tuple[str, int]:
    """Whom the words behind an @ name: the longest name that fits, at the end of a word."""
    for end in range(min(len(text), start + longest), start, -1):
        if end < len(text) and (text[end].isalnum() or text[end] in "_"):
            continue
        if key := called.get(text[start:end].casefold()):
            return key, end
    return "", start


def keys(text: str, people: Mapping[str, str]) -> list[str]:
    """Everybody named in a settled text, each once, in the order of the text."""
    found = [key for start, end in outside_code(text) for _, _, key in marks.named(text[start:end], people)]
    return list(dict.fromkeys(found))
