"""Ids of other systems, in a form in which two spellings of one id are equal. No Django."""

from __future__ import annotations

import re

_SALESFORCE = re.compile(r"[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?")
_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"


def same(text: str) -> str:
    """The form to compare by: Salesforce's 18 characters are its 15 and a checksum of their letter case."""
    text = text.strip()
    return text[:15] if len(text) == 18 and is_salesforce(text) else text


def is_salesforce(text: str) -> bool:
    """Whether this is a Salesforce id; the 15 characters carry no checksum, so they must start like one."""
    if not _SALESFORCE.fullmatch(text):
        return False
    if len(text) == 18:
        return checksum(text[:15]) == text[15:].upper()
    return text[0].isdigit() and any(c.isdigit() for c in text[3:]) and any(c.isalpha() for c in text[3:])


def checksum(fifteen: str) -> str:
    fives = (fifteen[start : start + 5] for start in (0, 5, 10))
    return "".join(_DIGITS[sum(1 << at for at, c in enumerate(five) if "A" <= c <= "Z")] for five in fives)
