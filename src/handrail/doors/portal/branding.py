"""How the customer's view looks like the workspace's own: its name and its colour. Nothing of it runs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from handrail.house.workspaces.models import Workspace

COLOUR = re.compile(r"^#[0-9a-fA-F]{6}$")
KEY = "portal"
"""Where the workspace keeps it."""


@dataclass(frozen=True, slots=True)
class Brand:
    name: str
    colour: str = ""

    @property
    def dark(self) -> str:
        """The same colour, lighter, to be read on a dark page."""
        return mixed(self.colour, 255, 0.55) if self.colour else ""

    @property
    def ink(self) -> str:
        """White or near black, whichever is read better on the colour."""
        return "#ffffff" if contrast(self.colour, "#ffffff") >= 4.5 else "#1d1c1a"


def of_workspace(workspace: Workspace) -> Brand:
    told = workspace.mappings.get(KEY) if isinstance(workspace.mappings, dict) else None
    colour = str(told.get("colour", "")) if isinstance(told, dict) else ""
    return Brand(workspace.name, colour.lower() if COLOUR.match(colour) else "")


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
    return bool(COLOUR.match(colour)) and contrast(colour, "#f6f5f2") >= 4.5


def sheet(brand: Brand) -> str:
    """A style sheet with the colour; the policy of the page lets no style stand in it."""
    if not brand.colour:
        return ""
    return (
        f":root {{ --accent: light-dark({brand.colour}, {brand.dark});"
        f" --accent-hover: light-dark({mixed(brand.colour, 0, 0.2)}, {mixed(brand.colour, 255, 0.7)});"
        f" --accent-ink: light-dark({brand.ink}, #141416); }}\n"
    )
