"""Keys: what names a record in addresses, files and the API. Readable, and unique in its workspace."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.text import slugify

from .models import Tenanted
from .scope import current, unveiled

LONGEST = 60


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

    Where each is wanted once and all are free, which is nearly always, that is one look into an index.
    """
    if len(wanted) > 50:
        return all_keys(model)
    pattern = "^(" + "|".join(sorted(set(wanted))) + ")(-[0-9]+)?$"
    mine = model._default_manager.filter(workspace_id=current().workspace_id)
    with unveiled():
        if len(set(wanted)) == len(wanted) and not mine.filter(key__in=wanted).exists():
            return set()
        return set(mine.filter(key__regex=pattern).values_list("key", flat=True))


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
