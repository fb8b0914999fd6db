"""What a browser calls itself, in words a person knows. A guess, and shown as one."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

BROWSERS = (
    ("Edge", r"Edg(?:e|A|iOS)?/"), ("Opera", r"OPR/"), ("Firefox", r"Firefox/|FxiOS/"),
    ("Chrome", r"Chrom(?:e|ium)/|CriOS/"), ("Safari", r"Safari/"), ("curl", r"^curl/"),
)  # fmt: skip
SYSTEMS = (
    ("iPhone", r"iPhone"), ("iPad", r"iPad"), ("Android", r"Android"), ("Windows", r"Windows"),
    ("Mac", r"Macintosh|Mac OS X"), ("Linux", r"Linux|X11"),
)  # fmt: skip


def named(agent: str) -> str:
    browser = next((name for name, mark in BROWSERS if re.search(mark, agent)), "")
    system = next((name for name, mark in SYSTEMS if re.search(mark, agent)), "")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("unknown device")
