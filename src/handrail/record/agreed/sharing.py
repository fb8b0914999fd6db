"""By which addresses a plan is open to its customer: made, found, looked through, taken back.

An address opens a plan of a private customer, too: it is that customer who looks, and whoever made it sees the plan.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import connection
from django.db.models import QuerySet
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import get_language

from handrail.house.access.guard import digest
from handrail.house.ledger import reading, write
from handrail.house.ledger import rows as ledger_rows
from handrail.house.workspaces.scope import Actor, current
from handrail.kit import clock
from handrail.kit.refusals import Invalid, NotAllowed, NotFound, Problem
from handrail.kit.words import say
from handrail.record.customers.models import Stakeholder
from handrail.record.plans.models import Plan

from .models import PlanShare

LASTS, LONGEST = 90, 366
"""Days for which an address is open, if nothing else is said, and at most."""
SHORTEST_CODE = 6
LANGUAGES = [code for code, _name in settings.LANGUAGES]
MAILED, MAILED_LASTS = "m.", timedelta(days=21)
"""How an address in a mail begins, and how long it opens anything."""
SALT = "agreed.share"
VISITOR = "visitor"
"""The kind of actor that the history names where the customer did something."""


@dataclass(frozen=True, slots=True)
class Wish:
    plan: Plan
    name: str
    mail: str = ""
    stakeholder: Stakeholder | None = None
    days: int = LASTS
    passcode: str = ""
    by_mail: bool = False
    reminded: bool = True
    language: str = ""


def actor(share: PlanShare, name: str = "") -> Actor:
    return Actor(VISITOR, None, (name or share.name)[:150])


# -- making and taking back ---------------------------------------------------------------------------------


def add_plan_shares(wishes: Sequence[Wish]) -> list[tuple[PlanShare, str]]:
    """Each with the secret of its address, told this once."""
    return [share(wish) for wish in wishes]


def share(wish: Wish) -> tuple[PlanShare, str]:
    refuse_others(wish.plan)
    if problems := [*unclear(wish)]:
        raise Invalid(problems)
    secret = secrets.token_urlsafe(32)
    made = PlanShare(
        plan=wish.plan, customer_id=wish.plan.customer_id, name=" ".join(wish.name.split()), mail=wish.mail.strip(),
        stakeholder=wish.stakeholder, by_mail=wish.by_mail, reminded=wish.reminded, digest=digest(secret),
        language=wish.language or spoken(), expires_at=clock.real() + timedelta(days=wish.days), by=current().member,
    )  # fmt: skip
    made.passcode = kept_code(made, wish.passcode) if wish.passcode else ""
    ledger_rows.add([made], lambda row: f"share-{secrets.token_hex(5)}")
    return made, secret


def spoken() -> str:
    """Whoever opens a plan to somebody speaks their language, if nothing else is said."""
    here = get_language() or settings.LANGUAGE_CODE
    return here if here in LANGUAGES else settings.LANGUAGE_CODE


def unclear(wish: Wish) -> list[Problem]:
    found = []
    if not wish.name.strip() or len(wish.name) > 200:
        found.append(Problem("name", say("Say for whom it is."), say("Write the name of one person.")))
    if not 0 < wish.days <= LONGEST:
        words = say("An address is open for one to %(most)s days.", most=LONGEST)
        found.append(Problem("days", words, say("Choose fewer.")))
    if wish.passcode and not SHORTEST_CODE <= len(wish.passcode) <= 100:
        words = say("This passcode is too short or too long.")
        found.append(Problem("passcode", words, say("Write at least %(n)s letters.", n=SHORTEST_CODE)))
    if wish.passcode and wish.by_mail:
        words = say("A passcode and a code by mail are one too many.")
        found.append(Problem("passcode", words, say("Leave one of them out.")))
    if wish.by_mail and not wish.mail.strip():
        words = say("A code can only be sent to a mail address.")
        found.append(Problem("mail", words, say("Write theirs, or leave the code out.")))
    if wish.language and wish.language not in LANGUAGES:
        fix = say("Choose one of these: %(all)s.", all=", ".join(LANGUAGES))
        found.append(Problem("language", say("We do not write in this language yet."), fix))
    if wish.mail.strip() and not is_mail(wish.mail.strip()):
        found.append(
            Problem("mail", say("This is no mail address."), say("Write one, such as ida@example.com."))
        )
    return found


def is_mail(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= 254


def revoke_plan_shares(rows: Sequence[PlanShare]) -> int:
    """Nobody comes in by these any more, by a mail that is under way neither. Not undone: an address may have got
    about."""
    for row in rows:
        refuse_others(row.plan)
    open_ones = [row for row in rows if row.revoked_at is None]
    return write.change_many([(row, {"revoked_at": clock.real()}) for row in open_ones], kind="revoked")


def remind(row: PlanShare, wanted: bool) -> bool:
    """Whether this person gets mail before a date. They may say so themselves."""
    return write.change(row, {"reminded": wanted})


def may_share(plan: Plan) -> bool:
    """The plan's owner, the customer's, and administrators. What the system does, it does for one of them."""
    member = current().member
    owners = {plan.owner_id, plan.customer.owner_id}
    return member is None or member.role in ("admin", "owner") or member.pk in owners


def refuse_others(plan: Plan) -> None:
    if not may_share(plan):
        raise NotAllowed(
            say("Only who owns the plan or its customer, or an administrator, opens it to the customer.")
        )


# -- coming in ----------------------------------------------------------------------------------------------


def live() -> QuerySet[PlanShare]:
    """Addresses that are open now, of plans that are there."""
    return reading.present(PlanShare).filter(revoked_at=None, expires_at__gt=clock.real())


def of_plans(ids: Collection[int]) -> dict[int, list[PlanShare]]:
    """{plan: by whom it is seen}, the newest first. One statement."""
    return reading.grouped(live().filter(plan_id__in=ids).order_by("-pk"), "plan_id")


def place_of(secret: str) -> int:
    """The workspace of an open address, before any workspace is open. NotFound where there is none."""
    if secret.startswith(MAILED):
        return mailed(secret)[0]
    with connection.cursor() as cursor:
        cursor.execute("SELECT handrail_plan_share(%s, %s)", [digest(secret), clock.real()])
        row = cursor.fetchone()
    if row is None or row[0] is None:
        raise NotFound
    return int(row[0])


def by_secret(secret: str) -> PlanShare:
    """With its plan, whose customer and owner are read along. One statement."""
    wanted = {"pk": mailed(secret)[1]} if secret.startswith(MAILED) else {"digest": digest(secret)}
    found = live().select_related("plan__customer", "plan__owner").filter(**wanted).first()
    if found is None:  # taken back, or over
        raise NotFound
    return found


def mailed(secret: str) -> tuple[int, int]:
    """(workspace, share) of an address that came by mail: signed, since the first one is not kept."""
    try:
        place, pk = signing.loads(secret.removeprefix(MAILED), salt=SALT, max_age=MAILED_LASTS)
        return int(place), int(pk)
    except (signing.BadSignature, ValueError, TypeError):
        raise NotFound from None


def mail_secret(row: PlanShare) -> str:
    return MAILED + signing.dumps([row.workspace_id, row.pk], salt=SALT, compress=True)


def opens(row: PlanShare, passcode: str) -> bool:
    return constant_time_compare(kept_code(row, passcode), row.passcode)


def kept_code(row: PlanShare, passcode: str) -> str:
    """Under the installation's key: a short code could be guessed from a mere hash, and the history tells hashes."""
    return salted_hmac(SALT, f"{row.digest} {passcode.strip()}", algorithm="sha256").hexdigest()


def note_visit(row: PlanShare, at: datetime | None = None) -> None:
    """Counted, with its moment in the history. Many at once are counted one after the other."""
    fresh = PlanShare.objects.select_for_update(no_key=True).get(pk=row.pk)
    values = {"visits": fresh.visits + 1, "last_visit_at": at or clock.real()}
    write.change(fresh, values, kind="visited")
