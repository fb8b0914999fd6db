"""Signed webhooks as Standard Webhooks describes them: the receiver can tell who sent it, and whether twice."""

from __future__ import annotations

import base64
import secrets
from datetime import datetime

from standardwebhooks import Webhook


def fresh_secret() -> str:
    return "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()


def signed(secret: str, name: str, moment: datetime, body: bytes) -> dict[str, str]:
    """Headers for a message called `name`, which stays the same when it is sent again."""
    return {
        "webhook-id": name,
        "webhook-timestamp": str(int(moment.timestamp())),
        "webhook-signature": Webhook(secret).sign(name, moment, body.decode()),
    }
