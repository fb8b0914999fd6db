"""The files of a record, as its page shows them."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from handrail.house.talk import queries
from handrail.house.talk.sniffing import PICTURES
from handrail.house.talk.subjects import meant, ref
from handrail.house.workspaces.models import Tenanted

from .answers import at
from .talking import shared, subject_id

ICONS = {"image": "image", "video": "play", "audio": "play", "text": "file-text"}


def of(row: Tenanted) -> dict[str, Any]:
    """One statement."""
    subject, mark = meant(ref(row)), subject_id(row)
    rows = queries.attachments_of(subject)
    return {
        "rows": [
            {"row": one, "url": at("content", one.key), "picture": one.media in PICTURES} for one in rows
        ],
        "id": mark,
        "panel": f"files-{mark.replace(':', '-')}",
        "url": f"{at('files')}?of={subject}",
        "add_url": f"{at('files-add')}?of={subject}",
        "most": settings.FILE_MOST >> 20,
        "still": row.removed_at is not None,
        "outside": shared(row)[1],
    }
