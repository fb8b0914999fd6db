"""How what customers get looks like the workspace's own: its name, its colour, its logo. Nothing of it runs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from handrail.house.access.workspace import edit_workspace
from handrail.house.workspaces.models import Workspace
from handrail.house.workspaces.scope import current
from handrail.kit.paper import Look
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import say

from . import picturing

COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
KEY = "portal"
"""Where the workspace keeps it."""


@dataclass(frozen=True, slots=True)
class Brand:
    """`logo` is the hash of a picture that `picturing` keeps."""

    name: str
    colour: str = ""
    logo: str = ""

    @property
    def dark(self) -> str:
        """The same colour, lighter, to be read on a dark page."""
        return mixed(self.colour, 255, 0.55) if self.colour else ""

    @property
    def ink(self) -> str:
        """White or near black, whichever is read better on the colour."""
        return "#ffffff" if contrast(self.colour, "#ffffff") >= 4.5 else "#1d1c1a"


def of_workspace(workspace: Workspace) -> Brand:
    kept = told(workspace)
    colour, logo = str(kept.get("colour", "")), str(kept.get("logo", ""))
    return Brand(
        workspace.name,
        colour.lower() if COLOUR.fullmatch(colour) else "",
        logo if picturing.is_one(logo) else "",
    )


def here() -> Brand:
    return of_workspace(current().workspace)


def told(workspace: Workspace) -> dict[str, Any]:
    """As the workspace keeps it. A file may have brought anything: nothing here is believed."""
    kept = workspace.mappings.get(KEY) if isinstance(workspace.mappings, dict) else None
    return kept if isinstance(kept, dict) else {}


def chosen(colour: str) -> str:
    """As it is kept. Refused where nobody could read it; empty is ours."""
    colour = colour.strip().lower()
    if colour and not readable(colour):
        words = say("Words in this colour can not be read on a light page.")
        raise Invalid([Problem("colour", words, say("Choose a darker one, written like #0f5f5c."))])
    return colour


def choose(**values: str) -> bool:
    """The colour or the logo of everything that customers of this workspace get; empty is ours, or none."""
    workspace = current().workspace
    return edit_workspace({"mappings": {**workspace.mappings, KEY: {**told(workspace), **values}}})


def look(brand: Brand) -> Look:
    return Look(brand.name, brand.colour, picturing.content(brand.logo) if brand.logo else b"")


def parts(colour: str) -> list[int]:
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]


def mixed(colour: str, other: int, share: float) -> str:
    return "#" + "".join(f"{round(one + (other - one) * share):02x}" for one in parts(colour))


def contrast(one: str, other: str) -> float:
    """As WCAG 2.2 counts it: 1 to 21."""
    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def light(colour: str) -> float:
    red, green, blue = (
        (part / 255) / 12.92 if part / 255 <= 0.04045 else ((part / 255 + 0.055) / 1.055) ** 2.4
        for part in parts(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def readable(colour: str) -> bool:
    """Whether words in this colour can be read on the page, which is nearly white."""
    return bool(COLOUR.fullmatch(colour)) and contrast(colour, "#f6f5f2") >= 4.5


def sheet(brand: Brand) -> str:
    """A style sheet with the colour; the policy of the page lets no style stand in it."""
    if not brand.colour:
        return ""
    return (
        f":root {{ --accent: light-dark({brand.colour}, {brand.dark});"
        f" --accent-hover: light-dark({mixed(brand.colour, 0, 0.2)}, {mixed(brand.colour, 255, 0.7)});"
        f" --accent-ink: light-dark({brand.ink}, #141416); }}\n"
    )
