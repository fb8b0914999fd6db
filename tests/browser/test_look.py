"""Every page at both widths and in both themes: axe finds nothing, the console is quiet, nothing scrolls sideways."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from .conftest import SHOTS

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
    "gaps": "gaps/",
    "settings": "settings/",
    "capture": "capture/",
    "touch": "capture/touch/?customer=kestrel-bank",
    "new-milestone": "milestones/new/?plan=kestrel-bank-plan",
    "record": "risks/kestrel-bank-r1/",
    "field": "plans/kestrel-bank-plan/edit/background.challenges/",
    "history": "plans/kestrel-bank-plan/history/phase/",
    "import": "import/",
}
LOOKS = [(width, height, theme) for width, height in ((360, 800), (1440, 900)) for theme in ("light", "dark")]
EXPORT = "Id,Name,Owner,Annual Revenue,Renewal Date,Colour\n" + "".join(
    f"A-{n},Customer {n},Mara Adeyemi,{n}000,2027-0{n}-01,blue\n" for n in range(1, 6)
)


@pytest.fixture(params=LOOKS, ids=lambda look: f"{look[0]}-{look[2]}")
def look(request):
    return request.param


def examined(page, name: str, look: tuple[int, int, str]) -> list[str]:
    """What is wrong with the page as it stands, in words; and a picture of it."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}-{look[0]}-{look[2]}.png", full_page=True)
    found = [f"{v['id']}: {v['help']} {targets(v)}" for v in Axe().run(page).response["violations"]]
    wide = page.evaluate("document.scrollingElement.scrollWidth - document.documentElement.clientWidth")
    if wide > 0:
        found.append(f"{wide} px wider than the window: {page.evaluate(WIDE)}")
    found += [f"console: {line}" for line in page.errors]
    page.errors.clear()
    return [f"{name} {look[0]} {look[2]}: {line}" for line in found]


def targets(violation: dict) -> list[str]:
    return [f"{node['html'][:140]} {node['any'][0]['message'] if node['any'] else ''}" for node in violation["nodes"][:3]]


WIDE = """() => [...document.body.querySelectorAll('*')]
  .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .map(e => e.tagName + '.' + e.className).slice(0, 6)"""


def test_every_page_looks_right(example, person, look) -> None:
    width, height, theme = look
    page = person(example.mara, width=width, height=height, theme=theme)
    problems = []
    for name, path in PAGES.items():
        answer = page.goto(example.url + path)
        assert answer.status == 200, (name, answer.status)
        problems += examined(page, name, look)
    assert not problems, "\n".join(problems)
