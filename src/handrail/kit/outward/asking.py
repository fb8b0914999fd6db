"""Sending one request outside: bounded in time and size, followed nowhere, and told in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import httpcore2

from .addresses import Allowed, BadAddress, place_of
from .guard import Guarded, within

SECONDS = 15.0
MOST_BYTES = 64 * 1024
CONNECTIONS = 32
_KEPT = 20.0  # seconds that an idle connection stays open


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes
    retry_after: float | None = None

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300


class NotSent(Exception):
    """It did not arrive. The words hold no part of a secret address.

    `final` says that trying again is useless, `place` that the next message to that place would fare no better.
    """

    def __init__(self, words: str, *, final: bool = False, place: bool = True) -> None:
        super().__init__(words)
        self.words = words
        self.final = final
        self.place = place


class Outside:
    """A pool of guarded connections, for any number of threads."""

    def __init__(self, allowed: Allowed, *, seconds: float = SECONDS) -> None:
        self.seconds = seconds
        self.pool = httpcore2.ConnectionPool(
            ssl_context=httpcore2.default_ssl_context(),
            max_connections=CONNECTIONS,
            keepalive_expiry=_KEPT,
            network_backend=Guarded(allowed),
        )

    def close(self) -> None:
        self.pool.close()

    def post(self, url: str, body: bytes, headers: Mapping[str, str] | None = None) -> Answer:
        return self.ask("POST", url, body, headers)

    def ask(
        self, method: str, url: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> Answer:
        """The answer, whatever its status; a redirect is an answer like others and is never followed."""
        try:
            with within(self.seconds, secure=url.startswith("https:")):
                return self._ask(method, url, body, headers or {})
        except BadAddress as error:
            raise NotSent(str(error), final=True) from None
        except httpcore2.TimeoutException:
            raise NotSent(f"It did not answer within {self.seconds:g} seconds.") from None
        except httpcore2.ConnectError as error:
            raise NotSent(f"It can not be reached: {cause(error)}") from None
        except (httpcore2.NetworkError, httpcore2.ProtocolError):
            raise NotSent("The connection broke off before the answer was complete.") from None

    def _ask(self, method: str, url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        place = place_of(url)
        told = [("Host", place.header), *headers.items()]
        if method != "GET":
            told.append(("Content-Length", str(len(body))))
        address = httpcore2.URL(
            scheme=b"https" if place.secure else b"http",
            host=place.host.encode(),
            port=place.port,
            target=place.target.encode(),
        )
        times = {"pool": self.seconds, "connect": self.seconds, "read": self.seconds, "write": self.seconds}
        with self.pool.stream(
            method, address, headers=told, content=body, extensions={"timeout": times}
        ) as response:
            return Answer(response.status, excerpt(response), retry_after(response))


def excerpt(response: httpcore2.Response) -> bytes:
    """The beginning of an answer; the rest of a long one is left unread, which ends the connection."""
    held = bytearray()
    for piece in response.iter_stream():
        held += piece
        if len(held) >= MOST_BYTES:
            break
    return bytes(held[:MOST_BYTES])


def retry_after(response: httpcore2.Response) -> float | None:
    """The seconds a receiver asks to wait. A date in this header is ignored: our own pause is about as long."""
    said = next((value for name, value in response.headers if name.lower() == b"retry-after"), b"")
    return min(float(said), 86_400.0) if said.isdigit() else None


def cause(error: Exception) -> str:
    words = str(error).strip()
    return words if words.startswith("There is no host") else "it refuses the connection or is not there."
