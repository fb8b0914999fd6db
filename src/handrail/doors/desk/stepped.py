"""What the pages of records with steps have alike: why a step was not taken, and what was typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from handrail.kit.refusals import Refusal, Refused
from handrail.kit.verdict import Verdict

from .answers import problems_of


def after(request: HttpRequest, refusal: Refusal | None, said: Callable[[Verdict], Any]) -> dict[str, Any]:
    """For the page that is shown again: what is in the way, in the room's words, and what was typed."""
    refused = refusal if isinstance(refusal, Refused) else None
    return {
        "problems": problems_of(refusal) if refusal is not None else (),
        "refused": refused.message if refused is not None else "",
        "checks": [said(one) for one in refused.checks if not one.passed] if refused is not None else [],
        "written_so_far": request.POST,
    }


def status_of(refusal: Refusal | None) -> int:
    return refusal.status if refusal is not None else 200


def live(kind: str, row: Any) -> str:
    """What the page listens to: the record, and the customer that it is about."""
    return f"{kind}:{row.pk}" + (f" customer:{row.customer_id}" if row.customer_id else "")


def typed(request: HttpRequest, *names: str) -> dict[str, str]:
    """The texts that were written into the form of a step, without those that were left empty."""
    said = {name: request.POST.get(name, "").strip().replace("\r\n", "\n") for name in names}
    return {name: text for name, text in said.items() if text}
