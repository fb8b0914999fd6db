"""Keys: what names a record in addresses, files and the API. Readable, and unique in its workspace."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import Q
from django.utils.text import slugify

from .models import Tenanted
from .scope import current, unveiled

LONGEST = 60
FARTHEST, AT_ONCE = 24, 256
"""Powers of two that are looked at behind a word, and how many numbers at once."""


def base(words: str, fallback: str) -> str:
    return slugify(words)[:LONGEST].strip("-") or fallback


def fresh(model: type[Tenanted], words: str) -> str:
    """One key that is free: "northwind-logistics", else "northwind-logistics-2", ..."""
    return fresh_many(model, [words])[0]


def fresh_many(model: type[Tenanted], many_words: Iterable[str]) -> list[str]:
    """Free keys for many records with one look at the table."""
    wanted = [base(words, str(model._meta.model_name)) for words in many_words]
    taken = taken_keys(model, wanted)
    return [claim(word, taken) for word in wanted]


def taken_keys(model: type[Tenanted], wanted: list[str]) -> set[str]:
    """Keys in use that could collide: equal to a wanted one, or it with a number behind.

    Where each is wanted once and all are free, which is nearly always, that is one look into the indexes of what is
    there and of what was.
    """
    if len(wanted) > 50:
        return all_keys(model)
    with unveiled():
        if apart(wanted):
            there = among(model, wanted)
            return counted(model, there) if there else set()
        pattern = "^(" + "|".join(sorted(set(wanted))) + ")(-[0-9]+)?$"
        mine = model._default_manager.filter(workspace_id=current().workspace_id, key__regex=pattern)
        return set(mine.values_list("key", flat=True))


def apart(wanted: list[str]) -> bool:
    """Whether none of them can come to be another one by a number behind it."""
    words = set(wanted)
    return len(words) == len(wanted) and not any(
        number.isdecimal() and word in words for word, _, number in (one.rpartition("-") for one in wanted)
    )


def among(model: type[Tenanted], keys: Iterable[str]) -> set[str]:
    """Those of these keys that are or were in use, by the two indexes. One statement."""
    wanted = list(keys)
    here, gone = (Q(key__in=wanted, removed_at__isnull=here) for here in (True, False))
    mine = model._default_manager.filter(here | gone, workspace_id=current().workspace_id)
    return set(mine.values_list("key", flat=True))


def counted(model: type[Tenanted], words: Collection[str]) -> set[str]:
    """These words, and behind each the numbers up to one that is free: found by looking far ahead and then closer, not
    by reading all that is called alike. One statement, and one more for each word of which there are many."""
    powers = among(model, (f"{word}-{2**n}" for word in words for n in range(1, FARTHEST)))
    found = set(words)
    for word in words:
        free = next(n for n in range(1, FARTHEST + 1) if f"{word}-{2**n}" not in powers)
        found |= {f"{word}-{number}" for number in range(2, until(model, word, 2 ** (free - 1), 2**free))}
    return found


def until(model: type[Tenanted], word: str, used: int, free: int) -> int:
    """A number that is free behind this word, where one is known to be used and a later one is not."""
    while free - used > 1:
        step = max(1, (free - used) // AT_ONCE)
        looked = range(used + step, free, step)
        taken = among(model, (f"{word}-{number}" for number in looked))
        free = next((number for number in looked if f"{word}-{number}" not in taken), free)
        used = free - step if free in looked else looked[-1]
    return free


def all_keys(model: type[Tenanted]) -> set[str]:
    """Every key that is or was in use, also by what somebody may not see."""
    with unveiled():
        return set(
            model._default_manager.filter(workspace_id=current().workspace_id).values_list("key", flat=True)
        )


def claim(word: str, taken: set[str]) -> str:
    key, number = word, 2
    while key in taken:
        key, number = f"{word}-{number}", number + 1
    taken.add(key)
    return key
