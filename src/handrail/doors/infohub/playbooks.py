"""A workspace's own playbooks in a tree: each is a file under `playbooks/`, and its text is the record."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from handrail.house.ledger import reading
from handrail.watch.playbooks import files as reader
from handrail.watch.playbooks import verbs
from handrail.watch.playbooks.models import Playbook

from .ground import Ground
from .keeping import text_of
from .tree import Source, slug

FOLDER = "playbooks"


def files() -> Iterator[tuple[str, bytes]]:
    for row in reading.present(Playbook).order_by("key"):
        yield f"{FOLDER}/{row.key}.md", row.text.encode()


def key_of(source: Source) -> str:
    """Which playbook this file is; empty for one that is none, or that can not be used: it is kept as a file."""
    place = PurePosixPath(source.path)
    if place.parent != PurePosixPath(FOLDER) or slug(place.stem) != place.stem or place.suffix != ".md":
        return ""
    usable = reader.is_playbook(source.path, source.content) and reader.read(source.content).usable
    return place.stem if usable and text_of(source.content) is not None else ""


def bring(ground: Ground) -> None:
    """New ones come in, others get the text that the file has; none goes because its file is not there."""
    said = {key: source for source in ground.sources if (key := key_of(source))}
    if not said:
        return
    here = {row.key: row for row in reading.present(Playbook).filter(key__in=said)}
    texts = {key: text_of(source.content) or "" for key, source in said.items()}
    verbs.add_playbooks([Playbook(key=key, text=text) for key, text in texts.items() if key not in here])
    changed = verbs.edit_playbooks([(row, {"text": texts[key]}) for key, row in here.items()])
    ground.report.count(
        "playbook", created=len(said) - len(here), changed=changed, unchanged=len(here) - changed
    )
    ours = {source.path for source in said.values()}
    ground.sources = [source for source in ground.sources if source.path not in ours]
