"""Something to tell somebody."""

from __future__ import annotations

import secrets

from handrail.house.nudges.verbs import Telling


def telling(member, **more) -> Telling:
    values = {
        "recipient_id": member.pk,
        "occasion": secrets.token_hex(6),
        "name": "milestone.due",
        "subject_kind": "milestone",
        "subject_id": secrets.randbelow(10**9),
        "subject_key": "ten-branches-live",
        "about_id": None,
        "title": "Ten branches live",
        "reason": "It is due today.",
        "step": "Open the plan",
        "step_path": "plans/harbor-plan/",
        "urgent": True,
    }
    return Telling(**{**values, **more})
