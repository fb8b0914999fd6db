"""A commented tree, changed through the pages, comes out with these changes and every comment in its place."""

from __future__ import annotations

import difflib
import re
import shutil
from pathlib import Path

from playwright.sync_api import Page, expect

from handrail.doors.infohub.exporting import Exporter
from handrail.house.workspaces.scope import enter

from .hands import confirmed, edit, upload

TREE = Path(__file__).resolve().parents[1] / "trees/commented"
PLAN, REGISTER = "northwind/success_plan/csp.yaml", "northwind/risks/risk_register.yaml"
COMMENT = re.compile(r"(?:^|\s)(#.*)$", re.MULTILINE)


def test_pages_change_what_they_say_and_keep_the_comments(open_workspace, person, tmp_path: Path) -> None:
    place = open_workspace()
    page = person(place.mara)
    upload(page, f"{place.url}import/tree/", Path(shutil.make_archive(str(tmp_path / "tree"), "zip", TREE)))
    confirmed(page)
    expect(page.get_by_text("Imported.")).to_be_visible()

    page.get_by_role("link", name="See the customers").click()
    page.locator("tr[data-item] th a").first.click()
    page.get_by_role("link", name="Northwind success plan", exact=True).first.click()
    remove(page, "First 10 agents")
    edit(page, "Outcome", "On-time deliveries", page.locator("#outcomes tr[data-item]").first)
    page.goto(f"{place.url}risks/new/?customer=northwind")
    page.get_by_label("What may go wrong").fill("Budget freeze")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Added: Budget freeze")

    with enter(place.pk):
        files = dict(Exporter().files())
    plan, register = changed(PLAN, files), changed(REGISTER, files)
    dated = [line for line in plan if line.startswith(("-  last_updated:", "+  last_updated:"))]
    assert len(dated) == 2, "a person changed the plan today"
    assert [line for line in plan if line not in dated] == [
        "-  - outcome: Fewer missed delivery windows",
        "+  - outcome: On-time deliveries",
        "-        - title: First 10 agents",
        "-          due: 2026-02-01",
        "-          owner: Mara Adeyemi",
        "-          status: done",
        "-          done: 2026-02-03",
    ]
    assert "+    title: Budget freeze" in register and all(line.startswith("+") for line in register)
    for path in (PLAN, REGISTER):
        before, after = (TREE / path).read_text(), files[path].decode()
        assert COMMENT.findall(after) == COMMENT.findall(before), path
    assert page.errors == []


def remove(page: Page, title: str) -> None:
    row = page.locator("#milestones tr[data-item]").filter(has_text=title)
    row.get_by_label(f"More about {title}").click()
    row.get_by_role("button", name="Remove").click()
    expect(row).to_have_count(0)


def changed(path: str, files: dict[str, bytes]) -> list[str]:
    before, after = (TREE / path).read_text().splitlines(), files[path].decode().splitlines()
    lines = difflib.unified_diff(before, after, n=0, lineterm="")
    return [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]
