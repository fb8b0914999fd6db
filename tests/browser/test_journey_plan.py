"""The main job on a tree of plans: bring it in, see a verdict and why, mend it, and a colleague sees it turn."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

from playwright.sync_api import Page, expect

from handrail.house.workspaces.scope import enter
from handrail.record.customers.models import Customer

from .hands import confirmed, customer_row, edit, in_numbers, upload


def test_a_tree_a_verdict_and_a_second_window(open_workspace, example_tree, person, tmp_path: Path) -> None:
    place = open_workspace()
    archive = Path(shutil.make_archive(str(tmp_path / "fernway"), "zip", example_tree))
    mara = person(place.mara)
    upload(mara, f"{place.url}import/tree/", archive)
    expect(mara.get_by_text("This is what would happen.")).to_be_visible()
    with enter(place.pk):
        assert not Customer.objects.exists(), "a preview writes nothing"
    confirmed(mara)
    expect(mara.get_by_text("Imported.")).to_be_visible()
    assert in_numbers(mara, "Customers") == ["11", "0", "0", "0"]

    jonas = person(place.jonas)
    jonas.goto(f"{place.url}customers/")
    jonas.evaluate("window.sameDocument = true")
    solace = customer_row(jonas, "Solace Hotels")
    expect(solace).to_contain_text("Incomplete")
    expect(solace).to_contain_text("No data")

    enter_the_baseline(mara, place.plan("solace-hotels-plan"))
    expect(solace).to_contain_text("Complete")
    expect(solace).not_to_contain_text("Incomplete")

    mara.goto(place.customer("solace-hotels"))
    expect(mara.locator("#criteria")).to_contain_text("Too little is known to call it healthy")
    edit(mara, "Your feeling", "Good", mara.locator("#facts"))
    expect(mara.locator("#verdict")).to_contain_text("Healthy")
    expect(solace).to_contain_text("Healthy")
    assert jonas.evaluate("window.sameDocument"), "the second window was never reloaded"
    assert mara.errors == [] and jonas.errors == []

    upload(mara, f"{place.url}import/tree/", archive)
    expect(mara.get_by_text("Nothing to change.")).to_be_visible()


def enter_the_baseline(page: Page, plan: str) -> None:
    """From the verdict to what would pass it, by the links of the page."""
    page.goto(plan)
    complete = page.locator("#completeness")
    expect(complete).to_contain_text("Without a baseline: “Minutes of waiting”.")
    complete.get_by_role("link", name="Enter the baseline of each value metric.").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Minutes of waiting")
    edit(page, "Baseline", "14")
    page.goto(plan)
    expect(complete).not_to_contain_text("Without a baseline")


def test_a_broken_tree_is_told_with_its_line_and_nothing_is_written(open_workspace, person) -> None:
    place = open_workspace()
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("acme/account.yaml", "account_id: acme\nname: Acme\n")
        archive.writestr(
            "acme/risks/risk_register.yaml", "account_id: acme\nrisks:\n  - risk_id: r1\n\ttitle: a tab\n"
        )
        archive.writestr("../outside.yaml", "name: outside\n")
    page = person(place.mara)
    upload(
        page,
        f"{place.url}import/tree/",
        {"name": "acme.zip", "mimeType": "application/zip", "buffer": made.getvalue()},
    )
    expect(page.get_by_text("needs another look").or_(page.get_by_text("need another look"))).to_be_visible()
    expect(page.get_by_role("rowheader", name="acme/risks/risk_register.yaml, line 4")).to_be_visible()
    confirmed(page)
    with enter(place.pk):
        assert not Customer.objects.exists()
