"""A tree of more files than a request should read: the worker does it, the page shows how far it is, by itself."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from playwright.sync_api import expect

from handrail.doors.infohub.flow import LARGE
from handrail.house.ledger.models import Event
from handrail.record.customers.models import Customer
from handrail.record.plans.models import Plan

from .hands import confirmed, in_numbers, upload

TREE = Path(__file__).resolve().parents[1] / "trees/commented/northwind"
ACCOUNTS = 70
FILES = ("account.yaml", "success_plan/csp.yaml", "risks/risk_register.yaml")


def archive() -> dict:
    """Northwind many times over, each under a name of its own."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for number in range(ACCOUNTS):
            for name in FILES:
                text = (TREE / name).read_text().replace("Northwind", f"Northwind {number}")
                packed.writestr(
                    f"tree/northwind-{number}/{name}", text.replace("northwind", f"northwind-{number}")
                )
    return {"name": "tree.zip", "mimeType": "application/zip", "buffer": made.getvalue()}


def test_a_large_tree_goes_through_the_page_with_the_worker(scene, person, worker) -> None:
    assert ACCOUNTS * len(FILES) > LARGE
    page = person(scene.alice)
    upload(page, f"{scene.url}import/tree/", archive())
    expect(page.get_by_role("progressbar", name="Reading")).to_be_visible()
    expect(page.get_by_text("You can leave this page; it goes on.")).to_be_visible()
    with scene.inside():
        assert not Customer.objects.exists()

    worker()
    expect(page.get_by_text("This is what would happen.")).to_be_visible(timeout=90_000)
    assert in_numbers(page, "Customers") == [str(ACCOUNTS), "0", "0", "0"]
    with scene.inside():
        assert not Customer.objects.exists(), "a preview writes nothing"
    confirmed(page)
    expect(page.get_by_text("Imported.")).to_be_visible(timeout=90_000)
    for noun in ("Customers", "Success plans"):
        assert in_numbers(page, noun) == [str(ACCOUNTS), "0", "0", "0"]
    with scene.inside():
        assert (Customer.objects.count(), Plan.objects.count()) == (ACCOUNTS, ACCOUNTS)
        told = [e.changes for e in Event.objects.filter(kind="import.progressed").order_by("id")]
    assert len(told) >= 2, "how far it was could be seen while it was written"
    page.get_by_role("link", name="See the customers").click()
    expect(page.get_by_text(re.compile(f"{ACCOUNTS} customers")).first).to_be_visible()
    assert page.errors == []
