"""Secrets of others (the addresses of webhooks) are kept sealed, so that a copy of the database does not hold them."""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken


class Unreadable(Exception):
    """Sealed with another key than the one at hand: HANDRAIL_SECRET_KEY has changed since."""


def box(key: str) -> Fernet:
    return Fernet(
        base64.urlsafe_b64encode(hashlib.blake2b(key.encode(), digest_size=32, person=b"outward").digest())
    )


def seal(text: str, key: str) -> str:
    return box(key).encrypt(text.encode()).decode()


def unseal(sealed: str, key: str) -> str:
    try:
        return box(key).decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise Unreadable from None
