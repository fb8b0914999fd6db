"""How bad a risk is, and why: likelihood × impact × closeness to the customer, as the policy draws it. No Django.

The same lines in SQL are in `register.leveled`; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

from .states import CLOSED, UNANSWERED

HIGHEST = 125
LEVELS = ("high", "medium", "low", "")
MEDIUM_WORDS = ("medium",)


class Limits(Protocol):
    """From where on a risk counts as high: the workspace's policy."""

    @property
    def red_exposure(self) -> int: ...
    @property
    def red_product(self) -> int: ...
    @property
    def red_severities(self) -> tuple[str, ...]: ...


class Rated(Protocol):
    @property
    def likelihood(self) -> int | None: ...
    @property
    def impact(self) -> int | None: ...
    @property
    def closeness(self) -> int | None: ...
    @property
    def severity(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    likelihood: int | None
    impact: int | None
    closeness: int | None
    level: str
    whys: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    """(name of a sentence in `wording.WHYS`, what stands in it)."""

    @property
    def product(self) -> int | None:
        return None if self.likelihood is None or self.impact is None else self.likelihood * self.impact

    @property
    def score(self) -> int | None:
        """1 to 125; None while one of the three is not rated."""
        return None if self.product is None or self.closeness is None else self.product * self.closeness


def of(risk: Rated, limits: Limits) -> Exposure:
    found = Exposure(
        likelihood=risk.likelihood, impact=risk.impact, closeness=risk.closeness, level=level_of(risk, limits)
    )
    return replace(found, whys=tuple(whys_of(found, risk.severity, limits)))


def whys_of(one: Exposure, severity: str, limits: Limits) -> Iterator[tuple[str, Mapping[str, Any]]]:
    name, number, limit = "score", one.score, limits.red_exposure
    if number is None:
        name, number, limit = "product", one.product, limits.red_product
    if number is not None:
        yield name if number >= limit else "below", {"limit": limit}
    if severity in limits.red_severities:
        yield "word", {"word": severity}


def is_red(risk: Rated, limits: Limits) -> bool | None:
    """By its word or by its numbers, whichever is worse; None when it has neither."""
    by_number = red_by_number(risk, limits)
    by_word = risk.severity in limits.red_severities if risk.severity else None
    if by_word or by_number:
        return True
    return None if by_word is None and by_number is None else False


def red_by_number(risk: Rated, limits: Limits) -> bool | None:
    if risk.likelihood is None or risk.impact is None:
        return None
    product = risk.likelihood * risk.impact
    if risk.closeness is None:
        return product >= limits.red_product
    return product * risk.closeness >= limits.red_exposure


def level_of(risk: Rated, limits: Limits) -> str:
    """High as the policy says; medium from half of that on, or called so; "" where nobody rated it."""
    red = is_red(risk, limits)
    if red is None:
        return ""
    if red:
        return "high"
    half = risk.severity in MEDIUM_WORDS
    if risk.likelihood is not None and risk.impact is not None:
        product = risk.likelihood * risk.impact
        half = half or (
            2 * product >= limits.red_product
            if risk.closeness is None
            else 2 * product * risk.closeness >= limits.red_exposure
        )
    return "medium" if half else "low"


def missing(level: str, state: str, mitigation: Any, fallback: str) -> str:
    """What a high risk lacks so that somebody has to look: a mitigation (in words or as steps), or the fallback
    before work on it starts."""
    if level != "high" or state in CLOSED:
        return ""
    if not mitigation:
        return "mitigation"
    return "fallback" if state in UNANSWERED and not fallback else ""
