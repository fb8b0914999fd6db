"""Files in and out of a workspace, each by the command that a person types, as a process of its own."""

from __future__ import annotations

import csv
import secrets
from collections.abc import Iterable
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from handrail.cli.session import Unusable

from . import children, seed
from .measure import Result, result

HEAD = (
    "Id", "Name", "AccountId", "Account.Name", "StageName", "Amount", "CurrencyIsoCode", "CloseDate", "Type",
    "Owner.Name", "Owner.Email", "CreatedDate", "Probability", "LeadSource", "NextStep",
)  # fmt: skip
STAGES = (
    "Qualification",
    "Discovery",
    "Proposal/Price Quote",
    "Negotiation/Review",
    "Closed Won",
    "Closed Lost",
)
TYPES = ("New Business", "Existing Business", "Renewal")
CREATED = "2026-01-15T09:30:00.000+0000"
PER_ACCOUNT = 5


def import_(size: int, clients: int) -> list[Result]:
    """Into a workspace of its own each time."""
    with TemporaryDirectory() as folder:
        file = Path(folder, "opportunities.csv")
        write(file, size)
        slug = f"bench-import-{secrets.token_hex(3)}"
        ran = children.run(
            "import", str(file), "--workspace", slug, "--owner", seed.EMAIL, "--format", "json"
        )
    return [result("import", size, [ran.seconds], size / ran.seconds, peak_mb=ran.peak_mb)]


def write(file: Path, size: int) -> None:
    """Opportunities as Salesforce exports them, the same each time."""
    with file.open("w", newline="", encoding="utf-8") as opened:
        writer = csv.writer(opened)
        writer.writerow(HEAD)
        writer.writerows(opportunities(Random(size), size))  # noqa: S311


def opportunities(rng: Random, size: int) -> Iterable[tuple[object, ...]]:
    for number in range(size):
        account, owner = number // PER_ACCOUNT, number % 40
        yield (
            f"006{number:012d}AAA", f"Deal {number}", f"001{account:012d}AAA", f"Account {account}",
            rng.choice(STAGES), rng.randint(5, 900) * 1_000, "EUR", f"2026-{rng.randint(1, 12):02d}-15",
            rng.choice(TYPES), f"Seller {owner}", f"seller-{owner}@example.com", CREATED, rng.randint(0, 100),
            "Web", "Call them",
        )  # fmt: skip


def export(size: int, clients: int) -> list[Result]:
    slug = seed.workspace(size).slug
    with TemporaryDirectory() as folder:
        ran = children.run("export", "--workspace", slug, folder)
        if not any(Path(folder).iterdir()):
            raise Unusable("The export wrote no files.")
    return [result("export", size, [ran.seconds], size / ran.seconds, peak_mb=ran.peak_mb)]
