"""The inbox over HTTP, and telling many by signed webhooks: to a receiver in a process of its own."""

from __future__ import annotations

import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

from django.conf import settings

from handrail.cli.session import say
from handrail.house.access import verbs as access
from handrail.house.nudges import channels, preferring, queries, sending
from handrail.house.nudges.models import Delivery
from handrail.house.nudges.verbs import Telling, tell
from handrail.house.workspaces.models import Member, Workspace
from handrail.house.workspaces.scope import enter
from handrail.kit.outward.addresses import Allowed
from handrail.kit.refusals import NotFound
from handrail.record.customers.models import Customer
from handrail.record.customers.verbs import add_customers

from . import pages, seed
from .measure import Result, result

AT_ONCE = 1_000
CUSTOMERS = 50


def inbox(size: int, clients: int) -> list[Result]:
    """A member's inbox with so many that wait."""
    return pages.measured("inbox", size, clients, ["inbox/"], told(f"bench-inbox-{size}", size).slug)


def webhooks(size: int, clients: int) -> list[Result]:
    """So many signed messages to one receiver, by one worker: taken, sent, marked."""
    made = opened(f"bench-webhooks-{secrets.token_hex(4)}")
    with receiver() as url:
        settings.OUTWARD_ALLOW = Allowed(networks=("127.0.0.1/32",))
        sending.outside.cache_clear()
        with enter(made) as scope:
            member = Member.objects.get(user__email=seed.EMAIL)
            preferring.save(
                member, {"mail": "off", "chat": "at_once", "quiet_from": "00:00", "quiet_until": "00:00"}
            )
            scope.workspace.working_days = list(range(1, 8))
            channels.add_channel("webhook", "receiver", url, member=member)
            tell(news(member, number, None) for number in range(size))
        seconds, failures = sent(made)
    say(f"webhooks: {size:,} in {sum(seconds):.2f} s")
    return [result("webhooks", size, seconds, size / sum(seconds), failures=failures)]


def sent(made: Workspace) -> tuple[list[float], int]:
    """The seconds of each batch, and how many did not arrive."""
    seconds = []
    while True:
        started = perf_counter()
        count = sending.send_in(int(made.pk))
        if not count:
            break
        seconds.append(perf_counter() - started)
    with enter(made):
        return seconds, Delivery.objects.exclude(state="sent").count()


def told(slug: str, size: int) -> Workspace:
    """A workspace whose owner was told so many things; completed where it was cut off."""
    made = opened(slug)
    with enter(made):
        member = Member.objects.get(user__email=seed.EMAIL)
        there = queries.mine(member).count()
        about = list(Customer.objects.values_list("pk", flat=True))
    for start in range(there, size, AT_ONCE):
        numbers = range(start, min(start + AT_ONCE, size))
        with enter(made):
            tell(news(member, number, about[number % len(about)]) for number in numbers)
    return made


def opened(slug: str) -> Workspace:
    try:
        with enter(slug) as scope:
            return scope.workspace
    except NotFound:
        made = access.open_workspace(slug, "Bench", owner=access.find_or_add_user(seed.EMAIL, "Bea Bench"))
    with enter(made):
        add_customers([Customer(name=f"Customer {number}") for number in range(CUSTOMERS)])
    return made


def news(member: Member, number: int, about: int | None) -> Telling:
    return Telling(
        recipient_id=member.pk,
        occasion=f"bench:{number}",
        name="milestone.due",
        subject_kind="milestone",
        subject_id=number,
        subject_key=f"m-{number}",
        about_id=about,
        title=f"Milestone {number}",
        reason="It is due today.",
        step="Open the plan",
        step_path="plans/",
    )


@contextmanager
def receiver() -> Iterator[str]:
    command = [sys.executable, "-m", "handrail.bench.receiver"]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert child.stdout is not None
        yield f"http://127.0.0.1:{int(child.stdout.readline())}/hook"
    finally:
        child.terminate()
        child.wait()
