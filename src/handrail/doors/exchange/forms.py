"""The page on which a person corrects what a file was taken for: out of the kept guess, into a reading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from .mapping import Reading, from_json
from .shapes import KEEP, LEAVE, TARGETS, Target
from .words import CHOICES

Kept = Mapping[str, Any]
Pairs = list[tuple[str, str]]


def described(files: list[Kept]) -> list[dict[str, Any]]:
    """Every file as the page shows it."""
    return [one(file, at) for at, file in enumerate(files)]


def one(file: Kept, at: int) -> dict[str, Any]:
    reading = from_json(file["reading"]) if file["reading"] else None
    shown = {
        **file, "at": at, "id": f"file-{at}", "target_name": f"target-{at}",
        "target": reading.target if reading else "", "targets": target_choices(),
    }  # fmt: skip
    if reading is not None:
        shown |= {
            "choices": reading.choices,
            "fields": field_choices(reading.shape),
            "lines": [line for line in column_lines(file, reading, at) if not line["aside"]],
            "aside": [line for line in column_lines(file, reading, at) if line["aside"]],
            "words": list(word_lines(reading, at)),
        }
    return shown


def target_choices() -> Pairs:
    return [("", _("Leave this file out")), *((t.name, _(t.label)) for t in TARGETS.values())]


def field_choices(target: Target) -> Pairs:
    kept = [(KEEP, _("Keep beside the record"))] if target.keeps else []
    return [*((f.name, _(f.label)) for f in target.fields), *kept, (LEAVE, _("Leave out"))]


def column_lines(file: Kept, reading: Reading, at: int) -> Iterator[dict[str, Any]]:
    """One line for each column. “Sure” is told in words: a percentage would claim more than a guess knows."""
    for number, guess in enumerate(file["columns"]):
        name = reading.columns.get(guess["column"], KEEP)
        yield {
            **guess,
            "name": f"column-{at}-{number}",
            "value": name,
            "doubtful": reading.shape.has(name) and guess["sure"] < 0.9,
            "aside": name in (KEEP, LEAVE),
        }


def word_lines(reading: Reading, at: int) -> Iterator[dict[str, Any]]:
    """One line for each word of a stage, a kind, a severity: unknown ones first."""
    for field, words in sorted(reading.choices.words.items()):
        kind = reading.shape.field(field).kind
        for text in sorted(words, key=lambda text: (bool(words[text]), text)):
            yield {
                "name": word_name(at, field, sorted(words).index(text)),
                "field": _(reading.shape.field(field).label),
                "text": text,
                "value": words[text],
                "choices": [
                    ("", _("none of these")),
                    *((value, value.replace("_", " ")) for value in CHOICES[kind]),
                ],
            }


def word_name(at: int, field: str, number: int) -> str:
    return f"word-{at}-{field}-{number}"


def readings(files: list[Kept], sent: Mapping[str, str]) -> list[Reading | None]:
    """What the page was sent back with. A file whose target is empty is left out."""
    return [read(file, at, sent) for at, file in enumerate(files)]


def read(file: Kept, at: int, sent: Mapping[str, str]) -> Reading | None:
    if not file["reading"] or not sent.get(f"target-{at}"):
        return None
    reading = from_json(file["reading"])
    columns = {
        guess["column"]: sent.get(f"column-{at}-{number}") or reading.columns.get(guess["column"], KEEP)
        for number, guess in enumerate(file["columns"])
    }
    words = {
        field: {
            text: sent.get(word_name(at, field, number), known[text])
            for number, text in enumerate(sorted(known))
        }
        for field, known in reading.choices.words.items()
    }
    ordered = Reading(reading.target, {g["column"]: "" for g in file["columns"]}, reading.choices)
    return ordered.corrected(columns, words=words, **plain_choices(at, sent, reading))


def plain_choices(at: int, sent: Mapping[str, str], reading: Reading) -> dict[str, str]:
    order = sent.get(f"date_order-{at}", reading.choices.date_order)
    style = sent.get(f"number_style-{at}", reading.choices.number_style)
    return {
        "date_order": order if order in ("DMY", "MDY", "YMD") else "",
        "number_style": style if style in ("point", "comma") else "",
        "currency": sent.get(f"currency-{at}", reading.choices.currency).strip().upper()[:3],
    }


def retargeted(files: list[Kept], sent: Mapping[str, str]) -> list[tuple[int, str]]:
    """Files of which a person says that they hold something else than we took them for."""
    found = []
    for at, file in enumerate(files):
        target = sent.get(f"target-{at}", "")
        known = file["reading"]["target"] if file["reading"] else ""
        if target in TARGETS and target != known:
            found.append((at, target))
    return found
