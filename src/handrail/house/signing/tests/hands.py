"""What the tests of sign-in do again and again: come from an address, read a code from an app of our own."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import struct
import time

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

PASSWORD = "a long enough password"


def some_address() -> str:
    return f"2001:db8:{secrets.token_hex(2)}:{secrets.token_hex(2)}::{secrets.token_hex(2)}"


def browser(address: str | None = None) -> Client:
    told = {"user-agent": "Mozilla/5.0 (X11; Linux) Firefox/140.0", "host": "testserver"}
    return Client(REMOTE_ADDR=address or some_address(), headers=told)


def sign_in(client: Client, member, password: str = PASSWORD, **more: str):
    return client.post("/sign-in", {"email": member.user.email, "password": password, **more})


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


class Phone:
    """An authenticator app, by RFC 6238 and without the library's help."""

    def __init__(self, secret: str) -> None:
        self.secret = secret

    def code(self, steps: int = 0) -> str:
        counter = struct.pack(">Q", int(time.time()) // 30 + steps)
        mac = hmac.new(base64.b32decode(self.secret), counter, hashlib.sha1).digest()
        at = mac[-1] & 15
        return f"{(struct.unpack('>I', mac[at : at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"

    def wrong(self) -> str:
        right = {self.code(steps) for steps in (-2, -1, 0, 1, 2)}
        return next(code for code in (f"{n:06}" for n in range(10)) if code not in right)


def with_app(member) -> Phone:
    """Give this person an authenticator app."""
    secret = base64.b32encode(secrets.token_bytes(20)).decode()
    TOTP.activate(member.user, secret)
    assert secret not in str(Authenticator.objects.get(user=member.user, type="totp").data), (
        "kept in the clear"
    )
    return Phone(secret)
