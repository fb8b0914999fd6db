"""The same write again gets the same answer: `Idempotency-Key`, kept in the transaction of the write."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from handrail.house.ledger.sweeps import across
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import enter
from handrail.kit import clock
from handrail.kit.outward.sealing import Unreadable, seal, unseal
from handrail.kit.web.problems import bad_field

from .models import Answer

LONGEST = 200
KEPT_FOR = timedelta(days=2)
KEPT_HEADERS = ("ETag", "Location", "Content-Type", "Cache-Control")
SEALED = "sealed:"
View = Callable[[], HttpResponse]


def once(request: HttpRequest, member: Member, view: View) -> HttpResponse:
    """Run `view`, or give the answer it gave before under this key.

    A twin that comes meanwhile waits on the unique key until the first has committed. A refusal is not kept:
    its transaction is rolled back, and with it the place that was held.
    """
    key = request.headers.get("Idempotency-Key", "")
    if not key:
        return view()
    if len(key) > LONGEST or not key.isprintable():
        raise bad_field("Idempotency-Key", f"A key has at most {LONGEST} plain characters.", "Send a UUID.")
    place, mine = hold(member, key, fingerprint(request))
    if not mine:
        return replay(place, fingerprint(request))
    response = view()
    if response.status_code < 400:
        keep(place, response)
    return response


def fingerprint(request: HttpRequest) -> str:
    told = f"{request.method} {request.get_full_path()}\n{request.headers.get('If-Match', '')}\n".encode()
    return hashlib.sha256(told + brought(request)).hexdigest()


def brought(request: HttpRequest) -> bytes:
    """What came along. Parts are told apart by what they hold: the line between them is another one each time."""
    if request.content_type != "multipart/form-data":
        return request.body
    found = hashlib.sha256(repr(sorted(request.POST.lists())).encode())
    for field, uploads in request.FILES.lists():
        for upload in uploads:
            found.update(f"\n{field}\n{upload.name}\n{upload.size}\n".encode())
            for chunk in upload.chunks():
                found.update(chunk)
            upload.seek(0)
    return found.digest()


def hold(member: Member, key: str, told: str) -> tuple[Answer, bool]:
    """The place of this key, and whether we are the first to hold it."""
    mine = secrets.token_hex(16)
    draft = Answer(key=mine, member_id=member.pk, idempotency_key=key, fingerprint=told, status=0)
    Answer.objects.bulk_create([draft], ignore_conflicts=True)
    place = Answer.objects.get(member_id=member.pk, idempotency_key=key)
    return place, place.key == mine


def keep(place: Answer, response: HttpResponse) -> None:
    place.status, place.body = response.status_code, kept(response)
    place.headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
    place.save(update_fields=["status", "body", "headers"])


def kept(response: HttpResponse) -> str:
    """What holds a secret that is shown once (a link, a signing secret) lies here sealed."""
    body = response.content.decode()
    return SEALED + seal(body, settings.SECRET_KEY) if secret(response) else body


def secret(response: HttpResponse) -> bool:
    return "no-store" in response.headers.get("Cache-Control", "")


def told(place: Answer) -> str:
    if not place.body.startswith(SEALED):
        return place.body
    try:
        return unseal(place.body.removeprefix(SEALED), settings.SECRET_KEY)
    except Unreadable:
        fix = "Look at the list for what it made."
        raise bad_field("Idempotency-Key", "The first answer can not be read any more.", fix) from None


def replay(place: Answer, asked: str) -> HttpResponse:
    if place.fingerprint != asked:
        fix = "Use a new key for a new request."
        raise bad_field("Idempotency-Key", "This key came with another request before.", fix)
    response = HttpResponse(told(place), status=place.status, headers=place.headers)
    response.headers["Idempotent-Replay"] = "true"
    return response


def forget() -> int:
    """Drop answers that nobody will ask for again; in the current workspace."""
    return Answer.objects.filter(created_at__lt=clock.now() - KEPT_FOR).delete()[0]


def forget_everywhere() -> int:
    """The worker's daily turn."""
    return sum(
        forget_in(workspace) for workspace in across("SELECT DISTINCT workspace_id FROM api_answer", [])
    )


def forget_in(workspace: int) -> int:
    with enter(workspace):
        return forget()
