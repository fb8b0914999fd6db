"""Small files of many kinds, for tests."""

from __future__ import annotations

import io
import zipfile

from django.core.files.base import ContentFile

from handrail.house.talk import filing
from handrail.house.talk.models import Attachment

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


def zipped(**names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, text in names.items():
            packed.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return out.getvalue()


def attach(subject: str, name: str = "paper.txt", content: bytes = b"words") -> Attachment:
    row = Attachment(subject=subject, name=name)
    row.content = ContentFile(content, name=name)
    return filing.add_attachments([row])[0]
