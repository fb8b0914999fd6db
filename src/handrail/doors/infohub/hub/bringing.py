"""Files that came from outside, brought into the record by the import: with what we would write now as their past."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from handrail.house.workspaces.scope import current
from handrail.kit.yamlio import Path

from .. import keeping, tree
from ..entities import accounts_of
from ..findings import Finding
from ..ground import Before, Tree
from ..importing import Importer
from ..matching import Past, Placement
from ..reports import NothingWritten, Report
from ..tree import Source
from .merging import Side, aligned, named_rows
from .projecting import Projector, Touched
from .repository import Laid, Places


@dataclass
class Fresh:
    """Some files as an export writes them at this moment, with the place of every record."""

    files: dict[str, bytes] = field(default_factory=dict)
    places: dict[str, Places] = field(default_factory=dict)
    accounts: dict[str, str] = field(default_factory=dict)
    """What a file belongs to, where it does not say so itself."""
    owner: dict[str, int] = field(default_factory=dict)

    def side(self, path: str) -> Side:
        return Side.of(path, self.files.get(path), self.places.get(path))


def fresh(laid: dict[int, Laid], touched: Touched) -> Fresh:
    projector = Projector(laid)
    files = dict(projector.write(touched))
    told = projector.told
    return Fresh(files, told.places, dict(projector.manifest.accounts), told.owner)


def bring(now: Fresh, changed: Mapping[str, bytes], findings: list[Finding]) -> Report:
    """Write what these files say into the record, all of it or nothing. Call it inside a scope."""
    before = before_of(now, frozenset(changed))
    sources, hints = [], dict[Placement, str]()
    for path, content in wanted(now, changed).items():
        source = known_as(tree.read(path, content), now)
        source.document = None
        sources.append(source)
        for place, name in names_in(path, content, now).items():
            hints[path, place] = name
    told = [*findings, *(f for source in sources if source.path in changed for f in source.findings)]
    report = Importer(Tree(sources, told, hints, before=before), current().member).go()
    if report.refused:
        raise NothingWritten(report)
    report.applied = True
    return report


def wanted(now: Fresh, changed: Mapping[str, bytes]) -> dict[str, bytes]:
    """What came, and beside it the other files of the same customers, which tell of the same things."""
    with_it = {path: content for path, content in now.files.items() if now.owner.get(path)}
    return dict(sorted((with_it | dict(changed)).items()))


def known_as(source: Source, now: Fresh) -> Source:
    if source.path in now.accounts:
        source.said_id = source.account = now.accounts[source.path]
    return source


def names_in(path: str, content: bytes, now: Fresh) -> dict[Path, str]:
    """Which row is which record: by what stood there before, however it was moved."""
    places, ours = now.places.get(path, {}), now.side(path)
    if content == now.files.get(path):
        return ours.names
    found = aligned(Side.of(path, content), ours, named_rows(ours))
    return {place: name for place, name in found.items() if name in places}


def before_of(now: Fresh, changed: frozenset[str]) -> Before:
    """What the files of now say, as the past of those that come."""
    past, sources, roots = Past(), [], {}
    for path, content in now.files.items():
        if not now.owner.get(path) and path not in changed:
            continue
        source = known_as(tree.read(path, content), now)
        source.document = None
        if not source.is_usable:
            continue
        sources.append(source)
        if source.root is not None:
            roots[path] = source.root
        for name, place in now.places.get(path, {}).items():
            past.places[path, tuple(place)] = name
    past.learn(accounts_of(sources))
    keeping.learn_people(past, sources)
    return Before(past, roots, changed)
