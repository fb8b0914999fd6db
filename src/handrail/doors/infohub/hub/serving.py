"""Git over HTTP: clone with a token that may read, push with one that may write.

The server in front has spooled the body and knows its length; each request runs in a thread of its own, a few at once.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from threading import BoundedSemaphore
from typing import IO, Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST
from dulwich.errors import GitProtocolError, HangupException
from dulwich.protocol import ReceivableProtocol
from dulwich.server import DictBackend, UploadPackHandler

from handrail.house.access.entry import open_to

from .entering import Caller, Refused, enter_as
from .places import open_repository
from .pushing import PushHandler
from .repository import Repository

READ, WRITE = "git-upload-pack", "git-receive-pack"
AT_ONCE = 4
MOST_BYTES = 64 * 2**20
"""Of one request, unpacked."""
IN_MEMORY = 2**20
PATIENCE = 2.0
"""Seconds to wait for others."""
_room = BoundedSemaphore(AT_ONCE)


@open_to("anyone")
@csrf_exempt
@require_GET
def refs(request: HttpRequest, slug: str) -> Any:
    """What there is: the first thing that git asks."""
    service = request.GET.get("service", "")
    if service not in (READ, WRITE):
        return words(403, "Clone this with git itself; it is not served as plain files.")
    return answered(request, slug, service, advertise=True)


@open_to("anyone")
@csrf_exempt
@require_POST
def upload_pack(request: HttpRequest, slug: str) -> Any:
    return answered(request, slug, READ)


@open_to("anyone")
@csrf_exempt
@require_POST
def receive_pack(request: HttpRequest, slug: str) -> Any:
    return answered(request, slug, WRITE)


def answered(request: HttpRequest, slug: str, service: str, *, advertise: bool = False) -> Any:
    """Let in who may come, do what is asked, and send what came of it piece by piece."""
    try:
        caller = enter_as(request, slug, write=service == WRITE)
    except Refused as refusal:
        return words(refusal.status, str(refusal), refusal.headers)
    if not advertise and request.content_type != f"application/x-{service}-request":
        return words(415, "This is not what git sends.")
    if not _room.acquire(timeout=PATIENCE):
        return words(503, "Others are being served. Try again in a moment.", {"Retry-After": "5"})
    try:
        return carried_out(request, caller, service, advertise)
    except (GitProtocolError, HangupException, ValueError, zlib.error, EOFError):
        return words(400, "This can not be read as git's protocol. Try again.")
    finally:
        _room.release()


def carried_out(request: HttpRequest, caller: Caller, service: str, advertise: bool) -> Any:
    out = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  # it is closed by who sends it
    with open_repository(caller.workspace_id) as repository, body(request) as sent:
        protocol = ReceivableProtocol(sent.read, out.write)
        handler = make(caller, repository, protocol, service, advertise)
        if advertise:
            protocol.write_pkt_line(f"# service={service}\n".encode())
            protocol.write_pkt_line(None)
        handler.handle()
    out.seek(0)
    what = "advertisement" if advertise else "result"
    return StreamingHttpResponse(
        sending(out), content_type=f"application/x-{service}-{what}", headers={"Cache-Control": "no-store"}
    )


def make(
    caller: Caller, repository: Repository, protocol: ReceivableProtocol, service: str, advertise: bool
) -> Any:
    there: Any = {"/": repository.repo}
    backend = DictBackend(there)
    if service == READ:
        return UploadPackHandler(backend, ["/"], protocol, stateless_rpc=True, advertise_refs=advertise)
    return PushHandler(caller, repository, backend, protocol, advertise)


def body(request: HttpRequest) -> IO[bytes]:
    """What was sent, unpacked, in a file: git packs long questions."""
    spool: IO[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  # the caller closes it
    packed = request.headers.get("Content-Encoding", "") in ("gzip", "x-gzip")
    opened = zlib.decompressobj(31) if packed else None
    while piece := request.read(IN_MEMORY):
        plain = opened.decompress(piece, MOST_BYTES + 1) if opened else piece
        if opened and opened.unconsumed_tail:
            raise ValueError("too long")
        spool.write(plain)
        if spool.tell() > MOST_BYTES:
            raise ValueError("too long")
    spool.seek(0)
    return spool


def sending(out: IO[bytes]) -> Iterator[bytes]:
    with out:
        while piece := out.read(IN_MEMORY):
            yield piece


def words(status: int, text: str, headers: dict[str, str] | None = None) -> HttpResponse:
    """Git shows a plain text to whoever sits at it."""
    return HttpResponse(f"{text}\n", status=status, content_type="text/plain; charset=utf-8", headers=headers)
