"""Words as they are compared: without case, accents and signs; scripts without spaces in pairs of letters. No Django.

The index and the question go through the same functions, so that what was written is found as it is typed, whatever
the language of the database.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Any

LONGEST_WORD = 60
LONGEST_NAME = 120
MOST_WORDS = 5_000
MOST_ASKED = 10
MOST_PLACES = 8
SHORTEST = 3
PLACES = 16_383  # PostgreSQL counts no further

WORD = re.compile(r"[^\W_]+")
# Thai to Myanmar, Khmer, kana, Han and Hangul: written without spaces, or with endings that no prefix finds.
JOINED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\U00020000-\U0003ffff"
RUN = re.compile(f"[{JOINED}]+|[^{JOINED}]+")
LANGUAGES = ("english", "german")
IDLE = frozenset(
    "a an and are at by for from in is it of on or the to was with".split()  # noqa: SIM905 - it reads as it is said
    + "am auf das dem den der des die ein eine fur im in mit oder und von zu zum zur".split()  # noqa: SIM905
)
"""Words that narrow nothing down, unless they are all that is asked for."""
LETTERS = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ı": "i"})


def fold(text: str) -> str:
    """Small letters without accents: "Café Groß" is "cafe gross"."""
    if text.isascii():
        return text.lower()
    parted = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    bare = "".join(c for c in parted if not "\u0300" <= c <= "\u036f")
    return unicodedata.normalize("NFC", bare).translate(LETTERS)


def plain(text: str) -> str:
    """Its words with one space between them: how two names are compared."""
    return " ".join(WORD.findall(fold(text)))


def words(text: str) -> Iterator[str]:
    """Every word to be found by."""
    for word in WORD.findall(fold(text)):
        for run in RUN.findall(word):
            yield from pairs(run) if joined(run) else (run[:LONGEST_WORD],)


def asked(text: str) -> list[str]:
    """The words of a question, each once; the beginning of a word is enough."""
    found: dict[str, None] = {}
    for word in WORD.findall(fold(text)):
        for run in RUN.findall(word):
            there = pairs(run)[:-1] or [run] if joined(run) else [run[:LONGEST_WORD]]
            found.update(dict.fromkeys(there))
    return ([word for word in found if word not in IDLE] or list(found))[:MOST_ASKED]


@cache
def stemmers() -> tuple[Any, ...]:
    """Late: the library brings all its languages, and a process may never search."""
    import snowballstemmer

    return tuple(snowballstemmer.stemmer(language) for language in LANGUAGES)


@lru_cache(maxsize=50_000)
def stems(word: str) -> tuple[str, ...]:
    """What a word is without its ending, in each language, where that is another word: "renewals" is "renewal"."""
    if not word.isalpha() or not word.isascii():
        return ()
    return tuple({stem for stemmer in stemmers() if (stem := stemmer.stemWord(word)) != word})


def joined(run: str) -> bool:
    return RUN.match(run) is not None and not re.match(f"[^{JOINED}]", run)


def pairs(run: str) -> list[str]:
    """Each letter with the one behind it, and the last alone: any part of the run begins one of these."""
    return [run[at : at + 2] for at in range(len(run))]


def lexemes(place: int, names: Iterable[str], *parts: tuple[str, str]) -> str:
    """A tsvector as PostgreSQL reads it: whole names, and words from (text, weight A to D).

    Each lexeme begins with the workspace (`place`), so that one index keeps the workspaces apart.
    """
    said: dict[str, list[str]] = {whole(name): [] for name in names if plain(name)}
    at = 0
    for text, weight in parts:
        for word in words(text):
            at = min(at + 1, PLACES)
            note(said, word, f"{at}{weight}")
            for stem in stems(word):
                note(said, stem, f"{at}D")
    return " ".join(
        f"'{place} {word}':{','.join(at)}" if at else f"'{place} {word}'" for word, at in said.items()
    )


def note(said: dict[str, list[str]], word: str, place: str) -> None:
    if word in said:
        if len(said[word]) < MOST_PLACES:
            said[word].append(place)
    elif len(said) < MOST_WORDS:
        said[word] = [place]


def whole(name: str) -> str:
    """A name in full, and without its spaces: who types it is given that very thing first."""
    return f"={plain(name).replace(' ', '')[:LONGEST_NAME]}"


def spellable(text: str) -> set[str]:
    """The words that somebody may spell wrong: no numbers, nothing short."""
    return {word for word in words(text) if len(word) >= SHORTEST and word.isalpha()}
