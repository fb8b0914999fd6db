"""Every page at both widths and in both themes: axe finds nothing, the console is quiet, nothing scrolls sideways.

The phone is dark and the desk light: each theme and each width is seen once, at half the price.
"""

from __future__ import annotations

import os

import pytest
from axe_playwright_python.sync_playwright import Axe

from .conftest import SHOTS
from .hands import confirmed, looked_at, text_file, upload

PAGES = {
    "today": "",
    "today-everybody": "?for=everybody&all=1",
    "customers": "customers/",
    "customer": "customers/kestrel-bank/",
    "customer-bare": "customers/orchard-and-pine/",
    "plan": "plans/kestrel-bank-plan/",
    "plan-incomplete": "plans/solace-hotels-plan/",
    "plans": "plans/",
    "tasks": "tasks/?state=all",
    "decisions": "decisions/?state=all",
    "risks": "risks/",
    "risk-matrix": "risks/matrix/",
    "feedback": "feedback/",
    "assumptions": "assumptions/",
    "blockers": "blockers/",
    "summaries": "summaries/",
    "gaps": "gaps/",
    "settings": "settings/",
    "capture": "capture/",
    "touch": "capture/touch/?customer=kestrel-bank",
    "new-milestone": "milestones/new/?plan=kestrel-bank-plan",
    "record": "risks/kestrel-bank-r1/",
    "field": "plans/kestrel-bank-plan/edit/background.challenges/",
    "note": "notes/macros-for-the-new-checkout/",
    "history": "plans/kestrel-bank-plan/history/phase/",
    "search": "search/?q=northwind",
    "search-near": "search/?q=nothwind&kind=milestone&customer=northwind-logistics",
    "search-nothing": "search/?q=qqqq",
    "undo": "undo/",
    "reviews": "reviews/",
    "rhythm": "reviews/rhythm/new/",
    "insights": "insights/?weeks=4",
    "import": "import/",
    "import-tree": "import/tree/",
}
LOOKS = {"phone": (360, 800, "dark"), "desk": (1440, 900, "light")}
EXPORT = "Id,Name,Owner,Annual Revenue,Renewal Date,Colour\n" + "".join(
    f"A-{n},Customer {n},Mara Adeyemi,{n}000,2027-0{n}-01,blue\n" for n in range(1, 6)
)


DEALS = (
    "Id,Account,Deal Name,Type,Stage,Amount,Close Date\n"
    + "".join(
        f"D-{n},Customer {n},Deal {n},New,{stage},{n}000,2026-1{n}-0{n + 1}\n"
        for n, stage in enumerate(("Prospecting", "Champagne", "Closed Won"), 0)
    )
    + "D-4,Customer 1,Broken,New,Negotiation,5000,2026-02-30\n"
)


@pytest.fixture(params=LOOKS.values(), ids=LOOKS)
def look(request):
    return request.param


def examined(
    page, name: str, look: tuple[int, int, str], *, whole: bool = True, axe: bool = True
) -> list[str]:
    """What is wrong with the page as it stands, in words; and a picture of it where HANDRAIL_SHOTS names a folder."""
    if "HANDRAIL_SHOTS" in os.environ:
        SHOTS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=SHOTS / f"{name}-{look[0]}-{look[2]}.png", full_page=whole)
    violations = Axe().run(page).response["violations"] if axe else []
    found = [f"{v['id']}: {v['help']} {targets(v)}" for v in violations]
    wide = page.evaluate("document.scrollingElement.scrollWidth - document.documentElement.clientWidth")
    if wide > 0:
        found.append(f"{wide} px wider than the window: {page.evaluate(WIDE)}")
    found += [f"console: {line}" for line in page.errors]
    page.errors.clear()
    return [f"{name} {look[0]}: {line}" for line in found]


def targets(violation: dict) -> list[str]:
    return [
        f"{node['html'][:140]} {node['any'][0]['message'] if node['any'] else ''}"
        for node in violation["nodes"][:3]
    ]


WIDE = """() => [...document.body.querySelectorAll('*')]
  .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .map(e => e.tagName + '.' + e.className + ' ' + e.textContent.trim().slice(0, 20)).slice(0, 6)"""


def test_every_page_looks_right(example, person, look) -> None:
    page = arrived(person, example.mara, look)
    problems = []
    dark = look[2] == "dark"
    for place, (name, path) in enumerate(PAGES.items()):
        answer = page.goto(example.url + path)
        assert answer.status == 200, (name, answer.status)
        # Every page is measured in both looks; axe, which takes longest, reads it in one of them, by turns.
        problems += examined(page, name, look, axe=place % 2 == dark)
    problems += over_the_page(page, example, look)
    assert not problems, "\n".join(problems)


def test_empty_importing_and_refused_pages_look_right(scene, person, look) -> None:
    page = arrived(person, scene.alice, look)
    problems = []
    for name, path in {"empty-today": "", "empty-customers": "customers/", "empty-tasks": "tasks/"}.items():
        page.goto(scene.url + path)
        problems += examined(page, name, look)
    for name, step in IMPORTING.items():
        step(page, scene)
        problems += examined(page, name, look)
    page.goto(f"{scene.url}customers/nobody/")
    problems += [line for line in examined(page, "not-found", look) if "status of 404" not in line]
    stranger = arrived(person, None, look)
    stranger.goto(scene.url)
    problems += examined(stranger, "sign-in", look)
    assert not problems, "\n".join(problems)


def arrived(person, member, look):
    return person(member, width=look[0], height=look[1], theme=look[2])


def over_the_page(page, example, look) -> list[str]:
    """What lies over a page: the palette, quick capture, the side panel, a verdict's reasons, a field's form."""
    page.goto(example.plan("kestrel-bank-plan"))
    page.get_by_role("link", name="Edit Why now:").first.click()
    page.locator("form.cell").wait_for()
    problems = examined(page, "plan-editing", look, whole=False)
    page.goto(example.customer("kestrel-bank"))
    page.locator("#verdict summary").click()
    problems += examined(page, "verdict-open", look, whole=False)
    page.get_by_label("History of Region").click()
    page.locator("#facts ol.past").wait_for()
    problems += examined(page, "past-open", look, whole=False)
    page.keyboard.press("Control+k")
    page.locator("[role=option]").first.wait_for()
    problems += examined(page, "palette", look, whole=False)
    page.keyboard.press("Escape")
    page.keyboard.press("c")
    page.get_by_label("What is to be done?").fill("call Tomas by friday #northwind @nobody-here")
    page.locator("#capture .understood .tag").first.wait_for()
    problems += examined(page, "capture-open", look, whole=False)
    page.goto(f"{example.url}tasks/?state=all")
    page.locator("tr[data-item] th a").first.click()
    page.get_by_role("link", name="Own page").wait_for()
    return problems + examined(page, "side-panel", look, whole=False)


def columns_page(page, scene) -> None:
    upload(page, f"{scene.url}import/", text_file("accounts.csv", EXPORT), text_file("deals.csv", DEALS))


def preview_page(page, scene) -> None:
    looked_at(page)


def report_page(page, scene) -> None:
    page.get_by_label("Leave the refused rows out").check()
    confirmed(page)
    page.get_by_text("Imported.").wait_for()


IMPORTING = {"import-columns": columns_page, "import-preview": preview_page, "import-report": report_page}
